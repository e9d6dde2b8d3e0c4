import KPIEngine
import Synchronization

/// Reads a database into a store.
///
/// In phases, each shared out to the threads: lookup tables; ranges of rows; dictionaries; the order of each entity;
/// columns. What a phase makes depends on the phases before it only, never on which thread was quicker.
struct Loader {
  let database: Database
  let spec: LoadSpec
  let progress: (@Sendable (Double) -> Void)?
  let isCancelled: @Sendable () -> Bool

  /// A store, and the state of the database that it holds; nil where another time may give other rows.
  func load() throws(StoreError) -> (store: Store, state: DatabaseState?) {
    let memory = LoadMemory()
    defer { memory.end() }
    let crew = Crew(threadCount: Crew.coreCount, isCancelled: isCancelled)
    let (plan, ranges) = try readRows(crew)
    return (try store(of: plan, ranges, crew), ranges.state)
  }

  /// What was read, as a store.
  func store(of plan: LoadPlan, _ ranges: Read, _ crew: Crew) throws(StoreError) -> Store {
    let pools = try fillDictionaries(plan, ranges.rows, ranges.lookups, crew)
    var entities: [EntityAssembly] = []
    for (number, entity) in spec.entities.enumerated() {
      entities.append(
        try EntityAssembly(
          number: number, spec: entity, isMissing: plan.entities[number] == nil, ranges: ranges.rows.take(number)))
    }
    try finish(ColumnFinisher(plan: plan, entities: entities, pools: pools), crew)
    progress?(1)
    return Store(
      entities: entities.map { $0.finished() },
      dictionaries: try dictionaries(pools, ranges.lookups, crew),
      notes: entities.flatMap { entity in entity.keyNotes + entity.columns.flatMap(\.notes) }, zone: spec.zone)
  }

  // MARK: Reading

  struct Read {
    var rows: ReadRows
    var lookups: [LookupTable?]
    var state: DatabaseState?
  }

  /// Reads everything the plan names; the connections, and with them the locks, are gone when it returns.
  private func readRows(_ crew: Crew) throws(StoreError) -> (LoadPlan, Read) {
    let state = database.unlockedState()
    let readState = try ReadState(of: database, count: crew.threadCount) { crew.shouldStop }
    let connections = readState.connections
    var schema = database.declared
    if schema == nil { schema = try SchemaReader(connection: connections[0]).read() }
    let plan = try LoadPlan(spec, schema ?? DatabaseSchema(tables: []))
    var lookups: [LookupTable?] = []
    for (number, table) in plan.lookups.enumerated() {
      guard let table, let lookup = spec.dictionaries[number].lookup else {
        lookups.append(nil)
        continue
      }
      lookups.append(try LookupTable(lookup, table: table, connection: connections[0]))
    }
    let ranges = try RowRange.all(of: plan, connection: connections[0])
    // The smallest row takes four bytes of its page, two for the cell and two for the place of the cell.
    let bytes = (FileFacts(path: database.path)?.size ?? 0) + (FileFacts(path: database.path + "-wal")?.size ?? 0)
    let reader = RangeReader(plan: plan, lookups: lookups, rowLimit: max(Int(clamping: bytes / 4), 1_024))
    let rows = ReadRows(plan: plan, ranges: ranges)
    let meter = ProgressMeter(total: ranges.reduce(0) { $0 + $1.weight } / 0.85, report: progress)
    let counts = TableCounts(plan)
    try crew.perform(ranges.count + counts.tables.count, threads: connections.count) {
      (thread, index) throws(StoreError) in
      guard index < ranges.count else {
        return try counts.count(index - ranges.count, through: connections[thread])
      }
      rows.put(try reader.read(ranges[index], through: connections[thread]), for: ranges[index])
      meter.advance(by: ranges[index].weight)
    }
    try counts.check(plan, rows, path: database.path)
    guard state == database.unlockedState() else { throw .changedMeanwhile(path: database.path) }
    return (plan, Read(rows: rows, lookups: lookups, state: plan.hangsOnFileOnly ? readState.files : nil))
  }

  // MARK: Dictionaries

  /// Gives every text its code: first the lookup's, then the columns' in order of entity, column and row.
  private func fillDictionaries(
    _ plan: LoadPlan, _ rows: ReadRows, _ lookups: [LookupTable?], _ crew: Crew
  ) throws(StoreError) -> [TextPool] {
    let pools = spec.dictionaries.indices.map { _ in TextPool() }
    try crew.perform(pools.count) { (_, dictionary) throws(StoreError) in
      let pool = pools[dictionary]
      if let lookup = lookups[dictionary] {
        for code in stride(from: 1, through: lookup.pool.count, by: 1) { _ = pool.code(lookup.pool.bytes(code)) }
      }
      for (entity, spec) in spec.entities.enumerated() {
        for (column, columnSpec) in spec.columns.enumerated() where columnSpec.kind == .text(dictionary: dictionary) {
          for reader in rows.readers(entity, column) { (reader as? TextReader)?.join(pool) }
        }
      }
      guard pool.count < Int(Int32.max) else { throw .tooManyRows(table: "texts") }
    }
    return pools
  }

