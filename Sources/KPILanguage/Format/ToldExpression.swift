extension Message {
  /// A metric's expression as its reader writes it: as it stands, in Vietnamese with Vietnamese words and names.
  ///
  /// - Parameters:
  ///   - names: the names of several words that are known.
  ///   - pairs: what things are called in both languages.
  package init(expression text: String, names: NameTable? = NameTable([]), pairs: NamePairs = NamePairs()) {
    self.init(named: text, vietnamese: Self.vietnamese(text, names, pairs))
  }

  /// How a call is written, with words for what stands in it: `avg(E.MEASURE where C)` is `trung_bình(E.SỐ_ĐO lọc C)`.
  package init(form text: String) {
    // What goes on is a name while the form is read.
    let written = Self.vietnamese(text.replacing("…", with: Self.goesOn), NameTable([]), NamePairs())
    self.init(
      named: text, vietnamese: written.map { Placeholders.vietnamese($0).replacing(Self.goesOn, with: "…") } ?? text)
  }

  private static let goesOn = "ETC"

  private static func vietnamese(_ text: String, _ names: NameTable?, _ pairs: NamePairs) -> String? {
    let head = "metric x ="
    let written = try? format(
      Source(name: "expression", text: "\(head) \(text)"), id: SourceID(0), names: names, language: .vi, pairs: pairs,
      keepsHeadings: false)
    guard let lines = written?.text.split(separator: "\n") else { return nil }
    let line = lines.map { $0.drop { $0 == " " } }.joined(separator: " ")
    guard let equals = line.firstIndex(of: "=") else { return nil }
    return String(line[line.index(after: equals)...].drop { $0 == " " })
  }
}

/// What stands for something in a form: `FILE`, `METRIC`.
package enum Placeholders {
  private static let words = [
    "COLUMN": "CỘT", "CONDITION": "ĐIỀU_KIỆN", "DECIMALS": "SỐ_LẺ", "EVENT": "SỰ_KIỆN", "FILE": "TỆP", "FROM": "TỪ",
    "LINK": "LIÊN_KẾT",
    "MEASURE": "SỐ_ĐO", "NAME": "TÊN", "TIME": "THỜI_ĐIỂM", "TO": "ĐẾN",
  ]

  /// What stands for a thing, as messages write it.
  package static func told(_ word: String) -> Message { Message(named: word, vietnamese: words[word]) }

  /// A form with its places named in Vietnamese; everything else stays.
  package static func vietnamese(_ form: String) -> String {
    var result = ""
    var word = ""
    for character in form + " " {
      if character.isLetter || character == "_" {
        word.append(character)
      } else {
        result += (words[word] ?? word) + String(character)
        word = ""
      }
    }
    return String(result.dropLast())
  }
}
