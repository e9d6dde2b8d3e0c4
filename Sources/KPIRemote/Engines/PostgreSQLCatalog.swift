import KPIEngine

/// What is said to PostgreSQL's sessions, and what its catalog says of the tables on the search path.
enum PostgreSQLCatalog {
  /// How plans are joined.
  ///
  /// What a `with` gives has no statistics: its conditions are guessed to leave a row or two, and a nested loop then goes through
  /// all things once for each row (PostgreSQL 15: `retention` over 100,000 customers took minutes, hashed 1.3 seconds). Where
  /// nothing but a nested loop does it, one is taken all the same; the price that it is given must not have the query compiled.
  private static let joins = ["SET enable_nestloop = off", "SET jit = off"]

  /// What begins a session.
  ///
  /// - Parameter isLoad: tables are gone through from their beginnings, by one process each: two loads of one state give
  ///   the same rows.
  static func settings(schema: String?, isLoad: Bool) -> [String] {
    [
      "SET timezone = 'UTC'", "SET datestyle = 'ISO, YMD'", "SET intervalstyle = 'postgres'",
      "SET extra_float_digits = 1", "SET bytea_output = 'hex'",
      // A backslash in a text is one, as queries are read here.
      "SET standard_conforming_strings = on",
      "SET default_transaction_read_only = on",
    ] + (isLoad ? ["SET synchronize_seqscans = off", "SET max_parallel_workers_per_gather = 0"] : joins)
      + (schema.map { ["SET search_path = \(PostgreSQL.quoted($0))"] } ?? [])
  }

  /// What begins a transaction.
  static let begin = "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"

  /// Gives the state that a transaction sees a name, under which another can see it too while the first goes on.
  static let sharedSnapshot = "SELECT pg_catalog.pg_export_snapshot()"

  static func take(_ snapshot: String) -> String {
    "SET TRANSACTION SNAPSHOT '\(snapshot.replacing("'", with: "''"))'"
  }

  /// Whether that took.
  static let state = """
    SELECT current_setting('TimeZone'), current_setting('transaction_isolation'),
      current_setting('transaction_read_only')
    """

  /// A row for each column: table, schema, kind, rows, readable?, column, type, not null?, identity of the table, the
  /// type's name in the standard, what its modifier says.
  ///
  /// Where nobody has counted the rows of a table yet, they are guessed by its size. Types of domains are those beneath them; parts of a partitioned table are read with the whole.
  static let columns = """
    SELECT c.relname::text, n.nspname::text, c.relkind::text,
      (CASE WHEN c.reltuples < 0 THEN pg_catalog.pg_relation_size(c.oid) / 100.0 ELSE c.reltuples END)::text,
      has_any_column_privilege(c.oid, 'SELECT')::text, a.attname::text,
      base.typname::text, a.attnotnull::text, c.oid::text,
      CASE WHEN base.typtype = 'e' THEN 'USER-DEFINED' ELSE pg_catalog.format_type(base.oid, NULL) END,
      a.atttypmod::text
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_type base ON base.oid = (WITH RECURSIVE b(id, up) AS (
        SELECT t.oid, t.typbasetype FROM pg_catalog.pg_type t WHERE t.oid = a.atttypid
        UNION ALL SELECT p.oid, p.typbasetype FROM pg_catalog.pg_type p JOIN b ON p.oid = b.up)
      SELECT b.id FROM b WHERE b.up = 0)
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
      AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND pg_catalog.pg_table_is_visible(c.oid)
    ORDER BY c.oid, a.attnum
    """

  /// A row for each column of a key: identity of the table, kind (`p`, `u`, `f`), name, column, target table, target column.
  static let keys = """
    SELECT k.conrelid::text, k.contype::text, k.oid::text, a.attname::text, coalesce(t.relname::text, ''),
      coalesce(ta.attname::text, '')
    FROM pg_catalog.pg_constraint k
    CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS p(number, place)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.number
    LEFT JOIN pg_catalog.pg_class t ON t.oid = nullif(k.confrelid, 0)
    LEFT JOIN pg_catalog.pg_attribute ta ON ta.attrelid = k.confrelid AND ta.attnum = k.confkey[p.place]
    WHERE k.contype IN ('p', 'u', 'f') AND pg_catalog.pg_table_is_visible(k.conrelid)
    UNION ALL
    SELECT i.indrelid::text, 'u', i.indexrelid::text, a.attname::text, '', ''
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indisunique AND NOT i.indisprimary AND i.indnkeyatts = 1 AND i.indpred IS NULL
      AND pg_catalog.pg_table_is_visible(i.indrelid)
    ORDER BY 1, 3
    """

