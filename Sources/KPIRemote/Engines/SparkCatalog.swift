import KPIEngine
import KPILanguage
import KPISQL
import KPISQLite

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What an address says to Spark's driver, and what Spark says of its tables.
enum SparkCatalog {
  /// What a time without a zone is in UTC, and how long a text of one backslash is that stands behind another.
  static let state = #"select unix_millis(timestamp '1970-01-01 00:00:00'), cast(length('\\') as bigint)"#
  static let wantedState: [Value] = [.integer(0), .integer(1)]

  /// What may stand behind an address's `?`.
  static let parameters = ["tls", "session_id"]

  /// The column that `kpi push` cuts tables by, into a folder a month; no column of the data.
  static let month = "kpi_month"

  /// How tables are named: behind the host stands their schema, or a catalog and a schema with a point between.
  static func dialect(_ place: RemoteAddress) -> SparkDialect {
    SparkDialect(schema: place.database.map { $0.split(separator: ".").map(String.init) } ?? ["default"])
  }

  /// What the driver is told; the token comes from where Spark's own clients look.
  static func options(_ place: RemoteAddress) -> [(name: String, value: String)] {
    var options = [("uri", "sc://\(host(place)):\(place.port ?? 15_002)"), ("adbc.spark.user_agent", "kpi")]
    if let user = place.user { options.append(("adbc.spark.user_id", user)) }
    if let id = place.parameter("session_id") { options.append(("adbc.spark.session_id", id)) }
    if let tls = place.parameter("tls") { options.append(("adbc.spark.tls.enabled", tls)) }
    if let token = getenv("SPARK_CONNECT_AUTHENTICATE_TOKEN") {
      options.append(("adbc.spark.token", String(cString: token)))
    }
    return options
  }

  private static func host(_ place: RemoteAddress) -> String {
    let host = place.host ?? "localhost"
    return host.contains(":") ? "[\(host)]" : host
  }

  /// A task's rows are all held by who did it and by who asked; of a table's few files there may be one task alone.
  private static let spread = "/*+ REPARTITION(32) */ "

  static func table(
    _ name: String, _ columns: [(name: String, type: String)], _ dialect: SparkDialect, problem: String?
  ) -> RemoteTable {
    var table = DatabaseSchema.Table(name: name, isView: false, columns: [])
    table.problem = problem
    let own = columns.filter { $0.name != month }.map { column($0.name, $0.type, dialect) }
    table.columns = own.map { .init(name: $0.name, declaredType: $0.declaredType, isNotNull: false) }
    // Tables of Spark's have no keys; that the rows differ in this column is looked at before anything is asked.
    if let key = own.first(where: { $0.name.lowercased() == "id" }) { table.primaryKey = [key.name] }
    return RemoteTable(
      name: name, schema: dialect.schema.joined(separator: "."), qualified: dialect.table(name), columns: own,
      table: table, rows: 1_000, unitesPieces: true, spread: spread)
  }

  /// How a column of a type is asked for, and what SQLite would call it.
  private static func column(_ name: String, _ type: String, _ dialect: SparkDialect) -> RemoteColumn {
    let quoted = dialect.identifier(name)
    let (expression, declared): (String, String) =
      switch SQLType(spark: type) {
      case .integer: (quoted, "INTEGER")
      case .decimal: (quoted, "NUMERIC")
      case .floating: (quoted, "REAL")
      case .boolean: (quoted, "BOOLEAN")
      case .date: (quoted, "DATE")
      case .timestamp, .instant: (quoted, "DATETIME")
      case .text: (quoted, "TEXT")
      case .bytes: (quoted, "BLOB")
      // Lists, structures, intervals, texts with an order of their own: as Spark writes them.
      case .any, .named, .other: ("cast(\(quoted) as string)", "TEXT")
      }
    var column = RemoteColumn(
      name: name, expression: expression, declaredType: declared, form: .plain, isNotNull: false)
    column.engineType = type
    column.nothing = "CAST(NULL AS \(expression == quoted ? type : "string"))"
    switch declared {
    case "DATETIME": column.clock = "date_format(\(quoted), 'HH:mm:ss') <> '00:00:00'"
    case "TEXT":
      column.clock =
        "\(expression) rlike '[ Tt](0[1-9]|1[0-9]|2[0-3]|00:(0[1-9]|[1-5][0-9])|00:00:(0[1-9]|[1-5][0-9]))'"
    default: column.clock = "false"
    }
    return column
  }

  /// What Spark would call a type of Arrow's.
  static func type(of type: ArrowType) -> String {
    switch type {
    case .boolean: "boolean"
    case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32: "bigint"
    case .decimal(let scale): "decimal(38,\(scale))"
    case .float: "float"
    case .double: "double"
    case .text, .largeText, .textView: "string"
    case .bytes, .largeBytes, .bytesView, .fixedBytes: "binary"
    case .date32, .date64: "date"
    case .timestamp(_, let hasZone): hasZone ? "timestamp" : "timestamp_ntz"
    default: "unknown"
    }
  }
}
