import KPIEngine
import KPILanguage

/// Finds the columns of a question's own table, for `order by` and `having`.
struct TableColumns {
  let plan: GroupedPlan
  let keys: [ResultColumn]
  let items: [MetricQuestion.Item]
  let compiler: Compiler
  /// Takes every mistake.
  let report: (Diagnostic) -> Void

  /// The position among the plan's numbers; nil where no number has the name.
  private func number(_ name: String) -> Int? {
    guard case .one(let place) = NameMatch.find(name, among: candidates), place < plan.numbers.count else { return nil }
    return place
  }

  /// The position among the keys; nil where no key has the name.
  private func key(_ name: String) -> Int? {
    guard case .one(let place) = NameMatch.find(name, among: candidates), place >= plan.numbers.count else {
      return nil
    }
    return place - plan.numbers.count
  }

  /// What the numbers and then the keys answer to, in both languages.
  private var candidates: [NameMatch.Candidate] {
    plan.numbers.map { reference in
      let item = items[reference.column]
      let column = item.column.showing(reference.aspect)
      var labels = [column.label]
      if let label = item.label {
        var labelled = item.column
        labelled.label = label
        labels.append(labelled.showing(reference.aspect).label)
      }
      return NameMatch.Candidate(column.name, labels: labels)
    } + keys.map { NameMatch.Candidate($0.name, labels: [$0.label] + compiler.headings(ofKey: $0.name)) }
  }

  private var columnNames: [String] {
    keys.map(\.name) + plan.numbers.map { items[$0.column].column.showing($0.aspect).name }
  }

  private func unknown(_ text: String, _ span: Span?) {
    report(
      Diagnostic(
        "unknown-column", "the table has no column `\(shown(text))`", at: span,
        label: DidYouMean.label(for: text, among: columnNames) ?? "columns: \(columnNames.joined(separator: ", "))"))
  }

  func order(_ order: Order) -> RowOrder? {
    guard case .path(let path) = order.by.kind else {
      guard let number = number(asked: order.by) else { return nil }
      return RowOrder(by: .column(plan.numbers[number]), descending: order.descending)
    }
    if let number = number(path.text) {
      return RowOrder(by: .column(plan.numbers[number]), descending: order.descending)
    }
    if let key = key(path.text) {
      return RowOrder(by: .key(key), descending: order.descending)
    }
    unknown(path.text, path.span)
    return nil
  }

  /// The number whose column an expression names: the same expression was asked for.
  private func number(asked expression: Expression) -> Int? {
    let metrics = MetricBinder(compiler: compiler)
    let bound = metrics.expression(expression)
    metrics.diagnostics.forEach(report)
    guard let bound else { return nil }
    if let item = items.firstIndex(where: { $0.metric == bound }) {
      return plan.numbers.firstIndex(of: ColumnReference(column: item))
    }
    report(
      Diagnostic(
        "unknown-column", "the table has no column of this expression", at: expression.span,
        label: "ask for it too, or order by one of \(columnNames.joined(separator: ", "))"))
    return nil
  }

  // MARK: Conditions

  func condition(_ expression: Expression) -> CellCondition? {
    switch expression.kind {
    case .bracketed(let inner): return condition(inner)
    case .not(let operand): return condition(operand).map(CellCondition.not)
    case .isNull(let operand, let negated):
      guard let bound = self.operand(operand) else { return nil }
      return negated ? .not(.isNull(bound.expression)) : .isNull(bound.expression)
    case .between(let operand, let low, let high):
      guard let above = compare(.greaterOrEqual, operand, low, expression.span),
        let below = compare(.lessOrEqual, operand, high, expression.span)
      else { return nil }
      return .all([above, below])
    case .inList(let operand, let values, let negated):
      let tests = values.map { compare(.equal, operand, $0, $0.span) }
      guard !tests.contains(nil) else { return nil }
      let any = CellCondition.any(tests.compactMap { $0 })
      return negated ? .not(any) : any
    case .inPeriod(let operand, let period, let negated):
      guard let bound = self.operand(operand), isTime(bound, operand),
        let unit = compiler.unit(of: period, earliest: { nil }, report)
      else { return nil }
      let within = Self.compare(bound.expression, .equal, unit.start..<unit.end)
      return negated ? .not(within) : within
    case .binary(let operation, let lhs, let rhs):
      if operation == .and || operation == .or {
        let (left, right) = (condition(lhs), condition(rhs))
        guard let left, let right else { return nil }
        return operation == .and ? .all([left, right]) : .any([left, right])
      }
      guard let comparison = operation.comparison else { break }
      return compare(comparison, lhs, rhs, expression.span)
    default: break
    }
    report(Diagnostic("not-a-condition", "`having` takes a condition over the table's numbers", at: expression.span))
    return nil
  }

