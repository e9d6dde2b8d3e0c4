import KPIEngine
import KPILanguage

/// Shares within a group: `share(M per D)` beside `by D`.
extension MetricQuestion {
  /// Names the keys of the plan that its numbers are parts within; false, with the mistake, where the question has no such
  /// key, or where rows of several of its values stand together.
  func nameKeys(of plan: inout GroupedPlan, _ keys: [ResultColumn], _ report: (Diagnostic) -> Void) -> Bool {
    let written = clauses.by.map { Catalog.key($0.text) }
    var isRight = true
    for (item, column) in zip(items, plan.columns.indices) {
      for name in plan.columns[column].keysOfWholes {
        // The last name of a path is enough where one path ends so.
        let ends = written.indices.filter { written[$0] == name || written[$0].hasSuffix("." + name) }
        let labelled = keys.firstIndex { Catalog.key($0.name) == name || Catalog.key($0.label) == name }
        guard let place = written.firstIndex(of: name) ?? labelled ?? (ends.count == 1 ? ends[0] : nil) else {
          report(
            Diagnostic(
              "no-groups", "`\(shown(item.column.name))` is a part of each `\(shown(name))`, by which nothing is split",
              at: item.span ?? clauses.bySpan, label: "add `by \(shown(name))`"))
          isRight = false
          continue
        }
        plan.columns[column] = plan.columns[column].mapped { part in
          if case .overall(let inner, name) = part { .overall(inner, within: written[place]) } else { part }
        }
        plan.keyNames = written
      }
    }
    if isRight, !plan.keyNames.isEmpty, let top = clauses.top, top.withOther {
      report(
        Diagnostic(
          "misplaced-clause", "shares within a group are not told of `(other)`", at: clauses.topSpan,
          label: "leave `with other` out"))
      isRight = false
    }
    if isRight, let top = clauses.top, top.per == nil, plan.by.count > 1,
      let first = plan.columns.first, !first.keysOfWholes.isEmpty
    {
      report(
        Diagnostic(
          "bad-top", "the first metric says which groups are kept, and a share within a group is none of a whole value",
          at: clauses.topSpan, label: "write a metric such as the one that is shared before it"))
      isRight = false
    }
    return isRight
  }
}
