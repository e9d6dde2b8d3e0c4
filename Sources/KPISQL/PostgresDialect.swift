import KPIEngine

/// As PostgreSQL reads it, whatever the session's zone and settings are.
///
/// Moments are `timestamp`s without a zone: the company's wall clock. Conditions that are values are 1 and 0. Texts are ordered by
/// their bytes. Whole numbers and decimals stay exact until they are divided; quotients are floating, as ours are.
package struct PostgresDialect: SQLDialect {
  /// The schema that holds the tables.
  package var schema = "public"
  /// Those of tables that lie in other ones.
  package var schemas: [String: String] = [:]

  package let nameLimit: Int? = 63
  package let hasRowNumbers = false
  /// Without the word columns are made anew wherever they are named, in loops of joins for each pair of rows.
  package let once = "as materialized"

  package init(schema: String = "public") { self.schema = schema }

  // MARK: Names and texts

  /// PostgreSQL's reserved words, those that only types or functions may be called by, and those that read like clauses.
  private static let reserved: Set<String> = [
    "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between", "bigint",
    "binary", "bit", "boolean", "both", "by", "case", "cast", "char", "character", "check", "coalesce", "collate",
    "collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog", "current_date",
    "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "date", "day", "dec",
    "decimal", "default", "deferrable", "delete", "desc", "distinct", "do", "else", "end", "except", "exists",
    "extract",
    "false", "fetch", "filter", "first", "float", "following", "for", "foreign", "freeze", "from", "full", "grant",
    "greatest", "group", "grouping", "groups", "having", "hour", "ilike", "in", "initially", "inner", "inout", "insert",
    "int", "integer", "intersect", "interval", "into", "is", "isnull", "join", "key", "last", "lateral", "leading",
    "least", "left", "like", "limit", "localtime", "localtimestamp", "match", "minute", "month", "national", "natural",
    "nchar", "no", "none", "normalize", "not", "nothing", "notnull", "null", "nullif", "numeric", "of", "offset", "on",
    "only", "or", "order", "out", "outer", "over", "overlaps", "overlay", "partition", "placing", "position",
    "precision", "primary", "range", "real", "recursive", "references", "returning", "right", "row", "rows", "second",
    "select", "session_user", "set", "setof", "similar", "smallint", "some", "substring", "symmetric", "system_user",
    "table", "tablesample", "then", "time", "timestamp", "to", "trailing", "treat", "trim", "true", "union", "unique",
    "update", "user", "using", "values", "varchar", "variadic", "verbose", "view", "when", "where", "window", "with",
    "within", "without", "year",
  ]

  package func identifier(_ name: String) -> String { quoted(name, unless: Self.reserved) }

  package func table(_ name: String) -> String { "\(identifier(schemas[name] ?? schema)).\(identifier(name))" }

  /// Backslashes are doubled in the one form that reads them the same under every setting.
  package func literal(_ text: String) throws(SQLRefusal) -> String {
    guard !text.unicodeScalars.contains("\0") else { throw .nul }
    let whole = wrapped(text, in: "'")
    guard text.unicodeScalars.contains("\\") else { return whole }
    var written = String.UnicodeScalarView("E".unicodeScalars)
    for scalar in whole.unicodeScalars {
      if scalar == "\\" { written.append(scalar) }
      written.append(scalar)
    }
    return String(written)
  }

  package func key(_ text: String, of type: SQLType) throws(SQLRefusal) -> [String] {
    guard type == .text || type == .named || type == .bytes else { throw .columnType }
    return [try literal(text)]
  }

  package func key(_ number: Int64, of type: SQLType) throws(SQLRefusal) -> String {
    switch type {
    case .integer: return "\(number)"
    case .text, .named: return "'\(number)'"
    default: throw .columnType
    }
  }

  // MARK: Conditions

  package func value(ofCondition condition: String) -> String { "(\(condition))::int" }
  package func isTrue(_ value: String) -> String { "\(value) = 1" }
  package func same(_ lhs: String, _ rhs: String) -> String { "\(lhs) is not distinct from \(rhs)" }
  package func different(_ lhs: String, _ rhs: String) -> String { "\(lhs) is distinct from \(rhs)" }
  package func contains(_ text: String, _ literal: String) -> String { "strpos(\(text), \(literal)) > 0" }
  package func starts(_ text: String, _ literal: String) -> String { "strpos(\(text), \(literal)) = 1" }

  package func order(_ value: String, descending: Bool, nullsLast: Bool) -> String {
    "\(value)\(descending ? " desc" : "") nulls \(descending || nullsLast ? "last" : "first")"
  }

  // MARK: Moments

  package func start(of day: Int) -> String { "timestamp '\(CivilDate(dayNumber: day).iso)'" }

  package func boundary(_ day: Int) -> String {
    if day < CivilDate(year: 1, month: 1, day: 1).dayNumber { return "timestamp '-infinity'" }
    if day > CivilDate(year: 9_999, month: 12, day: 31).dayNumber { return "timestamp 'infinity'" }
    return start(of: day)
  }

  package func time(day: Int, millisecond: Int) -> String {
    "timestamp '\(digits(day: day, millisecond: millisecond))'"
  }

  /// Counted from the first day of the calendar, a Monday.
  package func dayNumber(_ time: String) -> String { "((\(time))::date - date '0001-01-01')" }

  package func dayNumber(_ day: Int) -> String { "\(day + 719_162)" }

  package func monthNumber(_ time: String) -> String {
    "(extract(year from \(time)) * 12 + extract(month from \(time)))::int"
  }

  package func year(_ time: String) -> String { "extract(year from \(time))::int" }

  package func monthAndDay(_ time: String) -> String {
    "(extract(month from \(time)) * 100 + extract(day from \(time)))"
  }

  package func seconds(_ time: String) -> String { "extract(epoch from \(time))" }

  package func time(_ time: String, plusSeconds seconds: Int) -> String {
    "\(time) + \(Self.interval(seconds: Int64(seconds)))"
  }

  package func time(_ time: String, plusMonths months: Int) -> String { "\(time) + interval '\(months) months'" }

  package func hour(_ time: String) -> String { "extract(hour from \(time))::int" }

  static func interval(seconds: Int64) -> String { "interval '\(seconds) seconds'" }

  // MARK: Numbers

  package func null(_ kind: SQLKind) -> String {
    switch kind {
    case .number: "null::numeric"
    case .text: "null::text"
    case .moment: "null::timestamp"
    }
  }

  /// Exact, for products of `int` overflow.
  package func whole(_ number: Int64) -> String { "\(number)::numeric" }

  package func floating(_ number: String) -> String { "(\(number))::double precision" }

  package func wholePart(_ number: String) -> String { "floor(\(number))" }

  package func quotient(_ lhs: String, _ rhs: String) -> String { "\(floating(lhs)) / nullif(\(rhs), 0)" }

  package func average(_ value: String) -> String { quotient("sum(\(value))", "count(\(value))") }

  /// `round` of floating numbers takes halves to the even one.
  package func rounded(_ number: String, places: Int) -> String {
    let factor = "1" + String(repeating: "0", count: places)
    return "(sign(\(number)) * floor(abs(\(number)) * \(factor) + 0.5) / \(factor))"
  }

  /// Both leave out what is null.
  package func pick(_ lhs: String, _ rhs: String, greatest: Bool) -> String { bound(lhs, rhs, greatest: greatest) }

  package func bound(_ lhs: String, _ rhs: String, greatest: Bool) -> String {
    "\(greatest ? "greatest" : "least")(\(lhs), \(rhs))"
  }

  package func combination(_ parts: [String]) -> String {
    "case when \(parts.map { "\($0) is not null" }.joined(separator: " and ")) then row(\(parts.joined(separator: ", "))) end"
  }

  package func token(_ value: String) -> String { "(\(value))::text" }

  // MARK: Columns as they are stored

  private static let bytewise = #" collate "C""#

  package func text(_ column: SQLColumn) throws(SQLRefusal) -> String {
    switch column.type {
    case .text: return "normalize(\(column.text), nfc)\(Self.bytewise)"
    case .named: return "normalize(\(column.text)::text, nfc)\(Self.bytewise)"
    case .integer: return "\(column.text)::text\(Self.bytewise)"
    case .boolean: return "\(column.text)::int::text\(Self.bytewise)"
    case .date: return "to_char(\(column.text), 'YYYY-MM-DD')\(Self.bytewise)"
    // Their texts are the engine's own, not those that somebody wrote.
    case .any, .decimal, .floating, .timestamp, .instant, .bytes, .other: throw .columnType
    }
  }

  package func keyText(_ column: SQLColumn) throws(SQLRefusal) -> String {
    column.type == .bytes ? try key(column) : try text(column)
  }

  package func key(_ column: SQLColumn) throws(SQLRefusal) -> String {
    switch column.type {
    case .integer: return column.text
    // Composed, as keys are here; and without the blanks that `char(n)` has behind it.
    case .text: return try text(column)
    case .named: return "\(column.text)::text\(Self.bytewise)"
    // As an answer writes them, which sorts as the bytes do.
    case .bytes: return "('x''' || upper(encode(\(column.text), 'hex')) || '''')\(Self.bytewise)"
    default: throw .columnType
    }
  }

  package func isUncomposed(_ column: SQLColumn) -> String? {
    column.type == .text ? "\(column.text) is not nfc normalized" : nil
  }

  package func link(_ column: SQLColumn, to key: SQLType) throws(SQLRefusal) -> String {
    switch (column.type, key) {
    case (.integer, .integer): return column.text
    case (.text, .text), (.text, .named), (.named, .text), (.named, .named), (.bytes, .bytes):
      return try self.key(column)
    case (.integer, .text): return "\(column.text)::text\(Self.bytewise)"
    case (.text, .integer):
      let isWhole = "\(column.text) ~ '^ *[+-]?0*[0-9]{1,18}([.]0*)? *$'"
      return "case when \(isWhole) then \(column.text)::numeric::bigint end"
    case (.floating, .integer), (.decimal, .integer):
      let isWhole = "abs(\(column.text)) < 9e15 and \(column.text) = trunc(\(column.text))"
      return "case when \(isWhole) then \(column.text)::bigint end"
    default: throw .columnType
    }
  }

  package func lookup(_ text: String, from table: String, where condition: String) -> String {
    // Where a key comes twice the statement fails: which of the texts is meant cannot be told.
    "(select \(text) from \(table) where \(condition))"
  }

  package func number(_ column: SQLColumn) throws(SQLRefusal) -> String {
    let own = column.text
    switch column.type {
    case .integer: return "\(own)::numeric"
    // Infinity and NaN, which is more, are no numbers.
    case .decimal, .floating: return "case when abs(\(own)) < 'Infinity' then \(own) end"
    case .boolean: return "\(own)::int"
    case .text:
      let shape = "^ *[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?([0-9]{1,2}|[12][0-9]{2}))? *$"
      return "case when \(own) ~ '\(shape)' then \(own)::numeric end"
    default: throw .columnType
    }
  }

  package func table(of zone: ZoneTable, today: Int) -> String? {
    guard !Self.isTold(zone) else { return nil }
    let rows = zone.stretches(today: today).map { stretch in
      "(\(Self.instant(stretch.since)), \(Self.interval(seconds: Int64(stretch.ahead))))"
    }
    return "values\n  " + rows.joined(separator: ",\n  ")
  }

  /// Whether a zone's changes are so few that they are told where they are asked for.
  static func isTold(_ zone: ZoneTable) -> Bool { zone.transitions.count { $0 > 0 } < 4 }

  /// A moment of UTC's clock; the beginning of time where there is none.
  static func instant(_ seconds: Int64?) -> String {
    guard let seconds else { return "timestamp '-infinity'" }
    let (day, second) = Int(seconds).quotientAndRemainder(dividingBy: 86_400)
    return PostgresDialect().time(day: day, millisecond: second * 1_000)
  }
}
