/// How numbers are written for people: `1.234,56`, `1,234.56`, `1 234,56`, `1234,56`.
///
/// Signs, brackets around what is owed, and a currency or `%` beside the number are read too: `1.234.567 ₫`, `-$5.00`.
/// Separators stand where they must, or it is no number: `1.5` is none where points stand before three digits.
package struct NumberForm: Hashable, Sendable {
  /// What stands before each three digits; nil where nothing does.
  package let separator: Character?
  package let decimal: Character

  package init(separator: Character?, decimal: Character) {
    self.separator = separator
    self.decimal = decimal
  }

  /// The form of an example of more than a thousand; nil where it shows none.
  package init?(_ example: String) {
    let parts = example.split(omittingEmptySubsequences: false) { !$0.isASCIIDigit }
    let signs = example.filter { !$0.isASCIIDigit }
    guard parts.count == signs.count + 1, (2...3).contains(parts.count), let sign = signs.first else { return nil }
    let digits = parts.map(\.count)
    let isDecimal = sign == "." || sign == ","
    if digits.count == 2, digits[0] == 4, isDecimal, digits[1] > 0 {
      self.init(separator: nil, decimal: sign)
    } else if (1...3).contains(digits[0]), digits[1] == 3, ".,' ".contains(sign) {
      let decimal = digits.count == 3 ? signs.last ?? "." : sign == "." || sign == " " ? "," : "."
      guard decimal == "." || decimal == ",", decimal != sign, digits.count == 2 || digits[2] > 0 else { return nil }
      self.init(separator: sign, decimal: decimal)
    } else {
      return nil
    }
  }

  /// The number as SQL writes it, `-1234567.56`; nil where the text writes none in this form.
  package func plain(_ text: String) -> String? {
    guard let first = text.firstIndex(where: \.isASCIIDigit), let last = text.lastIndex(where: \.isASCIIDigit) else {
      return nil
    }
    var before = text[..<first]
    var number = text[first...last]
    // `,5` has no digit before its decimals.
    if before.last == decimal { (before, number) = (before.dropLast(), text[text.index(before: first)...last]) }
    guard let isNegative = Self.isNegative(before, text[text.index(after: last)...]) else { return nil }
    let parts = number.split(separator: decimal, omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.dropFirst().allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
      let whole = digits(parts[0])
    else { return nil }
    return (isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole) + (parts.count == 2 ? ".\(parts[1])" : "")
  }

  /// Digits without what stands between them; nil where it stands elsewhere than before three.
  private func digits(_ text: Substring) -> String? {
    if text.allSatisfy(\.isASCIIDigit) { return String(text) }
    guard let separator else { return nil }
    let groups = text.split(omittingEmptySubsequences: false) { $0 == separator || separator == " " && $0.isBlank }
    guard let first = groups.first, (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) })
    else { return nil }
    return groups.joined()
  }

  private static let currencies: Set<String> = [
    "", "₫", "đ", "d", "đồng", "dong", "vnd", "vnđ", "$", "us$", "usd", "€", "eur", "£", "gbp", "¥", "jpy", "%",
  ]

  /// Whether what stands around the digits says that it is owed; nil where it says something else, such as `tr` or `k`.
  private static func isNegative(_ before: Substring, _ after: Substring) -> Bool? {
    let left = before.filter { !$0.isBlank }
    let right = after.filter { !$0.isBlank }
    let isBracketed = left.first == "(" && right.last == ")"
    let minuses = left.count { $0 == "-" || $0 == "−" }
    let signs = minuses + left.count { $0 == "+" }
    let name = left.filter { !"-−+".contains($0) }.dropFirst(isBracketed ? 1 : 0)
    guard signs <= 1, !(isBracketed && signs > 0), currencies.contains(name.lowercased()),
      currencies.contains(right.dropLast(isBracketed ? 1 : 0).lowercased())
    else { return nil }
    return isBracketed || minuses > 0
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isBlank: Bool { self == " " || self == "\u{A0}" || self == "\u{202F}" || self == "\t" }
}
