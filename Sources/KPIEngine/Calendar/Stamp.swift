/// A local moment as one number: its day × `perDay` + the milliseconds since that day began in the zone.
///
/// Where clocks go back an hour comes twice, and the day is longer: milliseconds since its beginning tell the two
/// apart and keep the order of the instants, which the clock on the wall does not. The days stay those of the calendar.
package enum Stamp {
  /// More than the milliseconds of the longest day.
  package static let perDay: Int64 = 100_000_000
  package static let perSecond: Int64 = 1_000
  static let perHour: Int64 = 3_600_000
  /// Milliseconds of a day on which no clock is changed.
  package static let usualDay: Int64 = 86_400_000

  /// The local day.
  @inline(__always)
  package static func day(_ stamp: Int64) -> Int64 { floorDivide(stamp, perDay) }

  /// The beginning of a day.
  package static func start(of day: Int) -> Int64 { Int64(day) * perDay }
}

/// The times of a zone since its clocks stopped changing, for loops over rows.
struct QuietTimes {
  private let zone: ZoneTable
  /// The first day that lies after all changes; an offset before it says nothing.
  private let firstDay: Int64
  /// Milliseconds east of UTC.
  private let offset: Int64

  init(_ zone: ZoneTable) {
    self.zone = zone
    let last = zone.lastOffset
    offset = last * 1_000
    firstDay = zone.transitions.isEmpty ? .min : floorDivide(zone.quietFrom + last + 86_399, 86_400)
  }

  /// The instant of a stamp, in Unix milliseconds.
  @inline(__always)
  func instant(of stamp: Int64) -> Int64 {
    let day = Stamp.day(stamp)
    if day < firstDay { return zone.instant(of: stamp) }
    return stamp - day * (Stamp.perDay - Stamp.usualDay) - offset
  }

  /// Whether no clock was changed on the days of some stamps, none of which is null, nor later.
  @inline(__always)
  private func areQuiet(_ stamps: UnsafePointer<Int64>, _ count: Int) -> Bool {
    var least = Int64.max
    for index in 0..<count { least = min(least, stamps[index]) }
    return count > 0 && least != nullNumber && Stamp.day(least) >= firstDay
  }

  /// The hours that the clock on the wall shows at a block of stamps; null where they are.
  @inline(__always)
  func hours(of stamps: UnsafePointer<Int64>, count: Int, into hours: UnsafeMutablePointer<Int64>) {
    guard areQuiet(stamps, count) else {
      for index in 0..<count {
        let stamp = stamps[index]
        hours[index] = stamp == nullNumber ? nullNumber : zone.wallMilliseconds(of: stamp) / Stamp.perHour
      }
      return
    }
    for index in 0..<count {
      let stamp = stamps[index]
      hours[index] = (stamp &- Stamp.day(stamp) &* Stamp.perDay) / Stamp.perHour
    }
  }

  /// The instants of a block of stamps.
  @inline(__always)
  func instants(of stamps: UnsafePointer<Int64>, count: Int, into instants: UnsafeMutablePointer<Int64>) {
    guard areQuiet(stamps, count) else {
      for index in 0..<count { instants[index] = instant(of: stamps[index]) }
      return
    }
    let (gap, offset) = (Stamp.perDay - Stamp.usualDay, offset)
    for index in 0..<count { instants[index] = stamps[index] - Stamp.day(stamps[index]) * gap - offset }
  }
}

/// A local moment with what a calendar and a clock say of it, for those that a second of a day does not tell.
package struct LocalMoment: Hashable, Sendable {
  package var day: Int
  /// Of the clock on the wall.
  package var second: Int
  package var millisecond: Int
  /// The moment as the engine reckons with it.
  package var stamp: Int64

  package init(day: Int, second: Int, millisecond: Int, stamp: Int64) {
    self.day = day
    self.second = second
    self.millisecond = millisecond
    self.stamp = stamp
  }
}

extension ZoneTable {
  /// The offset after the last change, in seconds.
  @inline(__always)
  fileprivate var lastOffset: Int64 { Int64(offsets[offsets.count - 1]) }

  /// The Unix second from which on no clock is changed, nor was on the days around it.
  @inline(__always)
  fileprivate var quietFrom: Int64 { transitions.isEmpty ? .min : transitions[transitions.count - 1] + 3 * 86_400 }

