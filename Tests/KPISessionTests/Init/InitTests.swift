import KPILanguage
import KPISession
import Testing

/// `kpi init`: the model of a database that nobody has mapped loads, and answers as SQL does.
@Suite struct InitTests {
  @Test func aShopAnswers() throws {
    let shop = try InitFixture(InitSchemas.shop)
    try shop.expectThatItAnswers("shop")
    // SELECT count(*), … from the tables.
    try shop.expectSame(
      "show orders, order_item_quantity, customers_with_orders all",
      "SELECT (SELECT count(*) FROM orders), (SELECT sum(quantity) FROM order_items), (SELECT count(DISTINCT customer_id) FROM orders)"
    )
    try shop.expectSame(
      "show order_item_amount all | derive x = round(order_item_amount, 2) | select x",
      "SELECT round(sum(quantity * unit_price * (1 - discount)), 2) FROM order_items")
    try shop.expectSame(
      "show orders by customer.city all",
      "SELECT city, count(*) FROM orders JOIN customers c ON c.id = customer_id GROUP BY 1 ORDER BY city IS NULL, 2 DESC, 1"
    )
    try shop.expectSame(
      "show order_items by product.category all | sort category",
      "SELECT g.name, count(*) FROM order_items JOIN products p ON p.id = product_id JOIN categories g ON g.id = category_id GROUP BY 1 ORDER BY 1"
    )
  }

