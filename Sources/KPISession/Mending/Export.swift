import KPILanguage

/// `export revenue by source to "f.csv"`: a question, and the file that its table goes to.
struct Export {
  let question: String
  private let file: String
  private let isVietnamese: Bool

  private static let endings: Set<String> = ["csv", "tsv", "json", "jsonl", "xlsx", "md", "html"]

  /// Nil where a text names no file at its end.
  init?(_ text: String) {
    let words = text.split(separator: " ").map(String.init)
    func folded(_ range: some Sequence<String>) -> String { range.map { fold($0) }.joined(separator: " ") }
    guard let last = words.last else { return nil }
    let name = last.trimmingPrefix { "'\"“”".contains($0) }.prefix { !"'\"“”".contains($0) }
    guard let dot = name.lastIndex(of: "."), Self.endings.contains(name[name.index(after: dot)...].lowercased()) else {
      return nil
    }
    func length(_ phrases: [String], _ part: (Int) -> ArraySlice<String>) -> Int {
      phrases.map { $0.split(separator: " ").count }.sorted(by: >)
        .first { count in count < words.count && phrases.contains(folded(part(count))) } ?? 0
    }
    let first = length(LooseWords.exports + LooseWords.vietnameseExports) { words.prefix($0) }
    let before = words.dropLast()
    let joint = length(LooseWords.exportsTo) { before.suffix($0) }
    // `revenue by source to csv f.csv`: the file's name says enough.
    guard joint > 0, first + joint + 1 < words.count else { return nil }
    let verb = folded(words.prefix(first))
    question = words[first..<(words.count - 1 - joint)].joined(separator: " ")
    file = String(name)
    let head = LooseWord.words(of: question)
    isVietnamese = LooseWords.vietnameseExports.contains(verb) || first == 0 && LooseReader.isVietnamese(question, head)
  }

  /// The line that writes the file.
  func line(_ question: String) -> String {
    let word = isVietnamese ? Keyword.export.entry.vietnamese.first ?? Keyword.export.rawValue : Keyword.export.rawValue
    return "\(question) | \(word) \"\(file)\""
  }
}