  private func isTime(_ bound: Operand, _ written: Expression) -> Bool {
    if bound.type == .time || bound.type == .date { return true }
    report(Diagnostic("not-a-time", "this is \(bound.type.described), not a time", at: written.span))
    return false
  }

  private func compare(
    _ comparison: RowExpression.Comparison, _ lhs: Expression, _ rhs: Expression, _ span: Span
  ) -> CellCondition? {
    guard let left = operand(lhs) else { return nil }
    if left.type == .time || left.type == .date, let days = days(of: rhs) {
      return Self.compare(left.expression, comparison, days)
    }
    guard let right = operand(rhs, beside: left.type) else { return nil }
    guard left.fits(right) else {
      report(
        Diagnostic(
          "type-mismatch", "\(left.type.described) cannot be compared with \(right.type.described)", at: span))
      return nil
    }
    let sides = [(lhs, left), (rhs, right)].map {
      PercentRule.Side(expression: $0, unit: $1.unit, number: $1.expression.constantNumber)
    }
    if let warning = PercentRule.check(sides[0], sides[1]) { report(warning) }
    return .compare(
      comparison, left.expression.besidePercent(lhs, right.unit), right.expression.besidePercent(rhs, left.unit))
  }

  /// A date stands for its whole day, a month for all its days.
  private static func compare(
    _ left: CellExpression, _ comparison: RowExpression.Comparison, _ days: Range<Int>
  ) -> CellCondition {
    let (start, end) = (
      CellExpression.constant(.date(days.lowerBound)), CellExpression.constant(.date(days.upperBound))
    )
    let within = CellCondition.all([.compare(.greaterOrEqual, left, start), .compare(.less, left, end)])
    switch comparison {
    case .equal: return within
    case .notEqual: return .not(within)
    case .less: return .compare(.less, left, start)
    case .lessOrEqual: return .compare(.less, left, end)
    case .greater: return .compare(.greaterOrEqual, left, end)
    case .greaterOrEqual: return .compare(.greaterOrEqual, left, start)
    }
  }

  /// The days that a date or a period right of a comparison stands for; nil for any other expression.
  private func days(of expression: Expression) -> Range<Int>? {
    switch expression.kind {
    case .date(let literal): return PeriodBinder.days(of: literal)
    case .number: return expression.year.map(PeriodBinder.days)
    case .relativeDay(let offset): return compiler.context.today + offset..<compiler.context.today + offset + 1
    case .bracketed(let inner): return days(of: inner)
    case .variable, .binary(.add, _, _), .binary(.subtract, _, _):
      guard let value = compiler.constant(expression), let unit = PeriodBinder.unit(of: value) else { return nil }
      return unit.start..<unit.end
    default: return nil
    }
  }

  // MARK: Operands

  /// One side of a comparison.
  private struct Operand {
    var expression: CellExpression
    var unit: String?
    var type: ResultColumn.ValueType

    func fits(_ other: Operand) -> Bool {
      if expression == .null || other.expression == .null { return true }
      func sort(_ type: ResultColumn.ValueType) -> ResultColumn.ValueType {
        type == .integer ? .number : type == .date ? .time : type
      }
      return sort(type) == sort(other.type)
    }
  }

  /// - Parameter type: beside a text, one bare word is a text.
  private func operand(_ expression: Expression, beside type: ResultColumn.ValueType? = nil) -> Operand? {
    switch expression.kind {
    case .number(let literal): return constant(literal.valueOutsidePercent)
    case .text(let text): return constant(.text(text))
    case .null: return constant(.null)
    case .date(let literal): return constant(PeriodBinder.value(of: literal))
    case .relativeDay(let offset): return constant(.date(compiler.context.today + offset))
    case .bracketed(let inner): return operand(inner, beside: type)
    case .negate(let inner):
      guard let bound = number(inner) else { return nil }
      return Operand(
        expression: .arithmetic(.subtract, .integer(0), bound.expression), unit: bound.unit, type: .number)
    case .path(let path):
      if let number = number(path.text) { return column(number) }
      if type == .text, path.names.count == 1 { return constant(.text(path.text)) }
      if key(path.text) != nil {
        report(
          Diagnostic(
            "having-key", "`having` is about the table's numbers, and the table is split by `\(shown(path.text))`",
            at: path.span, label: "`where` chooses rows before they are counted, the pipe `| where` lines of the table")
        )
        return nil
      }
      unknown(path.text, path.span)
      return nil
    case .binary(let operation, let lhs, let rhs):
      guard let arithmetic = operation.arithmetic else { break }
      guard let left = number(lhs), let right = number(rhs) else { return nil }
      return Operand(
        expression: .arithmetic(arithmetic, left.expression, right.expression),
        unit: Units.combine(arithmetic, left.unit, right.unit), type: .number)
    case .variable, .metricValue, .interpolation, .index, .member:
      return compiler.constant(expression).flatMap { constant($0, unit: compiler.unit(of: expression)) }
    case .call(let call):
      // A column that is called as its expression, else a function of columns.
      if ScalarName(rawValue: call.function.text.lowercased()) != nil, !isAsked(expression) {
        return function(expression)
      }
      return number(asked: expression).map(column)
    default: break
    }
    report(Diagnostic("not-a-number", "`having` compares the table's numbers", at: expression.span))
    return nil
  }