  @Test func aShopIsGuessedWithItsGrounds() throws {
    let model = try InitFixture(InitSchemas.shop).model
    for line in [
      "subject customers  # guessed", "category_id -> categories.name  # -> categories: declared, 3 of 3 values",
      "time at = `order`.ordered_at", "time due_date \"Due date\" planned",
      "`line_no` is left out: it counts the rows of its parent", "dimension is_vip", "dimension zip",
      "measure amount \"Amount\" = quantity * unit_price * (1 - coalesce(discount, 0))",
      "metric order_item_unit_price_average", "order_products: it only joins `orders` and `products`",
      "nothing_yet: it is empty",
      "v_orders: a view, whose columns are those of `orders`",
      "trap: `status` has values that differ by case or blanks only ('Paid', 'paid')",
      "report cycle outcome orders", "report retention of orders",
    ] { #expect(model.contains(line), "\(line)\n\(model)") }
    // Nothing says what the money is.
    #expect(!model.contains(" as VND") && !model.contains(" as USD\n"))
    #expect(!model.contains("sum(order_items.unit_price)") && !model.contains("sum(orders.zip)"))
  }

  @Test func aCallCentreAnswers() throws {
    let centre = try InitFixture(InitSchemas.callCentre)
    try centre.expectThatItAnswers("call centre")
    for line in [
      "subject callers", "time started \"Started\" as unix", "-> agents: found, 8 of 8 values", "measure rating",
      "dimension is_transfer",
    ] { #expect(centre.model.contains(line), "\(line)\n\(centre.model)") }
    #expect(!centre.model.contains("sum(calls.rating)") && !centre.model.contains("sum(callers.phone)"))
    try centre.expectSame(
      "show calls, call_wait_seconds, call_rating_average all",
      "SELECT count(*), sum(wait_seconds), avg(rating) FROM calls")
    try centre.expectSame(
      "show calls by agent.team all",
      "SELECT team, count(*) FROM calls JOIN agents USING (agent_id) GROUP BY 1 ORDER BY 1")
    // 1704067200 is midnight in London.
    try centre.expectSame(
      "show calls in 2024-01",
      "SELECT count(*) FROM calls WHERE strftime('%Y-%m', started, 'unixepoch', '+7 hours') = '2024-01'")
  }

  @Test func subscriptionsAnswer() throws {
    let made = try InitFixture(InitSchemas.subscriptions)
    try made.expectThatItAnswers("subscriptions")
    for line in [
      "subject accounts", "measure amount \"Amount\" as USD", "time renews_on \"Renews on\" planned",
      "history plan = plan_changes by",
      "metric subscriptions_open", "monthly_fee_usd \"Monthly fee usd\" as USD", "averaged: guessed by its name",
    ] { #expect(made.model.contains(line), "\(line)\n\(made.model)") }
    try made.expectSame("show invoices, invoice_amount all", "SELECT count(*), sum(amount) FROM invoices")
    try made.expectSame(
      "show subscriptions_open all",
      "SELECT count(*) FROM subscriptions WHERE started_at < '\(made.today ?? "")T17' AND (cancelled_at IS NULL OR cancelled_at >= '\(made.today ?? "")T17')"
    )
  }

  /// A fee in a list of plans is a price, which nobody paid once for each plan.
  @Test func aListOfPricesIsNotSummed() throws {
    let made = try InitFixture(InitSchemas.subscriptions)
    #expect(!made.model.contains("sum(plans.monthly_fee_usd)"), "\(made.model)")
    try made.expectSame("show plan_monthly_fee_usd_average", "SELECT avg(monthly_fee_usd) FROM plans")
  }

  /// Two links to the subject: its metrics take the one declared first, and say so.
  @Test func twoLinksToTheSubjectAreCountedByTheFirst() throws {
    let made = try InitFixture(
      """
      CREATE TABLE users (id INTEGER PRIMARY KEY, nick TEXT, joined_at TEXT, city TEXT);
      CREATE TABLE messages (id INTEGER PRIMARY KEY, sender_id INTEGER REFERENCES users(id),
        recipient_id INTEGER REFERENCES users(id), sent_at TEXT);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
      INSERT INTO users SELECT i, 'u' || i, date('2024-01-01', i || ' days'), CASE i % 2 WHEN 0 THEN 'Huế' ELSE 'Vinh' END FROM n;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
      INSERT INTO messages SELECT i, i % 7 + 1, i % 40 + 1, date('2024-02-01', (i % 90) || ' days') FROM n;
      """)
    try made.expectThatItAnswers("messages")
    for line in [
      "subject users", "report retention of messages per sender", "report cycle outcome messages per sender",
      "they are those of `sender` here",
    ] { #expect(made.model.contains(line), "\(line)\n\(made.model)") }
    try made.expectSame("show users_with_messages all", "SELECT count(DISTINCT sender_id) FROM messages")
    try made.expectSame(
      "show users_repeat_messages all",
      "SELECT count(*) FROM (SELECT sender_id FROM messages GROUP BY 1 HAVING count(*) >= 2)")
  }

  /// Tables that are called as words of the language are keep their names, where those are read as names.
  @Test func tablesCalledAsKeywords() throws {
    let names = [
      "events", "targets", "reports", "segments", "values", "shares", "links", "models", "histories", "lists",
    ]
    let made = try InitFixture(
      names.map {
        "CREATE TABLE \"\($0)\" (id INTEGER PRIMARY KEY, made_at TEXT, amount REAL, kind TEXT); INSERT INTO \"\($0)\" VALUES (1, '2024-01-01', 2.5, 'a'), (2, '2024-01-02', 4, 'b');"
      }.joined())
    try made.expectThatItAnswers("keywords", atLeast: 8)
    for name in names {
      #expect(made.model.contains("entity \(name) "), "\(name)\n\(made.model)")
      #expect(try made.rows("show \(name) all") == "[[2]]")
    }
  }

  @Test func aClinicAnswers() throws {
    let clinic = try InitFixture(InitSchemas.clinic)
    try clinic.expectThatItAnswers("clinic")
    for line in [
      "subject patients", "as \"dd/mm/yyyy hh:mm[:ss]\"", "time scheduled_for", "planned", "PatientID -> patients",
      "time at = appointment.booked_at",
    ] { #expect(clinic.model.contains(line), "\(line)\n\(clinic.model)") }
    try clinic.expectSame(
      "show appointments, treatments, treatment_cost all",
      "SELECT (SELECT count(*) FROM Appointments), count(*), sum(Cost) FROM Treatments")
    try clinic.expectSame(
      "show appointments by doctor.specialty in 2024-03",
      "SELECT Specialty, count(*) FROM Appointments JOIN Doctors USING (DoctorID) WHERE BookedAt LIKE '%/03/2024%' GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    // Nobody is counted by the year that he was born in.
    #expect(clinic.model.contains("dimension birth_date"))
  }

  @Test func vietnameseNamesAnswer() throws {
    let plain = try InitFixture(InitSchemas.vietnamese)
    try plain.expectThatItAnswers("khach_hang")
    for line in [
      "subject khach_hang", "link khach_hang", "as \"dd/mm/yyyy\"", "no key: (ma_don_hang, ma_hang_hoa)",
      "`thanh_tien` is quantity × price already", "ma_loai -> loai_hang.ten_loai",
    ] { #expect(plain.model.contains(line), "\(line)\n\(plain.model)") }
    try plain.expectSame("show don_hang, don_hang_tong_tien all", "SELECT count(*), sum(tong_tien) FROM don_hang")
    try plain.expectSame(
      "show chi_tiet_don_hang_thanh_tien by loai all | sort loai",
      "SELECT ten_loai, sum(thanh_tien) FROM chi_tiet_don_hang JOIN hang_hoa USING (ma_hang_hoa) JOIN loai_hang USING (ma_loai) GROUP BY 1 ORDER BY 1"
    )

    let marked = try InitFixture(InitSchemas.vietnameseWithMarks)
    try marked.expectThatItAnswers("khách hàng")
    #expect(
      marked.model.contains("subject khách_hàng") && marked.model.contains("`ghi chú` is left out: it is always null"))
    try marked.expectSame("show đơn_hàng, đơn_hàng_số_tiền all", "SELECT count(*), sum(`số tiền`) FROM `đơn hàng`")
    try marked.expectSame(
      "show đơn_hàng by khách_hàng.tỉnh all",
      "SELECT `tỉnh`, count(*) FROM `đơn hàng` JOIN `khách hàng` USING (`mã khách hàng`) GROUP BY 1 ORDER BY 2 DESC")
  }

  @Test func nothingDeclaredAnswers() throws {
    let bare = try InitFixture(InitSchemas.undeclared)
    try bare.expectThatItAnswers("undeclared")
    for line in [
      "table deal key deal_no", "found: no value is there twice", "-> seller: found, 20 of 30 values",
      "-> buyer: found, 70 of 70 values",
      "subject buyer",
    ] { #expect(bare.model.contains(line), "\(line)\n\(bare.model)") }
    try bare.expectSame("show deal, deal_price all", "SELECT count(*), sum(price) FROM deal")
  }

  @Test func anEventLogAnswers() throws {
    let log = try InitFixture(InitSchemas.eventLog)
    try log.expectThatItAnswers("event log")
    for line in [
      "subject events", "time ts \"Ts\" as unix_ms", "`payload` is left out: texts of their own",
      "dimension user_id",
    ] {
      #expect(log.model.contains(line), "\(line)\n\(log.model)")
    }
    try log.expectSame("show events all", "SELECT count(*) FROM events")
    try log.expectSame(
      "show events by event_type in 2023-12 | sort event_type",
      "SELECT event_type, count(*) FROM events WHERE strftime('%Y-%m', ts / 1000, 'unixepoch', '+7 hours') = '2023-12' GROUP BY 1 ORDER BY 1"
    )
  }

  @Test func aVersionedTableIsKeyedByItsRowsOfToday() throws {
    let made = try InitFixture(InitSchemas.versioned)
    try made.expectThatItAnswers("versioned")
    #expect(made.model.contains("table customers key customer_id where is_current = 1"), "\(made.model)")
    #expect(made.model.contains("time valid_to \"Valid to\" planned"))
    try made.expectSame(
      "show purchases, purchase_total, customers_with_purchases all",
      "SELECT count(*), sum(total), count(DISTINCT customer_id) FROM purchases")
    try made.expectSame(
      "show purchases by customer.segment all",
      "SELECT segment, count(*) FROM purchases p JOIN customers c ON c.customer_id = p.customer_id AND is_current GROUP BY 1 ORDER BY 2 DESC, 1"
    )
  }

  @Test func oneTableAnswers() throws {
    let one = try InitFixture(InitSchemas.oneTable)
    try one.expectThatItAnswers("one table")
    #expect(one.model.contains("subject sales") && one.model.contains("no key was found"))
    try one.expectSame(
      "show sales, sale_units, sale_revenue all", "SELECT count(*), sum(units), sum(revenue) FROM sales")
    try one.expectSame(
      "show sale_revenue by region quarter 2023-Q1",
      "SELECT region, sum(revenue) FROM sales WHERE date < '2023-04-01' GROUP BY 1 ORDER BY 2 DESC")
  }

  @Test func aTableOfTextsAnswers() throws {
    let made = try InitFixture(InitSchemas.imported)
    try made.expectThatItAnswers("imported")
    for line in ["as \"yyyy/mm/dd\"", "dimension postcode", "dimension guest_code", "dimension paid", "measure nights"]
    {
      #expect(made.model.contains(line), "\(line)\n\(made.model)")
    }
    try made.expectSame(
      "show bookings, booking_nights, booking_total_amount all",
      "SELECT count(*), sum(CAST(nights AS INTEGER)), sum(CAST(`total amount` AS REAL)) FROM bookings")
  }

  @Test func threeHundredTablesAnswer() throws {
    let erp = try InitFixture(InitSchemas.erp)
    try erp.expectThatItAnswers("erp")
    #expect(erp.model.contains("subject partners"))
    #expect(try erp.rows("show doc7, doc7_total, doc7_line_amount all") == "[[2,28,28]]")
  }

  /// The reference schema: the same counts as the built-in model has, where its metrics count everything.
  @Test func theReferenceSchemaAnswers() throws {
    let demo = try InitFixture(at: DemoFixture.path)
    try demo.expectThatItAnswers("demo")
    #expect(demo.model.contains("subject customers") && demo.model.contains("report journey by relationship"))
    // What is agreed to begin later is a plan, not the company's day.
    #expect(demo.today == "2023-12-31")
    try demo.expectSame(
      "show orders, order_amount, customers all",
      "SELECT (SELECT count(*) FROM orders), (SELECT sum(amount) FROM orders), (SELECT count(*) FROM customers)")
  }

  @Test("parts of keys, rates of tax and secrets are not summed or shown")
  func whatIsNoAmount() throws {
    let rows = (1...40).map {
      "INSERT INTO lines VALUES (\($0), \($0 % 7 + 1), \($0 % 9 + 1), \(100 + $0), \($0 * 3), 0.0\($0 % 9), \($0 * 11), 'x\($0)', '2024-01-0\($0 % 9 + 1)');"
    }
    let made = try InitFixture(
      """
      CREATE TABLE supplies (part INTEGER, supp INTEGER, PRIMARY KEY (part, supp));
      CREATE TABLE lines (id INTEGER PRIMARY KEY, part INTEGER, supp INTEGER, smownerid INTEGER, suppkey INTEGER,
        l_tax REAL, amount INTEGER, password TEXT, sold_at TEXT, FOREIGN KEY (part, supp) REFERENCES supplies (part, supp));
      \(rows.joined())
      """)
    #expect(made.model.contains("measure amount"), "\(made.model)")
    for name in ["part", "supp", "smownerid", "suppkey"] {
      #expect(!made.model.contains("measure \(name)"), "\(name)\n\(made.model)")
    }
    #expect(made.model.contains("avg(lines.l_tax)") && !made.model.contains("sum(lines.l_tax)"), "\(made.model)")
    #expect(!made.model.contains("dimension password") && made.model.contains("a secret"), "\(made.model)")
  }
}
