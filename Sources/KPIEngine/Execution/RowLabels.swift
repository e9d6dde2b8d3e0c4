/// What rows of an entity are called where some of them are shown together.
///
/// Their name, `NAME #KEY` where two of those would look alike, `#KEY` where there is no name; their key where their
/// entity has no names. Row 0 is null.
package final class RowNaming: Sendable {
  private let entity: Int
  private let context: ExecutionContext
  private let keys: KeyColumn
  private let rowCount: Int
  private let hasNames: Bool
  private let names: RowNames?
  private let isShared: @Sendable (Int) -> Bool

  /// - Parameter rows: those that are shown, each once.
  init(of entity: Int, nameColumn: Int?, among rows: [Int], _ context: ExecutionContext) {
    (self.entity, self.context) = (entity, context)
    keys = context.store.entities[entity].keys
    rowCount = context.store.entities[entity].rowCount
    hasNames = nameColumn != nil
    let names = RowNames(of: entity, nameColumn: nameColumn, context)
    self.names = names
    if let names { isShared = names.areShared(among: rows) } else { isShared = { _ in false } }
  }

  /// What a row is called; null where there is none.
  subscript(row: Int) -> Value {
    if row <= 0 { return .null }
    guard let names else { return hasNames ? .text("#" + keyText(of: row)) : key(of: row) }
    let code = names.code(of: row)
    if code == 0 { return .text("#" + keyText(of: row)) }
    let name = names.texts[code]
    guard isShared(code) else { return .text(name) }
    let key = keyText(of: row)
    var label = ""
    label.reserveCapacity(name.utf8.count + 2 + key.utf8.count)
    label += name
    label += " #"
    label += key
    return .text(label)
  }

  /// The name that a row has together with others that are shown; nil where it is called by its name alone, or has none.
  func sharedName(of row: Int) -> String? {
    guard row > 0, let names else { return nil }
    let code = names.code(of: row)
    return code != 0 && isShared(code) ? names.texts[code] : nil
  }

  private func key(of row: Int) -> Value {
    row <= rowCount ? keys[row] : context.key(of: row, entity: entity)
  }

  private func keyText(of row: Int) -> String { key(of: row).keyText }
}

/// The labels of rows that are shown together, each made once.
package final class RowLabels: Sendable {
  private let rows: KeyCodes
  private let labels: [Value]

  init(_ rows: KeyCodes, _ naming: RowNaming) {
    self.rows = rows
    labels = rows.codes.map { naming[$0] }
  }

  convenience init(_ rows: KeyCodes, of entity: Int, nameColumn: Int?, _ context: ExecutionContext) {
    self.init(rows, RowNaming(of: entity, nameColumn: nameColumn, among: rows.codes, context))
  }

  /// The labels of rows; null where there is none.
  ///
  /// - Parameter rows: what is below 0 is none.
  func cells(of rows: [Int]) -> Cells {
    .coded(rows.map { row in self.rows.place(of: row).map { Int32(truncatingIfNeeded: $0) } ?? -1 }, among: labels)
  }

  /// Nil for a row that it was not made for.
  package subscript(row: Int) -> Value? { rows.place(of: row).map { labels[$0] } }
}

/// The names of an entity's rows, as codes of a dictionary.
struct RowNames: Sendable {
  /// 0 for a row without a name.
  private let codes: Codes
  private let rowCount: Int
  /// The first stands for none.
  let texts: TextList

  /// Nil where the entity's rows have no names.
  init?(of entity: Int, nameColumn: Int?, _ context: ExecutionContext) {
    guard let nameColumn,
      case .text(let codes, let dictionary) = context.store.entities[entity].columns[nameColumn]
    else { return nil }
    self.codes = codes
    rowCount = context.store.entities[entity].rowCount
    texts = context.store.dictionaries[dictionary].texts
  }

  /// 0 for a row without a name, and for one of another engine's that the store does not know.
  func code(of row: Int) -> Int { row <= rowCount ? codes[row] : 0 }

  /// Whether several of the rows have a name, by its code: different texts of a dictionary have different codes.
  func areShared(among rows: [Int]) -> @Sendable (Int) -> Bool {
    guard rows.count * 16 >= texts.count else {
      var holders: [Int: Int] = [:]
      for row in rows { holders[code(of: row), default: 0] += 1 }
      return { [holders] in holders[$0, default: 0] > 1 }
    }
    var holders = [Int32](repeating: 0, count: texts.count)
    for row in rows { holders[code(of: row)] += 1 }
    return { [holders] in holders[$0] > 1 }
  }
}

