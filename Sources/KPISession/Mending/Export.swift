import KPILanguage

/// `export revenue by source to "f.csv"`: a question, and the file that its table goes to.
struct Export {
  let question: String
  private let file: String
  private let isVietnamese: Bool

  private static let endings: Set<String> = ["csv", "tsv", "json", "jsonl", "xlsx", "md", "html"]

  /// Nil where a text names no file at its end.
  init?(_ text: String) {
    if let (question, ending, isVietnamese) = Self.withoutFile(text) {
      // Named by what is in it.
      let letters = fold(question).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : " " }
      let name = String(letters).split(separator: " ").joined(separator: "-").prefix(60)
      (self.question, file, self.isVietnamese) = (question, "\(name).\(ending)", isVietnamese)
      return
    }
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

  /// `xuất excel doanh thu theo nguồn`, `revenue by source to csv`: a format in a file's place.
  private static func withoutFile(_ text: String) -> (question: String, ending: String, isVietnamese: Bool)? {
    let words = text.split(separator: " ").map(String.init)
    let plain = words.map { fold($0) }
    func ending(_ word: String) -> String? {
      ["excel": "xlsx", "xlsx": "xlsx", "csv": "csv", "json": "json", "markdown": "md", "html": "html"][word]
    }
    for (verbs, isVietnamese) in [(LooseWords.vietnameseExports, true), (LooseWords.exports, false)] {
      for verb in verbs.sorted(by: { $0.count > $1.count }) {
        var place = verb.split(separator: " ").count
        guard plain.starts(with: verb.split(separator: " ").map(String.init)), place < plain.count else { continue }
        // `xuất ra file excel doanh thu …`
        while place < plain.count, ["ra", "file", "to", "as", "an", "a", "bao", "cao"].contains(plain[place]) {
          place += 1
        }
        if place + 1 < plain.count, let found = ending(plain[place]) {
          var start = place + 1
          while start + 1 < plain.count, ["file", "for", "of", "cho", "cua", "with", ":"].contains(plain[start]) {
            start += 1
          }
          return (words[start...].joined(separator: " "), found, isVietnamese)
        }
        // `export revenue by source to excel`
        if let last = plain.last, let found = ending(last), plain.count > place + 2 {
          let before = plain.dropLast()
          let joints = LooseWords.exportsTo.map { $0.split(separator: " ").map(String.init) }
          let joint = joints.filter { before.suffix($0.count).elementsEqual($0) }.map(\.count).max() ?? 0
          let first = verb.split(separator: " ").count
          guard first < words.count - 1 - joint else { continue }
          return (words[first..<(words.count - 1 - joint)].joined(separator: " "), found, isVietnamese)
        }
      }
    }
    // `doanh thu theo nguồn xuất ra excel`
    guard let last = plain.last, let found = ending(last), plain.count > 3 else { return nil }
    let before = plain.dropLast()
    for joint in LooseWords.exportsTo.sorted(by: { $0.count > $1.count }) where joint.contains(" ") || joint == "to" {
      let parts = joint.split(separator: " ").map(String.init)
      let isWhole = LooseWords.endingsSaid.contains(where: joint.hasSuffix)
      let tail = isWhole ? plain[...] : before
      guard tail.suffix(parts.count).elementsEqual(parts), parts.count + 1 < tail.count else { continue }
      let question = words[..<(tail.count - parts.count)].joined(separator: " ")
      return (question, found, LooseReader.isVietnamese(question, LooseWord.words(of: question)))
    }
    return nil
  }

  /// The line that writes the file.
  func line(_ question: String) -> String {
    let word = isVietnamese ? Keyword.export.entry.vietnamese.first ?? Keyword.export.rawValue : Keyword.export.rawValue
    return "\(question) | \(word) \"\(file)\""
  }
}
