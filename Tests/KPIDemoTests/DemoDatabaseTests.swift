import CSQLite
import Glibc
import KPIDemo
import Testing

/// A folder of its own for one test, removed with everything in it.
final class Folder {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
    var template = Array("\(parent)/kpi-demo-XXXXXX".utf8CString)
    path = try template.withUnsafeMutableBufferPointer { buffer in
      let made = try #require(buffer.baseAddress.flatMap { mkdtemp($0) })
      return String(cString: made)
    }
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  var names: [String] {
    var names: [String] = []
    guard let directory = opendir(path) else { return names }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  deinit {
    chmod(path, 0o755)
    for name in names { unlink(file(name)) }
    rmdir(path)
  }
}

/// A database read through SQL.
final class Reader {
  private var handle: OpaquePointer?

  init(_ path: String) throws {
    try #require(sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, nil) == SQLITE_OK)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Rows of texts; null is nil.
  func rows(_ sql: String) throws -> [[String?]] {
    var statement: OpaquePointer?
    try #require(sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, "\(sql)")
    defer { sqlite3_finalize(statement) }
    var rows: [[String?]] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      rows.append(
        (0..<sqlite3_column_count(statement)).map { column in
          sqlite3_column_text(statement, column).map { String(cString: $0) }
        })
    }
    return rows
  }

  func number(_ sql: String) throws -> Double {
    try #require(try rows(sql).first?.first.flatMap { $0 }.flatMap { Double($0) }, "\(sql)")
  }

  func texts(_ sql: String) throws -> [String] { try rows(sql).compactMap { $0.first.flatMap { $0 } } }
}

private func bytes(of path: String) throws -> [UInt8] {
  let file = try #require(fopen(path, "rb"))
  defer { fclose(file) }
  var all: [UInt8] = []
  var part = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let read = fread(&part, 1, part.count, file)
    if read == 0 { return all }
    all += part[..<read]
  }
}

