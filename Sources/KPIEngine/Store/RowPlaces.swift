import Synchronization

/// The places of entities' rows by name, made when a question shows many of them, and kept.
final class RowPlaces: Sendable {
  struct Key: Hashable {
    let entity: Int
    /// Nil for rows that are shown by key.
    let nameColumn: Int?
  }

  private let made = Mutex<[Key: [Int32]]>([:])

  /// How many rows have been placed among themselves, without all being.
  private let asked = Mutex<[Key: Int]>([:])

  /// Whether placing all of so many rows pays, now that some are asked for: where they are many, or where as many as
  /// all have been placed piece by piece.
  func isWorthwhile(_ key: Key, asking count: Int, of all: Int) -> Bool {
    let total = asked.withLock { asked in
      asked[key, default: 0] += count
      return asked[key, default: 0]
    }
    return count * 8 >= all || total >= all
  }

  subscript(key: Key) -> [Int32]? {
    get { made.withLock { $0[key] } }
    set { made.withLock { $0[key] = newValue } }
  }
}
