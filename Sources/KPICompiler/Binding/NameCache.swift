import KPIEngine
import KPILanguage
import Synchronization

/// The values and the rows' names that conditions were looked up among, made ready once for all statements that see
/// the same rows.
package final class NameCache: Sendable {
  enum Key: Hashable {
    case values(Scalar)
    /// The names, the logins or the keys of an entity's visible rows.
    case names(entity: Int)
    case logins(entity: Int)
    case keys(entity: Int)
  }

  /// Names, and the row of each where they are those of rows.
  struct Entry: Sendable {
    var index: NameIndex
    var rows: [Int32] = []
  }

  private let entries = Mutex<[Key: Entry]>([:])
  private let metrics = LastMetricMemo()

  package init() {}

  /// What metrics mean to those who see the rows.
  package func metrics(_ circumstances: MetricMemo.Circumstances) -> MetricMemo { metrics.memo(circumstances) }

  /// Lets go what was bound over the rows, which holds the rows in turn.
  package func letGo() { metrics.forget() }

  func entry(_ key: Key) -> Entry? { entries.withLock { $0[key] } }

  /// The entry of a key, made where it is not there yet; one that was stopped half-way is not kept.
  func entry(_ key: Key, isCancelled: () -> Bool, _ make: () -> Entry) -> Entry {
    if let known = entry(key) { return known }
    let made = make()
    if !isCancelled() { entries.withLock { $0[key] = made } }
    return made
  }
}
