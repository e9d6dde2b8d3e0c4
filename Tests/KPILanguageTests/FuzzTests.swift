import KPILanguage
import Testing

/// Mutations of every example: the parser ends, its places lie in the text, and it says the same twice.
@Suite struct FuzzTests {
  /// SplitMix64: the same numbers for the same seed everywhere.
  private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }

  private static let corpus = Examples.good + Examples.bad + ErrorCatalogue.entries.map(\.source)

  private func check(_ text: String) {
    let source = Source(name: "fuzz", text: text)
    let parsed = parse(source, id: SourceID(0))
    let size = source.text.utf8.count
    for diagnostic in parsed.diagnostics {
      guard let span = diagnostic.span else { continue }
      #expect(0 <= span.start && span.start <= span.end && span.end <= size, "\(text)")
    }
    for statement in parsed.statements {
      #expect(statement.span.start <= statement.span.end && statement.span.end <= size, "\(text)")
    }
    let shown = DiagnosticRenderer(sources: [SourceID(0): source], lineWidth: 40).render(parsed.diagnostics)
    #expect(shown.isEmpty == parsed.diagnostics.isEmpty)
    let again = parse(source, id: SourceID(0))
    #expect(again.statements == parsed.statements && again.diagnostics == parsed.diagnostics, "\(text)")
    _ = isComplete(text)
  }

  @Test("bytes changed, dropped and doubled", arguments: [1, 2, 3] as [UInt64])
  func bytes(_ seed: UInt64) {
    var random = Random(state: seed)
    let spice = Array("()[]{}'\"`$|,;.=<>!-+*/%#\\\n0 9aW_\u{0}".utf8) + [0xC6, 0xB0, 0xFF]
    for text in FuzzTests.corpus {
      for _ in 0..<6 {
        var bytes = Array(text.utf8)
        for _ in 0...Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
          let place = Int.random(in: 0..<bytes.count, using: &random)
          let byte = spice[Int.random(in: 0..<spice.count, using: &random)]
          switch Int.random(in: 0..<4, using: &random) {
          case 0: bytes[place] = byte
          case 1: bytes.remove(at: place)
          case 2: bytes.insert(byte, at: place)
          default: bytes.removeSubrange(place...)
          }
        }
        check(String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  @Test("tokens dropped, doubled, swapped and taken from elsewhere", arguments: [4, 5, 6] as [UInt64])
  func tokens(_ seed: UInt64) {
    var random = Random(state: seed)
    let words = FuzzTests.corpus.map { text in
      let list = KPILanguage.tokens(of: Source(name: "", text: text), id: SourceID(0))
      return list.tokens.map { list.text($0) }
    }
    for original in words {
      for _ in 0..<6 {
        var tokens = original
        for _ in 0...Int.random(in: 0...2, using: &random) where !tokens.isEmpty {
          let place = Int.random(in: 0..<tokens.count, using: &random)
          let other = words[Int.random(in: 0..<words.count, using: &random)]
          switch Int.random(in: 0..<4, using: &random) {
          case 0: tokens.remove(at: place)
          case 1: tokens.insert(tokens[place], at: place)
          case 2: tokens.swapAt(place, Int.random(in: 0..<tokens.count, using: &random))
          default: tokens[place] = other.randomElement(using: &random) ?? ""
          }
        }
        check(tokens.joined(separator: " "))
      }
    }
  }
}
