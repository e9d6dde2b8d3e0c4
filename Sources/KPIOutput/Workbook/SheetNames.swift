@_spi(_Unicode) import Swift

/// The names of a workbook's sheets: each once, as readers compare them, and such as they take.
struct SheetNames {
  /// UTF-16 units that a name may have.
  private static let limit = 31
  /// In lower case, for Swift compares texts that look the same as equal; Excel keeps one name for itself.
  private var taken: Set<String> = ["history"]

  /// The name of the next sheet: as wanted where that can be.
  mutating func next(_ wanted: String) -> String {
    let name = Self.allowed(wanted)
    var unique = Self.cut(name, to: Self.limit)
    var number = 1
    while !taken.insert(unique.lowercased()).inserted {
      number += 1
      let suffix = " (\(number))"
      unique = Self.cut(name, to: Self.limit - suffix.utf16.count) + suffix
    }
    return unique
  }

  private static func allowed(_ wanted: String) -> String {
    var name = String.UnicodeScalarView()
    // One form of each letter, so that it counts as one.
    for scalar in SheetText.of(VisibleText.of(wanted)).text._nfc {
      switch scalar {
      case "[", "]", ":", "*", "?", "/", "\\": name.append("-")
      case "'": name.append("’")
      default: name.append(scalar)
      }
    }
    let trimmed = String(name).drop { $0 == " " }
    let end = trimmed.lastIndex { $0 != " " }
    return end.map { String(trimmed[...$0]) } ?? "kpi"
  }

  private static func cut(_ name: String, to limit: Int) -> String {
    guard name.utf16.count > limit else { return name }
    var cut = ""
    var used = 0
    for character in name {
      used += character.utf16.count
      if used > limit - 1 { break }
      cut.append(character)
    }
    return cut + "…"
  }
}
