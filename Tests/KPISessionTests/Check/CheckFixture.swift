import Foundation
import KPISession
import Testing

/// A shop's database and model in a folder of its own, to be held against each other.
final class CheckFixture {
  let scratch: Scratch

  static let rows = """
    CREATE TABLE cities (id INTEGER PRIMARY KEY, name TEXT);
    INSERT INTO cities VALUES (1, 'Hà Nội'), (2, 'Huế');
    CREATE TABLE customers (id INTEGER, name TEXT, created_at TEXT, city_id INTEGER);
    INSERT INTO customers VALUES (1, 'An', '2024-01-01', 1), (2, 'Bình', '2024-01-02', 2), (3, 'Chi', '2024-01-03', 1);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, ordered_at TEXT, shipped_at TEXT, customer_id INTEGER, status TEXT, price, quantity);
    INSERT INTO orders VALUES (1, '2024-01-02', '2024-01-09', 1, 'paid', 5, 2), (2, '2024-01-03', NULL, 3, 'open', 4, 1),
      (3, '2024-01-03', NULL, 2, 'paid', 3, 1), (4, '2024-01-04', NULL, 2, 'paid', 3, 1);

    """

  static let model = """
    model shop "Shop"
    subject customers
    entity customers "Customers" {
      table customers key id
      name name
      time created_at
      dimension city "City" = city_id -> cities.name
    }
    entity orders "Orders" {
      table orders key id
      time ordered_at
      link customer = customer_id -> customers
      dimension status
      measure amount = price * quantity as USD
      dimension late = if(days(ordered_at, shipped_at) > 3, 'late', 'in time')
    }
    metric sales "Sales" = count(orders)
    metric newcomers = count(customers)
    metric revenue "Revenue" = sum(orders.amount where status = paid) as USD
    metric aov = revenue / sales as USD
    segment locals = customers where city = 'Huế'
    report growth of customers
    report funnel = newcomers, sales, revenue

    """

  init(_ change: String = "", rows: String = CheckFixture.rows, model: String = CheckFixture.model) throws {
    scratch = try Scratch()
    try SQLFixture(scratch.path + "/shop.db").run(rows + change)
    _ = try scratch.file("shop.kpi", model)
  }

  var database: String { scratch.path + "/shop.db" }

  /// What the check finds, with the folder left out of its text.
  func check(
    _ files: [String] = ["shop.kpi"], database: String? = "shop.db",
    options adjust: (inout SessionOptions) -> Void = { _ in }
  ) throws -> (report: CheckReport, text: String, status: KPISession.ExitStatus) {
    var options = SessionOptions()
    options.today = "2024-06-15"
    options.isStrictByDefault = true
    adjust(&options)
    let session = try TextSession(nil, options: options).session
    let report = session.check(
      files.map { scratch.path + "/" + $0 }, database: database.map { scratch.path + "/" + $0 })
    return (report, report.text(usesColour: false).replacing(scratch.path + "/", with: ""), report.status)
  }

  /// The report as JSON, read again.
  func json(_ files: [String] = ["shop.kpi"], database: String? = "shop.db") throws -> [String: Any] {
    let bytes = try check(files, database: database).report.json
    return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }
}
