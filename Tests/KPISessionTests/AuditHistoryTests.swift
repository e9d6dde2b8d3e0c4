import KPISession
import Testing

/// Histories of an audit table that has the changes of all columns, as CRMs keep it.
@Suite struct AuditHistoryTests {
  private static let rows = """
    CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT);
    INSERT INTO users VALUES ('u1', 'An'), ('u2', 'Bình');
    CREATE TABLE deals (id TEXT PRIMARY KEY, stage TEXT, owner TEXT, amount REAL, created TEXT);
    INSERT INTO deals VALUES ('a', 'Won', 'u2', 20, '2024-01-01'), ('b', 'New', 'u1', 5, '2024-01-02');
    CREATE TABLE deals_audit (id INTEGER PRIMARY KEY, deal TEXT, at TEXT, field TEXT, old TEXT, new TEXT);
    INSERT INTO deals_audit VALUES (1, 'a', '2024-01-03', 'stage', 'New', 'Won'), (2, 'a', '2024-01-04', 'amount', '10', '20'),
      (3, 'b', '2024-01-05', 'amount', '1', '5'), (4, 'a', '2024-01-05', 'owner', 'u1', 'u2');
    """

  private static func model(stage: String, owner: String) -> String {
    """
    model m
    subject deals
    entity users { table users key id; name name }
    entity deals { table deals key id; time created; dimension stage; link owner = owner -> users
      history stage = deals_audit by deal at at from old to new \(stage)
      history owner = deals_audit by deal at at from old to new -> users \(owner) }
    metric n = count(deals)
    report journey by stage
    """
  }

  private func rows(_ question: String) throws -> String {
    let database = try OwnDatabase(
      Self.rows, model: Self.model(stage: "where field = \"stage\"", owner: "where field = owner"))
    return try withExtendedLifetime(database) {
      let answer = try $0.session(today: "2024-01-07").enter(question)
      return SmallDatabase.rows(answer.results) ?? answer.messages
    }
  }

  @Test func journeyHasTheStatesOfItsColumn() throws {
    let stages = try rows("journey days 5")
    #expect(stages.contains("Won") && stages.contains("New") && !stages.contains("\"20\""), "\(stages)")
    let owners = try rows("journey by owner days 5")
    #expect(owners.contains("An") && owners.contains("Bình") && !owners.contains("Won"), "\(owners)")
  }

  @Test func cycleReachesTheStateWhenItsColumnChanged() throws {
    // Deal a was created on the 1st and won on the 3rd.
    #expect(try rows("cycle stage=Won days 8 | select day_2").contains("1"))
  }

  @Test func aMistakeInItIsTold() throws {
    let database = try OwnDatabase(Self.rows, model: Self.model(stage: "where felid = stage", owner: ""))
    #expect(throws: (any Error).self) { try database.session() }
  }

  @Test("the entity's own name may stand before what belongs to it")
  func ownNames() throws {
    let plain = try rows("show n by stage all")
    #expect(try rows("show n by deals.stage all") == plain)
    #expect(try rows("show n where deals.stage = Won all") == rows("show n where stage = Won all"))
    #expect(try rows("show n by users.stage all").contains("no dimension"))
  }
}
