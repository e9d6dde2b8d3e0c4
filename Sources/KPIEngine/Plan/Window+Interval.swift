extension Window {
  /// Before every day that a database can hold.
  package static let firstDay = -1_000_000_000

  /// The days, half-open, whose rows count for `unit`; empty where there are none.
  ///
  /// Never past today, unless a period as asked is filled by intentions (`isPlanned`).
  package func days(for unit: FrameUnit, in frame: Frame, isPlanned: Bool = false) -> Range<Int> {
    let limit = frame.today + 1
    func cut(_ start: Int, _ end: Int) -> Range<Int> {
      let end = min(end, limit)
      return start < end ? start..<end : end..<end
    }
    switch self {
    case .unit where isPlanned: return unit.start..<max(unit.start, unit.plannedEnd ?? unit.end)
    case .fixed(let start, let end) where isPlanned: return start..<max(start, end)
    case .unit: return cut(unit.start, unit.end)
    case .soFar: return cut(Self.firstDay, unit.end)
    case .before: return cut(Self.firstDay, unit.start)
    case .ever, .beforeRow: return cut(Self.firstDay, limit)
    case .always: return Self.firstDay..<Int(Int32.max)
    case .fixed(let start, let end): return cut(start, end)
    }
  }

  /// Whether the window's days are not over at today, so that the number can still change.
  package func isPartial(for unit: FrameUnit, in frame: Frame) -> Bool {
    switch self {
    case .unit, .soFar: unit.end > frame.today
    case .before: unit.start > frame.today
    // What may come after a unit that is over is no part of its running.
    case .ever, .always, .beforeRow: unit.end > frame.today
    case .fixed(_, let end): end > frame.today
    }
  }
}

extension Shift {
  /// The period that takes the unit's place.
  ///
  /// - Parameters:
  ///   - beginning: the first day of what the question asks for; of `ago(cumulative(m), 1 year)` that is a year ago too.
  ///   - frame: the question around it.
  fileprivate func unit(for unit: FrameUnit, beginning: Int, in frame: Frame) -> FrameUnit {
    let whole = unit.wholeEnd
    func period(_ start: Int, _ end: Int) -> FrameUnit {
      FrameUnit(start: min(start, end), end: end, grain: nil, label: unit.label)
    }
    switch self {
    case .previous:
      let before = unit.before
      var previous = FrameUnit(start: before.lowerBound, end: before.upperBound, grain: unit.grain, label: unit.label)
      previous.isAll = unit.isAll
      return previous
    case .ago(let count, let grain):
      // A week a year ago is the one 52 weeks earlier, so that it is a whole week again, and what lies beside it moves alike.
      let start = Self.day(unit.start, ago: count, grain, in: frame)
      let end: Int
      if grain == .year, frame.isWeekly {
        end = whole - 364 * count
      } else {
        // Whole months and longer units end where the next begins; of other ranges the last day moves, so that a day
        // whose date the month does not have stays one day.
        let isWhole = [.month, .quarter, .year].contains(unit.grain) && grain != .day && grain != .week
        end = isWhole ? grain.adding(-count, to: whole) : grain.adding(-count, to: whole - 1) + 1
      }
      // A month moved by days is no month: what comes before it is as many days.
      let isUnit = unit.grain.map { $0.start(of: start) == start && $0.adding(1, to: start) == end } ?? false
      return FrameUnit(start: start, end: max(start, end), grain: isUnit ? unit.grain : nil, label: unit.label)
    case .rolling(let count, let grain):
      return period(grain.adding(-count, to: unit.rollingEnd(by: grain, today: frame.today)), unit.end)
    case .cumulative: return period(beginning, unit.end)
    case .toDate(let grain): return period(grain.start(of: unit.end - 1), unit.end)
    case .soFar: return period(Window.firstDay, unit.end)
    case .fixed(let own): return own
    }
  }

  /// A day so long before, by weeks where the question is by weeks.
  private static func day(_ day: Int, ago count: Int, _ grain: Grain, in frame: Frame) -> Int {
    grain == .year && frame.isWeekly ? day - 364 * count : grain.adding(-count, to: day)
  }

