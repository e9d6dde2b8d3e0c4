import Synchronization

/// What every operator of one plan shares: the visible rows, the running day, and how to stop.
package final class ExecutionContext: Sendable {
  package let store: Store
  package let rowSets: RowSets
  package let threads: Int
  let team: Team
  /// Asked every block of rows.
  package let isCancelled: @Sendable () -> Bool
  /// Orders of rows by other times than the entity's own; made when first asked for.
  let views: ViewCache
  /// Where the rows are, if not in the store.
  package let elsewhere: (any RowsElsewhere)?

  package var today: Int { rowSets.today }

  /// - Parameters:
  ///   - views: shared by all questions that run over the same row sets.
  ///   - elsewhere: what answers where the store has not the rows.
  package init(
    rowSets: RowSets, views: ViewCache, threads: Int = 1, elsewhere: (any RowsElsewhere)? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.elsewhere = elsewhere
    store = rowSets.store
    self.rowSets = rowSets
    self.views = views
    self.threads = threads
    team = Team(threads: threads)
    self.isCancelled = isCancelled
  }

  func checkCancelled() throws(ExecutionError) {
    if isCancelled() { throw .cancelled }
  }
}

/// The moments of the unit that is being evaluated, as stamps.
///
/// Expressions read them block by block.
final class UnitClock {
  var start: Int64 = 0
  var end: Int64 = 0
  var last: Int64 = 0
  /// The day that ages are reckoned on: the last of the question's own unit.
  var asOf: Int64 = 0
  let today: Int64
  /// Set by kernels when an exact number left its range.
  var overflowed = false

  init(today: Int) { self.today = Stamp.start(of: today) }

  /// Ends a pass in which an exact number left its range: also one whose rows a condition has all left out since.
  func check() throws(ExecutionError) { if overflowed { throw .overflow } }

  /// Takes the boundaries of `unit`; its last day is cut at today.
  func set(_ unit: FrameUnit) {
    start = Stamp.start(of: unit.start)
    end = Stamp.start(of: unit.end)
    last = min(end - Stamp.perDay, today)
    asOf = min(Stamp.start(of: unit.asOf ?? unit.end - 1), today)
  }

  func value(_ boundary: Scalar.Boundary) -> Int64 {
    switch boundary {
    case .start: start
    case .end: end
    case .last: last
    case .today: today
    case .tomorrow: today + Stamp.perDay
    }
  }
}

/// Rows that a kernel takes at once: their scratch vectors stay in the first-level caches.
let blockSize = 2_048
/// Null in vectors of exact numbers and of times.
package let nullNumber = Int64.min

/// Powers of ten that an `Int64` holds.
let powersOfTen: [Int64] = (0...18).map { exponent in (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 } }
