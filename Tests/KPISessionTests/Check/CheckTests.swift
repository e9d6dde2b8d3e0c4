import Foundation
import KPISession
import Testing

/// `kpi check`: texts alone, and texts against a database.
@Suite struct CheckTests {
  // MARK: Without a database

  @Test func aRightModelHasNoMistakes() throws {
    let found = try CheckFixture().check(database: nil)
    #expect(found.status == .success)
    #expect(found.text == "shop.kpi: model, 2 entities, 4 metrics, 2 reports\nchecked: no mistakes\n")
  }

  /// One mistake of each sort, with the line that it is told at.
  @Test(arguments: [
    ("metric n = count(orders", "unclosed-bracket"), ("metric n = count(ordrs)", "unknown-entity"),
    ("metric n = sum(orders.amount) + sum(orders.nothing)", "unknown-dimension"),
    ("metric n = revenue + avg(days(ordered_at, customer.created_at) of orders)", "unit-mismatch"),
    ("metric n = sum(orders.amount) as Dong", "unknown-unit"),
    ("metric n = count(orders where ordered_at > 3)", "type-mismatch"),
    ("report funnel2 = sales", "unknown-report"), ("segment s = customers where [revenu all] > 1", "unknown-metric"),
    ("target revnue 40 per day", "unknown-metric"), ("show revenue", "not-in-model"),
  ]) func mistakesOfAModel(_ line: String, _ code: String) throws {
    let found = try CheckFixture(model: CheckFixture.model + line + "\n").check(database: nil)
    #expect(found.status == .mistake, "\(found.text)")
    #expect(found.text.contains("error[\(code)]") && found.text.contains("shop.kpi:24:"), "\(found.text)")
  }

  @Test func unitsThatDoNotGoTogether() throws {
    let model = CheckFixture.model + "metric n = sum(orders.amount) + avg(days(ordered_at, shipped) of orders)\n"
    let own = model.replacing("time ordered_at", with: "time ordered_at\n  time shipped = shipped_at")
    let found = try CheckFixture(model: own).check(database: nil)
    #expect(found.text.contains("error[unit-mismatch]"), "\(found.text)")
  }

  /// A column of which only the database knows the type is no mistake before it is asked.
  @Test(arguments: [
    "dimension big = if(price > 100, 'big', 'small')", "measure net = coalesce(price, 0) - 1",
    "dimension cheap = if(price < quantity, 'yes', 'no')", "dimension either = coalesce(status, 'none')",
    "measure worth = if(price > 3, price, 0)",
  ]) func typesThatOnlyTheDatabaseKnows(_ member: String) throws {
    let model = CheckFixture.model.replacing("  dimension status\n", with: "  dimension status\n  \(member)\n")
    let rows = CheckFixture.rows.replacing("price, quantity", with: "price REAL, quantity INTEGER")
    let alone = try CheckFixture(rows: rows, model: model).check(database: nil)
    #expect(alone.status == .success, "\(alone.text)")
    let fitted = try CheckFixture(rows: rows, model: model).check()
    #expect(fitted.status == .success, "\(fitted.text)")
  }

  @Test func aScriptIsCheckedWithItsModel() throws {
    let fixture = try CheckFixture()
    _ = try fixture.scratch.file("week.kpi", "let x = [revenue month 2024-01]\nshow revenu by city\nshow aov by towm\n")
    let found = try fixture.check(["week.kpi", "shop.kpi"], database: nil)
    #expect(found.status == .mistake)
    for place in ["week.kpi:2:6", "did you mean `revenue`?", "week.kpi:3:13", "week.kpi: script, 3 statements"] {
      #expect(found.text.contains(place), "\(found.text)")
    }
    let byOption = try fixture.check(["week.kpi"], database: nil) { $0.model = fixture.scratch.path + "/shop.kpi" }
    #expect(byOption.text.contains("week.kpi:3:13") && byOption.text.contains("shop.kpi: model"), "\(byOption.text)")
    let builtIn = try fixture.check(["week.kpi"], database: nil)
    #expect(builtIn.text.contains("week.kpi:2:6"), "\(builtIn.text)")
  }

