import KPIEngine
import KPILanguage
import KPISQLite

/// An engine that tables are written into.
package protocol PushTarget {
  /// Which tables are there already, just as they would be written.
  ///
  /// - Throws: `StoreError.engine` with `table-exists` where other tables have their names, unless those may be replaced.
  func finished(_ tables: [PushedTable], isForced: Bool) throws(StoreError) -> [Bool]

  /// Writes a table with its rows, and holds it against what it shall be; all of it or nothing.
  ///
  /// - Parameter advance: told how many rows are done since the last call.
  func write(
    _ table: PushedTable, from reader: PushReader, advance: @escaping @Sendable (Int) -> Void
  ) throws(StoreError)
}

/// Where a database is moved to.
package struct PushPlace: Sendable {
  package let address: RemoteAddress
  /// Where the tables shall be; nil takes what the address says, else the engine's own choice.
  let schema: String?
  /// The folder through which rows reach Spark.
  let files: String?

  /// - Parameters:
  ///   - files: a folder that Spark's programs see under the same name.
  package init(_ address: String, schema: String?, files: String?) throws(StoreError) {
    self.address = try RemoteAddress(address)
    self.schema = schema
    self.files = files
  }

  /// Connects, and makes the schema where it is named and not there.
  ///
  /// - Parameter isStopped: asked whenever the engine is waited for.
  package func open(isStopped: @escaping @Sendable () -> Bool) throws(StoreError) -> any PushTarget {
    switch address.engine {
    case .postgresql: return try PostgreSQLPush(address, schema: schema, isStopped: isStopped)
    case .spark: return try SparkPush(address, schema: schema, files: files, isStopped: isStopped)
    case .mysql, .mariadb:
      throw .engine(
        code: "not-yet", "`kpi push` writes to PostgreSQL and Spark, not to \(address.engine.name)",
        help: "addresses are `postgresql://user@host:5432/db` and `spark://host:15002/schema`")
    }
  }

  /// What is told where it is not reading that failed.
  static func told(
    _ failure: EngineFailure, of place: RemoteAddress, table: String?, help: Message? = nil
  ) -> StoreError {
    guard failure.kind == .refused || failure.kind == .lost else { return failure.told(of: place) }
    let words = failure.words
    return .engine(
      code: "engine-error",
      table.map { "`\(shown(place.text, limit: 200))` does not take table `\(shown($0))`: \(words)" }
        ?? "`\(shown(place.text, limit: 200))` refuses: \(words)",
      help: help
        ?? (failure.sqlState == "42501"
          ? "the user needs the right to make tables in the schema"
          : "what was finished stays; the same command goes on with the rest"))
  }

  /// What is told of tables whose names are taken.
  static func taken(_ names: [String], in schema: String, isForced: Bool) -> StoreError {
    let names = names.map { "`\(shown($0))`" }.joined(separator: ", ")
    return .engine(
      code: "table-exists", "schema `\(shown(schema))` has other tables or views of these names: \(names)",
      help: isForced
        ? "only tables are replaced: name another schema with `--schema`"
        : "`--force` replaces tables, or name another schema with `--schema`")
  }
}

extension PushedTable {
  /// What is told of a table that is not what was sent.
  func didNotArrive(_ mismatch: Message) -> StoreError {
    .engine(
      code: "engine-error", "table `\(shown(table.name))` did not arrive as it was sent: \(mismatch)",
      help: "it was not kept")
  }

  /// What of a table's counts and sums is other than it shall be; nil where all are equal.
  ///
  /// - Parameter row: how many rows it has, then by column how many values and what they add up to; nil where it cannot be read.
  func mismatch(_ row: [String]?) -> Message? {
    guard let row, row.count == 1 + 2 * columns.count else { return "its sums cannot be read" }
    if row[0] != String(rowCount) { return "\(row[0]) rows in place of \(rowCount)" }
    for (index, column) in columns.enumerated() {
      let (count, sum) = (row[2 * index + 1], row[2 * index + 2])
      let name = shown(column.name)
      if count != String(facts[index].count) {
        return "`\(name)` has \(count) values in place of \(facts[index].count)"
      }
      let wanted = column.type.sum(of: facts[index])
      if Self.whole(sum) != wanted { return "`\(name)` adds up to \(sum) in place of \(String(wanted))" }
    }
    return nil
  }

  /// A whole number, behind which zeros may stand.
  private static func whole(_ text: String) -> Int128? {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard let first = parts.first, parts.count < 2 || parts[1].allSatisfy({ $0 == "0" }) else { return nil }
    return Int128(first)
  }
}

extension PushType {
  /// What a column's values add up to as a whole number, as the engines' SQL does it.
  fileprivate func sum(of facts: PushFacts) -> Int128 {
    switch self {
    case .boolean: Int128(facts.yes)
    case .bigint, .numeric: facts.sum
    case .double: facts.bitSum
    case .text, .bytea: Int128(facts.byteCount)
    case .date, .timestamp, .timestamptz: facts.timeSum
    }
  }
}
