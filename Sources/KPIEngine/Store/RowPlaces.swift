import Synchronization

/// The places of entities' rows by name, made when a question shows many of them, and kept.
final class RowPlaces: Sendable {
  struct Key: Hashable {
    let entity: Int
    /// Nil for rows that are shown by key.
    let nameColumn: Int?
  }

  private let made = Mutex<[Key: [Int32]]>([:])

  subscript(key: Key) -> [Int32]? {
    get { made.withLock { $0[key] } }
    set { made.withLock { $0[key] = newValue } }
  }
}
