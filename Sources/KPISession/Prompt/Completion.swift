import KPILanguage

/// What a text at the prompt may become at its end.
package struct Completion: Sendable, Equatable {
  /// One way to go on.
  package struct Candidate: Sendable, Equatable {
    /// What takes the place of what stands from `start` on.
    package var text: String
    /// What is shown in a list of several: `Facebook (570)`.
    package var shown: String

    init(_ text: String, shown: String? = nil) {
      self.text = text
      self.shown = shown ?? text
    }
  }

  /// From which UTF-8 offset of the text on something is put in place of what stands there.
  package var start: Int
  /// What may stand there, in the order of the lists.
  package var candidates: [Candidate]
  /// What Tab puts there; nil leaves what was typed.
  package var replacement: String?
  /// The text up to the cursor with what Tab puts there; nil leaves it.
  package internal(set) var line: String?
  /// Whether a blank follows what Tab puts there: it is the only one, and it is whole.
  package var isWhole: Bool {
    guard candidates.count == 1, let text = candidates.first?.text else { return false }
    return !text.hasSuffix("(") && !text.hasSuffix("/")
  }

  /// Nothing fits.
  static let none = Completion(start: 0, candidates: [], replacement: nil)

  private init(start: Int, candidates: [Candidate], replacement: String?) {
    (self.start, self.candidates, self.replacement) = (start, candidates, replacement)
  }

  /// - Parameter typed: what stands from `start` on.
  init(start: Int, typed: String, _ candidates: [Candidate]) {
    self.start = start
    self.candidates = candidates
    let common = Self.common(candidates.map(\.text))
    // What all have in common may be shorter than the word, where they differ in case, marks or quotes: it stays.
    let isLonger = Self.letters(common).count > Self.letters(typed).count
    replacement = candidates.count == 1 || isLonger ? common : nil
    if replacement == typed, candidates.count > 1 { replacement = nil }
  }

  private static func letters(_ text: String) -> String {
    let rest = text.first == "'" || text.first == "\"" ? text.dropFirst() : text[...]
    return fold(String(rest))
  }

  /// The longest beginning, in whole characters.
  private static func common(_ texts: [String]) -> String {
    guard var common = texts.first.map({ $0[...] }) else { return "" }
    for text in texts.dropFirst() {
      common = common.prefix(zip(common, text).prefix { $0 == $1 }.count)
    }
    return String(common)
  }
}
