import KPILanguage

/// The grammar file as data, and a recogniser that follows it: slow, general, and with nothing of the parser in it.
struct Grammar: Sendable {
  indirect enum Node: Sendable {
    case keyword(String)
    case sign(String)
    case token(String)
    case rule(String)
    case sequence([Node])
    case choice([Node])
    case optional(Node)
    case repeated(Node)
  }

  private(set) var rules: [String: Node] = [:]
  /// Each rule as it is written, blanks joined.
  private(set) var written: [String: String] = [:]

  init(_ text: String) {
    var source = ""
    var rest = Substring(text)
    while let open = rest.firstRange(of: "(*"), let close = rest.firstRange(of: "*)") {
      source += rest[..<open.lowerBound]
      rest = rest[close.upperBound...]
    }
    source += rest
    for (name, body) in Grammar.productions(
      source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    {
      written[name] = body
      var reader = Reader(Grammar.split(body))
      rules[name] = reader.choice()
    }
  }

  /// `name := …` and the lines that go on with it, for as long as they are indented.
  static func productions(_ lines: [String]) -> [(name: String, body: String)] {
    var found: [(name: String, body: String)] = []
    var isOpen = false
    for line in lines {
      if let sign = line.firstRange(of: " := "), line[..<sign.lowerBound].allSatisfy({ $0.isLowercase || $0 == "-" }) {
        found.append((String(line[..<sign.lowerBound]), Grammar.joined(line[sign.upperBound...])))
        isOpen = true
      } else if isOpen, line.first == " ", let last = found.indices.last {
        found[last].body += " " + Grammar.joined(line[...])
      } else {
        isOpen = false
      }
    }
    return found
  }

  private static func joined(_ text: Substring) -> String { text.split(separator: " ").joined(separator: " ") }

  private static func split(_ body: String) -> [String] {
    var words: [String] = []
    var rest = Substring(body)
    while let first = rest.first {
      if first == " " {
        rest = rest.dropFirst()
      } else if first == "\"" {
        let text = rest.dropFirst().prefix { $0 != "\"" }
        words.append("\"" + text)
        rest = rest.dropFirst(text.count + 2)
      } else {
        let word = rest.prefix { $0 != " " }
        words.append(String(word))
        rest = rest.dropFirst(word.count)
      }
    }
    return words
  }

  private struct Reader {
    var words: ArraySlice<String>

    init(_ words: [String]) { self.words = words[...] }

    mutating func choice() -> Node {
      var alternatives = [sequence()]
      while words.first == "|" {
        words.removeFirst()
        alternatives.append(sequence())
      }
      return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
    }

    mutating func sequence() -> Node {
      var parts: [Node] = []
      while let word = words.first, !["|", ")", "]", "}"].contains(word) {
        words.removeFirst()
        switch word {
        case "(", "[", "{":
          let inner = choice()
          words.removeFirst()
          parts.append(word == "(" ? inner : word == "[" ? .optional(inner) : .repeated(inner))
        default:
          if word.first == "\"" {
            let text = String(word.dropFirst())
            parts.append(text.contains { $0.isLetter } ? .keyword(text) : .sign(text))
          } else {
            parts.append(word.contains { $0.isLowercase } ? .rule(word) : .token(word))
          }
        }
      }
      return .sequence(parts)
    }
  }

  /// Every keyword that the rules name.
  var keywords: Set<String> {
    var found: Set<String> = []
    func visit(_ node: Node) {
      switch node {
      case .keyword(let text): found.insert(text)
      case .sequence(let nodes), .choice(let nodes): nodes.forEach(visit)
      case .optional(let node), .repeated(let node): visit(node)
      case .sign, .token, .rule: break
      }
    }
    rules.values.forEach(visit)
    return found
  }

  /// Every rule that a rule names.
  var usedRules: Set<String> {
    var found: Set<String> = []
    func visit(_ node: Node) {
      switch node {
      case .rule(let name): found.insert(name)
      case .sequence(let nodes), .choice(let nodes): nodes.forEach(visit)
      case .optional(let node), .repeated(let node): visit(node)
      case .sign, .token, .keyword: break
      }
    }
    rules.values.forEach(visit)
    return found
  }

  /// Whether the rule `statements` covers a whole text.
  func recognises(_ text: String) -> Bool {
    let list = tokens(of: Source(name: "", text: text), id: SourceID(0))
    guard list.diagnostics.isEmpty else { return false }
    var recogniser = Recogniser(grammar: self, list: list)
    return recogniser.ends(.rule("statements"), at: 0).contains(list.tokens.count - 1)
  }
}

/// Finds every place where a node may end; the places of rules are kept.
private struct Recogniser {
  let grammar: Grammar
  var list: TokenList
  var known: [String: [Int: Set<Int>]] = [:]

  init(grammar: Grammar, list: TokenList) {
    self.grammar = grammar
    self.list = list
  }

  mutating func ends(_ node: Grammar.Node, at place: Int) -> Set<Int> {
    switch node {
    case .keyword(let text): return keyword(text, at: place)
    case .sign(let text):
      let token = list.tokens[place]
      return token.kind != .text && token.kind != .quotedName && list.text(token) == text ? [place + 1] : []
    case .token(let name): return token(name, at: place)
    case .rule(let name):
      if let ends = known[name]?[place] { return ends }
      let found: Set<Int> = if let rule = grammar.rules[name] { self.ends(rule, at: place) } else { [] }
      known[name, default: [:]][place] = found
      return found
    case .sequence(let nodes):
      var places: Set<Int> = [place]
      for node in nodes {
        var next: Set<Int> = []
        for place in places { next.formUnion(ends(node, at: place)) }
        places = next
      }
      return places
    case .choice(let nodes):
      var places: Set<Int> = []
      for node in nodes { places.formUnion(ends(node, at: place)) }
      return places
    case .optional(let node): return ends(node, at: place).union([place])
    case .repeated(let node):
      var all: Set<Int> = [place]
      var open: Set<Int> = [place]
      while let place = open.popFirst() {
        for end in ends(node, at: place) where all.insert(end).inserted { open.insert(end) }
      }
      return all
    }
  }

  private mutating func keyword(_ text: String, at place: Int) -> Set<Int> {
    var ends: Set<Int> = []
    if let match = list.keyword(at: place), match.keyword.rawValue == text { ends.insert(place + match.length) }
    // `cycle order by source`: the first word alone is a keyword too.
    let token = list.tokens[place]
    if token.kind == .word, list.text(token).lowercased() == text.lowercased() { ends.insert(place + 1) }
    return ends
  }

  private mutating func token(_ name: String, at place: Int) -> Set<Int> {
    let token = list.tokens[place]
    let fits: Bool
    switch name {
    case "WORD": fits = token.kind == .word
    // The tests' texts are read without a model.
    case "NAME-OF-WORDS": fits = false
    case "QUOTED-NAME": fits = token.kind == .quotedName
    case "VARIABLE": fits = token.kind == .variable
    case "NUMBER": fits = token.kind == .number
    case "YEAR": fits = token.kind == .number && token.end - token.start == 4
    case "DATE": fits = token.kind == .date
    case "TEXT": fits = token.kind == .text
    case "NEWLINE": fits = token.kind == .newline
    case "ANY": fits = ![.newline, .semicolon, .end, .closeCurly, .pipe].contains(token.kind)
    case "KEYWORD":
      guard let match = list.keyword(at: place) else { return [] }
      return [place + match.length]
    default: fits = false
    }
    return fits ? [place + 1] : []
  }
}
