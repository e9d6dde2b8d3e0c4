import Testing

/// An event narrowed by a condition in brackets, in every report and function that asks for an event.
@Suite struct EventConditionTests {
  /// Quarter 2: customers 1, 2 and 3 buy for 9, 9 and 1; quarter 3: 1 buys for 9, 2 for 1, 3 for 9; 4 buys for 9 after
  /// an order of the year before.
  private static let rows = """
    INSERT INTO customers(id,name,created_at) VALUES (1,'A','2023-06-01 08:00:00'), (2,'B','2023-06-01 08:00:00'),
      (3,'C','2023-06-01 08:00:00'), (4,'D','2023-06-01 08:00:00');
    INSERT INTO orders(customer_id,status,amount,created_at) VALUES
      (1,'placed',9,'2023-06-05 10:00:00'), (2,'placed',9,'2023-06-06 10:00:00'), (3,'placed',1,'2023-06-07 10:00:00'),
      (1,'placed',9,'2023-09-05 10:00:00'), (2,'placed',1,'2023-09-06 10:00:00'), (3,'placed',9,'2023-09-07 10:00:00'),
      (4,'placed',9,'2022-01-01 10:00:00'), (4,'placed',9,'2023-09-08 10:00:00'), (1,'cancelled',99,'2023-09-09 10:00:00');
    """

  private let database: SmallDatabase

  init() throws { database = try SmallDatabase(Self.rows) }

  @Test(
    arguments: [
      // All three of quarter 2 come back, but only 1 for more than 5 both times.
      ("show retained(orders), retained(orders where amount > 5), retained(orders(amount > 5))", "[[3,1,1]]"),
      ("show lost(orders), lost(orders where amount > 5)", "[[0,1]]"),
      ("show returning(orders), returning(orders(amount > 5))", "[[1,1]]"),
      // Both conditions hold: none is below 5 and above 5.
      ("show retained(orders(amount > 5) where amount < 5)", "[[0]]"),
    ])
  func comingAndGoing(_ question: String, _ rows: String) throws {
    let answer = try database.session(today: "2023-12-31").enter("\(question) quarter 2023-Q3")
    #expect(SmallDatabase.rows(answer.results) == rows, "\(answer.results)\(answer.messages)")
  }

  @Test func growthCountsThoseThatMeetIt() throws {
    let session = try database.session(today: "2023-12-31")
    let answer = session.enter("growth orders(amount > 5) from 2023-09-05 to 2023-09-07")
    #expect(
      SmallDatabase.rows(answer.results)?.hasPrefix(#"[["2023-09-05",4,1,"#) == true, "\(answer.results)")
    #expect(answer.results.contains(#"["2023-09-06",4,0,0"#) && answer.results.contains(#"["2023-09-07",5,1,25"#))
  }

  @Test func retentionAndCycleTakeIt() throws {
    let session = try database.session(today: "2023-09-30")
    // First orders above 5: customers 1 and 2 in June (1 again in September), 3 in September.
    let retention = session.enter("retention orders(amount > 5) months 4")
    #expect(
      SmallDatabase.rows(retention.results)?.contains(#"["2023-06",2,3,1,50"#) == true,
      "\(retention.results)\(retention.messages)")
    #expect(retention.results.contains(#"["2023-09",1,0,1,100"#))
    for outcome in ["orders(amount > 5)", "order(amount > 5)"] {
      // Created on 1 June: 1 after 4 days, 2 after 5; 3 after 98, and 4 had one before.
      let cycle = try database.session(today: "2023-06-10").enter("cycle \(outcome) days 10")
      #expect(cycle.results.contains(#"["2023-06-01",4,4,1,25"#), "\(cycle.results)\(cycle.messages)")
      #expect(cycle.results.contains(#"["2023-06-01",4,5,1,25"#) && cycle.results.contains(#"["2023-06-01",4,6,0,0"#))
    }
  }

  @Test func aMistakeInItIsTold() throws {
    let session = try database.session(today: "2023-12-31")
    for question in [
      "show retained(orders where amnt > 5)", "retention orders(amnt > 5) months 3", "growth orders(amnt > 5)",
      "cycle orders(amnt > 5) days 8", "funnel customers -> orders(amnt > 5)",
    ] {
      let answer = session.enter(question)
      #expect(answer.status == .mistake && answer.messages.contains("`amnt`"), "\(question)\n\(answer.messages)")
    }
  }
}