@Suite struct DemoDatabaseTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func write(_ customers: Int, seed: UInt64 = 1, end: String = DemoDatabase.defaultEnd) throws -> Reader {
    let path = folder.file("\(customers)-\(seed).db")
    try DemoDatabase.write(to: path, customers: customers, seed: seed, end: end)
    return try Reader(path)
  }

  // MARK: the file

  @Test func sameArgumentsGiveTheSameBytes() throws {
    for name in ["a", "b"] { try DemoDatabase.write(to: folder.file(name), customers: 3000, seed: 7) }
    try DemoDatabase.write(to: folder.file("c"), customers: 3000, seed: 8)
    let first = try bytes(of: folder.file("a"))
    #expect(first == (try bytes(of: folder.file("b"))))
    #expect(first != (try bytes(of: folder.file("c"))))
    #expect(folder.names == ["a", "b", "c"])
  }

  /// The same rows from any compiler, in debug and release builds; to be renewed when the invention itself changes.
  @Test func rowsAreTheOnesOfTheFirstRelease() throws {
    let data = try write(2000)
    let sums = try data.rows(
      "SELECT (SELECT sum(amount) FROM orders), (SELECT sum(id * duration_seconds) FROM calls), "
        + "(SELECT sum(id * coalesce(owner_id, 0)) FROM customers), (SELECT max(created_at) FROM customers)")
    #expect(sums == [["9633765000", "3375758978", "31401796", "2023-12-31 21:35:37"]])
  }

  @Test func existingFileIsReplacedOnlyWhenAskedTo() throws {
    let path = folder.file("kept.db")
    try DemoDatabase.write(to: path, customers: 1)
    let before = try bytes(of: path)
    #expect(throws: DemoError.fileExists(path: path)) { try DemoDatabase.write(to: path, customers: 2) }
    #expect(try bytes(of: path) == before)
    try DemoDatabase.write(to: path, customers: 2, overwrites: true)
    #expect(try bytes(of: path) != before)
    #expect(throws: DemoError.isDirectory(path: folder.path)) {
      try DemoDatabase.write(to: folder.path, overwrites: true)
    }
    #expect(folder.names == ["kept.db"])
  }

  @Test func anEarlierDatabasesJournalIsNotPlayedBack() throws {
    let path = folder.file("x.db")
    let journal = "\(path)-wal"
    let left = try #require(fopen(journal, "w"))
    fclose(left)
    #expect(throws: DemoError.fileExists(path: journal)) { try DemoDatabase.write(to: path, customers: 1) }
    try DemoDatabase.write(to: path, customers: 1, overwrites: true)
    #expect(folder.names == ["x.db"])
  }

  @Test func unwritableFolderIsNamedWithItsReason() throws {
    let missing = folder.file("nowhere/x.db")
    #expect(throws: DemoError.cannotWrite(path: missing, reason: "no such file or directory")) {
      try DemoDatabase.write(to: missing)
    }
    // The superuser may write everywhere but into the system's own tables.
    let forbidden = getuid() == 0 ? "/proc/x.db" : folder.file("x.db")
    chmod(folder.path, 0o555)
    let error = #expect(throws: DemoError.self) { try DemoDatabase.write(to: forbidden) }
    chmod(folder.path, 0o755)
    if case .cannotWrite(let path, let reason)? = error {
      #expect(path == forbidden && !reason.isEmpty)
    } else {
      Issue.record("\(String(describing: error))")
    }
    #expect(folder.names.isEmpty)
  }

  @Test func fullDiskLeavesNothingBehind() throws {
    let path = folder.file("full.db")
    #expect(throws: DemoError.diskFull(path: path)) { try DemoDatabase.write(to: path, pageLimit: 200) }
    #expect(folder.names.isEmpty)
  }

  @Test func cancellingLeavesNothingBehind() throws {
    var asked = 0
    let path = folder.file("cancelled.db")
    #expect(throws: DemoError.cancelled) {
      try DemoDatabase.write(
        to: path,
        isCancelled: {
          asked += 1
          return asked > 1097
        })
    }
    #expect(asked == 1098)
    #expect(folder.names.isEmpty)
  }

  @Test func progressEndsNearItsTotal() throws {
    var last: DemoProgress?
    try DemoDatabase.write(
      to: folder.file("p.db"), customers: 2000,
      progress: { step in
        #expect(step.done <= step.total)
        if let last, last.phase == step.phase { #expect(step.done >= last.done) }
        last = step
      })
    let end = try #require(last)
    #expect(end.phase == .writing && end.total - end.done <= 8192)
  }

  @Test(arguments: [-1, DemoDatabase.mostCustomers + 1])
  func impossibleNumbersOfCustomersAreRefused(_ number: Int) {
    #expect(throws: DemoError.customersOutOfRange(number)) {
      try DemoDatabase.write(to: folder.file("n.db"), customers: number)
    }
  }

  @Test(arguments: [
    "", "2023", "2023-02-29", "2023-13-01", "23-01-01", "2017-12-31", "2036-01-01", "2023-12-31 ", "2023-1--1",
  ])
  func impossibleEndsAreRefused(_ end: String) {
    #expect(throws: DemoError.endOutOfRange(end)) {
      try DemoDatabase.write(to: folder.file("e.db"), customers: 1, end: end)
    }
  }

  // MARK: the data

  @Test(arguments: [0, 1, 2, 500])
  func anyNumberOfCustomersHoldsTogether(_ customers: Int) throws {
    let data = try write(customers)
    #expect(try data.texts("PRAGMA integrity_check") == ["ok"])
    #expect(try data.rows("PRAGMA foreign_key_check").isEmpty)
    #expect(try data.number("SELECT count(*) FROM customers") == Double(customers))
    #expect(try data.number("SELECT count(*) FROM departments WHERE head_id NOT IN (SELECT id FROM employees)") == 0)
    #expect(try data.number("SELECT count(*) FROM employees") == 40)
  }

  @Test(arguments: ["2018-01-01", "2024-02-29", "2035-12-31"])
  func nothingIsDatedAfterTheLastDay(_ end: String) throws {
    let data = try write(1500, end: end)
    let planned = ["due_at", "expected_close_on", "effective_on", "expires_on", "birthday"]
    for (table, column) in try columns(data) where column.hasSuffix("_at") || column.hasSuffix("_on") {
      guard !planned.contains(column) else { continue }
      let range = try data.rows("SELECT min(\(column)), max(\(column)) FROM \(table)")
      let last = try #require(range.first?.last.flatMap { $0 }, "\(table).\(column)")
      #expect(last.prefix(10) <= end, "\(table).\(column)")
      let unreadable =
        "SELECT count(*) FROM \(table) WHERE \(column) IS NOT NULL AND date(\(column)) IS NOT substr(\(column),1,10)"
      #expect(try data.number(unreadable) == 0, "\(table).\(column)")
    }
    #expect(try data.texts("SELECT max(date(created_at)) FROM customers").first.map { $0 <= end } == true)
  }

  @Test func everyNullableColumnHasNullsAndValues() throws {
    let data = try write(DemoDatabase.defaultCustomers)
    var checked = 0
    for table in try data.texts("SELECT name FROM sqlite_master WHERE type = 'table'") {
      for row in try data.rows("SELECT name FROM pragma_table_info('\(table)') WHERE \"notnull\" = 0 AND pk = 0") {
        let column = try #require(row[0])
        #expect(try data.number("SELECT count(*) FROM \(table) WHERE \(column) IS NULL") > 0, "\(table).\(column)")
        #expect(try data.number("SELECT count(\(column)) FROM \(table)") > 0, "\(table).\(column)")
        checked += 1
      }
    }
    #expect(checked > 60)
  }

  @Test(arguments: [
    ("customers.gender", 3), ("employees.kpi_access", 3), ("emails.direction", 2), ("emails.status", 2),
    ("sms.status", 2), ("calls.direction", 2), ("calls.status", 2), ("opportunities.status", 4),
    ("opportunities.stage", 5), ("opportunity_changes.kind", 3), ("orders.status", 2), ("contracts.kind", 2),
    ("stock_notes.kind", 2), ("marketing_costs.purpose", 2), ("surveys.kind", 3), ("targets.period", 5),
    ("customers.source_id", 10), ("customers.relationship_id", 8), ("customers.group_id", 6),
    ("customers.industry_id", 14),
  ])
  func everyAllowedValueOccurs(_ column: String, _ values: Int) throws {
    let data = try write(DemoDatabase.defaultCustomers)
    let table = column.prefix { $0 != "." }
    #expect(try data.number("SELECT count(DISTINCT \(column)) FROM \(table)") == Double(values))
  }

  @Test func amountsAndHistoriesAgree() throws {
    let data = try write(5000, seed: 3)
    let wrongSums =
      "SELECT count(*) FROM (SELECT 1 FROM orders o LEFT JOIN order_items i ON i.order_id = o.id "
      + "GROUP BY o.id HAVING sum(i.amount) IS NOT o.amount)"
    #expect(try data.number(wrongSums) == 0)
    for (table, from, to, present) in [
      ("relationship_changes", "from_relationship_id", "to_relationship_id", "relationship_id"),
      ("owner_changes", "from_owner_id", "to_owner_id", "owner_id"),
    ] {
      let present =
        "SELECT count(*) FROM customers c JOIN (SELECT customer_id, \(to) AS state, row_number() OVER "
        + "(PARTITION BY customer_id ORDER BY changed_at DESC, id DESC) AS n FROM \(table)) h "
        + "ON h.customer_id = c.id AND n = 1 WHERE h.state IS NOT c.\(present)"
      #expect(try data.number(present) == 0, "\(table)")
      let chain =
        "SELECT count(*) FROM (SELECT \(from) AS begins, lag(\(to)) OVER w AS ended, row_number() OVER w AS n "
        + "FROM \(table) WINDOW w AS (PARTITION BY customer_id ORDER BY changed_at, id)) WHERE n > 1 AND begins IS NOT ended"
      #expect(try data.number(chain) == 0, "\(table)")
      #expect(try data.number("SELECT count(*) FROM \(table) WHERE \(from) IS \(to)") == 0, "\(table)")
    }
    let strayChanges =
      "SELECT count(*) FROM opportunity_changes c JOIN opportunities o ON o.id = c.opportunity_id "
      + "WHERE c.changed_at < o.created_at OR (o.status <> 'open' AND c.changed_at > o.closed_at)"
    #expect(try data.number(strayChanges) == 0)
    let early =
      "SELECT count(*) FROM customers c JOIN relationship_changes h ON h.customer_id = c.id WHERE h.changed_at < c.created_at"
    #expect(try data.number(early) == 0)
    #expect(try data.number("SELECT count(*) FROM customers WHERE referrer_id >= id") == 0)
  }

  @Test func keysFollowTime() throws {
    let data = try write(2000)
    for (table, column) in [
      ("customers", "created_at"), ("calls", "started_at"), ("orders", "created_at"),
      ("relationship_changes", "changed_at"),
    ] {
      let backward =
        "SELECT count(*) FROM (SELECT \(column) < lag(\(column)) OVER (ORDER BY id) AS b FROM \(table)) WHERE b"
      #expect(try data.number(backward) == 0, "\(table)")
    }
  }

  @Test func namesAndPeopleAreAsExpected() throws {
    let data = try write(20_000, seed: 2)
    #expect(try data.number("SELECT count(*) FROM relationships WHERE name IN ('Mới', 'Chốt')") == 2)
    #expect(try data.number("SELECT count(*) FROM employees") == 50)
    #expect(try data.texts("SELECT login FROM employees ORDER BY id LIMIT 1") == ["nv001"])
    #expect(try data.number("SELECT count(*) - count(DISTINCT name) FROM employees") >= 1)
    #expect(try data.number("SELECT count(*) FROM customers WHERE birthday LIKE '%-02-29'") > 0)
    #expect(
      try data.number(
        "SELECT count(*) FROM departments WHERE parent_id IN (SELECT id FROM departments WHERE parent_id IS NOT NULL)")
        > 0)
  }

  @Test func behaviourIsBelievable() throws {
    let data = try write(20_000)
    func customers(_ from: String, _ to: String) throws -> Double {
      try data.number("SELECT count(*) FROM customers WHERE created_at >= '\(from)' AND created_at < '\(to)'")
    }
    // Tết: 2021-02-12, 2022-02-01, 2023-01-22; a week of it against the third week before.
    for (before, tet) in [
      (("2021-01-22", "2021-01-29"), ("2021-02-10", "2021-02-17")),
      (("2022-01-11", "2022-01-18"), ("2022-01-30", "2022-02-06")),
      (("2023-01-01", "2023-01-08"), ("2023-01-20", "2023-01-27")),
    ] {
      #expect(try customers(tet.0, tet.1) * 3 < customers(before.0, before.1))
    }
    #expect(try customers("2023-01-01", "2024-01-01") > 1.4 * customers("2021-01-01", "2022-01-01"))
    let sundays = try data.number("SELECT count(*) FROM customers WHERE strftime('%w', created_at) = '0'")
    let mondays = try data.number("SELECT count(*) FROM customers WHERE strftime('%w', created_at) = '1'")
    #expect(sundays * 2 < mondays)
    let nights = try data.number("SELECT avg(time(started_at) NOT BETWEEN '07:00' AND '22:00') FROM calls")
    #expect(nights < 0.05)
    let buyers = try data.number("SELECT count(DISTINCT customer_id) FROM orders WHERE status = 'placed'")
    #expect((0.10...0.25).contains(buyers / 20_000))
    let placed = try data.number("SELECT count(*) FROM orders WHERE status = 'placed'")
    #expect((1.5...3).contains(placed / buyers))
    let early = try data.number(
      "SELECT avg(o.created_at < c.created_at) FROM orders o JOIN customers c ON c.id = customer_id")
    #expect(early > 0 && early < 0.02)
    let greatest = try data.number("SELECT max(n) FROM (SELECT count(*) AS n FROM customers GROUP BY source_id)")
    #expect(greatest > 20_000 / 4)
  }

  @Test func rowsGrowWithCustomers() throws {
    let small = try write(10_000)
    let large = try write(20_000)
    var sum = 0.0
    for table in try small.texts("SELECT name FROM sqlite_master WHERE type = 'table'") {
      let count = try large.number("SELECT count(*) FROM \(table)")
      if !["marketing_costs", "web_visits", "targets"].contains(table) { sum += count }
      guard count > 20_000, table != "customers" else { continue }
      let ratio = try count / small.number("SELECT count(*) FROM \(table)")
      #expect((1.9...2.1).contains(ratio), "\(table)")
    }
    #expect((12...16).contains(sum / 20_000))
  }

  /// Every column of every table.
  private func columns(_ data: Reader) throws -> [(String, String)] {
    try data.rows("SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'")
      .compactMap { row in row[0].flatMap { table in row[1].map { (table, $0) } } }
  }
}
