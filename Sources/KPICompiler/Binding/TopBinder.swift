import KPIEngine
import KPILanguage

/// Binds `top`: what it chooses among.
struct TopBinder {
  let clauses: Clauses
  /// The columns of the `by` list.
  let keys: [ResultColumn]
  /// The column that is greatest.
  let ordering: String
  /// Takes every mistake.
  let report: (Diagnostic) -> Void

  /// `top N` chooses among the values of the first dimension, `top N per D` among the rows of each value of D.
  func bind(_ top: Top) -> TopGroups? {
    if top.count.coefficient < 1 {
      report(Diagnostic("bad-top", "`top` keeps at least one group", at: clauses.topSpan))
      return nil
    }
    guard let dimension = clauses.by.firstIndex(where: { !$0.isTime }) else {
      refuse(top)
      return nil
    }
    let count: TopGroups.Count =
      top.count.isPercent
      ? .percent(top.count.coefficient, scale: top.count.scale) : .number(Int(top.count.coefficient))
    guard let per = top.per else {
      return TopGroups(count: count, kept: .values(of: dimension), withOther: top.withOther)
    }
    guard let key = position(of: per) else {
      report(
        Diagnostic(
          "unknown-column", "`\(per.text)` is none of what the question is split by", at: per.span ?? clauses.topSpan,
          label: "one of \(keys.map(\.name).joined(separator: ", "))"))
      return nil
    }
    guard clauses.by.count > 1 else {
      report(
        Diagnostic(
          "bad-top", "each \(per.text) has one row, so there is nothing to choose within it", at: clauses.topSpan,
          label: "add to `by` what is to be chosen, or leave out `per \(per.text)`"))
      return nil
    }
    if top.withOther, clauses.by.count != 2 || clauses.by[1 - key].isTime {
      report(
        Diagnostic(
          "bad-top", "the others within each \(per.text) are those of one dimension", at: clauses.topSpan,
          label: "split by \(per.text) and one dimension, or leave out `with other`"))
      return nil
    }
    return TopGroups(count: count, kept: .rows(within: key), withOther: top.withOther)
  }

  private func position(of item: ByItem) -> Int? {
    let wanted = Catalog.key(item.text)
    return clauses.by.firstIndex { Catalog.key($0.text) == wanted }
      ?? keys.firstIndex { Catalog.key($0.name) == wanted || Catalog.key($0.label) == wanted }
  }

  private func refuse(_ top: Top) {
    let count = top.count.isPercent ? "N" : "\(top.count.coefficient)"
    guard let unit = clauses.by.first else {
      report(
        Diagnostic(
          "bad-top", "`top` keeps groups, and without `by` there are none", at: clauses.topSpan,
          label: "add `by DIMENSION`"))
      return
    }
    report(
      Diagnostic(
        "bad-top", "`top` keeps values of a dimension, and the rows are units of time (\(unit.text)) only",
        at: clauses.topSpan, label: "write `| sort \(shown(ordering)) desc | take \(count)` behind the question"))
  }
}
