@_spi(_Unicode) import Swift

/// Compares texts with a test of a condition, as loosely as the test says.
struct TextMatcher {
  private let test: Scalar.TextTest
  private let values: Set<String>

  init(_ test: Scalar.TextTest) {
    self.test = test
    if case .oneOf(let values) = test { self.values = Set(values) } else { values = [] }
  }

  func holds(for text: String) -> Bool {
    switch test {
    case .oneOf: values.contains(text)
    case .contains(let part, let folding): folded(text, folding).contains(folded(part, folding))
    case .startsWith(let part, let folding): folded(text, folding).starts(with: folded(part, folding))
    }
  }
}

/// A text as it is compared: as it is, in lower case, or in lower case without diacritics (đ as d).
package func folded(_ text: String, _ folding: Scalar.Folding) -> String {
  switch folding {
  case .exact: return text
  case .caseInsensitive: return text.lowercased()
  case .diacriticInsensitive:
    var result = String.UnicodeScalarView()
    for scalar in text.lowercased()._nfd where scalar.properties.canonicalCombiningClass == .notReordered {
      result.append(scalar == "đ" ? "d" : scalar)
    }
    return String(result)
  }
}

extension String {
  /// Whether the text meets a test of a condition.
  package func holds(_ test: Scalar.TextTest) -> Bool { TextMatcher(test).holds(for: self) }
}
