import KPIEngine
import KPISession
import Testing

/// Elapsed time where clocks are changed, and the milliseconds of a second.
@Suite struct InstantTests {
  static let zones = [
    "Europe/Paris", "America/Sao_Paulo", "America/St_Johns", "Australia/Lord_Howe", "Asia/Ho_Chi_Minh", "UTC",
    "America/Bogota", "Asia/Kathmandu",
  ]

  /// Around every change of 1980 … 2030, and at other times: a stamp gives its instant back, has the day that the
  /// clock shows, and stamps of one day ascend with the instants.
  @Test(arguments: zones)
  func aStampIsAnInstantOfADay(_ name: String) throws {
    let zone = try #require(ZoneTable(named: name))
    let changes = zone.transitions.filter { (315_532_800..<1_924_992_000).contains($0) }
    var last: (instant: Int64, stamp: Int64)?
    for change in changes + [1_700_000_000] {
      for minute in -1_600...1_600 {
        let instant = (change + Int64(minute) * 60) * 1_000 + 250
        let stamp = zone.stamp(ofInstant: instant)
        let local = zone.local(fromUnix: instant / 1_000)
        let wall = zone.wallMilliseconds(of: stamp)
        // The clock's own time leads back to the instant, or to the first of two.
        let settled = zone.stamp(day: Int(Stamp.day(stamp)), milliseconds: wall)
        let isFirst = settled < stamp && zone.wallMilliseconds(of: settled) == wall
        let ascends = last.map { $0.instant > instant || Stamp.day($0.stamp) != Stamp.day(stamp) || $0.stamp < stamp }
        try #require(zone.instant(of: stamp) == instant)
        try #require(Stamp.day(stamp) * 86_400_000 + wall == local * 1_000 + 250)
        try #require(ascends ?? true)
        try #require(settled == stamp || isFirst)
        last = (instant, stamp)
      }
    }
  }

  static let model = """
    model m "M"
    subject visitors
    entity visitors { table visitors key id; time at }
    entity carts { table carts key id; time at; link visitor = visitor_id -> visitors; time paid; dimension sort }
    entity pays { table pays key id; time at; link visitor = visitor_id -> visitors }
    metric n = count(carts)
    metric hrs = avg(hours(at, paid) of carts)
    metric ds = avg(days(at, paid) of carts)
    metric life = max(hours(first_time(), last_time()) each carts.visitor)
    metric firsts = count(first carts per visitor where sort = b)
    """

  /// In Paris the clocks go back on 26 October 2025 at 01:00 UTC, from 03:00 to 02:00, and forward on 30 March.
  static let rows = """
    create table visitors(id integer primary key, at text);
    create table carts(id integer primary key, visitor_id int, at text, paid text, sort text);
    create table pays(id integer primary key, visitor_id int, at text);
    insert into visitors values (1,'2025-01-01'),(2,'2025-01-01'),(3,'2025-01-01');
    """

  private func answer(_ rows: String, _ question: String, zone: String = "Europe/Paris") throws -> String? {
    let database = try ModelDatabase(Self.model, Self.rows + rows)
    defer { withExtendedLifetime(database) {} }
    let session = try database.session(today: "2025-12-01")
    _ = session.enter("set timezone \"\(zone)\"")
    let answer = session.enter(question)
    #expect(answer.status == .success, "\(question)\n\(answer.messages)")
    return SmallDatabase.rows(answer.results)
  }

