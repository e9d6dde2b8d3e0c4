import KPIEngine
import KPISQL

extension DatabaseSchema {
  /// How the columns would lie in PostgreSQL: as their declarations say, typeless ones as texts.
  ///
  /// SQLite lets any value into any column; a database of types does not.
  var declaredTypes: SQLTypes {
    var types = SQLTypes()
    for table in tables {
      for column in table.columns { types.set(column.postgresType, table: table.name, column: column.name) }
    }
    return types
  }
}

extension DatabaseSchema.Column {
  fileprivate var postgresType: SQLType {
    let type = declaredType.uppercased()
    if type.hasPrefix("BOOL") { return .boolean }
    if type == "DATE" { return .date }
    if type.hasPrefix("DATETIME") || type.hasPrefix("TIMESTAMP") { return .timestamp(decimals: 6) }
    switch affinity {
    case .integer: return .integer
    case .real: return .floating
    case .numeric: return .decimal
    case .text, .none: return .text
    }
  }
}
