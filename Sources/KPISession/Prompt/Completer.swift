import KPICompiler
import KPIEngine
import KPILanguage

/// Finds what a text at the prompt may become at its end: what may stand there by the order of words, and of that what
/// begins as the last words do, without case and marks.
struct Completer {
  /// More candidates than these help nobody.
  static let mostCandidates = 200
  /// No keyword and few names have more words.
  private static let mostWords = 6

  let lists: CompletionLists
  let names: NameTable

  /// What may stand at the end of a text.
  ///
  /// - Parameter outer: of what stands in the braces of a text, what stands around it.
  func completion(of text: String, in outer: CompletionReader? = nil) -> Completion {
    let list = tokens(of: Source(name: "", text: text), id: SourceID(0))
    if let quote = openQuote(list, text) {
      if let brace = Self.openBrace(text, from: quote) {
        let around = outer ?? CompletionReader(Self.slice(text, 0, quote), names: names)
        var found = completion(of: Self.slice(text, brace), in: around)
        found.start += brace
        return found
      }
      return quoted(text, from: quote, in: outer)
    }
    let places = Self.wordStarts(list, text)
    let end = text.utf8.count
    let last = places.first ?? end
    if Self.slice(text, last).hasPrefix("$") {
      let typed = Self.slice(text, last)
      let own = (outer ?? CompletionReader(text, names: names)).own.names
      let known = (own + lists.variables.filter { !own.contains($0) }).map { CompletionLists.Entry("$\($0)") }
      return Completion(start: last, typed: typed, matching(typed, known, isVietnamese: false).map(\.candidate))
    }
    var groups: [(start: Int, found: [Found])] = []
    /// The words before the last one only begin something.
    var isUnfinished = false
    for start in places.reversed() {
      let typed = Self.slice(text, start)
      let reader = CompletionReader(Self.slice(text, 0, start), names: names, in: outer)
      let entries = lists.entries(reader, typed: typed)
      let isOfSeveral = start < last
      // What stands before the last word is a phrase of its own: a name that is whole, or one that begins a clause.
      let before = Self.slice(text, start, last).trimmed
      let isWhole = isOfSeveral && isPhrase(before, entries)
      let found = matching(
        typed, entries, isVietnamese: reader.isVietnamese ?? lists.isVietnamese,
        ownNamesAlone: isWhole && last == end)
      guard !found.isEmpty else { continue }
      groups.append((start, found))
      isUnfinished = isUnfinished || isOfSeveral && !isWhole
      // A value that begins further back is meant whole.
      if start < last, reader.wanted.contains(where: \.isValue) { break }
    }
    // Behind `compare ` comes the rest of that keyword and nothing else.
    if isUnfinished { groups.removeAll { $0.start == last } }
    guard let first = groups.first else { return .none }
    if groups.count == 1 {
      return Completion(start: first.start, typed: Self.slice(text, first.start), first.found.map(\.candidate))
    }
    // Several ways to read what was typed: each is offered as the words that are left of it.
    var seen: Set<String> = []
    let candidates = groups.flatMap { group in
      group.found.map { found in
        group.start == last
          ? found.candidate : .init(Self.rest(found.candidate.text, after: Self.slice(text, group.start, last)))
      }
    }.filter { !$0.text.isEmpty && seen.insert($0.text).inserted }
    return Completion(start: last, typed: Self.slice(text, last), Array(candidates.prefix(Self.mostCandidates)))
  }

  /// Whether the last of several words is a keyword with which a clause, a period or a condition goes on: `doanh thu theo`.
  private static func beginsClause(_ words: String) -> Bool {
    guard let last = words.split(separator: " ").last, last.count < words.count else { return false }
    guard let role = Keyword(spelled: String(last))?.entry.role else { return false }
    return role == .clause || role == .period || role == .condition
  }

  /// Whether words stand for themselves, so that another clause may follow: a name, or what begins a clause.
  private func isPhrase(_ text: String, _ entries: [CompletionLists.Entry]) -> Bool {
    let words = Self.plain(text)
    func isName(_ name: String) -> Bool { entries.contains { $0.isCalled { Self.plain($0) == name } } }
    return Self.beginsClause(text) || isName(words) || Self.names(before: words).contains(where: isName)
  }

  /// What stands before the keywords that end a phrase: `orders` in `orders per`.
  private static func names(before words: String) -> [String] {
    let parts = words.split(separator: " ")
    return parts.indices.dropFirst().compactMap { place in
      Keyword(spelled: parts[place...].joined(separator: " ")) == nil
        ? nil : parts[..<place].joined(separator: " ")
    }
  }

  // MARK: Words

  /// Where the phrases begin that end at the text's end: the last word, which is empty after a blank, then with those
  /// before it on the same line.
  private static func wordStarts(_ list: TokenList, _ text: String) -> [Int] {
    let end = text.utf8.count
    var words = list.tokens.filter { $0.kind != .end }
    var starts: [Int] = []
    if let last = words.last, last.end == end, last.kind.isWordLike || list.text(last) == "$" {
      starts = [last.start]
      words.removeLast()
    } else {
      starts = [end]
    }
    while let word = words.popLast(), starts.count < mostWords, word.kind == .word {
      // One that touches what follows, `customer.`, is no word of a phrase.
      guard word.end < (starts.last ?? end) else { break }
      starts.append(word.start)
    }
    return starts
  }