extension ExecutionContext {
  /// The labels of some rows of an entity.
  package func rowLabels(of entity: Int, rows: [Int], nameColumn: Int?) -> RowLabels {
    RowLabels(KeyCodes(ofRows: rows), of: entity, nameColumn: nameColumn, self)
  }

  /// A column of rows of an entity, each called as it has to be among all of them, whichever are left in the end.
  ///
  /// - Parameter rows: what is below 1 is none.
  package func links(to entity: Int, rows: [Int], nameColumn: Int?) -> Cells {
    let shown = KeyCodes(ofRows: rows).codes
    return .links(rows, RowNaming(of: entity, nameColumn: nameColumn, among: shown, self))
  }

  /// Places of rows among each other, by name (by key where there is none) in alphabetical order; of equal names the
  /// smaller key first, not `#181` before `#23`.
  ///
  /// Where many of an entity's rows are asked for, at once or by and by, all are placed once and for every question.
  ///
  /// - Parameter rows: without row 0.
  func namePlaces(of rows: [Int], entity: Int, nameColumn: Int?) -> [Int32] {
    let place = RowPlaces.Key(entity: entity, nameColumn: nameColumn)
    if elsewhere != nil { return madePlaces(of: rows, entity: entity, nameColumn: nameColumn) }
    if let known = store.rowPlaces[place] { return rows.map { known[$0] } }
    let all = store.entities[entity].rowCount
    guard store.rowPlaces.isWorthwhile(place, asking: rows.count, of: all) else {
      return madePlaces(of: rows, entity: entity, nameColumn: nameColumn)
    }
    let made = [0] + madePlaces(of: Array(1..<all + 1), entity: entity, nameColumn: nameColumn)
    store.rowPlaces[place] = made
    return rows.map { made[$0] }
  }

  private struct PlacedRow {
    let name: Int32
    let key: Int64
    let row: Int32
    let index: Int32
  }

  private func madePlaces(of rows: [Int], entity: Int, nameColumn: Int?) -> [Int32] {
    let names = nameRanks(of: rows, entity: entity, nameColumn: nameColumn)
    let keys: [Int64]
    switch store.entities[entity].keys {
    case .integer(let own) where elsewhere == nil: keys = rows.map { own[$0] ?? .min }
    case .integer:
      keys = rows.map { row in if case .integer(let key) = key(of: row, entity: entity) { key } else { .min } }
    case .text: keys = AlphabeticalRanks.of(rows.map { keyText(of: $0, entity: entity) }).map(Int64.init)
    }
    var placed = rows.indices.map { index in
      PlacedRow(
        name: names[index], key: keys[index], row: Int32(truncatingIfNeeded: rows[index]),
        index: Int32(truncatingIfNeeded: index))
    }
    placed.sort { left, right in
      if left.name != right.name { return left.name < right.name }
      return left.key != right.key ? left.key < right.key : left.row < right.row
    }
    var places = [Int32](repeating: 0, count: rows.count)
    for (place, row) in placed.enumerated() { places[Int(row.index)] = Int32(truncatingIfNeeded: place) }
    return places
  }

  /// The alphabetical places of the rows' names, or of their keys' texts where there is none.
  private func nameRanks(of rows: [Int], entity: Int, nameColumn: Int?) -> [Int32] {
    guard let names = RowNames(of: entity, nameColumn: nameColumn, self) else {
      return AlphabeticalRanks.of(rows.map { keyText(of: $0, entity: entity) })
    }
    // A name that many have is looked at once.
    var texts: [String] = []
    var textOfName = KeyTable()
    var textOfRow: [Int] = []
    var textOfNumber: [Int] = []
    textOfRow.reserveCapacity(rows.count)
    for row in rows {
      let code = names.code(of: row)
      if code == 0 {
        textOfRow.append(texts.count)
        texts.append(keyText(of: row, entity: entity))
        continue
      }
      let number = textOfName.number(of: UInt64(code))
      if number == textOfNumber.count {
        textOfNumber.append(texts.count)
        texts.append(names.texts[code])
      }
      textOfRow.append(textOfNumber[number])
    }
    let ranks = AlphabeticalRanks.of(texts)
    return textOfRow.map { ranks[$0] }
  }
}
