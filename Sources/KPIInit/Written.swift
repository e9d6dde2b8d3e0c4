import KPILanguage
import Synchronization

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

  /// Whether a word is, or begins, a keyword that somewhere is read as something else than the name it is meant as.
  ///
  /// Most keywords are names wherever a name stands (`show events by month`); the parser itself says which are not.
  static func isKeyword(_ word: String) -> Bool {
    let word = fold(word)
    guard firstWords.contains(word) else { return false }
    return readOtherwise.withLock { known in
      if let isOther = known[word] { return isOther }
      let isOther = !isReadAsName(word)
      known[word] = isOther
      return isOther
    }
  }

  /// What was found of keywords; few are names of a database, and each takes a while.
  private static let readOtherwise = Mutex<[String: Bool]>([:])

  /// Statements and lines of a model in which a name, `@`, stands wherever one may.
  private static let places = [
    "show @", "show @, @ by @, @ month 2024-01 where @ = 1 top 5", "show @ by @.@ order by @ having @ > 1",
    "show count(@ where @ = @) by month", "show sum(@.@) all", "show first_time(@)", "share @ by @", "list @",
    "list @ where @ is null", "growth @ month 2024-01", "growth @", "retention @ months 3", "retention @ per @ weeks 3",
    "cycle @ days 8", "cycle @ = 'x' weeks 4", "journey by @ weeks 12",
    "funnel @ -> @ within 3 days -> @ month 2024-01",
    "values @", "values @.@", "describe @", "why @ month 2024-01 compare previous by @", "forecast @ next 3 months",
    "show @ by month | sort @ desc", "scorecard by @ month 2024-01 metrics @, @", "drill @ @", "subject @",
    "metric @ = count(@ where @ = 1) / @ * 100", "metric @ \"x\" = avg(days(@, @) of @) as days",
    "metric x = stock(@ while @ .. @)", "metric x = count(each @.@ having count() >= 2)",
    "metric x = count(@ where count(@ per @ up to P) > 0)", "metric x = count(first @ per @.@)",
    "metric x = count(distinct @.@)", "report funnel = @, @ detail @", "report growth of @", "report cycle outcome @",
    "report cycle outcome @ per @", "report retention of @", "report journey by @",
    "entity @ {\ntable @ key @ where @ = 1\nname @\ntime @\ntime @ = @ as unix planned\ntime @ = @.@\n"
      + "dimension @\ndimension @ \"x\" = @ -> @.@ order @\nmeasure @ = @ * @ as VND\nlink @ = @ -> @\n"
      + "link @ \"x\" = @.@\nhistory @ = @ by @ at @ from @ to @ -> @.@\n}",
  ]

  /// Whether the parser makes the same of a text with this word as of one with a word that means nothing.
  private static func isReadAsName(_ word: String) -> Bool {
    let plain = String(repeating: "x", count: word.utf8.count - 1) + "q"
    return places.allSatisfy { place in
      func parsed(_ name: String) -> (mistakes: Int, tree: String) {
        let parsed = parse(Source(name: "", text: place.replacing("@", with: name)), id: SourceID(0))
        // A name stands in texts alone: what else there is of the tree is the language's.
        let parts = String(reflecting: parsed.statements).split(separator: "\"", omittingEmptySubsequences: false)
        let tree = parts.enumerated().map { $0.offset % 2 == 1 ? $0.element.replacing(name, with: "@") : $0.element }
        return (parsed.diagnostics.count, tree.joined(separator: "\""))
      }
      let (own, other) = (parsed(word), parsed(plain))
      return own.mistakes == other.mistakes && own.tree == other.tree
    }
  }

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
