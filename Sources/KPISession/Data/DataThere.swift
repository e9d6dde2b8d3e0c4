import KPICompiler
import KPIEngine
import KPILanguage
import KPISQL
import KPISQLite

/// What is known of a database that its own engine answers from.
struct DataThere: Sendable {
  let types: SQLTypes
  let dialect: any SQLDialect
  /// The entities whose keys do not tell their rows apart.
  let repeating: Set<Int>
  /// The columns with more texts than are known here.
  let cut: [(entity: Int, column: Int)]
  let numbers: RowNumbers

  /// Columns of whose values not all are known: what is written is taken as it stands.
  func unlisted(_ catalog: Catalog) -> Set<ColumnsRead.Use> {
    Set(
      cut.flatMap { place in
        catalog.spec.entities[place.entity].columns[place.column].source.map {
          ColumnsRead.Use(entity: place.entity, column: $0)
        }
      })
  }

  /// Brings what questions are bound by.
  static func load(
    _ model: OpenModel, _ database: Database, _ spec: LoadSpec, progress: (@Sendable (Double) -> Void)?,
    isStopped: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> (store: Store, there: DataThere) {
    guard let source = try database.sourceSchema(), let reading = database.reading(isStopped) else {
      throw .engine(
        code: "not-yet",
        "`--engine there` is for PostgreSQL and Spark: `\(shown(model.path, limit: 200))` is asked here",
        help: "leave `--engine` out, and its rows are brought over")
    }
    defer { reading.end() }
    let directory = Directory(spec, kept: model.catalog.columnsOfNames)
    let store = try database.read(directory, spec, progress: progress, isCancelled: isStopped)
    var types = SQLTypes()
    let dialect: any SQLDialect
    if try database.isOfSpark {
      dialect = SparkDialect(schema: source.columns.first?.schema.split(separator: ".").map(String.init) ?? [])
      for column in source.columns {
        types.set(SQLType(spark: column.type), table: column.table, column: column.name)
      }
    } else {
      var postgres = PostgresDialect()
      for column in source.columns {
        types.set(
          SQLType(postgres: column.type, decimals: column.decimals), table: column.table, column: column.name)
        postgres.schemas[column.table] = column.schema
      }
      dialect = postgres
    }
    let repeating = try Self.repeating(spec, source, types, dialect, keysHold: !(try database.isOfSpark), reading)
    return (
      store,
      DataThere(
        types: types, dialect: dialect, repeating: repeating, cut: directory.cut(in: store),
        numbers: RowNumbers(store))
    )
  }

  /// Where the engine does not promise that every row has a key of its own, it is asked.
  private static func repeating(
    _ spec: LoadSpec, _ source: SourceSchema, _ types: SQLTypes, _ dialect: any SQLDialect, keysHold: Bool,
    _ reading: any SourceReading
  ) throws(StoreError) -> Set<Int> {
    var repeating: Set<Int> = []
    var asked: [(query: String, entities: Set<Int>)] = []
    for (entity, own) in spec.entities.enumerated() {
      guard let table = source.schema.table(named: own.table) else { continue }
      guard let key = own.key.flatMap({ table.column(named: $0) }) else {
        repeating.insert(entity)
        continue
      }
      let name = dialect.identifier(key.name)
      let from = "from \(dialect.table(table.name))"
      let column = SQLColumn(text: name, type: types.column(key.name, of: table.name)?.type ?? .any)
      // Where a type is no key's, a question says so when it needs one.
      let own = (try? dialect.key(column)) ?? name
      let repeats = "group by \(own) having count(*) > 1"
      let isPrimary = keysHold && table.primaryKey == [key.name]
      var queries: [String] = []
      if !(isPrimary || source.uniqueColumns[table.name]?.contains(key.name) == true) {
        queries.append("\(from) \(repeats)")
      } else if let condition = dialect.isUncomposed(column) {
        // The engine tells keys apart that are the same text, with its marks composed and apart.
        queries.append("\(from) where exists (select 1 \(from) where \(condition)) \(repeats)")
      }
      if !isPrimary, !key.isNotNull { queries.append("\(from) where \(name) is null") }
      for query in queries {
        if let known = asked.firstIndex(where: { $0.query == query }) {
          asked[known].entities.insert(entity)
        } else {
          asked.append((query, [entity]))
        }
      }
    }
    // In one statement: each takes its time, however little it finds.
    let parts = asked.enumerated().map { number, one in
      "select \(number) from (select 1 \(one.query) limit 1) as t\(number)"
    }
    if parts.isEmpty { return repeating }
    for row in try reading.rows(parts.joined(separator: " union all ")) {
      guard case .integer(let number)? = row.first, asked.indices.contains(Int(number)) else { continue }
      repeating.formUnion(asked[Int(number)].entities)
    }
    return repeating
  }
}

extension Catalog {
  /// Per entity the columns that its rows are named by, and those that tell which of them are there; nil for one whose rows
  /// have no names.
  fileprivate var columnsOfNames: [[Int]?] {
    // Whom a viewer's rights lead to, and on what way.
    let ways =
      visibility.map { visibility in
        [visibility.owner]
          + visibility.rules.flatMap { rule -> [LinkPath] in
            guard case .through(let subject, let person, let department) = rule else { return [] }
            return [subject, person, department].compactMap { $0 }
          }
      } ?? []
    let shared = Shared(wrappedValue: self)
    return entities.enumerated().map { number, entity in
      var named = [entity.nameColumn, entity.loginColumn].compactMap { $0 }
      if let visibility, number == visibility.people {
        named += [visibility.login, visibility.access, visibility.department]
      }
      if let visibility, number == visibility.departments { named += [visibility.parent, visibility.head] }
      guard !named.isEmpty else { return nil }
      for way in ways {
        var place = way.entity
        for hop in way.hops {
          if place == number { named.append(hop.column) }
          place = hop.target
        }
      }
      let deciding = ColumnsRead([entity.condition, entity.placing?.time].compactMap { $0 }, shared).uses
        .filter { $0.entity == number }.map(\.column)
      let columns = spec.entities[number].columns
      return columns.indices.filter { column in
        named.contains(column) || columns[column].source.contains(where: deciding.contains)
      }
    }
  }
}
