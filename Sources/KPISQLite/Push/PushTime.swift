import KPIEngine

/// A day or time in ISO's form, as text of a database has it.
package struct PushTime: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    /// A day alone.
    case day
    /// With a clock time, of some clock on the wall.
    case wall
    /// With a clock time and an offset from UTC.
    case instant
  }

  package let form: Form
  /// Since 1970-01-01 on that clock, of UTC for an instant.
  package let microseconds: Int64
  /// Whether an engine's value of that type is read back as the same text.
  package let isCanonical: Bool

  /// nil for what is no such time, is finer than a microsecond, or has blanks around it.
  package init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress, text.count >= 10 else { return nil }
    let bytes = Bytes(base, count: text.count)
    func two(_ start: Int) -> Int? {
      let number = start + 2 <= bytes.count ? ISOTimeReader.twoDigits(bytes, start) : -1
      return number >= 0 ? Int(number) : nil
    }
    let (dash, colon) = (UInt8(ascii: "-"), UInt8(ascii: ":"))
    guard let century = two(0), let year = two(2), bytes[4] == dash, let month = two(5), bytes[7] == dash,
      let dayOfMonth = two(8),
      let day = LocalTime.day(year: century * 100 + year, month: month, day: dayOfMonth)
    else { return nil }
    var microseconds = Int64(day) * 86_400_000_000
    guard bytes.count > 10 else {
      (form, self.microseconds, isCanonical) = (.day, microseconds, true)
      return
    }
    var isCanonical = bytes[10] == 32
    guard isCanonical || bytes[10] | 0x20 == UInt8(ascii: "t"), bytes.count >= 16, let hour = two(11), hour < 24,
      bytes[13] == colon, let minute = two(14), minute < 60
    else { return nil }
    microseconds += Int64(hour * 3_600 + minute * 60) * 1_000_000
    var index = 16
    if index < bytes.count, bytes[index] == colon {
      guard let second = two(17), second < 60 else { return nil }
      microseconds += Int64(second) * 1_000_000
      index = 19
      if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        var weight: Int64 = 100_000
        var fraction: Int64 = 0
        index += 1
        let start = index
        while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 {
          // Zeros behind the sixth digit say nothing.
          guard weight > 0 || bytes[index] == 48 else { return nil }
          fraction += Int64(bytes[index] - 48) * weight
          weight /= 10
          index += 1
        }
        guard index > start else { return nil }
        if index - start != 6 || fraction == 0 { isCanonical = false }
        microseconds += fraction
      }
    } else {
      isCanonical = false
    }
    guard index < bytes.count else {
      (form, self.microseconds, self.isCanonical) = (.wall, microseconds, isCanonical)
      return
    }
    if bytes[index] == UInt8(ascii: "Z"), index + 1 == bytes.count {
      (form, self.microseconds, self.isCanonical) = (.instant, microseconds, isCanonical)
      return
    }
    let sign = bytes[index]
    guard sign == UInt8(ascii: "+") || sign == dash, let hours = two(index + 1), hours < 24 else { return nil }
    var minutes: Int?
    switch bytes.count - index {
    case 3: minutes = 0
    case 5: minutes = two(index + 3)
    case 6: minutes = bytes[index + 3] == colon ? two(index + 4) : nil
    default: minutes = nil
    }
    guard let minutes, minutes < 60 else { return nil }
    let offset = Int64(hours * 3_600 + minutes * 60) * 1_000_000
    (form, self.microseconds, self.isCanonical) = (.instant, microseconds + (sign == dash ? offset : -offset), false)
  }

  /// Days since 1970-01-01, of a day alone.
  package var day: Int64 { microseconds / 86_400_000_000 }
}
