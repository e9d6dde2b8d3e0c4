/// How many columns of a terminal a text takes.
///
/// Counted per character as a reader sees it: `ế` takes one column composed or decomposed, East Asian wide characters
/// and emoji (also joined ones and flags) two, format and control characters none.
///
/// - Complexity: O(length); for ASCII text one pass over the bytes.
package func displayWidth(_ text: String) -> Int {
  if let width = asciiWidth(text.utf8Span.span) { return width }
  var width = 0
  for character in text { width += displayWidth(of: character) }
  return width
}

/// The columns one character takes: 0, 1 or 2; more for conjuncts of Indic scripts, which terminals draw in parts.
package func displayWidth(of character: Character) -> Int {
  var width = 0
  var isEmoji = false
  for scalar in character.unicodeScalars {
    // A variation selector 16 asks for the coloured form, which is drawn wide; so does a regional indicator pair.
    if scalar == "\u{FE0F}" { isEmoji = width > 0 && character.unicodeScalars.first?.properties.isEmoji == true }
    if isEmoji { return 2 }
    let scalarWidth = scalarWidth(scalar)
    // What follows a wide base is drawn inside it: skin tones, joined emoji, parts of a Korean syllable.
    if scalarWidth == 2 { return 2 }
    width += scalarWidth
  }
  return width
}

/// The width of a text of printable ASCII and control characters; nil for any other.
private func asciiWidth(_ bytes: Span<UInt8>) -> Int? {
  var width = 0
  for index in bytes.indices {
    let byte = bytes[index]
    guard byte < 0x80 else { return nil }
    if byte >= 0x20 && byte != 0x7F { width += 1 }
  }
  return width
}

private func scalarWidth(_ scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x300 {
    // The soft hyphen is a format character that terminals draw.
    return value < 0x20 || (value >= 0x7F && value < 0xA0) ? 0 : 1
  }
  if isWide(value) { return 2 }
  // Vowels and final consonants of a decomposed Korean syllable are drawn inside its first part.
  if value >= 0x1160 && value <= 0x11FF { return 0 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: return 0
  default: return 1
  }
}

private func isWide(_ value: UInt32) -> Bool {
  guard value >= 0x1100 else { return false }
  var low = 0
  var high = wideRanges.count
  while low < high {
    let middle = (low + high) / 2
    if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
  }
  return low < wideRanges.count && wideRanges[low].contains(value)
}

/// Characters two columns wide, ascending: East Asian Width W and F of Unicode 17, unassigned gaps closed.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3,
  0x25FD...0x25FE, 0x2614...0x2615, 0x2630...0x2637, 0x2648...0x2653, 0x267F...0x267F, 0x268A...0x268F,
  0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE,
  0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD,
  0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728, 0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755,
  0x2757...0x2757, 0x2795...0x2797, 0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50,
  0x2B55...0x2B55, 0x2E80...0x3029, 0x3030...0x303E, 0x3041...0x3096, 0x309B...0x3163, 0x3165...0x3247,
  0x3250...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B,
  0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x16FE3, 0x16FF2...0x18DF2, 0x1AFF0...0x1B2FB, 0x1D300...0x1D376,
  0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F1E6...0x1F320, 0x1F32D...0x1F335,
  0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4,
  0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567,
  0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC,
  0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A,
  0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAF8, 0x20000...0x3FFFD,
]
