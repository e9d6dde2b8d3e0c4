import KPISession
import Testing

/// A model whose subject is no customer: nothing that is printed speaks of customers.
@Suite struct SubjectNamesTests {
  private static let model = """
    model gym "Gym"
    subject members
    entity members "Hội viên" {
      table members key id; name name; time joined; dimension level
      history level = moves by member_id at at from before to after
    }
    entity classes "Lớp" { table classes key id; time held; link member = member_id -> members }
    entity status "Trạng thái" { table status key id; time at; link member = member_id -> members }
    metric joined = count(members)
    metric classes = count(classes)
    metric status = count(status)
    """
  private static let rows = """
    CREATE TABLE members (id INTEGER PRIMARY KEY, name TEXT, joined TEXT, level TEXT);
    INSERT INTO members VALUES (1, 'An', '2024-06-10', 'gold'), (2, 'Bình', '2024-06-11', 'base');
    CREATE TABLE moves (id INTEGER PRIMARY KEY, member_id INTEGER, at TEXT, before TEXT, after TEXT);
    INSERT INTO moves VALUES (1, 1, '2024-06-12', 'base', 'gold');
    CREATE TABLE classes (id INTEGER PRIMARY KEY, held TEXT, member_id INTEGER);
    INSERT INTO classes VALUES (1, '2024-06-12', 1), (2, '2024-06-13', 1), (3, '2024-06-13', 2);
    CREATE TABLE status (id INTEGER PRIMARY KEY, at TEXT, member_id INTEGER);
    INSERT INTO status VALUES (1, '2024-06-13', 1);
    """

  private func ask(_ question: String, _ more: String = "report funnel = joined, classes, status") throws -> String {
    let own = try OwnDatabase(Self.rows, model: Self.model + "\n" + more)
    return try withExtendedLifetime(own) {
      let answer = try $0.session().enter(question)
      return answer.results + answer.messages
    }
  }

  @Test(arguments: [
    ("cycle classes days 8", #""name":"members""#), ("retention classes days 4", #""name":"members""#),
    ("journey by level days 4", #""name":"members""#), ("journey detail by level days 4", #""name":"members""#),
    ("funnel members -> classes -> status month 2024-06", #""name":"members""#),
    ("chu kỳ classes ngày 8", "members"), ("retention days 4", "does not say what members come back for"),
  ]) func theColumnIsCalledAsTheSubjectIs(_ question: String, _ wanted: String) throws {
    let answer = try ask(question)
    #expect(answer.contains(wanted), "\(answer)")
    #expect(!answer.contains("customer") && !answer.contains("khách"), "\(answer)")
  }

  @Test func theLabelIsTheSubjects() throws {
    let own = try OwnDatabase(Self.rows, model: Self.model)
    let session = try own.session(format: .md)
    _ = session.enter("set language vi")
    let answer = session.enter("funnel members -> classes month 2024-06")
    #expect(answer.results.contains("Hội viên") && !answer.results.contains("khách"), "\(answer.results)")
    withExtendedLifetime(own) {}
  }

  /// An entity may be called as another column of the table is.
  @Test func aNameThatIsTakenIsNotGivenTwice() throws {
    let model = Self.model.replacing("members", with: "rate").replacing("table rate", with: "table members")
    let own = try OwnDatabase(Self.rows, model: model + "\nmetric n = count(rate)")
    let answer = try own.session().enter("cycle classes days 8")
    #expect(answer.results.contains(#""name":"rate_count""#) && answer.results.contains(#""name":"rate""#))
    withExtendedLifetime(own) {}
  }

  @Test func itCanBeDrilledAndPiped() throws {
    let own = try OwnDatabase(Self.rows, model: Self.model)
    let session = try own.session()
    _ = session.enter("journey by level days 4")
    let drilled = session.enter("drill 2024-06-15, gold members")
    #expect(SmallDatabase.rows(drilled.results)?.contains("An") == true, "\(drilled)")
    let piped = session.enter("funnel members -> classes month 2024-06 | select step, members")
    #expect(SmallDatabase.rows(piped.results) == "[[1,2],[2,2]]", "\(piped)")
    withExtendedLifetime(own) {}
  }

  /// The rates are what the model declares; undeclared ones are called after their step as it is.
  @Test func ratesAreDeclared() throws {
    let made = try ask("funnel month 2024-06")
    for name in ["classes_rate", "status_rate"] { #expect(made.contains(#""name":"\#(name)""#), "\(made)") }
    #expect(!made.contains("classe_rate") && !made.contains("statu_rate"))
    let declared = try ask(
      "funnel month 2024-06",
      """
      metric seen "Seen, %" = classes / joined * 100 as %
      report funnel = joined, classes, status, seen
      """)
    #expect(declared.contains(#""name":"seen","kind":"metric""#) && !declared.contains("_rate"), "\(declared)")
    #expect(declared.contains("[[2,3,1,150]]") || declared.contains("[[2,3,1,150.0]]"), "\(declared)")
  }

  @Test func helpSpeaksOfTheModel() throws {
    let own = try OwnDatabase(Self.rows, model: Self.model)
    let session = try own.session(format: .table)
    for topic in [
      "help", "help cycle", "help journey", "help funnel", "help retention", "help growth", "help portrait",
    ] {
      let answer = session.enter(topic)
      #expect(answer.status == .success && !answer.results.contains("customer"), "\(topic)\n\(answer.results)")
    }
    #expect(session.enter("help cycle").results.contains("how long members take from creation to an outcome"))
    withExtendedLifetime(own) {}
  }

  @Test func theBuiltInModelKeepsItsNames() throws {
    let session = try TextSession(DemoFixture.path)
    #expect(session.enter("help cycle").results.contains("how long customers take"))
    #expect(session.enter("help cycle").results.contains("example: cycle"))
    let funnel = session.enter("funnel month 2023-09 | select interaction_rate, activity_rate, order_rate")
    #expect(funnel.status == .success, "\(funnel.messages)")
  }
}
