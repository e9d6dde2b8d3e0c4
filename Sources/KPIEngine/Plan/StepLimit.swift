/// How long after a moment something may happen, the bound itself included.
enum StepLimit {
  case never
  /// Milliseconds.
  case length(Int64)
  /// Months and longer units: where they clamp, a later moment may have an earlier limit.
  case calendar(TimeShift)

  /// - Parameter shift: nil for any time.
  init(_ shift: TimeShift?) {
    guard let shift else {
      self = .never
      return
    }
    self = shift.length.map(StepLimit.length) ?? .calendar(shift)
  }

  /// The latest moment that may follow one; the greatest number where all may.
  @inline(__always)
  func latest(after moment: Int64, _ zone: ZoneTable) -> Int64 {
    switch self {
    case .never: .max
    case .length(let length): moment + length
    case .calendar(let shift): shift.adding(to: moment, in: zone)
    }
  }

  /// The latest moment that may follow any of some, which ascend.
  @inline(__always)
  func latest(afterAny moments: UnsafeBufferPointer<Int64>, _ zone: ZoneTable) -> Int64 {
    guard let last = moments.last else { return .min }
    guard case .calendar(let shift) = self else { return latest(after: last, zone) }
    return moments.reduce(.min) { max($0, shift.adding(to: $1, in: zone)) }
  }
}

extension TimeShift {
  /// Its milliseconds where it is a length of time; nil where the calendar decides, or where 64 bits do not hold them.
  var length: Int64? {
    let (count, unit): (Int, Int64)
    switch self {
    case .hours(let hours): (count, unit) = (hours, Stamp.perHour)
    case .calendar(let days, .day): (count, unit) = (days, Stamp.usualDay)
    case .calendar(let weeks, .week): (count, unit) = (weeks, 7 * Stamp.usualDay)
    case .calendar: return nil
    }
    let (length, overflow) = Int64(count).multipliedReportingOverflow(by: unit)
    return overflow ? nil : length
  }
}
