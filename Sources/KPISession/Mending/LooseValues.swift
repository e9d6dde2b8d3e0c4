import KPICompiler
import KPIEngine
import KPILanguage

/// The values of a model's dimensions as people write them; each dimension's are read when they are first asked for.
final class LooseValues {
  /// Longer lists (customers, codes) are not what somebody means by a bare word.
  static let mostValues = 20_000
  private static let longestValue = 8
  /// Of longer lists none is guessed from a slip.
  private static let mostNear = 2_000

  struct Match {
    /// As the data has it.
    var text: String
    /// How many words it takes.
    var length: Int
  }

  private let texts: (String) -> [String]
  /// Names of dimensions with texts, those that most entities have first.
  let dimensions: [String]
  /// By link, the entities whose rows it leads to.
  private let targets: [String: Set<Int>]
  private var known: [String: [String: String]] = [:]
  /// By dimension and word, the values that have it, as they are looked up.
  private var holders: [String: [String: [String]]] = [:]

  init(_ catalog: Catalog, texts: @escaping (String) -> [String]) {
    self.texts = texts
    var counts: [String: Int] = [:]
    var targets: [String: Set<Int>] = [:]
    for entity in catalog.entities where !entity.isHistory {
      for member in entity.members {
        if case .link(let target) = member.value.type { targets[member.name, default: []].insert(target) }
        switch member.value.type {
        case .text, .link: counts[member.name, default: 0] += 1
        default: break
        }
      }
    }
    self.targets = targets
    dimensions = counts.keys.sorted { (counts[$1] ?? 0, $0) < (counts[$0] ?? 0, $1) }
  }

  private func values(of dimension: String) -> [String: String] {
    if let values = known[dimension] { return values }
    let all = texts(dimension)
    var values: [String: String] = [:]
    for text in all.prefix(Self.mostValues) {
      let plain = Self.plain(text)
      if values[plain] == nil { values[plain] = text }
      // `Hanoi` is `Hà Nội`.
      if plain.hasPrefix("tp "), values[String(plain.dropFirst(3))] == nil { values[String(plain.dropFirst(3))] = text }
      for other in LooseWords.otherNames[plain] ?? [] where values[other] == nil { values[other] = text }
      let joined = plain.filter { $0 != " " }
      if joined.count >= 5, values[joined] == nil { values[joined] = text }
    }
    if all.count > Self.mostValues { values = [:] }
    known[dimension] = values
    return values
  }

  /// The values of a dimension as the data has them, each once.
  func texts(of dimension: String) -> Set<String> { Set(values(of: dimension).values) }

  private func holders(of word: String, in dimension: String) -> [String] {
    if let known = holders[dimension] { return known[word] ?? [] }
    var all: [String: [String]] = [:]
    for value in values(of: dimension).keys {
      for word in Set(value.split(separator: " ").map(String.init)) { all[word, default: []].append(value) }
    }
    holders[dimension] = all
    return all[word] ?? []
  }

  /// The one value of a dimension that holds the words, as many of them as there may be.
  func partOf(_ words: ArraySlice<LooseWord>, of dimension: String, atLeast least: Int = 1) -> Match? {
    let values = values(of: dimension)
    guard let first = words.first else { return nil }
    for length in stride(from: min(Self.longestValue, words.count), through: least, by: -1) {
      let part = words.prefix(length)
      let plain = part.map(\.plain).joined(separator: " ")
      // One short word is in too many.
      guard part.allSatisfy({ $0.kind == .word }), length > 1 || plain.count > 4 else { continue }
      // A word may hold a blank: `can_tho`.
      let start = first.plain.split(separator: " ").first.map(String.init) ?? ""
      var keys = holders(of: start, in: dimension).filter { " \($0) ".contains(" \(plain) ") }
      // `hanoi` is written in one, too.
      if length == 1 { keys += values.keys.filter { $0.filter { $0 != " " }.hasSuffix(plain) } }
      let found = Set(keys.compactMap { values[$0] })
      if found.count == 1, let text = found.first { return Match(text: text, length: length) }
    }
    return nil
  }

