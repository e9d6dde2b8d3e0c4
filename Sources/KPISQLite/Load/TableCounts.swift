import KPIEngine
import Synchronization

/// How many rows the tables say they have, against which is held what was read.
///
/// A range of rows is searched by rowid, and a damaged rowid leads the search astray without SQLite noticing. To count
/// a table SQLite walks through all its pages, and looks at no rowid.
final class TableCounts: Sendable {
  /// Tables with rowids, each once; a view or a table without rowid is read in one walk anyhow.
  let tables: [String]
  private let counts: Mutex<[String: Int]>

  init(_ plan: LoadPlan) {
    var tables: [String] = []
    for case let entity? in plan.entities where entity.rowIDCell != nil && !tables.contains(entity.table.name) {
      tables.append(entity.table.name)
    }
    self.tables = tables
    counts = Mutex([:])
  }

  /// Counts the table of that number through `connection`, which sees the state that is read.
  func count(_ number: Int, through connection: Connection) throws(StoreError) {
    let table = tables[number]
    let statement = try connection.prepare("SELECT count(*) FROM \(quoted(table)) NOT INDEXED")
    guard try statement.step() else { return }
    let count = Int(clamping: statement.row.integer(0))
    counts.withLock { $0[table] = count }
  }

  /// Fails where fewer or more rows of a table were read than it has.
  func check(_ plan: LoadPlan, _ rows: ReadRows, path: String) throws(StoreError) {
    for (number, entity) in plan.entities.enumerated() {
      guard let entity, let count = counts.withLock({ $0[entity.table.name] }) else { continue }
      let read = rows.count(number)
      guard read == count else {
        throw .damaged(path: path, detail: "table \(entity.table.name) has \(count) rows, and \(read) can be read")
      }
    }
  }
}
