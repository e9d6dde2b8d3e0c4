/// Passwords that people write into addresses, `postgresql://user:secret@host/db`: nothing that is shown or kept has them.
package enum Secrets {
  /// The text with each character of such a password as `*`, so that places in it stay.
  package static func hidden(in text: String) -> String {
    guard text.contains("://") else { return text }
    var letters = Array(text.unicodeScalars)
    var index = 0
    while index + 2 < letters.count {
      guard letters[index] == ":", letters[index + 1] == "/", letters[index + 2] == "/" else {
        index += 1
        continue
      }
      let start = index + 3
      var end = start
      while end < letters.count, !ends(letters[end]) { end += 1 }
      hide(&letters, start..<end)
      index = end
    }
    var hidden = String.UnicodeScalarView()
    hidden.append(contentsOf: letters)
    return String(hidden)
  }

  private static func ends(_ letter: Unicode.Scalar) -> Bool {
    letter.properties.isWhitespace || letter == "\"" || letter == "'" || letter == "`"
  }

  private static func hide(_ letters: inout [Unicode.Scalar], _ range: Range<Int>) {
    // What stands before the last `@` that no slash or question comes before: a password may hold both.
    if let at = letters[range].lastIndex(of: "@"), let colon = letters[range.lowerBound..<at].firstIndex(of: ":") {
      for place in colon + 1..<at { letters[place] = "*" }
    }
    // `?password=…` and its kin.
    var place = range.lowerBound
    while place < range.upperBound {
      guard letters[place] == "=" else {
        place += 1
        continue
      }
      let nameStart = letters[range.lowerBound..<place].lastIndex { $0 == "?" || $0 == "&" } ?? place
      var name = String.UnicodeScalarView()
      name.append(contentsOf: letters[nameStart..<place])
      let end = letters[place..<range.upperBound].firstIndex(of: "&") ?? range.upperBound
      let isSecret = ["password", "passwd", "pwd", "secret", "token"].contains {
        String(name).lowercased().contains($0)
      }
      if isSecret { for inside in place + 1..<end { letters[inside] = "*" } }
      place = end
    }
  }
}