  private func dictionaries(
    _ pools: [TextPool], _ lookups: [LookupTable?], _ crew: Crew
  ) throws(StoreError) -> [TextDictionary] {
    let finished = Mutex([TextDictionary?](repeating: nil, count: pools.count))
    try crew.perform(pools.count) { (_, number) throws(StoreError) in
      let texts = pools[number].finished()
      // Texts that stand in rows only have no position; null is behind all.
      let ranks = lookups[number]?.ranks.map { ranks in
        [Int32.max] + ranks + repeatElement(LookupTable.unranked, count: texts.count - 1 - ranks.count)
      }
      let dictionary = TextDictionary(
        DictionaryTexts(texts: texts, ranks: ranks), isLookup: spec.dictionaries[number].lookup != nil)
      finished.withLock { $0[number] = dictionary }
    }
    return finished.withLock { $0.map { $0 ?? TextDictionary(texts: []) } }
  }

  // MARK: Order and columns

  private func finish(_ finisher: ColumnFinisher, _ crew: Crew) throws(StoreError) {
    let entities = finisher.entities
    let linked = Set(
      spec.entities.flatMap { entity in
        entity.columns.compactMap { column -> Int? in
          if case .link(let target) = column.kind { target } else { nil }
        }
      })
    for level in try PlacingOrder(spec).levels {
      for number in level {
        guard let placedBy = spec.entities[number].placedBy,
          case .linkedTime(let link, let time) = spec.entities[number].columns[placedBy].kind,
          case .link(let target) = spec.entities[number].columns[link].kind
        else { continue }
        finisher.finishTime(entities[target], time)
      }
      try crew.perform(level.count) { (_, index) throws(StoreError) in
        let entity = entities[level[index]]
        let dictionary = spec.entities[entity.number].columns.lazy.compactMap { column -> Int? in
          if case .key(let dictionary) = column.kind { dictionary } else { nil }
        }.first
        entity.arrange(
          linked: finisher.linkedPlacingTime(entity), needsIndex: linked.contains(entity.number) && !entity.isMissing,
          keyPool: dictionary.map { finisher.pools[$0] } ?? TextPool())
      }
    }
    progress?(0.88)
    let columns = entities.flatMap { entity in entity.columns.indices.map { (entity, $0) } }
    try crew.perform(columns.count) { (_, index) throws(StoreError) in
      finisher.finish(columns[index].0, columns[index].1)
    }
    progress?(0.98)
    for (entity, column) in columns { finisher.finishTime(entity, column) }
  }
}

/// The ranges that were read, in their place whatever thread read them.
final class ReadRows: Sendable {
  private let rows: Mutex<[[RangeRows?]]>

  init(plan: LoadPlan, ranges: [RowRange]) {
    var places: [[RangeRows?]] = plan.spec.entities.map { _ in [] }
    for range in ranges { places[range.entity].append(nil) }
    rows = Mutex(places)
  }

  func put(_ range: RangeRows, for place: RowRange) { rows.withLock { $0[place.entity][place.number] = range } }

  /// How many rows of an entity were read.
  func count(_ entity: Int) -> Int { rows.withLock { $0[entity].reduce(0) { $0 + ($1?.rowCount ?? 0) } } }

  /// What each range of an entity read for a column, in order.
  func readers(_ entity: Int, _ column: Int) -> [ColumnReader] {
    rows.withLock { $0[entity].compactMap { $0?.columns[column] } }
  }

  /// The ranges of an entity, in order; they are no longer held here.
  func take(_ entity: Int) -> [RangeRows] {
    rows.withLock { rows in
      defer { rows[entity] = [] }
      return rows[entity].compactMap { $0 }
    }
  }
}

/// Which entities have to be in order before which: those whose time others are placed by come first.
struct PlacingOrder {
  /// Entities by their number; each level needs the ones before it only.
  let levels: [[Int]]

  /// - Throws: `StoreError.unusable` where a time hangs on itself.
  init(_ spec: LoadSpec) throws(StoreError) {
    var depths = [Int?](repeating: nil, count: spec.entities.count)
    for number in spec.entities.indices {
      // Every column of a path of links has to be followed to its end, placing or not.
      for column in spec.entities[number].columns.indices { _ = try Self.path(spec, number, column) }
      _ = try Self.depth(spec, number, &depths, under: [])
    }
    var levels: [[Int]] = []
    for (number, depth) in depths.enumerated() {
      guard let depth else { continue }
      while levels.count <= depth { levels.append([]) }
      levels[depth].append(number)
    }
    self.levels = levels
  }

  /// The entities that a time column leads through, its own left out.
  private static func path(_ spec: LoadSpec, _ entity: Int, _ column: Int) throws(StoreError) -> [Int] {
    var path: [Int] = []
    var seen: Set<[Int]> = []
    var place = [entity, column]
    while case .linkedTime(let link, let time) = spec.entities[place[0]].columns[place[1]].kind,
      case .link(let target) = spec.entities[place[0]].columns[link].kind
    {
      guard seen.insert(place).inserted else { throw circular(spec.entities[entity].name) }
      path.append(target)
      place = [target, time]
    }
    return path
  }

  private static func depth(
    _ spec: LoadSpec, _ entity: Int, _ depths: inout [Int?], under: Set<Int>
  ) throws(StoreError) -> Int {
    if let depth = depths[entity] { return depth }
    guard !under.contains(entity) else { throw circular(spec.entities[entity].name) }
    var depth = 0
    if let placedBy = spec.entities[entity].placedBy {
      for target in try path(spec, entity, placedBy) {
        depth = max(depth, try self.depth(spec, target, &depths, under: under.union([entity])) + 1)
      }
    }
    depths[entity] = depth
    return depth
  }

  private static func circular(_ name: String) -> StoreError {
    .unusable("the time that places entity `\(name)` is read through links that lead back to it")
  }
}
