extension Store {
  /// A store in which every table that a model names is there and has no row: what can be said without a database.
  package static func hollow(_ spec: LoadSpec) -> Store {
    Store(
      entities: spec.entities.map { entity in
        EntityRows(
          rowCount: 0, placedCount: 0, columns: entity.columns.map(\.hollow), keys: .integer(.bits32(Buffer([.min]))))
      }, dictionaries: spec.dictionaries.map { TextDictionary(texts: [], isLookup: $0.lookup != nil) }, notes: [])
  }
}

extension ColumnSpec {
  /// The column with its null row alone.
  fileprivate var hollow: Column {
    switch kind {
    case .text(let dictionary), .lookup(let dictionary), .key(let dictionary):
      .text(.bits8(Buffer([0])), dictionary: dictionary)
    case .link(let target): .link(.bits8(Buffer([0])), target: target)
    case .number, .writtenNumber: .integer(.bits32(Buffer([.min])))
    case .time, .linkedTime: .time(TimeColumn(days: Buffer([TimeColumn.null]), milliseconds: nil))
    }
  }
}
