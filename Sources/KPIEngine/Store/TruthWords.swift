/// How yes and no are written in columns that are declared `BOOLEAN`: what PostgreSQL takes, in any case.
///
/// SQLite has no such type; Rails wrote `t` and `f`, others write words.
package enum TruthWords {
  package static let yes = ["t", "true", "y", "yes", "on"]
  package static let no = ["f", "false", "n", "no", "off"]

  /// What a text says; nil where it says neither.
  package static func value(of text: String) -> Bool? {
    let text = text.lowercased()
    if yes.contains(text) { return true }
    return no.contains(text) ? false : nil
  }
}
