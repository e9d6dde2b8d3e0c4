import KPISession
import Testing

/// What places rows in time, where `all` begins, and periods to come; every number is worked out by hand.
@Suite struct PlacingTests {
  static let model = """
    model m "M"
    subject shops
    entity shops { table shops key id; name name }
    entity orders {
      table orders key id
      time at = coalesce(paid, made)
      time made; time due planned
      link shop = shop_id -> shops
      measure v
    }
    entity items { table items key id; time order.at; link order = order_id -> orders; measure q }
    entity parts { table parts key id; time made = item.order.made; link item = item_id -> items; measure w }
    metric n = count(orders)
    metric v = sum(orders.v)
    metric made_v = sum(orders.v at made)
    metric due_v = sum(orders.v at due)
    metric before_due = previous(due_v)
    metric due_open = stock(sum orders.v while made .. due)
    metric shops_n = count(shops)
    metric q = sum(items.q)
    metric w = sum(parts.w)
    """
  static let rows = """
    create table shops(id integer primary key, name text);
    create table orders(id integer primary key, shop_id int, paid text, made text, due text, v int);
    create table items(id integer primary key, order_id int, q int);
    create table parts(id integer primary key, item_id int, w int);
    insert into shops values (1,'A'),(2,'B');
    insert into orders values
      (1,1,'2024-03-10','2024-02-01','2024-06-20',1), (2,1,null,'2024-03-05','2024-07-01',2),
      (3,2,'2024-07-01','2024-04-01','2024-07-02',4), (4,2,null,'2024-05-31','2024-05-01',8);
    insert into items values (1,1,1),(2,2,2),(3,3,4),(4,4,8);
    insert into parts values (1,1,1),(2,2,2),(3,3,4),(4,4,8);
    """

