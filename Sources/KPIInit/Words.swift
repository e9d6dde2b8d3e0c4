import KPILanguage

/// The words of a table's or a column's name: `OrderItems`, `order_items` and `tblOrderItem` are nearly the same to people.
struct Words: Hashable {
  /// As they are written, in lower case.
  let written: [String]
  /// Without the marks on the letters.
  let folded: [String]

  init(_ name: String) {
    written = Self.split(name.inNFC)
    folded = written.map(fold)
  }

  private init(written: [String], folded: [String]) {
    self.written = written
    self.folded = folded
  }

  var isEmpty: Bool { folded.isEmpty }
  /// Without anything between them, as some write them: `dealstage` for `deal_stage`.
  var glued: String { folded.joined() }
  /// Joined by `_`, without marks.
  var joined: String { folded.joined(separator: "_") }
  var last: String { folded.last ?? "" }

  func has(_ word: String) -> Bool { folded.contains(word) }
  func hasAny(_ words: Set<String>) -> Bool { folded.contains(where: words.contains) }

  func dropFirst(_ count: Int = 1) -> Words {
    Words(written: Array(written.dropFirst(count)), folded: Array(folded.dropFirst(count)))
  }

  func dropLast(_ count: Int = 1) -> Words {
    Words(written: Array(written.dropLast(count)), folded: Array(folded.dropLast(count)))
  }

  func suffix(_ count: Int) -> Words {
    Words(written: Array(written.suffix(count)), folded: Array(folded.suffix(count)))
  }

  /// Without what says only that something is a table: `tbl_`, `dim_`, `fact_`, `t_`.
  var ofThing: Words {
    var words = self
    while let first = words.folded.first, words.folded.count > 1, Self.tableWords.contains(first) {
      words = words.dropFirst()
    }
    while words.folded.count > 1, Self.tableEndings.contains(words.last) { words = words.dropLast() }
    // `Sales_SalesOrderHeader`, `Person_Person`: a schema's name before one that begins with it.
    while words.folded.count > 1, words.folded[0] == words.folded[1] { words = words.dropFirst() }
    return words
  }

  private static let tableWords: Set<String> = ["tbl", "tb", "dim", "fact", "fct", "t", "mst", "dm", "bang"]
  private static let tableEndings: Set<String> = ["tbl", "table", "dim", "dataset"]

  /// The last word in the singular, as English has it; Vietnamese words have no plural.
  var singular: Words {
    guard let end = folded.last, let whole = written.last else { return self }
    return Words(written: written.dropLast() + [Self.singular(whole)], folded: folded.dropLast() + [Self.singular(end)])
  }

  static func singular(_ word: String) -> String {
    if word.count > 3, word.hasSuffix("ies") { return String(word.dropLast(3)) + "y" }
    if word == "people" { return "person" }
    for ending in ["sses", "shes", "ches", "xes", "uses"] where word.hasSuffix(ending) && word.count > ending.count {
      return String(word.dropLast(2))
    }
    if word.hasSuffix("ss") || word.hasSuffix("us") || word.hasSuffix("is") || word.count < 3 { return word }
    return word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  /// What the two have in common in any number: `orders` and `order`.
  func isSameThing(as other: Words) -> Bool { !isEmpty && singular.joined == other.singular.joined }

  /// The words as a person reads them: `Order items`.
  var label: String {
    let text = written.joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  /// Words at changes from small to capital letters and at everything that is neither letter nor digit.
  private static func split(_ name: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    let scalars = Array(name.unicodeScalars)
    func isCapital(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isUppercase }
    for (index, scalar) in scalars.enumerated() {
      let isMark = scalar.properties.generalCategory == .nonspacingMark
      guard scalar.properties.isAlphabetic || isMark || (48...57).contains(scalar.value) else {
        if !word.isEmpty { words.append(String(word)) }
        word = .init()
        last = nil
        continue
      }
      if let previous = last, isCapital(scalar) {
        let endsCapitals = isCapital(previous) && index + 1 < scalars.count && scalars[index + 1].properties.isLowercase
        if !isCapital(previous) || endsCapitals, !word.isEmpty {
          words.append(String(word))
          word = .init()
        }
      }
      word.append(scalar)
      last = scalar
    }
    if !word.isEmpty { words.append(String(word)) }
    return words.map { $0.lowercased() }
  }
}
