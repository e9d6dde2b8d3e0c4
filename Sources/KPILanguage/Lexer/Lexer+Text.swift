extension Lexer {
  /// Texts nest in the braces of texts at most this deep.
  static let interpolationLimit = 4

  /// `'…'` and `"…"`; a doubled quote stands for one, `{…}` is read in double quotes only, `{{` is a brace.
  ///
  /// A text ends on its line; only that of `sql`, and one at the prompt, may go on over several.
  mutating func quotedText() {
    let start = position
    let quote = byte()
    let mayBreak = textsMayBreak || follows("sql")
    guard let end = endOfText(from: start, mayBreak: mayBreak, depth: interpolationDepth) else {
      position = self.end(from: start + 1) { $0 != "\n" }
      report(
        "unclosed-text", "the text is not closed", start, start + 1,
        label: "`\(Character(Unicode.Scalar(quote)))` has to follow on the same line")
      if mayBreak { list.isUnfinished = true }
      add(.invalid, from: start)
      return
    }
    position = end
    list.texts.append(parts(of: (start + 1)..<(end - 1), quote: quote))
    add(.text, from: start, payload: list.texts.count - 1)
  }

  private func follows(_ word: String) -> Bool {
    guard let last = list.tokens.last, last.kind == .word, last.end - last.start == word.utf8.count else {
      return false
    }
    return list.text(last).lowercased() == word
  }

  /// The offset after the closing quote; nil where there is none.
  private func endOfText(from start: Int, mayBreak: Bool, depth: Int) -> Int? {
    let quote = list.bytes[start]
    var offset = start + 1
    while offset < limit {
      let current = list.bytes[offset]
      let following = offset + 1 < limit ? list.bytes[offset + 1] : 0
      if current == quote {
        if following != quote { return offset + 1 }
        offset += 2
      } else if current == UInt8(ascii: "\n"), !mayBreak {
        return nil
      } else if current == UInt8(ascii: "{"), quote == UInt8(ascii: "\"") {
        if following == UInt8(ascii: "{") {
          offset += 2
        } else {
          guard let end = endOfBraces(from: offset, mayBreak: mayBreak, depth: depth + 1) else { return nil }
          offset = end
        }
      } else {
        offset += 1
      }
    }
    return nil
  }

  /// The offset after the brace that closes the one at `start`, texts inside skipped.
  private func endOfBraces(from start: Int, mayBreak: Bool, depth: Int) -> Int? {
    guard depth <= Lexer.interpolationLimit else { return nil }
    var offset = start + 1
    while offset < limit {
      switch list.bytes[offset] {
      case UInt8(ascii: "}"): return offset + 1
      case UInt8(ascii: "\n") where !mayBreak: return nil
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        guard let end = endOfText(from: offset, mayBreak: mayBreak, depth: depth) else { return nil }
        offset = end
      default: offset += 1
      }
    }
    return nil
  }

  private func parts(of range: Range<Int>, quote: UInt8) -> [RawTextPart] {
    let interpolates = quote == UInt8(ascii: "\"")
    let written = list.bytes[range]
    if !written.contains(where: { $0 == quote || interpolates && ($0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}")) })
    {
      return [.literal(String(decoding: written, as: UTF8.self))]
    }
    var parts: [RawTextPart] = []
    var literal: [UInt8] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let current = list.bytes[offset]
      let isDoubled = offset + 1 < range.upperBound && list.bytes[offset + 1] == current
      if current == quote {
        literal.append(quote)
        offset += 2
      } else if interpolates, isDoubled, current == UInt8(ascii: "{") || current == UInt8(ascii: "}") {
        literal.append(current)
        offset += 2
      } else if interpolates, current == UInt8(ascii: "{"),
        let end = endOfBraces(from: offset, mayBreak: true, depth: interpolationDepth + 1)
      {
        if !literal.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
        literal = []
        parts.append(.expression((offset + 1)..<(end - 1)))
        offset = end
      } else {
        literal.append(current)
        offset += 1
      }
    }
    if !literal.isEmpty || parts.isEmpty { parts.append(.literal(String(decoding: literal, as: UTF8.self))) }
    return parts
  }

  /// Quotes that a word processor bent: reported once, with the text between them taken as one operand.
  mutating func typographicText() {
    let start = position
    let quotes: Set<Unicode.Scalar> = ["‘", "’", "“", "”"]
    let close = end(from: position + 3) { !quotes.contains($0) && $0 != "\n" }
    position = close
    if let (scalar, length) = scalar(at: close), quotes.contains(scalar) { position += length }
    report("unexpected-character", "unexpected typographic quote", start, start + 3, label: "write `'` or `\"`")
    add(.invalid, from: start)
  }
}
