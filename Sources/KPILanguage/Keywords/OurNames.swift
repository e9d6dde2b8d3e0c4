/// What settings and the types of parameters are called in Vietnamese, where that is no keyword: words there only, so that
/// a name of a model may be spelled like one.
package enum OurNames {
  private static let table: [(english: String, vietnamese: String)] = [
    ("language", "ngôn ngữ"), ("timezone", "múi giờ"), ("text", "văn bản"), ("number", "số"), ("boolean", "đúng sai"),
    ("period", "kỳ"),
  ]

  /// What switches a setting on and off.
  package static let switches: [(english: String, vietnamese: String, isOn: Bool)] = [
    ("on", "bật", true), ("off", "tắt", false),
  ]

  /// What a word switches to, in either language; nil for any other word.
  package static func isOn(_ word: String) -> Bool? {
    let plain = fold(word)
    return switches.first { plain == $0.english || plain == fold($0.vietnamese) }?.isOn
  }

  /// The Vietnamese name of a setting or a type, a keyword's form where it is one; nil where it has none.
  package static func vietnamese(_ name: String) -> String? {
    table.first { $0.english == name }?.vietnamese ?? Keyword(rawValue: name)?.entry.vietnamese.first
  }

  /// The name that the words from a place on are, in either language, and how many they are; `word(n)` gives the n-th.
  package static func match(_ word: (Int) -> String?) -> (name: String, length: Int)? {
    for (english, vietnamese) in table {
      let wanted = fold(vietnamese)
      guard let first = word(0).map(fold) else { return nil }
      if first == english || first.replacing("_", with: " ") == wanted { return (english, 1) }
      if let second = word(1).map(fold), "\(first) \(second)" == wanted { return (english, 2) }
    }
    return nil
  }
}
