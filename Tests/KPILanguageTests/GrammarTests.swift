import KPILanguage
import Testing

/// Holds `grammar/kpi.ebnf`, the keyword table and the parser together.
@Suite struct GrammarTests {
  static let grammar = Grammar(Files.text("grammar/kpi.ebnf") ?? "")

  static func isParsed(_ text: String) -> Bool {
    let source = Source(name: "test", text: text)
    return parse(source, id: SourceID(0)).diagnostics.isEmpty
  }

  static func mistakes(_ text: String) -> String {
    let source = Source(name: "test", text: text)
    return DiagnosticRenderer(sources: [SourceID(0): source]).render(parse(source, id: SourceID(0)).diagnostics)
  }

  @Test("the grammar and the parser take every example", arguments: Examples.good)
  func goodExample(_ text: String) {
    #expect(GrammarTests.mistakes(text) == "")
    #expect(GrammarTests.grammar.recognises(text), "the grammar does not take: \(text)")
  }

  @Test("neither takes what is no statement", arguments: Examples.bad)
  func badExample(_ text: String) {
    #expect(!GrammarTests.isParsed(text))
    #expect(!GrammarTests.grammar.recognises(text))
  }

  @Test("the contract's examples parse", arguments: Files.contractExamples + Files.contractQuotes)
  func contractExample(_ text: String) {
    #expect(GrammarTests.mistakes(text) == "")
    #expect(GrammarTests.grammar.recognises(text), "the grammar does not take: \(text)")
  }

  @Test("the project's models and example scripts parse", arguments: Files.scripts)
  func script(_ path: String) throws {
    let text = try #require(Files.text(path))
    #expect(GrammarTests.mistakes(text) == "")
    #expect(GrammarTests.grammar.recognises(text), "the grammar does not take \(path)")
  }

  @Test("the manual's examples parse", arguments: Files.documentExamples)
  func documentExample(_ text: String) {
    #expect(GrammarTests.mistakes(text) == "")
    #expect(GrammarTests.grammar.recognises(text), "the grammar does not take: \(text)")
  }

  @Test("the reference statements parse", .enabled(if: !Files.referenceStatements.isEmpty))
  func referenceStatements() {
    #expect(Files.referenceStatements.count > 400)
    for text in Files.referenceStatements {
      #expect(GrammarTests.mistakes(text) == "", "\(text)")
      #expect(GrammarTests.grammar.recognises(text), "the grammar does not take: \(text)")
    }
  }

  @Test("every keyword stands in the grammar, and every word of the grammar in the table")
  func keywords() {
    #expect(GrammarTests.grammar.keywords == Set(Keyword.allCases.map(\.rawValue)))
    #expect(
      Keyword.vocabulary.map(\.keyword).sorted { $0.rawValue < $1.rawValue }
        == Keyword.allCases.sorted { $0.rawValue < $1.rawValue })
  }

  @Test("every rule is used and defined")
  func rules() {
    let defined = Set(GrammarTests.grammar.rules.keys)
    #expect(GrammarTests.grammar.usedRules.union(["statements"]) == defined)
  }

  @Test("the productions above the parser's functions are those of the grammar")
  func productions() {
    var count = 0
    for file in Files.names(in: "Sources/KPILanguage/Parser") {
      let text = Files.text("Sources/KPILanguage/Parser/" + file) ?? ""
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        guard let mark = line.firstRange(of: "/// ") else { return "" }
        return String(line[mark.upperBound...])
      }
      for (name, body) in Grammar.productions(lines) {
        count += 1
        #expect(GrammarTests.grammar.written[name] == body, "\(file): \(name)")
      }
    }
    #expect(count >= 70)
  }

  @Test("the questions of the grammar are those of the table, each as its form says")
  func forms() {
    let verbs = Keyword.beginning(.question)
    #expect(GrammarTests.grammar.written["question"] == verbs.map(\.rawValue).joined(separator: " | "))
    var count = 0
    for verb in verbs {
      guard let production = GrammarTests.production(of: verb) else { continue }
      count += 1
      // Vietnamese has one word for one alert and for several.
      let written = GrammarTests.grammar.written[verb.rawValue]?.replacing(
        "( \"alerts\" | \"alert\" )", with: "\"alerts\"")
      #expect(written == production)
    }
    #expect(count >= 8)
  }

  /// What the grammar says of a question whose form says all of its syntax.
  private static func production(of verb: Keyword) -> String? {
    let lead: String
    switch verb.entry.form.lead {
    case .nothing?: lead = ""
    case .metric?: lead = "metric-item "
    case .event?: lead = "[ event ] "
    case .word(let word)?: lead = "[ \"\(word.rawValue)\" ] "
    case nil: return nil
    }
    let own =
      (verb.takesHorizon ? " | horizon" : "")
      + (verb.ownClauses.contains(.next) ? " | \"next\" span | count span-unit \"next\"" : "")
    return "\"\(verb.rawValue)\" \(lead)" + (own.isEmpty ? "clauses" : "{ clause\(own) }")
  }
}
