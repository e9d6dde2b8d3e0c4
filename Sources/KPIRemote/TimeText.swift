import KPIEngine

/// Writes days and times as ISO text into one place of memory; one thread at a time has it.
final class TimeText {
  // SAFETY: 48 bytes; the longest text, a day of six digits with a time, has fewer.
  private let base = UnsafeMutablePointer<UInt8>.allocate(capacity: 48)
  private var lastDay: Int64?
  private var dayLength = 0

  deinit { base.deallocate() }

  /// `2023-09-06`; valid until the next call.
  func day(_ day: Int64) -> UnsafeBufferPointer<UInt8> {
    write(day: day)
    return UnsafeBufferPointer(start: base, count: dayLength)
  }

  /// `2023-09-06 10:00:00`, with what is below a second, and a `Z` for an instant.
  func moment(_ microseconds: Int64, isInstant: Bool) -> UnsafeBufferPointer<UInt8> {
    let perDay: Int64 = 86_400_000_000
    var (day, rest) = microseconds.quotientAndRemainder(dividingBy: perDay)
    if rest < 0 { (day, rest) = (day - 1, rest + perDay) }
    write(day: day)
    base[dayLength] = UInt8(ascii: " ")
    var end = clock(rest, at: dayLength + 1)
    if isInstant {
      base[end] = UInt8(ascii: "Z")
      end += 1
    }
    return UnsafeBufferPointer(start: base, count: end)
  }

  /// `10:00:00`, with what is below a second.
  func clock(_ microseconds: Int64) -> UnsafeBufferPointer<UInt8> {
    lastDay = nil
    return UnsafeBufferPointer(start: base, count: clock(max(0, microseconds), at: 0))
  }

  private func clock(_ microseconds: Int64, at start: Int) -> Int {
    let second = Int(microseconds / 1_000_000)
    let fraction = Int(microseconds % 1_000_000)
    digits(second / 3_600, 2, at: start)
    base[start + 2] = UInt8(ascii: ":")
    digits(second / 60 % 60, 2, at: start + 3)
    base[start + 5] = UInt8(ascii: ":")
    digits(second % 60, 2, at: start + 6)
    guard fraction > 0 else { return start + 8 }
    base[start + 8] = UInt8(ascii: ".")
    digits(fraction, 6, at: start + 9)
    return start + 15
  }

  private func write(day: Int64) {
    guard day != lastDay else { return }
    lastDay = day
    let date = CivilDate(dayNumber: Int(day))
    var start = 0
    if date.year < 0 {
      base[0] = UInt8(ascii: "-")
      start = 1
    }
    let year = abs(date.year)
    let width = year > 99_999 ? 6 : year > 9_999 ? 5 : 4
    digits(min(year, 999_999), width, at: start)
    base[start + width] = UInt8(ascii: "-")
    digits(date.month, 2, at: start + width + 1)
    base[start + width + 3] = UInt8(ascii: "-")
    digits(date.day, 2, at: start + width + 4)
    dayLength = start + width + 6
  }

  private func digits(_ number: Int, _ width: Int, at start: Int) {
    var rest = number
    for place in stride(from: width - 1, through: 0, by: -1) {
      base[start + place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }
}
