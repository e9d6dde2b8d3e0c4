import Testing

@testable import KPIEngine

/// Texts kept as bytes against the same ones kept as strings.
@Suite struct TextListTests {
  private static let texts =
    ["", "a", "Nguyễn Thị Ánh", "Công ty TNHH Hoàng Hà", "0912 345 678", "日本", "b\u{0}c", "👩‍👩‍👧", "ế"]
    + (1...500).map { "Khách \($0 * 7919 % 1_000)" }

  private static func packed(_ texts: [String]) -> TextList? {
    var bytes: [UInt8] = []
    let ends = texts.map { text -> Int in
      bytes += text.utf8
      return bytes.count
    }
    return TextList(Buffer(bytes), ends: Buffer(ends))
  }

  @Test func bytesAndStringsAreTheSameTexts() throws {
    let list = try #require(Self.packed(Self.texts))
    #expect(Array(list) == Self.texts)
    #expect(Array(TextList(Self.texts)) == Self.texts)
    for number in list.indices {
      #expect(list.withBytes(of: number, Array.init) == Array(Self.texts[number].utf8))
      #expect(TextList(Self.texts).withBytes(of: number, Array.init) == Array(Self.texts[number].utf8))
    }
    #expect(list.byteCount == Self.texts.reduce(0) { $0 + $1.utf8.count + 8 })
    #expect(try #require(Self.packed([])).isEmpty)
  }

  @Test(arguments: [[3, 2], [-1, 2], [2, 5]])
  func endsLieWithinTheBytes(_ ends: [Int]) {
    #expect(TextList(Buffer([UInt8]("abcd".utf8)), ends: Buffer(ends)) == nil)
  }

  @Test func everyTextIsFound() throws {
    let different = [""] + Set(Self.texts).sorted()
    for list in [TextList(different), try #require(Self.packed(different))] {
      let dictionary = TextDictionary(DictionaryTexts(texts: list, ranks: nil), isLookup: false)
      for (code, text) in different.enumerated().dropFirst() { #expect(dictionary.code(of: text) == code, "\(text)") }
      for text in ["A", "Khách", "Khách 1001", "Nguyễn Thị Ánh "] {
        #expect(dictionary.code(of: text) == nil, "\(text)")
      }
      // The marks apart.
      #expect(
        dictionary.code(of: "Nguye\u{302}\u{303}n Thi\u{323} A\u{301}nh") == different.firstIndex(of: "Nguyễn Thị Ánh"))
      #expect(dictionary.code(of: "e\u{302}\u{301}") == different.firstIndex(of: "ế"))
    }
  }
}
