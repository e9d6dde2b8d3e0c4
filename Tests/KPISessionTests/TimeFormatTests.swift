import KPISession
import Testing

/// Times in UTC, in numbers, in expressions.
@Suite struct TimeFormatTests {
  /// 2024-02-29 17:00 in UTC is midnight of the first of March in Hanoi.
  @Test(arguments: [
    ("utc", "'2024-02-29 16:59:59'", "'2024-02-29 17:00:00'"),
    ("utc", "'2024-02-29T23:59:59+07:00'", "'2024-02-29T17:00:00.250Z'"), ("utc", "'2024-02-29'", "'2024-03-01'"),
    ("unix", "1709225999", "1709226000"), ("unix_ms", "1709225999999", "1709226000000"),
    ("unix_us", "1709225999999999", "1709226000000000"), ("julian", "2460370.2083217592", "2460370.2083333335"),
    ("julian", "'2460370.20832'", "2460370.75"),
  ])
  func aFormatTellsTheDay(_ format: String, _ february: String, _ march: String) throws {
    for time in ["time at as \(format)", "time t = coalesce(at, other) as \(format)"] {
      let database = try ModelDatabase(
        """
        model m "M"
        subject s
        entity s { table s key id; \(time); measure v }
        metric v = sum(s.v)
        """,
        """
        create table s(id integer primary key, at, other, v int);
        insert into s values (1,\(february),null,1),(2,\(march),null,2);
        """)
      defer { withExtendedLifetime(database) {} }
      let answer = try database.session(today: "2024-06-15").enter("show v by month from 2024-02 to 2024-03")
      #expect(
        SmallDatabase.rows(answer.results) == #"[["2024-02",1],["2024-03",2]]"#,
        "\(time)\n\(answer.results)\(answer.messages)")
    }
  }

  @Test func aFormatThatReadsNothingIsTold() throws {
    let database = try ModelDatabase(
      """
      model m "M"
      subject s
      entity s { table s key id; time at; link up = up_id -> s; time parent = up.at as utc }
      """, "create table s(id integer primary key, at text, up_id int)")
    #expect(throws: (any Error).self) { try database.session(today: "2024-06-15") }
  }

  /// An undeclared column that is paid after today hides the row; it does not fall back to another day.
  @Test func anExpressionReadsItsColumnsAsWritten() throws {
    let database = try ModelDatabase(
      """
      model m "M"
      subject s
      entity s { table s key id; time at = coalesce(paid, made); measure v }
      metric v = sum(s.v)
      """,
      """
      create table s(id integer primary key, paid text, made text, v int);
      insert into s values (1,'2024-07-01','2024-05-01',1),(2,null,'2024-05-02',2);
      """)
    defer { withExtendedLifetime(database) {} }
    let session = try database.session(today: "2024-06-15")
    #expect(SmallDatabase.rows(session.enter("show v").results) == "[[2]]")
    #expect(SmallDatabase.rows(session.enter("list s").results) == #"[[2,"2024-05-02",2]]"#)
  }
}
