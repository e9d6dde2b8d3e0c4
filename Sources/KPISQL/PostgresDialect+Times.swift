import KPIEngine

/// Moments out of what a column holds.
extension PostgresDialect {
  package func time(
    _ column: SQLColumn, _ format: ColumnSpec.TimeFormat, zone: ZoneTable, called name: String
  ) throws(SQLRefusal) -> String {
    let own = column.text
    func local(_ utc: String) -> String { self.local(utc, zone, called: name) }
    switch (column.type, format) {
    case (_, .pattern): throw .timeFormat
    case (.date, .iso), (.date, .isoUTC):
      return Self.within(own, "date '0001-01-01'", "date '9999-12-31'", "\(own)::timestamp")
    case (.timestamp(let decimals), .iso), (.timestamp(let decimals), .isoUTC):
      let moment = Self.cut(own, decimals)
      return Self.within(
        own, "timestamp '0001-01-02'", "timestamp '9999-12-31'",
        format == .iso ? Self.settled(moment, zone) : local(moment))
    case (.instant(let decimals), _):
      // What an instant is does not depend on how a model says that others are written.
      let utc = "(\(own) at time zone 'UTC')"
      return Self.within(utc, "timestamp '0001-01-02'", "timestamp '9999-12-31'", local(Self.cut(utc, decimals)))
    case (.text, .iso), (.text, .isoUTC):
      return iso(own, unmarked: { format == .isoUTC ? local($0) : Self.settled($0, zone) }, local)
    case (_, .unixSeconds): return try unix(column, " * 1000", local)
    case (_, .unixMilliseconds): return try unix(column, "", local)
    case (_, .unixMicroseconds): return try unix(column, " / 1000.0", local)
    case (_, .julianDay):
      let days = floating(try number(column))
      return milliseconds("round((\(days) - 2440587.5) * 86400000)", local)
    default: throw .columnType
    }
  }

  /// What is no year of ours is no time: the years 1 … 9999, which infinity lies beyond.
  private static func within(_ value: String, _ first: String, _ last: String, _ moment: String) -> String {
    "case when \(value) between \(first) and \(last) then \(moment) end"
  }

  /// What is finer than a millisecond is cut off.
  private static func cut(_ moment: String, _ decimals: Int) -> String {
    decimals <= 3 ? moment : "date_trunc('milliseconds', \(moment))"
  }

  private func unix(
    _ column: SQLColumn, _ toMilliseconds: String, _ local: (String) -> String
  ) throws(SQLRefusal) -> String {
    let number = try number(column)
    return milliseconds("floor((\(number))\(toMilliseconds))", local)
  }

  private func milliseconds(_ number: String, _ local: (String) -> String) -> String {
    let utc = "(timestamp '1970-01-01' + (\(number)) * interval '1 millisecond')"
    return Self.within(number, "-62135510400000", "253402300799999", local(utc))
  }

  /// A date that exists, in years 1 … 9999.
  ///
  /// A text that is no date ends a statement with an error where it is made one, so that nothing else may come to that.
  private static let date =
    "(?!0000)([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    + "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)"
  private static let clock = "[ Tt]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]+)?)?"
  private static let offset = "([Zz]|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)"

  /// A date, with a clock time or without one, that with an offset or without one.
  ///
  /// No shape has a backslash, which some sessions read otherwise.
  private func iso(_ text: String, unmarked: (String) -> String, _ local: (String) -> String) -> String {
    func has(_ shape: String) -> String { "\(text) ~ '^ *\(shape)'" }
    let (bare, clock) = (has("[-0-9]{10} *$"), has("[-0-9]{10}\(Self.clock) *$"))
    let marked = has("[-0-9]{10}\(Self.clock) *\(Self.offset) *$")
    // Beyond milliseconds digits are cut off; a comma may stand for the point.
    let cut = #"regexp_replace(\#(text), '[.,]([0-9]{1,3})[0-9]*', E'.\\1')"#
    // What is read has its offset, so that the session's zone tells nothing.
    let instant = "(\(cut)::timestamptz at time zone 'UTC')"
    return """
      case when \(has(Self.date)) then case when \(bare) then \(text)::timestamp \
      when \(clock) then \(unmarked("\(cut)::timestamp")) when \(marked) then \(local(instant)) end end
      """
  }

  /// A time of a clock on the wall: one that clocks leave out is that much later.
  private static func settled(_ moment: String, _ zone: ZoneTable) -> String {
    guard zone.hasChanges else { return moment }
    var days: [String] = []
    var gaps: [String] = []
    for (index, since) in zone.transitions.enumerated() where since > ZoneTable.firstChange {
      let (before, after) = (Int64(zone.offsets[index]), Int64(zone.offsets[index + 1]))
      guard after > before else { continue }
      let (start, end) = (since + before, since + after)
      days += Set([start, end - 1].map { CivilDate(dayNumber: Int($0 / 86_400)).iso }).sorted()
      gaps.append("(\(instant(start)), \(instant(end)), \(interval(seconds: after - before)))")
    }
    guard !gaps.isEmpty else { return moment }
    return """
      (select case when s.m::date = any ('{\(days.joined(separator: ","))}'::date[]) then s.m + coalesce((select g.width \
      from (values \(gaps.joined(separator: ", "))) as g(since, until, width) where s.m >= g.since and s.m < g.until), \
      interval '0') else s.m end from (select \(moment) as m) as s)
      """
  }

  /// The company's wall clock at a moment of UTC's.
  private func local(_ utc: String, _ zone: ZoneTable, called name: String) -> String {
    func ahead(_ seconds: Int32) -> String { "interval '\(seconds) seconds'" }
    guard Self.isTold(zone) else {
      return "\(utc) + (select ahead from \(name) where since <= \(utc) order by since desc limit 1)"
    }
    let stretches = zone.stretches(today: CivilDate(year: 9_000, month: 1, day: 1).dayNumber)
    guard let last = stretches.last, stretches.count > 1 else {
      let seconds = stretches.last?.ahead ?? 0
      return seconds == 0 ? utc : "\(utc) + \(ahead(seconds))"
    }
    let cases = zip(stretches, stretches.dropFirst()).map { own, next in
      "when \(utc) < \(Self.instant(next.since)) then \(ahead(own.ahead))"
    }
    return "\(utc) + case \(cases.joined(separator: " ")) else \(ahead(last.ahead)) end"
  }
}
