@_spi(_Unicode) import Swift

/// The weights behind `CollationKey`.
///
/// Source: CLDR 42 root collation for the order of signs, and its rules for `vi`:
/// `& ̀ << ̉ << ̃ << ́ << ̣ & a < ă < â & d < đ & e < ê & o < ô < ơ & u < ư`.
enum CollationTable {
  /// Blanks and signs in root order, then digits, then the Vietnamese alphabet.
  ///
  /// A character's weight is its position.
  private static let order =
    "\t\n\u{0B}\u{0C}\r\u{85}\u{2028}\u{2029} _-\u{2010}\u{2012}\u{2013}\u{2014}\u{2015}\u{2053},;\u{204F}:!¡?¿‽.·"
    + "\u{2055}\u{2056}\u{2058}\u{2059}\u{205A}\u{205B}\u{205C}\u{205D}\u{205E}'\u{2018}\u{2019}\u{201A}\u{201B}"
    + "\u{2039}\u{203A}\"\u{201C}\u{201D}\u{201E}\u{201F}«»()[]{}\u{2045}\u{2046}\u{2016}§¶\u{204B}@*\u{204E}\u{2051}"
    + "/\\&\u{204A}#%\u{2030}\u{2031}\u{2020}\u{2021}\u{2022}\u{2023}\u{2027}\u{2043}\u{204C}\u{204D}\u{2032}\u{2035}"
    + "\u{2038}\u{203B}\u{203F}\u{2054}\u{2040}\u{2050}\u{2041}\u{2042}`´^¯¨¸°©®\u{2190}\u{2192}+±÷×<=>¬|¦~\u{2212}"
    + "\u{2052}\u{2044}\u{2264}\u{2265}\u{25CF}\u{2605}\u{2713}¤¢$£¥₠₡₢₣₤₥₦₧₩₪₫€₭₮₯₰₱₲₳₴₵₶₷₸₹₺₻₼₽₾₿⃀"
    + "0123456789" + "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

  /// 1 and 2 are the marks of the lower levels' common weights, 0 the level separator.
  private static let firstWeight: UInt8 = 0x03
  /// Leads a weight of four bytes: the code point of a character that `order` does not name.
  private static let otherLead: UInt8 = 0xFE

  private static let weights: [Unicode.Scalar: UInt8] = {
    var weights: [Unicode.Scalar: UInt8] = [:]
    var next = firstWeight
    for scalar in order.unicodeScalars {
      weights[scalar] = next
      next += 1
    }
    return weights
  }()

  /// A character that is one letter and at most one tone; letter 0 is ignored.
  struct Element {
    var letter: UInt8
    var tone: UInt8
    var isUpper: Bool
    /// Whether the character is in the table at all.
    var isKnown = true
  }

  /// The element of an ASCII character, a composed Latin letter or a frequent sign; nil for all others.
  static func common(_ scalar: Unicode.Scalar) -> Element? {
    let value = Int(scalar.value)
    guard value < elements.count, elements[value].isKnown else { return nil }
    return elements[value]
  }

  private static let elements: [Element] = {
    var elements = [Element](repeating: Element(letter: 0, tone: 0, isUpper: false, isKnown: false), count: 0x20C0)
    let ranges = [0..<0x80, 0xA0..<0x180, 0x1A0..<0x1B1, 0x1EA0..<0x1EFA, 0x2010..<0x2028, 0x20AB..<0x20AD]
    for value in ranges.joined() {
      guard let scalar = Unicode.Scalar(UInt32(value)), let element = element(of: scalar) else { continue }
      elements[value] = element
    }
    return elements
  }()

  /// nil where the character takes several letters or marks, or weights of several bytes.
  private static func element(of scalar: Unicode.Scalar) -> Element? {
    var parts = Array(String(scalar)._nfd)
    guard parts.count > 1 || !isIgnored(scalar) else { return Element(letter: 0, tone: 0, isUpper: false) }
    guard expansions[scalar] == nil else { return nil }
    let first = parts.removeFirst()
    let lower = lowercase(first)
    guard let letter = weights[combined(lower, with: &parts) ?? lower], parts.count <= 1 else { return nil }
    guard let mark = parts.first else { return Element(letter: letter, tone: 0, isUpper: lower != first) }
    guard let tone = tones[mark] else { return nil }
    return Element(letter: letter, tone: tone, isUpper: lower != first)
  }

  /// The weight of each ASCII character, capitals like small letters; 0 for the ignored control characters.
  private static let ascii: [UInt8] = (0..<0x80).map { code in
    let isUpper = code >= 0x41 && code <= 0x5A
    return weights[Unicode.Scalar(UInt8(isUpper ? code + 0x20 : code))] ?? 0
  }

