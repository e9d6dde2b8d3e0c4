import KPISQL

/// What `kpi push` says to Spark.
enum SparkPushSQL {
  /// Files that lie where a table shall be, and that no table owns, are written over as well.
  static let replacing = "set spark.sql.legacy.allowNonEmptyLocationInCTAS = true"

  /// The property of a finished table that tells its rows, types and keys from any others.
  static let mark = "kpi.push"

  /// The session's view of a file of `JSONLines`.
  private static let rows = "kpi_push_rows"

  static func view(of table: PushedTable, file: String, _ dialect: SparkDialect) -> String {
    let columns = table.columns.indices.map { "c\($0) string" }.joined(separator: ", ")
    // SAFETY of the text: a path holds no NUL, which alone no literal can be made of.
    let path = (try? dialect.literal(file)) ?? "''"
    return """
      CREATE OR REPLACE TEMPORARY VIEW \(rows) (\(columns)) USING json
      OPTIONS (path \(path), mode 'FAILFAST', encoding 'UTF-8', lineSep '\\n')
      """
  }

  /// Parquet, in a folder for each month where there is a time.
  static func table(_ table: PushedTable, _ dialect: SparkDialect) -> String {
    var columns = table.columns.enumerated().map { number, column in
      "\(value("c\(number)", column.type)) AS \(dialect.identifier(column.name))"
    }
    var (parts, hint) = ("", "")
    if let time = table.month.flatMap({ name in table.columns.firstIndex { $0.name == name } }) {
      let value = value("c\(time)", table.columns[time].type)
      columns.append("year(\(value)) * 100 + month(\(value)) AS \(SparkCatalog.month)")
      (parts, hint) = (" PARTITIONED BY (\(SparkCatalog.month))", "/*+ REBALANCE(\(SparkCatalog.month)) */ ")
    }
    return """
      CREATE TABLE \(dialect.table(table.table.name)) USING parquet\(parts) TBLPROPERTIES ('\(mark)' = '\(table.mark)')
      AS SELECT \(hint)* FROM (SELECT \(columns.joined(separator: ", ")) FROM \(rows))
      """
  }

  /// A row of texts: how many rows, then by column how many values and their sum.
  static func sums(of table: PushedTable, _ dialect: SparkDialect) -> String {
    var parts = ["cast(count(*) as string)"]
    var bits: [String] = []
    for (number, column) in table.columns.enumerated() {
      let name = dialect.identifier(column.name)
      var summed = name
      if column.type == .double {
        // To Spark a method is no function of its argument: none is called inside of a sum. It takes no null; zero has no bits.
        summed = "kpi_bits_\(number)"
        bits.append(
          ", java_method('java.lang.Double', 'doubleToRawLongBits', coalesce(\(name), 0D)) AS \(summed)")
      }
      parts += [
        "cast(count(\(name)) as string)", "cast(coalesce(\(sum(of: summed, column.type)), 0) as string)",
      ]
    }
    return
      "SELECT \(parts.joined(separator: ", ")) FROM (SELECT *\(bits.joined()) FROM \(dialect.table(table.table.name)))"
  }

  /// What a text of `JSONLines` means.
  private static func value(_ text: String, _ type: PushType) -> String {
    switch type {
    case .boolean: "cast(\(text) as boolean)"
    case .bigint: "cast(\(text) as bigint)"
    case .double: "cast(\(text) as double)"
    case .text: text
    case .date: "cast(\(text) as date)"
    case .timestamp: "cast(\(text) as timestamp_ntz)"
    case .timestamptz: "cast(\(text) as timestamp)"
    case .bytea: "unhex(\(text))"
    case .numeric(let scale): "cast(\(text) as decimal(18, \(scale)))"
    }
  }

  private static func sum(of name: String, _ type: PushType) -> String {
    switch type {
    case .boolean: "count_if(\(name))"
    case .bigint: "sum(cast(\(name) as decimal(20, 0))) * 10000BD"
    case .numeric: "sum(\(name)) * 10000BD"
    // Every bit of it.
    case .double: "sum(cast(\(name) as decimal(20, 0)))"
    case .text, .bytea: "sum(octet_length(\(name)))"
    case .date: "sum(cast(datediff(\(name), date '1970-01-01') as decimal(20, 0))) * 86400000000BD"
    case .timestamp, .timestamptz: "sum(cast(unix_micros(cast(\(name) as timestamp)) as decimal(20, 0)))"
    }
  }
}
