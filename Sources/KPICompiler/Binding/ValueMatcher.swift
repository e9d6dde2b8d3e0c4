import KPIEngine
import KPILanguage

/// Finds what a value in a condition means among the values that the data has.
///
/// Exactly first (an en dash is a hyphen), then ignoring case, then ignoring diacritics where exactly one fits.
struct ValueMatcher {
  let context: ExecutionContext

  enum Match {
    case exact([String])
    /// Found only by ignoring diacritics.
    case loose(String)
    /// Nothing fits; the nearest values.
    case none(nearest: [String])
  }

  /// The values of a text expression that `wanted` means.
  func match(_ wanted: String, among expression: RowExpression) -> Match {
    let values = context.texts(of: expression)
    if values.contains(wanted) { return .exact([wanted]) }
    let dashed = Self.withHyphens(wanted)
    let equal = values.filter { Self.withHyphens($0) == dashed }
    if !equal.isEmpty { return .exact(equal) }
    let lower = dashed.lowercased()
    let sameLetters = values.filter { Self.withHyphens($0).lowercased() == lower }
    if !sameLetters.isEmpty { return .exact(sameLetters) }
    let plain = fold(dashed)
    let similar = values.filter { fold(Self.withHyphens($0)) == plain }
    if similar.count == 1, let only = similar.first { return .loose(only) }
    return .none(nearest: similar.isEmpty ? DidYouMean.nearest(to: wanted, among: values) : similar)
  }

  enum RowMatch {
    case exact([Int32])
    case loose([Int32], String)
    case none(nearest: [String])
  }

  /// The rows of an entity that `wanted` names: a login, `NAME #KEY`, or a name that any number of rows have.
  func rows(_ wanted: String, of index: Int, in entity: Entity) -> RowMatch {
    let rows = context.store.entities[index]
    func texts(_ column: Int?) -> [(Int32, String)] {
      guard let column else { return [] }
      return (1..<rows.rowCount + 1).compactMap { row in
        guard context.rowSets.isVisible(row, of: index) else { return nil }
        return context.name(of: row, entity: index, nameColumn: column).map { (Int32(row), $0) }
      }
    }
    let logins = texts(entity.loginColumn)
    if let login = logins.first(where: { $0.1 == wanted }) { return .exact([login.0]) }
    let names = texts(entity.nameColumn)
    if let mark = wanted.lastIndex(of: "#") {
      let name = wanted[..<mark].trimmingTrailingBlanks()
      let key = String(wanted[wanted.index(after: mark)...])
      let matches = (1..<rows.rowCount + 1).filter { row in
        context.rowSets.isVisible(row, of: index) && context.keyText(of: row, entity: index) == key
      }
      if let row = matches.first {
        let own = entity.nameColumn.flatMap { context.name(of: row, entity: index, nameColumn: $0) }
        if name.isEmpty || own.map({ fold($0) == fold(name) }) ?? true { return .exact([Int32(row)]) }
      }
    }
    let known = entity.nameColumn == nil ? keys(of: index) : names
    let exact = known.filter { $0.1 == wanted }
    if !exact.isEmpty { return .exact(exact.map(\.0)) }
    let lower = wanted.lowercased()
    let sameLetters = known.filter { $0.1.lowercased() == lower } + logins.filter { $0.1.lowercased() == lower }
    if !sameLetters.isEmpty { return .exact(sameLetters.map(\.0)) }
    let plain = fold(wanted)
    let similar = known.filter { fold($0.1) == plain }
    let different = Set(similar.map(\.1))
    if different.count == 1, let name = different.first { return .loose(similar.map(\.0), name) }
    return .none(nearest: similar.isEmpty ? DidYouMean.nearest(to: wanted, among: known.map(\.1)) : different.sorted())
  }

  private func keys(of index: Int) -> [(Int32, String)] {
    (1..<context.store.entities[index].rowCount + 1).compactMap { row in
      context.rowSets.isVisible(row, of: index) ? (Int32(row), context.keyText(of: row, entity: index)) : nil
    }
  }

  /// En dash and hyphen are one in values.
  private static func withHyphens(_ text: String) -> String {
    text.unicodeScalars.contains("–") ? String(text.map { $0 == "–" ? "-" : $0 }) : text
  }
}

extension StringProtocol {
  /// The text without blanks at its end.
  func trimmingTrailingBlanks() -> String {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return String(self[..<end])
  }
}
