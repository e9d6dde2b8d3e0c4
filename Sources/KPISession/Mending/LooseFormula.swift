import KPILanguage

/// A formula of a spreadsheet that counts or adds up by conditions, as a line that says the same in words.
///
/// Its ranges are names of the model: `=SUMIFS(revenue, source, "Facebook")`.
enum LooseFormula {
  /// `revenue where source = 'Facebook'`; nil for every other text.
  static func line(_ text: String) -> String? {
    let formula = text.trimmed.drop { $0 == "=" || $0 == " " }
    guard let open = formula.firstIndex(of: "("), formula.last == ")" else { return nil }
    let function = fold(String(formula[..<open])).filter { $0 != " " }
    let inside = formula[formula.index(after: open)...].dropLast()
    let parts = arguments(String(inside))
    switch (function, parts.count) {
    case ("sumifs", 3...) where parts.count % 2 == 1: return line(of: parts[0], parts.dropFirst())
    case ("averageifs", 3...) where parts.count % 2 == 1: return line(of: "average \(parts[0])", parts.dropFirst())
    case ("sumif", 3): return line(of: parts[2], parts.dropLast())
    case ("averageif", 3): return line(of: "average \(parts[2])", parts.dropLast())
    // Rows with a number of theirs: `COUNTIF(orders, ">5000000")`.
    case ("countif", 2): return sign(of: parts[1]).map { "\(parts[0]) \($0.sign) \($0.rest)" }
    default: return nil
    }
  }

  /// A number with its conditions: each a range and what it is held against.
  private static func line(of number: String, _ pairs: ArraySlice<String>) -> String? {
    let parts = Array(pairs)
    let conditions = stride(from: 0, to: parts.count - 1, by: 2).map { place -> String in
      let (range, criterion) = (parts[place], parts[place + 1])
      if let (sign, rest) = sign(of: criterion) { return "\(range) \(sign) \(rest)" }
      let value = unquoted(criterion)
      // `month, "2023-09"`
      let isTime = LooseWords.grainUnits[fold(range)] != nil
      return isTime ? "\(range) = \(value)" : "\(range) = \(LooseValues.written(value))"
    }
    return "\(number) where \(conditions.joined(separator: " and "))"
  }

  /// `">5000000"` in its two parts; nil where no sign begins it.
  private static func sign(of criterion: String) -> (sign: String, rest: String)? {
    let text = unquoted(criterion)
    guard let sign = [">=", "<=", "<>", ">", "<", "="].first(where: text.hasPrefix) else { return nil }
    let rest = String(text.dropFirst(sign.count)).trimmed
    return rest.isEmpty ? nil : (sign, rest)
  }

  private static func unquoted(_ text: String) -> String { text.trimming { "\"'“”".contains($0) } }

  /// What stands between commas or semicolons outside of quotes.
  private static func arguments(_ text: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for letter in text {
      if "\"“”".contains(letter) { isQuoted.toggle() }
      if !isQuoted, letter == "," || letter == ";" {
        parts.append("")
      } else {
        parts[parts.count - 1].append(letter)
      }
    }
    return parts.map(\.trimmed)
  }
}

extension String {
  fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
    var text = self[...]
    while let first = text.first, isTrimmed(first) { text.removeFirst() }
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}
