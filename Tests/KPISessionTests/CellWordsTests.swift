import Foundation
import KPIOutput
import KPISession
import Testing

/// What a cell is said to be: its unit, its type, its kind; every row is worked out by hand.
@Suite struct CellWordsTests {
  private static let rows = """
    CREATE TABLE deals (id INTEGER PRIMARY KEY, team TEXT, made_at TEXT, made_on TEXT, won INT, v NUMERIC, seconds INT, share NUMERIC);
    INSERT INTO deals VALUES
      (1, 'A', '2024-01-05 10:30:00', '2024-01-05', 1, 10, 90, 60.5),
      (2, 'A', '2024-01-06 09:00:00', '2024-01-06', 0, 5, 30, 0.5),
      (3, 'B', '2024-01-07 00:00:00', '2024-01-07', 1, 85, 60, 30);
    """

  private static let model = """
    model m
    subject deals
    entity deals {
      table deals key id; time made_at; time made_on; dimension team
      measure v = v as VND
      measure seconds
      measure part = share as %
    }
    metric n = count(deals)
    metric value = sum(deals.v) as VND
    metric price = avg(deals.v) as USD
    metric win_rate = count(deals where won = 1) / count(deals) as %
    metric talk = sum(deals.seconds) / 60 as minutes
    target n 31 per month
    target value 3100 per month
    target win_rate 50 per month
    target price 12.5 per month
    """.replacing("measure seconds", with: "measure seconds\n      dimension won")

  private static func answer(
    _ question: String, format: KPIOutput.OutputFormat = .json, today: String = "2024-06-15"
  ) throws -> (status: KPISession.ExitStatus, results: String, messages: String) {
    let database = try OwnDatabase(rows, model: model)
    return try withExtendedLifetime(database) { try database.session(today: today, format: format).enter(question) }
  }

  // MARK: `%` and fractions

  @Test(arguments: [
    "show win_rate by team having win_rate > 0.7", "show win_rate by team having 0.7 < win_rate",
    "show win_rate by team having win_rate between 0.2 and 0.7", "show win_rate by team having win_rate in (0.7, 0.8)",
    "list deals where [win_rate all] > 0.7", "show n where part > 0.7", "show n where part + 1 > -0.7",
    "show if(win_rate > 0.7, 1, 0)", "show n by team where part in (0.7, 0.8)",
    "show win_rate by team | where win_rate > 0.7",
    "show n where [win_rate all] > 0.7", "let x = [win_rate all]\nshow n by team having n > 0 and 0.7 > $x",
    "let x = 0.7\nshow win_rate by team having win_rate > $x",
  ])
  func aFractionBesideAPercentageIsWarnedOf(_ question: String) throws {
    let answer = try Self.answer(question)
    #expect(answer.messages.contains("percent-as-fraction"), "\(question)\n\(answer.messages)")
  }

