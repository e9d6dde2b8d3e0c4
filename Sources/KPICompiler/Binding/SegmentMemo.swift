import KPIEngine
import Synchronization

/// The segments of one statement, each bound once however often others use it.
final class SegmentMemo: Sendable {
  private let conditions = Mutex<[String: Bound<RowExpression>]>([:])

  /// The condition of a segment, bound where it is not known yet; with the mistakes in it.
  func condition(named key: String, _ bind: () -> Bound<RowExpression>) -> Bound<RowExpression> {
    if let known = conditions.withLock({ $0[key] }) { return known }
    let bound = bind()
    conditions.withLock { $0[key] = bound }
    return bound
  }
}
