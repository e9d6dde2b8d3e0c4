extension Window {
  /// Before every day that a database can hold.
  static let firstDay = -1_000_000_000

  /// The days, half-open, whose rows count for `unit`; empty where there are none. Never past today.
  func days(for unit: FrameUnit, in frame: Frame) -> Range<Int> {
    let limit = frame.today + 1
    func cut(_ start: Int, _ end: Int) -> Range<Int> {
      let end = min(end, limit)
      return start < end ? start..<end : end..<end
    }
    switch self {
    case .unit: return cut(unit.start, unit.end)
    case .previous:
      let before = unit.before
      return cut(before.lowerBound, before.upperBound)
    case .ago(let count, let grain):
      if unit.isAll { return cut(limit, limit) }
      // A week a year ago is the one 52 weeks earlier, so that it is a whole week again.
      if grain == .year, unit.grain == .week {
        return cut(unit.start - 364 * count, unit.end - 364 * count)
      }
      return cut(grain.adding(-count, to: unit.start), grain.adding(-count, to: unit.end))
    case .rolling(let count, let grain):
      let end = min(unit.end, limit)
      return cut(grain.adding(-count, to: end), end)
    case .cumulative: return cut(frame.whole.start, unit.end)
    case .toDate(let grain): return cut(grain.start(of: min(unit.end, limit) - 1), unit.end)
    case .soFar: return cut(Self.firstDay, unit.end)
    case .before: return cut(Self.firstDay, unit.start)
    case .ever: return cut(Self.firstDay, limit)
    case .always: return Self.firstDay..<Int(Int32.max)
    case .fixed(let start, let end): return cut(start, end)
    }
  }
}

extension Window {
  /// Whether the window's days are not over at today, so that the number can still change.
  package func isPartial(for unit: FrameUnit, in frame: Frame) -> Bool {
    switch self {
    case .unit, .rolling, .cumulative, .toDate, .soFar: unit.end > frame.today
    case .ever, .always: true
    case .before: unit.start > frame.today
    case .fixed(_, let end): end > frame.today
    case .previous, .ago: days(for: unit, in: frame).upperBound > frame.today
    }
  }
}

extension FrameUnit {
  /// The period before: the calendar unit before a calendar unit, else as many days; empty before `all`.
  package var before: Range<Int> {
    if isAll { return start..<start }
    guard let grain else { return (start - (end - start))..<start }
    return grain.adding(-1, to: start)..<start
  }
}
