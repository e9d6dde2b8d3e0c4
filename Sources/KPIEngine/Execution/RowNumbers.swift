import Synchronization

/// Numbers for the rows of another engine: those that the store knows keep theirs, others get one behind them.
package final class RowNumbers: Sendable {
  private let store: Store
  private let known = Mutex<[Int: Known]>([:])

  private struct Known {
    var numbers: [Value: Int] = [:]
    /// Of the rows behind the store's.
    var further: [Value] = []
  }

  package init(_ store: Store) { self.store = store }

  /// The number of the row with a key; 0 for null.
  func number(of key: Value, entity: Int) -> Int {
    if key == .null { return 0 }
    return known.withLock { known in
      var own = known[entity] ?? stored(entity)
      defer { known[entity] = own }
      if let number = own.numbers[key] { return number }
      own.further.append(key)
      let number = store.entities[entity].rowCount + own.further.count
      own.numbers[key] = number
      return number
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
  func texts(ofDictionary dictionary: Int) -> [String] { store.dictionaries[dictionary].texts }

  private func stored(_ entity: Int) -> Known {
    var known = Known()
    let keys = store.entities[entity].keys
    for row in stride(from: 1, through: store.entities[entity].rowCount, by: 1) {
      let key = keys[row]
      // Of rows with one key the first is meant.
      if key != .null, known.numbers[key] == nil { known.numbers[key] = row }
    }
    return known
  }
}