  private static func slice(_ text: String, _ from: Int, _ to: Int? = nil) -> String {
    String(decoding: Array(text.utf8)[from..<(to ?? text.utf8.count)], as: UTF8.self)
  }

  /// What is left of a phrase after its first words, which were typed in some way.
  private static func rest(_ phrase: String, after typed: String) -> String {
    let count = typed.split { $0.isWhitespace || $0 == "_" }.count
    return phrase.split(separator: " ").dropFirst(count).joined(separator: " ")
  }

  // MARK: Quotes

  /// The offset of the quote that the end of the text stands in; nil where it stands in none.
  private func openQuote(_ list: TokenList, _ text: String) -> Int? {
    guard let last = list.tokens.last(where: { $0.kind != .end && $0.kind != .newline }), last.kind == .invalid,
      last.end == text.utf8.count
    else { return nil }
    let first = Array(text.utf8)[last.start]
    return first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") ? last.start : nil
  }

  /// Where the expression begins whose brace is open in a text, behind the brace; nil where none is.
  private static func openBrace(_ text: String, from quote: Int) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes[quote] == UInt8(ascii: "\"") else { return nil }
    var open: Int?
    var place = quote + 1
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "{") where open == nil:
        // `{{` is a brace.
        if place + 1 < bytes.count, bytes[place + 1] == bytes[place] { place += 1 } else { open = place + 1 }
      case UInt8(ascii: "}"): open = nil
      default: break
      }
      place += 1
    }
    return open
  }

  private func quoted(_ text: String, from start: Int, in outer: CompletionReader?) -> Completion {
    let reader = CompletionReader(Self.slice(text, 0, start), names: names, in: outer)
    let typed = Self.slice(text, start)
    guard let quote = typed.first else { return .none }
    let part = String(typed.dropFirst())
    let wanted = Self.plain(part)
    let entries = lists.entries(reader, typed: part, isQuoted: true)
    let found = entries.lazy.filter { Self.begins($0.text, as: wanted) }.prefix(Self.mostCandidates).map { entry in
      // A folder is gone on from.
      let end = entry.text.hasSuffix("/") ? "" : String(quote)
      return Completion.Candidate(
        "\(quote)\(entry.text.replacing(String(quote), with: "\(quote)\(quote)"))\(end)",
        shown: entry.shown ?? entry.text)
    }
    return found.isEmpty ? .none : Completion(start: start, typed: typed, Array(found))
  }

  // MARK: Matching

  private struct Found {
    var candidate: Completion.Candidate
  }

  /// The entries that begin as the typed words do: by what they are called in the line's language, else by any name.
  ///
  /// - Parameter ownNamesAlone: other names than the usual ones, `doanh thu từ khách cũ`, are not offered.
  private func matching(
    _ typed: String, _ entries: [CompletionLists.Entry], isVietnamese: Bool, ownNamesAlone: Bool = false
  ) -> [Found] {
    let wanted = Self.plain(typed)
    let usesBars = typed.contains("_")
    func found(_ forms: (CompletionLists.Entry) -> [String]) -> [Found] {
      var seen: Set<String> = []
      var found: [Found] = []
      for entry in entries {
        let form = forms(entry).first { Self.begins($0, as: wanted) }
        guard let form else { continue }
        let written = entry.isValue ? Self.written(form) : usesBars ? form.replacing(" ", with: "_") : form
        guard seen.insert(written).inserted else { continue }
        found.append(Found(candidate: .init(written, shown: entry.shown)))
        if found.count == Self.mostCandidates { break }
      }
      return found
    }
    let own = found { [isVietnamese ? $0.vietnamese ?? $0.text : $0.text] }
    if !own.isEmpty || wanted.isEmpty || ownNamesAlone { return own }
    return found { [$0.text] + ($0.vietnamese.map { [$0] } ?? []) + $0.others }
  }

  /// Whether a text begins as the wanted plain one does; most that do not are told by their first letter.
  private static func begins(_ text: String, as wanted: String) -> Bool {
    guard let first = wanted.utf8.first else { return true }
    guard let own = text.utf8.first else { return false }
    if own < 0x80, first < 0x80, own | 0x20 != first | 0x20, own != UInt8(ascii: "_") { return false }
    return plain(text).hasPrefix(wanted)
  }

  private static func plain(_ text: String) -> String { fold(text).replacing("_", with: " ") }

  /// The value as it is written: in quotes unless it is one word.
  static func written(_ value: String) -> String {
    let isWord = value.unicodeScalars.enumerated().allSatisfy { index, scalar in
      scalar == "_" || scalar.properties.isAlphabetic || index > 0 && ("0"..."9").contains(scalar)
    }
    if isWord, !value.isEmpty { return value }
    return "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

extension Token.Kind {
  /// Whether what is typed at its end goes on with it.
  fileprivate var isWordLike: Bool {
    switch self {
    case .word, .quotedName, .variable: true
    default: false
    }
  }
}
