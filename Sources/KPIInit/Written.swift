import KPILanguage

/// Names and texts as a model writes them.
enum Written {
  /// A name of the database in back quotes where it needs them; nil where no model can write it.
  static func name(_ name: String) -> String? {
    guard !name.isEmpty, name == name.inNFC, !name.contains("\u{FFFD}") else { return nil }
    for scalar in name.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse: return nil
      default: continue
      }
    }
    return isPlain(name) ? name : "`" + name.replacing("`", with: "``") + "`"
  }

  /// Whether a name can stand without back quotes: letters, digits, `_`, and no keyword of either language.
  static func isPlain(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first == "_" || first.properties.isAlphabetic else { return false }
    let isWord = name.unicodeScalars.allSatisfy {
      $0 == "_" || (48...57).contains($0.value) || $0.properties.isAlphabetic
        || $0.properties.generalCategory == .nonspacingMark
    }
    return isWord && !isKeyword(name)
  }

  /// Whether a word is, or begins, a keyword: asked for as a name it would be read as something else.
  static func isKeyword(_ word: String) -> Bool { firstWords.contains(fold(word)) }

  private static let firstWords: Set<String> = {
    var words: Set<String> = []
    for entry in Keyword.vocabulary {
      for form in entry.english + entry.vietnamese {
        let folded = fold(form)
        words.insert(folded.replacing(" ", with: "_"))
        if let first = folded.split(separator: " ").first { words.insert(String(first)) }
      }
    }
    // Means nothing outside an entity's block.
    words.remove("name")
    return words
  }()

  /// A text in double quotes.
  static func text(_ text: String) -> String {
    let safe = shown(text, limit: 80).replacing("\"", with: "\"\"").replacing("{", with: "{{").replacing(
      "}", with: "}}")
    return "\"\(safe)\""
  }

  /// A value in single quotes, as a condition has it.
  static func value(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }

  /// A name of the database in a comment.
  static func comment(_ name: String) -> String { shown(name, limit: 60) }

  /// A number with its thousands apart: `10,005,534`.
  static func count(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + text
  }
}
