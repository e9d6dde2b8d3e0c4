/// Lower case letter by letter, of the letters of which every one has its own whatever stands beside it: those of ASCII,
/// and those of Vietnamese and of western Europe with their marks.
enum LowerLetters {
  /// The text in lower case; nil where a letter of it wants the whole text.
  static func lowered(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      var isKnown = true
      let lowered = String(unsafeUninitializedCapacity: bytes.count) { room in
        var place = 0
        while place < bytes.count {
          guard let (letter, length) = letter(bytes, place) else {
            isKnown = false
            return 0
          }
          write(letter, length, to: room, place)
          place += length
        }
        return bytes.count
      }
      return isKnown ? lowered : nil
    }
  }

  /// Whether a text has no other letters, so that it is as long in lower case.
  static func areAll(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var place = 0
      while place < bytes.count {
        guard let (_, length) = letter(bytes, place) else { return false }
        place += length
      }
      return true
    }
  }

  /// The letter at a place in lower case, and how many bytes it takes there and then; nil for one that is not known.
  @inline(__always)
  private static func letter(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> (UInt32, length: Int)? {
    let first = bytes[place]
    if first < 0x80 { return (UInt32((0x41...0x5A).contains(first) ? first + 0x20 : first), 1) }
    let length = first < 0xE0 ? 2 : 3
    guard first < 0xF0, place + length <= bytes.count else { return nil }
    var value = UInt32(first & (length == 2 ? 0x1F : 0x0F))
    for offset in 1..<length { value = value << 6 | UInt32(bytes[place + offset] & 0x3F) }
    return small(value).map { ($0, length) }
  }

  @inline(__always)
  private static func write(
    _ letter: UInt32, _ length: Int, to room: UnsafeMutableBufferPointer<UInt8>, _ place: Int
  ) {
    if length == 1 {
      room[place] = UInt8(truncatingIfNeeded: letter)
      return
    }
    if length == 2 {
      room[place] = 0xC0 | UInt8(truncatingIfNeeded: letter >> 6)
    } else {
      room[place] = 0xE0 | UInt8(truncatingIfNeeded: letter >> 12)
      room[place + 1] = 0x80 | UInt8(truncatingIfNeeded: letter >> 6 & 0x3F)
    }
    room[place + length - 1] = 0x80 | UInt8(truncatingIfNeeded: letter & 0x3F)
  }

  /// A letter in lower case, of two or three bytes as that is; nil where it is none of those known here.
  private static func small(_ value: UInt32) -> UInt32? {
    switch value {
    case 0xD7, 0xDF...0xFF: value
    case 0xC0..<0xDF: value + 0x20
    // İ is two letters in lower case, ı has none of its own.
    case 0x130, 0x131: nil
    case 0x100..<0x138, 0x14A..<0x178: value | 1
    case 0x139..<0x149: value + (value & 1)
    case 0x1A0, 0x1A1: 0x1A1
    case 0x1AF, 0x1B0: 0x1B0
    case 0x1EA0..<0x1F00: value | 1
    // Dashes, quotes and dots.
    case 0x2010..<0x2028: value
    default: nil
    }
  }
}

extension String {
  /// Whether `inLowerCase` is sure to be as long.
  package var keepsLengthInLowerCase: Bool { LowerLetters.areAll(in: self) }
}
