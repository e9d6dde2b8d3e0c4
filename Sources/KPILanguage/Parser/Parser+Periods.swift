extension Parser {
  /// Whether a period begins here.
  mutating func isAtPeriod() -> Bool {
    switch kind {
    case .variable: return true
    case .number:
      // `7 ngày qua`
      guard let unit = unit(1), let word = keyword(1 + unit.length) else { return false }
      return word.keyword == .last
    case .word:
      switch keyword()?.keyword {
      case .day, .week, .month, .quarter, .year, .from, .in, .last, .previous, .this, .today, .yesterday, .all:
        return true
      default: return false
      }
    default: return false
    }
  }

  /// Reads a period.
  ///
  /// period := unit [ moment ] | "in" moment | "from" moment "to" moment | "last" count unit | "last" unit
  ///         | "previous" unit | "this" unit | "today" | "yesterday" | "all" | VARIABLE
  ///         | unit "this" | unit "previous" | unit "last" | count unit "last"
  ///
  /// The forms with the word behind the unit are Vietnamese: `tháng này`, `7 ngày qua`.
  mutating func period() throws(Failure) -> Period {
    let start = index
    let kind = try periodKind()
    notePeriod(kind, from: start)
    return Period(kind, span(from: start))
  }

  private mutating func periodKind() throws(Failure) -> Period.Kind {
    // `7 ngày qua`, `$n ngày qua`
    if isCount(), let unit = unit(1), at(.number) || keyword(1 + unit.length)?.keyword == .last {
      let count = try count("a number of units from 1", from: 1)
      advance(unit, many: !count.isOne)
      try expect(.last)
      return .last(count, unit.unit)
    }
    if at(.variable) { return .variable(variable()) }
    guard let match = keyword() else { throw expectedPeriod() }
    switch match.keyword {
    case .today: advance(match); return .today
    case .yesterday: advance(match); return .yesterday
    case .all: advance(match); return .all
    case .in:
      advance(match)
      return .within(try moment())
    case .from:
      advance(match)
      let from = try moment()
      try expect(.to)
      return .range(from: from, to: try moment())
    case .last:
      advance(match)
      if isCount() {
        let count = try count("a number of units from 1", from: 1)
        return .last(count, try expectUnit("a unit such as `days`", many: !count.isOne))
      }
      return .previous(try expectUnit("a number or a unit such as `month`"))
    case .previous:
      advance(match)
      return .previous(try expectUnit("a unit such as `month`"))
    case .this:
      advance(match)
      return .this(try expectUnit("a unit such as `month`"))
    case .day, .week, .month, .quarter, .year:
      return try unitPeriod()
    default: throw expectedPeriod()
    }
  }

  private mutating func expectedPeriod() -> Failure {
    expected("a period such as `month 2023-09`", near: [.day, .week, .month, .quarter, .year, .last, .from])
  }

  /// A unit with its literal, or with the word that Vietnamese puts behind it.
  private mutating func unitPeriod() throws(Failure) -> Period.Kind {
    guard let found = unit() else { throw expectedPeriod() }
    let unit = found.unit
    if found.isPlural, peek(found.length).kind == .number {
      let written = list.text(token)
      let count = list.text(peek(found.length))
      throw expected("a period", label: "write `last \(shown(count)) \(written)`")
    }
    advance(found, many: false)
    if let word = keyword(), word.isVietnamese {
      switch word.keyword {
      case .this: advance(word); return .this(unit)
      case .previous, .last: advance(word); return .previous(unit)
      default: break
      }
    }
    guard at(.date) || at(.number) || at(.variable) || at(.today) else { return .unit(unit, nil) }
    return .unit(unit, try moment())
  }

  /// Reads a moment.
  ///
  /// moment := ( DATE | YEAR | "today" | "yesterday" | VARIABLE ) { ( "+" | "-" ) span }
  mutating func moment() throws(Failure) -> Moment {
    let start = index
    var offsets: [Moment.Offset] = []
    let base: Moment.Base
    switch kind {
    case .date:
      base = .literal(list.dates[token.payload])
      advance()
    case .number:
      guard case .success(let year) = DateLiteral.read(list.text(token)) else {
        report(
          "bad-date", "`\(shown(list.text(token)))` is no date", list.span(token),
          label: "write `2023-09-06`, `2023-09`, `2023-W36`, `2023-Q3` or `2023`")
        throw Failure()
      }
      base = .literal(year)
      advance()
    case .variable: base = .variable(variable())
    default:
      if take(.today) {
        base = .today
      } else if take(.yesterday) {
        base = .today
        offsets.append(Moment.Offset(isNegative: true, span: TimeSpan(.written(1), .day)))
      } else {
        throw expected("a date such as `2023-09-06` or `today`", near: [.today, .yesterday])
      }
    }
    while at(.plus) || at(.minus), isCount(1), unit(2) != nil {
      let isNegative = at(.minus)
      advance()
      offsets.append(Moment.Offset(isNegative: isNegative, span: try timeSpan("a number of units")))
    }
    return Moment(base, offsets: offsets, span(from: start))
  }
}