  /// Tones in Vietnamese order, then other marks in root order.
  private static let toneOrder: [Unicode.Scalar] = [
    "\u{0300}", "\u{0309}", "\u{0303}", "\u{0301}", "\u{0323}",
    "\u{0306}", "\u{0302}", "\u{030C}", "\u{030A}", "\u{0342}", "\u{0308}", "\u{030B}", "\u{0307}", "\u{0338}",
    "\u{0327}", "\u{0328}", "\u{0304}", "\u{0335}", "\u{031B}",
  ]

  private static let tones: [Unicode.Scalar: UInt8] = {
    var tones: [Unicode.Scalar: UInt8] = [:]
    for (index, tone) in toneOrder.enumerated() { tones[tone] = UInt8(index) + firstWeight }
    return tones
  }()

  /// What stands for a character that is written as others: the root order's expansions of Latin letters and signs.
  struct Expansion {
    let decomposed: [Unicode.Scalar]

    init(_ text: String) { decomposed = Array(text.unicodeScalars) }
  }

  static let expansions: [Unicode.Scalar: Expansion] = {
    var expansions: [Unicode.Scalar: Expansion] = [
      "æ": Expansion("a\u{0335}e"), "Æ": Expansion("A\u{0335}E"), "œ": Expansion("o\u{0335}e"),
      "Œ": Expansion("O\u{0335}E"),
      "ß": Expansion("ss"), "ø": Expansion("o\u{0338}"), "Ø": Expansion("O\u{0338}"),
      "ł": Expansion("l\u{0335}"), "Ł": Expansion("L\u{0335}"), "ð": Expansion("d\u{0335}"),
      "Ð": Expansion("D\u{0335}"), "\u{2026}": Expansion("..."), "\u{2011}": Expansion("\u{2010}"),
      "№": Expansion("No"), "™": Expansion("TM"),
    ]
    let blanks: [Unicode.Scalar] = [
      "\u{A0}", "\u{2000}", "\u{2001}", "\u{2002}", "\u{2003}", "\u{2004}", "\u{2005}", "\u{2006}", "\u{2007}",
      "\u{2008}", "\u{2009}", "\u{200A}", "\u{202F}", "\u{205F}",
    ]
    for blank in blanks { expansions[blank] = Expansion(" ") }
    return expansions
  }()

  /// Control and format characters decide nothing but a tie.
  static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return ascii[Int(scalar.value)] == 0 }
    if weights[scalar] != nil { return false }
    let properties = scalar.properties
    return properties.generalCategory == .control || properties.isDefaultIgnorableCodePoint
  }

  static func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if scalar.value < 0x80 {
      let isUpper = scalar.value >= 0x41 && scalar.value <= 0x5A
      return isUpper ? Unicode.Scalar(UInt8(scalar.value) + 0x20) : scalar
    }
    guard scalar.properties.changesWhenLowercased else { return scalar }
    let mapping = scalar.properties.lowercaseMapping.unicodeScalars
    // A mapping to several characters (`İ`) is no simple pair of small and capital letter.
    guard mapping.count == 1, let lower = mapping.first else { return scalar }
    return lower
  }

  /// The Vietnamese letter that `letter` and one of its marks make; takes that mark out of `marks`.
  ///
  /// `ậ` decomposes to a, dot below, circumflex: a mark may stand between, unless it is of the same combining class,
  /// when it would be drawn nearer to the letter.
  static func combined(_ letter: Unicode.Scalar, with marks: inout [Unicode.Scalar]) -> Unicode.Scalar? {
    guard !marks.isEmpty else { return nil }
    var lastClass: Unicode.CanonicalCombiningClass?
    for (index, mark) in marks.enumerated() {
      let markClass = mark.properties.canonicalCombiningClass
      if lastClass != markClass, let combined = pair(letter, mark) {
        marks.remove(at: index)
        return combined
      }
      lastClass = markClass
    }
    return nil
  }

  private static func pair(_ letter: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
    switch (letter, mark) {
    case ("a", "\u{0306}"): "ă"
    case ("a", "\u{0302}"): "â"
    case ("e", "\u{0302}"): "ê"
    case ("o", "\u{0302}"): "ô"
    case ("o", "\u{031B}"): "ơ"
    case ("u", "\u{031B}"): "ư"
    default: nil
    }
  }

  static func appendWeight(of letter: Unicode.Scalar, to key: inout [UInt8]) {
    if let weight = weights[letter] {
      key.append(weight)
    } else {
      key.append(otherLead)
      appendCodePoint(letter, to: &key)
    }
  }

  static func appendTone(of mark: Unicode.Scalar, to key: inout [UInt8]) {
    if let tone = tones[mark] {
      key.append(tone)
    } else {
      key.append(otherLead)
      appendCodePoint(mark, to: &key)
    }
  }

  private static func appendCodePoint(_ scalar: Unicode.Scalar, to key: inout [UInt8]) {
    key.append(UInt8(truncatingIfNeeded: scalar.value >> 16))
    key.append(UInt8(truncatingIfNeeded: scalar.value >> 8))
    key.append(UInt8(truncatingIfNeeded: scalar.value))
  }
}
