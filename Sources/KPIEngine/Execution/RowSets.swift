import Synchronization

/// The visible rows of every entity, for one viewer and one day.
///
/// Everything that reads rows goes through it.
///
/// A row whose placing time lies after today is as if not there, for links too; a viewer's mask narrows further.
package final class RowSets: Sendable {
  package let store: Store
  /// The running day.
  package let today: Int
  /// Whether the rows are narrowed to what a viewer may see.
  package let isForViewer: Bool
  /// Per entity what rows must meet to be seen by the viewer, over everybody's rows; nil where nobody has said.
  package let sight: [Scalar?]?
  /// Per entity what places its rows; nil for one without a time.
  package let placings: [Placing?]
  /// Per entity: 1 where the row is visible, slot 0 included; nil where every row is.
  private let masks: [Buffer<UInt8>?]
  /// The same without regard to today.
  private let timelessMasks: [Buffer<UInt8>?]
  private let links = Mutex<[LinkPath.Hop.Address: Codes]>([:])

  /// - Parameter narrowed: per entity a further mask (a table's own `where`, a viewer's right); nil narrows nothing.
  package convenience init(
    store: Store, today: Int, placings: [Placing?], narrowed: [Buffer<UInt8>?], isForViewer: Bool = false,
    sight: [Scalar?]? = nil
  ) {
    // Whether a row is there hangs on its time as written; links narrowed by other rows' times would go in circles.
    let timeless = RowSets(
      store: store, today: today, placings: placings.map { _ in nil }, masks: narrowed, timelessMasks: narrowed,
      isForViewer: isForViewer)
    let context = ExecutionContext(rowSets: timeless, views: ViewCache())
    let masks = store.entities.indices.map { entity -> Buffer<UInt8>? in
      guard let placing = placings[entity], !placing.isPlanned else { return narrowed[entity] }
      return context.mask(of: entity, placedBy: placing, narrowed: narrowed)
    }
    self.init(
      store: store, today: today, placings: placings, masks: masks, timelessMasks: narrowed, isForViewer: isForViewer,
      sight: sight)
  }

  private init(
    store: Store, today: Int, placings: [Placing?], masks: [Buffer<UInt8>?], timelessMasks: [Buffer<UInt8>?],
    isForViewer: Bool, sight: [Scalar?]? = nil
  ) {
    self.sight = sight
    self.store = store
    self.today = today
    self.placings = placings
    self.masks = masks
    self.timelessMasks = timelessMasks
    self.isForViewer = isForViewer
  }

  /// The same day's rows, narrowed to a viewer's: per entity a mask, nil for everything.
  ///
  /// - Parameter sight: the same as conditions.
  package func narrowed(to masks: [Buffer<UInt8>?], meeting sight: [Scalar?]? = nil) -> RowSets {
    let both = zip(timelessMasks, masks).map { own, viewers -> Buffer<UInt8>? in
      guard let own, let viewers else { return own ?? viewers }
      return Buffer(count: own.count) { both in
        for row in 0..<own.count { both[row] = own.base[row] & viewers.base[row] }
      }
    }
    return RowSets(store: store, today: today, placings: placings, narrowed: both, isForViewer: true, sight: sight)
  }

  /// The column in whose order an entity's rows are stored, where that is the order by `time` for who asks; else nil.
  func orderingColumn(of entity: Int, by time: Scalar) -> Int? {
    guard let placing = placings[entity], let column = placing.column, let own = placing.source,
      case .time(let path, let source, _) = time, path == own.path, source == own.column
    else { return nil }
    // A linked row that is not there has no time to give, unless it is missing for that very time.
    for (index, hop) in path.hops.enumerated() {
      let rest = LinkPath(entity: hop.target, hops: Array(path.hops[(index + 1)...]))
      let isOwnTime = placings[hop.target]?.source.map { $0.path == rest && $0.column == source } ?? false
      if timelessMasks[hop.target] != nil || masks[hop.target] != nil && !isOwnTime { return nil }
    }
    return column
  }

  /// The entity's mask; nil where every row is visible.
  package func mask(of entity: Int) -> Buffer<UInt8>? { masks[entity] }

  /// The entity's mask with the rows after today in it, for histories; nil where every row is in it.
  package func timelessMask(of entity: Int) -> Buffer<UInt8>? { timelessMasks[entity] }

  package func isVisible(_ row: Int, of entity: Int) -> Bool {
    guard row > 0 else { return false }
    // Rows of another engine may come behind the store's.
    guard let mask = masks[entity], row < mask.count else { return true }
    return mask[row] != 0
  }

  /// A link's column in which links to invisible rows are null.
  ///
  /// Of several rows with one key the first visible one is meant.
  package func link(of entity: Int, column: Int) -> Codes {
    guard case .link(let rows, let target) = store.entities[entity].columns[column] else {
      return .bits8(Buffer([UInt8](repeating: 0, count: store.entities[entity].rowCount + 1)))
    }
    guard let mask = masks[target] else { return rows }
    let address = LinkPath.Hop.Address(entity: entity, column: column)
    return links.withLock { known in
      if let made = known[address] { return made }
      let linked = store.entities[target]
      let made = rows.mapped { Int(linked.row(of: Int32(truncatingIfNeeded: $0), in: mask)) }
      known[address] = made
      return made
    }
  }
}

