import KPIEngine
import KPILanguage

/// Finds what a value in a condition means among the values that the data has.
///
/// Exactly first (an en dash is a hyphen), then ignoring case, then ignoring diacritics where exactly one fits.
struct ValueMatcher {
  let context: ExecutionContext
  /// What was looked up before, among the same rows.
  let names: NameCache

  enum Match {
    case exact([String])
    /// Found only by ignoring diacritics.
    case loose(String)
    /// Nothing fits; the nearest values.
    case none(nearest: [String])
  }

  /// The values of a text expression that `wanted` means.
  func match(_ wanted: String, among expression: Scalar) -> Match {
    let index: NameIndex
    if let known = names.entry(.values(expression)) {
      index = known.index
    } else {
      let values = context.texts(of: expression)
      // What is written as the data has it, as nearly everything is, needs no index.
      if values.contains(wanted) { return .exact([wanted]) }
      index =
        entry(.values(expression)) { NameCache.Entry(index: NameIndex(values, isCancelled: context.isCancelled)) }
        .index
    }
    let similar = index.similar(to: wanted)
    let texts = similar.map { index.names[$0] }
    if let equal = equal(texts, wanted) { return .exact(equal.map { texts[$0] }) }
    if texts.count == 1, let only = texts.first { return .loose(only) }
    return .none(nearest: texts.isEmpty ? nearest(to: wanted, in: index) : texts)
  }

  enum RowMatch {
    case exact([Int32])
    case loose([Int32], String)
    case none(nearest: [String])
  }

  /// The rows of an entity that `wanted` names: a login, `NAME #KEY`, or a name that any number of rows have.
  func rows(_ wanted: String, of index: Int, in entity: Entity) -> RowMatch {
    let logins = similar(.logins(entity: index), wanted) { texts(entity.loginColumn, of: index) }
    if let login = logins.first(where: { $0.text == wanted }) { return .exact([login.row]) }
    if let row = keyed(wanted, of: index, in: entity) { return .exact([row]) }
    let key: NameCache.Key = entity.nameColumn == nil ? .keys(entity: index) : .names(entity: index)
    let known = entry(key) { entity.nameColumn == nil ? keys(of: index) : texts(entity.nameColumn, of: index) }
    let similar = known.index.similar(to: wanted).map { (text: known.index.names[$0], row: known.rows[$0]) }
    let exact = similar.filter { $0.text == wanted }
    if !exact.isEmpty { return .exact(exact.map(\.row)) }
    let lower = wanted.lowercased()
    let sameLetters = (similar + logins).filter { $0.text.lowercased() == lower }
    if !sameLetters.isEmpty { return .exact(sameLetters.map(\.row)) }
    let different = Set(similar.map(\.text))
    if different.count == 1, let name = different.first { return .loose(similar.map(\.row), name) }
    return .none(nearest: different.isEmpty ? nearest(to: wanted, in: known.index) : different.sorted())
  }

  /// The row of `NAME #KEY`, and of `#KEY` alone.
  private func keyed(_ wanted: String, of index: Int, in entity: Entity) -> Int32? {
    guard let mark = wanted.lastIndex(of: "#") else { return nil }
    let name = wanted[..<mark].trimmingTrailingBlanks()
    let key = String(wanted[wanted.index(after: mark)...])
    let number = Int64(key).flatMap { String($0) == key ? $0 : nil }
    let row = (1..<context.store.entities[index].rowCount + 1).first { row in
      switch context.key(of: row, entity: index) {
      case .integer(let own): guard own == number else { return false }
      case .text(let own): guard own == key else { return false }
      default: return false
      }
      return context.rowSets.isVisible(row, of: index)
    }
    guard let row else { return nil }
    let own = entity.nameColumn.flatMap { context.name(of: row, entity: index, nameColumn: $0) }
    return name.isEmpty || own.map { fold($0) == fold(name) } ?? true ? Int32(truncatingIfNeeded: row) : nil
  }

  /// The positions of the texts that are meant exactly: as written, else but for dashes, else but for case.
  private func equal(_ texts: [String], _ wanted: String) -> [Int]? {
    let dashed = Self.withHyphens(wanted)
    let lower = dashed.lowercased()
    let ways: [(String) -> Bool] = [
      { $0 == wanted }, { Self.withHyphens($0) == dashed }, { Self.withHyphens($0).lowercased() == lower },
    ]
    return ways.lazy.map { way in texts.indices.filter { way(texts[$0]) } }.first { !$0.isEmpty }
  }

  // MARK: What is looked among

  private func entry(_ key: NameCache.Key, _ make: () -> NameCache.Entry) -> NameCache.Entry {
    names.entry(key, isCancelled: context.isCancelled, make)
  }

  private func similar(
    _ key: NameCache.Key, _ wanted: String, _ make: () -> NameCache.Entry
  ) -> [(text: String, row: Int32)] {
    let entry = entry(key, make)
    return entry.index.similar(to: wanted).map { (entry.index.names[$0], entry.rows[$0]) }
  }

  private func nearest(to wanted: String, in index: NameIndex) -> [String] {
    index.nearest(to: wanted, limit: 3, isCancelled: context.isCancelled)
  }

  private func texts(_ column: Int?, of index: Int) -> NameCache.Entry {
    guard let column else { return NameCache.Entry(index: NameIndex([])) }
    return visible(index) { context.name(of: $0, entity: index, nameColumn: column) }
  }

  private func keys(of index: Int) -> NameCache.Entry { visible(index) { context.keyText(of: $0, entity: index) } }

  /// The texts of the visible rows.
  private func visible(_ index: Int, _ text: (Int) -> String?) -> NameCache.Entry {
    var texts: [String] = []
    var rows: [Int32] = []
    for row in 1..<context.store.entities[index].rowCount + 1 where context.rowSets.isVisible(row, of: index) {
      guard let text = text(row) else { continue }
      texts.append(text)
      rows.append(Int32(truncatingIfNeeded: row))
    }
    let names = NameIndex(texts, isCancelled: context.isCancelled)
    return NameCache.Entry(index: names, rows: rows)
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
