extension Lexer {
  /// A number, a date, or what was meant to be one.
  mutating func number() {
    let start = position
    if calendarLiteral() || foreignNumber() { return }
    position = end(from: position) { $0.isASCIIDigit || $0 == "_" }
    var digits = Array(list.bytes[start..<position])
    var scale = 0
    if byte() == UInt8(ascii: "."), isDigit(byte(1)) {
      let point = position + 1
      position = end(from: point) { $0.isASCIIDigit || $0 == "_" }
      let decimals = list.bytes[point..<position].filter { isDigit($0) }
      digits += decimals
      scale = decimals.count
    }
    let exponent = suffix()
    if let (scalar, _) = scalar(at: position), scalar.continuesWord {
      gluedWord(start)
      return
    }
    var isPercent = false
    let blanks = end(from: position) { $0.isBlank }
    if blanks < limit, list.bytes[blanks] == UInt8(ascii: "%") {
      isPercent = true
      position = blanks + 1
    }
    guard let literal = literal(digits, scale: scale, exponent: exponent, isPercent: isPercent) else {
      report("bad-number", "the number is too large", start, position, notes: ["numbers have at most 18 digits"])
      add(.invalid, from: start)
      return
    }
    list.numbers.append(literal)
    add(.number, from: start, payload: list.numbers.count - 1)
  }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// `k M B tr tỷ` directly after the digits or after a blank; nil where the next word is something else.
  private mutating func suffix() -> Int {
    let blanks = end(from: position) { $0.isBlank }
    let wordEnd = end(from: blanks) { $0.continuesWord }
    guard wordEnd > blanks, wordEnd - blanks <= 8 else { return 0 }
    let word = list.text(blanks..<wordEnd)
    let exponent: Int
    // After a blank only the exact letter counts: `5 b` may be a number and a name.
    switch blanks == position ? word.uppercased() : word {
    case "k", "K": exponent = 3
    case "M", "tr", "TR", "triệu", "TRIỆU": exponent = 6
    case "B", "ty", "TY": exponent = 9
    case "tỷ", "tỉ", "TỶ", "TỈ":
      // `tỷ trọng` is a keyword.
      let next = end(from: wordEnd) { $0.isBlank }
      if list.text(next..<end(from: next) { $0.continuesWord }).lowercased() == "trọng" { return 0 }
      exponent = 9
    default: return 0
    }
    position = wordEnd
    return exponent
  }

