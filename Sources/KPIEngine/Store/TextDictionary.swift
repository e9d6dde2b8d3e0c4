@_spi(_Unicode) import Swift
import Synchronization

/// The distinct texts of one or more columns; a text's code is its position, code 0 is null.
package final class TextDictionary: Sendable {
  private let content: Made<DictionaryTexts>
  /// NFC texts; the first stands for null and is empty.
  package var texts: TextList { content.value.texts }
  /// A declared order (`order position`): the rank of each code; nil where the model declares none.
  ///
  /// Codes without a position rank after those with one.
  package var ranks: [Int32]? { content.value.ranks }
  /// How many codes there are, null's among them.
  package let count: Int
  /// Whether the codes come from a lookup table, so that `values` lists those without rows too.
  package let isLookup: Bool

  /// Made when a text is first looked for: most dictionaries of names never see a literal.
  private let index = Mutex<TextIndex?>(nil)

  /// - Parameter texts: NFC, distinct, without the null entry.
  package convenience init(texts: [String], ranks: [Int32]? = nil, isLookup: Bool = false) {
    self.init(
      DictionaryTexts(texts: TextList([""] + texts), ranks: ranks.map { [Int32.max] + $0 }), isLookup: isLookup)
  }

  package init(_ texts: DictionaryTexts, isLookup: Bool) {
    content = Made(texts)
    count = texts.texts.count
    self.isLookup = isLookup
  }

  /// A dictionary of `count` codes whose texts `make` gives.
  package init(count: Int, isLookup: Bool, _ make: @escaping @Sendable () -> DictionaryTexts) {
    content = Made(make)
    self.count = count
    self.isLookup = isLookup
  }

  /// Made when many of the texts are put in order for the first time.
  private let places = Mutex<[Int32]?>(nil)

  /// Places of the texts of some codes among each other, in alphabetical order.
  ///
  /// Where many of the texts are asked for, all are placed once and for every question.
  func alphabeticalPlaces(of codes: [Int]) -> [Int32] {
    let texts = texts
    let all = places.withLock { known -> [Int32]? in
      if known == nil, codes.count * 8 >= texts.count { known = AlphabeticalRanks.of(texts) }
      return known
    }
    return all.map { all in codes.map { all[$0] } } ?? AlphabeticalRanks.of(codes.map { texts[$0] })
  }

  /// The code of exactly this text (composed or decomposed); nil where no row has it.
  package func code(of text: String) -> Int? {
    let texts = texts
    let index = index.withLock { known in
      let index = known ?? TextIndex(texts)
      known = index
      return index
    }
    if let position = index.position(of: text, in: texts) { return position }
    var composed = String.UnicodeScalarView()
    for scalar in text._nfc { composed.append(scalar) }
    return index.position(of: String(composed), in: texts)
  }
}