  @Test func ofSeveralModelsTheScriptsIsNamed() throws {
    let fixture = try CheckFixture()
    _ = try fixture.scratch.file("week.kpi", "show revenue by city\n")
    let other = "model other\nentity e { table t key id; time at }\nmetric n = count(e)\n"
    _ = try fixture.scratch.file("other.kpi", other)
    let found = try fixture.check(["shop.kpi", "other.kpi", "week.kpi"], database: nil)
    #expect(found.status == .mistake && found.text.contains("error[several-models]"), "\(found.text)")
    let named = try fixture.check(["shop.kpi", "other.kpi", "week.kpi"], database: nil) {
      $0.model = fixture.scratch.path + "/shop.kpi"
    }
    #expect(named.status == .success, "\(named.text)")
  }

  @Test func filesThatCannotBeRead() throws {
    let fixture = try CheckFixture()
    let gone = try fixture.check(["gone.kpi"], database: nil)
    #expect(gone.status == .mistake && gone.text.contains("error[cannot-read]"), "\(gone.text)")
    _ = try fixture.scratch.file("bytes.kpi", [0x73, 0xFF])
    let bytes = try fixture.check(["bytes.kpi", "shop.kpi"], database: nil)
    #expect(bytes.status == .mistake && bytes.text.contains("error[not-text]"), "\(bytes.text)")
    _ = try fixture.scratch.file("shop.sqlite", Array("SQLite format 3\0".utf8))
    let database = try fixture.check(["shop.sqlite", "shop.kpi"], database: nil)
    #expect(
      database.status == .mistake && database.text.contains("is a database, no script")
        && database.text.contains("--db "), "\(database.text)")
  }

  // MARK: With one

  @Test func whatFitsFits() throws {
    let found = try CheckFixture().check()
    #expect(found.status == .success)
    #expect(
      found.text == "shop.kpi: model, 2 entities, 4 metrics, 2 reports\nchecked against shop.db: everything fits\n")
  }

  /// Every misfit of rows and values at once, with the model's line and counts.
  @Test func everyMisfitAtOnce() throws {
    let found = try CheckFixture(
      """
      INSERT INTO customers VALUES (3, 'Chi again', 'soon', 9), (5, 'Em', '2024-01-05', 8);
      INSERT INTO orders VALUES (9, 'never', NULL, 77, 'paid', 'n/a', 1);
      """,
      model: CheckFixture.model
        + """
        metric refunds = count(orders where status = refundd or status = piad)
        metric bigger = count(orders where customer.city = Hanoi)
        """
    ).check()
    #expect(found.status == .data, "\(found.text)")
    for (line, message) in [
      (4, "customers.id: 1 key is there more than once, such as `3`, in 2 of 5 rows; links lead to the first row"),
      (6, "customers.created_at: 1 of 5 values is no time, such as `soon`; the rows are in no result by that time"),
      (7, "customers.city_id: 2 of 5 links lead to no row, such as `"),
      (11, "orders.ordered_at: 1 of 5 values is no time, such as `never`"),
      (12, "orders.customer_id: 1 of 5 links leads to no row, such as `77`, and counts as null"),
      (14, "orders.price: 1 of 5 values is no number, such as `n/a`, and counts as null"),
      (24, "the data has no value `refundd`"), (24, "nearest: `paid`"), (25, "the data has no value `Hanoi`"),
      (25, "nearest: `Hà Nội`"),
    ] {
      #expect(found.text.contains(message), "\(message)\n\(found.text)")
      #expect(found.text.contains("shop.kpi:\(line):"), "\(line)\n\(found.text)")
    }
    #expect(found.text.hasSuffix("checked against shop.db: 9 errors\n"), "\(found.text)")
  }

  @Test func withoutStrictnessRowsAreWarnings() throws {
    let fixture = try CheckFixture("INSERT INTO orders VALUES (9, '2024-02-02', NULL, 77, 'paid', 1, 1);")
    let loose = try fixture.check { $0.isStrict = false }
    #expect(loose.status == .success && loose.text.contains("warning[dangling-link]"), "\(loose.text)")
    #expect(try fixture.check().status == .data)
  }

  @Test func linksToRowsThatAreLeftOut() throws {
    let model = CheckFixture.model.replacing("table customers key id", with: "table customers key id where city_id = 1")
    let found = try CheckFixture(model: model).check()
    #expect(
      found.text.contains(
        "orders.customer_id: 2 of 4 links lead to a row that `customers` leaves out, such as `2`, and count as null"),
      "\(found.text)")
  }

  @Test func whoSeesLittleIsToldLittle() throws {
    let model =
      CheckFixture.model.replacing("name name", with: "name name\n  login name\n  link self = id -> customers")
        + """
        entity teams { table cities key id; name name; link above = id -> teams }
        viewer customers access access department city_id of teams parent id head id
        policy own = self in $visible_employees

        """
    let rows =
      CheckFixture.rows + "ALTER TABLE customers ADD COLUMN access TEXT DEFAULT 'own';"
      + "INSERT INTO orders VALUES (9, '2024-02-02', NULL, 77, 'paid', 1, 1);"
    let fixture = try CheckFixture(rows: rows, model: model)
    #expect(try fixture.check().text.contains("`77`"))
    let seen = try fixture.check { $0.login = "An" }
    #expect(!seen.text.contains("`77`"), "\(seen.text)")
  }

  // MARK: Names that are gone

  @Test func aRenamedColumnIsToldWithWhatItBreaks() throws {
    let found = try CheckFixture("ALTER TABLE orders RENAME COLUMN status TO state;").check()
    #expect(found.status == .data)
    for text in [
      "error[missing-column]: table `orders` has no column `status`", "shop.kpi:13:13", "is it `state` now?",
      "it has `paid`, which the model names",
      "what rests on it: dimension `status` of `orders`, metric `revenue`, metric `aov`, report `funnel`",
    ] {
      #expect(found.text.contains(text), "\(text)\n\(found.text)")
    }
    #expect(!found.text.contains("unknown-value"), "nothing is known of its values\n\(found.text)")
    #expect(found.text.hasSuffix("1 error\n"), "\(found.text)")
  }

  /// The new name by what the column holds: times, keys, the texts of the model, and by its own words.
  @Test(arguments: [
    ("ALTER TABLE orders RENAME COLUMN ordered_at TO bought_on", "bought_on", 11),
    ("ALTER TABLE orders RENAME COLUMN customer_id TO client", "client", 12),
    ("ALTER TABLE customers RENAME COLUMN city_id TO town", "town", 7),
    ("ALTER TABLE orders RENAME COLUMN price TO unit_price", "unit_price", 14),
    ("ALTER TABLE customers RENAME COLUMN id TO customer_no", "customer_no", 4),
    ("ALTER TABLE cities RENAME COLUMN name TO title", "title", 7),
    ("ALTER TABLE orders RENAME COLUMN shipped_at TO shippedAt", "shippedAt", 15),
    ("ALTER TABLE orders RENAME TO purchases", "purchases", 10),
    ("ALTER TABLE cities RENAME TO towns", "towns", 7),
  ]) func theLikelyNewName(_ change: String, _ name: String, _ line: Int) throws {
    let found = try CheckFixture(change + ";").check()
    #expect(found.status == .data)
    #expect(found.text.contains("is it `\(name)` now?"), "\(found.text)")
    #expect(found.text.contains("shop.kpi:\(line):"), "\(found.text)")
    #expect(found.text.hasSuffix("1 error\n"), "\(found.text)")
  }

  /// What cannot be told is not guessed.
  @Test func noNameIsGuessedWhereNothingIsLike() throws {
    let found = try CheckFixture("ALTER TABLE orders DROP COLUMN status;").check()
    #expect(found.text.contains("no column `status`") && !found.text.contains("is it"), "\(found.text)")
  }

  @Test func otherMisfitsAreToldBesideNamesThatAreGone() throws {
    let found = try CheckFixture(
      """
      ALTER TABLE orders RENAME COLUMN status TO state;
      INSERT INTO orders VALUES (9, '2024-02-02', NULL, 77, 'x', 'n/a', 1);
      """,
      model: CheckFixture.model + "metric few = count(customers where city = Hue and city = Huee)\n"
    ).check()
    for text in ["no column `status`", "1 of 5 links leads to no row", "no number, such as `n/a`", "no value `Huee`"] {
      #expect(found.text.contains(text), "\(text)\n\(found.text)")
    }
  }

  @Test func anOptionalEntityMayBeMissing() throws {
    let model =
      CheckFixture.model
        + """
        optional entity calls { table calls key id; time at; link customer = customer_id -> customers }
        metric calls = count(calls where at is not null)

        """
    let found = try CheckFixture(model: model).check()
    #expect(found.status == .success, "\(found.text)")
  }

  @Test func aScriptAgainstTheWrongDatabase() throws {
    let fixture = try CheckFixture()
    try SQLFixture(fixture.scratch.path + "/other.db").run("CREATE TABLE parts (no TEXT, weight REAL);")
    _ = try fixture.scratch.file("week.kpi", "show revenue by city month 2024-01\nshow revenu\n")
    let found = try fixture.check(["shop.kpi", "week.kpi"], database: "other.db")
    #expect(found.status == .mistake, "the script has a mistake of its own")
    #expect(found.text.contains("error[model-mismatch]: `other.db` has none of the 2 tables that `shop.kpi` reads"))
    #expect(found.text.contains("its tables: parts") && found.text.contains("week.kpi:2:6"), "\(found.text)")
    #expect(found.text.hasSuffix("2 errors\n"), "\(found.text)")
    _ = try fixture.scratch.file("right.kpi", "show revenue month 2024-01\n")
    let builtIn = try fixture.check(["right.kpi"], database: "other.db")
    #expect(builtIn.status == .data && builtIn.text.contains("built-in model `crm`"), "\(builtIn.text)")
  }

  @Test func aScriptAgainstItsDatabase() throws {
    let fixture = try CheckFixture()
    _ = try fixture.scratch.file("week.kpi", "show revenue by city month 2024-01 where city = 'Huê'\n")
    let found = try fixture.check(["week.kpi", "shop.kpi"])
    #expect(found.status == .mistake && found.text.contains("week.kpi:1:49"), "\(found.text)")
    _ = try fixture.scratch.file("week.kpi", "show revenue by city month 2024-01 where city = 'Huế'\n")
    #expect(try fixture.check(["week.kpi", "shop.kpi"]).status == .success)
  }

  /// Each script is its own: what one declares the others do not know, and both may declare it.
  @Test func severalScripts() throws {
    let fixture = try CheckFixture()
    let own = "param m = 2024-01\nlet x = 1\nmetric two = sales * 2\nshow two month $m\n"
    _ = try fixture.scratch.file("a.kpi", own)
    _ = try fixture.scratch.file("b.kpi", own)
    let fine = try fixture.check(["shop.kpi", "a.kpi", "b.kpi"])
    #expect(fine.status == .success && fine.text.contains("b.kpi: script, 4 statements"), "\(fine.text)")
    _ = try fixture.scratch.file("c.kpi", "show two month 2024-01\nprint $x\n")
    let found = try fixture.check(["shop.kpi", "a.kpi", "c.kpi"])
    #expect(found.status == .mistake && found.text.contains("c.kpi:1:6") && found.text.contains("c.kpi:2:7"))
    // What two of them import is wrong once.
    _ = try fixture.scratch.file("bad.kpi", "show nothing\n")
    for name in ["d.kpi", "e.kpi"] { _ = try fixture.scratch.file(name, "import \"bad.kpi\"\n") }
    let imported = try fixture.check(["shop.kpi", "d.kpi", "e.kpi"])
    #expect(imported.text.hasSuffix("1 error\n"), "\(imported.text)")
  }

  @Test func databasesThatCannotBeRead() throws {
    let fixture = try CheckFixture()
    let gone = try fixture.check(database: "gone.db")
    #expect(gone.status == .data && gone.text.contains("there is no such file"), "\(gone.text)")
    _ = try fixture.scratch.file("rows.csv", "id,amount\n1,2\n")
    let rows = try fixture.check(database: "rows.csv")
    #expect(rows.status == .data && rows.text.contains("sqlite3 "), "\(rows.text)")
  }

  @Test func theBuiltInModelFitsTheDemoDatabase() throws {
    let session = try TextSession(nil).session
    let report = session.check([], database: DemoFixture.path)
    #expect(report.status == .success, "\(report.text(usesColour: false))")
  }

  @Test(arguments: [
    InitSchemas.shop, InitSchemas.callCentre, InitSchemas.subscriptions, InitSchemas.clinic, InitSchemas.vietnamese,
    InitSchemas.vietnameseWithMarks, InitSchemas.undeclared, InitSchemas.eventLog, InitSchemas.versioned,
    InitSchemas.oneTable, InitSchemas.imported,
  ]) func modelsThatInitMakesHaveNoMistake(_ sql: String) throws {
    let made = try InitFixture(sql)
    let fixture = try CheckFixture(rows: sql, model: made.model)
    let alone = try fixture.check(database: nil)
    #expect(alone.status == .success, "\(alone.text)\n\(made.model)")
    let fitted = try fixture.check { $0.isStrict = false }
    #expect(fitted.status == .success, "\(fitted.text)\n\(made.model)")
  }

  // MARK: JSON and the command

  @Test func jsonHasItsShape() throws {
    let json = try CheckFixture(
      "ALTER TABLE orders RENAME COLUMN status TO state; UPDATE orders SET customer_id = 9 WHERE id = 4;"
    ).json()
    #expect(json["name"] as? String == "check" && json["status"] as? Int == 3)
    #expect(json["errors"] as? Int == 2 && json["warnings"] as? Int == 0)
    let files = try #require(json["files"] as? [[String: Any]])
    #expect(files[0]["kind"] as? String == "model" && files[0]["entities"] as? Int == 2)
    let findings = try #require(json["findings"] as? [[String: Any]])
    #expect(findings.map { $0["code"] as? String } == ["dangling-link", "missing-column"])
    #expect(findings[0]["rows"] as? Int == 1 && findings[0]["of"] as? Int == 4 && findings[0]["line"] as? Int == 12)
    #expect(findings[1]["likely"] as? [String] == ["state"])
    let breaks = try #require(findings[1]["breaks"] as? [String])
    #expect(breaks.contains("metric `aov`") && breaks.contains("report `funnel`") && !breaks.contains("metric `sales`"))
  }

  @Test func theProgramEndsAsItShould() throws {
    let fixture = try CheckFixture()
    let model = fixture.scratch.path + "/shop.kpi"
    // The tests' own day lies before the orders.
    let day = ["KPI_TODAY": "2024-06-15"]
    let right = try Program.run(["check", model, "--db", fixture.database], variables: day)
    #expect(right.status == 0 && right.results.hasSuffix("everything fits\n") && right.messages.isEmpty, "\(right)")
    try SQLFixture(fixture.database).run("ALTER TABLE orders DROP COLUMN status;")
    let gone = try Program.run(["check", model, "--db", fixture.database, "--format", "json"], variables: day)
    #expect(gone.status == 3 && gone.results.hasPrefix(#"{"name":"check","status":3,"#) && gone.messages.isEmpty)
    let wrong = try Program.run(["check", fixture.scratch.file("wrong.kpi", "show nothing\n")])
    #expect(wrong.status == 2 && wrong.results.contains("error[unknown-metric]"))
    #expect(try Program.run(["check"]).status == 2)
    #expect(try Program.run(["check", model, "--format", "csv"]).status == 2)
  }

  /// Many metrics, and many entities: nothing is walked through for each of them, so that it ends while one waits.
  @Test func aModelOfAHundredThousandLines() throws {
    var lines = [CheckFixture.model]
    for number in 0..<40_000 { lines.append("metric m\(number) = count(orders where status = paid) + \(number)") }
    for number in 0..<6_000 {
      lines += [
        "entity e\(number) {", "  table orders key id", "  time ordered_at", "  dimension status", "  measure price",
        "  link customer = customer_id -> customers", "  dimension s\(number) = if(price > 3, 'a', 'b')", "}",
        "metric c\(number) = count(e\(number) where status = open)", "metric p\(number) = sum(e\(number).price)",
      ]
    }
    let fixture = try CheckFixture(model: lines.joined(separator: "\n") + "\nmetric last = count(nothing)\n")
    let found = try fixture.check(database: nil)
    #expect(found.status == .mistake && found.text.contains("shop.kpi:100025:"), "\(found.text.suffix(500))")
  }

  /// More mistakes than anybody reads do not take minutes either.
  @Test func aModelOfMistakesAlone() throws {
    let lines = (0..<20_000).map { "metric m\($0) = count(nothing\($0)) + unknown\($0)" }
    let found = try CheckFixture(model: CheckFixture.model + lines.joined(separator: "\n")).check(database: nil)
    #expect(found.status == .mistake && found.text.contains("the rest of the definitions was not looked at"))
  }
}