  /// `coefficient × 10^-scale`, or nil where 64 bits do not hold it.
  private func literal(_ digits: [UInt8], scale: Int, exponent: Int, isPercent: Bool) -> NumberLiteral? {
    var coefficient: Int64 = 0
    for digit in digits where digit != UInt8(ascii: "_") {
      let (product, overflow) = coefficient.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int64(digit - 0x30))
      if overflow || carry { return nil }
      coefficient = sum
    }
    var scale = scale - exponent
    while scale < 0 {
      let (product, overflow) = coefficient.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      coefficient = product
      scale += 1
    }
    return scale <= 18 ? NumberLiteral(coefficient: coefficient, scale: scale, isPercent: isPercent) : nil
  }

  /// `8days`, `2nd`: a number and letters without a blank.
  private mutating func gluedWord(_ start: Int) {
    let digits = list.text(start..<position)
    let wordStart = position
    position = end(from: position) { $0.continuesWord }
    let word = list.text(wordStart..<position)
    let isUnit = Keyword(spelled: word).flatMap { CalendarUnit(rawValue: $0.rawValue) } != nil
    let form = isUnit ? "`\(digits) \(word)`" : "`'\(shown(digits + word))'`"
    report("bad-number", "unexpected letters in a number", start, position, label: "write \(form)")
    add(.invalid, from: start)
  }

  // MARK: Dates

  /// Four digits, `-` and a digit, `W` or `Q` directly after one another are a date, never a subtraction.
  private mutating func calendarLiteral() -> Bool {
    let start = position
    guard end(from: position, while: { $0.isASCIIDigit }) == position + 4, byte(4) == UInt8(ascii: "-") else {
      return false
    }
    let isNamed = "wWqQ".utf8.contains(byte(5)) && isDigit(byte(6))
    guard isDigit(byte(5)) || isNamed else { return false }
    position = end(from: position) { $0.continuesWord || $0 == "-" }
    while list.bytes[position - 1] == UInt8(ascii: "-") { position -= 1 }
    let text = list.text(start..<position)
    switch DateLiteral.read(text) {
    case .success(let date):
      list.dates.append(date)
      add(.date, from: start, payload: list.dates.count - 1)
    case .failure(let problem):
      report("bad-date", problem.message(shown(text)), start, position, label: repaired(text) ?? problem.label)
      add(.invalid, from: start)
    }
    return true
  }

  /// A label with the literal that is meant where a zero is missing: `2023-9`, `2023-W6`.
  private func repaired(_ text: String) -> Message? {
    var parts: [String] = []
    for part in text.split(separator: "-", omittingEmptySubsequences: false) {
      let letter = part.prefix { "wW".contains($0) }
      let digits = part.dropFirst(letter.count)
      parts.append(letter.uppercased() + (digits.count == 1 ? "0" : "") + digits)
    }
    let candidate = parts.joined(separator: "-")
    guard candidate != text, candidate.utf8.count <= 10, case .success = DateLiteral.read(candidate) else { return nil }
    return "write `\(candidate)`"
  }

  // MARK: Forms of other countries and programs

  /// `01/09/2023`, `01-09-2023`, `1.500.000`, `500.000`: reported with the right form.
  private mutating func foreignNumber() -> Bool {
    let start = position
    var groups: [String] = []
    var separators: [UInt8] = []
    var offset = position
    while groups.count < 8 {
      let next = end(from: offset) { $0.isASCIIDigit }
      guard next > offset, next - offset <= 18 else { break }
      groups.append(list.text(offset..<next))
      offset = next
      guard offset + 1 < limit, "/-.".utf8.contains(list.bytes[offset]), isDigit(list.bytes[offset + 1]) else { break }
      separators.append(list.bytes[offset])
      offset += 1
    }
    // Nobody writes three noughts behind a point who means no thousands.
    let isThousands = groups.count == 2 && groups[1] == "000" && groups[0].count <= 3 && !groups[0].hasPrefix("0")
    guard groups.count >= 3 || isThousands, separators.allSatisfy({ $0 == separators[0] }) else { return false }
    if separators[0] == UInt8(ascii: ".") {
      position = offset
      report(
        "bad-number", "numbers are grouped with `_`", start, position, label: "write `\(groups.joined(separator: "_"))`"
      )
      add(.invalid, from: start)
      return true
    }
    guard groups.count == 3, let date = isoDate(groups) else { return false }
    position = offset
    // `03/04/2023` is the third of April or the fourth of March.
    let other = groups[0].utf8.count == 4 ? nil : isoDate([groups[1], groups[0], groups[2]])
    let label: Message =
      other.map { $0 == date ? "write `\(date)`" : "write `\(date)`, or `\($0)` where the month comes first" }
      ?? "write `\(date)`"
    report("bad-date", "dates are written year, month, day", start, position, label: label)
    add(.invalid, from: start)
    return true
  }

  /// Day, month, year (or year, month, day) as an ISO date; nil where they are nothing like a date.
  private func isoDate(_ groups: [String]) -> String? {
    let isYearFirst = groups[0].utf8.count == 4
    let year = isYearFirst ? groups[0] : groups[2]
    guard year.utf8.count == 4 else { return nil }
    guard let month = Int(groups[1]), let day = Int(isYearFirst ? groups[2] : groups[0]) else { return nil }
    for (month, day) in [(month, day), (day, month)] {
      let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
      if case .success = DateLiteral.read(text) { return text }
    }
    return nil
  }
}
