import KPISQLite

extension [RemoteTable] {
  /// Brings tables over, whatever engine they are of.
  ///
  /// - Parameter query: runs a statement and hands its rows to the writer, each column at its place; tells how many have come.
  func bring(
    _ wanted: [WantedTable], into target: any RowTarget, from place: RemoteAddress,
    _ progress: (@Sendable (Double) -> Void)?,
    _ query: (String, RowWriter, [Int], @escaping @Sendable (Int) -> Void) throws(EngineFailure) -> Void
  ) throws(StoreError) {
    let meter = WireMeter(wanted, self, progress)
    for one in wanted {
      guard let table = first(where: { $0.name == one.name }) else { continue }
      let rows = try target.table(one.name, columns: one.columns)
      let writer = RowWriter(rows, forms: one.columns.map { table.column($0)?.form ?? .plain })
      do throws(EngineFailure) {
        for own in table.queries(one) {
          try query(own.sql, writer, own.columns) { meter.advance(by: $0, of: one.name) }
        }
      } catch {
        throw writer.failure ?? error.told(of: place, table: one.name)
      }
      meter.end(one.name)
    }
  }
}