  /// Whether a day lies after all changes.
  @inline(__always)
  package func isQuiet(day: Int) -> Bool { Int64(day) * 86_400 - lastOffset >= quietFrom }

  /// Seconds east of UTC at a Unix time.
  package func offset(atUnix seconds: Int64) -> Int64 { local(fromUnix: seconds) - seconds }

  /// The Unix time of a local one, both in seconds.
  ///
  /// Of an hour that comes twice the first is taken; one that clocks leave out is that much later.
  package func unix(fromLocal seconds: Int64) -> Int64 {
    if seconds - lastOffset >= quietFrom { return seconds - lastOffset }
    // No zone changes its clocks twice within two days.
    let (before, after) = (offset(atUnix: seconds - 86_400), offset(atUnix: seconds + 86_400))
    if before == after || offset(atUnix: seconds - before) == before { return seconds - before }
    return offset(atUnix: seconds - after) == after ? seconds - after : seconds - before
  }

  /// The Unix seconds at which a local day begins.
  package func start(ofDay day: Int) -> Int64 {
    let local = Int64(day) * 86_400
    let start = unix(fromLocal: local)
    if isQuiet(day: day) || self.local(fromUnix: start) == local { return start }
    // Midnight is left out: the day begins with the change.
    return transitions.last { $0 <= start } ?? start
  }

  /// Whether the clocks go through a day as through any other.
  package func isUsual(day: Int) -> Bool {
    if isQuiet(day: day) { return true }
    let start = start(ofDay: day)
    // A change soon after midnight may bring the day before back.
    let end = start + 86_400 + 2 * 3_600
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] < start { low = middle + 1 } else { high = middle }
    }
    return low == transitions.count || transitions[low] >= end
  }

  /// The stamp of a time of the clock on the wall.
  package func stamp(day: Int, milliseconds: Int64) -> Int64 {
    if milliseconds == 0 || isUsual(day: day) { return Stamp.start(of: day) + milliseconds }
    let unix = unix(fromLocal: Int64(day) * 86_400 + milliseconds / 1_000)
    return Stamp.start(of: day) + max(0, (unix - start(ofDay: day)) * 1_000 + milliseconds % 1_000)
  }

  /// The stamp of an instant, in Unix milliseconds.
  package func stamp(ofInstant milliseconds: Int64) -> Int64 {
    let seconds = floorDivide(milliseconds, 1_000)
    if seconds >= quietFrom {
      let local = milliseconds + lastOffset * 1_000
      let day = floorDivide(local, Stamp.usualDay)
      return day * (Stamp.perDay - Stamp.usualDay) + local
    }
    let day = floorDivide(local(fromUnix: seconds), 86_400)
    return day * Stamp.perDay + milliseconds - start(ofDay: Int(day)) * 1_000
  }

  /// The instant of a stamp, in Unix milliseconds.
  package func instant(of stamp: Int64) -> Int64 {
    let day = Stamp.day(stamp)
    return start(ofDay: Int(day)) * 1_000 + stamp - day * Stamp.perDay
  }

  /// The milliseconds of a stamp's day that the clock on the wall shows.
  package func wallMilliseconds(of stamp: Int64) -> Int64 {
    let day = Stamp.day(stamp)
    let elapsed = stamp - day * Stamp.perDay
    if isUsual(day: Int(day)) { return elapsed }
    let seconds = start(ofDay: Int(day)) + elapsed / 1_000
    return (local(fromUnix: seconds) - day * 86_400) * 1_000 + elapsed % 1_000
  }

  /// A stamp as a value: a time of the clock, or a moment where a second of the day does not tell it.
  package func value(of stamp: Int64) -> Value {
    let day = Int(Stamp.day(stamp))
    let wall = wallMilliseconds(of: stamp)
    let (second, millisecond) = (Int(wall / 1_000), Int(wall % 1_000))
    // On a day of another length the clock alone does not tell where a time stands among others.
    if millisecond == 0, isUsual(day: day) || stamp == Stamp.start(of: day) {
      return .time(day: day, second: second)
    }
    return .moment(LocalMoment(day: day, second: second, millisecond: millisecond, stamp: stamp))
  }
}
