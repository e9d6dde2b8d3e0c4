/// A length of time that is added to a moment.
package enum TimeShift: Hashable, Sendable {
  /// To the second.
  case hours(Int)
  /// The second of the day stays; months clamp to the month's end.
  case calendar(Int, Grain)

  /// `stamp` moved by the shift, in local seconds; a fixed order of moments need not stay strict where months clamp.
  func adding(to stamp: Int64) -> Int64 {
    switch self {
    case .hours(let count): return stamp + Int64(count) * 3_600
    case .calendar(let count, .day): return stamp + Int64(count) * secondsPerDay
    case .calendar(let count, .week): return stamp + Int64(count) * 7 * secondsPerDay
    case .calendar(let count, let grain):
      let day = floorDivide(stamp, secondsPerDay)
      return Int64(grain.adding(count, to: Int(day))) * secondsPerDay + (stamp - day * secondsPerDay)
    }
  }
}
