import KPIEngine
import KPISQLite

/// How the values of an engine's column are read.
enum ColumnForm: Sendable, Hashable {
  /// As they come.
  case plain
  /// Decimal digits.
  case number
  /// A floating number of 32 bits that comes as one of 64: its shortest digits are meant.
  case single
  /// Times as text, in UTC, without saying so.
  case instant
}

/// A column of a table behind a wire.
struct RemoteColumn: Sendable, Hashable {
  var name: String
  /// What SQL selects.
  var expression: String
  /// As SQLite would declare it.
  var declaredType: String
  var form: ColumnForm
  var isNotNull: Bool
}

/// A table behind a wire.
struct RemoteTable: Sendable {
  var name: String
  /// As SQL names it, with its schema.
  var qualified: String
  var columns: [RemoteColumn]
  var table: DatabaseSchema.Table
  /// About how many rows it has.
  var rows: Double

  func column(_ name: String) -> RemoteColumn? { columns.first { $0.name == name } }

  /// The query that gives the columns of that name.
  func select(_ wanted: WantedTable) -> String {
    let list = wanted.columns.map { column($0)?.expression ?? "NULL" }
    let limit = wanted.rowLimit.map { " LIMIT \($0)" } ?? ""
    return "SELECT \(list.isEmpty ? "NULL" : list.joined(separator: ", ")) FROM \(qualified)\(limit)"
  }
}

extension [RemoteTable] {
  /// What a model is held against.
  ///
  /// Names that SQLite could not tell apart make their tables unreadable.
  var schema: DatabaseSchema {
    var tables = map(\.table)
    for index in tables.indices {
      tables[index].namesRowID = false
      tables[index].rowID = ["rowid", "_rowid_", "oid"].first { tables[index].column(named: $0) == nil }
      let name = tables[index].name
      if let twin = tables.first(where: { $0.name != name && DatabaseSchema.isSame($0.name, name) }) {
        tables[index].problem = "`\(twin.name)` differs from it in capitals alone"
      }
      let columns = tables[index].columns.map(\.name)
      for column in columns {
        guard let twin = columns.first(where: { $0 != column && DatabaseSchema.isSame($0, column) }) else { continue }
        tables[index].problem = "its columns `\(column)` and `\(twin)` differ in capitals alone"
      }
    }
    return DatabaseSchema(tables: tables)
  }
}
