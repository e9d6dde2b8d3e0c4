import KPIEngine

/// A local calendar day and the milliseconds of it: of the clock on the wall as read, since its beginning once settled.
struct LocalTime: Hashable {
  /// Days since 1970-01-01; years 1 … 9999.
  var day: Int32
  var millisecond: Int32

  static let firstDay = CivilDate(year: 1, month: 1, day: 1).dayNumber
  static let lastDay = CivilDate(year: 9_999, month: 12, day: 31).dayNumber

  @inline(__always)
  init(day: Int32, second: Int32, millisecond: Int32 = 0) {
    self.day = day
    self.millisecond = second * 1_000 + millisecond
  }

  /// From a stamp; nil outside the years 1 … 9999.
  init?(stamp: Int64) {
    let day = Stamp.day(stamp)
    guard day >= Int64(Self.firstDay), day <= Int64(Self.lastDay) else { return nil }
    self.day = Int32(day)
    millisecond = Int32(stamp - day * Stamp.perDay)
  }

  /// The day number of a date; nil where there is no such date.
  static func day(year: Int, month: Int, day: Int) -> Int32? {
    let date = CivilDate(year: year, month: month, day: day)
    guard year >= 1, year <= 9_999, date.isValid else { return nil }
    return Int32(date.dayNumber)
  }
}

/// The days of a zone: where its clocks are changed, milliseconds of the clock are not those since the day began.
///
/// One thread at a time has it: it remembers the last day, because rows mostly come in order of time.
final class DayClock {
  private let zone: ZoneTable
  private var lastDay = Int32.min
  private var isUsual = true

  init(zone: ZoneTable) { self.zone = zone }

  /// A time of the clock on the wall, settled; of an hour that comes twice the first.
  @inline(__always)
  func settled(_ time: LocalTime) -> LocalTime? {
    time.millisecond == 0 || zone.isQuiet(day: Int(time.day)) ? time : checked(time)
  }

  private func checked(_ time: LocalTime) -> LocalTime? {
    if time.day != lastDay {
      lastDay = time.day
      isUsual = zone.isUsual(day: Int(time.day))
    }
    return isUsual ? time : LocalTime(stamp: zone.stamp(day: Int(time.day), milliseconds: Int64(time.millisecond)))
  }

  /// An instant in Unix milliseconds, seen in the zone; nil outside the years 1 … 9999.
  func time(unixMilliseconds: Int64) -> LocalTime? {
    // Far outside the calendar the sums could overflow.
    guard abs(unixMilliseconds / 86_400_000) < 4_000_000 else { return nil }
    return LocalTime(stamp: zone.stamp(ofInstant: unixMilliseconds))
  }

  /// A Julian day in UTC, to the nearest millisecond.
  func time(julianDay: Double) -> LocalTime? {
    let milliseconds = ((julianDay - 2_440_587.5) * 86_400_000).rounded()
    return milliseconds.magnitude < 1e15 ? time(unixMilliseconds: Int64(milliseconds)) : nil
  }
}

extension LocalTime {
  /// A day as spreadsheets count them, to the nearest millisecond; nil outside the years 1900 … 9999.
  init?(spreadsheetDay: Double) {
    guard (1..<2_958_466).contains(spreadsheetDay) else { return nil }
    let milliseconds = Int64((spreadsheetDay * 86_400_000).rounded())
    let (day, part) = milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    self.init(day: Int32(day) - 25_569, second: 0, millisecond: Int32(part))
  }
}

/// Reads ISO dates and times; one thread at a time has it.
final class ISOTimeReader {
  private let clock: DayClock
  /// Clock times without an offset are in UTC.
  private let isUTC: Bool
  /// The last date read and its day: rows mostly come in order of time.
  private var lastDate: (UInt64, UInt16) = (0, 0)
  private var lastDay: Int32 = 0

  init(clock: DayClock, isUTC: Bool = false) {
    self.clock = clock
    self.isUTC = isUTC
  }

  /// `YYYY-MM-DD`, then nothing or a blank or `T` and a clock time, then nothing, `Z` or an offset.
  ///
  /// With an offset the time is converted to the zone. nil for anything else, and for dates that do not exist.
  func read(_ text: Bytes) -> LocalTime? {
    if let time = readCommon(text) { return time }
    let text = text.trimmed
    guard let day = readDay(text) else { return nil }
    if text.count == 10 { return LocalTime(day: day, second: 0) }
    guard text[10] == 32 || text[10] | 0x20 == UInt8(ascii: "t") else { return nil }
    var rest = text.dropping(11)
    guard let millisecond = Self.clock(&rest) else { return nil }
    rest = rest.trimmed
    if rest.count == 0 { return unmarked(day, millisecond) }
    guard let offset = Self.offset(rest) else { return nil }
    return clock.time(unixMilliseconds: Int64(day) * 86_400_000 + Int64(millisecond) - offset * 1_000)
  }

