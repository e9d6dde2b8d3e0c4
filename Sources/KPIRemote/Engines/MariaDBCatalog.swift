import KPIEngine

/// What is said to sessions of MySQL and MariaDB, and what they say of the tables of the database at hand: nothing of what
/// the user may not see.
enum MariaDBCatalog {
  /// What begins a session.
  static let settings = [
    "SET SESSION time_zone = '+00:00'", "SET SESSION sql_select_limit = DEFAULT",
    // Blanks behind `char(n)` are no part of a value. What else a server's mode says, `sql '…'` keeps.
    "SET SESSION sql_mode = REPLACE(@@SESSION.sql_mode, 'PAD_CHAR_TO_FULL_LENGTH', '')",
    // Rows that are not taken at once are no reason to break off.
    "SET SESSION net_write_timeout = 3600",
    "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
    "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
  ]

  /// Whether that took.
  static let state = "SELECT @@SESSION.time_zone, @@SESSION.character_set_results"

  /// How the session reads quotes.
  static let mode = "SELECT @@SESSION.sql_mode"

  static let columns = """
    SELECT t.table_name, t.table_type, coalesce(t.table_rows, 0), c.column_name, lower(c.data_type), lower(c.column_type),
      c.is_nullable
    FROM information_schema.tables t
    JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
    WHERE t.table_schema = DATABASE() AND t.table_type IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED')
    ORDER BY t.create_time, t.table_name, c.ordinal_position
    """

  static let keys = """
    SELECT table_name, constraint_name, column_name, coalesce(referenced_table_name, ''),
      coalesce(referenced_column_name, '')
    FROM information_schema.key_column_usage
    WHERE table_schema = DATABASE() AND (constraint_name = 'PRIMARY' OR referenced_table_schema = DATABASE())
    ORDER BY table_name, constraint_name, ordinal_position
    """

  static let unique = """
    SELECT table_name, max(column_name) FROM information_schema.statistics
    WHERE table_schema = DATABASE() AND non_unique = 0 AND index_name <> 'PRIMARY'
    GROUP BY table_name, index_name HAVING count(*) = 1
    ORDER BY table_name, index_name
    """

  static func tables(
    columns: [[String]], keys: [[String]], unique: [[String]]
  ) -> (tables: [RemoteTable], unique: [String: [String]]) {
    var tables: [RemoteTable] = []
    var places: [String: Int] = [:]
    for row in columns where row.count == 7 {
      if places[row[0]] == nil {
        places[row[0]] = tables.count
        tables.append(
          RemoteTable(
            name: row[0], qualified: MariaDB.quoted(row[0]), columns: [],
            table: DatabaseSchema.Table(name: row[0], isView: row[1] == "VIEW", columns: []),
            rows: max(Double(row[2]) ?? 0, 1_000)))
      }
      let index = places[row[0]] ?? 0
      let column = column(row[3], type: row[4], fullType: row[5], isNotNull: row[6] == "NO")
      tables[index].columns.append(column)
      tables[index].table.columns.append(
        .init(name: column.name, declaredType: column.declaredType, isNotNull: column.isNotNull))
    }
    var last: (table: String, name: String)?
    for row in keys where row.count == 5 {
      guard let index = places[row[0]] else { continue }
      let isSame = last.map { $0 == (row[0], row[1]) } ?? false
      last = (row[0], row[1])
      if row[3].isEmpty {
        tables[index].table.primaryKey.append(row[2])
      } else if isSame {
        let end = tables[index].table.foreignKeys.count - 1
        tables[index].table.foreignKeys[end].columns.append(row[2])
        tables[index].table.foreignKeys[end].targetColumns.append(row[4])
      } else {
        tables[index].table.foreignKeys.append(.init(columns: [row[2]], target: row[3], targetColumns: [row[4]]))
      }
    }
    var columns: [String: [String]] = [:]
    for row in unique where row.count == 2 { columns[row[0], default: []].append(row[1]) }
    return (tables, columns)
  }

  /// How a column of a type is asked for, and what SQLite would call it.
  static func column(_ name: String, type: String, fullType: String, isNotNull: Bool) -> RemoteColumn {
    let quoted = MariaDB.quoted(name)
    let (expression, declared, form): (String, String, ColumnForm) =
      switch type {
      case "tinyint" where fullType.hasPrefix("tinyint(1)"): (quoted, "BOOLEAN", .plain)
      case "bit": (quoted, fullType == "bit(1)" ? "BOOLEAN" : "INTEGER", .plain)
      case "tinyint", "smallint", "mediumint", "int", "bigint", "year": (quoted, "INTEGER", .plain)
      case "decimal": (quoted, "NUMERIC", .number)
      // As text it would lose its last digits: 16777216 is written 16777200.
      case "float": ("(\(quoted) + 0e0)", "REAL", .single)
      case "double": (quoted, "REAL", .plain)
      case "date": (quoted, "DATE", .plain)
      case "datetime": (quoted, "DATETIME", .plain)
      case "timestamp": (quoted, "DATETIME", .instant)
      case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set", "json", "time":
        (quoted, "TEXT", .plain)
      case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob": (quoted, "BLOB", .plain)
      case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon",
        "geometrycollection", "geomcollection":
        ("st_astext(\(quoted))", "TEXT", .plain)
      // UUIDs, addresses, and what is not there yet: as the engine writes them.
      default: ("CAST(\(quoted) AS CHAR)", "TEXT", .plain)
      }
    return RemoteColumn(name: name, expression: expression, declaredType: declared, form: form, isNotNull: isNotNull)
  }
}
