import KPICompiler
import KPIEngine
import KPILanguage
import KPIOutput
import Synchronization

/// Evaluates expressions outside of a model: over variables, `[M PERIOD]`, and the columns of a table in a pipe.
///
/// It checks types and units as it goes. While a script is only checked, what depends on the data is unknown and
/// everything else is evaluated. Nil means that a mistake was reported.
struct Evaluator: Sendable {
  /// Variables by key, without `$`.
  let variables: [String: Variable]
  /// The running day.
  let today: Int
  /// Keys that a table does not have are errors.
  let isStrict: Bool
  let log: DiagnosticLog
  /// The number of `[M PERIOD where …]`; nil where a mistake was reported.
  let metric: @Sendable (MetricValue, Span) -> Datum?
  /// Whether a name is a metric of the model, for messages.
  let isMetric: @Sendable (String) -> Bool
  /// The source text of a span, for messages.
  let sourceText: @Sendable (Span) -> String
  /// The company's zone, which elapsed time is reckoned in.
  var zone = ZoneTable.utc
  /// The texts that the data has in a dimension of that name.
  var knownTexts: @Sendable (String) -> [String] = { _ in [] }
  /// The rows whose columns names mean, in a pipe.
  var row: RowScope?
  /// Where comparisons are noted down, to tell why an assertion failed.
  var trace: ComparisonTrace?
  /// The language of texts for people.
  var language = TextLanguage.en
  /// Whether a bare word is a text: the value of a setting or a parameter.
  var readsBareWords = false
  /// Where it is noted down that a value came from a table without rows.
  var emptiness: EmptinessNote?

  func evaluate(_ expression: Expression) -> Datum? {
    switch expression.kind {
    case .number(let literal): return Self.datum(of: literal)
    case .text(let text): return Datum(.text, .text(text))
    case .interpolation(let parts): return interpolate(parts)
    case .boolean(let isTrue): return Datum(isTrue)
    case .null: return .null
    case .date(let literal): return Datum(literal.value)
    case .relativeDay(let offset): return Datum(.date(today + offset))
    case .span:
      log.error("misplaced-span", "a span of time is added to a date or taken from it", at: expression.span)
      return nil
    case .path(let path): return name(path)
    case .bracketed(let inner): return evaluate(inner)
    case .variable, .index, .member: return tableValue(expression)
    case .negate(let operand): return negate(operand)
    case .binary(let operation, _, _):
      return operation.arithmetic == nil ? condition(expression) : arithmetic(expression)
    case .not, .inList, .inPeriod, .between, .isNull: return condition(expression)
    case .tolerance:
      log.error("misplaced-tolerance", "`within … of` stands right of `=`", at: expression.span)
      return nil
    case .call(let call): return self.call(call, expression.span)
    case .metricValue(let value): return metric(value, expression.span)
    }
  }

  // MARK: Names and literals

  static func datum(of literal: NumberLiteral) -> Datum {
    let written: Value =
      literal.scale == 0
      ? .integer(literal.coefficient) : .decimal(literal.coefficient, scale: literal.scale)
    guard literal.isPercent else { return Datum(written) }
    return Datum(.number, .decimal(literal.coefficient, scale: literal.scale + 2), percent: written)
  }

  private func name(_ path: Path) -> Datum? {
    if let row {
      if path.names.count == 1, let name = path.names.first {
        switch row.table.find(name.text) {
        case .one(let index): return row.datum(at: index)
        case .several(let indices):
          log.report(row.table.columns.ambiguous(name.text, indices, at: name.span))
          return nil
        case .none: break
        }
      }
      log.error(
        "unknown-column", "the table has no column `\(shown(path.text))`", at: path.span,
        label: DidYouMean.label(for: path.text, among: row.table.columns.map(\.name)),
        notes: ["its columns are \(row.table.columnList)"])
      return nil
    }
    if readsBareWords, path.names.count == 1 { return Datum(.text, .text(path.text)) }
    let text = shown(path.text)
    if isMetric(path.text) {
      log.error("bare-metric", "`\(text)` is a metric of the model", at: path.span, label: "write `[\(text)]`")
    } else if path.names.count == 1, variables[Catalog.key(path.text)] != nil {
      log.error("unknown-name", "a variable is written with `$`", at: path.span, label: "write `$\(text)`")
    } else {
      log.error(
        "unknown-name", "`\(text)` has no value here", at: path.span,
        notes: ["a metric's value is written `[metric month 2023-09]`, a text in quotes, a variable with `$`"])
    }
    return nil
  }

  /// Bytes that a text may have: one made of another twice, step after step, doubles each time.
  private static let longestText = 1_000_000

