import KPISession
import Testing

/// `not` before `between`, `contains`, `starts with` is the exact opposite; how other languages write these is told.
@Suite struct NegatedConditionTests {
  private static let tables = """
    CREATE TABLE o (id INTEGER PRIMARY KEY, at TEXT, kind TEXT, amount INTEGER);
    INSERT INTO o VALUES (1, '2024-01-01', 'Apple', 1), (2, '2024-01-02', 'apply', 5), (3, '2024-01-03', NULL, 9), (4, '2024-01-04', 'Pear', NULL);
    """
  private static let model = """
    model m
    subject o
    entity o { table o key id; time at; dimension kind; measure amount }
    metric n = count(o)
    """

  private func rows(_ question: String) throws -> String {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    return try withExtendedLifetime(database) { try $0.rows(question) }
  }

  @Test(arguments: [
    ("amount not between 2 and 6", "[[1],[3],[4]]"), ("amount not between 2 and 6 and kind is not null", "[[1],[4]]"),
    ("kind not contains 'ppl'", "[[3],[4]]"), ("kind not starts with 'Appl'", "[[2],[3],[4]]"),
    ("not amount not between 2 and 6", "[[2]]"),
    ("kind not in (Pear) or amount not between 0 and 9", "[[1],[2],[3],[4]]"),
  ])
  func whatIsNotSoIsTheOpposite(_ condition: String, _ keys: String) throws {
    #expect(try rows("list o where \(condition) | select id") == keys, "\(condition)")
  }

  @Test func ofGroupsAndColumnsToo() throws {
    #expect(try rows("show n by kind having n not between 2 and 9 | take 1 | select kind") == #"[["Apple"]]"#)
    #expect(try rows("show n by kind | where kind not contains 'pp' | select kind") == #"[["Pear"],[null]]"#)
  }

  @Test(arguments: [
    ("list o where kind like 'App%'", "list o where kind starts with 'App'"),
    ("list o where kind not like '%pp%' and amount > 2", "list o where kind not contains 'pp' and amount > 2"),
  ])
  func aPatternLeadsToTheWholeLine(_ typed: String, _ line: String) throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    let session = try database.session()
    let answer = withExtendedLifetime(database) { session.enter(typed) }
    #expect(answer.status != .success)
    #expect(session.session.suggestion == line)
  }

  /// A text for people calls the group without a value as its table does, and a share as it is written.
  @Test func textsCallNothingByItsName() throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    let printed = try withExtendedLifetime(database) { database in
      let session = try database.session(format: .table)
      return session.enter("let t = show n by kind; for r in rows of $t { print \"<{$r.kind}> {$r.n}\" }; print 2%")
        .results
    }
    #expect(printed.contains("<(none)> 1") && printed.contains("<Pear> 1") && printed.contains("0.02"), "\(printed)")
  }
}
