import KPISession
import Testing

/// What a column is taken for by its declared type: SQLite keeps any value in any column.
@Suite struct DeclaredTypeTests {
  private static let rows = """
    CREATE TABLE c (id UUID PRIMARY KEY, city STRING, tier ENUM, meta JSON, code FIXED_CODE_NAME);
    CREATE TABLE o (id INTEGER PRIMARY KEY, c UUID, at TEXT, paid BOOLEAN, open BOOL, total MONEY, n NUMERIC(10,2));
    INSERT INTO c VALUES ('1b4e28ba', 'Huế', 'gold', '{}', 'x'), ('6fa459ea', 'Vinh', 'basic', '[]', 'y');
    INSERT INTO o VALUES (1, '1b4e28ba', '2024-01-02', 'true', 't', 10, 1), (2, '1b4e28ba', '2024-01-03', 'FALSE', 'f', 20, 2),
      (3, '6fa459ea', '2024-01-04', 1, 'no', 40, '3'), (4, NULL, '2024-01-04', NULL, 'maybe', 80, 4);
    """

  private static let model = """
    model m
    subject c
    entity c { table c key id; name city; dimension city; dimension tier; dimension meta }
    entity o { table o key id; time at; link c = c -> c; dimension paid; dimension open; dimension n; measure total }
    metric n = count(o)
    """

  private func answer(_ question: String) throws -> (rows: String, messages: String) {
    let database = try OwnDatabase(Self.rows, model: Self.model)
    return try withExtendedLifetime(database) {
      let answer = try $0.session().enter(question)
      return ((SmallDatabase.rows(answer.results) ?? "").filter { $0 != " " && $0 != "\n" }, answer.messages)
    }
  }

  @Test(
    arguments: [
      ("show n by c.city all", "[[\"Huế\",2],[\"Vinh\",1],[null,1]]"),
      ("show n by c.tier all", "[[\"gold\",2],[\"basic\",1],[null,1]]"),
      ("show n where c.tier = gold all", "[[2]]"),
      // Yes and no are 1 and 0, however they are written.
      ("show n where paid = true all", "[[2]]"), ("show n where paid = false all", "[[1]]"),
      ("show n by paid all", "[[1,2],[0,1],[null,1]]"), ("show n where open = true all", "[[1]]"),
      ("show n where open = false all", "[[2]]"), ("show n where open is null all", "[[1]]"),
      // Numbers stay numbers.
      ("show n where n > 2 all", "[[2]]"), ("show sum(o.total) all", "[[150]]"),
    ])
  func isReadAsItIsMeant(_ question: String, _ wanted: String) throws {
    let answer = try answer(question)
    #expect(answer.rows == wanted, "\(question)\n\(answer.messages)")
  }

  @Test func whatIsNeitherYesNorNoIsTold() throws {
    #expect(try answer("show n by open all").messages.contains("maybe"))
  }

  @Test func aTextBesideYesAndNoIsOffered() throws {
    #expect(try answer("show n where paid = 'true' all").messages.contains("write `true`"))
  }

  @Test func thePlanInSQLReadsThemAlike() throws {
    let database = try OwnDatabase(Self.rows, model: Self.model)
    try withExtendedLifetime(database) {
      let session = try $0.session(format: .table)
      let sql = session.enter("explain sql show n by open all").results
      #expect(sql.contains("lower(r.open) in ('t', 'true'"), "\(sql)")
    }
  }
}
