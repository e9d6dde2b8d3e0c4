/// A text for people, kept apart from its language until it is told.
///
/// It is written where it is raised, in English, as an interpolated literal:
///
///     let message: Message = "there is no function `\(name)`"
///
/// Its literal pieces are the key (``there is no function `{0}` ``) under which the other language has its partner; what is
/// interpolated stays as it is, or is such a text itself.
package struct Message: Sendable, Hashable {
  private indirect enum Form: Sendable {
    /// Nothing to translate: a name, a number, code.
    case written(String)
    /// A thing of a model, by its name or its label; a number with a point or a comma.
    case named(String, vietnamese: String)
    case text(key: String, [Message])
    case joined([Message], separator: String)
  }

  private let form: Form

  private init(_ form: Form) { self.form = form }

  /// Whatever reads the same is the same.
  package static func == (lhs: Message, rhs: Message) -> Bool { lhs.english == rhs.english }

  package func hash(into hasher: inout Hasher) { hasher.combine(english) }

  /// A text that is the same in every language.
  package init(written text: String) { self.init(.written(text)) }

  /// What is called or written otherwise in Vietnamese: a thing of a model by its label, a number with a comma.
  package init(named name: String, vietnamese: String?) {
    self.init(.named(name, vietnamese: vietnamese ?? name))
  }

  /// A text that comes from outside, as what the built-in model says of its metrics: with its partner, where it has one.
  package init(known text: String) { self.init(.text(key: text, [])) }

  /// The text as a reader of the language has it; English where it has no partner.
  package func text(in language: TextLanguage) -> String {
    switch form {
    case .written(let text): text
    case .named(let name, let vietnamese): language == .vi ? vietnamese : name
    case .joined(let parts, let separator): parts.map { $0.text(in: language) }.joined(separator: separator)
    case .text(let key, let arguments):
      Self.fill(VietnameseTexts.partner(of: key, in: language) ?? key, arguments.map { $0.text(in: language) })
    }
  }

  /// The English text.
  package var english: String { text(in: .en) }

  /// The texts in it that have no partner in the language; those of code, names and numbers alone need none.
  package func untranslated(in language: TextLanguage) -> [String] {
    switch form {
    case .written, .named: return []
    case .joined(let parts, _): return parts.flatMap { $0.untranslated(in: language) }
    case .text(let key, let arguments):
      let isMissing = Self.hasWords(key) && VietnameseTexts.partner(of: key, in: language) == nil
      return (isMissing ? [key] : []) + arguments.flatMap { $0.untranslated(in: language) }
    }
  }

  /// Whether the text is the one with this key, such as ``there is no function `{0}` ``.
  package func isText(_ key: String) -> Bool {
    if case .text(key, _) = form { true } else { false }
  }

  /// Whether a key says anything outside of back quotes and places.
  package static func hasWords(_ key: String) -> Bool {
    var isCode = false
    return key.contains {
      if $0 == "`" { isCode.toggle() }
      return !isCode && $0.isLetter
    }
  }

  /// The text with its places (`{0}`, `{1}`, …) filled.
  private static func fill(_ text: String, _ arguments: [String]) -> String {
    guard !arguments.isEmpty else { return text }
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      rest = rest[open...]
      let digits = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      let end = digits.endIndex
      if let place = Int(digits), place < arguments.count, end < rest.endIndex, rest[end] == "}" {
        result += arguments[place]
        rest = rest[rest.index(after: end)...]
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result + rest
  }

  // MARK: Lists

  /// `a or b or c`; nil of nothing.
  package static func either(_ choices: [Message]) -> Message? {
    choices.dropFirst().reduce(choices.first) { list, choice in list.map { "\($0) or \(choice)" } }
  }

  /// `a and b and c`; nil of nothing.
  package static func both(_ things: [Message]) -> Message? {
    things.dropFirst().reduce(things.first) { list, thing in list.map { "\($0) and \(thing)" } }
  }

  /// `a, no b, no c`, behind a `no`; nil of nothing.
  package static func neither(_ things: [Message]) -> Message? {
    things.dropFirst().reduce(things.first) { list, thing in list.map { "\($0), no \(thing)" } }
  }

  /// Texts one after the other, with what stands between them in every language.
  package static func list(_ texts: [Message], separator: String = ", ") -> Message {
    Message(.joined(texts, separator: separator))
  }
}

extension Message: ExpressibleByStringInterpolation, CustomStringConvertible {
  /// The literal pieces of a message and what stands between them.
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var key = ""
    fileprivate var arguments: [Message] = []

    package init(literalCapacity: Int, interpolationCount: Int) { key.reserveCapacity(literalCapacity) }

    package mutating func appendLiteral(_ literal: String) { key += literal }

    /// A text in its turn.
    package mutating func appendInterpolation(_ message: Message) {
      key += "{\(arguments.count)}"
      arguments.append(message)
    }

    /// A name or code, as it is.
    package mutating func appendInterpolation(_ text: String) { appendInterpolation(Message(written: text)) }

    /// A number, or what else is the same in every language.
    package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      appendInterpolation(Message(written: value.description))
    }
  }

  package init(stringLiteral value: String) { self.init(.text(key: value, [])) }

  package init(stringInterpolation: StringInterpolation) {
    self.init(.text(key: stringInterpolation.key, stringInterpolation.arguments))
  }

  /// The English text.
  package var description: String { english }
}
