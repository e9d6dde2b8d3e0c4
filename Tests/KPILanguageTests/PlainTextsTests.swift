import Testing

@_spi(_Unicode) import Swift
@testable import KPILanguage

/// The quick ways through a text against Swift's own, scalar by scalar and in texts of several.
@Suite struct PlainTextsTests {
  /// Every scalar of the scripts that have case or marks, and those around them.
  private static let scalars = (0..<0x1_1400).compactMap { Unicode.Scalar(UInt32($0)) }

  private static func composed(_ text: String) -> [Unicode.Scalar] { Array(text._nfc) }

  @Test func whatIsPlainlyComposedIsComposedWithAnythingPlainBesideIt() {
    let plain = Self.scalars.filter { String($0).isPlainlyComposed }
    #expect(plain.count == 0x300 + 0x100 + 0x18 + 0x20 + 10 + 1)
    let others = plain.filter { scalar in
      ["\(scalar)", "a\(scalar)", "\(scalar)a", "ế\(scalar)", "\(scalar)\(scalar)"].contains { text in
        Self.composed(text) != Array(text.unicodeScalars) || !text.isPlainlyComposed
      }
    }
    #expect(others == [])
  }

  @Test func textsAreComposedAsBefore() {
    for text in [
      "", "abc", "Chô\u{301}t", "Chốt", "e\u{301}", "한글", "ᄒ\u{1161}\u{11AB}", "a\u{300}ế – “…”", "\u{340}", "Å",
    ] {
      #expect(Array(text.inNFC.unicodeScalars) == Self.composed(text))
    }
  }

  @Test func foldingLetterByLetterIsFoldingTheWhole() {
    let others = Self.scalars.filter { scalar in
      [String(scalar), "Đa\(scalar)", "\(scalar)Ế"].contains { text in
        Array(fold(text).unicodeScalars) != Array(foldWhole(text).unicodeScalars)
      }
    }
    #expect(others == [])
  }

  @Test func lowerCaseIsSwifts() {
    for text in ["", "abc", "ABC", "a_Bc", "ĐƠN", "đơn", "ΑΣ", "İ"] {
      #expect(Array(text.inLowerCase.unicodeScalars) == Array(text.lowercased().unicodeScalars))
    }
    let others = Self.scalars.filter { scalar in
      [String(scalar), "Đa\(scalar)", "\(scalar)Ế"].contains { text in
        Array(text.inLowerCase.unicodeScalars) != Array(text.lowercased().unicodeScalars)
      }
    }
    #expect(others == [])
  }

  @Test func namesThatAreMadeLaterAreMadeWhenTheyAreAsked() {
    var table = NameTable {
      var names = NameTable()
      names.add("đơn hàng", .metric)
      return names
    }
    func lengths(_ words: [String]) -> [Int] { table.lengths(.any) { $0 < words.count ? words[$0] : nil } }
    #expect(lengths(["don", "hang"]) == [2])
    #expect(lengths(["khách"]) == [])
    table.add("khách", .entity)
    #expect(lengths(["don", "hang"]) == [2])
    #expect(lengths(["khach", "hàng"]) == [1])
  }
}
