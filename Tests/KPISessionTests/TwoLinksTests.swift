import Foundation
import KPISession
import Testing

/// Two links of an entity to the subject: a question says which it means; every row is worked out by hand.
@Suite struct TwoLinksTests {
  /// An wrote to Bình on the 4th and to Chi on the 5th, Bình to An on the 6th; Bình bought on the 7th, An on the 8th.
  private static let letters = """
    CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, source TEXT, joined_at TEXT);
    CREATE TABLE letters (id INTEGER PRIMARY KEY, from_id INT, to_id INT, sent_at TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, person_id INT, ordered_at TEXT, amount INT);
    INSERT INTO people VALUES (1, 'An', 'A', '2024-01-01'), (2, 'Bình', 'B', '2024-01-02'), (3, 'Chi', 'A', '2024-01-03');
    INSERT INTO letters VALUES (1, 1, 2, '2024-01-04'), (2, 1, 3, '2024-01-05'), (3, 2, 1, '2024-01-06');
    INSERT INTO orders VALUES (1, 2, '2024-01-07', 10), (2, 1, '2024-01-08', 20);
    """

  private static let model = """
    model post
    subject people
    entity people { table people key id; name name; time joined_at; dimension source }
    entity letters {
      table letters key id
      time sent_at
      link sender = from_id -> people
      link recipient = to_id -> people
    }
    entity orders { table orders key id; time ordered_at; link person = person_id -> people; measure amount }
    metric letters = count(letters)
    segment big = people where [sum(orders.amount) all] > 15
    """

  private func ask(_ question: String, with model: String = "") throws -> String {
    try OwnDatabase(Self.letters, model: Self.model + model).rows(question)
  }

  private func answer(
    _ question: String, with model: String = "", today: String = "2024-06-15"
  ) throws -> (status: KPISession.ExitStatus, results: String, messages: String) {
    let database = try OwnDatabase(Self.letters, model: Self.model + model)
    return try withExtendedLifetime(database) { try database.session(today: today).enter(question) }
  }

  @Test(arguments: [
    ("funnel letters per sender -> orders month 2024-01", "letters per sender"),
    ("funnel letters(sender = An) per recipient -> orders month 2024-01", "letters(sender = An) per recipient"),
  ])
  func aStepSaysWhoseItIs(_ question: String, step: String) throws {
    // Senders An and Bình both bought later; of the recipients of An's letters only Bình did.
    let rows =
      step == "letters per sender"
      ? #"[[1,"letters per sender",2,100.0,100.0,0.0,0],[2,"orders",2,100.0,100.0,2.5,null]]"#
      : #"[[1,"letters(sender = An) per recipient",2,100.0,100.0,0.0,0],[2,"orders",1,50.0,50.0,3.0,null]]"#
    #expect(try ask(question) == rows)
  }

  @Test func retentionAndCycleSayWhoseEventItIs() throws {
    #expect(
      try ask("retention letters per recipient weeks 24 by source | where offset = 0")
        == #"[["A","2024-W01",2,0,2,100.0],["B","2024-W01",1,0,1,100.0]]"#)
    #expect(try ask("retention letters per sender weeks 24 | where offset = 0") == #"[["2024-W01",2,0,2,100.0]]"#)
    let cycle = "cycle letters per recipient weeks 12"
    #expect(try ask(cycle) == "[]")
    #expect(try ask("show retained(letters per sender), returning(letters per recipient) month 2024-02") == "[[0,0]]")
    #expect(try ask("show lost(letters per sender), lost(letters per recipient) month 2024-02") == "[[2,3]]")
  }

  @Test func aModelDeclaresWhoseEventItsReportsMean() throws {
    let reports = "\nreport retention of letters per sender\nreport cycle outcome letters per recipient\n"
    #expect(try ask("retention weeks 24 | where offset = 0", with: reports) == #"[["2024-W01",2,0,2,100.0]]"#)
    let answer = try answer(
      "cycle days 8 | where people > 0 | select cohort, offset", with: reports, today: "2024-01-08")
    #expect(SmallDatabase.rows(answer.results) == #"[["2024-01-01",5],["2024-01-02",2],["2024-01-03",2]]"#)
  }

  @Test(arguments: [
    ("funnel letters -> orders month 2024-01", "`letters per sender` or `letters per recipient`"),
    ("retention letters weeks 3", "`letters per sender` or `letters per recipient`"),
    ("cycle letters days 8", "`letters per sender` or `letters per recipient`"),
    ("show lost(letters) month 2024-02", "`letters per sender` or `letters per recipient`"),
    ("list people where [letters all] > 1", "`count(letters per sender ever)` or `count(letters per recipient ever)`"),
    ("show letters where big", "`sender.big` or `recipient.big`"),
    ("show letters by source", "`sender.source` or `recipient.source`"),
  ])
  func noneIsChosenSilently(_ question: String, choice: String) throws {
    let answer = try answer(question)
    #expect(answer.status == .mistake && answer.results.isEmpty, "\(question)\n\(answer.results)")
    #expect(answer.messages.contains("ambiguous-name") && answer.messages.contains(choice), "\(answer.messages)")
    #expect(answer.messages.split(separator: "\n").count == 1, "\(answer.messages)")
  }

  @Test func aSegmentOfALinksTarget() throws {
    #expect(try ask("show letters where sender.big") == "[[2]]")
    #expect(try ask("show letters where recipient.big and not sender.big") == "[[1]]")
    let wrong = try answer("funnel letters per person -> orders")
    #expect(wrong.status == .mistake && wrong.messages.contains("`person` is no link from letters to people"))
  }

  @Test func aBareYearBesideATimeIsThatYear() throws {
    #expect(try ask("show count(letters where sent_at = 2024), count(letters where sent_at < 2024)") == "[[3,0]]")
    #expect(
      try ask("list letters where sent_at between 2023 and 2024 | where sent_at >= 2024 | select id") == "[[1],[2],[3]]"
    )
  }

  @Test func aPipeComparesMonthsAsAQuestionComparesTimes() throws {
    let byMonth = "show letters by month year 2024 | where letters >= 0"
    #expect(try ask("\(byMonth) and month = 2024-01") == #"[["2024-01",3]]"#)
    #expect(try ask("\(byMonth) and month > 2024-05") == #"[["2024-06",0]]"#)
    #expect(try ask("\(byMonth) and month <= 2024-01-15") == #"[["2024-01",3]]"#)
    #expect(try ask("list letters where sent_at = 2024-01 | where sent_at > 2024-01-05 | select id") == "[[3]]")
  }
}
