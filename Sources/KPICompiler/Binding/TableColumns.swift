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

  // MARK: Order

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

  /// Binds `having`: a condition over the table's numbers, each an aggregate of that place.
  func condition(_ expression: Expression) -> Scalar? { ScalarBinder(TableScope(self)).condition(expression) }

  /// The number of that name.
  fileprivate func column(_ path: Path) -> TypedScalar? {
    if let number = number(path.text) { return column(number) }
    if key(path.text) == nil {
      unknown(path.text, path.span)
    } else {
      report(
        Diagnostic(
          "having-key", "`having` is about the table's numbers, and the table is split by `\(shown(path.text))`",
          at: path.span, label: "`where` chooses rows before they are counted, the pipe `| where` lines of the table"))
    }
    return nil
  }

  /// A column that is called as its expression; nil for a function of columns.
  fileprivate func column(calledAs expression: Expression, _ call: Call) -> ScopeAnswer? {
    if call.kind?.isOfValues == true, !isAsked(expression) { return nil }
    return ScopeAnswer(number(asked: expression).map(column))
  }

  /// Whether the same expression was asked for.
  private func isAsked(_ expression: Expression) -> Bool {
    MetricBinder(compiler: compiler).expression(expression).map { bound in items.contains { $0.metric == bound } }
      ?? false
  }

  private func column(_ number: Int) -> TypedScalar {
    let reference = plan.numbers[number]
    let column = items[reference.column].column.showing(reference.aspect)
    let isTime = column.type == .time || column.type == .date
    return TypedScalar(.aggregate(number), isTime ? .time : .number, unit: column.unit)
  }
}

/// The columns of a table as names of an expression.
private final class TableScope: Scope {
  private let columns: TableColumns

  init(_ columns: TableColumns) { self.columns = columns }

  var session: Compiler? { columns.compiler }
  var place: Function.Place { .table }

  func report(_ diagnostic: Diagnostic) { columns.report(diagnostic) }

  func name(_ path: Path, expecting type: ScalarType?) -> TypedScalar? { columns.column(path) }

  func answer(to expression: Expression, _ call: Call) -> ScopeAnswer? { columns.column(calledAs: expression, call) }

  /// There is no other function that stands here.
  func call(_ call: Call, at span: Span) -> TypedScalar? { nil }
}

extension Compiler {
  /// How a key column is headed in either language.
  fileprivate func headings(ofKey name: String) -> [String] {
    var vietnamese = self
    vietnamese.language = .vi
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
    var column = ResultColumn(
      name: name + suffix, label: label, kind: kind, type: aspect == .previous ? type : .number,
      unit: aspect == .changePercent ? "%" : aspect == .change ? changed : unit)
    column.aspect = aspect
    return column
  }
}
