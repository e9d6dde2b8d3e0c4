/// The columns of one database, as of one read transaction.
///
/// Immutable, shared by all threads.
package final class Store: Sendable {
  /// In the order of the `LoadSpec`.
  package let entities: [EntityRows]
  package let dictionaries: [TextDictionary]
  /// What was odd about the rows, with counts.
  package let notes: [LoadNote]
  /// The zone that the days of its times are of.
  package let zone: ZoneTable
  /// How rows stand by name.
  let rowPlaces = RowPlaces()

  /// The bytes that all columns take, those too that nobody has asked for.
  package let byteCount: Int
  /// Whether the table of any entity is missing.
  package let lacksTables: Bool

  /// - Parameter byteCount: nil where every column is there already.
  package init(
    entities: [EntityRows], dictionaries: [TextDictionary], notes: [LoadNote], zone: ZoneTable = .utc,
    byteCount: Int? = nil
  ) {
    self.zone = zone
    self.entities = entities
    self.dictionaries = dictionaries
    self.notes = notes
    lacksTables = entities.contains(where: \.isMissing)
    self.byteCount = byteCount ?? entities.reduce(0) { $0 + $1.byteCount }
  }
}

/// The rows of one entity.
///
/// Rows are in order of (placing time, key); rows whose placing time is null stand behind, in order of key.
/// Entities without a placing time are in order of key.
package final class EntityRows: Sendable {
  /// Real rows; the columns have one slot more (slot 0, the null row).
  package let rowCount: Int
  /// Rows 1 … `placedCount` have a placing time.
  ///
  /// Equals `rowCount` for an entity without one.
  package let placedCount: Int
  /// In the order of the `EntitySpec`'s columns.
  package let columns: Columns
  private let madeKeys: Made<KeyColumn>
  package var keys: KeyColumn { madeKeys.value }
  /// Whether the keys are texts, known without a look at them.
  package let hasTextKeys: Bool
  /// The last day of the time that places the rows, and that column; nil where none has one.
  package let lastPlaced: LastPlaced?
  /// Rows whose keys are equal, in row order, by the first of them, to which a link's column leads.
  package let sameKeys: [Int32: [Int32]]
  /// Whether the table was missing (an optional entity).
  package let isMissing: Bool

  /// The end of the order by time, known without a look at the column.
  package struct LastPlaced: Sendable, Hashable {
    package let column: Int
    package let day: Int32

    package init(column: Int, day: Int32) {
      self.column = column
      self.day = day
    }
  }

  /// - Parameter placedBy: the column that places the rows.
  package init(
    rowCount: Int, placedCount: Int, columns: [Column], keys: KeyColumn, sameKeys: [Int32: [Int32]] = [:],
    isMissing: Bool = false, placedBy: Int? = nil
  ) {
    self.rowCount = rowCount
    self.placedCount = placedCount
    self.columns = Columns(columns)
    madeKeys = Made(keys)
    hasTextKeys = if case .text = keys { true } else { false }
    self.sameKeys = sameKeys
    self.isMissing = isMissing
    if let placedBy, placedCount > 0, columns.indices.contains(placedBy), case .time(let times) = columns[placedBy] {
      lastPlaced = LastPlaced(column: placedBy, day: times.days[placedCount])
    } else {
      lastPlaced = nil
    }
  }

  /// Rows whose columns and keys a source gives when they are first asked for.
  ///
  /// - Parameter number: the entity's, by which the source knows it.
  package init(
    _ number: Int, of source: any StoreSource, rowCount: Int, placedCount: Int, columnCount: Int,
    hasTextKeys: Bool, sameKeys: [Int32: [Int32]], isMissing: Bool, lastPlaced: LastPlaced?
  ) {
    self.rowCount = rowCount
    self.placedCount = placedCount
    columns = Columns(count: columnCount) { source.column($0, of: number) }
    madeKeys = Made { source.keys(of: number) }
    self.hasTextKeys = hasTextKeys
    self.sameKeys = sameKeys
    self.isMissing = isMissing
    self.lastPlaced = lastPlaced
  }

  /// The bytes that its columns and keys take; a column of keys that are numbers is the keys themselves.
  fileprivate var byteCount: Int {
    let keys = keys
    return columns.reduce(keys.byteCount) { sum, column in
      if case .integer(let own) = keys, case .integer(let numbers) = column, own.isSame(as: numbers) { return sum }
      return sum + column.byteCount
    }
  }

  /// The row of these that a link's key means: of several rows with the key the first that is there; 0 for none.
  ///
  /// - Parameters:
  ///   - linked: as a link's column has it.
  ///   - mask: 1 for each row that is there.
  package func row(of linked: Int32, in mask: Buffer<UInt8>) -> Int32 {
    guard linked > 0, mask[Int(linked)] == 0 else { return linked }
    return sameKeys[linked]?.first { mask[Int($0)] != 0 } ?? 0
  }
}

/// The rows' keys, slot 0 unused.
package enum KeyColumn: Sendable {
  case integer(Integers)
  case text(TextList)

  /// The key of a row; null where it has none.
  subscript(row: Int) -> Value {
    switch self {
    case .integer(let keys): keys[row].map(Value.integer) ?? .null
    case .text(let keys): .text(keys[row])
    }
  }

  package var byteCount: Int {
    switch self {
    case .integer(let keys): keys.byteCount
    case .text(let keys): keys.byteCount
    }
  }
}

/// Something a load counted instead of failing on.
package struct LoadNote: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Keys that no row of the target has; they act as null.
    case danglingLinks
    /// Keys for which a lookup table has several rows with different texts; the first counts.
    case ambiguousLookups
    /// Texts that are no time; null, and for the placing time the row is in no result that is placed in time.
    case unreadableTimes
    /// Values that are no number where one is declared; null.
    case notNumbers
    /// Rows with a key that an earlier one has; links lead to the first in row order that is there.
    case repeatedKeys
    /// Rows of a table without a key value.
    case nullKeys
    /// Text that is not UTF-8; bad bytes read as U+FFFD.
    case invalidText
  }

  package var kind: Kind
  package var entity: Int
  /// The source column.
  package var column: String
  package var count: Int
  /// A first offending value, for the message.
  package var example: String
  /// The rows that it counts (row numbers of the entity), so that a viewer's notes count visible rows only.
  package var rows: [Int32]

  package init(kind: Kind, entity: Int, column: String, count: Int, example: String, rows: [Int32]) {
    self.kind = kind
    self.entity = entity
    self.column = column
    self.count = count
    self.example = example
    self.rows = rows
  }
}
