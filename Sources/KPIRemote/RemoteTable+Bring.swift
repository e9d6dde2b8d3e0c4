import KPISQLite

extension [RemoteTable] {
  /// Runs a statement and hands its rows to the writer, each column at its place; tells how many have come.
  typealias Query =
    @Sendable (
      _ connection: Int, _ sql: String, _ writer: RowWriter, _ columns: [Int],
      _ isCancelled: @escaping @Sendable () -> Bool,
      _ done: @escaping @Sendable (Int) -> Void
    ) throws(EngineFailure) -> Void

  /// Brings tables over, whatever engine they are of.
  ///
  /// - Parameter connections: how many there are, each for one statement at a time.
  func bring(
    _ wanted: [WantedTable], into target: any RowTarget, from place: RemoteAddress, connections: Int = 1,
    _ progress: (@Sendable (Double) -> Void)?, isCancelled: @escaping @Sendable () -> Bool, _ query: @escaping Query
  ) throws(StoreError) {
    let meter = WireMeter(wanted, self, progress)
    let crew = Crew(threadCount: connections, isCancelled: isCancelled)
    func arrival(_ index: Int) throws(StoreError) -> TableArrival? {
      guard let table = first(where: { $0.name == wanted[index].name }) else { return nil }
      let rows = try target.table(wanted[index].name, columns: wanted[index].columns)
      let writer = RowWriter(rows, forms: wanted[index].columns.map { table.column($0)?.form ?? .plain })
      return TableArrival(table: table, wanted: wanted[index], number: index, writer: writer)
    }
    let ordered = connections > 1 ? Swift.min(target.orderedTables, wanted.count) : wanted.count
    for index in 0..<ordered {
      try arrival(index)?.bring(over: 0, from: place, meter, isCancelled, query)
    }
    // The largest first, so that the last to end are small.
    var arrivals: [TableArrival] = []
    for index in ordered..<wanted.count {
      if let arrival = try arrival(index) { arrivals.append(arrival) }
    }
    let rest = arrivals.sorted { $0.table.rows > $1.table.rows }
    try crew.perform(rest.count) { (thread, index) throws(StoreError) in
      try rest[index].bring(over: thread, from: place, meter, { crew.shouldStop }, query)
    }
  }
}

/// A table whose rows are to come.
private struct TableArrival: Sendable {
  let table: RemoteTable
  let wanted: WantedTable
  let number: Int
  let writer: RowWriter

  func bring(
    over connection: Int, from place: RemoteAddress, _ meter: WireMeter, _ isCancelled: @escaping @Sendable () -> Bool,
    _ query: [RemoteTable].Query
  ) throws(StoreError) {
    do throws(EngineFailure) {
      for own in table.queries(wanted) {
        try query(connection, own.sql, writer, own.columns, isCancelled) { meter.advance(by: $0, of: number) }
      }
    } catch {
      throw writer.failure ?? error.told(of: place, table: wanted.name)
    }
    meter.end(number)
  }
}
