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
    let wanted = Catalog.key(name)
    return plan.numbers.firstIndex { reference in
      let column = items[reference.column].column.showing(reference.aspect)
      let label = items[reference.column].label
      return Catalog.key(column.name) == wanted || reference.aspect == .present && label.map(Catalog.key) == wanted
    }
  }

  private func unknown(_ text: String, _ span: Span?) {
    let names = keys.map(\.name) + plan.numbers.map { items[$0.column].column.showing($0.aspect).name }
    report(
      Diagnostic(
        "unknown-column", "the table has no column `\(shown(text))`", at: span,
        label: DidYouMean.label(for: text, among: names) ?? "columns: \(names.joined(separator: ", "))"))
  }

  func order(_ order: Order) -> RowOrder? {
    guard case .path(let path) = order.by.kind else {
      report(Diagnostic("unknown-column", "`order by` takes a column of the table", at: order.by.span))
      return nil
    }
    if let number = number(path.text) {
      return RowOrder(by: .column(plan.numbers[number]), descending: order.descending)
    }
    let wanted = Catalog.key(path.text)
    if let key = keys.firstIndex(where: { Catalog.key($0.name) == wanted || Catalog.key($0.label) == wanted }) {
      return RowOrder(by: .key(key), descending: order.descending)
    }
    unknown(path.text, path.span)
    return nil
  }

  // MARK: Conditions

  func condition(_ expression: Expression) -> CellCondition? {
    switch expression.kind {
    case .bracketed(let inner): return condition(inner)
    case .not(let operand): return condition(operand).map(CellCondition.not)
    case .isNull(let operand, let negated):
      guard let bound = self.expression(operand) else { return nil }
      return negated ? .not(.isNull(bound.0)) : .isNull(bound.0)
    case .between(let operand, let low, let high):
      guard let value = self.expression(operand), let lower = self.expression(low), let upper = self.expression(high)
      else { return nil }
      return .all([
        .compare(.greaterOrEqual, value.0, percent(lower, low, value)),
        .compare(.lessOrEqual, value.0, percent(upper, high, value)),
      ])
    case .binary(let operation, let lhs, let rhs):
      if operation == .and || operation == .or {
        guard let left = condition(lhs), let right = condition(rhs) else { return nil }
        return operation == .and ? .all([left, right]) : .any([left, right])
      }
      guard let comparison = operation.comparison else { break }
      guard let left = self.expression(lhs), let right = self.expression(rhs) else { return nil }
      return .compare(comparison, percent(left, lhs, right), percent(right, rhs, left))
    default: break
    }
    report(Diagnostic("not-a-condition", "`having` takes a condition over the table's numbers", at: expression.span))
    return nil
  }

  /// `15%` beside a `%` column is 15, elsewhere 0.15.
  private func percent(
    _ bound: (CellExpression, String?), _ written: Expression, _ other: (CellExpression, String?)
  ) -> CellExpression {
    guard case .number(let literal) = written.kind, literal.isPercent, other.1 != "%" else { return bound.0 }
    return .arithmetic(.divide, bound.0, .integer(100))
  }

  private func expression(_ expression: Expression) -> (CellExpression, String?)? {
    switch expression.kind {
    case .number(let literal):
      let value: CellExpression =
        literal.scale == 0 ? .integer(literal.coefficient) : .decimal(literal.coefficient, scale: literal.scale)
      return (value, nil)
    case .bracketed(let inner): return self.expression(inner)
    case .negate(let operand):
      return self.expression(operand).map { (.arithmetic(.subtract, .integer(0), $0.0), $0.1) }
    case .path(let path):
      guard let number = number(path.text) else {
        unknown(path.text, path.span)
        return nil
      }
      let reference = plan.numbers[number]
      return (.aggregate(number), items[reference.column].column.showing(reference.aspect).unit)
    case .binary(let operation, let lhs, let rhs):
      guard let arithmetic = operation.arithmetic else { break }
      guard let left = self.expression(lhs), let right = self.expression(rhs) else { return nil }
      return (.arithmetic(arithmetic, left.0, right.0), Units.combine(arithmetic, left.1, right.1))
    case .variable, .metricValue, .interpolation, .index, .member:
      switch compiler.constant(expression) {
      case .integer(let number)?: return (.integer(number), nil)
      case .decimal(let number, let scale)?: return (.decimal(number, scale: scale), nil)
      case .real(let number)?: return (.real(number), nil)
      case .null?: return (.null, nil)
      case nil: return nil
      default: break
      }
    default: break
    }
    report(Diagnostic("not-a-number", "`having` compares the table's numbers", at: expression.span))
    return nil
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
    let unit = aspect == .changePercent ? "%" : aspect == .change && unit == "%" ? "points" : unit
    return ResultColumn(name: name + suffix, label: label, kind: kind, type: .number, unit: unit)
  }
}
