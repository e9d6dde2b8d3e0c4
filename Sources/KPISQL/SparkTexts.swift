/// Texts in composed form (NFC), which Spark has no function for: made of those of our own letters, refused for all others.
enum SparkTexts {
  /// A text composed; one that has anything else to be composed ends the statement.
  static func composed(_ text: String) -> String {
    """
    case when \(text) rlike '\(uncomposed)' then aggregate(split('\(letters)', ' '), \(text), \
    (a, p) -> replace(a, substring(p, 2), substring(p, 1, 1)), \
    a -> case when a rlike '\(uncomposed)' then raise_error('a text is not composed (NFC)') else a end) else \(text) end
    """
  }

  /// Marks that stand alone, besides those that choose how a sign looks, and letters and signs that have another form.
  private static let uncomposed =
    #"[\\p{M}&&[^\\uFE00-\\uFE0F]]|[\\u0374\\u037E\\u0387\\u0958-\\u095F\\u09DC-\\u09DF\\u0A33\\u0A36\\u0A59-\\u0A5E"#
    + #"\\u0F43-\\u0F69\\u1100-\\u11FF\\u1F71-\\u1FFD\\u2000\\u2001\\u2126-\\u212B\\u2329\\u232A\\u2ADC\\uF900-\\uFAFF"#
    + #"\\uFB1D-\\uFB4E\\x{1D15E}-\\x{1D1C0}\\x{2F800}-\\x{2FA1D}]"#

  /// A letter of Vietnamese, then the same with its tones: falling, rising, asking, tumbling, heavy.
  private static let toned = [
    "aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự",
    "yỳýỷỹỵ",
    "AÀÁẢÃẠ", "ĂẰẮẲẴẶ", "ÂẦẤẨẪẬ", "EÈÉẺẼẸ", "ÊỀẾỂỄỆ", "IÌÍỈĨỊ", "OÒÓỎÕỌ", "ÔỒỐỔỖỘ", "ƠỜỚỞỠỢ", "UÙÚỦŨỤ", "ƯỪỨỬỮỰ",
    "YỲÝỶỸỴ",
  ]
  private static let tones: [Unicode.Scalar] = ["\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"]
  /// A letter, what it is without its hat, breve or horn, and that.
  private static let hatted: [(letter: Unicode.Scalar, bare: Unicode.Scalar, mark: Unicode.Scalar)] = [
    ("ă", "a", "\u{306}"), ("â", "a", "\u{302}"), ("ê", "e", "\u{302}"), ("ô", "o", "\u{302}"), ("ơ", "o", "\u{31B}"),
    ("ư", "u", "\u{31B}"), ("Ă", "A", "\u{306}"), ("Â", "A", "\u{302}"), ("Ê", "E", "\u{302}"), ("Ô", "O", "\u{302}"),
    ("Ơ", "O", "\u{31B}"), ("Ư", "U", "\u{31B}"),
  ]

  /// Each composed letter, with what is replaced by it behind: hats, then tones, then hats behind those tones that may come first.
  private static let letters: String = {
    var pairs = hatted.map { [$0.letter, $0.bare, $0.mark] }
    var rows: [Unicode.Scalar: [Unicode.Scalar]] = [:]
    for row in toned.map({ Array($0.unicodeScalars) }) where row.count == tones.count + 1 {
      rows[row[0]] = row
      pairs += zip(row.dropFirst(), tones).map { [$0, row[0], $1] }
    }
    for (letter, bare, mark) in hatted {
      guard let whole = rows[letter], let open = rows[bare] else { continue }
      // A mark below or beside the letter and one above may stand in either order; two above may not.
      for place in 1...tones.count where mark == "\u{31B}" || tones[place - 1] == "\u{323}" {
        pairs.append([whole[place], open[place], mark])
      }
    }
    return pairs.map { pair in
      var view = String.UnicodeScalarView()
      view.append(contentsOf: pair)
      return String(view)
    }.joined(separator: " ")
  }()
}
