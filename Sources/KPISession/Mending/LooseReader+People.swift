import KPICompiler
import KPILanguage

// Somebody who works with the program, by the name that colleagues call them.
extension LooseReader {
  /// `của anh Khoa`, `sale Khoa`, `chị Phượng`: the one whose name ends so.
  ///
  /// Where two are called so nobody has said which.
  mutating func readPerson() -> Bool {
    guard let person = names.person, question.isVietnamese else { return false }
    _ = take(["cua", "do", "boi", "cho"])
    guard index < words.count, LooseWords.titles.contains(words[index].plain) else { return false }
    index += 1
    guard let name = values.person(rest, of: person.name) else { return false }
    index += name.length
    question.addValue(name.text, of: person.text(inVietnamese: true))
    valueEnd = index
    return true
  }
}

extension LooseWords {
  /// Before the name that somebody is called by.
  static let titles: Set<String> = ["anh", "chi", "em", "ban", "co", "chu", "bac", "sale", "nv", "vien", "a", "c", "e"]
}

extension LooseValues {
  /// The one value whose last words are these, as Vietnamese names are called; marks that were typed hold.
  func person(_ words: ArraySlice<LooseWord>, of dimension: String) -> Match? {
    let all = texts(of: dimension)
    for length in stride(from: min(3, words.count), through: 1, by: -1) {
      let part = words.prefix(length)
      guard part.allSatisfy({ $0.kind == .word }), let first = part.first, first.text.count > 1 else { continue }
      // A word that says something else is a name where it is written as one.
      let isKnown = part.contains { LooseWords.all.contains($0.plain) }
      if isKnown, !part.allSatisfy(\.isCapital) { continue }
      let plain = part.map(\.plain).joined(separator: " ")
      let typed = part.map { $0.text.lowercased() }.joined(separator: " ")
      let isMarked = typed.unicodeScalars.contains { $0.value > 0x7F }
      let found = all.filter { text in
        isMarked
          ? " \(text.lowercased())".hasSuffix(" \(typed)") : " \(LooseWord.plain(text))".hasSuffix(" \(plain)")
      }
      if found.count == 1, let text = found.first { return Match(text: text, length: length) }
      if found.count > 1 { return nil }
    }
    return nil
  }
}