  /// Whether the same expression was asked for.
  private func isAsked(_ expression: Expression) -> Bool {
    MetricBinder(compiler: compiler).expression(expression).map { bound in items.contains { $0.metric == bound } }
      ?? false
  }

  /// `round(aov, 2)`: a function of values, over the table's columns.
  private func function(_ expression: Expression) -> Operand? {
    let scope = TableScope(compiler: compiler, report: report) { path in
      guard let number = number(path.text) else {
        unknown(path.text, path.span)
        return nil
      }
      let operand = column(number)
      let isTime = operand.type == .time || operand.type == .date
      return Cell(operand.expression, unit: operand.unit, type: isTime ? .time : .number)
    }
    return CellBinder(scope).expression(expression).map { cell in
      Operand(expression: cell.expression, unit: cell.unit, type: cell.type == .time ? .time : .number)
    }
  }

  private func column(_ number: Int) -> Operand {
    let reference = plan.numbers[number]
    let item = items[reference.column]
    let column = item.column.showing(reference.aspect)
    return Operand(expression: .aggregate(number), unit: column.unit, type: column.type)
  }

  private func number(_ expression: Expression) -> Operand? {
    guard let bound = operand(expression) else { return nil }
    if bound.type.isNumber { return bound }
    report(Diagnostic("not-a-number", "this is \(bound.type.described), not a number", at: expression.span))
    return nil
  }

  private func constant(_ value: Value, unit: String? = nil) -> Operand? {
    switch value {
    case .null: Operand(expression: .null, type: .number)
    case .integer(let number): Operand(expression: .integer(number), unit: unit, type: .number)
    case .decimal(let number, let scale): Operand(expression: .decimal(number, scale: scale), unit: unit, type: .number)
    case .real(let number): Operand(expression: .real(number), unit: unit, type: .number)
    case .unit(_, let day): Operand(expression: .constant(.date(day)), type: .date)
    default: Operand(expression: .constant(value), type: value.columnType ?? .text)
    }
  }
}

/// The columns of a table as names of an expression.
private final class TableScope: CellScope {
  let compiler: Compiler
  private let take: (Diagnostic) -> Void
  private let column: (Path) -> Cell?

  init(compiler: Compiler, report: @escaping (Diagnostic) -> Void, column: @escaping (Path) -> Cell?) {
    self.compiler = compiler
    take = report
    self.column = column
  }

  var place: Signature.Place { .table }

  func report(_ diagnostic: Diagnostic) { take(diagnostic) }

  func name(_ path: Path) -> Cell? { column(path) }

  /// The signatures have no other function that stands here.
  func call(_ call: Call, at span: Span) -> Cell? { nil }
}

extension ResultColumn.ValueType {
  /// How messages name it.
  var described: String {
    switch self {
    case .text: "a text"
    case .integer, .number: "a number"
    case .date, .time, .unit: "a time"
    case .boolean: "a condition"
    }
  }
}

extension Compiler {
  /// How a key column is headed in either language.
  fileprivate func headings(ofKey name: String) -> [String] {
    var vietnamese = self
    vietnamese.language = .vietnamese
    if let unit = CalendarUnit(rawValue: name) { return [vietnamese.word(unit)] }
    let last = name.split(separator: ".").last.map(String.init) ?? name
    return catalog.entities.lazy.compactMap { $0.member(named: last)?.label }.first.map { [$0] } ?? []
  }
}

extension ResultColumn {
  /// The column of a metric, as `compare` shows it.
  func showing(_ aspect: Aspect) -> ResultColumn {
    let suffix: String
    switch aspect {
    case .present: return self
    case .previous: suffix = "_previous"
    case .change: suffix = "_change"
    case .changePercent: suffix = "_change_pct"
    }
    let words = [Aspect.previous: "trước", .change: "thay đổi", .changePercent: "thay đổi %"]
    // A Vietnamese heading is not the name; it gets the words, not the suffix.
    let label = label == name ? name + suffix : "\(label) (\(words[aspect] ?? ""))"
    // Two times are days apart; of a `%` metric the change is in points.
    let isTime = type == .time || type == .date
    let changed = isTime ? "days" : unit == "%" ? "points" : unit
    return ResultColumn(
      name: name + suffix, label: label, kind: kind, type: aspect == .previous ? type : .number,
      unit: aspect == .changePercent ? "%" : aspect == .change ? changed : unit)
  }
}
