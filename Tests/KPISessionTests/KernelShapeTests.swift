import Foundation
import KPISession
import Testing

/// Every aggregate over tables around the size of a block of rows, against SQLite's own answers over the same rows.
@Suite struct KernelShapeTests {
  /// None, one, and a block of 2,048 with one row less, none and one more, and two blocks and a row.
  static let sizes = [0, 1, 2_047, 2_048, 2_049, 4_097]

  /// Columns by name, as SQL over the row's number.
  static let columns = [
    ("whole", "INTEGER", "i * 37 % 1001 - 500"),
    ("quarter", "REAL", "(i * 37 % 1001 - 500) / 4.0"),
    ("holes", "INTEGER", "CASE WHEN i % 3 = 0 THEN NULL ELSE i END"),
    ("void", "INTEGER", "NULL"),
    (
      "extreme", "INTEGER", "CASE i % 4 WHEN 0 THEN 9223372036854775807 WHEN 1 THEN -9223372036854775807 ELSE i % 7 END"
    ),
    ("fraction", "REAL", "i * 0.1 - 100"),
  ]

  private static let model = """
    model m
    subject rows
    entity rows {
      table r key id; time at; dimension k
      \(columns.map { "measure \($0.0)" }.joined(separator: "\n"))
    }
    """

  private static func database(_ size: Int) throws -> OwnDatabase {
    let declared = columns.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    return try OwnDatabase(
      """
      CREATE TABLE r (id INTEGER PRIMARY KEY, at TEXT, k TEXT, \(declared));
      WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < \(max(size, 1)))
      INSERT INTO r SELECT i + 1, date('2024-01-01', (i % 120) || ' days'),
        CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END,
        \(columns.map(\.2).joined(separator: ", "))
      FROM n WHERE i < \(size);
      """, model: model)
  }

  /// The rows of a result, numbers to twelve digits.
  private static func rows(_ session: TextSession, _ statement: String) throws -> [[String]] {
    let answer = session.enter(statement)
    let text = try #require(SmallDatabase.rows(answer.results), "\(statement)\n\(answer.messages)")
    let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[Any]]
    return try #require(parsed).map { row in
      row.map { cell in
        switch cell {
        case is NSNull: "null"
        case let number as NSNumber: String(format: "%.12g", number.doubleValue)
        default: "\(cell)"
        }
      }
    }
  }

  @Test(arguments: sizes)
  func aggregatesAreSQLites(_ size: Int) throws {
    let database = try Self.database(size)
    let session = try withExtendedLifetime(database) { try database.session(today: "2024-12-31") }
    for (column, _, _) in Self.columns {
      // A sum past 64 bits is an error, for SQLite too.
      let sums = column != "extreme"
      let asked =
        ["count(rows)", "min(rows.\(column))", "max(rows.\(column))"]
        + (sums ? ["sum(rows.\(column))", "avg(rows.\(column))"] : [])
      let wanted =
        ["count(*)", "min(\(column))", "max(\(column))"]
        + (sums ? ["coalesce(sum(\(column)), 0)", "avg(\(column))"] : [])
      let (show, select) = (asked.joined(separator: ", "), wanted.joined(separator: ", "))
      #expect(
        try Self.rows(session, "show \(show) all") == Self.rows(session, "sql 'SELECT \(select) FROM r'"),
        "\(size) \(column)")
      #expect(
        try Self.rows(session, "show \(show) by k all | sort k")
          == Self.rows(session, "sql 'SELECT k, \(select) FROM r GROUP BY k ORDER BY k IS NULL, k'"),
        "\(size) \(column) by k")
      #expect(
        try Self.rows(session, "show \(show) where \(column) >= 3 and k != c all")
          == Self.rows(
            session, "sql 'SELECT \(select) FROM r WHERE \(column) >= 3 AND (k != ''c'' OR k IS NULL)'"),
        "\(size) \(column) narrowed")
    }
  }

  @Test(arguments: sizes)
  func runningCountsAreSQLites(_ size: Int) throws {
    let database = try Self.database(size)
    let session = try withExtendedLifetime(database) { try database.session(today: "2024-12-31") }
    #expect(
      try Self.rows(
        session, "show stock(rows), so_far(count(distinct rows.k)) by month from 2024-01 to 2024-06")
        == Self.rows(
          session,
          """
          sql 'SELECT ''2024-0'' || m, (SELECT count(*) FROM r WHERE at < date(''2024-01-01'', m || '' months'')),
            (SELECT count(DISTINCT k) FROM r WHERE at < date(''2024-01-01'', m || '' months''))
          FROM (SELECT 1 AS m UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6) ORDER BY m'
          """))
  }
}
