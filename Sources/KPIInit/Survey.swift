import KPIEngine
import KPISQLite

/// A database's tables with what their rows say.
struct Survey {
  var tables: [TableFacts] = []
  let reader: SurveyReader

  /// Cells that are looked at, of all tables together.
  private static let cellBudget = 1_500_000
  /// Rows up to which a table is counted, and its keys are held against all rows.
  static let exactRows = 300_000

  init(_ database: Database, isCancelled: @escaping @Sendable () -> Bool) throws(StoreError) {
    reader = try SurveyReader(database, isCancelled: isCancelled)
    let schema = try reader.schema()
    let cells = schema.tables.reduce(0) { $0 + $1.columns.count }
    let perTable = min(10_000, max(200, Self.cellBudget / max(1, cells)))
    for table in schema.tables {
      var facts = TableFacts(table)
      if table.problem != nil || table.columns.isEmpty {
        facts.problem = table.problem ?? "it has no columns"
      } else {
        do throws(StoreError) {
          try read(&facts, rows: perTable)
          facts.readWrittenNumbers()
        } catch {
          // A view over something that is gone, a value that a generated column cannot make.
          guard case .failed(_, let code, let detail) = error, code & 0xFF == 1 else { throw error }
          facts.problem = detail
        }
      }
      tables.append(facts)
    }
    cutCommonWords()
    // One program wrote them all: `475.000` beside `1.475.000` of another column is no 475.
    let forms = Set(tables.flatMap(\.columns).compactMap(\.writtenAs))
    let hasPoints = forms == [TableFacts.withPoints]
    for index in tables.indices where hasPoints && tables[index].problem == nil {
      tables[index].readWrittenNumbers(hasPoints: true)
    }
  }

  /// Looks at a table's rows: at all of them, or at stretches spread over the table.
  private func read(_ facts: inout TableFacts, rows limit: Int) throws(StoreError) {
    let name = SurveyReader.quotedName(facts.name)
    let list = facts.schema.columns.map { SurveyReader.quotedName($0.name) }.joined(separator: ", ")
    let wide = max(1, facts.schema.columns.count)
    let limit = min(limit, max(100, 400_000 / wide))
    if let rowID = facts.schema.rowID {
      let bounds = try reader.first("SELECT min(\(rowID)), max(\(rowID)) FROM \(name)")
      guard case .integer(let low)? = bounds.first, case .integer(let high)? = bounds.last else { return }
      let span = high.subtractingReportingOverflow(low)
      if !span.overflow, span.partialValue < Int64(Self.exactRows) || span.partialValue < Int64(limit) {
        facts.rowCount = try count(name)
      } else {
        // Rowids may have gaps: a count that stops early tells whether there are few.
        facts.rowCount = try count("(SELECT 1 FROM \(name) LIMIT \(Self.exactRows))")
        if facts.rowCount >= Self.exactRows {
          facts.isExact = false
          facts.rowCount = span.overflow ? Self.exactRows : Int(clamping: span.partialValue + 1)
        }
      }
      if facts.rowCount > limit, !span.overflow {
        let stretches = 40
        for part in 0..<stretches {
          // The last stretch ends with the table: what is newest stands there mostly.
          let from = low + Int64(Double(span.partialValue) * Double(part) / Double(stretches - 1))
          let each = max(1, limit / stretches)
          let order =
            part == stretches - 1
            ? "WHERE \(rowID) <= \(high) ORDER BY \(rowID) DESC" : "WHERE \(rowID) >= \(from) ORDER BY \(rowID)"
          try take("SELECT \(list) FROM \(name) \(order) LIMIT \(each)", into: &facts)
        }
        return
      }
    } else {
      facts.rowCount = try count("(SELECT 1 FROM \(name) LIMIT \(Self.exactRows))")
      facts.isExact = facts.rowCount < Self.exactRows
    }
    try take("SELECT \(list) FROM \(name) LIMIT \(limit)", into: &facts)
  }

  private func take(_ sql: String, into facts: inout TableFacts) throws(StoreError) {
    var columns = facts.columns
    var sample = facts.sample
    try reader.rows(sql) { row in
      for index in columns.indices where index < row.count { columns[index].add(row[index]) }
      sample.append(row)
    }
    facts.columns = columns
    facts.sample = sample
  }

  /// How many rows a table or a subquery has.
  func count(_ source: String) throws(StoreError) -> Int {
    guard case .integer(let count)? = try reader.first("SELECT count(*) FROM \(source)").first else { return 0 }
    return Int(clamping: count)
  }

  func table(named name: String) -> Int? { tables.firstIndex { DatabaseSchema.isSame($0.name, name) } }
}
