import Foundation
import KPISession

/// A small shop of four customers and seven orders, with a folder for scripts.
final class ScriptFixture {
  static let sql = """
    CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, source TEXT, created_at TEXT);
    INSERT INTO customers VALUES (1, 'An', 'Facebook', '2024-01-02'), (2, 'Bình', 'Zalo', '2024-01-10'),
      (3, 'Chi', 'Facebook', '2024-02-03'), (4, 'Dung', NULL, '2024-02-20');
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, amount INTEGER, created_at TEXT);
    INSERT INTO orders VALUES (1, 1, 100, '2024-01-05'), (2, 2, 250, '2024-01-20'), (3, 1, 50, '2024-02-01'),
      (4, 3, 400, '2024-02-14'), (5, 4, 30, '2024-02-25'), (6, 2, 70, '2024-03-03'), (7, 3, 20, '2024-03-09');
    """
  static let model = """
    model shop "Shop"
    subject customers
    entity customers "Khách hàng" {
      table customers key id
      name name
      time created_at
      dimension source "Nguồn" = source
    }
    entity orders "Đơn hàng" {
      table orders key id
      time created_at
      link customer = customer_id -> customers
      measure amount = amount as VND
    }
    metric revenue "Doanh thu" = sum(orders.amount) as VND
    metric orders "Đơn hàng" = count(orders)
    metric aov "Giá trị đơn" = revenue / orders as VND
    metric new_customers "Khách mới" = count(customers)
    """

  let scratch: Scratch
  let database: String
  let model: String

  init() throws {
    scratch = try Scratch()
    database = scratch.path + "/shop.db"
    try SQLFixture(database).run(Self.sql)
    model = try scratch.file("shop.model.kpi", Self.model)
  }

  func session(
    _ adjust: (inout SessionOptions) -> Void = { _ in }, format: KPISession.OutputFormat = .csv
  ) throws -> TextSession {
    var options = SessionOptions()
    options.today = "2024-03-31"
    options.model = model
    options.threads = 1
    options.isStrictByDefault = true
    adjust(&options)
    return try TextSession(database, options: options, format: format)
  }

  /// A script file in a folder that is made where it is not there.
  @discardableResult
  func file(_ name: String, _ text: String) throws -> String {
    let path = scratch.path + "/" + name
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }

  /// What a script file writes when it is run.
  func run(
    _ path: String, _ adjust: (inout SessionOptions) -> Void = { _ in }, format: KPISession.OutputFormat = .csv
  ) throws -> (status: ExitStatus, results: String, messages: String) {
    try session(adjust, format: format).run(file: path)
  }

  /// What a text writes when it is run as a script beside the model.
  func run(
    text: String, _ adjust: (inout SessionOptions) -> Void = { _ in }, format: KPISession.OutputFormat = .csv
  ) throws -> (status: ExitStatus, results: String, messages: String) {
    try run(file("script.kpi", text), adjust, format: format)
  }
}
