/// What to read from a database: a plain description that the compiler makes from a model.
package struct LoadSpec: Sendable {
  package var entities: [EntitySpec]
  package var dictionaries: [DictionarySpec]
  /// Converts times with an offset, and Unix times, to the company's zone.
  package var zone: ZoneTable
  /// A column that the database has not reads as null instead of being an error: where a model is held against a
  /// database that it does not fit.
  package var readsMissingAsNull = false

  package init(entities: [EntitySpec], dictionaries: [DictionarySpec], zone: ZoneTable) {
    self.entities = entities
    self.dictionaries = dictionaries
    self.zone = zone
  }
}

/// A dictionary that columns share.
package struct DictionarySpec: Sendable {
  /// The lookup table whose texts it holds; nil for texts that stand in the rows themselves.
  package struct Lookup: Sendable, Hashable {
    package var table: String
    package var key: String
    package var text: String
    package var order: String?

    package init(table: String, key: String, text: String, order: String?) {
      self.table = table
      self.key = key
      self.text = text
      self.order = order
    }
  }

  package var lookup: Lookup?

  package init(lookup: Lookup? = nil) { self.lookup = lookup }
}

/// One table to read as an entity (or as the changes of a history).
package struct EntitySpec: Sendable {
  package var name: String
  package var table: String
  /// A missing table gives an entity without rows instead of an error.
  package var isOptional: Bool
  /// The key's column; nil takes the rowid, and numbers the rows of a view or a table without one as they come.
  package var key: String?
  package var columns: [ColumnSpec]
  /// The column (of kind `time` or `linkedTime`) that places and orders the rows; nil leaves them in key order.
  package var placedBy: Int?

  package init(
    name: String, table: String, isOptional: Bool = false, key: String?, columns: [ColumnSpec] = [],
    placedBy: Int? = nil
  ) {
    self.name = name
    self.table = table
    self.isOptional = isOptional
    self.key = key
    self.columns = columns
    self.placedBy = placedBy
  }
}

/// One column to read.
package struct ColumnSpec: Sendable, Hashable {
  package enum TimeFormat: Sendable, Hashable {
    /// ISO text (`2023-09-06`, `2023-09-06 10:00:00`, `2023-09-06T10:00:00.5+07:00`, `…Z`); local without an offset.
    case iso
    /// The same, in UTC without an offset, as `CURRENT_TIMESTAMP` writes it; a bare date stays that date.
    case isoUTC
    case unixSeconds
    case unixMilliseconds
    case unixMicroseconds
    /// Days since noon of 24 November 4714 BC in UTC, as SQLite's `julianday` gives them.
    case julianDay
    /// Local days since 30 December 1899, as spreadsheets count them.
    case spreadsheetDay
    /// `dd/mm/yyyy`, `mm-dd-yyyy hh:mm:ss`, `yyyymmdd`, `yyyy-mm`, …
    case pattern(String)
  }

  package enum Kind: Sendable, Hashable {
    /// Any value as text, in that dictionary.
    case text(dictionary: Int)
    /// A key of that dictionary's lookup table, read as its text.
    case lookup(dictionary: Int)
    /// The entity's own key: whole numbers, or text in that dictionary where one is no whole number.
    case key(dictionary: Int)
    /// A key of that entity.
    case link(entity: Int)
    /// Whole, decimal or floating numbers, decided by the values; numeric text counts, other text is null and noted.
    case number
    /// Numbers that are written for people.
    case writtenNumber(NumberForm)
    case time(TimeFormat)
    /// The time (column `time` of the target) of the row that this entity's column `link` points at.
    case linkedTime(link: Int, time: Int)
  }

  /// The source column; several are read side by side, with blanks between them: a date and its clock, a year and its month.
  package var source: [String]
  package var kind: Kind

  package init(source: [String], kind: Kind) {
    self.source = source
    self.kind = kind
  }
}
