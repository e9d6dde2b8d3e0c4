import Foundation
import KPISession
import Testing

/// Every stage after every kind of question, every clause with every kind of wrong name.
///
/// Whatever is asked, there is an answer or a message, with a documented status. A trap would end this process.
@Suite struct GridTests {
  /// Two customers, a change of each history, an event of most kinds.
  static let rows = """
    INSERT INTO customers(id,name,created_at,source_id,relationship_id,owner_id,gender) VALUES
      (1,'Nguyễn An','2023-09-05 10:00:00',1,1,1,'male'), (2,'Bình','2023-10-05 10:00:00',2,2,NULL,NULL);
    INSERT INTO relationship_changes(id,customer_id,from_relationship_id,to_relationship_id,changed_at) VALUES
      (1,1,1,2,'2023-12-30 10:00:00');
    INSERT INTO orders(id,customer_id,employee_id,status,amount,created_at) VALUES
      (1,1,1,'placed',100,'2023-09-30 10:00:00'), (2,2,1,'placed',50,'2023-12-30 10:00:00');
    INSERT INTO calls(id,customer_id,direction,status,started_at) VALUES (1,1,'out','answered','2023-09-06 10:00:00');
    """

  /// What may stand before a pipe: every report in every form, and what is no report.
  static let questions = [
    "show revenue, orders, aov by source", "show revenue", "show customers_total, win_rate by month year 2023",
    "show revenue by month, source year 2023 compare year", "show new_customers by age, weekday",
    "show revenue by source top 1 with other", "share new_customers by source", "growth month 2023-09",
    "growth by source year 2023", "growth orders week 2023-W36", "funnel month 2023-09",
    "funnel detail by source all", "funnel customers -> calls within 8 days -> orders all",
    "funnel strict customers -> orders by source all", "cycle days 4", "cycle relationship=Chốt weeks 3 by source",
    "journey days 4", "journey detail by owner weeks 2", "portrait year 2023",
    "scorecard month 2023-09 metrics revenue, aov",
    "scorecard by employee month 2023-09 metrics revenue, orders weights revenue 2 grades A 90", "retention months 3",
    "retention orders weeks 2 by source", "list customers", "list orders month 2023-09", "values source",
    "values age", "describe", "describe metrics", "describe revenue", "help", "help funnel",
    "explain show revenue by source", "explain analyze growth month 2023-09",
    "sql 'select 1 as a, null as b, ''x'' as c'", "sql 'select 1 where 0'",
    "why revenue month 2023-12 compare previous by source", "forecast new_customers next 3 months",
  ]

  static func stages(_ column: String) -> [String] {
    let c = "`\(column)`"
    return [
      "sort \(c)", "sort \(c) desc", "sort \(c) + 1", "take 0", "take 1", "take 99", "where \(c) = 1",
      "where \(c) != x",
      "where \(c) = Facebook", "where \(c) in (1, Zalo)", "where \(c) between 1 and 2", "where \(c) > 2023-09-05",
      "where \(c) contains 'an'", "where \(c) starts with 'n'", "where \(c) is null", "where not \(c) is not null",
      "where \(c) in month 2023-09", "where \(c)", "where \(c) = within 2% of 3", "where abs(\(c)) > 1", "select \(c)",
      "select \(c), \(c)", "derive x = \(c)", "derive x = \(c) + 1", "derive x = \(c) / 0", "derive \(c) = 1",
      "derive x = if(\(c) = 1, 1, 'a')", "derive x = \(c) + 3 days", "derive x = coalesce(\(c), 0)", "pivot \(c)",
      "unpivot", "card", "chart", "chart pie", "export \"no/such/x.csv\"", "assert \(c) > 0 \"no\"", "save as x",
      "sort \(c) | take 1 | derive y = \(c) | select y | sort y",
    ]
  }

  /// Parts of a name after `$t`.
  static func cells(_ column: String) -> [String] {
    let c = "`\(column)`"
    return ["\(c)", "total.\(c)", "tổng.\(c)", "total", "tổng"].map { "$t.\($0)" }
      + ["$t[Facebook].\(c)", "$t[1][2].\(c)", "$t[2023-09].\(c)", "$t[null].\(c)", "$t"]
  }

  private func session() throws -> (SmallDatabase, TextSession) {
    let database = try SmallDatabase(Self.rows)
    return (database, try database.session(today: "2023-12-31"))
  }

