import KPIEngine

/// Writes plans as SQL that gives their numbers.
///
/// A statement begins with the entities as they are asked about (typed columns, the rows that are there), then has a
/// part for every operator of the plan.
package final class SQLWriter {
  let model: SQLModel
  let dialect: any SQLDialect
  let context: ExecutionContext

  /// An entity's rows in one sight.
  struct Table: Hashable {
    var entity: Int
    var sight: FromClause.Sight
  }

  private var tables: [Table] = []
  /// Per entity the columns that something asks for, in that order.
  private var asked: [Int: [Int]] = [:]
  /// The same of times whose instants are asked for.
  private var askedInstants: [Int: [Int]] = [:]
  private var names: Set<String> = ["u", "n", "g", "o", "a", "r", "t", "x", "v"]
  /// In lower case: SQL's names are the same in every case.
  private let entityNames: Set<String>
  private lazy var zoneName = partName("zone")
  private var tableNames: [Table: String] = [:]
  private var columnNames: [Int: [String]] = [:]
  private var readsZone = false
  private var repeating: [Int: Bool] = [:]
  /// The parts that are named, in their order.
  private var parts: [String] = []
  /// What kinds of values the keys that parts are joined on hold, by what they are called.
  var keyKinds: [String: SQLKind] = [:]
  var units = UnitTable(count: 1, name: "units")
  /// The columns of the answer that are moments of UTC's clock, not of the one on the company's wall.
  package var instants: Set<Int> = []
  /// The times that events are placed by, in the order that they are named by.
  var times: [Scalar] = []

  /// - Parameter context: the rows that plans were bound over.
  package init(_ model: SQLModel, _ dialect: any SQLDialect, _ context: ExecutionContext) throws(SQLRefusal) {
    self.model = model
    self.dialect = dialect
    self.context = context
    entityNames = Set(model.spec.entities.map { $0.name.lowercased() })
    guard !context.rowSets.isForViewer || context.rowSets.sight != nil else { throw .viewer }
  }

  // MARK: Names

  /// A name that nothing else in the statement has.
  func freshName(_ wanted: String) -> String {
    if names.insert(wanted).inserted { return wanted }
    let bare = wanted.hasPrefix("\"") ? String(wanted.dropFirst().dropLast()) : wanted
    var number = 2
    while !names.insert(dialect.identifier("\(bare)_\(number)")).inserted { number += 1 }
    return dialect.identifier("\(bare)_\(number)")
  }

  /// A name for a part of the statement, which no entity's rows have either, whatever the case.
  func partName(_ wanted: String) -> String {
    var name = wanted
    while entityNames.contains(name) || !names.insert(name).inserted { name += "_" }
    return name
  }

  /// How the statement calls an entity's rows; from now on it has them.
  func table(_ entity: Int, _ sight: FromClause.Sight) throws(SQLRefusal) -> String {
    // Where nothing is cut at today both are the same.
    let isCut = model.placings[entity].map { !$0.isPlanned } ?? false
    let uncut: [FromClause.Sight: FromClause.Sight] = [.ever: .today, .firstEver: .first, .allEver: .all]
    let table = Table(entity: entity, sight: isCut ? sight : uncut[sight] ?? sight)
    if let known = tableNames[table] { return known }
    guard !context.store.entities[entity].isMissing else { throw .missingTable }
    let spec = model.spec.entities[entity]
    let suffix =
      switch table.sight {
      case .today: ""
      case .ever: "_ever"
      case .first: "_linked"
      case .firstEver: "_linked_ever"
      case .all: "_all"
      case .allEver: "_all_ever"
      }
    var own = spec.name + suffix
    while !suffix.isEmpty, entityNames.contains(own.lowercased()) { own += "_" }
    let name = dialect.identifier(own)
    tableNames[table] = name
    tables.append(table)
    return name
  }

  /// The rows that links lead to.
  func linkedTable(_ entity: Int, _ sight: FromClause.Sight) throws(SQLRefusal) -> String {
    guard keysRepeat(entity) else { return try table(entity, sight) }
    if sight == .all || sight == .allEver { throw .repeatedKeys }
    return try table(entity, sight == .ever ? .firstEver : .first)
  }

  /// Whether several rows of an entity have one key, so that it does not tell them apart.
  ///
  /// Rows that the table's own `where` leaves out are none: a deleted row may have the key of one that is there.
  func keysRepeat(_ entity: Int) -> Bool {
    if let known = model.repeating { return known.contains(entity) }
    if let known = repeating[entity] { return known }
    let mask = context.rowSets.timelessMask(of: entity)
    let repeats = context.store.entities[entity].sameKeys.values.contains { copies in
      copies.count { row in mask.map { $0[Int(row)] != 0 } ?? true } > 1
    }
    repeating[entity] = repeats
    return repeats
  }

  /// The name of an entity's column in the statement, which from now on reads it.
  func column(_ column: Int, of entity: Int) -> String {
    if asked[entity]?.contains(column) != true { asked[entity, default: []].append(column) }
    return dialect.identifier(columnName(column, entity))
  }

  /// The name of what holds the instants of an entity's time.
  func instantColumn(_ column: Int, of entity: Int) -> String {
    if askedInstants[entity]?.contains(column) != true { askedInstants[entity, default: []].append(column) }
    return dialect.identifier("kpi_utc_\(column)")
  }

  private func columnName(_ column: Int, _ entity: Int) -> String {
    if let known = columnNames[entity] { return known[column] }
    let spec = model.spec.entities[entity]
    var taken: Set<String> = [Self.keyName(of: spec).lowercased(), "row_number", "copy"]
    let named = spec.columns.map { column -> String in
      var name = column.source.isEmpty ? "at" : column.source.joined(separator: "_")
      if case .lookup = column.kind { name += "_text" }
      if case .key = column.kind { name += "_value" }
      while !taken.insert(name.lowercased()).inserted { name += "_" }
      return name
    }
    columnNames[entity] = named
    return named[column]
  }

  private static func keyName(of spec: EntitySpec) -> String { spec.key ?? "rowid" }

  /// The column that links lead to.
  func keyColumn(of entity: Int) -> String { dialect.identifier(Self.keyName(of: model.spec.entities[entity])) }

  /// What tells one row of an entity from another: its key, or where keys repeat its place in the table.
  func identity(of entity: Int) -> String { keysRepeat(entity) ? "row_number" : keyColumn(of: entity) }

  /// Adds a named part to the statement.
  func add(_ name: String, comment: String? = nil, _ text: String) {
    parts.append("\(comment.map { "-- \($0)\n" } ?? "")\(name) as (\n\(text.indented)\n)")
  }

  /// The statement: the rows that it reads, the named parts, what it selects.
  func statement(_ select: String) throws(SQLRefusal) -> String {
    // What tells which rows are there may read further columns and tables.
    var written: [Table: [String]] = [:]
    func size() -> Int {
      [asked, askedInstants].reduce(tables.count) { $0 + $1.values.reduce(0) { $0 + $1.count } }
    }
    var count = -1
    while count != size() {
      count = size()
      var known = 0
      while known < tables.count {
        written[tables[known]] = try lines(of: tables[known])
        known += 1
      }
    }
    var rows: [String] = []
    var done: Set<Table> = []
    func add(_ table: Table) {
      guard done.insert(table).inserted else { return }
      for other in needs[table] ?? [] { add(other) }
      guard let name = tableNames[table], let lines = written[table] else { return }
      let isRead = !isCut(table) && table.sight != .first && table.sight != .firstEver
      rows.append(
        "-- \(comment(table))\n\(name) \(isRead ? dialect.once : "as") (\n\(lines.joined(separator: "\n").indented)\n)")
    }
    tables.forEach(add)
    let table = units.count > 1 ? ["\(units.heading) as (\n\(units.text.indented)\n)"] : []
    let changes = readsZone ? dialect.table(of: model.spec.zone, today: context.today) : nil
    let zone = changes.map { ["\(zoneName)(since, ahead) as (\n\($0.indented)\n)"] } ?? []
    let all = zone + rows + table + parts
    return all.isEmpty ? select : "with\n\(all.joined(separator: ",\n"))\n\(select)"
  }

  /// Whether its rows are those of another part that are not after today.
  private func isCut(_ table: Table) -> Bool {
    (table.sight == .today || table.sight == .all) && model.placings[table.entity].map { !$0.isPlanned } ?? false
  }

  private func comment(_ table: Table) -> String {
    let name = model.spec.entities[table.entity].name.filter { !$0.isNewline }
    switch table.sight {
    case .today: return isCut(table) ? "Rows(\(name)): those that are there today" : "Rows(\(name))"
    case .ever: return "Rows(\(name)), those after today too"
    case .first, .firstEver: return "Rows(\(name)): of those with one key the first"
    case .all: return "Rows(\(name)), whoever may see them"
    case .allEver: return "Rows(\(name)), whoever may see them, those after today too"
    }
  }

  // MARK: Rows

  /// Which rows must stand before others.
  private var needs: [Table: [Table]] = [:]

  /// An entity's rows: columns with their types, narrowed to those that are there.
  private func lines(of table: Table) throws(SQLRefusal) -> [String] {
    let spec = model.spec.entities[table.entity]
    let saved = names
    defer { names = saved }
    if isCut(table), let placing = model.placings[table.entity] {
      let uncut: FromClause.Sight = table.sight == .all ? .allEver : .ever
      let from = try FromClause(self, entity: table.entity, uncut, linked: uncut)
      let time = try ScalarWriter(self, from, unit: UnitWriter(self, today: context.today)).text(placing.time)
      let limit = dialect.boundary(context.today + 1)
      note(table)
      return ["select \(from.alias).*"] + from.lines + ["where \(time) is null or \(time) < \(limit)"]
    }
    if table.sight == .first || table.sight == .firstEver { return try firstLines(table, spec) }
    let key = keyColumn(of: table.entity)
    var columns: [String] = []
    if let own = spec.key {
      let text = try dialect.key(try source(own, of: spec.table))
      columns = [text == "r.\(key)" ? text : "\(text) as \(key)"]
    } else {
      columns = ["\(try place(of: table.entity)) as \(key)"]
    }
    if keysRepeat(table.entity) { columns.append("\(try place(of: table.entity)) as row_number") }
    for column in asked[table.entity] ?? [] {
      let own = dialect.identifier(columnName(column, table.entity))
      let text = try stored(spec.columns[column], table.entity)
      columns.append(text == "r.\(own)" ? text : "\(text) as \(own)")
    }
    for column in askedInstants[table.entity] ?? [] {
      let text = try stored(spec.columns[column], table.entity, isInstant: true)
      columns.append("\(text) as \(instantColumn(column, of: table.entity))")
    }
    var lines = ["select " + columns.joined(separator: ",\n  "), "from \(try tableName(spec.table)) as r"]
    // Both are decided over the rows of everybody.
    if let condition = model.conditions[table.entity] {
      lines = try narrowed(lines, table.entity, condition, linked: isForViewer ? .all : .today)
    }
    if table.sight == .today || table.sight == .ever, let condition = context.rowSets.sight?[table.entity] {
      lines = try narrowed(lines, table.entity, condition, linked: .all)
    }
    note(table)
    return lines
  }

  /// Where a row stands in its table.
  private func place(of entity: Int) throws(SQLRefusal) -> String {
    guard dialect.hasRowNumbers, let name = model.rowIDs[entity] else { throw .noRowID }
    return "r.\(dialect.identifier(name))"
  }

  /// Of rows with one key the first in order of time, then place.
  private func firstLines(_ table: Table, _ spec: EntitySpec) throws(SQLRefusal) -> [String] {
    let before: FromClause.Sight = table.sight == .first ? .today : .ever
    let name = try self.table(table.entity, before)
    var order = ["row_number"]
    if let time = spec.placedBy {
      let scale = scale(of: .time(LinkPath(entity: table.entity), column: time, isPlanned: true))
      if hasTwofoldHours, scale == .mixed { throw .clocks }
      let moment =
        hasTwofoldHours && scale == .instant
        ? instantColumn(time, of: table.entity) : column(time, of: table.entity)
      order.insert(dialect.order(moment, descending: false, nullsLast: true), at: 0)
    }
    needs[table] = [Table(entity: table.entity, sight: .today), Table(entity: table.entity, sight: .ever)]
    let key = keyColumn(of: table.entity)
    return [
      "select * from (",
      "  select *, row_number() over (partition by \(key) order by \(order.joined(separator: ", "))) as copy",
      "  from \(name)", ") as x", "where copy = 1",
    ]
  }

  private var isForViewer: Bool { context.rowSets.isForViewer }

  /// The rows that a table's own `where` leaves, or a viewer's right.
  private func narrowed(
    _ lines: [String], _ entity: Int, _ condition: Scalar, linked: FromClause.Sight
  ) throws(SQLRefusal) -> [String] {
    let from = FromClause(self, entity: entity, rows: lines.joined(separator: "\n"), linked: linked)
    let writer = ScalarWriter(self, from, unit: UnitWriter(self, today: context.today))
    let text = try writer.condition(condition)
    return ["select \(from.alias).*"] + from.lines + ["where \(text)"]
  }

  private func note(_ table: Table) {
    // Whatever is known by now may be read; a table never comes before what it reads.
    let spec = model.spec.entities[table.entity]
    var read: [Table] = []
    if table.sight == .today, tableNames[Table(entity: table.entity, sight: .ever)] != nil {
      read.append(Table(entity: table.entity, sight: .ever))
    }
    if table.sight == .all { read.append(Table(entity: table.entity, sight: .allEver)) }
    if table.sight == .today || table.sight == .ever {
      read += [FromClause.Sight.all, .allEver].map { Table(entity: table.entity, sight: $0) }
    }
    for column in (asked[table.entity] ?? []) + (askedInstants[table.entity] ?? []) {
      switch spec.columns[column].kind {
      case .link(let target), .linkedTime(let target, _):
        for sight in [FromClause.Sight.ever, .today, .first, .firstEver, .all, .allEver] where target != table.entity {
          read.append(Table(entity: target, sight: sight))
        }
      default: break
      }
    }
    needs[table] = read
  }

  /// A column as the entity has it, out of what the table holds.
  ///
  /// - Parameter isInstant: of a time what UTC's clock shows.
  private func stored(_ spec: ColumnSpec, _ entity: Int, isInstant: Bool = false) throws(SQLRefusal) -> String {
    if case .linkedTime(let link, let time) = spec.kind {
      guard case .link(let target) = model.spec.entities[entity].columns[link].kind else {
        throw .misplaced
      }
      let table = try linkedTable(target, isForViewer ? .allEver : .ever)
      let key = keyColumn(of: target)
      let own = try stored(model.spec.entities[entity].columns[link], entity)
      let moment = isInstant ? instantColumn(time, of: target) : column(time, of: target)
      return "(select \(dialect.only("t.\(moment)")) from \(table) as t where t.\(key) = \(own))"
    }
    guard spec.source.count == 1, let source = spec.source.first else { throw .timeFormat }
    let raw = try self.source(source, of: model.spec.entities[entity].table)
    switch spec.kind {
    case .text: return try dialect.text(raw)
    case .key: return try dialect.keyText(raw)
    case .link(let target): return try dialect.link(raw, to: try keyType(of: target))
    case .number: return try dialect.number(raw)
    case .writtenNumber: throw .columnType
    case .time(let format) where isInstant: return try dialect.time(raw, format, zone: .utc, called: zoneName)
    case .time(let format):
      readsZone = readsZone || !model.spec.zone.transitions.isEmpty
      return try dialect.time(raw, format, zone: model.spec.zone, called: zoneName)
    case .lookup(let dictionary):
      guard let lookup = model.spec.dictionaries[dictionary].lookup else { return try dialect.text(raw) }
      let key = try self.source(lookup.key, of: lookup.table, as: "l")
      let text = try dialect.text(try self.source(lookup.text, of: lookup.table, as: "l"))
      let condition = "\(try dialect.key(key)) = \(try dialect.link(raw, to: key.type))"
      return dialect.lookup(text, from: "\(try tableName(lookup.table)) as l", where: condition)
    case .linkedTime: throw .misplaced
    }
  }
}

extension String {
  /// Every line two blanks further in.
  var indented: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n")
  }
}
