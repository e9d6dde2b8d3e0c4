/// The string literals of Swift sources, as the keys that they have as texts for people: `there is no function {0}`.
struct SourceTexts {
  private let scalars: [Character]
  private(set) var keys: [String] = []

  /// Every literal of the code, also those inside of interpolations.
  init(_ code: String) {
    scalars = Array(code)
    _ = walk(from: 0, closing: false)
  }

  /// Whether a key says anything outside of code in back quotes and places, in more than one word.
  static func isSentence(_ key: String) -> Bool {
    var plain = ""
    var isCode = false
    for character in key {
      if character == "`" { isCode.toggle() } else if !isCode { plain.append(character) }
    }
    return plain.contains(/[a-z]{2,}.* .*/) && plain.contains(/[a-zA-Z]+[,:;]? [a-z(]/)
  }

  private func has(_ text: String, at place: Int) -> Bool {
    scalars[place...].starts(with: Array(text))
  }

  /// Goes over code; where it is an interpolation, to its closing bracket.
  private mutating func walk(from start: Int, closing: Bool) -> Int {
    var place = start
    var depth = 0
    while place < scalars.count {
      if has("//", at: place) {
        while place < scalars.count, scalars[place] != "\n" { place += 1 }
        continue
      }
      switch scalars[place] {
      case "\"": place = literal(from: place, hashes: 0)
      case "#" where has("#\"", at: place): place = literal(from: place + 1, hashes: 1)
      case "/" where has("/*", at: place):
        while place < scalars.count, !has("*/", at: place) { place += 1 }
      case "(":
        depth += 1
        place += 1
      case ")":
        if closing, depth == 0 { return place + 1 }
        depth -= 1
        place += 1
      default: place += 1
      }
    }
    return place
  }

  /// Reads a literal from its first quote on.
  private mutating func literal(from start: Int, hashes: Int) -> Int {
    let isLong = has("\"\"\"", at: start)
    let quote = (isLong ? "\"\"\"" : "\"") + String(repeating: "#", count: hashes)
    let escape = "\\" + String(repeating: "#", count: hashes)
    var place = start + (isLong ? 3 : 1)
    var key = ""
    var arguments = 0
    while place < scalars.count, !has(quote, at: place) {
      guard has(escape, at: place) else {
        key.append(scalars[place])
        place += 1
        continue
      }
      place += escape.count
      let escaped = scalars[place]
      place += 1
      switch escaped {
      case "(":
        key += "{\(arguments)}"
        arguments += 1
        place = walk(from: place, closing: true)
      case "n": key.append("\n")
      case "\n": while scalars[place] == " " { place += 1 }
      default: key.append(escaped)
      }
    }
    keys.append(isLong ? Self.withoutIndent(key) : key)
    return place + quote.count
  }

  /// The lines between the quotes of a long literal, without what the last of them is indented by.
  private static func withoutIndent(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let indent = lines.last?.count ?? 0
    return lines.dropFirst().dropLast().map { $0.dropFirst(indent) }.joined(separator: "\n")
  }
}
