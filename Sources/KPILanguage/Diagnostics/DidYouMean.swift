/// Finds the names that a misspelt one may stand for.
package enum DidYouMean {
  /// Longer texts are not compared letter by letter.
  static let longest = 64
  /// Of longer lists only the first are compared letter by letter.
  static let mostCandidates = 20_000

  /// The nearest of the candidates, best first, at most `limit`.
  ///
  /// First those that are equal but for case, then but for diacritics, then those at most a third of their letters
  /// away (insertions, deletions, replacements and swaps of neighbours). Names of one letter have no neighbours.
  /// - Complexity: O(candidates × 64²) at most.
  package static func nearest(
    to name: String, among candidates: some Sequence<String>, limit: Int = 3
  ) -> [String] {
    guard name.utf8.count <= longest * 4 else { return [] }
    let lower = name.lowercased()
    let plain = Array(fold(name).unicodeScalars)
    guard plain.count <= longest else { return [] }
    var found: [(distance: Int, candidate: String)] = []
    var compared = 0
    for candidate in candidates where candidate.utf8.count <= longest * 4 {
      if candidate.lowercased() == lower {
        found.append((-2, candidate))
        continue
      }
      let other = Array(fold(candidate).unicodeScalars)
      if other == plain {
        found.append((-1, candidate))
        continue
      }
      let allowed = max(plain.count, 3) / 3
      guard plain.count > 1, other.count > 1, abs(plain.count - other.count) <= allowed else { continue }
      guard other.count <= longest, compared < mostCandidates else { continue }
      compared += 1
      let distance = distance(plain, other, allowed)
      if distance <= allowed { found.append((distance, candidate)) }
    }
    // Stable by name, so that the same list gives the same message.
    found.sort { $0.distance != $1.distance ? $0.distance < $1.distance : $0.candidate < $1.candidate }
    // Where a name differs in nothing but case or marks, the others are not meant.
    let best = found.first?.distance ?? 0
    if best < 0 { found.removeAll { $0.distance > best } }
    var names: [String] = []
    for entry in found where !names.contains(entry.candidate) {
      names.append(entry.candidate)
      if names.count == limit { break }
    }
    return names
  }

  /// The label ``did you mean `source`?`` for the nearest names; nil where none is near.
  package static func label(for name: String, among candidates: some Sequence<String>) -> String? {
    let names = nearest(to: name, among: candidates, limit: 2).map { "`\(shown($0))`" }
    return names.isEmpty ? nil : "did you mean \(names.joined(separator: " or "))?"
  }

  /// The Damerau–Levenshtein distance (optimal string alignment), or any number above `allowed`.
  private static func distance(_ lhs: [Unicode.Scalar], _ rhs: [Unicode.Scalar], _ allowed: Int) -> Int {
    var beforeLast = [Int](repeating: 0, count: rhs.count + 1)
    var last = Array(0...rhs.count)
    var row = last
    for (rowIndex, letter) in lhs.enumerated() {
      row[0] = rowIndex + 1
      var least = row[0]
      for (columnIndex, other) in rhs.enumerated() {
        var cost = last[columnIndex] + (letter == other ? 0 : 1)
        cost = min(cost, row[columnIndex] + 1, last[columnIndex + 1] + 1)
        if rowIndex > 0, columnIndex > 0, letter == rhs[columnIndex - 1], lhs[rowIndex - 1] == other {
          cost = min(cost, beforeLast[columnIndex - 1] + 1)
        }
        row[columnIndex + 1] = cost
        least = min(least, cost)
      }
      if least > allowed { return allowed + 1 }
      (beforeLast, last, row) = (last, row, beforeLast)
    }
    return last[rhs.count]
  }
}
