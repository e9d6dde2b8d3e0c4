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
}
