import KPIEngine

/// A compiled zone: the changes that are listed, and the rule for all later years.
///
/// Source: RFC 9636, "The Time Zone Information Format (TZif)", versions 2 to 4.
struct ZoneFile {
  /// Seconds east of UTC before the first change.
  private let first: Int32
  private let changes: [(moment: Int64, offset: Int32)]
  private let rule: ZoneRule?

  /// Nil where the bytes are no such file, or one that counts leap seconds, which Unix times do not.
  init?(_ bytes: [UInt8]) {
    // The first part repeats the second in 32 bits, for readers of before 2006.
    guard let old = Header(bytes, at: 0), old.version >= UInt8(ascii: "2"),
      let header = Header(bytes, at: old.end(wordSize: 4)), header.leaps == 0, header.types > 0
    else { return nil }
    let end = header.end(wordSize: 8)
    guard end <= bytes.count else { return nil }
    let moments = header.start
    let places = moments + header.changes * 8
    let types = places + header.changes
    func offset(_ type: Int) -> Int32 { Int32(truncatingIfNeeded: Self.number(bytes, at: types + type * 6, size: 4)) }
    first = offset(0)
    var changes: [(Int64, Int32)] = []
    for index in 0..<header.changes {
      let type = Int(bytes[places + index])
      guard type < header.types else { return nil }
      changes.append((Self.number(bytes, at: moments + index * 8, size: 8), offset(type)))
    }
    self.changes = changes
    let foot = bytes[end...].dropFirst().prefix { $0 != UInt8(ascii: "\n") }
    rule = ZoneRule(String(decoding: foot, as: UTF8.self))
  }

  /// The offsets of those years, the last not with them.
  func table(fromYear: Int, toYear: Int) -> ZoneTable {
    let (start, end) = (Self.seconds(year: fromYear), Self.seconds(year: toYear))
    let last = changes.last?.moment ?? .min
    let year = last < start ? fromYear : min(toYear, CivilDate(dayNumber: Int(last / 86_400)).year)
    let later = (rule?.changes(inYears: year..<toYear) ?? []).filter { $0.moment > last }
    var table = ZoneTable(offsets: [first])
    for change in changes + later where change.moment < end {
      if change.moment <= start {
        table.offsets = [change.offset]
      } else if change.offset != table.offsets.last {
        table.transitions.append(change.moment)
        table.offsets.append(change.offset)
      }
    }
    return table
  }

  private static func seconds(year: Int) -> Int64 {
    Int64(CivilDate(year: year, month: 1, day: 1).dayNumber) * 86_400
  }

  /// A signed number of `size` bytes, the highest first.
  private static func number(_ bytes: [UInt8], at place: Int, size: Int) -> Int64 {
    let number = bytes[place..<place + size].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int64(bitPattern: number << UInt64(64 - size * 8)) >> Int64(64 - size * 8)
  }

  /// What each part begins with.
  private struct Header {
    let version: UInt8
    /// Where what it counts begins.
    let start: Int
    let leaps: Int
    let changes: Int
    let types: Int
    private let marks: Int
    private let letters: Int

    init?(_ bytes: [UInt8], at place: Int) {
      guard place + 44 <= bytes.count, bytes[place..<place + 4].elementsEqual("TZif".utf8) else { return nil }
      let counts = (0..<6).map { Int(ZoneFile.number(bytes, at: place + 20 + $0 * 4, size: 4)) }
      // No zone has so many; more would lead beyond the file's end, or beyond what can be added.
      guard counts.allSatisfy({ (0...1_000_000).contains($0) }) else { return nil }
      version = bytes[place + 4]
      start = place + 44
      marks = counts[0] + counts[1]
      (leaps, changes, types, letters) = (counts[2], counts[3], counts[4], counts[5])
    }

    /// Where the part ends, whose moments have so many bytes.
    func end(wordSize: Int) -> Int {
      start + changes * (wordSize + 1) + types * 6 + letters + leaps * (wordSize + 4) + marks
    }
  }
}
