import KPIEngine
import KPILanguage

/// Binds `compare`: the period compared with, and for every unit of the grain its partner there.
struct ComparisonBinder {
  let compiler: Compiler
  let frame: Frame
  let grain: Grain?
  /// Takes every mistake.
  let report: (Diagnostic) -> Void

  func bind(_ compare: Compare, earliest: () -> Int?) -> Comparison? {
    switch compare {
    case .previous: return inOrder(previous, whole: cut(previous, by: frame.whole))
    case .year: return yearAgo
    case .with(let period):
      guard let whole = compiler.unit(of: period, earliest: earliest, report) else { return nil }
      return inOrder(whole, whole: whole)
    }
  }

  /// What is to be said of a comparison: a running unit's partner may end on another day than the period's.
  func notes(on comparison: Comparison, of compare: Compare) -> [String] {
    if case .with(let period) = compare, let note = note(on: comparison.whole, period) { return [note] }
    guard let grain else { return [] }
    let whole = comparison.whole
    if let note = unevenNote(comparison) { return [note] }
    for (unit, partner) in zip(frame.units, comparison.units) {
      guard unit.end > today, let partner, partner.end > partner.start, partner.end != whole.end else { continue }
      func days(_ unit: FrameUnit) -> String {
        "\(CivilDate(dayNumber: unit.start).iso) … \(CivilDate(dayNumber: unit.end - 1).iso)"
      }
      let (row, all) = (days(partner), days(whole))
      let unit = CalendarUnit(rawValue: grain.rawValue).map(compiler.word) ?? grain.rawValue
      return [
        compiler.told(
          "the running \(unit) is compared with as many days of its partner (\(row)), the total with \(all)")
      ]
    }
    return []
  }

  /// `compare with last month` is what it says, whatever is asked: whole, and counted from today.
  private func note(on other: FrameUnit, _ period: Period) -> String? {
    let asked = frame.whole
    guard !asked.isAll, !other.isAll, other.start < other.end else { return nil }
    let days = "\(CivilDate(dayNumber: other.start).iso) … \(CivilDate(dayNumber: other.end - 1).iso)"
    let observed = max(0, observedEnd(asked) - asked.start)
    if grain == nil, asked.end > today, other.end <= today + 1, other.end - other.start > observed {
      return compiler.told(
        "the period is still running: its \(observed) days are compared with all of \(days); `compare previous` takes as many days"
      )
    }
    switch period.kind {
    case .this, .previous, .last, .today, .yesterday:
      guard asked.end <= today, asked.before != other.start..<other.end else { return nil }
      return compiler.told(
        "what is compared with counts from today: \(days); `compare previous` is the period before the one that is asked for"
      )
    default: return nil
    }
  }

  /// Units are laid side by side by their places; where a range is cut elsewhere than the other, a row says so.
  private func unevenNote(_ comparison: Comparison) -> String? {
    func days(_ unit: FrameUnit, _ end: Int) -> String {
      "\(CivilDate(dayNumber: unit.start).iso) … \(CivilDate(dayNumber: max(unit.start, end - 1)).iso)"
    }
    for (unit, partner) in zip(frame.units, comparison.units) {
      guard let partner else { continue }
      let end = max(partner.end, partner.plannedEnd ?? partner.end)
      // Months and quarters are not all of one length.
      guard end > partner.start, abs((unit.end - unit.start) - (end - partner.start)) > 3 else { continue }
      let (own, other) = (days(unit, unit.end), days(partner, end))
      return compiler.told("rows are laid side by side in their order: \(own) beside \(other)")
    }
    return nil
  }

  private var today: Int { frame.today }

  /// The first day that is not over: what lies from there on is not compared.
  private func observedEnd(_ unit: FrameUnit) -> Int { min(unit.end, today + 1) }

  // MARK: The period before

  private var previous: FrameUnit {
    let before = frame.whole.before
    var unit = FrameUnit(start: before.lowerBound, end: before.upperBound, grain: frame.whole.grain)
    unit.isAll = frame.whole.isAll
    return unit
  }

  /// A running period is compared with as many days of the other.
  private func cut(_ other: FrameUnit, by unit: FrameUnit) -> FrameUnit {
    guard unit.end > today else { return other }
    var other = other
    // What is planned is known to the period's end.
    other.plannedEnd = other.end
    other.end = min(other.end, other.start + max(0, observedEnd(unit) - unit.start))
    return other
  }

  /// Units are matched by position with those of `other`; one beyond its last has no partner.
  ///
  /// A running unit has as many days of its partner as have passed of it.
  private func inOrder(_ other: FrameUnit, whole: FrameUnit) -> Comparison {
    guard let grain else { return Comparison(whole: whole) }
    let partners =
      other.start < other.end
      ? grain.units(
        of: other, today: today, isAhead: frame.units.contains { $0.start > today }) : []
    let units = frame.units.enumerated().map { index, unit -> FrameUnit? in
      index < partners.count ? cut(partners[index], by: unit) : nil
    }
    return Comparison(whole: whole, units: units)
  }

  // MARK: A year ago

  /// By 52 weeks where the period or the grain is a week, else by the calendar.
  private var yearAgo: Comparison {
    let isWeekly = frame.isWeekly
    func shift(_ day: Int) -> Int { isWeekly ? day - 364 : Grain.year.adding(-1, to: day) }
    func partner(_ unit: FrameUnit) -> FrameUnit {
      let start = shift(unit.start)
      let observed = observedEnd(unit)
      var end = start
      if observed > unit.start {
        // The day after the same calendar date; of a unit that is over and ends with February, its whole February.
        let isWhole = unit.end <= today && unit.grain != .day
        end = max(shift(observed - 1) + 1, isWhole ? shift(observed) : start)
      }
      var partner = FrameUnit(start: start, end: end, grain: unit.grain, label: unit.label)
      partner.plannedEnd = max(end, unit.grain == nil ? shift(unit.end - 1) + 1 : shift(unit.end))
      return partner
    }
    if frame.whole.isAll {
      return Comparison(
        whole: FrameUnit(start: frame.whole.start, end: frame.whole.start, grain: nil),
        units: frame.units.map { _ in nil })
    }
    let units = frame.units.map { unit -> FrameUnit? in
      let date = CivilDate(dayNumber: unit.start)
      // 29 February has no partner of its own.
      if !isWeekly, grain == .day, date.month == 2, date.day == 29 { return nil }
      var other = partner(unit)
      // Of a running unit as many days count as have passed of it, whatever their dates are in the other year.
      if unit.end > today, let whole = other.plannedEnd {
        other.end = min(whole, other.start + max(0, observedEnd(unit) - unit.start))
      }
      return other
    }
    return Comparison(whole: partner(frame.whole), units: units)
  }
}
