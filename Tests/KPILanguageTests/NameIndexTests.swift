import Testing

import KPILanguage

/// Near names: the quick way finds what the textbook's way finds.
@Suite struct NameIndexTests {
  /// The distance by its definition, with a table of all beginnings.
  private func distance(_ lhs: [Character], _ rhs: [Character]) -> Int {
    var table = [[Int]](repeating: [Int](repeating: 0, count: rhs.count + 1), count: lhs.count + 1)
    for row in 0...lhs.count { table[row][0] = row }
    for column in 0...rhs.count { table[0][column] = column }
    for row in lhs.indices {
      for column in rhs.indices {
        let same = lhs[row] == rhs[column]
        var least = min(table[row][column] + (same ? 0 : 1), table[row + 1][column] + 1, table[row][column + 1] + 1)
        if row > 0, column > 0, lhs[row] == rhs[column - 1], lhs[row - 1] == rhs[column] {
          least = min(least, table[row - 1][column - 1] + 1)
        }
        table[row + 1][column + 1] = least
      }
    }
    return table[lhs.count][rhs.count]
  }

  /// What the definition of "nearest" gives for names of plain small letters.
  private func expected(_ name: String, _ names: [String], limit: Int) -> [String] {
    if names.contains(name) { return [name] }
    guard name.count > 1 else { return [] }
    let near = names.filter { $0.count > 1 && distance(Array(name), Array($0)) <= max(name.count, 3) / 3 }
    let order = Set(near).sorted {
      let (lhs, rhs) = (distance(Array(name), Array($0)), distance(Array(name), Array($1)))
      return lhs != rhs ? lhs < rhs : $0 < $1
    }
    return Array(order.prefix(limit))
  }

  @Test func findsWhatTheDefinitionFinds() {
    var random = SystemRandomNumberGenerator()
    for letters in ["ab", "abcd", "abcdefgh"] {
      let alphabet = Array(letters)
      func word(_ longest: Int) -> String {
        String(
          (0..<Int.random(in: 1...longest, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a" })
      }
      let names = (0..<60).map { _ in word(12) }
      let index = NameIndex(names)
      for _ in 0..<20 {
        let name = word(12)
        let found = index.nearest(to: name, limit: 3)
        #expect(found == expected(name, names, limit: 3), "\(name) among \(names)")
      }
    }
  }

  @Test func longNamesAreCompared() {
    let name = String(repeating: "abcdefgh", count: 8)
    let near = "x" + name.dropFirst()
    #expect(NameIndex([near, "abc"]).nearest(to: name, limit: 3) == [near])
    #expect(NameIndex([near + "y"]).nearest(to: name, limit: 3).isEmpty)
    #expect(NameIndex([name + "Y"]).nearest(to: name + "y", limit: 3) == [name + "Y"])
  }

  @Test func equalButForCaseAndMarksComesAlone() {
    let names = ["chot", "Chốt", "CHỐT", "Chờ", "Cho–t"]
    #expect(NameIndex(names).nearest(to: "chốt", limit: 3) == ["CHỐT", "Chốt"])
    #expect(NameIndex(["Chốt", "Chờ"]).nearest(to: "chot", limit: 3) == ["Chốt"])
    #expect(NameIndex(["Cho–t"]).nearest(to: "cho-t", limit: 3) == ["Cho–t"])
  }

  /// Letter by letter gives what folding the whole text gives.
  @Test func lettersFoldAsTextsDo() {
    let texts = [
      "Nguyễn Thị Ánh", "Đặng Đức Ơn", "ﬁne ﬂat", "Straße", "İstanbul", "Ǆ ŉ ǰ", "e\u{301}te", "한글", "ΣΑΣ", "🎉é",
      "\u{340}\u{341}x", "ẞ",
    ]
    for text in texts {
      #expect(NameIndex([text]).similar(to: fold(text)) == [0], "\(text)")
      #expect(NameIndex([fold(text)]).similar(to: text) == [0], "\(text)")
    }
    for value in UInt32(0x20)..<0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "a\(String(scalar))b"
      #expect(NameIndex([fold(text)]).similar(to: text) == [0], "U+\(String(value, radix: 16))")
    }
  }

  @Test func stopsWhenAsked() {
    let names = (0..<20_000).map { "name \($0)" }
    let index = NameIndex(names)
    #expect(index.nearest(to: "nmae 17", limit: 3) == ["name 17"] || !index.nearest(to: "nmae 17", limit: 3).isEmpty)
    #expect(index.nearest(to: "nmae 17", limit: 3, isCancelled: { true }).isEmpty)
    #expect(NameIndex(names, isCancelled: { true }).similar(to: "name 17").isEmpty)
  }
}
