/// The tables of a database as they are declared: what a model is held against.
package struct DatabaseSchema: Sendable, Hashable {
  /// How SQLite stores and compares a column's values (SQLite's "Datatypes", 3.1).
  package enum Affinity: String, Sendable, Hashable {
    case text, integer, real, numeric
    /// No declared type, or `BLOB`: values stay as they were written.
    case none

    /// The affinity of a declared type, by SQLite's own rules.
    package init(declaredType: String) {
      let type = declaredType.uppercased()
      if type.contains("INT") {
        self = .integer
      } else if type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT") {
        self = .text
      } else if type.contains("BLOB") || type.isEmpty {
        self = .none
      } else if type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB") {
        self = .real
      } else {
        self = .numeric
      }
    }

    /// Whether a comparison with such a column compares numeric text as numbers.
    package var isNumeric: Bool { self == .integer || self == .real || self == .numeric }
  }

  package struct Column: Sendable, Hashable {
    package var name: String
    /// As written, `VARCHAR(20)`; empty where there is none.
    package var declaredType: String
    package var isNotNull: Bool

    package init(name: String, declaredType: String, isNotNull: Bool = false) {
      self.name = name
      self.declaredType = declaredType
      self.isNotNull = isNotNull
    }

    package var affinity: Affinity { Affinity(declaredType: declaredType) }

    /// Whether it is declared to hold yes and no, however those are written in it.
    package var isBoolean: Bool { declaredType.uppercased().contains("BOOL") }

    /// Whether it is declared to hold numbers: what SQLite has no word of its own for (`STRING`, `UUID`, `ENUM`, `JSON`)
    /// it would keep as a number where it can, and holds texts all the same.
    package var holdsNumbers: Bool {
      guard affinity == .numeric else { return affinity.isNumeric }
      let type = declaredType.uppercased()
      return isBoolean || Self.numberWords.contains(where: type.contains)
    }

    private static let numberWords = [
      "NUMERIC", "NUMBER", "DEC", "MONEY", "CURRENCY", "BIT", "FIXED", "SERIAL", "PERCENT", "AMOUNT", "LONG", "SHORT",
      "BYTE",
      "SINGLE", "YEAR",
    ]
  }

  package struct ForeignKey: Sendable, Hashable {
    package var columns: [String]
    package var target: String
    /// Empty where the declaration names the target's table only: its primary key.
    package var targetColumns: [String]

    package init(columns: [String], target: String, targetColumns: [String]) {
      self.columns = columns
      self.target = target
      self.targetColumns = targetColumns
    }
  }

  package struct Table: Sendable, Hashable {
    package var name: String
    package var isView: Bool
    /// Whether a module of SQLite gives its rows.
    package var isVirtual = false
    package var columns: [Column]
    /// The primary key's columns in its order; empty where none is declared.
    package var primaryKey: [String]
    package var foreignKeys: [ForeignKey]
    /// The name that reads the rowid; nil for views, virtual tables and tables `WITHOUT ROWID`.
    package var rowID: String?
    /// Whether a model may name the rowid; not where it only numbers rows as they were brought over a wire.
    package var namesRowID = true
    /// Why SQLite cannot tell the columns of a view or virtual table; nil where it can.
    package var problem: String?

    package init(
      name: String, isView: Bool = false, columns: [Column], primaryKey: [String] = [],
      foreignKeys: [ForeignKey] = [], rowID: String? = "rowid"
    ) {
      self.name = name
      self.isView = isView
      self.columns = columns
      self.primaryKey = primaryKey
      self.foreignKeys = foreignKeys
      self.rowID = rowID
    }

    /// The primary key where it is one column.
    package var onlyKey: String? { primaryKey.count == 1 ? primaryKey[0] : nil }

    /// The column of that name, ASCII case ignored as SQLite does.
    package func column(named name: String) -> Column? {
      let wanted = DatabaseSchema.folded(name)
      return columns.first { DatabaseSchema.folded($0.name) == wanted }
    }
  }

  /// Tables and views in the order of their creation, without SQLite's own.
  package var tables: [Table]

  package init(tables: [Table]) { self.tables = tables }

  /// The table or view of that name, ASCII case ignored as SQLite does.
  package func table(named name: String) -> Table? {
    let wanted = Self.folded(name)
    return tables.first { Self.folded($0.name) == wanted }
  }

  /// Whether SQLite takes two names for one.
  package static func isSame(_ name: String, _ other: String) -> Bool { folded(name) == folded(other) }

  /// The UTF-8 bytes with ASCII capitals made small: equal for names that SQLite takes for one.
  private static func folded(_ name: String) -> [UInt8] {
    name.utf8.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }
  }
}
