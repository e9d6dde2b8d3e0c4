/// What kind of value stands somewhere in a statement.
package enum SQLKind: Sendable, Hashable { case number, text, moment }

/// How an engine stores a column.
package enum SQLType: Sendable, Hashable {
  /// Whatever each row holds, as in SQLite.
  case any
  case integer
  /// Exact, with a point.
  case decimal
  case floating
  case text
  case boolean
  case date
  /// A time of some clock on the wall, to so many decimals of a second.
  case timestamp(decimals: Int)
  /// An instant, which a session shows in its own zone.
  case instant(decimals: Int)
  case bytes
  /// With a text of its own: identifiers, enumerations.
  case named
  /// What no value of ours comes from, by its name.
  case other(String)
}

/// A column where a statement reads it.
package struct SQLColumn: Sendable {
  /// `r.created_at`.
  let text: String
  let type: SQLType

  package init(text: String, type: SQLType) {
    self.text = text
    self.type = type
  }
}

/// The types of a database's columns, by the names that it knows them by.
package struct SQLTypes: Sendable {
  private var tables: [String: [String: SQLType]] = [:]

  package init() {}

  package mutating func set(_ type: SQLType, table: String, column: String) {
    tables[table, default: [:]][column] = type
  }

  /// A column by the name that a model has for it: SQLite's names are the same in every case, others' are not.
  package func column(_ name: String, of table: String) -> (name: String, type: SQLType)? {
    guard let table = self.table(table), let columns = tables[table], let own = Self.key(name, columns) else {
      return nil
    }
    return columns[own].map { (own, $0) }
  }

  func table(_ name: String) -> String? { Self.key(name, tables) }

  private static func key<Value>(_ name: String, _ all: [String: Value]) -> String? {
    if all[name] != nil { return name }
    let like = all.keys.filter { $0.lowercased() == name.lowercased() }
    return like.count == 1 ? like[0] : nil
  }
}
