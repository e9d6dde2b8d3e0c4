import KPIEngine

/// A `LoadSpec` held against the database: what to ask SQLite for, and how to take the answers.
struct LoadPlan: Sendable {
  /// One table's reading.
  struct Entity: Sendable {
    var table: DatabaseSchema.Table
    /// `SELECT …` without a range.
    var select: String
    /// The first cell of each column; nil for those that no cell holds.
    var cells: [Int32?]
    /// The cell of the key; nil where the rows have none, and are numbered.
    var keyCell: Int32?
    /// The cell of the rowid; nil for a view or a table without rowid.
    var rowIDCell: Int32?
    /// Whether its keys are compared by value of numbers.
    var hasNumericKey: Bool
  }

  /// Names that SQLite itself has for a rowid.
  private static let rowIDNames = ["rowid", "_rowid_", "oid"]

  let spec: LoadSpec
  /// nil where an optional table is missing.
  private(set) var entities: [Entity?]
  /// Formats of time columns, by entity and column.
  let formats: [[TimeReader.Format?]]
  /// Lookup tables that a column needs, by dictionary.
  let lookups: [DatabaseSchema.Table?]

  /// - Throws: `StoreError.missing` with every missing name, then `.unreadable` for what SQLite cannot read and
  ///   `.unusable` for a plan that cannot be read.
  init(_ spec: LoadSpec, _ schema: DatabaseSchema) throws(StoreError) {
    self.spec = spec
    var missing: [StoreError.MissingName] = []
    var unreadable: StoreError?
    let tableNames = schema.tables.map(\.name)
    func add(_ name: StoreError.MissingName) {
      if !missing.contains(name) { missing.append(name) }
    }

    var entities: [Entity?] = []
    for entity in spec.entities {
      guard let table = schema.table(named: entity.table) else {
        entities.append(nil)
        if !entity.isOptional {
          add(.init(entity: entity.name, table: entity.table, column: nil, present: tableNames))
        }
        continue
      }
      if let problem = table.problem {
        unreadable = unreadable ?? .unreadable(table: table.name, detail: problem)
        entities.append(nil)
        continue
      }
      var names: [String] = []
      var cells: [Int32?] = []
      func read(_ columns: [String]) {
        var parts: [String] = []
        for column in columns {
          if let name = Self.expression(column, of: table) {
            parts.append(name)
          } else if spec.readsMissingAsNull {
            parts.append("NULL")
          } else {
            add(.init(entity: entity.name, table: table.name, column: column, present: table.columns.map(\.name)))
          }
        }
        names.append(parts.count == 1 ? parts[0] : Self.sideBySide(parts))
      }
      let key = entity.key ?? table.rowID
      if let key { read([key]) }
      for column in entity.columns {
        if column.source.isEmpty || column.kind.isKey {
          cells.append(nil)
          continue
        }
        cells.append(Int32(names.count))
        read(column.source)
      }
      var rowIDCell: Int32?
      if let rowID = table.rowID {
        rowIDCell = Int32(names.count)
        names.append(rowID)
      }
      // A statement needs a column.
      if names.isEmpty { names.append("NULL") }
      let keyAffinity = entity.key.flatMap { table.column(named: $0)?.affinity } ?? .integer
      entities.append(
        Entity(
          table: table, select: "SELECT \(names.joined(separator: ", ")) FROM \(quoted(table.name))", cells: cells,
          keyCell: key == nil ? nil : 0, rowIDCell: rowIDCell, hasNumericKey: keyAffinity.isNumeric))
    }

    var lookups: [DatabaseSchema.Table?] = []
    for (number, dictionary) in spec.dictionaries.enumerated() {
      guard let lookup = dictionary.lookup else {
        lookups.append(nil)
        continue
      }
      let isNeeded = zip(spec.entities, entities).contains { entity, plan in
        plan != nil && entity.columns.contains { $0.kind == .lookup(dictionary: number) }
      }
      guard let table = schema.table(named: lookup.table) else {
        lookups.append(nil)
        if isNeeded { add(.init(entity: nil, table: lookup.table, column: nil, present: tableNames)) }
        continue
      }
      if let problem = table.problem {
        unreadable = unreadable ?? .unreadable(table: table.name, detail: problem)
        lookups.append(nil)
        continue
      }
      lookups.append(table)
      for column in [lookup.key, lookup.text] + (lookup.order.map { [$0] } ?? [])
      where Self.expression(column, of: table) == nil {
        add(.init(entity: nil, table: table.name, column: column, present: table.columns.map(\.name)))
      }
    }
    if !missing.isEmpty { throw .missing(missing) }
    if let unreadable { throw unreadable }

    self.entities = entities
    self.lookups = lookups
    formats = try Self.formats(of: spec)
    try Self.check(spec)
  }

  /// The plan over rows of a table that are not SQLite's own, whose columns stand elsewhere.
  ///
  /// - Parameter cell: where the column of that name stands. Rows without a key are numbered.
  func withCells(of table: String, _ cell: (String) -> Int32) -> LoadPlan {
    var plan = self
    for (number, entity) in entities.enumerated() where entity?.table.name == table {
      let spec = spec.entities[number]
      plan.entities[number]?.keyCell = spec.key.map(cell)
      plan.entities[number]?.rowIDCell = nil
      plan.entities[number]?.cells = spec.columns.map { column in
        column.kind.isKey ? nil : column.source.first.map(cell)
      }
    }
    return plan
  }

