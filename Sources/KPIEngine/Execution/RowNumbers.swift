import Synchronization

/// Numbers for the rows of another engine: those that the store knows keep theirs, others get one behind them.
package final class RowNumbers: Sendable {
  private let store: Store
  private let known = Mutex<[Int: Known]>([:])

  /// Those of one entity.
  ///
  /// An object, because a copy would be made of all for each key that is added.
  private final class Known {
    /// Whole numbers, which are nearly all keys, in a table that takes a fraction of what values do.
    private var whole = KeyTable()
    private var rowsOfWhole: [Int32] = []
    private var others: [Value: Int] = [:]
    private let stored: Int
    /// Of the rows behind the store's.
    private(set) var further: [Value] = []

    init(_ entity: EntityRows) {
      stored = entity.rowCount
      let keys = entity.keys
      for row in stride(from: 1, through: stored, by: 1) {
        let key = keys[row]
        // Of rows with one key the first is meant.
        if key != .null { _ = number(of: key, orNew: row) }
      }
    }

    func number(of key: Value) -> Int {
      let next = stored + further.count + 1
      let number = number(of: key, orNew: next)
      if number == next { further.append(key) }
      return number
    }

    private func number(of key: Value, orNew row: Int) -> Int {
      guard case .integer(let key) = key else {
        if let number = others[key] { return number }
        others[key] = row
        return row
      }
      let place = whole.number(of: UInt64(bitPattern: key))
      if place == rowsOfWhole.count { rowsOfWhole.append(Int32(truncatingIfNeeded: row)) }
      return Int(rowsOfWhole[place])
    }
  }

  package init(_ store: Store) { self.store = store }

  /// The number of the row with a key; 0 for null.
  func number(of key: Value, entity: Int) -> Int {
    if key == .null { return 0 }
    return known.withLock { known in
      if let own = known[entity] { return own.number(of: key) }
      let own = Known(store.entities[entity])
      known[entity] = own
      return own.number(of: key)
    }
  }

  /// The key of a row behind the store's.
  func key(of row: Int, entity: Int) -> Value {
    known.withLock { known in
      let place = row - store.entities[entity].rowCount - 1
      guard let further = known[entity]?.further, further.indices.contains(place) else { return .null }
      return further[place]
    }
  }

  /// The texts of a dictionary by their codes, the first for null.
  func texts(ofDictionary dictionary: Int) -> TextList { store.dictionaries[dictionary].texts }
}
