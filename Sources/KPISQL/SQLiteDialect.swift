import KPIEngine

/// As SQLite reads it.
///
/// Times are texts `YYYY-MM-DD HH:MM:SS.mmm` of the company's wall clock, which sort as times do.
package struct SQLiteDialect: SQLDialect {
  /// Texts are composed by a function `nfc`; without it they are compared as they are stored.
  let composes: Bool
  package let hasRowNumbers = true

  /// - Parameter composes: as `kpi`'s own connections read it.
  package init(composes: Bool = false) { self.composes = composes }

  // MARK: Names and texts

  /// SQLite's keywords that cannot stand as names without quotes, and those that read like clauses.
  private static let reserved: Set<String> = [
    "add", "all", "alter", "and", "as", "autoincrement", "between", "by", "case", "check", "collate", "column",
    "commit",
    "constraint", "create", "cross", "current", "current_date", "current_time", "current_timestamp", "date", "day",
    "default", "deferrable", "delete", "desc", "distinct", "drop", "else", "end", "escape", "except", "exists",
    "filter",
    "first", "following", "foreign", "from", "full", "group", "groups", "having", "if", "in", "index", "indexed",
    "inner",
    "insert", "intersect", "into", "is", "isnull", "join", "key", "last", "left", "limit", "match", "natural", "not",
    "no", "nothing", "notnull", "null", "of", "offset", "on", "or", "order", "outer", "over", "partition", "plan",
    "primary", "query", "raise", "range", "recursive", "references", "regexp", "returning", "right", "row", "rows",
    "select", "set", "table", "then", "to", "total", "transaction", "trigger", "union", "unique", "update", "user",
    "using", "vacuum", "values", "view", "virtual", "when", "where", "window", "with", "without",
  ]

  package func identifier(_ name: String) -> String { quoted(name, unless: Self.reserved) }

  package func table(_ name: String) -> String { "main.\(identifier(name))" }

  /// A text's literal.
  ///
  /// SQLite's texts end at a NUL where they are written down.
  package func literal(_ text: String) throws(SQLRefusal) -> String {
    guard !text.unicodeScalars.contains("\0") else { throw .nul }
    return wrapped(text, in: "'")
  }

  /// A text, and the bytes that it may stand for.
  package func key(_ text: String, of type: SQLType) throws(SQLRefusal) -> [String] {
    let digits = text.dropFirst(2).dropLast()
    let isBytes = text.hasPrefix("x'") && text.hasSuffix("'") && digits.allSatisfy(\.isHexDigit)
    return [try literal(text)] + (isBytes ? [text] : [])
  }

  package func key(_ number: Int64, of type: SQLType) -> String { "\(number)" }

  // MARK: Conditions

  package func value(ofCondition condition: String) -> String { "(\(condition))" }
  package func isTrue(_ value: String) -> String { "\(value) = true" }
  package func same(_ lhs: String, _ rhs: String) -> String { "\(lhs) is \(rhs)" }
  package func different(_ lhs: String, _ rhs: String) -> String { "\(lhs) is not \(rhs)" }
  package func contains(_ text: String, _ literal: String) -> String { "instr(\(text), \(literal)) > 0" }
  package func starts(_ text: String, _ literal: String) -> String { "instr(\(text), \(literal)) = 1" }

  /// Null is less than everything.
  package func order(_ value: String, descending: Bool, nullsLast: Bool) -> String {
    (nullsLast && !descending ? "\(value) is null, " : "") + value + (descending ? " desc" : "")
  }

  // MARK: Times

  package func start(of day: Int) -> String { "'\(CivilDate(dayNumber: day).iso)'" }

  package func boundary(_ day: Int) -> String {
    if day < CivilDate(year: 1, month: 1, day: 1).dayNumber { return "''" }
    if day > CivilDate(year: 9_999, month: 12, day: 31).dayNumber { return "'~'" }
    return start(of: day)
  }

  package func time(day: Int, millisecond: Int) -> String { "'\(digits(day: day, millisecond: millisecond))'" }

  /// The number of a time's day: that of a Monday is divisible by seven.
  package func dayNumber(_ time: String) -> String { "cast(julianday(substr(\(time), 1, 10)) + 0.5 as integer)" }

  /// The same number of a day.
  package func dayNumber(_ day: Int) -> String { "\(day + 2_440_588)" }

  /// The month that holds a time, counted from year 0.
  package func monthNumber(_ time: String) -> String {
    "(cast(substr(\(time), 1, 4) as integer) * 12 + cast(substr(\(time), 6, 2) as integer))"
  }

  package func year(_ time: String) -> String { "cast(substr(\(time), 1, 4) as integer)" }

  /// Month and day, which sort as they follow each other in a year.
  package func monthAndDay(_ time: String) -> String { "substr(\(time), 6, 5)" }

  /// Seconds since some moment.
  package func seconds(_ time: String) -> String {
    "(strftime('%s', \(time)) + cast(coalesce(nullif(substr(\(time), 21, 3), ''), '0') as integer) / 1000.0)"
  }

  package func time(_ time: String, plusSeconds seconds: Int) -> String {
    "strftime('%Y-%m-%d %H:%M:%f', \(time), '\(Self.signed(seconds)) seconds')"
  }

  /// So many months on, on the last day of the month where it has not the day.
  ///
  /// SQLite goes on into the next month; the lesser of that and the month's last day is meant.
  package func time(_ time: String, plusMonths months: Int) -> String {
    let last =
      "strftime('%Y-%m-%d', \(time), 'start of month', '\(Self.signed(months + 1)) months', '-1 day') || substr(\(time), 11)"
    return "min(strftime('%Y-%m-%d %H:%M:%f', \(time), '\(Self.signed(months)) months'), \(last))"
  }

  private static func signed(_ count: Int) -> String { count < 0 ? "\(count)" : "+\(count)" }

  /// 0 … 23.
  package func hour(_ time: String) -> String { "cast(substr(\(time), 12, 2) as integer)" }

  // MARK: Numbers

  package func null(_ kind: SQLKind) -> String { "null" }
  package func whole(_ number: Int64) -> String { "\(number)" }
  package func floating(_ number: String) -> String { number }
  package func wholePart(_ number: String) -> String { "cast(\(number) as integer)" }
  package func average(_ value: String) -> String { "avg(\(value))" }
  package func rounded(_ number: String, places: Int) -> String { "round(\(number), \(places))" }
  package func token(_ value: String) -> String { value }

  package func quotient(_ lhs: String, _ rhs: String) -> String { "1.0 * \(lhs) / nullif(\(rhs), 0)" }

  package func pick(_ lhs: String, _ rhs: String, greatest: Bool) -> String {
    "coalesce(\(bound(lhs, rhs, greatest: greatest)), \(lhs), \(rhs))"
  }

  package func bound(_ lhs: String, _ rhs: String, greatest: Bool) -> String {
    "\(greatest ? "max" : "min")(\(lhs), \(rhs))"
  }

  /// Several values as one, null where one is.
  package func combination(_ parts: [String]) -> String {
    "case when \(parts.map { "\($0) is not null" }.joined(separator: " and ")) then \(parts.map { "quote(\($0))" }.joined(separator: " || ',' || ")) end"
  }

  // MARK: Columns as they are stored

  package func text(_ column: SQLColumn) -> String {
    composes ? "nfc(cast(\(column.text) as text))" : "cast(\(column.text) as text)"
  }

  /// Bytes as SQL writes them.
  package func keyText(_ column: SQLColumn) -> String {
    "case typeof(\(column.text)) when 'blob' then 'x''' || hex(\(column.text)) || '''' else \(text(column)) end"
  }

  package func key(_ column: SQLColumn) -> String { column.text }
  package func link(_ column: SQLColumn, to key: SQLType) -> String { column.text }

  package func lookup(_ text: String, from table: String, where condition: String) -> String {
    "(select \(text) from \(table) where \(condition) limit 1)"
  }

  /// A comparison of a text with a number takes the text for one only where all of it is.
  package func number(_ column: SQLColumn) -> String {
    let (column, type) = (column.text, column.type)
    func words(_ words: [String]) -> String { words.map { "'\($0)'" }.joined(separator: ", ") }
    let truth =
      type == .boolean
      ? " when lower(\(column)) in (\(words(TruthWords.yes))) then 1"
        + " when lower(\(column)) in (\(words(TruthWords.no))) then 0" : ""
    return """
      case when typeof(\(column)) in ('integer', 'real') or (typeof(\(column)) = 'text' and \
      cast(\(column) as numeric) = \(column)) then cast(\(column) as numeric)\(truth) end
      """
  }

  package func time(
    _ column: SQLColumn, _ format: ColumnSpec.TimeFormat, zone: ZoneTable, called name: String
  ) throws(SQLRefusal) -> String {
    let column = column.text
    let shape = "'%Y-%m-%d %H:%M:%f'"
    func local(_ seconds: String) -> String { zone == .utc ? "" : ", \(ahead(at: seconds, zone, called: name))" }
    switch format {
    case .iso, .isoUTC:
      let isUTC = format == .isoUTC
      // A day that does not exist would become another one; a bare date stays that date.
      return """
        case when typeof(\(column)) = 'text' and date(substr(\(column), 1, 10), '+0 days') = substr(\(column), 1, 10) then \
        case when length(\(column)) > 10 and \(isUTC ? "true" : "substr(\(column), 11) glob '*[Zz+-]*'") \
        then strftime(\(shape), \(column)\(local("strftime('%s', \(column))"))) else strftime(\(shape), \(column)) end end
        """
    case .unixSeconds: return "strftime(\(shape), \(column), 'unixepoch'\(local(column)))"
    case .unixMilliseconds: return "strftime(\(shape), \(column) / 1000.0, 'unixepoch'\(local("\(column) / 1000.0")))"
    case .unixMicroseconds:
      return "strftime(\(shape), \(column) / 1000000.0, 'unixepoch'\(local("\(column) / 1000000.0")))"
    case .julianDay: return "strftime(\(shape), \(column)\(local("strftime('%s', \(column))")))"
    case .pattern, .spreadsheetDay: throw .timeFormat
    }
  }

  /// What turns an instant (seconds of Unix time) into the company's wall clock: the modifier of a time.
  private func ahead(at seconds: String, _ zone: ZoneTable, called name: String) -> String {
    guard zone.transitions.isEmpty else {
      return "(select ahead from \(name) where since <= cast(\(seconds) as real) order by since desc limit 1)"
    }
    return Self.modifier(zone.offsets.first ?? 0)
  }

  private static func modifier(_ offset: Int32) -> String { "'\(offset < 0 ? "" : "+")\(offset) seconds'" }

  package func table(of zone: ZoneTable, today: Int) -> String? {
    guard !zone.transitions.isEmpty else { return nil }
    let rows = zone.stretches(today: today).map { stretch in
      "(\(stretch.since.map(String.init) ?? "-9e15"), \(Self.modifier(stretch.ahead)))"
    }
    return "values\n  " + rows.joined(separator: ",\n  ")
  }
}