  static func tables(
    columns: [[String]], keys: [[String]]
  ) -> (tables: [RemoteTable], unique: [String: [String]]) {
    var tables: [RemoteTable] = []
    var places: [String: Int] = [:]
    for row in columns where row.count == 11 {
      if places[row[8]] == nil {
        places[row[8]] = tables.count
        var table = DatabaseSchema.Table(name: row[0], isView: row[2] == "v" || row[2] == "m", columns: [])
        if row[4] != "true" { table.problem = "the user may select nothing from it" }
        tables.append(
          RemoteTable(
            name: row[0], schema: row[1], qualified: "\(PostgreSQL.quoted(row[1])).\(PostgreSQL.quoted(row[0]))",
            columns: [],
            table: table, rows: max(Double(row[3]) ?? 0, 1_000)))
      }
      var column = column(row[5], type: row[6], isNotNull: row[7] == "true")
      column.engineType = row[9]
      column.decimals = Int(row[10]).flatMap { decimals(of: row[6], modifier: $0) }
      let index = places[row[8]] ?? 0
      tables[index].columns.append(column)
      tables[index].table.columns.append(
        .init(name: column.name, declaredType: column.declaredType, isNotNull: column.isNotNull))
    }
    var unique: [String: [String]] = [:]
    var constraints: [(id: String, table: Int, rows: [[String]])] = []
    for row in keys where row.count == 6 {
      guard let table = places[row[0]] else { continue }
      if constraints.last?.id == row[2] {
        constraints[constraints.count - 1].rows.append(row)
      } else {
        constraints.append((row[2], table, [row]))
      }
    }
    for (_, index, rows) in constraints {
      let names = rows.map { $0[3] }
      switch rows[0][1] {
      case "p": tables[index].table.primaryKey = names
      case "f":
        tables[index].table.foreignKeys.append(
          .init(columns: names, target: rows[0][4], targetColumns: rows.map { $0[5] }))
      default:
        if names.count == 1, unique[tables[index].name]?.contains(names[0]) != true {
          unique[tables[index].name, default: []].append(names[0])
        }
      }
    }
    return (tables, unique)
  }

  /// What a type's modifier says: decimals of a number, or of a time's seconds.
  private static func decimals(of type: String, modifier: Int) -> Int? {
    switch type {
    case "numeric": modifier >= 4 ? (modifier - 4) & 0x7FF : nil
    case "timestamp", "timestamptz": modifier >= 0 ? modifier : nil
    default: nil
    }
  }

  /// How a column of a type is asked for, and what SQLite would call it.
  static func column(_ name: String, type: String, isNotNull: Bool) -> RemoteColumn {
    let quoted = PostgreSQL.quoted(name)
    let (expression, declared, form): (String, String, ColumnForm) =
      switch type {
      case "int2", "int4", "int8": (quoted, "INTEGER", .plain)
      // The driver gives them as whole numbers of 32 bits with a sign.
      case "oid": ("\(quoted)::int8", "INTEGER", .plain)
      case "bool": (quoted, "BOOLEAN", .plain)
      case "float4", "float8": (quoted, "REAL", .plain)
      case "numeric": (quoted, "NUMERIC", .number)
      case "money": ("\(quoted)::numeric", "NUMERIC", .number)
      case "date": (quoted, "DATE", .plain)
      case "timestamp", "timestamptz": (quoted, "DATETIME", .plain)
      case "text", "varchar": (quoted, "TEXT", .plain)
      case "bytea": (quoted, "BLOB", .plain)
      // Lists, structures, JSON, UUIDs, enumerations, blank-padded texts: as PostgreSQL writes them.
      default: ("\(quoted)::text", "TEXT", .plain)
      }
    return RemoteColumn(name: name, expression: expression, declaredType: declared, form: form, isNotNull: isNotNull)
  }
}