  /// Where what begins on that day began for what is moved so.
  fileprivate func beginning(_ first: Int, in frame: Frame) -> Int {
    guard case .ago(let count, let grain) = self else { return first }
    return Self.day(first, ago: count, grain, in: frame)
  }
}

extension FrameUnit {
  /// Everything up to a day, as `all` asks for.
  package static func all(until end: Int) -> FrameUnit {
    var all = FrameUnit(start: Window.firstDay, end: end, grain: nil)
    all.isAll = true
    return all
  }
}

extension FrameUnit {
  /// The period that takes its place under windows, the outermost first.
  package func moved(by shifts: [Shift], in frame: Frame) -> FrameUnit {
    var unit = self
    var beginning = frame.whole.start
    for shift in shifts {
      let moved = shift.unit(for: unit, beginning: beginning, in: frame)
      beginning = shift.beginning(beginning, in: frame)
      unit = moved
    }
    return unit
  }
}

extension Aggregate {
  /// The unit that the aggregate looks at in place of `unit`.
  package func effective(_ unit: FrameUnit, in frame: Frame) -> FrameUnit {
    guard !shifts.isEmpty else { return unit }
    var effective = unit.moved(by: shifts, in: frame)
    effective.asOf = unit.asOf ?? unit.end - 1
    // What a window brings in ends with today, for intentions too; a period that is written out does not.
    let isWritten = shifts.allSatisfy { if case .fixed = $0 { true } else { false } }
    if !isWritten { effective.plannedEnd = min(effective.end, frame.today + 1) }
    return effective
  }

  /// The days, half-open, on which rows of an input count for a unit that is already the effective one.
  package func days(of input: Input, for unit: FrameUnit, in frame: Frame) -> Range<Int> {
    window.days(for: unit, in: frame, isPlanned: placement == .point && input.isPlanned)
  }

  /// Whether it counts in units after today: rows placed by an intention, in the unit itself.
  package var countsAhead: Bool {
    guard window == .unit, placement == .point, shifts.isEmpty, inputs.contains(where: \.isPlanned) else {
      return false
    }
    return each?.inner.allSatisfy(\.countsAhead) ?? true
  }

  /// Whether the number for `unit` can still change.
  package func isPartial(for unit: FrameUnit, in frame: Frame) -> Bool {
    // What has no time is in no period.
    if inputs.allSatisfy({ $0.time == nil }) { return false }
    if let each { return each.inner.contains { $0.isPartial(for: unit, in: frame) } }
    return window.isPartial(for: effective(unit, in: frame), in: frame)
  }
}

extension FrameUnit {
  /// The day after the last, also of a partner in a comparison that is cut to the days so far: its windows lie where the
  /// whole has them, as those of the running unit do that it stands beside.
  fileprivate var wholeEnd: Int { max(end, plannedEnd ?? end) }

  /// The day after the last of the days, weeks or months that a window so long is made of.
  ///
  /// Of a unit that still runs it is what `last N days`, `last N months` end with: the running day, week or month where the
  /// unit is made of whole ones; else the window is as long as it says, up to today.
  fileprivate func rollingEnd(by grain: Grain, today: Int) -> Int {
    let observed = max(start, min(end, today + 1))
    guard observed < wholeEnd else { return wholeEnd }
    // Quarters and years are months by the dozen, so a month is made of whole parts of them.
    let part: Grain = [.quarter, .year].contains(grain) ? .month : grain
    let isWhole = [start, wholeEnd].allSatisfy { part.start(of: $0) == $0 }
    return isWhole ? part.adding(1, to: part.start(of: max(start, observed - 1))) : observed
  }

  /// The period before: the calendar unit before a calendar unit, else as many days; empty before `all`.
  package var before: Range<Int> {
    if isAll { return start..<start }
    guard let grain else { return (start - (wholeEnd - start))..<start }
    return grain.adding(-1, to: start)..<start
  }
}
