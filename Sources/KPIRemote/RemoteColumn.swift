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
  /// The engine's own name of the type, where its SQL is written, and its decimals.
  var engineType = ""
  var decimals: Int?
  /// The condition that a time is not the beginning of a day, as far as it can be told without the company's zone; nil where
  /// PostgreSQL is asked.
  var clock: String?
  /// What SQL selects in its place where it is not wanted; in statements that are joined it has a type.
  var nothing = "NULL"
}

/// A table behind a wire.
struct RemoteTable: Sendable {
  var name: String
  /// The engine's schema; empty where it has none.
  var schema = ""
  /// As SQL names it, with its schema.
  var qualified: String
  var columns: [RemoteColumn]
  var table: DatabaseSchema.Table
  /// About how many rows it has.
  var rows: Double
  /// Whether pieces are asked for in one statement: where each takes long, however little it finds.
  var unitesPieces = false

  func column(_ name: String) -> RemoteColumn? { columns.first { $0.name == name } }

  /// The queries that give what is wanted of the table, one after the other.
  func selects(_ wanted: WantedTable) -> [String] {
    guard let pieces = wanted.pieces else { return [select(wanted)] }
    let isWhole: (WantedTable.Piece) -> Bool = { if case .rows(_, _, most: nil) = $0 { true } else { false } }
    guard unitesPieces else { return selects(pieces, of: wanted) }
    let parts = selects(pieces.filter { !isWhole($0) }, of: wanted)
    let united = parts.count > 1 ? parts.map { "(\($0))" }.joined(separator: "\nUNION ALL\n") : parts.first
    return selects(pieces.filter(isWhole), of: wanted) + (united.map { [$0] } ?? [])
  }

  private func selects(_ pieces: [WantedTable.Piece], of wanted: WantedTable) -> [String] {
    pieces.map { piece in
      switch piece {
      case .rows(let columns, let after, let most):
        let list = wanted.columns.map { columns?.contains($0) == false ? nil : $0 }
        return select(list, of: wanted) + (most.map { " LIMIT \($0)" } ?? "") + (after > 0 ? " OFFSET \(after)" : "")
      case .values(let column, let most):
        let own = self.column(column)?.expression ?? "NULL"
        return select(wanted.columns.map { $0 == column ? $0 : nil }, of: wanted, "DISTINCT ")
          + " WHERE \(own) IS NOT NULL LIMIT \(most)"
      case .clock(let column):
        return select(wanted.columns.map { $0 == column ? $0 : nil }, of: wanted) + " WHERE \(isClock(column)) LIMIT 1"
      }
    }
  }

  /// Some columns, null for those without a name.
  private func select(_ columns: [String?], of wanted: WantedTable, _ word: String = "") -> String {
    let list = zip(wanted.columns, columns).map { name, own in
      guard let column = column(name) else { return "NULL" }
      return own == nil ? column.nothing : column.expression
    }
    return "SELECT \(word)\(list.isEmpty ? "NULL" : list.joined(separator: ", ")) FROM \(qualified)"
  }

  /// The condition that a time is not the beginning of a day, as far as it can be told without the company's zone.
  private func isClock(_ name: String) -> String {
    guard let column = column(name) else { return "false" }
    if let clock = column.clock { return clock }
    switch column.declaredType {
    case "DATETIME" where column.engineType.contains("without"): return "\(column.expression)::time <> '00:00'"
    case "DATETIME": return "\(column.expression)::time <> '00:00' AND extract(minute from \(column.expression)) <> 0"
    case "TEXT":
      return "\(column.expression) ~ '[ Tt](0[1-9]|1[0-9]|2[0-3]|00:(0[1-9]|[1-5][0-9])|00:00:(0[1-9]|[1-5][0-9]))'"
    default: return "false"
    }
  }

  /// The query that gives the columns of that name.
  func select(_ wanted: WantedTable) -> String {
    let list = wanted.columns.map { column($0)?.expression ?? "NULL" }
    let limit = wanted.rowLimit.map { " LIMIT \($0)" } ?? ""
    return "SELECT \(list.isEmpty ? "NULL" : list.joined(separator: ", ")) FROM \(qualified)\(limit)"
  }
}

extension [RemoteTable] {
  /// By table about how many rows it has.
  var guessedRows: [String: Double] { Dictionary(map { ($0.name, $0.rows) }, uniquingKeysWith: Swift.max) }

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