  /// Order 3 is paid after today, so it is not there, and neither is what it leads to.
  static let asked: [(question: String, rows: String)] = [
    ("show n, v", "[[3,11]]"),
    ("show v by month from 2024-02 to 2024-05", #"[["2024-02",0],["2024-03",3],["2024-04",0],["2024-05",8]]"#),
    ("show made_v by month from 2024-02 to 2024-03", #"[["2024-02",1],["2024-03",2]]"#),
    ("show q by month from 2024-03 to 2024-05", #"[["2024-03",3],["2024-04",0],["2024-05",8]]"#),
    ("show w by month from 2024-02 to 2024-05", #"[["2024-02",1],["2024-03",2],["2024-04",0],["2024-05",8]]"#),
    ("show due_v month 2024-07", "[[2]]"), ("show due_v from 2024-06 to 2024-08", "[[3]]"),
    ("show due_v", "[[8]]"), ("show before_due month 2024-07", "[[0]]"), ("show before_due month 2024-08", "[[0]]"),
    ("show due_v, v by month from 2024-05 to 2024-07", #"[["2024-05",8,8],["2024-06",1,0],["2024-07",2,null]]"#),
    ("show v by month from 2024-05 to 2024-07", #"[["2024-05",8],["2024-06",0]]"#),
    ("show due_v month 2024-07 compare previous", "[[2,1,1,100.0]]"),
    ("show due_v month 2024-06 compare previous", "[[1,8,-7,-87.5]]"),
    ("show n where due in 2024-07", "[[1]]"),
    ("list orders where [due_v month 2024-07] = 2", #"[[2,"2024-03-05","2024-03-05","2024-07-01","A",2]]"#),
    ("list orders at due month 2024-07", #"[[2,"2024-03-05","2024-03-05","2024-07-01","A",2]]"#),
    ("show shops_n", "[[2]]"),
  ]

  @Test(arguments: asked.indices)
  func answersAsWorkedOut(_ index: Int) throws {
    let (question, rows) = Self.asked[index]
    let database = try ModelDatabase(Self.model, Self.rows)
    defer { withExtendedLifetime(database) {} }
    let answer = try database.session(today: "2024-06-15").enter(question)
    #expect(answer.status == .success, "\(question)\n\(answer.messages)")
    #expect(SmallDatabase.rows(answer.results) == rows, "\(question)\n\(answer.results)\(answer.messages)")
  }

  @Test func allBeginsWhereTheMetricsCount() throws {
    let database = try ModelDatabase(Self.model, Self.rows)
    defer { withExtendedLifetime(database) {} }
    let session = try database.session(today: "2024-06-15")
    func period(_ question: String) -> String { String(session.enter(question).results.prefix(90)) }
    #expect(period("show v").contains(#""period":{"from":"2024-03-05","to":"2024-06-15"}"#))
    #expect(period("show made_v").contains(#""from":"2024-02-01""#))
    #expect(period("show v, made_v").contains(#""from":"2024-02-01""#))
    #expect(period("show due_v").contains(#""from":"2024-05-01""#))
    #expect(period("list orders at due").contains(#""from":"2024-05-01""#))
    #expect(period("share made_v by shop").contains("2024-02-01"))
    #expect(period("show shops_n").contains(#""period":{"from":null,"to":null}"#))
    #expect(period("list shops").contains(#""from":null,"to":null"#))
    #expect(session.enter("assert [made_v] = 11").status == .success)
  }

  @Test func rowsWithoutATimeHaveNoUnits() throws {
    let database = try ModelDatabase(Self.model, Self.rows)
    defer { withExtendedLifetime(database) {} }
    let session = try database.session(today: "2024-06-15", format: .table)
    #expect(session.enter("show shops_n").results.contains("show · all"))
    #expect(session.enter("show shops_n month 2024-03").messages.contains("shops have no time, so the period"))
    for question in [
      "show shops_n by month year 2024", "show shops_n by hour month 2024-03", "show v, shops_n by week month 2024-03",
      "show shops_n month 2024-03 compare previous", "why shops_n month 2024-03 compare previous by shop",
      "metric p = previous(shops_n)\nshow p", "metric r = rolling(shops_n, 7 days)\nshow r", "growth shops",
      "forecast shops_n next 2 months", "cycle orders weeks 4", "metric f = first_time(shops)\nshow f",
      "metric c = count(orders where count(shops per shop before P) > 0)\nshow c",
    ] {
      let answer = session.enter(question)
      #expect(answer.status == .mistake, "\(question)\n\(answer.results)")
      #expect(answer.messages.contains("error[no-time]"), "\(question)\n\(answer.messages)")
    }
  }

  @Test func theFirstTimeDeclaredPlacesTheRows() throws {
    let rows = """
      create table b(id integer primary key, starts text, made text, v int);
      insert into b values (1,'2024-05-10','2024-05-01',1),(2,'2024-06-20','2024-06-02',2),
        (3,'2024-07-10','2024-06-03',4),(4,'2024-07-31 23:00','2024-06-04',8),(5,'2024-08-10','2024-06-05',16);
      """
    let model = """
      model m "M"
      subject b
      entity b { table b key id; time starts planned; time made; measure v }
      metric v = sum(b.v)
      metric made_v = sum(b.v at made)
      """
    let database = try ModelDatabase(model, rows)
    defer { withExtendedLifetime(database) {} }
    let session = try database.session(today: "2024-06-15")
    for (question, rows) in [
      ("show v month 2024-05", "[[1]]"), ("show v month 2024-07", "[[12]]"), ("show made_v", "[[31]]"),
      ("show v by month from 2024-04 to 2024-06", #"[["2024-04",0],["2024-05",1],["2024-06",2]]"#),
      ("show v", "[[1]]"),
      ("growth b month 2024-06", #"[["2024-06-01",1,0,0.0],["2024-06-03",1,0,0.0],["2024-06-10",1,0,0.0]]"#),
    ] {
      let answer = session.enter(question)
      #expect(SmallDatabase.rows(answer.results) == rows, "\(question)\n\(answer.results)\(answer.messages)")
    }
  }

  @Test func aPeriodAfterAllDataSaysSo() throws {
    let database = try ModelDatabase(Self.model, Self.rows)
    defer { withExtendedLifetime(database) {} }
    let session = try database.session(today: "2026-01-01", format: .table)
    let note = "the newest row of orders is of 2024-07-01; pin the day with --today 2024-07-01"
    for question in [
      "show v month", "share v by shop month", "growth orders month", "list orders month", "assert [v this month] = 0",
      "show v by week month",
    ] {
      let answer = session.enter(question)
      #expect(answer.status == .success && answer.messages.contains(note), "\(question)\n\(answer.messages)")
    }
    #expect(!session.enter("show v month 2024-07").messages.contains("newest"))
    #expect(!session.enter("show v, due_v").messages.contains("newest"))
  }
}
