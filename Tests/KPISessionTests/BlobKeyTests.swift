import KPISession
import Testing

/// Keys that are bytes, histories whose times are numbers, and numbers with as many digits as they have.
@Suite struct BlobKeyTests {
  private static let rows = """
    CREATE TABLE people (id BLOB PRIMARY KEY, at TEXT, state TEXT);
    INSERT INTO people VALUES (x'00FF10', '2024-01-01', 'new'), (x'FF', '2024-01-02', 'won'), (x'FE', '2024-01-03', 'won'),
      (x'414243', '2024-01-04', 'new');
    CREATE TABLE notes (id INTEGER PRIMARY KEY, person BLOB, at TEXT, r REAL);
    INSERT INTO notes VALUES (1, x'FF', '2024-02-01', 12345.678901234567), (2, x'FE', '2024-02-02', 0.1234567890123456),
      (3, x'FE', '2024-02-03', 98.76543210987654), (4, 'ABC', '2024-02-04', NULL);
    CREATE TABLE changes (id INTEGER PRIMARY KEY, person BLOB, at INTEGER, before TEXT, after TEXT);
    -- 2024-01-02 20:00 UTC is the 3rd at 03:00 here; one day and one hour after creation.
    INSERT INTO changes VALUES (1, x'FF', 1704225600, 'new', 'won'), (2, x'FE', 1704240000, 'new', 'won');
    """

  private static let model = """
    model m "M"
    subject people
    entity people { table people key id; time at; dimension state
      history state = changes by person at at as unix from before to after }
    entity notes { table notes key id; time at; link person = person -> people; measure r; dimension value = r }
    """

  private func ask(_ question: String) throws -> String? {
    let database = try ModelDatabase(Self.model, Self.rows)
    return try withExtendedLifetime(database) {
      let answer = try $0.session(today: "2024-01-04").enter(question)
      return SmallDatabase.rows(answer.results) ?? answer.messages
    }
  }

  @Test func bytesAreWrittenAsSQLWritesThem() throws {
    let all = #"[["x'00FF10'","2024-01-01","new"],["x'FF'","2024-01-02","won"],["x'FE'","2024-01-03","won"],"#
    #expect(try ask("list people") == all + #"["x'414243'","2024-01-04","new"]]"#)
    #expect(try ask(#"list people where id = "x'FF'""#) == #"[["x'FF'","2024-01-02","won"]]"#)
  }

  @Test func bytesThatAreNoTextStayApartAndLead() throws {
    let database = try ModelDatabase(Self.model, Self.rows)
    let answer = try withExtendedLifetime(database) {
      try $0.session(today: "2024-06-01").enter("show count(notes) by person")
    }
    // A text is no key of bytes, as SQLite compares them.
    #expect(SmallDatabase.rows(answer.results) == #"[["x'FE'",2],["x'FF'",1],[null,1]]"#, "\(answer)")
  }

  @Test func aHistorySaysHowItsTimesAreWritten() throws {
    // x'FF' came on the 2nd and changed on the 3rd; x'FE' came on the 3rd, as did its change (07:00).
    #expect(try ask("cycle state=won days 4")?.contains(#"["2024-01-02",1,1,1,100.0]"#) ?? false)
    #expect(try ask("cycle state=won days 4")?.contains(#"["2024-01-03",1,0,1,100.0]"#) ?? false)
  }

  @Test(arguments: ["12345.678901234567", "0.1234567890123456", "98.76543210987654"])
  func aNumberEqualsItsOwnDigits(_ digits: String) throws {
    let database = try ModelDatabase(Self.model, Self.rows)
    let session = try database.session(today: "2024-06-01")
    for question in [
      "show count(notes where r = \(digits))", "show count(notes) where value = \(digits)",
      "show count(notes) by value | where value = \(digits) | select `count(notes)`",
    ] {
      let answer = session.enter(question)
      #expect(SmallDatabase.rows(answer.results) == "[[1]]", "\(question) \(answer)")
    }
  }
}
