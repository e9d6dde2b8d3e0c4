import KPIEngine

/// Reads what a database declares.
struct SchemaReader {
  let connection: Connection

  /// Tables and views with their columns, keys and foreign keys.
  func read() throws(StoreError) -> DatabaseSchema {
    var found: [(name: String, isView: Bool, isVirtual: Bool)] = []
    let list = try connection.prepare(
      "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
    )
    while try list.step() {
      let words = list.row.text(2).split(maxSplits: 2, whereSeparator: \.isWhitespace).prefix(2).map { $0.uppercased() }
      found.append((list.row.text(0), list.row.text(1) == "view", words == ["CREATE", "VIRTUAL"]))
    }
    var tables: [DatabaseSchema.Table] = []
    for entry in found {
      var table = try readTable(entry.name, isView: entry.isView, isVirtual: entry.isVirtual)
      if !entry.isView && !entry.isVirtual { table.rowID = rowID(of: table) }
      tables.append(table)
    }
    return DatabaseSchema(tables: tables)
  }

  private func readTable(
    _ name: String, isView: Bool, isVirtual: Bool
  ) throws(StoreError) -> DatabaseSchema.Table {
    var table = DatabaseSchema.Table(name: name, isView: isView, columns: [], rowID: nil)
    table.isVirtual = isVirtual
    var key: [(order: Int64, name: String)] = []
    do throws(StoreError) {
      let columns = try connection.prepare("PRAGMA table_xinfo(\(quoted(name)))")
      while try columns.step() {
        let row = columns.row
        table.columns.append(
          DatabaseSchema.Column(name: row.text(1), declaredType: row.text(2), isNotNull: row.integer(3) != 0))
        if row.integer(5) > 0 { key.append((row.integer(5), row.text(1))) }
      }
    } catch {
      // A view over a table that is gone, a module that is not there: told to who wants to read it.
      guard isView || isVirtual, case .failed(_, _, let detail) = error else { throw error }
      table.columns = []
      table.problem = detail
      return table
    }
    table.primaryKey = key.sorted { $0.order < $1.order }.map(\.name)
    if !isView { table.foreignKeys = try readForeignKeys(name) }
    return table
  }

  private func readForeignKeys(_ table: String) throws(StoreError) -> [DatabaseSchema.ForeignKey] {
    let list = try connection.prepare("PRAGMA foreign_key_list(\(quoted(table)))")
    var keys: [(id: Int64, key: DatabaseSchema.ForeignKey)] = []
    while try list.step() {
      let row = list.row
      let id = row.integer(0)
      let target = row.text(2)
      let column = row.text(3)
      let targetColumn = row.storage(4) == .null ? nil : row.text(4)
      if keys.last?.id != id {
        keys.append((id, DatabaseSchema.ForeignKey(columns: [], target: target, targetColumns: [])))
      }
      keys[keys.count - 1].key.columns.append(column)
      if let targetColumn { keys[keys.count - 1].key.targetColumns.append(targetColumn) }
    }
    // SQLite lists the last declared first.
    return keys.reversed().map(\.key)
  }

  /// The first of SQLite's names for the rowid that no column takes; nil for a table `WITHOUT ROWID`.
  private func rowID(of table: DatabaseSchema.Table) -> String? {
    for name in ["rowid", "_rowid_", "oid"] where table.column(named: name) == nil {
      let probe = try? connection.prepare("SELECT \(name) FROM \(quoted(table.name)) LIMIT 0")
      if probe != nil { return name }
    }
    return nil
  }
}
