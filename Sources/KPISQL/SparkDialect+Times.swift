import KPIEngine

/// Moments out of what a column holds.
extension SparkDialect {
  package func time(
    _ column: SQLColumn, _ format: ColumnSpec.TimeFormat, zone: ZoneTable, called name: String
  ) throws(SQLRefusal) -> String {
    let own = column.text
    func local(_ utc: String) -> String { Self.local(utc, zone) }
    switch (column.type, format) {
    case (_, .pattern): throw .timeFormat
    case (.date, .iso), (.date, .isoUTC):
      return Self.within(own, "date '0001-01-01'", "date '9999-12-31'", "cast(\(own) as timestamp)")
    case (.timestamp, .iso), (.timestamp, .isoUTC):
      let moment = Self.cut("cast(\(own) as timestamp)")
      return Self.within(
        own, "timestamp_ntz '0001-01-02'", "timestamp_ntz '9999-12-31'", format == .iso ? moment : local(moment))
    case (.instant, _):
      // What an instant is does not depend on how a model says that others are written.
      return Self.within(own, "timestamp '0001-01-02'", "timestamp '9999-12-31'", local(Self.cut(own)))
    case (.text, .iso), (.text, .isoUTC): return iso(own, isUTC: format == .isoUTC, local)
    case (_, .unixSeconds): return try unix(column, " * 1000", local)
    case (_, .unixMilliseconds): return try unix(column, "", local)
    case (_, .unixMicroseconds): return try unix(column, " * 0.001", local)
    case (_, .julianDay):
      let days = floating(try number(column))
      return milliseconds("floor((\(days) - 2440587.5) * 86400000 + 0.5)", local)
    default: throw .columnType
    }
  }

  /// What is no year of ours is no time: the years 1 … 9999.
  private static func within(_ value: String, _ first: String, _ last: String, _ moment: String) -> String {
    "case when \(value) between \(first) and \(last) then \(moment) end"
  }

  /// What is finer than a millisecond is cut off.
  private static func cut(_ moment: String) -> String { "timestamp_millis(unix_millis(\(moment)))" }

  private func unix(
    _ column: SQLColumn, _ toMilliseconds: String, _ local: (String) -> String
  ) throws(SQLRefusal) -> String {
    milliseconds("floor((\(try number(column)))\(toMilliseconds))", local)
  }

  private func milliseconds(_ number: String, _ local: (String) -> String) -> String {
    Self.within(
      number, "-62135510400000", "253402300799999", local("timestamp_millis(cast(\(number) as bigint))"))
  }

  /// What a text has beside its date: hour, minute, second, what is finer, the sign, hours and minutes of its offset.
  private static let shape =
    "^ *[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ Tt]([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:[.,]([0-9]+))?)?"
    + "(?: *(?:[Zz]|([+-])([01][0-9]|2[0-3]):?([0-5][0-9])?))?)? *$"
  /// A clock time with an offset behind it.
  private static let marked = "[0-9] *([Zz]|[+-][0-9]{2}(:?[0-9]{2})?) *$"

  /// A date, with a clock time or without one, that with an offset or without one.
  ///
  /// A date that does not exist is null.
  private func iso(_ text: String, isUTC: Bool, _ local: (String) -> String) -> String {
    func part(_ number: Int) -> String { "regexp_extract(\(text), '\(Self.shape)', \(number))" }
    let date = "try_cast(substring(ltrim(\(text)), 1, 10) as date)"
    let clock = """
      concat(substring(ltrim(\(text)), 1, 10), ' ', lpad(\(part(1)), 2, '0'), ':', lpad(\(part(2)), 2, '0'), ':', \
      lpad(\(part(3)), 2, '0'), '.', rpad(substring(\(part(4)), 1, 3), 3, '0'))
      """
    let moment = "try_cast(\(clock) as timestamp)"
    let ahead =
      "(coalesce(try_cast(\(part(6)) as int), 0) * 60 + coalesce(try_cast(\(part(7)) as int), 0)) * case \(part(5)) when '-' then -60000 else 60000 end"
    let utc = "timestamp_millis(unix_millis(\(moment)) - \(ahead))"
    let isBare = "\(text) rlike '^ *[-0-9]{10} *$'"
    return """
      case when \(date) between date '0001-01-01' and date '9999-12-31' and \(text) rlike '\(Self.shape)' then case \
      when \(isBare) then cast(\(date) as timestamp) \
      when \(text) rlike ':\(Self.marked)' or \(text) rlike ':.*\(Self.marked)' then \(local(utc)) else \(isUTC ? local(moment) : moment) end end
      """
  }

  /// The company's wall clock at a moment of UTC's.
  private static func local(_ utc: String, _ zone: ZoneTable) -> String {
    let stretches = zone.stretches(today: CivilDate(year: 9_000, month: 1, day: 1).dayNumber)
    guard let last = stretches.last, stretches.count > 1 else {
      let seconds = Int(stretches.last?.ahead ?? 0)
      return seconds == 0 ? utc : "\(utc) + \(interval(seconds: seconds))"
    }
    if stretches.count <= 4 {
      let cases = zip(stretches, stretches.dropFirst()).map { own, next in
        "when \(utc) < \(instant(next.since)) then \(interval(seconds: Int(own.ahead)))"
      }
      return "\(utc) + case \(cases.joined(separator: " ")) else \(interval(seconds: Int(last.ahead))) end"
    }
    // The place of a moment among those that offsets begin at says which one holds.
    let second = "unix_millis(\(utc)) * 2 + 1"
    let begins = stretches.compactMap(\.since).map { "\($0 * 2_000)" }.joined(separator: ", ")
    let place = "array_position(sort_array(array(\(begins), \(second))), \(second))"
    let offsets = stretches.map { "\(Int64($0.ahead) * 1_000)" }.joined(separator: ", ")
    return "timestamp_millis(unix_millis(\(utc)) + element_at(array(\(offsets)), cast(\(place) as int)))"
  }

  private static func instant(_ seconds: Int64?) -> String {
    let (day, second) = Int(seconds ?? 0).quotientAndRemainder(dividingBy: 86_400)
    return SparkDialect().time(day: day, millisecond: second * 1_000)
  }
}
