import KPICompiler
import KPILanguage
import KPISession

/// A statement word by word: at the place of each what Tab offers there, and whether the word that stands there is among it.
///
/// What cannot be listed is gone over: signs, numbers, dates, free texts, and the names that a statement gives.
struct StatementWalk {
  /// A place where the word that was written is not offered.
  struct Miss: CustomStringConvertible {
    var before: String
    var word: String
    var offered: [String]
    /// A value of the data, which the data at hand may not have.
    var isValue: Bool

    /// The word with what it is taken out of.
    var path: String {
      let link = before.split { " {(".contains($0) }.last.map(String.init) ?? ""
      return before.hasSuffix(".") ? link + word : word
    }

    /// A key or a column of the last result, which the data at hand may not have.
    var isKey: Bool { before.hasPrefix("drill ") || before.hasPrefix("soi ") }

    var description: String { "\(before)⟨\(word)⟩ \(offered.prefix(12)) of \(offered.count)" }
  }

  let session: Session
  let text: String
  private let bytes: [UInt8]
  private(set) var places = 0
  private(set) var misses: [Miss] = []

  init(_ session: Session, _ text: String) {
    self.session = session
    // What goes on over lines is typed on one; a block's lines stay.
    self.text =
      text.contains("{\n") ? text : text.split(separator: "\n").joined(separator: " ")
    bytes = Array(self.text.utf8)
    var list = tokens(of: Source(name: "", text: self.text), id: SourceID(0))
    walk(&list, from: 0)
  }

  private func slice(_ from: Int, _ to: Int) -> String { String(decoding: bytes[from..<to], as: UTF8.self) }

  /// - Parameter offset: where the tokens' text stands in the statement.
  private mutating func walk(_ list: inout TokenList, from offset: Int) {
    var index = 0
    while index < list.tokens.count, list.tokens[index].kind != .end {
      let token = list.tokens[index]
      switch token.kind {
      case .word, .quotedName, .variable:
        index += isNewName(&list, index) ? 1 : max(1, look(&list, index, offset))
      case .text:
        braces(in: offset + token.start, offset + token.end)
        if isValue(list, index) { _ = look(&list, index, offset) }
        index += 1
      default: index += 1
      }
    }
  }

  /// What stands in the braces of a text is walked as what stands outside.
  private mutating func braces(in start: Int, _ end: Int) {
    guard bytes[start] == UInt8(ascii: "\"") else { return }
    var open: Int?
    for place in start..<end {
      if bytes[place] == UInt8(ascii: "{") {
        open = open == place - 1 && open != nil ? nil : place
      } else if bytes[place] == UInt8(ascii: "}"), let begin = open {
        var list = tokens(of: Source(name: "", text: slice(begin + 1, place)), id: SourceID(0))
        walk(&list, from: begin + 1)
        open = nil
      }
    }
  }

  /// Looks at one place; how many tokens are gone over.
  private mutating func look(_ list: inout TokenList, _ index: Int, _ offset: Int) -> Int {
    let token = list.tokens[index]
    let start = offset + token.start
    places += 1
    let isVariable = token.kind == .variable
    // Of a variable its sign is typed. What is not offered at once, in the other language or among very many, is when
    // its beginning is typed.
    let typed = isVariable ? [1] : [0, 1, (token.end - token.start) / 2, token.end - token.start]
    var offered: [String] = []
    for count in typed {
      guard let text = String(validating: bytes[..<(start + count)], as: UTF8.self) else { continue }
      let completion = session.completion(of: text)
      if offered.isEmpty { offered = completion.candidates.map(\.text) }
      if let length = length(completion, list, index, start) { return length }
    }
    let length = list.keyword(at: index)?.length ?? 1
    let last = min(index + length, list.tokens.count) - 1
    misses.append(
      Miss(
        before: slice(0, start), word: slice(start, offset + list.tokens[last].end), offered: offered,
        isValue: isValue(list, index)))
    return length
  }

  /// How many tokens the longest of the offered texts is that stands in the statement; nil where none does.
  private func length(_ completion: Completion, _ list: TokenList, _ index: Int, _ start: Int) -> Int? {
    let rest = Self.plain(slice(completion.start, bytes.count))
    let fitting = completion.candidates.map { Self.plain($0.text) }.filter { text in
      guard !text.isEmpty, rest.hasPrefix(text) else { return false }
      let next = rest.dropFirst(text.count).first
      return text.hasSuffix("(") || !(next.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false)
    }
    guard let longest = fitting.max(by: { $0.count < $1.count }) else { return nil }
    // As many words as the offered one has from here on.
    let typed = Self.plain(slice(min(completion.start, start), start)).split(separator: " ").count
    let words = longest.split(separator: " ").count - typed
    var length = 0
    var seen = 0
    while seen < words, index + length < list.tokens.count, list.tokens[index + length].kind == .word {
      seen += list.text(list.tokens[index + length]).split(separator: "_").count
      length += 1
    }
    return max(1, length)
  }

  /// As they are compared: without case and marks, quotes, and the difference of `_` and a blank.
  private static func plain(_ text: String) -> String {
    let bare = text.filter { $0 != "`" && $0 != "'" && $0 != "\"" }.map { $0 == "_" || $0.isWhitespace ? " " : $0 }
    return fold(String(bare))
  }

  // MARK: What cannot be listed

  /// Whether a statement gives the name that stands there.
  private func isNewName(_ list: inout TokenList, _ index: Int) -> Bool {
    guard index > 0 else { return false }
    let next = index + 1 < list.tokens.count ? list.tokens[index + 1].kind : .end
    var first = index - 1
    // Keywords of several words end before the name: `save as`.
    while first > 0, list.tokens[first - 1].kind == .word, (list.keyword(at: first - 1)?.length ?? 0) > index - first {
      first -= 1
    }
    switch list.keyword(at: first)?.keyword {
    case .let, .param, .for, .metric, .segment, .events, .saveAs, .grades: return true
    case .report: return next == .openRound || next == .openCurly
    case .derive: return next == .equal
    default: break
    }
    // Another column of `derive`, another grade, a word to look for.
    switch list.tokens[index - 1].kind {
    case .comma where next == .equal: return true
    case .comma where next == .number: return (0..<index).contains { list.keyword(at: $0)?.keyword == .grades }
    default: break
    }
    if list.keyword(at: 0)?.keyword == .describe, list.tokens[..<index].contains(where: { $0.kind == .star }) {
      return true
    }
    if list.tokens[index].kind == .variable { return list.tokens[0].kind == .word && isParameter(&list, index) }
    return false
  }

  /// `report weekly($week)`.
  private func isParameter(_ list: inout TokenList, _ index: Int) -> Bool {
    guard list.keyword(at: 0)?.keyword == .report else { return false }
    return !list.tokens[..<index].contains { $0.kind == .openCurly }
  }

  /// Whether a text is a value of the data: right of `=` or in a list.
  private func isValue(_ list: TokenList, _ index: Int) -> Bool {
    guard index > 0 else { return false }
    switch list.tokens[index - 1].kind {
    case .equal, .notEqual: return index > 1 && list.tokens[index - 2].kind == .word
    default: return false
    }
  }
}
