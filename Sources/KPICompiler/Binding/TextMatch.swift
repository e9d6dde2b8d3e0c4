import KPIEngine
import KPILanguage

/// What a text in a condition means among the texts there are: exactly, else ignoring case, else ignoring diacritics.
package enum TextMatch: Sendable, Equatable {
  case exact([String])
  /// Found only by ignoring diacritics, where exactly one fits.
  case loose(String)
  /// Nothing fits; the nearest ones.
  case none(nearest: [String])

  /// The texts that `wanted` means as a whole.
  package static func whole(_ wanted: String, among texts: [String]) -> TextMatch {
    func withHyphens(_ text: String) -> String { String(text.map { $0 == "–" ? "-" : $0 }) }
    let dashed = withHyphens(wanted)
    let ways: [(String) -> Bool] = [
      { $0 == wanted }, { withHyphens($0) == dashed }, { withHyphens($0).lowercased() == dashed.lowercased() },
    ]
    for way in ways {
      let found = texts.filter(way)
      if !found.isEmpty { return .exact(found) }
    }
    let plain = fold(dashed)
    let similar = texts.filter { fold(withHyphens($0)) == plain }
    if similar.count == 1, let only = similar.first { return .loose(only) }
    return .none(nearest: similar.isEmpty ? DidYouMean.nearest(to: wanted, among: texts) : similar)
  }

  /// How loosely a part of a text is looked for: as strictly as finds any; nil where nothing fits.
  package static func folding(
    of test: (Scalar.Folding) -> Scalar.TextTest, among texts: [String]
  ) -> Scalar.Folding? {
    [Scalar.Folding.exact, .caseInsensitive, .diacriticInsensitive].first { folding in
      texts.contains { $0.holds(test(folding)) }
    }
  }
}

extension Diagnostic {
  /// A text was found only without its diacritics: a note, in strict mode an error.
  package static func looseValue(_ wanted: String, _ value: String, isStrict: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      isStrict ? .error : .note, "loose-value", "`\(shown(wanted))` was read as `\(shown(value))`", at: span,
      notes: isStrict ? ["in strict mode a value is written with its diacritics"] : [])
  }

  /// A part of a text fits only without its diacritics: a note, in strict mode an error.
  package static func loosePart(_ part: String, isStrict: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      isStrict ? .error : .note, "loose-value", "`\(shown(part))` fits only without its diacritics", at: span)
  }

  /// A text that the data does not have: a warning, in strict mode an error.
  ///
  /// - Parameter there: the values that there are.
  package static func unknownValue(
    _ wanted: String, nearest: [String], there: Message?, isStrict: Bool, at span: Span
  ) -> Diagnostic {
    let names = nearest.prefix(3).map { "`\(shown($0))`" }.joined(separator: ", ")
    return Diagnostic(
      isStrict ? .error : .warning, "unknown-value", "the data has no value `\(shown(wanted))`", at: span,
      label: nearest.isEmpty ? nil : "nearest: \(names)", notes: there.map { [$0] } ?? [])
  }

  /// A model leaves a value out that the data does not have, nor one like it: a note, for it may come.
  static func excludesNothing(_ value: String, at span: Span) -> Diagnostic {
    Diagnostic(.note, "unknown-value", "the data has no value `\(shown(value))` that could be left out", at: span)
  }

  /// A part that no text has: a warning, in strict mode an error.
  ///
  /// - Parameter there: the values that there are.
  package static func unknownPart(_ part: String, there: Message?, isStrict: Bool, at span: Span) -> Diagnostic {
    Diagnostic(
      isStrict ? .error : .warning, "unknown-value", "no value fits `\(shown(part))`", at: span,
      notes: there.map { [$0] } ?? [])
  }
}
