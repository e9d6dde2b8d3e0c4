import Synchronization

/// A value that is made when it is first asked for, by one thread, and kept.
final class Made<Value: Sendable>: Sendable {
  private final class Box: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private let box = AtomicLazyReference<Box>()
  private let make: Mutex<(@Sendable () -> Value)?>

  init(_ make: @escaping @Sendable () -> Value) { self.make = Mutex(make) }

  init(_ value: Value) {
    make = Mutex(nil)
    _ = box.storeIfNil(Box(value))
  }

  /// The value, where it has been made.
  var known: Value? { box.load()?.value }

  var value: Value {
    if let box = box.load() { return box.value }
    return make.withLock { make in
      if let box = box.load() { return box.value }
      guard let now = make else { preconditionFailure("a value without a maker is there from the start") }
      make = nil
      return box.storeIfNil(Box(now())).value
    }
  }
}

/// The columns of an entity, each made when it is first asked for.
package struct Columns: RandomAccessCollection, Sendable {
  private let slots: [Made<Column>]

  /// Columns that are there.
  init(_ columns: [Column]) { slots = columns.map { Made($0) } }

  /// Columns of a source.
  init(count: Int, _ make: @escaping @Sendable (Int) -> Column) {
    slots = (0..<count).map { number in Made { make(number) } }
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { slots.count }
  package subscript(number: Int) -> Column { slots[number].value }
}

/// Where the parts of a store come from when they are first asked for.
///
/// What it gives is sound, whatever it takes to get that.
package protocol StoreSource: Sendable {
  func column(_ number: Int, of entity: Int) -> Column
  func keys(of entity: Int) -> KeyColumn
  func texts(of dictionary: Int) -> DictionaryTexts
}

/// The texts of a dictionary by code, and the ranks that are declared for them.
package struct DictionaryTexts: Sendable {
  /// NFC; the first stands for null and is empty.
  package let texts: TextList
  package let ranks: [Int32]?

  /// - Parameters:
  ///   - texts: with the null entry.
  ///   - ranks: with the null entry.
  package init(texts: TextList, ranks: [Int32]?) {
    self.texts = texts
    self.ranks = ranks
  }
}
