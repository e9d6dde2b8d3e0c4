import KPIEngine
import KPISQLite
import Testing

@Suite struct QueryTests {
  @Test("a query's cells keep their type")
  func cells() throws {
    let fixture = try Fixture("CREATE TABLE t (id)")
    let result = try Database.open(fixture.path).query("SELECT 1 AS a, 1.5, 'Chốt', NULL, x'00ff' -- end\n ; ")
    #expect(result.columns[0] == "a" && !result.isCut)
    #expect(result.rows == [[.integer(1), .real(1.5), .text("Chốt"), .null, .text("x'00FF'")]])
  }

  @Test(
    "whatever could write or set is refused",
    arguments: [
      "DELETE FROM t", "INSERT INTO t VALUES (1) RETURNING id", "CREATE TABLE u (id)", "ATTACH 'x.db' AS x",
      "PRAGMA user_version = 3",
      "PRAGMA table_info(t)", "BEGIN", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE t", "VACUUM INTO 'y.db'", "", " ; ",
      "-- nothing",
      "SELECT load_extension('x')", "SELECT nope", "SELEC 1", "SELECT 1\0", "CREATE TEMP TABLE u (id)",
    ])
  func refused(sql: String) throws {
    let fixture = try Fixture("CREATE TABLE t (id)")
    let database = try Database.open(fixture.path)
    do throws(StoreError) {
      _ = try database.query(sql)
      Issue.record("it runs")
    } catch {
      guard case .query(let message) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(!message.english.isEmpty)
    }
  }

  @Test("an endless query ends when asked to; rows end at their limit")
  func limits() throws {
    let fixture = try Fixture("CREATE TABLE t (id)")
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT"
    let steps = Steps()
    #expect(throws: StoreError.cancelled) {
      try Database.open(fixture.path).query("\(endless) max(i) FROM n", isCancelled: { steps.next() > 10 })
    }
    let result = try Database.open(fixture.path).query("\(endless) i FROM n", rowLimit: 3)
    #expect(result.rows.count == 3 && result.isCut)
  }
}
