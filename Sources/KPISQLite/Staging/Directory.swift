import KPIEngine

/// What is brought of a database whose questions its engine answers: what they are bound by.
///
/// Of tables with names every row's key and name; of the others some rows, which tell what their columns hold; of every
/// text the values that there are.
package struct Directory: Sendable {
  private let spec: LoadSpec
  /// Per entity the columns that every row is brought with; nil where rows are known by their keys alone.
  private let kept: [[Int]?]

  /// Rows that tell what columns hold.
  private static let sample = 1_000
  /// Values of a text that are known, at most; where there are more, none is held to be unknown.
  package static let mostValues = 10_000

  package init(_ spec: LoadSpec, kept: [[Int]?]) {
    self.spec = spec
    self.kept = kept
  }

  /// The columns with more values than are known.
  package func cut(in store: Store) -> [(entity: Int, column: Int)] {
    spec.entities.indices.flatMap { entity in
      texts(entity).filter { column in
        guard case .text(let dictionary) = spec.entities[entity].columns[column].kind else { return false }
        return store.dictionaries[dictionary].count > Self.mostValues
      }.map { (entity, $0) }
    }
  }

  /// Texts whose values are brought without their rows.
  private func texts(_ entity: Int) -> [Int] {
    spec.entities[entity].columns.indices.filter { column in
      guard case .text = spec.entities[entity].columns[column].kind else { return false }
      return kept[entity]?.contains(column) != true
    }
  }

  func wanted(in schema: DatabaseSchema) -> [WantedTable] {
    var wanted = WantedTable.all(of: spec, in: schema)
    for index in wanted.indices {
      guard let table = schema.table(named: wanted[index].name) else { continue }
      func names(_ sources: [String]) -> [String] { sources.compactMap { table.column(named: $0)?.name } }
      let own = spec.entities.indices.filter { DatabaseSchema.isSame(spec.entities[$0].table, table.name) }
      var whole: [String] = []
      for entity in own {
        let columns = spec.entities[entity].columns
        guard let kept = kept[entity] else { continue }
        whole += names((spec.entities[entity].key.map { [$0] } ?? []) + kept.flatMap { columns[$0].source })
      }
      for case let lookup? in spec.dictionaries.map(\.lookup) where DatabaseSchema.isSame(lookup.table, table.name) {
        whole += names([lookup.key, lookup.text] + (lookup.order.map { [$0] } ?? []))
      }
      var pieces: [WantedTable.Piece] = []
      if whole.isEmpty {
        pieces.append(.rows(of: nil, most: Self.sample))
      } else {
        // Two queries need not go through the rows in one order: those that tell what the other columns hold are nobody's.
        pieces.append(.rows(of: Array(Set(whole)).sorted(), most: nil))
        let others = wanted[index].columns.filter { !whole.contains($0) }
        if !others.isEmpty { pieces.append(.rows(of: others, most: Self.sample)) }
      }
      for entity in own {
        let columns = spec.entities[entity].columns
        for name in names(texts(entity).flatMap { columns[$0].source }) where !whole.contains(name) {
          pieces.append(.values(of: name, most: Self.mostValues + 1))
        }
        for column in columns {
          guard case .time = column.kind else { continue }
          for name in names(column.source) { pieces.append(.clock(of: name)) }
        }
      }
      var seen: Set<WantedTable.Piece> = []
      wanted[index].pieces = pieces.filter { seen.insert($0).inserted }
    }
    return wanted
  }
}

extension Database {
  /// Begins a transaction in which the engine answers; nil where none can.
  package func reading(_ isCancelled: @escaping @Sendable () -> Bool) -> (any SourceReading)? {
    source?.reading(isCancelled)
  }

  /// What its source says of its tables; nil for a file.
  package func sourceSchema() throws(StoreError) -> SourceSchema? { try source?.schema() }

  /// Brings what questions are bound by.
  package func read(
    _ directory: Directory, _ spec: LoadSpec, progress: (@Sendable (Double) -> Void)?,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> Store {
    guard let source else { throw .noSuchFile(path: path) }
    let schema = try source.schema().schema
    let store = try load(
      from: source, spec, wanted: directory.wanted(in: schema), progress: progress, isCancelled: isCancelled)
    // Nothing of what is odd about these rows is a fact about the tables.
    return Store(
      entities: store.entities, dictionaries: store.dictionaries, notes: [], zone: store.zone,
      byteCount: store.byteCount)
  }
}