  /// 02:50 summer time, then 02:10 winter time: 20 minutes; and the other way round.
  @Test func theHourThatComesTwice() throws {
    let rows = """
      insert into carts values (1,1,'2025-10-26T00:50:00Z','2025-10-26T01:10:00Z','a'),
        (2,2,'2025-10-26T01:10:00Z','2025-10-26T02:10:00Z','b');
      insert into pays values (1,1,'2025-10-26T01:10:00Z'),(2,2,'2025-10-26T00:50:00Z');
      """
    #expect(
      try answer(rows, "funnel carts -> pays within 1 hours month 2025-10")
        == #"[[1,"carts",2,100.0,100.0,0.0,0],[2,"pays",1,50.0,50.0,0.013888888888888888,0]]"#)
    #expect(try answer(rows, "show hrs, ds") == "[[0.6666666666666666,0.0]]")
    // The clock on the wall still groups: both are between two and three.
    #expect(try answer(rows, "show n where at in 2025-10-26 by hour month 2025-10 having n > 0") == "[[2,2]]")
    #expect(try answer(rows, "show n by day from 2025-10-25 to 2025-10-26") == #"[["2025-10-25",0],["2025-10-26",2]]"#)
    #expect(try answer(rows, "show hrs", zone: "Asia/Ho_Chi_Minh") == "[[0.6666666666666666]]")
  }

  @Test func aDayOfAnotherLength() throws {
    // Local texts: noon to noon over each change, 25 and 23 hours; a text in the hour that comes twice is of its first.
    let rows = """
      insert into carts values (1,1,'2025-10-25 12:00:00','2025-10-26 12:00:00','a'),
        (2,2,'2025-03-29 12:00:00','2025-03-30 12:00:00','a'),
        (3,3,'2025-10-26 02:30:00','2025-10-26 03:00:00','a');
      """
    #expect(try answer(rows, "show hrs where visitor = 1") == "[[25.0]]")
    #expect(try answer(rows, "show hrs where visitor = 2") == "[[23.0]]")
    #expect(try answer(rows, "show hrs, ds where visitor = 3") == "[[1.5,0.0]]")
    #expect(try answer(rows, "show ds where visitor = 1") == "[[1.0]]")
    let steps = "insert into pays values (1,1,'2025-10-26 11:30:00'),(2,2,'2025-03-30 12:30:00');"
    // 24.5 hours and 23.5 hours: a day is 24 of them.
    #expect(
      try answer(rows + steps, "funnel carts -> pays within 1 days year 2025")
        == #"[[1,"carts",3,100.0,100.0,0.0,0],[2,"pays",1,33.333333333333336,33.333333333333336,0.9791666666666666,0]]"#
    )
  }

  @Test func timesOfGroupsKeepTheirInstants() throws {
    let rows = """
      insert into carts values (1,1,'2025-10-26T00:50:00Z',null,'a'),(2,1,'2025-10-26T01:10:00Z',null,'a');
      """
    #expect(try answer(rows, "show life") == "[[0.3333333333333333]]")
  }

  @Test func millisecondsOrderTwoEventsOfOneSecond() throws {
    let rows = """
      insert into carts values (1,1,'2025-06-01 10:00:00.900',null,'a'),(2,1,'2025-06-01 10:00:00.100',null,'b'),
        (3,2,'2025-06-01 10:00:00',null,'b');
      insert into pays values (1,1,'2025-06-01 10:00:00.500'),(2,2,'2025-06-01 10:00:00.000');
      """
    // The cart at .100 comes before the payment, the one at .900 does not; equal times are a step only unless strict.
    #expect(
      try answer(rows, "funnel strict carts(sort = b) -> pays year 2025")
        == #"[[1,"carts(sort = b)",2,100.0,100.0,0.0,0],[2,"pays",1,50.0,50.0,4.6296296296296296e-06,null]]"#)
    #expect(
      try answer(rows, "funnel strict carts(sort = a) -> pays year 2025")
        == #"[[1,"carts(sort = a)",1,100.0,100.0,0.0,0],[2,"pays",0,0.0,0.0,null,null]]"#)
    #expect(try answer(rows, "show firsts") == "[[2]]")
    let listed = try answer(rows, "list carts") ?? ""
    #expect(listed.contains("10:00:00.100\""), "\(listed)")
    #expect(listed.contains("10:00:00\""), "\(listed)")
  }
}
