import KPISession
import Testing

/// A condition leaves the same rows in a pipe as in a clause, and an expression has the same number.
@Suite struct PipeAndClauseTests {
  private static let rows = """
    CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, at TEXT);
    INSERT INTO customers VALUES (1, 'An', '2022-01-01'), (2, 'Đỗ Bình', '2022-02-06'), (3, 'đỗ bình', NULL), (4, NULL, '2022-03-01');
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INT, at TEXT, due TEXT, state TEXT, amount NUM, rate REAL, paid BOOLEAN);
    INSERT INTO orders VALUES
      (1, 1, '2023-03-20 10:00:00', '2023-04-01', 'mới', 100, 12.5, 1), (2, 1, '2023-04-29', NULL, 'Mới', 200.25, NULL, 0),
      (3, 2, '2024-02-29 23:59:59', '2024-02-29', 'đã chốt', NULL, 0, NULL), (4, 3, '2024-04-20', '2024-04-19', NULL, 400, 100, 1),
      (5, NULL, '2023-12-31', '2024-01-01', 'đã chốt', 0, 15, 0), (6, 4, '2024-01-01', '2024-01-01', '', -50.5, 15.25, 1);
    """

  private static let model = """
    model m "M"
    subject customers
    entity customers { table customers key id; name name; time at }
    entity orders { table orders key id; time at; link customer = customer -> customers
      time due = due; dimension state = state; dimension paid = paid
      measure amount as VND; measure rate as % }
    metric n = count(orders)
    metric total = sum(orders.amount)
    metric paid_share = count(orders where paid = true) / n as %
    """

  private func ask(_ questions: String...) throws -> [String?] {
    let database = try ModelDatabase(Self.model, Self.rows)
    return try withExtendedLifetime(database) {
      let session = try $0.session(today: "2024-04-28")
      return try questions.map { question in
        let answer = session.enter(question)
        try #require(!answer.messages.contains("\"error\""), "\(question): \(answer.messages)")
        return SmallDatabase.rows(answer.results)
      }
    }
  }

  @Test(arguments: [
    "amount > 100", "amount >= 100", "amount != 200.25", "not amount > 100", "amount between 0 and 200.25",
    "amount = 0",
    "rate = 15%", "rate > 12.5%", "rate in (15%, 100%)", "not rate > 15%",
    "amount is null", "state is not null", "state = 'đã chốt'", "state = mới", "state != 'đã chốt'",
    "state in (mới, 'đã chốt')",
    "not state in (mới)", "state contains 'ch'", "state starts with 'đã'", "due = 2024-01-01", "due >= 2024-01-01",
    "due between 2024-01-01 and 2024-02-29", "due in 2024-Q1", "at >= 2024-02-29", "due is null or amount < 0",
    "days(at, due) > 1", "days(at, due) = 0 and not amount is null", "coalesce(amount, 7) = 7", "round(rate) = 15",
    "least(amount, 150) = 150", "if(amount > 100, 1, 0) = 0", "paid = 1", "not paid = 1",
    "customer = An", "customer is null", "customer = 'Đỗ Bình'",
  ])
  func conditions(_ condition: String) throws {
    let answers = try ask("list orders all where \(condition)", "list orders all | where \(condition)")
    #expect(answers[0] == answers[1], "\(condition)")
  }

  @Test(arguments: [
    "total > 100", "paid_share > 50%", "paid_share = 0%", "paid_share between 40% and 60%", "total is null",
    "not total > 0",
    "total / n > 100", "n = 2 or total < 0", "coalesce(total, 0) = 0", "paid_share >= 100% and n > 0",
  ])
  func groups(_ condition: String) throws {
    let answers = try ask(
      "show n, total, paid_share by customer all having \(condition)",
      "show n, total, paid_share by customer all | where \(condition)")
    #expect(answers[0] == answers[1], "\(condition)")
  }

  @Test(arguments: [
    "total / n", "total * 2 - n", "coalesce(total, 0)", "if(total > 100, total, n * 1000)", "round(total / 3)",
    "least(total, 150)",
    "greatest(total, 150)", "total * 10%", "-total", "total / 0", "abs(total)",
  ])
  func numbers(_ expression: String) throws {
    let answers = try ask(
      "metric x = \(expression)", "show x by customer all | sort customer",
      "show n, total by customer all | derive x = \(expression) | select customer, x | sort customer")
    #expect(answers[1] == answers[2], "\(expression)")
  }

  @Test func severalColumnsInOneStage() throws {
    let base = "show n, total by month, state from 2023-03 to 2024-04 where state is not null"
    let told = try ask(
      "\(base) | sort n desc, total, month desc", "\(base) | sort month desc | sort total | sort n desc",
      "\(base) | derive double = total * 2, each = double / n, small = each < 100 | take 3",
      "\(base) | derive double = total * 2 | derive each = double / n | derive small = each < 100 | take 3",
      "\(base) | sort n, total desc")
    #expect(told[0] != nil && told[0] == told[1] && told[0] != told[4], "\(told)")
    #expect(told[2] != nil && told[2] == told[3], "\(told)")
  }
}
