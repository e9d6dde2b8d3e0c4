import Foundation

/// A Markdown document as its lines, and the fenced blocks in it.
struct MarkdownDocument {
  /// A fenced block: ```` ```kpi later ```` … ```` ``` ````.
  struct Block {
    /// The words after the opening fence: the language, then what the tests are told.
    var words: [String]
    /// The lines between the fences.
    var lines: Range<Int>
    var text: String

    var language: String { words.first ?? "" }

    /// The value of `key=value` after the opening fence.
    func option(_ key: String) -> String? {
      words.first { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
    }
  }

  /// Below the package's folder.
  let path: String
  let lines: [String]
  let blocks: [Block]

  static let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }

  /// The README and everything below `docs`, but what `kpi` wrote itself.
  static let paths: [String] = {
    let docs = FileManager.default.enumerator(atPath: root + "/docs")?.compactMap { $0 as? String } ?? []
    let made: Set = ["metrics.md", "errors.md"]
    return ["README.md"] + docs.filter { $0.hasSuffix(".md") && !made.contains($0) }.sorted().map { "docs/" + $0 }
  }()

  init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOfFile: Self.root + "/" + path, encoding: .utf8)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    blocks = Self.blocks(of: lines)
  }

  private static func blocks(of lines: [String]) -> [Block] {
    var blocks: [Block] = []
    var start: (words: [String], line: Int)?
    for (number, line) in lines.enumerated() where line.hasPrefix("```") {
      if let (words, first) = start {
        let range = first..<number
        blocks.append(Block(words: words, lines: range, text: lines[range].map { $0 + "\n" }.joined()))
        start = nil
      } else {
        start = (line.dropFirst(3).split(separator: " ").map(String.init), number + 1)
      }
    }
    return blocks
  }

  /// The block that follows with nothing but blank lines between, where it is a ```` ```text ```` block.
  func output(after index: Int) -> Block? {
    guard index + 1 < blocks.count, blocks[index + 1].words == ["text"] else { return nil }
    let between = (blocks[index].lines.upperBound + 1)..<(blocks[index + 1].lines.lowerBound - 1)
    return lines[between].allSatisfy(\.isEmpty) ? blocks[index + 1] : nil
  }

  /// The document with other lines in some places, written back.
  func rewrite(_ changes: [(lines: Range<Int>, text: String)]) throws {
    var lines = lines
    for change in changes.sorted(by: { $0.lines.lowerBound > $1.lines.lowerBound }) {
      lines.replaceSubrange(change.lines, with: MarkdownDocument.lines(of: change.text))
    }
    try lines.joined(separator: "\n").write(toFile: Self.root + "/" + path, atomically: true, encoding: .utf8)
  }

  /// The lines of a text that ends with a line end.
  static func lines(of text: String) -> [String] {
    text.isEmpty
      ? []
      : text.dropLast(text.hasSuffix("\n") ? 1 : 0).split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
  }
}

/// One command of a ```` ```console ```` block, and where its output stands.
struct ConsoleCommand {
  /// The words of the command line; nil where a quote is not closed.
  var words: [String]
  var output: Range<Int>

  /// The commands of a block: lines that begin with `$ `, with what follows while a quote is open.
  static func commands(of block: MarkdownDocument.Block, in document: MarkdownDocument) -> [ConsoleCommand] {
    var commands: [ConsoleCommand] = []
    var line = block.lines.lowerBound
    while line < block.lines.upperBound {
      var text = String(document.lines[line].dropFirst(2))
      line += 1
      while text.count(where: { $0 == "'" }) % 2 == 1, line < block.lines.upperBound {
        text += "\n" + document.lines[line]
        line += 1
      }
      let end = (line..<block.lines.upperBound).first { document.lines[$0].hasPrefix("$ ") } ?? block.lines.upperBound
      commands.append(ConsoleCommand(words: words(of: text), output: line..<end))
      line = end
    }
    return commands
  }

  /// Words split at blanks, but not between single quotes.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word: String?
    var isQuoted = false
    for character in text {
      if character == "'" {
        isQuoted.toggle()
        word = word ?? ""
      } else if !isQuoted, character == " " || character == "\n" {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
