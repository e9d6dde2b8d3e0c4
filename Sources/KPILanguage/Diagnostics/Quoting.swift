/// A piece of the user's text as a message may show it: on one line, without control characters, not too long.
package func shown(_ text: String, limit: Int = 60) -> String {
  var result = ""
  var count = 0
  // A prefix in scalars first: counting the characters of a megabyte for a message is waste.
  for character in String(text.unicodeScalars.prefix(limit * 4)) {
    if count == limit { return result + "…" }
    result.append(character.isHarmless ? character : "\u{FFFD}")
    count += 1
  }
  return text.unicodeScalars.count > limit * 4 ? result + "…" : result
}

extension Character {
  /// Whether a terminal shows the character and does nothing else.
  var isHarmless: Bool {
    unicodeScalars.allSatisfy {
      switch $0.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
      // Joiners make up emoji; the other format characters turn the direction of what follows.
      case .format: $0.value == 0x200D || $0.value == 0x200C
      default: true
      }
    }
  }
}
