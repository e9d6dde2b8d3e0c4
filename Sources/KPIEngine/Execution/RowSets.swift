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
  /// Per entity: 1 where the row is visible, slot 0 included; nil where every row is.
  ///
  /// Whether the rows are narrowed to what a viewer may see.
  package let isForViewer: Bool
  /// Per entity the column that places its rows.
  package let placedBy: [Int?]
  private let masks: [Buffer<UInt8>?]
  /// The same without regard to today.
  private let timelessMasks: [Buffer<UInt8>?]
  private let links = Mutex<[LinkPath.Hop.Address: Buffer<Int32>]>([:])

  /// - Parameter narrowed: per entity a further mask (a table's own `where`, a viewer's right); nil narrows nothing.
  package init(store: Store, today: Int, placedBy: [Int?], narrowed: [Buffer<UInt8>?], isForViewer: Bool = false) {
    self.store = store
    self.isForViewer = isForViewer
    self.today = today
    self.placedBy = placedBy
    timelessMasks = narrowed
    masks = store.entities.indices.map { entity in
      let rows = store.entities[entity]
      let last = Self.lastRow(of: rows, placedBy: placedBy[entity], upTo: today)
      if last == rows.placedCount { return narrowed[entity] }
      return Buffer(count: rows.rowCount + 1) { mask in
        mask.initialize(repeating: 1)
        for row in 0...rows.rowCount {
          if row > last && row <= rows.placedCount { mask[row] = 0 }
          if let own = narrowed[entity], own[row] == 0 { mask[row] = 0 }
        }
      }
    }
  }

  /// The same day's rows, narrowed to a viewer's: per entity a mask, nil for everything.
  package func narrowed(to masks: [Buffer<UInt8>?]) -> RowSets {
    let both = zip(timelessMasks, masks).map { own, viewers -> Buffer<UInt8>? in
      guard let own, let viewers else { return own ?? viewers }
      return Buffer(count: own.count) { both in
        for row in 0..<own.count { both[row] = own.base[row] & viewers.base[row] }
      }
    }
    return RowSets(store: store, today: today, placedBy: placedBy, narrowed: both, isForViewer: true)
  }

  /// The last row placed on `day` or before.
  private static func lastRow(of rows: EntityRows, placedBy: Int?, upTo day: Int) -> Int {
    guard let placedBy, case .time(let times) = rows.columns[placedBy] else { return rows.placedCount }
    var low = 1
    var high = rows.placedCount + 1
    while low < high {
      let middle = (low + high) / 2
      if Int(times.days[middle]) <= day { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  /// The entity's mask; nil where every row is visible.
  package func mask(of entity: Int) -> Buffer<UInt8>? { masks[entity] }

  /// The entity's mask with the rows after today in it, for histories.
  func timelessMask(of entity: Int) -> Buffer<UInt8>? { timelessMasks[entity] }

  package func isVisible(_ row: Int, of entity: Int) -> Bool {
    guard row > 0 else { return false }
    guard let mask = masks[entity] else { return true }
    return mask[row] != 0
  }

  /// A link's column in which links to invisible rows are null.
  ///
  /// Of several rows with one key the first visible one is meant.
  package func link(of entity: Int, column: Int) -> Buffer<Int32> {
    guard case .link(let rows, let target) = store.entities[entity].columns[column] else {
      return Buffer([Int32](repeating: 0, count: store.entities[entity].rowCount + 1))
    }
    guard let mask = masks[target] else { return rows }
    let address = LinkPath.Hop.Address(entity: entity, column: column)
    return links.withLock { known in
      if let made = known[address] { return made }
      let made = Buffer<Int32>(count: rows.count) { masked in
        for row in 0..<rows.count {
          masked[row] = store.entities[target].row(of: rows.base[row], in: mask)
        }
      }
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
    let rows = store.entities[entity]
    guard let mask = rowSets.mask(of: entity) else { return rows.rowCount }
    return (1..<rows.rowCount + 1).reduce(0) { $0 + Int(mask[$1]) }
  }

  /// The rows of an entity that meet a condition, as a mask: a table's own `where`.
  package func mask(of entity: Int, where condition: RowExpression) throws(ExecutionError) -> Buffer<UInt8> {
    let resolver = Resolver(context: self, clock: UnitClock(today: today))
    let filter = RowFilter(entity: entity, condition: condition, resolver: resolver)
    var flags = [UInt8](repeating: 0, count: store.entities[entity].rowCount + 1)
    try RowBlocks(identity: 1..<store.entities[entity].rowCount + 1).forEach(self) { block in
      let kept = filter(block)
      for index in 0..<kept.count { flags[Int(kept.base[index])] = 1 }
    }
    return Buffer(flags)
  }
}
