/// What a grouped plan answers: rows of keys and numbers in the contract's order, and the total.
package struct GroupedTable: Sendable {
  /// The code of the groups beyond the top ones, taken together.
  package static let otherCode = -1

  package var rows: GroupRows
  /// Over everything asked.
  package var total: [Value]
  /// How each key of `by` is shown.
  package var keys: [KeyLabels]
  /// The values of a key that `(other)` stands for.
  package var others: Others?

  /// What a key shows in every row.
  package func cells(ofKey key: Int) -> Cells { keys[key].cells(of: rows.keys[key]) }

  package struct Others: Sendable {
    /// The position in the plan's `by`.
    package var key: Int
    /// What it stands for in every row.
    package var codes: [Int] = []
    /// What it stands for in the rows of each value of another key, where that differs.
    package var within: (key: Int, codes: [Int: [Int]])?

    /// What it stands for in a row.
    package func codes(in row: GroupRows.Row) -> [Int] { within.map { $0.codes[row.keys[$0.key]] ?? [] } ?? codes }
  }
}

/// What the codes of one key stand for.
package struct KeyLabels: Sendable {
  enum Kind: Sendable {
    case values([Value])
    /// The first stands for null.
    case texts(TextList)
    /// Rows of an entity by row number.
    case rows(entity: Int, RowLabels)
  }

  let kind: Kind

  /// What a code is shown as.
  package func value(of code: Int) -> Value {
    if code == GroupedTable.otherCode { return .other }
    return switch kind {
    case .values(let values): values[code]
    case .texts(let texts): code == 0 ? .null : .text(texts[code])
    case .rows(_, let labels): labels[code] ?? .null
    }
  }

  /// What many codes are shown as.
  func cells(of codes: [Int]) -> Cells {
    if codes.contains(GroupedTable.otherCode) { return .values(codes.map(value)) }
    return switch kind {
    case .values(let values): .coded(codes.map { Int32(truncatingIfNeeded: $0) }, among: values)
    case .texts(let texts): .texts(codes.map { UInt32(truncatingIfNeeded: $0) }, among: texts)
    case .rows(_, let labels): labels.cells(of: codes)
    }
  }

  /// The entity whose row numbers the codes are; nil for other keys.
  package var entity: Int? { if case .rows(let entity, _) = kind { entity } else { nil } }
}

extension KeyDomain {
  /// How the codes of a table are shown: rows of an entity by name.
  func keyLabels(of codes: KeyCodes, _ dimension: Dimension, _ context: ExecutionContext) -> KeyLabels {
    switch values {
    case .texts(.stored(let dictionary)): KeyLabels(kind: .texts(context.store.dictionaries[dictionary].texts))
    case .texts(.made(let texts)): KeyLabels(kind: .texts(texts))
    case .rows(let entity):
      KeyLabels(
        kind: .rows(
          entity: entity, RowLabels(codes, of: entity, nameColumn: dimension.nameColumn, context)))
    case .exact, .reals, .stamps, .flags: KeyLabels(kind: .values(numberLabels(context.store.zone)))
    }
  }

  /// What each code of a domain without texts is shown as; code 0 is null.
  private func numberLabels(_ zone: ZoneTable) -> [Value] {
    switch values {
    case .texts, .rows: []
    case .exact(let numbers, let scale):
      [.null] + numbers.map { scale == 0 ? .integer($0) : .decimal($0, scale: scale) }
    case .reals(let numbers): [.null] + numbers.map(Value.real)
    case .stamps(let stamps):
      [.null] + stamps.map { zone.value(of: $0).asDateIfMidnight }
    case .flags: [.null, .boolean(false), .boolean(true)]
    }
  }
}

extension Value {
  /// A time at midnight as the date it is.
  package var asDateIfMidnight: Value { if case .time(let day, 0) = self { .date(day) } else { self } }

  /// A key as text.
  var keyText: String {
    switch self {
    case .integer(let number): String(number)
    case .text(let text): text
    default: ""
    }
  }
}

extension ExecutionContext {
  /// The keys of rows.
  package func keys(of rows: [Int], entity: Int) -> Cells {
    if elsewhere != nil { return .values(rows.map { key(of: $0, entity: entity) }) }
    return switch store.entities[entity].keys {
    case .integer(let keys): .exact(rows.map { keys[$0] ?? nullNumber }, scale: 0)
    case .text: .values(rows.map { key(of: $0, entity: entity) })
    }
  }

  /// The key of a row.
  package func key(of row: Int, entity: Int) -> Value {
    if let elsewhere, row > store.entities[entity].rowCount { return elsewhere.numbers.key(of: row, entity: entity) }
    return store.entities[entity].keys[row]
  }

  /// A row's name as its entity's name column says; nil where it has none.
  package func name(of row: Int, entity: Int, nameColumn: Int) -> String? {
    guard row <= store.entities[entity].rowCount,
      case .text(let codes, let dictionary) = store.entities[entity].columns[nameColumn], codes[row] > 0
    else {
      return nil
    }
    return store.dictionaries[dictionary].texts[codes[row]]
  }
}

extension ExecutionContext {
  /// The key of a row as text.
  package func keyText(of row: Int, entity: Int) -> String { key(of: row, entity: entity).keyText }

  /// The texts that a text expression can give, without null: a lookup's all, others' only where a visible row has them.
  package func texts(of expression: Scalar) -> [String] {
    if let elsewhere, rowSets.isForViewer, let texts = seenTexts(of: expression, elsewhere) { return texts }
    let resolver = Resolver(context: self, clock: UnitClock(today: today))
    guard case .codes(_, let source) = resolver.resolve(expression) else { return [] }
    // Of rows that are elsewhere the store knows the texts, and not which of them have which.
    guard elsewhere == nil, case .stored(let dictionary) = source, !store.dictionaries[dictionary].isLookup,
      case .text(let path, let column) = expression, let mask = rowSets.mask(of: path.target),
      case .text(let codes, _) = store.entities[path.target].columns[column]
    else { return Array(resolver.texts(source).dropFirst()) }
    var isSeen = [Bool](repeating: false, count: store.dictionaries[dictionary].count)
    for row in 1..<mask.count where mask[row] != 0 { isSeen[codes[row]] = true }
    return isSeen.indices.dropFirst().filter { isSeen[$0] }.map { store.dictionaries[dictionary].texts[$0] }
  }
}
