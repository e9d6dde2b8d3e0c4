import KPIEngine
import KPILanguage
import KPISQL
import KPISQLite

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Writes tables into Spark: it reads files that kpi writes, and makes Parquet of them.
///
/// Spark has no transactions. A table is in the catalog when all its rows are written; it is dropped again where it is not what
/// it shall be. (Renaming one that is cut into parts loses its rows to the catalog of Spark's own memory.)
final class SparkPush: PushTarget {
  private let place: RemoteAddress
  private let dialect: SparkDialect
  private let folder: String
  private let connection: ADBCConnection
  private let isStopped: @Sendable () -> Bool
  /// Tables that are there and are not what would be written.
  private var replaced: Set<String> = []

  /// - Parameter files: the folder through which rows reach Spark.
  init(
    _ place: RemoteAddress, schema: String?, files: String?, isStopped: @escaping @Sendable () -> Bool
  ) throws(StoreError) {
    try place.allow(SparkCatalog.parameters)
    var dialect = SparkCatalog.dialect(place)
    if let schema { dialect.schema = Array(dialect.schema.dropLast()) + [schema] }
    guard let files, let folder = realpath(files, nil) else {
      throw .engine(
        code: "no-folder",
        files.map { "there is no folder `\(shown($0, limit: 200))`" }
          ?? "Spark is given rows in files, in a folder that it sees",
        help: "`--files` names a folder that has room and that Spark's programs see under the same name")
    }
    defer { free(folder) }
    self.folder = String(cString: folder)
    guard !self.folder.contains(where: { "*?[]{}\\".contains($0) }) else {
      throw .engine(
        code: "no-folder", "Spark takes `\(shown(self.folder, limit: 200))` for a pattern",
        help: "name a folder without stars, question marks, brackets, braces and backslashes")
    }
    self.place = place
    self.dialect = dialect
    self.isStopped = isStopped
    do throws(EngineFailure) {
      connection = try Spark.session(place, isStopped)
      if schema != nil { try connection.run("CREATE SCHEMA IF NOT EXISTS \(schemaName)", isCancelled: isStopped) }
    } catch {
      throw PushPlace.told(error, of: place, table: nil)
    }
  }

  private var schemaName: String { dialect.schema.map(dialect.identifier).joined(separator: ".") }

  // MARK: What is there

  func finished(_ tables: [PushedTable], isForced: Bool) throws(StoreError) -> [Bool] {
    if isForced { try told(nil) { () throws(EngineFailure) in try run(SparkPushSQL.replacing) } }
    // Names of tables are small letters to some catalogs.
    let there = try told(nil) { () throws(EngineFailure) in
      Set(try texts("SHOW TABLES IN \(schemaName)").compactMap { $0.count > 1 ? $0[1].lowercased() : nil })
    }
    let views = try told(nil) { () throws(EngineFailure) in
      Set(try texts("SHOW VIEWS IN \(schemaName)").compactMap { $0.count > 1 ? $0[1].lowercased() : nil })
    }
    var finished: [Bool] = []
    var taken: [String] = []
    for table in tables {
      let name = table.table.name
      guard there.contains(name.lowercased()) else {
        finished.append(false)
        continue
      }
      let isView = views.contains(name.lowercased())
      let isEqual = isView ? false : try isThere(table)
      finished.append(isEqual)
      if isEqual { continue }
      if !isForced || isView { taken.append(name) } else { replaced.insert(name) }
    }
    guard taken.isEmpty else {
      throw PushPlace.taken(taken, in: dialect.schema.joined(separator: "."), isForced: isForced)
    }
    return finished
  }

  /// Whether the table of that name is just what would be written.
  private func isThere(_ table: PushedTable) throws(StoreError) -> Bool {
    let name = table.table.name
    let found = try told(name) { () throws(EngineFailure) in
      try texts("SHOW TBLPROPERTIES \(dialect.table(name)) ('\(SparkPushSQL.mark)')")
    }
    guard found.first?.last == table.mark else { return false }
    return try mismatch(of: table) == nil
  }

  // MARK: Writing

  func write(
    _ table: PushedTable, from reader: PushReader, advance: @escaping @Sendable (Int) -> Void
  ) throws(StoreError) {
    let name = table.table.name
    // Of the rows' way one half is the file, the other Spark's.
    var told = 0
    let half = table.rowCount / 2
    var written = 0
    let file = try JSONLines("\(folder)/kpi-push-\(table.mark.suffix(16)).json")
    try file.add(try reader.rows(of: table.table), table.columns, isCancelled: isStopped) { rows in
      written += rows
      let done = written < table.rowCount ? written / 2 : half
      advance(done - told)
      told = done
    }
    try self.told(name) { () throws(EngineFailure) in
      try run(SparkPushSQL.view(of: table, file: "file://" + file.path, dialect))
      // One that somebody has made meanwhile stays.
      if replaced.contains(name) { try run("DROP TABLE IF EXISTS \(dialect.table(name))") }
      try run(SparkPushSQL.table(table, dialect))
    }
    if let mismatch = try mismatch(of: table) {
      try self.told(name) { () throws(EngineFailure) in try run("DROP TABLE IF EXISTS \(dialect.table(name))") }
      throw table.didNotArrive(mismatch)
    }
    advance(table.rowCount - half)
  }

  /// Counts and sums that are other than they shall be.
  private func mismatch(of table: PushedTable) throws(StoreError) -> Message? {
    let found = try told(table.table.name) { () throws(EngineFailure) in
      try texts(SparkPushSQL.sums(of: table, dialect))
    }
    return table.mismatch(found.first)
  }

  private func run(_ sql: String) throws(EngineFailure) { try connection.run(sql, isCancelled: isStopped) }

  private func texts(_ sql: String) throws(EngineFailure) -> [[String]] {
    try connection.texts(sql, isCancelled: isStopped)
  }

  private func told<Result>(
    _ table: String?, _ body: () throws(EngineFailure) -> Result
  ) throws(StoreError) -> Result {
    do throws(EngineFailure) {
      return try body()
    } catch {
      let isUnseen = error.text.contains("PATH_NOT_FOUND") || error.text.contains("FileNotFoundException")
      throw PushPlace.told(
        error, of: place, table: table,
        help: isUnseen ? "Spark's programs must see the folder of `--files` under the same name" : nil)
    }
  }
}