  /// An answer or a message, and a status that is documented and no fault of ours.
  private func hold(_ text: String, _ answer: (status: KPISession.ExitStatus, results: String, messages: String)) {
    #expect(answer.status != .fault, "\(text)\n\(answer.messages)")
    if answer.status == .success {
      // What only checks or keeps a table shows none.
      let isSilent = text.contains("| assert") || text.contains("| save as")
      #expect(isSilent || !answer.results.isEmpty || !answer.messages.isEmpty, "\(text): neither a result nor a word")
    } else {
      #expect(!answer.messages.isEmpty, "\(text): status \(answer.status) without a word")
    }
  }

  /// Tells what comes next, where `KPI_GRID` is set: a trap ends the process before any message.
  private func tell(_ text: String) {
    if ProcessInfo.processInfo.environment["KPI_GRID"] != nil { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
  }

  /// The columns of an answer, one of every kind and type; one that is not there too.
  private func columns(_ json: String) -> [String] {
    var names = ["nothing"]
    var seen: Set<String> = []
    for line in json.split(separator: "\n") {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let columns = object["columns"] as? [[String: Any]]
      else { continue }
      for column in columns {
        guard let name = column["name"] as? String, !name.contains("`") else { continue }
        let sort = "\(column["kind"] ?? "") \(column["type"] ?? "") \(column["unit"] ?? "")"
        if seen.insert(sort).inserted { names.append(name) }
      }
    }
    return names
  }

  @Test(arguments: questions) func everyStage(_ question: String) throws {
    let (database, session) = try session()
    let alone = session.enter(question)
    hold(question, alone)
    hold(question, session.run(question))
    let defined = session.enter("let t = \(question)")
    #expect(defined.status != .fault, "\(question)\n\(defined.messages)")
    for column in columns(alone.results) {
      for stage in Self.stages(column) {
        tell("\(question) | \(stage)")
        hold("\(question) | \(stage)", session.enter("$t | \(stage)"))
      }
      for cell in Self.cells(column) { hold("\(question): \(cell)", session.enter("print \(cell)")) }
    }
    _ = database
  }

  /// The same checked before it runs, as a script is.
  @Test(arguments: questions) func everyStageChecked(_ question: String) throws {
    let (database, session) = try session()
    for column in columns(session.enter(question).results).suffix(2) {
      for stage in Self.stages(column) {
        tell("checked: \(question) | \(stage)")
        hold("\(question) | \(stage)", session.run("\(question) | \(stage)"))
      }
      hold(question, session.run("let t = \(question)\n$t | sort `\(column)` | derive x = `\(column)` | take 1"))
      hold(question, session.run("let t = \(question)\nprint $t.total.`\(column)`\nprint $t[Facebook].`\(column)`"))
    }
    _ = database
  }

  // MARK: Wrong names

  /// A name of every kind, right in one place and wrong in all others; and no name at all.
  static let names = [
    "nothing", "revenue", "orders", "source", "owner", "amount", "orders.amount", "created_at", "a.b.c", "P.start",
    "`where`", "'text'", "42", "2023-09-05", "null", "$none", "$t", "count(nothing)", "rank(revenue)",
    "hours(a, last_time(events) per x)", "[revenue all]", "1 + 'a'", "(source)", "count(orders where nothing = 1)",
  ]

  /// Every place where a name may stand.
  static let places = [
    "show #", "show #, revenue by source", "show revenue by #", "show revenue by source, #",
    "show revenue where # = 1", "show revenue where #", "show revenue where source = #",
    "show revenue where source in (#)", "show revenue by source order by #", "show # by source order by revenue",
    "show # by source having revenue > 1", "show revenue by source having # > 1",
    "show revenue by source having revenue > #", "show revenue by source having #",
    "show # by source top 2 with other compare year month 2023-09", "show # by month year 2023 compare previous",
    "share # by source", "share revenue by #", "share # by source order by revenue", "share # by # top 1",
    "growth # month 2023-09", "growth by # month 2023-09", "growth month 2023-09 where # = 1",
    "funnel by # month 2023-09", "funnel where # = 1", "funnel # -> orders all", "funnel customers -> # all",
    "funnel customers -> orders(# = 1) all", "funnel customers -> orders by # all", "cycle # weeks 4",
    "cycle #=1 weeks 4", "cycle relationship=# weeks 4", "cycle weeks 4 by #", "cycle weeks 4 where # = 1",
    "journey by # days 4", "journey days 4 where # = 1", "portrait where # = 1 month 2023-09",
    "scorecard by # month 2023-09", "scorecard month 2023-09 metrics #",
    "scorecard month 2023-09 metrics revenue, orders weights # 2", "retention # months 3", "retention months 3 by #",
    "list #", "list orders at #", "list orders where # = 1", "list customers where #",
    "list customers where [# all] > 1", "list customers where [revenue all where # = 1] > 1", "values #",
    "describe #", "help #", "why # month 2023-12 compare previous", "why revenue month 2023-12 compare previous by #",
    "forecast # next 3 months", "drill # orders", "drill Facebook #", "metric m = #\nshow m by source",
    "metric m = revenue / #\nshow m", "segment s = customers where #\nlist customers where s",
    "segment s = customers where # = 1\nshow new_customers where s", "segment s = # where source = Facebook\nlist s",
    "events e = #\nshow count(e)", "events e = orders(# = 1)\nshow count(e)", "target # 40 per day\nshow revenue",
    "target revenue 40 per day for # = 1\nscorecard month 2023-09", "let x = #\nprint $x", "print #", "assert # > 1",
    "warn if # > 1", "set # on", "set language #", "as #", "print [# month 2023-09]", "show sum(# of orders)",
    "show avg(orders.#)", "show count(distinct orders.#)", "show count(customers where count(orders per #) > 0)",
    "show count(each orders.customer having # > 1)", "show sum(# each orders.customer)",
    "show count(first orders per #)", "show stock(# while created_at .. created_at)",
    "show stock(orders while # .. created_at)", "show count(orders at #)", "show if(#, 1, 2)", "show if(# > 1, #, 2)",
    "show coalesce(#, 0)", "show rolling(#, 7 days)", "show to_date(revenue, #)", "show retained(#)", "show share(#)",
    "show percentile(orders.amount, #)", "show round(#)", "show days(#, P.end)",
  ]

  @Test(arguments: places) func everyWrongName(_ place: String) throws {
    var (database, session) = try session()
    let isExplained = place.hasPrefix("show") || place.hasPrefix("share")
    for prefix in isExplained ? ["", "explain "] : [""] {
      // A result that a drill may look behind, and a table.
      let before = "let t = show revenue by source; show revenue, orders by source"
      _ = session.enter(before)
      for name in Self.names.prefix(prefix.isEmpty ? Self.names.count : 6) {
        if place.hasPrefix("drill") { _ = session.enter(before) }
        let text = prefix + place.replacing("#", with: name)
        tell(text)
        let entered = session.enter(text)
        if !["let", "set", "as", "assert", "warn"].contains(where: { place.hasPrefix($0 + " ") }) {
          hold(text, entered)
        }
        #expect(entered.status != .fault, "\(text)\n\(entered.messages)")
        // What is right is checked before it runs, too.
        if entered.status == .success {
          let run = session.run(text)
          #expect(run.status != .fault, "\(text)\n\(run.messages)")
        }
        if place.hasPrefix("set") || place.hasPrefix("as") { (_, session) = try self.session() }
      }
    }
    _ = database
  }

  @Test func aModelWithoutEntities() throws {
    let scratch = try Scratch()
    let model = try scratch.file("m.kpi", "model m \"M\"\nmetric one = 1\n")
    let database = scratch.path + "/x.db"
    try SQLFixture(database).run("CREATE TABLE t(a)")
    var options = SessionOptions()
    options.model = model
    options.today = "2023-12-31"
    let session = try TextSession(database, options: options)
    for place in Self.places {
      for name in ["one", "nothing", "source"] {
        let text = place.replacing("#", with: name)
        tell(text)
        let answer = session.enter(text)
        #expect(answer.status != .fault, "\(text)\n\(answer.messages)")
        #expect(answer.status == .success || !answer.messages.isEmpty, "\(text)")
      }
    }
    // Nobody asks in a new session: `as …` above has found no viewers.
    let plain = try TextSession(database, options: options)
    #expect(plain.enter("show one by source").messages.contains("error[without-rows]"))
    #expect(plain.enter("show one where source = 1").messages.contains("error[without-rows]"))
    for question in Self.questions { hold(question, session.enter(question)) }
  }
}