  /// The one value of all dimensions that the words are a slip or a part of: `facebok`, `miền Bắc`.
  ///
  /// - Parameter known: words of the model, which are no slips.
  func near(_ words: ArraySlice<LooseWord>, unlike known: Set<String>) -> (dimension: String, value: Match)? {
    guard let first = words.first, first.kind == .word else { return nil }
    func isKnown(_ word: LooseWord) -> Bool { LooseWords.all.contains(word.plain) || known.contains(word.plain) }
    var found: [(dimension: String, value: Match)] = []
    for dimension in dimensions {
      let values = values(of: dimension)
      guard values.count <= Self.mostNear else { continue }
      if let part = partOf(words, of: dimension, atLeast: 2), !words.prefix(part.length).allSatisfy(isKnown) {
        found.append((dimension, part))
      }
      for length in 1...min(3, words.count) where !isKnown(first) {
        let plain = Self.plain(words.prefix(length))
        guard plain.count >= 6 else { continue }
        let near = values.filter {
          abs($0.key.utf8.count - plain.utf8.count) <= 1 && NameIndex.distance(from: plain, to: $0.key, atMost: 1) <= 1
        }
        if near.count == 1, let value = near.first {
          found.append((dimension, Match(text: value.value, length: length)))
        }
      }
    }
    // The dimension that most entities have stands first; another text is another guess.
    guard let first = found.first, found.allSatisfy({ $0.value.text == first.value.text }) else { return nil }
    return first
  }

  /// Words without the signs between them, as values are kept: `Zalo – Hè 2023`; empty where a sign stands at an end.
  private static func plain(_ words: ArraySlice<LooseWord>) -> String {
    guard words.first?.kind != .sign, words.last?.kind != .sign else { return "" }
    return words.filter { $0.kind != .sign || !["-", "–", "&", "/"].contains($0.plain) }.map(\.plain).joined(
      separator: " ")
  }

  private static func plain(_ text: String) -> String {
    LooseWord.words(of: text).filter { $0.kind != .sign }.map(\.plain).joined(separator: " ")
  }

  /// The longest value of a dimension that begins with the first word; one with a letter wrong where none is right.
  func match(_ words: ArraySlice<LooseWord>, of dimension: String) -> Match? {
    let values = values(of: dimension)
    for length in stride(from: min(Self.longestValue, words.count), through: 1, by: -1) {
      let plain = Self.plain(words.prefix(length))
      if let text = values[plain] ?? LooseWord.withoutTelex(plain).flatMap({ values[$0] }) {
        return Match(text: text, length: length)
      }
    }
    for length in stride(from: min(Self.longestValue, words.count), through: 1, by: -1) {
      let plain = Self.plain(words.prefix(length))
      guard plain.count >= 5 else { continue }
      let near = values.filter { NameIndex.distance(from: plain, to: $0.key, atMost: 1) <= 1 }
      if near.count == 1, let found = near.first { return Match(text: found.value, length: length) }
    }
    return nil
  }

  /// The longest value of any dimension, with the dimension that most rows have.
  func match(_ words: ArraySlice<LooseWord>) -> (dimension: String, value: Match)? {
    var best: (dimension: String, value: Match)?
    for dimension in dimensions {
      let values = values(of: dimension)
      let most = min(Self.longestValue, words.count)
      for length in stride(from: most, through: (best?.value.length ?? 0) + 1, by: -1) {
        let plain = Self.plain(words.prefix(length))
        // One letter or a number alone is no name of a value.
        guard plain.count > 1, words.first?.kind != .number || length > 1, let text = values[plain],
          length > 1 || !isOtherWord(words[words.startIndex], than: text)
        else { continue }
        best = (dimension, Match(text: text, length: length))
        break
      }
    }
    return best.flatMap { isShared($0.value, of: $0.dimension, words) ? nil : $0 }
  }

  /// `mỗi` is no slip of `Mới`: a word that people use is one where its marks are not the value's.
  private func isOtherWord(_ word: LooseWord, than text: String) -> Bool {
    guard word.kind == .word, LooseWords.all.contains(word.plain) else { return false }
    let typed = word.text.lowercased()
    return typed.unicodeScalars.contains { $0.value > 0x7F } && typed != text.lowercased()
  }

  /// Whether rows of another entity have the name, too, as a customer and an employee of one name: which is not said.
  private func isShared(_ value: Match, of dimension: String, _ words: ArraySlice<LooseWord>) -> Bool {
    guard let own = targets[dimension] else { return false }
    let plain = words.prefix(value.length).map(\.plain).joined(separator: " ")
    return targets.contains { other, entities in
      entities.isDisjoint(with: own) && values(of: other)[plain] != nil
    }
  }

  /// The first dimension that has one of some texts as a value.
  func value(_ texts: [String]) -> (dimension: String, text: String)? {
    for dimension in dimensions {
      let values = self.values(of: dimension)
      guard values.count <= 6, let text = texts.lazy.compactMap({ values[$0] }).first else { continue }
      return (dimension, text)
    }
    return nil
  }

  /// The dimension that says which way something went, and the text that it has for one of the two.
  func direction(_ value: String) -> (dimension: String, text: String)? {
    dimensions.lazy.compactMap { dimension -> (String, String)? in
      let values = self.values(of: dimension)
      guard values["in"] != nil, values["out"] != nil, values.count <= 4, let text = values[value] else { return nil }
      return (dimension, text)
    }.first
  }

  /// A value as a condition writes it.
  static func written(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
