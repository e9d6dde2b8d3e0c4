import Testing

@testable import KPIEngine

/// The numbers that rows are ordered by, against what they stand for.
@Suite struct PlacesTests {
  /// Small numbers from a seed.
  private struct Dice {
    var state: UInt64

    mutating func throwOne(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
  }

  /// Long common beginnings, all lengths about the eight bytes that are compared at once, repeated and empty texts.
  private static func texts(seed: UInt64) -> [String] {
    let parts = [
      "", "a", "A", "á", "Nguyễn ", "Công ty TNHH ", "Công ty Cổ phần ", "b", "đ", "ê", "e\u{301}", "\u{0}", "9", "#",
      "日", "\u{200D}",
    ]
    var dice = Dice(state: seed)
    return (0..<120).map { _ in (0..<dice.throwOne(6)).map { _ in parts[dice.throwOne(parts.count)] }.joined() }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func alphabeticalPlacesFollowTheKeys(seed: UInt64) {
    let texts = Self.texts(seed: seed)
    let ranks = AlphabeticalRanks.of(texts)
    let keys = texts.map { CollationKey($0) }
    for left in texts.indices {
      for right in texts.indices {
        #expect((ranks[left] < ranks[right]) == (keys[left] < keys[right]), "\(texts[left]) and \(texts[right])")
      }
    }
    #expect(ranks.max().map { Int($0) + 1 } == Set(texts).count)
    #expect(AlphabeticalRanks.of([String]()).isEmpty)
  }

  @Test func aDictionaryPlacesFewOrAllAlike() {
    let texts = Array(Set(Self.texts(seed: 4)).subtracting([""])).sorted()
    let dictionary = TextDictionary(texts: texts)
    let few = [3, 1, 8, 5]
    let alone = dictionary.alphabeticalPlaces(of: few)
    let all = dictionary.alphabeticalPlaces(of: Array(1..<dictionary.count))
    let known = dictionary.alphabeticalPlaces(of: few)
    for left in few.indices {
      for right in few.indices {
        #expect((alone[left] < alone[right]) == (known[left] < known[right]))
        #expect((alone[left] < alone[right]) == (all[few[left] - 1] < all[few[right] - 1]))
      }
    }
  }

  private static let columns: [[Value]] = [
    [.integer(3), .null, .integer(-4), .integer(3), .integer(0)],
    [.decimal(15, scale: 1), .integer(1), .null, .decimal(150, scale: 2), .integer(2), .decimal(-1, scale: 4)],
    // Beyond 64 bits in the larger scale, and the numbers that stand for no number.
    [.integer(.max), .decimal(5, scale: 4), .integer(.min), .integer(.max - 1), .null],
    [.real(0), .real(-0.0), .real(-1.5), .null, .real(.infinity), .real(-.infinity), .real(1e-300), .real(2.5)],
    [.real(2.5), .integer(2), .decimal(25, scale: 1), .null, .real(-3)],
    [.integer(9_007_199_254_740_993), .integer(9_007_199_254_740_992), .real(1)],
    [.text("đ"), .text("d"), .null, .text("Đ"), .text("d")],
    [.date(4), .time(day: 4, second: 0), .time(day: 3, second: 86_399), .null, .date(5)],
    [.null, .null], [],
  ]

  @Test(arguments: columns)
  func numbersFollowTheValues(values: [Value]) {
    let numbers = SortValue.numbers(of: values)
    let sortable = values.map { SortValue($0) }
    for left in values.indices {
      #expect((numbers[left] == .min) == (values[left] == .null))
      #expect(numbers[left] != .max)
      for right in values.indices {
        #expect(
          (numbers[left] < numbers[right]) == (sortable[left] < sortable[right]), "\(values[left]), \(values[right])")
      }
    }
  }

  @Test(arguments: [10, 1_000_000])
  func codesHavePlacesWhateverTheirNumber(size: Int) {
    let codes = KeyCodes([7, 0, 3, 7, -1, 9], size: size)
    #expect(codes.codes == [0, 3, 7, 9])
    #expect([0, 3, 7, 9].map { codes.place(of: $0) } == [0, 1, 2, 3])
    #expect(codes.place(of: 4) == nil)
    #expect(codes.place(of: -1) == nil)
  }
}