extension LinkPath.Hop {
  /// A link's column in the store.
  package struct Address: Hashable, Sendable {
    package var entity: Int
    package var column: Int
  }
}

extension ExecutionContext {
  /// How many rows of an entity are visible.
  package func visibleCount(of entity: Int) -> Int {
    if let elsewhere { return visibleCount(of: entity, elsewhere) }
    let rows = store.entities[entity]
    guard let mask = rowSets.mask(of: entity) else { return rows.rowCount }
    return (1..<rows.rowCount + 1).reduce(0) { $0 + Int(mask[$1]) }
  }

  /// The rows of an entity that meet a condition, as a mask: a table's own `where`.
  package func mask(of entity: Int, where condition: Scalar) throws(ExecutionError) -> Buffer<UInt8> {
    let clock = UnitClock(today: today)
    let resolver = Resolver(context: self, clock: clock)
    // Rows after today too: what is in the table is one thing, what is there today another.
    let filter = RowFilter(entity: entity, condition: condition, resolver: resolver, includesFuture: true)
    var flags = [UInt8](repeating: 0, count: store.entities[entity].rowCount + 1)
    try RowBlocks(identity: 1..<store.entities[entity].rowCount + 1).forEach(self) { block in
      let kept = filter(block)
      for index in 0..<kept.count { flags[Int(kept.base[index])] = 1 }
    }
    try clock.check()
    return Buffer(flags)
  }

  /// The rows that are there today, by what places them; nil where all are.
  fileprivate func mask(of entity: Int, placedBy placing: Placing, narrowed: [Buffer<UInt8>?]) -> Buffer<UInt8>? {
    let rows = store.entities[entity]
    let isStored = placing.source?.path.hops.allSatisfy { narrowed[$0.target] == nil } ?? false
    let isLater: (Int) -> Bool
    // Where even the last day has come, the column is not looked at.
    if isStored, let last = rows.lastPlaced, last.column == placing.column, Int(last.day) <= today {
      return narrowed[entity]
    }
    if isStored, let column = placing.column, rows.columns.indices.contains(column),
      case .time(let times) = rows.columns[column]
    {
      let view = View(order: nil, days: times.days, positions: 1..<rows.placedCount + 1)
      let later = view.positions(in: today + 1..<Int(Int32.max))
      if later.isEmpty { return narrowed[entity] }
      isLater = later.contains
    } else {
      let clock = UnitClock(today: today)
      guard rows.rowCount > 0, case .stamps(let fill) = Resolver(context: self, clock: clock).resolve(placing.time)
      else { return narrowed[entity] }
      let later = later(than: clock.value(.tomorrow), fill, rowCount: rows.rowCount)
      if later.isEmpty { return narrowed[entity] }
      isLater = later.contains
    }
    return Buffer(count: rows.rowCount + 1) { mask in
      mask.initialize(repeating: 1)
      for row in 0...rows.rowCount {
        let isNarrowed = narrowed[entity].map { $0[row] == 0 } ?? false
        if isNarrowed || isLater(row) { mask[row] = 0 }
      }
    }
  }

  private func later(than moment: Int64, _ fill: Fill<Int64>, rowCount: Int) -> Set<Int> {
    var later: Set<Int> = []
    let stamps = Scratch<Int64>()
    let numbers = Scratch<Int32>()
    var start = 1
    while start <= rowCount {
      let count = min(blockSize, rowCount - start + 1)
      for index in 0..<count { numbers.base[index] = Int32(truncatingIfNeeded: start + index) }
      fill(Rows(base: UnsafePointer(numbers.base), count: count), stamps.base)
      for index in 0..<count where stamps.base[index] != nullNumber && stamps.base[index] >= moment {
        later.insert(start + index)
      }
      start += count
    }
    return later
  }
}