  /// How SQL names a column; nil where the table has none of that name.
  static func expression(_ column: String, of table: DatabaseSchema.Table) -> String? {
    if let found = table.column(named: column) { return quoted(found.name) }
    return table.namesRowID && rowIDNames.contains(column.lowercased()) ? table.rowID : nil
  }

  /// Columns as one text with blanks between them, null where the first is; a whole number that is stored as a real one is
  /// written as whole.
  private static func sideBySide(_ columns: [String]) -> String {
    let texts = columns.map {
      "CASE WHEN typeof(\($0)) = 'real' AND \($0) = CAST(\($0) AS INTEGER) THEN CAST(\($0) AS INTEGER) ELSE trim(\($0)) END"
    }
    return (texts.prefix(1) + texts.dropFirst().map { "coalesce(' ' || \($0), '')" }).joined(separator: " || ")
  }

  /// Whether comparing this column with `target`'s keys compares numeric text by value.
  func isNumericLink(_ column: ColumnSpec, of entity: Entity, keyIsNumeric: Bool) -> Bool {
    let affinity = column.source.first.flatMap { entity.table.column(named: $0)?.affinity } ?? .integer
    return affinity.isNumeric || keyIsNumeric
  }

  private static func formats(of spec: LoadSpec) throws(StoreError) -> [[TimeReader.Format?]] {
    var formats: [[TimeReader.Format?]] = []
    for entity in spec.entities {
      var row: [TimeReader.Format?] = []
      for column in entity.columns {
        switch column.kind {
        case .time(.iso): row.append(.iso(isUTC: false))
        case .time(.isoUTC): row.append(.iso(isUTC: true))
        case .time(.unixSeconds): row.append(.unix(perSecond: 1))
        case .time(.unixMilliseconds): row.append(.unix(perSecond: 1_000))
        case .time(.unixMicroseconds): row.append(.unix(perSecond: 1_000_000))
        case .time(.julianDay): row.append(.julian)
        case .time(.spreadsheetDay): row.append(.spreadsheet)
        case .time(.pattern(let text)):
          guard let pattern = TimePattern(text) else {
            throw .unusable("time pattern `\(text)` is none: it needs a `yyyy`")
          }
          row.append(.pattern(pattern))
        default: row.append(nil)
        }
      }
      formats.append(row)
    }
    return formats
  }

  /// Checks that every number of the spec leads to something of the right kind.
  private static func check(_ spec: LoadSpec) throws(StoreError) {
    for entity in spec.entities {
      func isTime(_ column: ColumnSpec) -> Bool {
        switch column.kind {
        case .time, .linkedTime: true
        default: false
        }
      }
      for column in entity.columns {
        let name = column.source.first ?? "?"
        switch column.kind {
        case .text(let dictionary):
          guard spec.dictionaries.indices.contains(dictionary), !column.source.isEmpty else {
            throw .unusable("column `\(name)` of `\(entity.name)` has no dictionary")
          }
        case .key(let dictionary):
          guard spec.dictionaries.indices.contains(dictionary) else {
            throw .unusable("the key of `\(entity.name)` has no dictionary")
          }
        case .lookup(let dictionary):
          guard spec.dictionaries.indices.contains(dictionary), spec.dictionaries[dictionary].lookup != nil,
            !column.source.isEmpty
          else { throw .unusable("column `\(name)` of `\(entity.name)` has no lookup table") }
        case .link(let target):
          guard spec.entities.indices.contains(target), !column.source.isEmpty else {
            throw .unusable("link `\(name)` of `\(entity.name)` has no target")
          }
        case .linkedTime(let link, let time):
          guard entity.columns.indices.contains(link), case .link(let target) = entity.columns[link].kind,
            spec.entities.indices.contains(target), spec.entities[target].columns.indices.contains(time),
            isTime(spec.entities[target].columns[time])
          else { throw .unusable("a time of `\(entity.name)` is read through no link") }
        case .number, .writtenNumber, .time:
          guard !column.source.isEmpty else { throw .unusable("a column of `\(entity.name)` has no source") }
        }
      }
      if let placedBy = entity.placedBy {
        guard entity.columns.indices.contains(placedBy), isTime(entity.columns[placedBy]) else {
          throw .unusable("entity `\(entity.name)` is placed by no time")
        }
      }
    }
  }
}

extension ColumnSpec.Kind {
  /// Whether it is the entity's key, which is read anyhow.
  var isKey: Bool { if case .key = self { true } else { false } }
}

extension LoadPlan {
  /// Whether a state of the file always gives the same rows.
  ///
  /// A view may ask for the running day, and a module for anything.
  var hangsOnFileOnly: Bool {
    (entities.compactMap { $0?.table } + lookups.compactMap { $0 }).allSatisfy { !$0.isView && !$0.isVirtual }
  }
}
