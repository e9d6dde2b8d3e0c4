import KPISession
import Testing

/// Keys and links are about the rows that an entity has; every expected row is worked out by hand.
@Suite struct KeyTests {
  /// Customer 1 was left out and entered again under its number; 3 is left out for good, 4 is there twice.
  private static let versions = """
    CREATE TABLE c (no INT, name TEXT, made TEXT, tier TEXT, gone INT, kind INT);
    INSERT INTO c VALUES (1, 'old An', '2024-01-01', 'iron', 1, 1), (2, 'Bình', '2024-01-02', 'gold', 0, 1),
      (1, 'An', '2024-03-01', 'gold', 0, 1), (3, 'Chi', '2024-01-05', 'iron', 1, 1),
      (4, 'Dung', '2024-01-06', 'tin', 0, 1), (4, 'Dung 2', '2024-01-07', 'lead', 0, 2);
    CREATE TABLE kinds (id INTEGER PRIMARY KEY, name TEXT, valid INT); INSERT INTO kinds VALUES (1, 'shop', 1), (2, 'web', 0);
    CREATE TABLE o (id INTEGER PRIMARY KEY, at TEXT, c_no INT, v INT);
    INSERT INTO o VALUES (1, '2024-04-01', 1, 10), (2, '2024-04-02', 2, 20), (3, '2024-04-03', 3, 40),
      (4, '2024-05-03', 1, 5), (5, '2024-05-04', 4, 80), (6, '2024-05-05', 9, 160);
    """

  private static func model(_ condition: String) -> String {
    """
    model m "M"
    subject c
    entity c { table c key no \(condition); name name; time made; dimension tier; link k = kind -> kinds }
    entity kinds { table kinds key id where valid = 1; name name }
    entity o {
      table o key id
      time at
      link c = c_no -> c
      measure v
    }
    metric v = sum(o.v)
    metric buyers = count(distinct o.c)
    """
  }

  @Test func theRowsAnEntityHasDecide() throws {
    let database = try OwnDatabase(Self.versions, model: Self.model("where gone = 0"))
    #expect(try database.rows("show v, buyers by tier") == #"[["tin",80,1],["gold",35,2],[null,200,0]]"#)
    #expect(try database.rows("show v where tier = gold") == "[[35]]")
    #expect(try database.rows("show v by c") == #"[["Dung",80],["Bình",20],["An",15],[null,200]]"#)
    let answer = try database.session(format: .table).enter("show v by tier")
    #expect(answer.messages.contains("o.c_no: 1 link leads to no row, such as `9`, and counts as null"))
    #expect(
      answer.messages.contains("o.c_no: 1 link leads to a row that `c` leaves out, such as `3`, and counts as null"))
    // Of keys that repeat, only 4 does so among the rows that are the entity's.
    #expect(answer.messages.contains("warning[repeated-key]: c.no: 1 key is there more than once, such as `4`"))
    #expect(answer.messages.contains("own.kpi:3:24"), "\(answer.messages)")
  }

  @Test func aConditionOverALinkSeesTheLinkedEntitysRows() throws {
    let database = try OwnDatabase(Self.versions, model: Self.model("where gone = 0 and k.name = 'shop'"))
    #expect(try database.rows("show v by tier") == #"[["tin",80],["gold",35],[null,200]]"#)
    // Kind 2 is none of the entity's rows, so the second row of key 4 has no kind.
    let other = try OwnDatabase(Self.versions, model: Self.model("where k.name != 'shop'"))
    #expect(try other.rows("show v by tier") == #"[["lead",80],[null,235]]"#)
    let answer = try other.session(format: .table).enter("show v")
    #expect(!answer.messages.contains("repeated-key"), "\(answer.messages)")
  }

  @Test func theFirstOfAKeyThatRepeats() throws {
    let database = try OwnDatabase(Self.versions, model: Self.model(""))
    #expect(
      try database.rows("show v by tier") == #"[["tin",80],["iron",55],["gold",20],[null,160]]"#)
    let answer = try database.session(format: .table).enter("show v by tier")
    #expect(answer.messages.contains("c.no: 2 keys are there more than once, such as `1`"), "\(answer.messages)")
  }
}
