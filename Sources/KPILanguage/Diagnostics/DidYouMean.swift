/// Finds the names that a misspelt one may stand for.
package enum DidYouMean {
  /// The nearest of the candidates, best first, at most `limit`; see `NameIndex`.
  package static func nearest(
    to name: String, among candidates: some Sequence<String>, limit: Int = 3
  ) -> [String] {
    NameIndex(Array(candidates)).nearest(to: name, limit: limit)
  }

  /// The label ``did you mean `source`?`` for the nearest names; nil where none is near.
  package static func label(for name: String, among candidates: some Sequence<String>) -> Message? {
    question(nearest(to: name, among: candidates, limit: 2))
  }

  /// The label ``did you mean `source`?`` for some names; nil for none.
  package static func question(_ names: [String]) -> Message? {
    Message.either(names.map { "`\(shown($0))`" }).map { "did you mean \($0)?" }
  }
}
