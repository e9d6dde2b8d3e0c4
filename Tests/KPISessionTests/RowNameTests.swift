import KPISession
import Testing

/// How rows are shown and in which order they stand where names repeat or are missing; worked out by hand.
@Suite struct RowNameTests {
  private static let model = """
    model m "M"
    subject c
    entity c { table c key id; name name; time made; link c = id -> c; link city = city_id -> cities }
    entity cities { table cities key code }
    entity o { table o key id; time at; link c = c_id -> c; measure v }
    metric v = sum(o.v)
    metric n = count(o)
    """

  private static let tables = """
    CREATE TABLE c (id INTEGER PRIMARY KEY, name TEXT, made TEXT, city_id TEXT);
    CREATE TABLE cities (code TEXT PRIMARY KEY);
    CREATE TABLE o (id INTEGER PRIMARY KEY, at TEXT, c_id INT, v INT);
    INSERT INTO cities VALUES ('9'), ('10'), ('a');
    INSERT INTO c VALUES (181, 'An', '2024-01-01', '9'), (23, 'An', '2024-01-02', '10'), (4, NULL, '2024-01-03', 'a'),
      (5, 'Ân', '2024-01-04', '9'), (6, 'Ẩn', '2024-01-05', '10'), (30, NULL, '2024-01-06', 'a'),
      (7, 'An', '2024-01-07', 'a');
    INSERT INTO o VALUES (1, '2024-04-01', 181, 10), (2, '2024-04-02', 23, 10), (3, '2024-04-03', 4, 10),
      (4, '2024-04-04', 5, 10), (5, '2024-04-05', 6, 10), (6, '2024-04-06', 30, 10), (7, '2024-05-01', 5, 1),
      (8, '2024-05-02', NULL, 3);
    """

  /// So many others that their places are not worth knowing for a question about a few.
  private static let many = """
    WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
    INSERT INTO c SELECT i, 'Other ' || (i % 90), '2023-01-01', NULL FROM n;
    """

  @Test(arguments: ["", many])
  func namesThatRepeatOrAreMissing(more: String) throws {
    let database = try OwnDatabase(Self.tables + more, model: Self.model)
    // The largest first, equal ones by name: a key's digits before letters, `10` (of 30) after `4` by its text `30`.
    #expect(
      try database.rows("show v by c")
        == ##"[["Ân",11],["#30",10],["#4",10],["An #23",10],["An #181",10],["Ẩn",10],[null,3]]"##)
    // Names are told apart only where both are shown.
    #expect(try database.rows("show v by c from 2024-04-01 to 2024-04-01") == #"[["An",10]]"#)
    #expect(
      try database.rows("show v by c order by c desc")
        == ##"[["Ẩn",10],["Ân",11],["An #181",10],["An #23",10],["#4",10],["#30",10],[null,3]]"##)
    #expect(
      try database.rows("show v by c top 2 with other") == ##"[["Ân",11],["#30",10],["(other)",40],[null,3]]"##)
    // Text keys in the order of their texts.
    #expect(try database.rows("show n by c.city") == #"[["9",3],["10",2],["a",2],[null,1]]"#)
  }

  @Test(
    "a pipe's condition means by a name all who have it, as the clause does, though they are told apart",
    arguments: ["= 'An'", "!= 'An'", "= 'AN'", "in ('An', 'Ân')", "not in ('An', 'Ẩn')", "= An or c is null"])
  func pipesMeanAllOfAName(condition: String) throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    let clause = try database.rows("list o where c \(condition) | select id")
    #expect(try database.rows("list o | where c \(condition) | select id") == clause)
    #expect(clause != "[]")
  }

  @Test func oneOfAName() throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    #expect(try database.rows("list o | where c = 'An #23' | select id") == "[[2]]")
    // In a table that was kept nobody is called `An` alone.
    let answer = try database.session().enter("let t = list o; $t | where c = 'An' | select id")
    #expect(answer.messages.contains("unknown-value") && answer.messages.contains("An #23"), "\(answer.messages)")
  }

  @Test func fewAfterManyAreInTheSameOrder() throws {
    let database = try OwnDatabase(Self.tables + Self.many, model: Self.model)
    let session = try database.session()
    let few = session.enter("show v by c").results
    // Shows every row of the entity, which places all of them.
    #expect(session.enter("show count(c) by c").status == .success)
    #expect(session.enter("show v by c").results == few)
  }

  @Test func theRowsBehindACellOfAnyRow() throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    let session = try database.session()
    _ = session.enter("show n, v by c, month from 2024-04-01 to 2024-05-31")
    let answer = session.enter("drill \"An #23\", 2024-04 v")
    #expect(SmallDatabase.rows(answer.results) == ##"[[2,"2024-04-02","An",10]]"##, "\(answer.messages)")
    _ = session.enter("show v by c top 2 with other")
    let others = session.enter("drill (other) v")
    #expect(
      SmallDatabase.rows(others.results)
        == ##"[[1,"2024-04-01","An #181",10],[2,"2024-04-02","An #23",10],[3,"2024-04-03","#4",10],[5,"2024-04-05","Ẩn",10]]"##,
      "\(others.messages)")
  }

  /// A pipe leaves rows as they are called in the list before it, whatever it keeps.
  @Test func aPipeKeepsWhatRowsAreCalled() throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    #expect(try database.rows("list o | take 1") == ##"[[1,"2024-04-01","An #181",10]]"##)
    #expect(try database.rows(##"list o | where c = "An #23" | select id, c"##) == ##"[[2,"An #23"]]"##)
    #expect(
      try database.rows("list o | sort v desc | take 3 | select c, v")
        == ##"[["An #181",10],["An #23",10],["#4",10]]"##)
    #expect(
      try database.rows("list o | sort c | take 4 | select c")
        == ##"[["#30"],["#4"],["An #181"],["An #23"]]"##)
    #expect(
      try database.rows("list o | sort c desc | take 2 | select c, id") == ##"[["Ẩn",5],["Ân",4]]"##)
    #expect(
      try database.rows("list o | where c is null | derive who = coalesce(c, \"?\") | select id, who") == #"[[8,"?"]]"#)
    #expect(
      try database.rows("list o | where v < 5 | sort id desc | take 5 | select id, c")
        == ##"[[8,null],[7,"Ân"]]"##)
    #expect(try database.rows("list o | where c is null | take 3") == #"[[8,"2024-05-02",null,3]]"#)
    #expect(try database.rows("list o from 2024-04-01 to 2024-04-01 | select c") == #"[["An"]]"#)
  }
}
