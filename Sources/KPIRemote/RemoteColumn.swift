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
  /// What stands behind `SELECT` so that many rows come in many parts, each of which one machine has to hold.
  var spread = ""

  func column(_ name: String) -> RemoteColumn? { columns.first { $0.name == name } }

  /// A query, and which of the wanted columns each of its own is.
  struct Query: Hashable {
    var sql: String
    var columns: [Int]
  }

  /// The queries that give what is wanted of the table, one after the other.
  func queries(_ wanted: WantedTable) -> [Query] {
    guard let pieces = wanted.pieces else {
      let list = wanted.columns.map { column($0)?.expression ?? "NULL" }
      let sql = select(list, wanted.rowLimit == nil ? spread : "") + limit(wanted.rowLimit)
      return [Query(sql: sql, columns: Array(wanted.columns.indices))]
    }
    let isAlone: (WantedTable.Piece) -> Bool = {
      if !unitesPieces { return true }
      return if case .rows(_, most: nil) = $0 { true } else { false }
    }
    let alone = pieces.filter(isAlone).map { piece in
      let own = wanted.columns.indices.filter { piece.reads(wanted.columns[$0]) }
      return Query(sql: sql(of: piece, wanted.columns.filter(piece.reads)), columns: own)
    }
    let parts = pieces.filter { !isAlone($0) }.map { sql(of: $0, wanted.columns) }
    guard let first = parts.first else { return alone }
    let united = parts.count > 1 ? parts.map { "(\($0))" }.joined(separator: "\nUNION ALL\n") : first
    return alone + [Query(sql: united, columns: Array(wanted.columns.indices))]
  }

  /// What gives a piece, of these columns, with nothing in those that it does not read.
  private func sql(of piece: WantedTable.Piece, _ columns: [String]) -> String {
    let list = columns.map { name in
      guard let column = column(name) else { return "NULL" }
      return piece.reads(name) ? column.expression : column.nothing
    }
    switch piece {
    case .rows(_, let most): return select(list, most == nil ? spread : "") + limit(most)
    case .values(let column, let most):
      let own = self.column(column)?.expression ?? "NULL"
      return select(list, "DISTINCT ") + " WHERE \(own) IS NOT NULL" + limit(most)
    case .clock(let column): return select(list) + " WHERE \(isClock(column))" + limit(1)
    }
  }

  private func select(_ list: [String], _ word: String = "") -> String {
    "SELECT \(word)\(list.isEmpty ? "NULL" : list.joined(separator: ", ")) FROM \(qualified)"
  }

  private func limit(_ most: Int?) -> String { most.map { " LIMIT \($0)" } ?? "" }

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
}

extension WantedTable.Piece {
  /// Whether it has values of the column.
  fileprivate func reads(_ name: String) -> Bool {
    switch self {
    case .rows(let columns, _): columns?.contains(name) ?? true
    case .values(let column, _), .clock(let column): column == name
    }
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