  @Test(arguments: [
    ("show win_rate by team having win_rate > 70%", #"[["B",100.0]]"#),
    ("show win_rate by team having 70% < win_rate", #"[["B",100.0]]"#),
    ("show win_rate by team having win_rate > 0.7 * 100", #"[["B",100.0]]"#),
    ("show win_rate by team having win_rate != 0", #"[["B",100.0],["A",50.0]]"#),
    ("show n where part > 50%", "[[1]]"), ("show n where part >= 0.5%", "[[3]]"),
    ("show if(win_rate > 60%, 1, 0) by team", #"[["B",1],["A",0]]"#),
    // `15%` is 15 beside a `%` value only.
    ("show n * 50%, value * 10%", "[[1.50,10.00]]"), ("show win_rate - 10% by team", #"[["B",90.0],["A",40.0]]"#),
    ("show n where v * 10% > 1", "[[1]]"), ("show n where v > 600%", "[[2]]"),
    ("show n by team having n < 150%", #"[["B",1]]"#),
  ])
  func aPercentageMeansWhatItStandsBeside(_ question: String, rows: String) throws {
    let answer = try Self.answer(question)
    #expect(SmallDatabase.rows(answer.results) == rows, "\(question)\n\(answer.messages)")
    #expect(!answer.messages.contains("percent-as-fraction"), "\(question)\n\(answer.messages)")
  }

  // MARK: Scorecards

  @Test func aScorecardsCellsKeepTheirUnits() throws {
    let question = "scorecard month 2024-01 metrics n, value, win_rate, price"
    let json = try Self.answer(question)
    #expect(
      SmallDatabase.rows(json.results)
        == #"[["n",3,31,9.67741935483871,null],["value",100,3100,3.225806451612903,null],["win_rate",66.66666666666666,50.0,133.33333333333331,null],["price",33.333333333333336,12.5,266.6666666666667,null]]"#,
      "\(json)")
    let units = [(1, "VND"), (2, "%"), (3, "USD")].flatMap { row, unit in
      ["actual", "target"].map { (column: $0, text: #"{"row":\#(row),"column":"\#($0)","unit":"\#(unit)"}"#) }
    }
    let list = ["actual", "target"].flatMap { column in units.filter { $0.column == column }.map(\.text) }
    #expect(json.results.contains(#""units":[\#(list.joined(separator: ","))]"#), "\(json.results)")
    let shown: [(KPIOutput.OutputFormat, [String])] = [
      (.table, ["3 ", "31 ", "100 ₫", "3,100 ₫", "66.7 %", "50.0 %", "33.33 USD", "12.50 USD"]),
      (.md, ["| 3 | 31 |", "| 100 ₫ | 3,100 ₫ |", "| 66.7 % | 50.0 % |", "| 33.33 USD | 12.50 USD |"]),
      (.html, [">3</td>", ">31</td>", ">100 ₫</td>", ">3,100 ₫</td>", ">66.7 %</td>", ">12.50 USD</td>"]),
      (.csv, ["\r\nn,3,31,", "\r\nvalue,100,3100,"]),
    ]
    for (format, texts) in shown {
      let written = try Self.answer(question, format: format).results
      for text in texts { #expect(written.contains(text), "\(format) \(text)\n\(written)") }
    }
  }

  @Test func unitsGoWithTheirRowsThroughAPipe() throws {
    let piped = try Self.answer(
      "scorecard month 2024-01 metrics n, value | sort metric desc | take 1", format: .table)
    #expect(piped.results.contains("100 ₫") && piped.results.contains("3,100 ₫"), "\(piped)")
    let compared = try Self.answer(
      "scorecard month 2024-01 metrics n, win_rate | where actual > 0.7 and metric = win_rate")
    #expect(compared.messages.contains("percent-as-fraction"), "\(compared)")
  }

  // MARK: Shares so far

  @Test func sharesSayHowFarTheyAddUp() throws {
    let answer = try Self.answer("share value by team")
    #expect(SmallDatabase.rows(answer.results) == #"[["B",85,85.0],["A",15,15.0]]"#)
    #expect(
      answer.results.contains(
        #""cumulative":{"columns":[{"name":"team","kind":"dimension","type":"text"},{"name":"cumulative","kind":"metric","type":"number","unit":"%"}],"rows":[["B",85.0],["A",100.0]]}"#
      ), "\(answer.results)")
    #expect(
      try Self.answer("share value by team", format: .csv).results
        == "team,value,share,cumulative\r\nB,85,85.0,85.0\r\nA,15,15.0,100.0\r\n")
    // In the order shown; through a pipe it is a column like others.
    let sorted = try Self.answer("share value by team order by value | where cumulative <= 15")
    #expect(SmallDatabase.rows(sorted.results) == #"[["A",15,15.0,15.0]]"#, "\(sorted)")
    #expect(
      try Self.answer("share value by team top 50%", format: .csv).results.hasSuffix("cumulative\r\nB,85,85.0,85.0\r\n")
    )
  }

  @Test func overlappingGroupsHaveNoShareTogether() throws {
    let database = try OwnDatabase(
      "CREATE TABLE t (id INTEGER PRIMARY KEY, who TEXT, k TEXT, j TEXT); "
        + "INSERT INTO t VALUES (1,'a','x','p'), (2,'a','y','p'), (3,'b','y','q')",
      model: "model m\nsubject t\nentity t { table t key id; dimension who; dimension k; dimension j }\n"
        + "metric who = count(distinct t.who)")
    let overlapping = try database.session(format: .csv).enter("share who by k")
    #expect(overlapping.results == "k,who,share,cumulative\r\ny,2,100.0,\r\nx,1,50.0,\r\n", "\(overlapping)")
    #expect(overlapping.messages.contains("the groups of who overlap"), "\(overlapping)")
    let apart = try database.session(format: .csv).enter("share who by j top 1")
    #expect(apart.results == "j,who,share,cumulative\r\np,1,50.0,50.0\r\n", "\(apart)")
  }

  // MARK: Types and kinds

  @Test func aTimesTypeIsTime() throws {
    let answer = try Self.answer("show last_time(deals), last_time(deals at made_on), n by team")
    #expect(
      answer.results.contains(
        #"{"name":"last_time(deals)","kind":"metric","type":"time"},{"name":"last_time(deals at made_on)","kind":"metric","type":"date"},{"name":"n","kind":"metric","type":"integer"}"#
      ), "\(answer.results)")
    #expect(
      SmallDatabase.rows(answer.results)
        == #"[["B","2024-01-07T00:00:00","2024-01-07",1],["A","2024-01-06T09:00:00","2024-01-06",2]]"#)
    #expect(try Self.answer("show last_time(deals)", format: .csv).results.contains("2024-01-07 00:00:00"))
    let list = try Self.answer("list deals where team = A").results
    #expect(
      list.contains(#"{"name":"made_at","kind":"dimension","type":"time"}"#) && list.contains("2024-01-05T10:30:00"),
      "\(list)")
  }

  @Test func keysHaveTheTypeOfTheirValues() throws {
    let byTime = try Self.answer("show n by made_at").results
    #expect(byTime.contains(#"{"name":"made_at","kind":"dimension","type":"time"}"#), "\(byTime)")
    #expect(byTime.contains("2024-01-07T00:00:00"), "\(byTime)")
    let byDate = try Self.answer("show n by made_on").results
    #expect(byDate.contains(#"{"name":"made_on","kind":"dimension","type":"date"}"#), "\(byDate)")
    let byNumber = try Self.answer("show n by won").results
    #expect(byNumber.contains(#"{"name":"won","kind":"dimension","type":"integer"}"#), "\(byNumber)")
  }

  @Test(arguments: [
    ("n", "a count"), ("value", "an amount"), ("price", "an average"), ("win_rate", "a ratio"), ("talk", "a duration"),
    ("previous(value)", "an amount"), ("previous(n)", "a count"), ("stock(deals)", "a stock"),
    ("so_far(value)", "a stock"),
    ("previous(stock(deals))", "a stock"), ("rolling(n, 7 days)", "a count"), ("n + n", "a count"),
    ("n + 2 * n", "an amount"),
    ("last_time(deals)", "a time"), ("days(first_time(deals), last_time(deals))", "a duration"),
    ("target(n)", "a target"),
    ("rank(n)", "a place among the groups"), ("count(distinct deals.team)", "a count"), ("sum(deals.v)", "an amount"),
  ])
  func describeSaysTheKind(_ formula: String, kind: String) throws {
    let answer = try Self.answer("metric m = \(formula)\ndescribe m", format: .table)
    #expect(answer.results.contains("  kind: \(kind)\n"), "\(formula)\n\(answer)")
  }

  @Test func whatLooksOutsideItsPeriodHasNoSharesOfTime() throws {
    let answer = try Self.answer("share previous(value) by month")
    #expect(answer.status == .mistake && answer.messages.contains("looks outside its period"), "\(answer)")
    #expect(try Self.answer("share previous(value) by team month 2024-02").status == .success)
  }
}
