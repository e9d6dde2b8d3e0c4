import KPICompiler
import KPIEngine
import KPILanguage

/// Finds what a word at the prompt may become: keywords, names of the model, values of a dimension.
struct Completer {
  /// Values beyond these are not offered.
  private static let valueLimit = 20_000
  /// More candidates than these help nobody.
  private static let mostCandidates = 200

  let catalog: Catalog?
  let variables: [String]
  let language: SessionLanguage
  /// The values of a dimension.
  let values: (String) -> [String]

  /// What `word` may become.
  ///
  /// - Parameters:
  ///   - before: the entry up to the word.
  ///   - isQuoted: the word stands in quotes, which are not part of it.
  /// - Returns: whole words that replace it; those that need quotes have them.
  func candidates(before: String, word: String, isQuoted: Bool) -> [String] {
    if let dimension = Self.dimension(before) {
      let found = matching(word, values(dimension))
      return isQuoted ? found : found.map(Self.quoted)
    }
    if isQuoted { return [] }
    if word.hasPrefix("$") { return matching(word, variables.map { "$\($0)" }) }
    switch Self.place(before) {
    case .statement: return matching(word, keywords([.question, .statement], isTyped: !word.isEmpty))
    case .pipe: return matching(word, keywords([.pipe], isTyped: !word.isEmpty) + ["where", "assert"])
    case .inside:
      return matching(
        word, names(isTyped: !word.isEmpty) + keywords([.clause, .period, .condition], isTyped: !word.isEmpty))
    }
  }

  // MARK: Where the word stands

  private enum Place { case statement, pipe, inside }

  private static func place(_ before: String) -> Place {
    switch before.last(where: { !$0.isWhitespace || $0.isNewline }) {
    case nil, ";", "\n", "{", "}": .statement
    case "|": .pipe
    default: .inside
    }
  }

  /// The dimension whose value comes next: `source =`, `source in (a,`; nil anywhere else.
  private static func dimension(_ before: String) -> String? {
    var rest = before[...].trimmingEnd
    if let open = rest.lastIndex(of: "("), !rest[open...].contains(")") {
      let head = rest[..<open].trimmingEnd
      for word in ["in", "trong"] where head.lowercased().hasSuffix(" \(word)") {
        var name = head.dropLast(word.count).trimmingEnd
        for not in [" not", " không"] where name.lowercased().hasSuffix(not) {
          name = name.dropLast(not.count).trimmingEnd
        }
        return lastName(name)
      }
    }
    guard rest.last == "=" else { return nil }
    rest = rest.dropLast()
    if rest.last == "!" { rest = rest.dropLast() }
    if rest.last == "<" || rest.last == ">" { return nil }
    return lastName(rest.trimmingEnd)
  }

  /// The last part of the path that a text ends with.
  private static func lastName(_ text: Substring) -> String? {
    let name = text.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.isEmpty ? nil : String(name.reversed())
  }

  // MARK: What there is

  /// Keywords of these roles; Vietnamese ones where something was typed or the language is Vietnamese.
  private func keywords(_ roles: [Keyword.Role], isTyped: Bool) -> [String] {
    Keyword.vocabulary.filter { roles.contains($0.role) && $0.keyword.isOffered }.flatMap { entry in
      let vietnamese = language == .vi ? entry.vietnamese : []
      return isTyped
        ? entry.english + entry.vietnamese : vietnamese.isEmpty ? Array(entry.english.prefix(1)) : vietnamese
    }
  }

  /// Names of the model; their labels where something was typed.
  private func names(isTyped: Bool) -> [String] {
    guard let catalog else { return [] }
    var names: [String] = []
    var labels: [String] = []
    func add(_ name: String, _ label: String?) {
      names.append(name)
      if let label { labels.append(String(label.lowercased().map { $0 == " " ? "_" : $0 })) }
    }
    for key in catalog.metricOrder { catalog.metrics[key].map { add($0.name.text, $0.label) } }
    for key in catalog.segments.keys.sorted() { catalog.segments[key].map { add($0.name.text, $0.label) } }
    for entity in catalog.entities where !entity.isHistory {
      add(entity.name, entity.label)
      for member in entity.members { add(member.name, member.label) }
    }
    return isTyped ? names + labels : names
  }

  // MARK: Matching

  /// Those that begin with the word, ignoring case and diacritics; each once, in the order of the list.
  private func matching(_ word: String, _ candidates: [String]) -> [String] {
    let wanted = fold(word)
    var found: [String] = []
    var seen: Set<String> = []
    for candidate in candidates.prefix(Self.valueLimit) where fold(candidate).hasPrefix(wanted) {
      if seen.insert(candidate).inserted { found.append(candidate) }
      if found.count == Self.mostCandidates { break }
    }
    return found
  }

  /// The value as it is written: in quotes unless it is one word.
  private static func quoted(_ value: String) -> String {
    let isWord = value.unicodeScalars.enumerated().allSatisfy { index, scalar in
      scalar == "_" || scalar.properties.isAlphabetic || index > 0 && ("0"..."9").contains(scalar)
    }
    if isWord, !value.isEmpty { return value }
    return "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

extension Substring {
  /// Without blanks at its end.
  fileprivate var trimmingEnd: Substring {
    var text = self
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}

extension Session {
  /// What the word at the end of an entry may become; see `Completer`.
  package func completions(before: String, word: String, isQuoted: Bool) -> [String] {
    let span = Span(SourceID(0), 0, 0)
    let context = StatementContext(world: world, state: state, log: DiagnosticLog(), isChecking: false)
    let completer = Completer(
      catalog: state.model?.catalog, variables: state.variables.keys.sorted(), language: state.language,
      values: { name in
        // What cannot be loaded has no values to offer; the next question says why.
        guard let compiler = try? context.compiler(at: span) else { return [] }
        return compiler.values(ofDimension: name, limit: 20_000)
      })
    return completer.candidates(before: before, word: word, isQuoted: isQuoted)
  }
}