  /// The text that an expression is for people: numbers of the data as a table would write them.
  func prose(_ expression: Expression) -> Datum? {
    if case .interpolation(let parts) = expression.kind { return interpolate(parts, isProse: true) }
    return evaluate(expression).map { datum in
      datum.value == nil ? datum : Datum(.text, .text(datum.prose(language)))
    }
  }

  private func interpolate(_ parts: [TextPart], isProse: Bool = false) -> Datum? {
    var text = Datum(.text, .text(""))
    var isRight = true
    for part in parts {
      let added: Datum?
      let span: Span?
      switch part {
      case .literal(let literal): (added, span) = (Datum(.text, .text(literal)), nil)
      case .expression(let expression, let format):
        let datum = evaluate(expression)
        (added, span) = (datum.map { written($0, format, isProse) }, expression.span)
      }
      guard let added else {
        isRight = false
        continue
      }
      let longer = Datum.joined(text, added, .text) { .text(Datum.text($0) + Datum.text($1)) }
      guard let longer, !longer.isLongerText(than: Self.longestText) else {
        log.error("too-long", "a text has at most \(Self.longestText) bytes, this one more", at: span)
        return nil
      }
      text = longer
    }
    return isRight ? text : nil
  }

  /// What stands in a text for a value.
  private func written(_ datum: Datum, _ format: TextFormat?, _ isProse: Bool) -> Datum {
    guard datum.value != nil, format.map({ $0.decimals != nil }) ?? isProse else { return datum }
    return Datum(.text, .text(format.map { datum.text(in: $0, language) } ?? datum.prose(language)))
  }

  // MARK: Arithmetic

  private func negate(_ operand: Expression) -> Datum? {
    guard var datum = evaluate(operand) else { return nil }
    guard datum.kind == .number || datum.kind == .any else {
      log.error("not-a-number", "`-` stands before a number, not before \(datum.kind.description)", at: operand.span)
      return nil
    }
    func negative(_ value: Value) -> Value? { calculate(.subtract, .integer(0), value, operand.span) }
    let percent = datum.percent.flatMap(negative)
    guard let negated = datum.mapped(datum.kind, unit: datum.unit, negative) else { return nil }
    datum = negated
    datum.percent = percent
    return datum
  }

  /// Sums and products lean to the left and may be a thousand terms long: they are walked, not descended.
  private func arithmetic(_ expression: Expression) -> Datum? {
    var steps: [(operation: Scalar.Arithmetic, sign: BinaryOperator, operand: Expression, span: Span)] = []
    var current = expression
    while case .binary(let sign, let left, let right) = current.kind, let operation = sign.arithmetic {
      steps.append((operation, sign, right, current.span))
      current = left
    }
    var result = evaluate(current)
    var isProduct = current.isProduct
    for step in steps.reversed() {
      let isProductBefore = isProduct
      isProduct = step.operation == .multiply || step.operation == .divide
      if case .span(let span) = step.operand.kind, step.sign == .add || step.sign == .subtract {
        result = result.flatMap { shift($0, by: span, isNegative: step.sign == .subtract, step.span) }
        continue
      }
      let operand = evaluate(step.operand)
      guard let left = result, let right = operand else {
        result = nil
        continue
      }
      result = combine(step.operation, step.sign, (left, isProductBefore), (right, step.operand.isProduct), step.span)
    }
    return result
  }

  private func combine(
    _ operation: Scalar.Arithmetic, _ sign: BinaryOperator, _ lhs: (datum: Datum, isProduct: Bool),
    _ rhs: (datum: Datum, isProduct: Bool), _ span: Span
  ) -> Datum? {
    for side in [lhs.datum, rhs.datum] where side.kind != .number && side.kind != .any {
      let help: [Message] =
        switch side.kind {
        case .text: ["texts are joined by writing `\"{a}{b}\"`"]
        case .moment: ["the days between two dates are `days(a, b)`"]
        default: []
        }
      log.error(
        "not-a-number", "`\(sign.rawValue)` stands between numbers, not \(side.kind.description)", at: span, notes: help
      )
      return nil
    }
    var (left, right) = (lhs.datum, rhs.datum)
    if operation == .add || operation == .subtract {
      Self.alignPercent(&left, &right)
      guard Scalar.Arithmetic.canAdd(left.unit, right.unit) else {
        log.error(
          "unit-mismatch",
          "`\(sign.rawValue)` needs the same unit on both sides, not \(left.unit ?? "") and \(right.unit ?? "")",
          at: span)
        return nil
      }
    }
    // What comes from the data has rows or a unit; a number alone is what was written.
    func term(_ datum: Datum, _ isProduct: Bool) -> PercentRule.Term {
      let isWritten = datum.unit == nil && datum.rows == nil
      return PercentRule.Term(
        unit: datum.unit, isPercent: datum.percent != nil, isProduct: isProduct,
        number: isWritten ? datum.value?.number ?? 0 : nil)
    }
    if let mistake = PercentRule.mistake(operation, term(left, lhs.isProduct), term(right, rhs.isProduct), at: span) {
      log.report(mistake)
      return nil
    }
    func bare(_ datum: Datum) -> Double? {
      datum.unit == nil && datum.percent == nil && datum.rows == nil ? datum.value?.number : nil
    }
    let unit = operation.unit(left.unit, right.unit, numbers: (bare(left), bare(right)))
    var result = Datum.joined(left, right, .number, unit: unit) { calculate(operation, $0, $1, span) }
    func side(_ datum: Datum) -> (Value?, Value?) {
      (datum.percent, datum.unit == nil && datum.percent == nil && datum.rows == nil ? datum.value : nil)
    }
    result?.percent = PercentRule.percent(operation, side(left), side(right)).flatMap {
      calculate(operation, $0.0, $0.1, span)
    }
    return result
  }

