import KPILanguage

/// A word of a line as it was typed, for a reader that forgives more than the language does.
struct LooseWord: Sendable {
  /// A part is one that an idiom gives, written as `LooseReader.readGivenPart` reads it.
  enum Kind: Sendable { case word, number, text, sign, part }

  var kind: Kind
  /// As it was typed; a text without its quotes.
  var text: String
  /// Without case and marks, blanks for `_`.
  var plain: String
  /// Written out for a word that was shortened: with marks that nobody has typed.
  var isWrittenOut = false

  private init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
    // `mấy đơn`: how many; without its marks it would be a month's name.
    // `chốt sổ tháng 11` holds nothing against another month: `sổ` is no `so`.
    plain =
      switch text.lowercased() {
      case "mấy": "nhieu"
      case "sổ": "sổ"
      default: kind == .number ? Self.withoutOrdinal(text) : Self.plain(text)
      }
  }

  /// A part of the question that an idiom gives.
  static func part(_ text: String) -> LooseWord {
    var word = LooseWord(.part, text)
    word.plain = "«\(text)»"
    return word
  }

  /// `1st`, `15th` are the days 1 and 15.
  private static func withoutOrdinal(_ text: String) -> String {
    let plain = plain(text)
    guard ["st", "nd", "rd", "th"].contains(where: plain.hasSuffix), plain.dropLast(2).allSatisfy(\.isNumber) else {
      return plain
    }
    return String(plain.dropLast(2))
  }

  /// Whether it begins with a capital, as names do.
  var isCapital: Bool { text.unicodeScalars.first?.properties.isUppercase ?? false }

  /// A text without case and marks, blanks for `_`; `quí` and `kì` as `quý` and `kỳ`.
  static func plain(_ text: String) -> String {
    fold(text).filter { $0 != "'" && $0 != "’" }.split { $0 == "_" || $0 == " " }.map {
      withY[String($0)] ?? String($0)
    }.joined(separator: " ")
  }

  /// Words that are written with i or y alike.
  private static let withY = ["qui": "quy", "ki": "ky", "ti": "ty", "li": "ly", "mi": "my", "si": "sy", "hi": "hy"]

  /// Quotes that open a text, with those that close it.
  private static let quotes: [Unicode.Scalar: Unicode.Scalar] = [
    "'": "'", "\"": "\"", "`": "`", "‘": "’", "“": "”", "’": "’", "”": "”", "«": "»",
  ]

  /// The words that people shorten to this one; itself where it is no abbreviation.
  var expanded: [LooseWord] {
    if kind == .number { return withUnitApart }
    guard kind == .word, let long = LooseWords.abbreviations[plain] ?? LooseWords.chatAbbreviations[plain] else {
      return [self]
    }
    return long.split(separator: " ").map {
      var word = LooseWord(.word, String($0))
      word.isWrittenOut = true
      return word
    }
  }

  /// `30d` as `30 days`; itself where no unit of time stands behind its digits.
  private var withUnitApart: [LooseWord] {
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard (1...3).contains(digits.count),
      let unit = LooseWords.gluedUnits[String(Self.plain(text).dropFirst(digits.count))]
    else { return [self] }
    return [LooseWord(.number, String(digits)), LooseWord(.word, unit)]
  }

  /// Words with those of a chat read by what stands before them: `k` is `không`, unless it is a thousand; `so vs` is
  /// `so với`.
  static func inContext(_ words: [LooseWord]) -> [LooseWord] {
    words.enumerated().flatMap { place, word -> [LooseWord] in
      let next = place + 1 < words.count ? words[place + 1].text.lowercased() : ""
      // `chi tiêu` is spent, `chỉ tiêu` is a target: without their marks they are one.
      if word.text.lowercased() == "chi", next == "tiêu" { return [LooseWord(.word, "chitieu")] }
      guard place > 0 else { return [word] }
      let before = words[place - 1]
      if let year = word.yearOfTwoDigits(behind: before, in: words) { return [year] }
      if word.text.lowercased() == "tiêu", before.text.lowercased() == "chi" { return [] }
      // `quý 1,2,3`
      if word.kind == .number, isUnit(before) {
        let numbers = word.text.split(separator: ",", omittingEmptySubsequences: false)
        guard numbers.count > 1, numbers.allSatisfy({ (1...2).contains($0.count) && Int($0) != nil }) else {
          return [word]
        }
        return numbers.enumerated().flatMap { index, number in
          (index > 0 ? [LooseWord(.sign, ",")] : []) + [LooseWord(.number, String(number))]
        }
      }
      guard word.kind == .word else { return [word] }
      if word.plain == "k", before.kind != .number { return [LooseWord(.word, "khong")] }
      if word.plain == "vs", before.plain == "so" || before.plain == "sanh" { return [LooseWord(.word, "voi")] }
      return [word]
    }
  }

  /// `dec 23 vs dec 22`: the same month of two years; `dec 23` alone may be a day of it as well, so that it is neither.
  private func yearOfTwoDigits(behind month: LooseWord, in words: [LooseWord]) -> LooseWord? {
    func isYear(_ word: LooseWord) -> Bool {
      word.kind == .number && word.text.count == 2 && Int(word.text).map { (15...30).contains($0) } ?? false
    }
    guard LooseWords.months[month.plain] != nil, isYear(self), !month.text.isEmpty else { return nil }
    let named = words.indices.dropLast().filter { LooseWords.months[words[$0].plain] != nil }
    let numbers = named.map { words[$0 + 1] }
    let isPair = Set(named.map { words[$0].plain }).count == 1 && Set(numbers.map(\.text)).count > 1
    guard numbers.allSatisfy(isYear), isPair,
      Self.comparing.contains(where: { said in words.contains { $0.plain == said } })
    else { return nil }
    return LooseWord(.number, "20\(text)")
  }

  private static let comparing = ["vs", "versus", "compared", "compare", "against", "with"]

  private static func isUnit(_ word: LooseWord) -> Bool {
    LooseWords.units.contains { $0.1.contains(word.plain) } || ["q", "t"].contains(word.plain)
  }

  /// The words of a line: names, numbers and dates with their signs (`5,000,000`, `15/9/2023`), texts, and signs alone.
  static func words(of line: String) -> [LooseWord] {
    let letters = Array(line.unicodeScalars)
    var words: [LooseWord] = []
    var place = 0
    func text(_ range: Range<Int>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: letters[range])
      return String(view)
    }
    while place < letters.count {
      let start = place
      let letter = letters[place]
      place += 1
      if letter.properties.isWhitespace { continue }
      // `Dec '23`
      if letter == "'" || letter == "’", place + 1 < letters.count, letters[place..<(place + 2)].allSatisfy(isDigit),
        place + 2 == letters.count || letters[place + 2].properties.isWhitespace,
        words.last.map({ LooseWords.months[$0.plain] != nil }) ?? false
      {
        words.append(LooseWord(.number, "20\(text(place..<(place + 2)))"))
        place += 2
        continue
      }
      if let closing = quotes[letter] {
        let end = letters[place...].firstIndex(of: closing) ?? letters.count
        words.append(LooseWord(.text, text(place..<end)))
        place = min(letters.count, end + 1)
      } else if isDigit(letter) {
        while place < letters.count, goesOn(letters, place) { place += 1 }
        words.append(LooseWord(.number, text(start..<place)))
      } else if isLetter(letter) {
        while place < letters.count, isLetter(letters[place]) || isDigit(letters[place]) { place += 1 }
        place += contraction(letters, place)
        words.append(LooseWord(.word, text(start..<place)))
      } else {
        let isPair =
          place < letters.count && "<>=!-&|".unicodeScalars.contains(letter)
          && "=>&|".unicodeScalars.contains(letters[place])
        // `first-time` is two words; `revenue-cost` is a difference.
        if letter == "-", place < letters.count, start > 0, isLetter(letters[start - 1]), isLetter(letters[place]),
          words.last.map({ LooseWords.beforeHyphens.contains($0.plain) }) ?? false
        {
          continue
        }
        if isPair { place += 1 }
        words.append(LooseWord(.sign, text(start..<place)))
      }
    }
    return words
  }

  /// The letters of `'s` and the like behind a word, which opens no text; 0 where there are none.
  private static func contraction(_ letters: [Unicode.Scalar], _ place: Int) -> Int {
    guard place < letters.count, letters[place] == "'" || letters[place] == "’" else { return 0 }
    let rest = letters[(place + 1)...].prefix { isLetter($0) || isDigit($0) }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: rest)
    // `='s'` would be a text; `what's` is not.
    let isClosed = place + 1 + rest.count < letters.count && quotes.values.contains(letters[place + 1 + rest.count])
    return !isClosed && ["s", "t", "re", "ve", "ll", "d", "m"].contains(String(view)) ? 1 + rest.count : 0
  }

  /// Whether a number or date goes on: letters of a suffix, a `%`, or a sign between digits.
  private static func goesOn(_ letters: [Unicode.Scalar], _ place: Int) -> Bool {
    let letter = letters[place]
    if isDigit(letter) || isLetter(letter) || letter == "%" { return true }
    guard ".,/-:".unicodeScalars.contains(letter), place + 1 < letters.count else { return false }
    let next = letters[place + 1]
    return isDigit(next) || letter == "-" && (next == "W" || next == "Q" || next == "w" || next == "q")
  }

  private static func isDigit(_ letter: Unicode.Scalar) -> Bool { ("0"..."9").contains(letter) }

  private static func isLetter(_ letter: Unicode.Scalar) -> Bool {
    if letter == "_" || letter.properties.isAlphabetic { return true }
    return letter.properties.generalCategory == .nonspacingMark
  }

  /// The word read as another one, where it is none of those known.
  func reading(_ other: String?, ifUnknownTo names: LooseNames) -> LooseWord {
    guard kind == .word, let other, !names.isWord(plain) else { return self }
    var word = self
    word.plain = other
    return word
  }

  /// What a word typed with Telex keys means, without its marks: `ddown` for `đơn`, `hangf` for `hàng`; nil where it has
  /// none of them.
  static func withoutTelex(_ plain: String) -> String? {
    guard plain.utf8.allSatisfy({ $0 < 0x80 }), plain.count > 1 else { return nil }
    var text = plain
    for (keys, letter) in [("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("aw", "a"), ("ow", "o"), ("uw", "u")] {
      text = text.replacing(keys, with: letter)
    }
    var letters = Array(text)
    let tones: Set<Character> = ["s", "f", "r", "x", "j"]
    let vowels: Set<Character> = ["a", "e", "i", "o", "u", "y"]
    // The key of a tone stands at the word's end, or behind its vowels.
    if let tone = letters.lastIndex(where: tones.contains), tone > 0,
      vowels.contains(letters[tone - 1]) || tone == letters.count - 1
    {
      letters.remove(at: tone)
    }
    let read = String(letters)
    return read == plain || read.isEmpty ? nil : read
  }
}
