import KPILanguage

/// `name like 'A%'` of other languages, in the words of this one.
enum LikePattern {
  /// The line with `starts with` and `contains` for its patterns; nil where it has none, or one that they do not say.
  static func replaced(in line: String) -> String? {
    var rest = Substring(line)
    var written = ""
    var isChanged = false
    while let letter = rest.first {
      if "'\"`".contains(letter) {
        let quoted = Self.quoted(rest)
        written += quoted
        rest = rest.dropFirst(quoted.count)
      } else if letter.isLetter {
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest.dropFirst(word.count)
        let pattern = rest.drop { $0.isWhitespace }
        guard ["like", "ilike"].contains(word.lowercased()), let quote = pattern.first, "'\"".contains(quote) else {
          written += word
          continue
        }
        let quoted = Self.quoted(pattern)
        guard quoted.count > 1, let said = comparison(quoted) else { return nil }
        written += said
        rest = pattern.dropFirst(quoted.count)
        isChanged = true
      } else {
        written.append(letter)
        rest = rest.dropFirst()
      }
    }
    return isChanged ? written : nil
  }

  /// A text with its quotes, to the line's end where it is not closed.
  private static func quoted(_ text: Substring) -> Substring {
    guard let quote = text.first, let end = text.dropFirst().firstIndex(of: quote) else { return text }
    return text[...end]
  }

  /// What a pattern in its quotes says; nil where no word does.
  private static func comparison(_ quoted: Substring) -> String? {
    let pattern = quoted.dropFirst().dropLast()
    let isOpenAtStart = pattern.first == "%"
    let isOpenAtEnd = pattern.last == "%"
    let text = pattern.drop { $0 == "%" }.reversed().drop { $0 == "%" }.reversed()
    guard !text.isEmpty, isOpenAtEnd, !text.contains("%"), !text.contains("_"), let quote = quoted.first else {
      return nil
    }
    return (isOpenAtStart ? "contains " : "starts with ") + "\(quote)\(String(text))\(quote)"
  }
}
