import CSQLite
import Foundation
import KPIEngine
import KPILanguage
import KPISQL
import KPISQLite
import Testing

@testable import KPIRemote

@Suite("What Spark is told")
struct SparkTests {
  @Test("What a table's questions are bound by is asked in one statement, each of its columns of one type")
  func pieces() throws {
    let table = SparkCatalog.table(
      "deals",
      [("id", "bigint"), ("name", "string"), ("tags", "array<string>"), ("at", "timestamp_ntz"), ("kpi_month", "int")],
      SparkDialect(), problem: nil)
    #expect(table.columns.map(\.name) == ["id", "name", "tags", "at"])
    var wanted = WantedTable(name: "deals", columns: ["id", "name", "tags", "at"])
    wanted.pieces = [
      .rows(of: ["id"], most: nil), .rows(of: ["at"], most: 9), .values(of: "tags", most: 5),
      .clock(of: "at"),
    ]
    #expect(
      table.queries(wanted).map(\.sql) == [
        "SELECT /*+ REPARTITION(32) */ id FROM default.deals",
        """
        (SELECT CAST(NULL AS bigint), CAST(NULL AS string), CAST(NULL AS string), `at` FROM default.deals LIMIT 9)
        UNION ALL
        (SELECT DISTINCT CAST(NULL AS bigint), CAST(NULL AS string), cast(tags as string), CAST(NULL AS timestamp_ntz) \
        FROM default.deals WHERE cast(tags as string) IS NOT NULL LIMIT 5)
        UNION ALL
        (SELECT CAST(NULL AS bigint), CAST(NULL AS string), CAST(NULL AS string), `at` FROM default.deals \
        WHERE date_format(`at`, 'HH:mm:ss') <> '00:00:00' LIMIT 1)
        """,
      ])
    #expect(table.queries(wanted).map(\.columns) == [[0], [0, 1, 2, 3]])
  }

  /// A file of SQLite's, and what would be moved of it.
  private func moved(
    _ sql: String, in folder: URL, _ body: (PushReader, PushPlan) throws -> Void
  ) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "moved.db").path
    var handle: OpaquePointer?
    #expect(sqlite3_open(path, &handle) == SQLITE_OK)
    #expect(sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK)
    sqlite3_close(handle)
    let reader = try PushReader(try Database.open(path), isCancelled: { false })
    try body(reader, try PushPlan(reader, nil, to: .spark))
  }

  private var folder: URL { FileManager.default.temporaryDirectory.appending(path: "kpi-spark-\(UUID().uuidString)") }

  @Test("Rows are lines of JSON: every value a text that means it, nothing is left out")
  func lines() throws {
    let folder = folder
    try moved(
      """
      create table t (id integer, paid boolean, name text, amount real, ratio real, day date, at datetime, seen datetime, body blob, b);
      insert into t values (1, 1, '"' || char(92, 10, 13, 9, 1) || 'Huế', 12.5, 0.1234567, '2024-02-29', '2024-02-29 23:59:59.250000',
        '2024-02-29 16:00:00Z', x'00ff0A', '');
      insert into t values (-9223372036854775808, 'no', '', 3, 1e300, null, null, null, x'', null);
      insert into t values (null, null, null, null, 0.0, null, null, null, null, 'x');
      """, in: folder
    ) { reader, plan in
      let table = try #require(plan.tables.first)
      let path = folder.appending(path: "rows.json").path
      var done = 0
      do {
        let file = try JSONLines(path)
        try file.add(try reader.rows(of: table.table), table.columns, isCancelled: { false }) { done += $0 }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(
          separator: "\n", omittingEmptySubsequences: false)
        #expect(
          lines == [
            #"{"c0":"1","c1":"true","c2":"\"\\\u000a\u000d\u0009\u0001Huế","c3":"12.50","c4":"0.1234567","c5":"2024-02-29","#
              + #""c6":"2024-02-29 23:59:59.250000","c7":"2024-02-29 16:00:00Z","c8":"00ff0a","c9":""}"#,
            #"{"c0":"-9223372036854775808","c1":"false","c2":"","c3":"3.00","c4":"1e+300","c8":""}"#,
            #"{"c4":"0.0","c9":"x"}"#, "",
          ])
      }
      #expect(done == 3 && !FileManager.default.fileExists(atPath: path))
      let sql = SparkPushSQL.table(table, SparkDialect(schema: ["a b"]))
      #expect(sql.contains("CREATE TABLE `a b`.t USING parquet TBLPROPERTIES ('kpi.push' = '\(table.mark)')"))
      // Of a null no bits are taken, by which the server would stop.
      #expect(SparkPushSQL.sums(of: table, SparkDialect()).contains("coalesce(ratio, 0D)"))
      #expect(sql.contains("cast(c3 as decimal(18, 2)) AS amount") && sql.contains("cast(c6 as timestamp_ntz) AS `at`"))
    }
  }

  @Test("Names that Spark has no tables for are refused before anything is written")
  func names() throws {
    try moved("create table \"bảng\" (x int); create table fine (KPI_month int)", in: folder) { _, plan in
      #expect(plan.refusals.map(\.reason.english).count == 2)
    }
  }

  @Test("Rows that cannot be written are told with what to do")
  func unwritable() {
    #expect(throws: StoreError.self) { try JSONLines("/nowhere/rows.json") }
  }
}
