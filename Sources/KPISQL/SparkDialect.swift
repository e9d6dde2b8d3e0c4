import KPIEngine

/// As Spark SQL reads it (4.0 and later), in a session whose zone is UTC.
///
/// Moments are `timestamp`s, which under that zone are the company's wall clock. Conditions that are values are 1 and 0. Texts are
/// ordered by their bytes. Whole numbers and decimals stay exact until they are divided; quotients are floating, as ours are.
package struct SparkDialect: SQLDialect {
  /// What holds the tables, from the outermost: `default`, or a catalog and a schema.
  package var schema = ["default"]

  package let nameLimit: Int? = nil
  package let hasRowNumbers = false
  package let unitesTypes = false
  package let firstValues = "col"

  /// What a session is told before anything else.
  package static let settings = [
    "set time zone 'UTC'",
    // Overflow and texts that are no numbers are errors, not null.
    "set spark.sql.ansi.enabled = true",
    // Backslashes in texts are those of our literals; in a query of one's own `${x}` is nobody's variable.
    "set spark.sql.parser.escapedStringLiterals = false", "set spark.sql.variable.substitute = false",
  ]

  package init(schema: [String] = ["default"]) { self.schema = schema }

  // MARK: Names and texts

  /// Spark's reserved words under ANSI's rules, those that cannot name a table in a join, and those that read like clauses.
  private static let reserved: Set<String> = [
    "all", "and", "anti", "any", "array", "as", "asc", "at", "between", "both", "by", "case", "cast", "check",
    "collate",
    "column", "constraint", "create", "cross", "cube", "current", "current_date", "current_time", "current_timestamp",
    "current_user", "date", "day", "desc", "describe", "distinct", "div", "drop", "else", "end", "escape", "except",
    "exists",
    "explain", "false", "fetch", "filter", "first", "for", "foreign", "from", "full", "function", "global", "grant",
    "group",
    "grouping", "having", "hour", "if", "in", "inner", "insert", "intersect", "interval", "into", "is", "join", "key",
    "last",
    "lateral", "leading", "left", "like", "limit", "local", "map", "merge", "minus", "minute", "month", "natural", "no",
    "not", "null", "nulls", "of", "offset", "on", "only", "or", "order", "outer", "over", "overlaps", "partition",
    "pivot", "position", "primary", "range", "recursive", "references", "right", "rlike", "rollup", "row", "rows",
    "second",
    "select", "semi", "session_user", "set", "sets", "some", "sort", "start", "struct", "table", "tablesample", "then",
    "time", "timestamp", "to", "trailing", "true", "union", "unique", "unknown", "unpivot", "update", "user", "using",
    "values", "view", "week", "when", "where", "window", "with", "within", "year",
  ]

  package func identifier(_ name: String) -> String { quoted(name, unless: Self.reserved, in: "`") }

  package func table(_ name: String) -> String { (schema + [name]).map(identifier).joined(separator: ".") }

  /// Quotes and backslashes stand behind a backslash: a doubled quote is two texts in a row to some.
  ///
  /// `${` would be read as a variable before anything else is.
  package func literal(_ text: String) throws(SQLRefusal) -> String {
    var written = String.UnicodeScalarView("'".unicodeScalars)
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == "\0" { throw .nul }
      if scalar == "{", last == "$" {
        written.removeLast()
        written.append(contentsOf: #"\u0024"#.unicodeScalars)
      }
      if scalar == "'" || scalar == "\\" { written.append("\\") }
      written.append(scalar)
      last = scalar
    }
    written.append("'")
    return String(written)
  }

  package func key(_ text: String, of type: SQLType) throws(SQLRefusal) -> [String] {
    guard type == .text || type == .bytes else { throw .columnType }
    return [try literal(text)]
  }

  package func key(_ number: Int64, of type: SQLType) throws(SQLRefusal) -> String {
    switch type {
    case .integer: return "\(number)"
    case .text: return "'\(number)'"
    default: throw .columnType
    }
  }

  // MARK: Conditions

  package func value(ofCondition condition: String) -> String { "cast((\(condition)) as int)" }
  package func isTrue(_ value: String) -> String { "\(value) = 1" }
  package func same(_ lhs: String, _ rhs: String) -> String { "\(lhs) <=> \(rhs)" }
  package func different(_ lhs: String, _ rhs: String) -> String { "not (\(lhs) <=> \(rhs))" }
  package func contains(_ text: String, _ literal: String) -> String { "instr(\(text), \(literal)) > 0" }
  package func starts(_ text: String, _ literal: String) -> String { "instr(\(text), \(literal)) = 1" }

  package func order(_ value: String, descending: Bool, nullsLast: Bool) -> String {
    "\(value)\(descending ? " desc" : "") nulls \(descending || nullsLast ? "last" : "first")"
  }

  // MARK: Moments

  package func start(of day: Int) -> String { "timestamp '\(CivilDate(dayNumber: day).iso)'" }

  /// No time of ours is before the year 1, or so late on its last day.
  package func boundary(_ day: Int) -> String {
    let first = CivilDate(year: 1, month: 1, day: 1).dayNumber
    if day < first { return start(of: first) }
    if day > CivilDate(year: 9_999, month: 12, day: 31).dayNumber { return "timestamp '9999-12-31 23:59:59.999999'" }
    return start(of: day)
  }

  package func time(day: Int, millisecond: Int) -> String {
    "timestamp '\(digits(day: day, millisecond: millisecond))'"
  }

  /// Counted from the first day of the calendar, a Monday.
  package func dayNumber(_ time: String) -> String { "datediff(cast(\(time) as date), date '0001-01-01')" }

  package func dayNumber(_ day: Int) -> String { "\(day + 719_162)" }

  package func monthNumber(_ time: String) -> String { "(year(\(time)) * 12 + month(\(time)))" }
  package func year(_ time: String) -> String { "year(\(time))" }
  package func monthAndDay(_ time: String) -> String { "(month(\(time)) * 100 + day(\(time)))" }

  /// Exact: a difference of two has no more digits than it should.
  package func seconds(_ time: String) -> String { "(unix_millis(\(time)) * 0.001)" }

  package func time(_ time: String, plusSeconds seconds: Int) -> String {
    "\(time) + \(Self.interval(seconds: seconds))"
  }

  package func time(_ time: String, plusMonths months: Int) -> String { "\(time) + interval '\(months)' month" }

  package func hour(_ time: String) -> String { "hour(\(time))" }

  static func interval(seconds: Int) -> String { "interval '\(seconds)' second" }

  // MARK: Numbers

  package func null(_ kind: SQLKind) -> String {
    switch kind {
    case .number: "cast(null as bigint)"
    case .text: "cast(null as string)"
    case .moment: "cast(null as timestamp)"
    }
  }

  /// A decimal, for products of `int` overflow.
  package func whole(_ number: Int64) -> String { "\(number)BD" }

  package func floating(_ number: String) -> String { "cast(\(number) as double)" }
  package func wholePart(_ number: String) -> String { "floor(\(number))" }
  package func wholeQuotient(_ lhs: String, _ rhs: Int) -> String { "\(lhs) div \(rhs)" }
  package func quotient(_ lhs: String, _ rhs: String) -> String { "\(floating(lhs)) / nullif(\(rhs), 0)" }

  /// Of decimals a quotient has so many digits as an engine likes.
  package func fraction(_ lhs: String, _ rhs: String) -> String { "\(floating(lhs)) / \(rhs)" }

  package func average(_ value: String) -> String { quotient("sum(\(value))", "count(\(value))") }

  /// Engines round floating numbers in their own ways.
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
    "case when \(parts.map { "\($0) is not null" }.joined(separator: " and ")) then struct(\(parts.joined(separator: ", "))) end"
  }

  package func token(_ value: String) -> String { "cast(\(value) as string)" }

  // MARK: Columns as they are stored

  package func text(_ column: SQLColumn) throws(SQLRefusal) -> String {
    switch column.type {
    case .text: return SparkTexts.composed(column.text)
    case .integer, .date: return "cast(\(column.text) as string)"
    case .boolean: return "cast(cast(\(column.text) as int) as string)"
    // Their texts are the engine's own, not those that somebody wrote.
    case .any, .decimal, .floating, .timestamp, .instant, .bytes, .named, .other: throw .columnType
    }
  }

  package func keyText(_ column: SQLColumn) throws(SQLRefusal) -> String {
    column.type == .bytes ? try key(column) : try text(column)
  }

  package func key(_ column: SQLColumn) throws(SQLRefusal) -> String {
    switch column.type {
    case .integer, .text: return column.text
    // As an answer writes them, which sorts as the bytes do.
    case .bytes: return #"concat('x\'', hex(\#(column.text)), '\'')"#
    default: throw .columnType
    }
  }

  package func link(_ column: SQLColumn, to key: SQLType) throws(SQLRefusal) -> String {
    let own = column.text
    switch (column.type, key) {
    case (.integer, .integer), (.text, .text), (.bytes, .bytes): return try self.key(column)
    case (.integer, .text): return "cast(\(own) as string)"
    case (.text, .integer):
      let digits = "regexp_extract(\(own), '^ *([+-]?)0*([0-9]{1,18})([.]0*)? *$', "
      return "try_cast(concat(\(digits)1), \(digits)2)) as bigint)"
    case (.floating, .integer), (.decimal, .integer):
      return "case when abs(\(own)) < 9e15 and \(own) = floor(\(own)) then cast(\(own) as bigint) end"
    default: throw .columnType
    }
  }

  /// Of several rows with one key the statement fails: which of the texts is meant cannot be told.
  package func lookup(_ text: String, from table: String, where condition: String) -> String {
    """
    (select case when count(*) > 1 then raise_error('a key comes twice in \(table.filter { $0 != "'" && $0 != "\\" })') else \
    max(\(text)) end from \(table) where \(condition))
    """
  }

  /// A subquery that stands for a value has to be an aggregate.
  package func only(_ value: String) -> String { "max(\(value))" }

  package func number(_ column: SQLColumn) throws(SQLRefusal) -> String {
    let own = column.text
    switch column.type {
    // Sums of whole numbers would be of 64 bits.
    case .integer: return "cast(\(own) as decimal(20, 0))"
    case .decimal: return own
    // Infinity and NaN, which is more, are no numbers.
    case .floating: return "case when abs(\(own)) < cast('Infinity' as double) then \(own) end"
    case .boolean: return "cast(\(own) as int)"
    case .text:
      let shape = "^ *[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?([0-9]{1,2}|[12][0-9]{2}))? *$"
      return "case when \(own) rlike '\(shape)' then try_cast(trim(\(own)) as double) end"
    default: throw .columnType
    }
  }

  /// Zones are told where they are asked for.
  package func table(of zone: ZoneTable, today: Int) -> String? { nil }
}
