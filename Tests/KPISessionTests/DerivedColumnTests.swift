import KPIOutput
import KPISession
import Testing

/// What a pipe makes of columns is as sure as they are.
@Suite struct DerivedColumnTests {
  private static let tables = """
    CREATE TABLE people (id INTEGER PRIMARY KEY, city TEXT, born TEXT, joined TEXT);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER, at TEXT, amount INTEGER);
    INSERT INTO people VALUES (1, 'Huế', '1990-02-03', '2024-03-01'), (2, 'Vinh', NULL, '2024-03-02'),
      (3, NULL, '1980-02-03', '2024-06-03');
    INSERT INTO orders VALUES (1, 1, '2024-06-03', 40), (2, 2, '2024-06-04', 60), (3, 3, '2024-05-31', 10),
      (4, 3, '2024-06-05', 20);
    """

  private static let model = """
    model m
    subject people
    entity people {
      table people key id; time joined; time birthday = born
      dimension city; dimension band = bands(age(birthday), 30, 50)
    }
    entity orders { table orders key id; time at; measure amount; link person = person -> people }
    metric sold = sum(orders.amount)
    metric made = count(orders)
    """

  private func enter(_ statement: String, _ format: KPIOutput.OutputFormat = .csv) throws -> String {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    let answer = try database.session(format: format).enter(statement)
    return answer.results + answer.messages
  }

  @Test func aDerivedCellIsPartialWhereOneItReadsIs() throws {
    // Today is 15 June: May is over, June is not.
    let rows = try enter("show sold, made by month from 2024-05 to 2024-06 | derive each = sold / made", .table)
    for line in rows.split(separator: "\n") where line.hasPrefix("2024-06") || line.hasPrefix("total") {
      #expect(line.filter { $0 == "*" }.count == 3, "\(line)")
    }
    for line in rows.split(separator: "\n") where line.hasPrefix("2024-05") { #expect(!line.contains("*"), "\(line)") }
  }

  @Test func aColumnOfConstantsIsFinal() throws {
    let rows = try enter("show sold month 2024-06 | derive sold = 5", .table)
    #expect(rows.contains("5") && !rows.contains("*"))
  }

  @Test func theTotalIsNoGroup() throws {
    let rows = try enter("show sold by city year 2024 | derive d = if(city is null, 0, sold)", .json)
    #expect(rows.contains(#""total":[null,130,null]"#), "\(rows)")
  }

  @Test func sortTakesAColumn() throws {
    for key in ["5", "'city'", "1 + 2", "today"] {
      #expect(try enter("show sold by city all | sort \(key)").contains("constant-order"), "sort \(key)")
    }
    #expect(try enter("show sold by city all | sort 0 - sold").contains("constant-order") == false)
  }

  @Test func aBirthdayDoesNotCome() throws {
    let rows = try enter("show count(people) by band month 2024-03")
    #expect(!rows.contains("can still"), "\(rows)")
  }
}
