/// A length of time that is added to a moment.
package enum TimeShift: Hashable, Sendable {
  /// To the millisecond.
  case hours(Int)
  /// Of months and longer units the time of the clock stays, and they clamp to the month's end.
  case calendar(Int, Grain)

  /// An instant (Unix milliseconds) moved by the shift; a fixed order of instants need not stay strict where months
  /// clamp.
  ///
  /// Hours, days and weeks are lengths of time; months and longer units go by the zone's calendar and clock.
  func adding(to instant: Int64, in zone: ZoneTable) -> Int64 {
    switch self {
    case .hours(let count): return instant + Int64(count) * Stamp.perHour
    case .calendar(let count, .day): return instant + Int64(count) * Stamp.usualDay
    case .calendar(let count, .week): return instant + Int64(count) * 7 * Stamp.usualDay
    case .calendar(let count, let grain):
      let stamp = zone.stamp(ofInstant: instant)
      let day = grain.adding(count, to: Int(Stamp.day(stamp)))
      return zone.instant(of: zone.stamp(day: day, milliseconds: zone.wallMilliseconds(of: stamp)))
    }
  }

  /// A moment of the clock on the wall moved by the shift: hours go by, of days and longer units the clock stays.
  func moved(_ stamp: Int64, in zone: ZoneTable) -> Int64 {
    switch self {
    case .hours(let count): return zone.stamp(ofInstant: zone.instant(of: stamp) + Int64(count) * Stamp.perHour)
    case .calendar(let count, let grain):
      let day = grain.adding(count, to: Int(Stamp.day(stamp)))
      return zone.stamp(day: day, milliseconds: zone.wallMilliseconds(of: stamp))
    }
  }

  /// Whether it stays within what dates can be reckoned in: ten thousand years.
  package var isReckonable: Bool {
    switch self {
    case .hours(let count): abs(count) <= 87_660_000
    case .calendar(let count, let grain): abs(count) <= (grain == .day ? 3_652_500 : grain == .week ? 521_785 : 10_000)
    }
  }

  /// How a plan names it.
  var word: String {
    switch self {
    case .hours(let count): "\(count) hours"
    case .calendar(let count, let grain): "\(count) \(grain.rawValue)s"
    }
  }
}