  /// `YYYY-MM-DD` and `YYYY-MM-DD HH:MM:SS`, the two forms that nearly every value has.
  @inline(__always)
  private func readCommon(_ text: Bytes) -> LocalTime? {
    if text.count == 10 {
      guard let day = readDay(text) else { return nil }
      return LocalTime(day: day, second: 0)
    }
    guard text.count == 19, text[10] == 32, text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let day = readDay(text)
    else { return nil }
    let hour = Self.twoDigits(text, 11)
    let minute = Self.twoDigits(text, 14)
    let second = Self.twoDigits(text, 17)
    guard hour >= 0, hour < 24, minute >= 0, minute < 60, second >= 0, second < 60 else { return nil }
    return unmarked(day, (hour * 3_600 + minute * 60 + second) * 1_000)
  }

  /// A date with a clock time and no offset.
  @inline(__always)
  private func unmarked(_ day: Int32, _ millisecond: Int32) -> LocalTime? {
    if isUTC { return clock.time(unixMilliseconds: Int64(day) * 86_400_000 + Int64(millisecond)) }
    return clock.settled(LocalTime(day: day, second: 0, millisecond: millisecond))
  }

  @inline(__always)
  private func readDay(_ text: Bytes) -> Int32? {
    guard text.count >= 10 else { return nil }
    let memory = UnsafeRawPointer(text.base)
    // SAFETY: ten bytes are there.
    let date = (memory.loadUnaligned(as: UInt64.self), memory.loadUnaligned(fromByteOffset: 8, as: UInt16.self))
    if date == lastDate { return lastDay }
    guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else { return nil }
    let century = Self.twoDigits(text, 0)
    let year = Self.twoDigits(text, 2)
    let month = Self.twoDigits(text, 5)
    let day = Self.twoDigits(text, 8)
    guard century >= 0, year >= 0, month >= 0, day >= 0,
      let number = LocalTime.day(year: Int(century) * 100 + Int(year), month: Int(month), day: Int(day))
    else { return nil }
    lastDate = date
    lastDay = number
    return number
  }

  /// Two digits from `start`; -1 where they are none.
  @inline(__always)
  static func twoDigits(_ text: Bytes, _ start: Int) -> Int32 {
    let tens = text[start] &- 48
    let ones = text[start + 1] &- 48
    return tens <= 9 && ones <= 9 ? Int32(tens) * 10 + Int32(ones) : -1
  }

  /// `H:MM`, `HH:MM`, `HH:MM:SS`, `HH:MM:SS.fff`, dropped from the front of `text`; the millisecond of the day.
  static func clock(_ text: inout Bytes) -> Int32? {
    var parts: [Int32] = []
    var rest = text
    while true {
      var value: Int32 = 0
      var digits = 0
      while digits < 2, digits < rest.count, rest[digits] >= 48, rest[digits] <= 57 {
        value = value * 10 + Int32(rest[digits] - 48)
        digits += 1
      }
      // Only the hour may do with one digit.
      guard digits == 2 || (digits == 1 && parts.isEmpty) else { return nil }
      rest = rest.dropping(digits)
      parts.append(value)
      guard parts.count < 3, rest.count > 0, rest[0] == UInt8(ascii: ":") else { break }
      rest = rest.dropping(1)
    }
    var fraction: Int32 = 0
    if parts.count == 3, rest.count > 1, rest[0] == UInt8(ascii: ".") || rest[0] == UInt8(ascii: ",") {
      var digits = 1
      var weight: Int32 = 100
      while digits < rest.count, rest[digits] >= 48, rest[digits] <= 57 {
        // What is finer than a millisecond is cut off.
        fraction += Int32(rest[digits] - 48) * weight
        weight /= 10
        digits += 1
      }
      guard digits > 1 else { return nil }
      rest = rest.dropping(digits)
    }
    guard parts.count >= 2, parts[0] < 24, parts[1] < 60, parts.count < 3 || parts[2] < 60 else { return nil }
    text = rest
    return (parts[0] * 3_600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0)) * 1_000 + fraction
  }

  /// `Z`, `+07`, `+0700`, `+07:00`: seconds east of UTC.
  private static func offset(_ text: Bytes) -> Int64? {
    if text.count == 1, text[0] | 0x20 == UInt8(ascii: "z") { return 0 }
    guard text.count == 3 || text.count == 5 || text.count == 6 else { return nil }
    guard text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-") else { return nil }
    if text.count == 6, text[3] != UInt8(ascii: ":") { return nil }
    let hours = twoDigits(text, 1)
    let minutes = text.count == 3 ? 0 : twoDigits(text, text.count - 2)
    guard hours >= 0, hours < 24, minutes >= 0, minutes < 60 else { return nil }
    let seconds = Int64(hours * 3_600 + minutes * 60)
    return text[0] == UInt8(ascii: "-") ? -seconds : seconds
  }
}