  /// `15%` against a `%` value is 15.
  static func alignPercent(_ lhs: inout Datum, _ rhs: inout Datum) {
    if lhs.unit == "%", let percent = rhs.percent { rhs = Datum(.number, percent, unit: "%") }
    if rhs.unit == "%", let percent = lhs.percent { lhs = Datum(.number, percent, unit: "%") }
  }

  /// Null for a division by zero; an overflow is reported.
  func calculate(
    _ operation: Scalar.Arithmetic, _ lhs: Value, _ rhs: Value, _ span: Span
  ) -> Value? {
    do throws(ExecutionError) {
      return try CellEvaluator.arithmetic(operation, lhs, rhs)
    } catch {
      log.error("overflow", "the result is larger than 64 bits hold", at: span)
      return nil
    }
  }

  /// A date moved by a span; a unit such as a month stays a unit where the span is made of whole ones.
  private func shift(_ datum: Datum, by span: TimeSpan, isNegative: Bool, _ place: Span) -> Datum? {
    guard datum.kind == .moment || datum.kind == .any else {
      log.error("not-a-date", "a span of time is added to a date, not to \(datum.kind.description)", at: place)
      return nil
    }
    guard let length = number(span.count) else { return nil }
    let count = isNegative ? -length : length
    guard abs(count) <= 1_000_000 else {
      log.error("overflow", "no calendar reaches that far", at: place)
      return nil
    }
    return datum.mapped(.moment, ofNull: .any) { value in
      guard let grain = Grain(rawValue: span.unit.rawValue) else { return shift(value, hours: count) }
      return shift(value, count, grain)
    }
  }

  private func shift(_ value: Value, _ count: Int, _ grain: Grain) -> Value {
    switch value {
    case .date(let day): return .date(grain.adding(count, to: day))
    case .time(let day, let second): return .time(day: grain.adding(count, to: day), second: second)
    case .moment(let moment):
      let milliseconds = Int64(moment.second) * 1_000 + Int64(moment.millisecond)
      return zone.value(of: zone.stamp(day: grain.adding(count, to: moment.day), milliseconds: milliseconds))
    case .unit(let own, let day):
      let moved = grain.adding(count, to: day)
      return own.start(of: moved) == moved ? .unit(own, day: moved) : .date(moved)
    default: return value
    }
  }

  /// An hour is an hour, also where clocks are changed.
  private func shift(_ value: Value, hours: Int) -> Value {
    guard let stamp = value.stamp(in: zone) else { return .null }
    return zone.value(of: zone.stamp(ofInstant: zone.instant(of: stamp) + Int64(hours) * 3_600_000))
  }
}

/// Notes down the comparisons of a condition, to tell why it does not hold.
final class ComparisonTrace: Sendable {
  struct Entry: Sendable {
    var span: Span
    var left: Datum
    var leftText: String
    /// nil where the left is held against something else than a value: a list, a period, nothing.
    var right: Datum?
    var rightText: String?
    /// Of `between` the upper of the two bounds.
    var upper: Datum?
    var upperText: String?
    var holds: Bool
  }

  private let log = Mutex<[Entry]>([])

  func note(_ comparison: Entry) { log.withLock { $0.append(comparison) } }

  /// Makes one comparison of the two that `between` is; nothing where one of them had no outcome.
  func joinLastTwo() {
    log.withLock { log in
      guard log.count >= 2, log[log.count - 1].span == log[log.count - 2].span,
        log[log.count - 1].leftText == log[log.count - 2].leftText
      else { return }
      let second = log.removeLast()
      log[log.count - 1].upper = second.right
      log[log.count - 1].upperText = second.rightText
      log[log.count - 1].holds = log[log.count - 1].holds && second.holds
    }
  }

  var comparisons: [Entry] { log.withLock { $0 } }
}
