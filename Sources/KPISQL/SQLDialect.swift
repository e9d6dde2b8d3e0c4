import KPIEngine

/// How an engine says what engines say differently.
///
/// Times are texts `YYYY-MM-DD HH:MM:SS.mmm` of the company's wall clock, which sort as times do.
package struct SQLDialect: Sendable {
  /// Texts are composed by a function `nfc`; without it they are compared as they are stored.
  package let composes: Bool

  /// As any SQLite reads it.
  package static let sqlite = SQLDialect(composes: false)
  /// As `kpi`'s own connections read it.
  package static let composingSQLite = SQLDialect(composes: true)

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

  /// A name as the statement writes it, quoted where it has to be.
  func identifier(_ name: String) -> String {
    let isPlain =
      name.unicodeScalars.allSatisfy { $0 == "_" || ("a"..."z").contains($0) || ("0"..."9").contains($0) }
      && !(name.unicodeScalars.first.map { ("0"..."9").contains($0) } ?? true) && !Self.reserved.contains(name)
    return isPlain ? name : Self.wrapped(name, in: "\"")
  }

  /// A text's literal.
  ///
  /// SQLite's texts end at a NUL where they are written down.
  func literal(_ text: String) throws(SQLRefusal) -> String {
    guard !text.unicodeScalars.contains("\0") else { throw .nul }
    return Self.wrapped(text, in: "'")
  }

  private static func wrapped(_ text: String, in mark: Unicode.Scalar) -> String {
    var written = String.UnicodeScalarView([mark])
    for scalar in text.unicodeScalars {
      if scalar == mark { written.append(mark) }
      written.append(scalar)
    }
    written.append(mark)
    return String(written)
  }

  // MARK: Conditions

  /// True where the condition does not hold, for null too.
  func complement(_ condition: String) -> String { "(\(condition)) is not true" }

  /// Whether two values are the same, null like any other.
  func same(_ lhs: String, _ rhs: String) -> String { "\(lhs) is \(rhs)" }

  /// Whether two values are not the same, null like any other.
  func different(_ lhs: String, _ rhs: String) -> String { "\(lhs) is not \(rhs)" }

  // MARK: Times

  /// The moment that a day begins.
  func start(of day: Int) -> String { "'\(CivilDate(dayNumber: day).iso)'" }

  /// A time of the wall clock.
  func time(day: Int, millisecond: Int) -> String {
    let (second, rest) = (millisecond / 1_000, millisecond % 1_000)
    let parts = [second / 3_600, second / 60 % 60, second % 60].map { CivilDate.padded($0, 2) }
    return "'\(CivilDate(dayNumber: day).iso) \(parts.joined(separator: ":")).\(CivilDate.padded(rest, 3))'"
  }

  /// The literals of a key as an answer writes it: a text, and the bytes that it may stand for.
  func key(_ text: String) throws(SQLRefusal) -> [String] {
    let digits = text.dropFirst(2).dropLast()
    let isBytes = text.hasPrefix("x'") && text.hasSuffix("'") && digits.allSatisfy(\.isHexDigit)
    return [try literal(text)] + (isBytes ? [text] : [])
  }

  /// The number of a time's day: that of a Monday is divisible by seven.
  func dayNumber(_ time: String) -> String { "cast(julianday(substr(\(time), 1, 10)) + 0.5 as integer)" }

  /// The same number of a day.
  func dayNumber(_ day: Int) -> String { "\(day + 2_440_588)" }

  /// The month that holds a time, counted from year 0.
  func monthNumber(_ time: String) -> String {
    "(cast(substr(\(time), 1, 4) as integer) * 12 + cast(substr(\(time), 6, 2) as integer))"
  }

  func year(_ time: String) -> String { "cast(substr(\(time), 1, 4) as integer)" }

  /// Month and day, which sort as they follow each other in a year.
  func monthAndDay(_ time: String) -> String { "substr(\(time), 6, 5)" }

  /// Seconds since some moment.
  func seconds(_ time: String) -> String {
    "(strftime('%s', \(time)) + cast(coalesce(nullif(substr(\(time), 21, 3), ''), '0') as integer) / 1000.0)"
  }

  func time(_ time: String, plusSeconds seconds: Int) -> String {
    "strftime('%Y-%m-%d %H:%M:%f', \(time), '+\(seconds) seconds')"
  }

  /// So many months on, on the last day of the month where it has not the day.
  ///
  /// SQLite goes on into the next month; the lesser of that and the month's last day is meant.
  func time(_ time: String, plusMonths months: Int) -> String {
    let last =
      "strftime('%Y-%m-%d', \(time), 'start of month', '+\(months + 1) months', '-1 day') || substr(\(time), 11)"
    return "min(strftime('%Y-%m-%d %H:%M:%f', \(time), '+\(months) months'), \(last))"
  }

  /// 0 … 23.
  func hour(_ time: String) -> String { "cast(substr(\(time), 12, 2) as integer)" }

  /// 1 for Monday … 7.
  func weekday(_ time: String) -> String { "\(dayNumber(time)) % 7 + 1" }

  // MARK: Numbers

  /// A number of so many decimals.
  func decimal(_ coefficient: Int64, scale: Int) -> String {
    let digits = CivilDate.padded(0, scale + 1) + "\(coefficient.magnitude)"
    let whole = digits.dropLast(scale).drop { $0 == "0" }
    let sign = coefficient < 0 ? "-" : ""
    return sign + (whole.isEmpty ? "0" : whole) + (scale > 0 ? "." + digits.suffix(scale) : "")
  }

  func quotient(_ lhs: String, _ rhs: String) -> String { "1.0 * \(lhs) / nullif(\(rhs), 0)" }

  /// The lesser or greater of two, of one and null the one.
  func pick(_ lhs: String, _ rhs: String, greatest: Bool) -> String {
    "coalesce(\(greatest ? "max" : "min")(\(lhs), \(rhs)), \(lhs), \(rhs))"
  }

  /// Several values as one, null where one is.
  func combination(_ parts: [String]) -> String {
    "case when \(parts.map { "\($0) is not null" }.joined(separator: " and ")) then \(parts.map { "quote(\($0))" }.joined(separator: " || ',' || ")) end"
  }

  // MARK: Columns as they are stored

  /// Any value as text.
  func text(_ column: String) -> String {
    composes ? "nfc(cast(\(column) as text))" : "cast(\(column) as text)"
  }

  /// A key as text; bytes as SQL writes them.
  func keyText(_ column: String) -> String {
    "case typeof(\(column)) when 'blob' then 'x''' || hex(\(column)) || '''' else \(text(column)) end"
  }

  /// Numbers, and texts that are numbers through and through; null for anything else.
  ///
  /// A comparison of a text with a number takes the text for one only where all of it is.
  func number(_ column: String) -> String {
    """
    case when typeof(\(column)) in ('integer', 'real') or (typeof(\(column)) = 'text' and \
    cast(\(column) as numeric) = \(column)) then cast(\(column) as numeric) end
    """
  }

  /// A time of the wall clock, out of what a column holds.
  ///
  /// - Parameters:
  ///   - zone: the company's.
  ///   - name: how the statement calls its table.
  func time(
    _ column: String, _ format: ColumnSpec.TimeFormat, zone: ZoneTable, called name: String
  ) throws(SQLRefusal) -> String {
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
    case .pattern: throw .timeFormat
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

  /// Since when the company's clocks have been so far ahead of UTC.
  ///
  /// From when Unix time begins to ten years after today: no database of a CRM has instants beyond.
  func table(of zone: ZoneTable, today: Int) -> String {
    let last = Int64(today + 3_653) * 86_400
    var rows: [String] = []
    for (since, offset) in zip([.min] + zone.transitions, zone.offsets) where since <= last {
      if since <= 0 { rows = [] }
      rows.append("(\(since <= 0 ? "-9e15" : "\(since)"), \(Self.modifier(offset)))")
    }
    return "values\n  " + rows.joined(separator: ",\n  ")
  }
}
