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
    var present: TypedExpression
    var from: RowExpression
    var to: RowExpression
  }

  private var entity: Entity { compiler.catalog.entities[subject] }

  /// The sides of a dimension; nil where it has no history, which has then been reported.
  func sides(of path: Path) -> Sides? {
    let rows = RowBinder(catalog: compiler.catalog, entity: subject, compiler: compiler)
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
  var timeAsWritten: RowExpression {
    if case .time(let path, let column, _) = time { .time(path, column: column, isPlanned: true) } else { time }
  }
}

extension RowExpression {
  /// The same value of other rows, reading `new` wherever this reads `old`; nil where it reads anything else.
  fileprivate func moved(from old: TypedExpression, to new: TypedExpression) -> RowExpression? {
    if self == old.expression { return new.expression }
    func onto(_ path: LinkPath) -> LinkPath? {
      guard let start = old.path, let other = new.path, path.entity == start.entity, !start.hops.isEmpty,
        path.hops.starts(with: start.hops)
      else { return nil }
      return LinkPath(entity: other.entity, hops: other.hops + path.hops.dropFirst(start.hops.count))
    }
    func all(_ operands: [RowExpression]) -> [RowExpression]? {
      let moved = operands.compactMap { $0.moved(from: old, to: new) }
      return moved.count == operands.count ? moved : nil
    }
    switch self {
    case .text(let path, let column): return onto(path).map { .text($0, column: column) }
    case .number(let path, let column): return onto(path).map { .number($0, column: column) }
    case .time(let path, let column, let isPlanned):
      return onto(path).map { .time($0, column: column, isPlanned: isPlanned) }
    case .row(let path): return onto(path).map { .row($0) }
    case .attached(let aggregate, let path): return onto(path).map { .attached(aggregate, $0) }
    case .null, .integer, .decimal, .real, .textLiteral, .stamp, .constant, .boundary: return self
    case .arithmetic(let operation, let lhs, let rhs):
      return all([lhs, rhs]).map { .arithmetic(operation, $0[0], $0[1]) }
    case .function(let function, let operands): return all(operands).map { .function(function, $0) }
    case .age(let operand): return all([operand]).map { .age($0[0]) }
    case .bands(let operand, let edges): return all([operand]).map { .bands($0[0], edges) }
    case .choose(let condition, let then, let otherwise):
      return all([condition, then, otherwise]).map { .choose($0[0], then: $0[1], otherwise: $0[2]) }
    case .coalesce(let operands): return all(operands).map { .coalesce($0) }
    case .compare(let comparison, let lhs, let rhs): return all([lhs, rhs]).map { .compare(comparison, $0[0], $0[1]) }
    case .textIs(let operand, let test): return all([operand]).map { .textIs($0[0], test) }
    case .rowIn(let operand, let rows): return all([operand]).map { .rowIn($0[0], rows) }
    case .isNull(let operand): return all([operand]).map { .isNull($0[0]) }
    case .not(let operand): return all([operand]).map { .not($0[0]) }
    case .all(let operands): return all(operands).map { .all($0) }
    case .any(let operands): return all(operands).map { .any($0) }
    case .isFirst, .clock: return nil
    }
  }
}
