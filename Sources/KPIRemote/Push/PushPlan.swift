import KPIEngine
import KPILanguage
import KPISQLite

/// A column as it will be on the engine.
package struct PushedColumn: Sendable, Hashable {
  package var name: String
  package var type: PushType
  /// Whether numbers among texts go as SQLite writes them.
  package var asWritten: Bool
  package var isNotNull: Bool
}

/// A table as it will be on the engine.
package struct PushedTable: Sendable {
  package var table: DatabaseSchema.Table
  package var columns: [PushedColumn]
  package var rowCount: Int
  /// By column.
  package var facts: [PushFacts]
  /// The primary key; empty where it has none.
  package var key: [String]
  /// Columns by which rows are looked up.
  package var indexes: [String]
  /// The time that places its rows, by whose months they are kept apart; nil where it has none.
  package var month: String?
  /// Tells its rows, types and keys from those of every other table.
  package var mark: String
}

/// What moving a database does: found by looking at every value before anything is written.
package struct PushPlan: Sendable {
  package private(set) var tables: [PushedTable] = []
  /// What is told of values whose column is text because of them, and of what is left out.
  package private(set) var notes: [Message] = []
  /// What keeps the database from being moved; empty where nothing does.
  package private(set) var refusals: [(reason: Message, help: Message)] = []

  /// Bytes that a name may have on PostgreSQL, which cuts off what is longer.
  private static let nameLimit = 63

  /// - Parameters:
  ///   - spec: what a model names; nil where there is none.
  ///   - engine: where the tables shall be.
  package init(_ reader: PushReader, _ spec: LoadSpec?, to engine: RemoteAddress.Engine) throws(StoreError) {
    for table in reader.schema.tables {
      if table.isView || table.isVirtual {
        notes.append("`\(shown(table.name))` is no table of its own, and stays behind")
        continue
      }
      checkNames(of: table, engine)
      try add(table, reader, spec)
    }
    try reader.checkUnchanged()
  }

  private mutating func checkNames(of table: DatabaseSchema.Table, _ engine: RemoteAddress.Engine) {
    let help: Message = "rename it in a copy of the database first"
    if engine == .spark {
      let isPlain = table.name.utf8.allSatisfy {
        (97...122).contains($0 | 0x20) || (48...57).contains($0) || $0 == UInt8(ascii: "_")
      }
      if !isPlain {
        refusals.append(
          (
            "the name `\(shown(table.name))` has other letters than a table of Spark's may have: a-z, digits and `_`",
            help
          ))
      }
      if table.column(named: SparkCatalog.month) != nil {
        refusals.append(
          (
            "`\(shown(table.name))` has a column `\(SparkCatalog.month)`, which is what parts of tables are named by",
            help
          ))
      }
      return
    }
    for name in [table.name] + table.columns.map(\.name) where name.utf8.count > Self.nameLimit {
      refusals.append(
        ("the name `\(shown(name, limit: 80))` has \(name.utf8.count) bytes: PostgreSQL takes \(Self.nameLimit)", help))
    }
  }

  private mutating func add(
    _ table: DatabaseSchema.Table, _ reader: PushReader, _ spec: LoadSpec?
  ) throws(StoreError) {
    let (rowCount, found, hash) = try reader.facts(of: table)
    var facts = found
    var digest = hash
    let roles = PushRoles.all(of: table, in: spec)
    var columns: [PushedColumn] = []
    for (index, column) in table.columns.enumerated() {
      let decision = PushDecision(column, facts[index], roles[index], of: table.name)
      if let note = decision.note { notes.append(note) }
      if let refusal = decision.refusal { refusals.append(refusal) }
      if decision.type == .text, facts[index].numbers > 0 {
        facts[index].byteCount += try reader.digitCount(of: index, in: table, asWritten: decision.asWritten)
      }
      columns.append(
        PushedColumn(
          name: column.name, type: decision.type, asWritten: decision.asWritten,
          isNotNull: column.isNotNull && facts[index].nulls == 0))
    }
    let key = try key(of: table, facts, reader, spec)
    let indexes = Self.indexes(of: table, spec).filter { [$0] != key }
    for column in columns { digest.add("\(column.name)\u{0}\(column.type.sql)\u{0}\(column.isNotNull)") }
    for name in [table.name] + key + [""] + indexes { digest.add(name) }
    let month = Self.placingTime(of: table, spec).flatMap { name in
      columns.first { $0.name == name && [.date, .timestamp, .timestamptz].contains($0.type) }?.name
    }
    if let month { digest.add(month) }
    let digits = String(digest.value, radix: 16)
    tables.append(
      PushedTable(
        table: table, columns: columns, rowCount: rowCount, facts: facts, key: key, indexes: indexes, month: month,
        mark: "kpi push 1 \(String(repeating: "0", count: 16 - digits.count))\(digits)"))
  }

  /// The declared key, else the model's, where it tells every row.
  private mutating func key(
    of table: DatabaseSchema.Table, _ facts: [PushFacts], _ reader: PushReader, _ spec: LoadSpec?
  ) throws(StoreError) -> [String] {
    let named = spec?.entities.first { DatabaseSchema.isSame($0.table, table.name) && $0.key != nil }?.key
    let key =
      table.primaryKey.isEmpty
      ? named.flatMap { table.column(named: $0)?.name }.map { [$0] } ?? [] : table.primaryKey
    guard !key.isEmpty else { return [] }
    let nulls = table.columns.indices.filter { key.contains(table.columns[$0].name) }
      .reduce(0) { $0 + facts[$1].nulls }
    if nulls > 0 {
      notes.append("`\(shown(table.name))` has no key there: \(nulls) rows have nothing in `\(shown(key[0]))`")
      return []
    }
    // SQLite holds to keys that it was told of, but 5 and '5' are two of them.
    let isMixed = table.columns.indices.contains {
      key.contains(table.columns[$0].name) && facts[$0].texts > 0 && facts[$0].numbers > 0
    }
    if table.primaryKey.isEmpty || isMixed, try reader.repeats(key, of: table.name) {
      notes.append("`\(shown(table.name))` has no key there: values of `\(shown(key[0]))` repeat")
      return []
    }
    return key
  }

  /// The columns that a model's links lead by, and those that place rows in time.
  private static func indexes(of table: DatabaseSchema.Table, _ spec: LoadSpec?) -> [String] {
    var names: [String] = []
    for entity in spec?.entities ?? [] where DatabaseSchema.isSame(entity.table, table.name) {
      for (number, column) in entity.columns.enumerated() where column.source.count == 1 {
        let isIndexed: Bool =
          switch column.kind {
          case .link: true
          case .time: number == entity.placedBy
          default: false
          }
        guard isIndexed, let name = table.column(named: column.source[0])?.name, !names.contains(name) else { continue }
        names.append(name)
      }
    }
    return names
  }

  /// The time that places rows, where all entities of a table have the same.
  private static func placingTime(of table: DatabaseSchema.Table, _ spec: LoadSpec?) -> String? {
    let names = Set(
      (spec?.entities ?? []).filter { DatabaseSchema.isSame($0.table, table.name) }.compactMap { entity in
        entity.placedBy.flatMap { place -> String? in
          guard case .time = entity.columns[place].kind, entity.columns[place].source.count == 1 else { return nil }
          return table.column(named: entity.columns[place].source[0])?.name
        }
      })
    return names.count == 1 ? names.first : nil
  }
}
