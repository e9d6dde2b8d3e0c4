import KPIEngine
import KPILanguage

/// Finds the history that tells what a dimension of the subject was at a time.
///
/// A dimension goes by a history where everything it reads of the subject is the history's own dimension or link, or
/// lies behind that link: the department of the owner follows the owner's changes.
struct HistoryBinder {
  let compiler: Compiler
  let subject: Int
  /// Takes every mistake.
  let report: (Diagnostic) -> Void

  /// A dimension's value at present, and on both sides of the changes of its history.
  struct Sides {
    var history: History
    var present: TypedScalar
    var from: Scalar
    var to: Scalar
  }

  private var entity: Entity { compiler.catalog.entities[subject] }

  /// The sides of a dimension; nil where it has no history, which has then been reported.
  func sides(of path: Path) -> Sides? {
    let rows = RowBinder(compiler, entity: subject)
    let present = rows.name(path)
    rows.diagnostics.forEach(report)
    guard let present else { return nil }
    for history in entity.histories {
      guard let own = entity.member(named: history.member)?.value,
        let from = present.expression.moved(from: own, to: history.from), from != present.expression,
        let to = present.expression.moved(from: own, to: history.to)
      else { continue }
      return Sides(history: history, present: present, from: from, to: to)
    }
    let known = entity.members.filter { member in
      entity.histories.contains { history in
        guard let own = entity.member(named: history.member)?.value else { return false }
        return member.value.expression.moved(from: own, to: history.from).map { $0 != member.value.expression } ?? false
      }
    }.map { "`\($0.name)`" }.joined(separator: ", ")
    report(
      Diagnostic(
        "no-history", "`\(path.text)` has no history, so nothing is known of when it changed", at: path.span,
        notes: known.isEmpty ? [] : ["dimensions with a history: \(known)"]))
    return nil
  }
}

extension History {
  /// When the changes happened, those after today too: they tell what was before them.
  var timeAsWritten: Scalar {
    if case .time(let path, let column, _) = time { .time(path, column: column, isPlanned: true) } else { time }
  }
}

extension Scalar {
  /// The same value of other rows, reading `new` wherever this reads `old`; nil where it reads anything else.
  fileprivate func moved(from old: TypedScalar, to new: TypedScalar) -> Scalar? {
    func onto(_ path: LinkPath) -> LinkPath? {
      guard let start = old.path, let other = new.path, path.entity == start.entity, !start.hops.isEmpty,
        path.hops.starts(with: start.hops)
      else { return nil }
      return LinkPath(entity: other.entity, hops: other.hops + path.hops.dropFirst(start.hops.count))
    }
    var readsOnlyOld = true
    let moved = mapped { part in
      if part == old.expression { return new.expression }
      let other: Scalar?
      switch part {
      case .text(let path, let column): other = onto(path).map { .text($0, column: column) }
      case .number(let path, let column): other = onto(path).map { .number($0, column: column) }
      case .time(let path, let column, let isPlanned):
        other = onto(path).map { .time($0, column: column, isPlanned: isPlanned) }
      case .row(let path): other = onto(path).map { .row($0) }
      case .attached(let aggregate, let path): other = onto(path).map { .attached(aggregate, $0) }
      case .isFirst, .clock: other = nil
      default: return part
      }
      readsOnlyOld = readsOnlyOld && other != nil
      return other ?? part
    }
    return readsOnlyOld ? moved : nil
  }
}
