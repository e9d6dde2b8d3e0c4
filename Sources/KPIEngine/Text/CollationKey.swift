@_spi(_Unicode) import Swift

/// A text's place in Vietnamese alphabetical order.
///
/// The order is CLDR's `vi` collation: blanks and punctuation, then digits (`10` before `9`), then letters; ă, â, đ,
/// ê, ô, ơ, ư are letters of their own; tones decide only between equal letters, in the order none, grave, hook,
/// tilde, acute, dot below; lower case before upper decides last. Scripts and signs outside the table follow by
/// code point. Canonically equivalent texts (NFC, NFD) are equal; otherwise no two texts are, so the order is total.
///
/// Make the key once per text and sort keys: text of ASCII and composed Vietnamese letters costs
/// one table look-up a character.
///
/// - Complexity: O(length of the text).
package struct CollationKey: Comparable, Hashable, Sendable {
  /// Letters, then tones, then case, each level after a zero byte; compared byte by byte.
  package let bytes: [UInt8]
  package let text: String

  package init(_ text: String) {
    self.text = text
    if let common = Self.commonKey(of: text) {
      bytes = common
    } else {
      var builder = CollationKeyBuilder()
      builder.append(text._nfd)
      bytes = builder.key
    }
  }

  package static func < (lhs: CollationKey, rhs: CollationKey) -> Bool {
    if lhs.bytes == rhs.bytes { return lhs.text < rhs.text }
    return lhs.bytes.lexicographicallyPrecedes(rhs.bytes)
  }

  /// Whether `lhs` stands before `rhs`; for single comparisons, where no key is at hand.
  package static func precedes(_ lhs: String, _ rhs: String) -> Bool {
    CollationKey(lhs) < CollationKey(rhs)
  }

  /// The key of a text of ASCII and composed Latin letters, which needs no decomposition; nil for any other.
  private static func commonKey(of text: String) -> [UInt8]? {
    var levels = CollationLevels(capacity: text.utf8.count + 3)
    for scalar in text.unicodeScalars {
      guard let element = CollationTable.common(scalar) else { return nil }
      guard element.letter != 0 else { continue }
      levels.append(letter: element.letter, isUpper: element.isUpper)
      if element.tone != 0 { levels.append(tone: element.tone) }
    }
    return levels.key
  }
}

/// The three levels of a key: letters, tones, capitals.
///
/// A trailing run of a level's common weight says nothing (whatever follows it in the other text is greater), so it
/// is not written; for most texts the lower levels are empty or short.
private struct CollationLevels {
  private static let common: UInt8 = 0x01
  private static let upper: UInt8 = 0x02

  private var letters: [UInt8] = []
  private var tones: [UInt8] = []
  private var capitals: [UInt8] = []
  /// Letters since the last tone, since the last capital.
  private var plain = 0
  private var lower = 0

  init(capacity: Int = 0) { letters.reserveCapacity(capacity) }

  mutating func append(letter: UInt8, isUpper: Bool) {
    letters.append(letter)
    appendCase(isUpper: isUpper)
  }

  mutating func append(letter: Unicode.Scalar, isUpper: Bool) {
    CollationTable.appendWeight(of: letter, to: &letters)
    appendCase(isUpper: isUpper)
  }

  mutating func append(tone: UInt8) {
    flushPlain()
    tones.append(tone)
  }

  mutating func append(mark: Unicode.Scalar) {
    flushPlain()
    CollationTable.appendTone(of: mark, to: &tones)
  }

  var key: [UInt8] {
    var key = letters
    key.append(0)
    key.append(contentsOf: tones)
    key.append(0)
    key.append(contentsOf: capitals)
    return key
  }

  private mutating func appendCase(isUpper: Bool) {
    plain += 1
    guard isUpper else {
      lower += 1
      return
    }
    for _ in 0..<lower { capitals.append(Self.common) }
    lower = 0
    capitals.append(Self.upper)
  }

  private mutating func flushPlain() {
    for _ in 0..<plain { tones.append(Self.common) }
    plain = 0
  }
}

/// Makes the key of any text from its canonical decomposition.
private struct CollationKeyBuilder {
  private var levels = CollationLevels()
  /// The letter whose marks are still coming: `o` may yet become `ơ`.
  private var openLetter: Unicode.Scalar?
  private var marks: [Unicode.Scalar] = []

  var key: [UInt8] {
    var copy = self
    copy.closeLetter()
    return copy.levels.key
  }

  mutating func append(_ scalars: some Sequence<Unicode.Scalar>) {
    for scalar in scalars {
      if scalar.properties.canonicalCombiningClass != .notReordered {
        marks.append(scalar)
        continue
      }
      if CollationTable.isIgnored(scalar) { continue }
      closeLetter()
      if let expansion = CollationTable.expansions[scalar] {
        append(expansion.decomposed)
      } else {
        openLetter = scalar
      }
    }
  }

  private mutating func closeLetter() {
    if let letter = openLetter {
      let lower = CollationTable.lowercase(letter)
      let combined = CollationTable.combined(lower, with: &marks)
      levels.append(letter: combined ?? lower, isUpper: lower != letter)
      openLetter = nil
    }
    for mark in marks { levels.append(mark: mark) }
    marks.removeAll(keepingCapacity: true)
  }
}
