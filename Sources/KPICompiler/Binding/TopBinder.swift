import KPIEngine
import KPILanguage

/// Binds `top`: what it chooses among.
struct TopBinder {
  let clauses: Clauses
  /// The columns of the `by` list.
  let keys: [ResultColumn]
  /// The column that is greatest.
  let ordering: String
  let compiler: Compiler
  /// Takes every mistake.
  let report: (Diagnostic) -> Void

  /// `top N` chooses among the values of the first dimension, `top N per D` among the rows of each value of D.
  func bind(_ top: Top) -> TopGroups? {
    guard let count = count(top.amount) else { return nil }
    guard let dimension = clauses.by.firstIndex(where: { !$0.isTime }) else {
      refuse(top)
      return nil
    }
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

  private func count(_ amount: Top.Amount) -> TopGroups.Count? {
    switch amount {
    case .share(let share): .percent(share.coefficient, scale: share.scale)
    case .groups(let count):
      if case .variable(let name, _) = count, case .value(_, _, let percent?) = compiler.variable(name.text) {
        share(percent, name)
      } else {
        compiler.number(count, report).map(TopGroups.Count.number)
      }
    }
  }

  /// `top $share`, where it holds `20%`.
  private func share(_ percent: Value, _ name: Name) -> TopGroups.Count? {
    switch percent {
    case .integer(let number) where Top.isShare(number, scale: 0): return .percent(number, scale: 0)
    case .decimal(let number, let scale) where Top.isShare(number, scale: scale): return .percent(number, scale: scale)
    default:
      report(
        Diagnostic(
          "bad-count",
          "`$\(shown(name.text))` is `\(percent.plainText)%`, and a share of the groups lies above 0% and is at most 100%",
          at: name.span))
      return nil
    }
  }

  private func position(of item: ByItem) -> Int? {
    let wanted = Catalog.key(item.text)
    return clauses.by.firstIndex { Catalog.key($0.text) == wanted }
      ?? keys.firstIndex { Catalog.key($0.name) == wanted || Catalog.key($0.label) == wanted }
  }

  private func refuse(_ top: Top) {
    let count = if case .groups(let count) = top.amount { count.text } else { "N" }
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
