import KPICompiler
import KPIEngine
import KPILanguage
import KPISQL

/// Plans in SQL, and what it answers beside the engine.
struct PlanSQL {
  let catalog: Catalog
  let context: ExecutionContext
  let schema: DatabaseSchema

  /// - Parameter schema: the database's.
  init(_ compiler: Compiler, _ schema: DatabaseSchema) {
    self.schema = schema
    catalog = compiler.catalog
    context = compiler.context
  }

  private func model(_ types: SQLTypes?) -> SQLModel {
    SQLModel(
      spec: catalog.spec, placings: catalog.entities.map(\.placing), conditions: catalog.entities.map(\.condition),
      rowIDs: catalog.spec.entities.map { schema.table(named: $0.table)?.rowID }, types: types,
      isBoolean: { [schema] in schema.table(named: $1)?.column(named: $0)?.isBoolean ?? false })
  }

  /// One plan's statement.
  ///
  /// - Parameters:
  ///   - headings: what its columns are called; nil calls them by their places.
  ///   - types: how the engine stores the columns; nil for SQLite.
  func text(
    of plan: Plan, _ headings: [String]? = nil, in dialect: any SQLDialect = SQLiteDialect(), types: SQLTypes? = nil
  ) throws(SQLRefusal) -> String {
    let writer = try SQLWriter(model(types), dialect, context)
    // Of names that are cut off two could become one.
    let isLong = headings?.contains { $0.utf8.count > dialect.nameLimit ?? .max } ?? false
    let headings = isLong ? nil : headings
    switch plan {
    case .grouped(let plan):
      let count = plan.by.count + plan.numbers.count
      let names = headings.flatMap { $0.count == count ? $0 : nil }
      let keys = names.map { Array($0.prefix(plan.by.count)) } ?? plan.by.indices.map { "key_\($0 + 1)" }
      let numbers = names.map { Array($0.dropFirst(plan.by.count)) } ?? plan.numbers.indices.map { "number_\($0 + 1)" }
      return try writer.text(of: plan, SQLWriter.Headings(keys: keys, numbers: numbers))
    case .rows(let plan, let frame):
      let names = headings.flatMap { $0.count == plan.columns.count ? $0 : nil }
      return try writer.text(of: plan, frame, names ?? plan.columns.indices.map { "column_\($0 + 1)" })
    case .sequence(let plan): return try writer.text(of: plan)
    case .asOf(let plan): return try writer.text(of: plan)
    }
  }

  /// The plans' statements, one after the other; `explain sql`.
  func lines(_ prepared: PreparedQuestion, for engine: Question.Engine) throws(SQLRefusal) -> [String] {
    guard !prepared.plans.isEmpty else { throw .modelAlone }
    // The columns of a question of one table stand as its plan has them, keys first.
    let tables = (try? prepared.shape(prepared.plans.map(PlanResult.empty))) ?? []
    let headings = prepared.plans.count == 1 && tables.count == 1 ? tables[0].columns.map(\.name) : nil
    // Its numbers depend on the session.
    var lines = engine == .spark ? SparkDialect.settings.map { $0 + ";" } : []
    for plan in prepared.plans {
      if !lines.isEmpty { lines.append("") }
      let text =
        switch engine {
        case .sqlite: try text(of: plan, headings)
        case .postgres: try text(of: plan, headings, in: PostgresDialect(), types: schema.declaredTypes)
        case .spark: try text(of: plan, headings, in: SparkDialect(), types: schema.declaredTypes)
        }
      lines += (text + ";").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    return lines
  }
}
