@_spi(_Unicode) import Swift

/// A text's place in Vietnamese alphabetical order.
///
/// The order is CLDR's `vi` collation: blanks and punctuation, then digits (`10` before `9`), then letters; ă, â, đ,
/// ê, ô, ơ, ư are letters of their own; tones decide only between equal letters, in the order none, grave, hook,
/// tilde, acute, dot below; lower case before upper decides last. Scripts and signs outside the table follow by
/// code point. Canonically equivalent texts (NFC, NFD) are equal; otherwise no two texts are, so the order is total.
///
/// Make the key once per text and sort keys: an ASCII text costs one table look-up a byte.
///
/// - Complexity: O(length of the text).
package struct CollationKey: Comparable, Hashable, Sendable {
  /// Letters, then tones, then case, each level after a zero byte; compared byte by byte.
  package let bytes: [UInt8]
  package let text: String

  package init(_ text: String) {
    self.text = text
    if let ascii = Self.asciiKey(of: text.utf8Span.span) {
      bytes = ascii
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

  /// The key of a text without a byte above 0x7F; nil for any other.
  private static func asciiKey(of text: Span<UInt8>) -> [UInt8]? {
    var key: [UInt8] = []
    key.reserveCapacity(text.count + 3)
    var caseLevel = CaseLevel()
    for index in text.indices {
      let byte = text[index]
      guard byte < 0x80 else { return nil }
      let weight = CollationTable.ascii[Int(byte)]
      guard weight != 0 else { continue }
      key.append(weight)
      caseLevel.append(isUpper: byte >= 0x41 && byte <= 0x5A)
    }
    // No tone: the second level is empty.
    key.append(0)
    key.append(0)
    caseLevel.write(to: &key)
    return key
  }
}

/// The third level: which letters are capitals.
///
/// A trailing run of the common weight says nothing (whatever follows it in the other text is greater), so it is not
/// written; most texts have an empty level.
private struct CaseLevel {
  private static let lower: UInt8 = 0x01
  private static let upper: UInt8 = 0x02

  private var weights: [UInt8] = []
  private var pendingLower = 0

  mutating func append(isUpper: Bool) {
    guard isUpper else {
      pendingLower += 1
      return
    }
    for _ in 0..<pendingLower { weights.append(Self.lower) }
    pendingLower = 0
    weights.append(Self.upper)
  }

  func write(to key: inout [UInt8]) { key.append(contentsOf: weights) }
}

/// Makes the key of a text from its canonical decomposition.
private struct CollationKeyBuilder {
  private static let plain: UInt8 = 0x01

  private var letters: [UInt8] = []
  private var tones: [UInt8] = []
  private var pendingPlain = 0
  private var caseLevel = CaseLevel()

  /// The letter whose marks are still coming: `o` may yet become `ơ`.
  private var openLetter: Unicode.Scalar?
  private var marks: [Unicode.Scalar] = []

  var key: [UInt8] {
    var copy = self
    copy.closeLetter()
    var key = copy.letters
    key.append(0)
    key.append(contentsOf: copy.tones)
    key.append(0)
    copy.caseLevel.write(to: &key)
    return key
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
      let part = CollationTable.combined(lower, with: &marks)
      CollationTable.appendWeight(of: part ?? lower, to: &letters)
      pendingPlain += 1
      caseLevel.append(isUpper: lower != letter)
      openLetter = nil
    }
    for mark in marks {
      for _ in 0..<pendingPlain { tones.append(Self.plain) }
      pendingPlain = 0
      CollationTable.appendTone(of: mark, to: &tones)
    }
    marks.removeAll(keepingCapacity: true)
  }
}
