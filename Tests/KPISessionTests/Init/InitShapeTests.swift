import Testing

/// What `kpi init` makes of the shapes that programs in wide use leave behind.
@Suite struct InitShapeTests {
  /// Odoo's orders: the lines' discounts are percents, whatever their name says, and a subtotal is no price.
  @Test func percentsThatTheRowsShowAreTakenOff() throws {
    let own = try InitFixture(
      """
      CREATE TABLE sale_order (id INTEGER PRIMARY KEY, name TEXT, date_order TIMESTAMP, state TEXT, write_date TIMESTAMP,
        currency_id INTEGER, currency_rate NUMERIC);
      INSERT INTO sale_order VALUES (1, 'S1', '2024-01-05 03:00:00', 'sale', '2024-01-04 09:00:00', 1, 1),
        (2, 'S2', '2024-01-20 03:00:00', 'cancel', '2024-01-02 09:00:00', 1, 1.5),
        (3, 'S3', '2024-02-03 03:00:00', 'sale', '2024-01-03 09:00:00', 1, 1.25);
      CREATE TABLE sale_order_line (id INTEGER PRIMARY KEY, order_id INTEGER REFERENCES sale_order, product_uom_qty NUMERIC,
        price_unit NUMERIC, discount NUMERIC, price_subtotal NUMERIC);
      INSERT INTO sale_order_line VALUES (1, 1, 2, 10, 10, 18), (2, 1, 1, 99.9, 0, 99.9), (3, 2, 3, 20, 5, 57),
        (4, 3, 1, 40, 25, 30);
      """)
    let model = own.model.replacing(#/ +/#) { _ in " " }
    for line in [
      #"measure price_subtotal "Price subtotal" # summed"#,
      "`price_subtotal` is quantity × price × (1 − discount) already",
      #"measure price_unit "Price unit" # averaged"#, "measure discount \"Discount\" as % ",
      "trap: `sale` and `cancel` of `state` exclude each other", "time at = sale_order.date_order",
    ] { #expect(model.contains(line), "\(line)\n\(own.model)") }
    for line in ["measure amount \"", "`currency_rate` has"] { #expect(!own.model.contains(line), "\(own.model)") }
    #expect(try own.rows("show avg(sale_order_line.discount)") == "[[10.0]]")
    try own.expectSame(
      "show sum(sale_order_line.price_subtotal), sale_order month 2024-01", "SELECT 18 + 99.9 + 57, 2")
    #expect(try own.rows("show sale_order by month from 2024-01 to 2024-02") == #"[["2024-01",2],["2024-02",1]]"#)
  }

  /// Histories of employment end in the year 9999: nothing happens then, and nobody asks as of that day.
  @Test func endlessDaysAreNoDays() throws {
    let own = try InitFixture(
      """
      CREATE TABLE employees (emp_no INTEGER PRIMARY KEY, hire_date TEXT);
      INSERT INTO employees VALUES (1, '1990-03-01'), (2, '1991-04-02'), (3, '1992-05-03');
      CREATE TABLE salaries (emp_no INTEGER, salary INTEGER, from_date TEXT, to_date TEXT, PRIMARY KEY (emp_no, from_date));
      INSERT INTO salaries VALUES (1, 40000, '1990-03-01', '1991-03-01'), (1, 42000, '1991-03-01', '9999-01-01'),
        (2, 50000, '1991-04-02', '1992-04-01'), (2, 51000, '1992-04-01', '9999-01-01'), (3, 60000, '1992-05-03', '9999-01-01');
      """)
    #expect(own.today == "1992-05-03", "\(own.model)")
    #expect(
      try own.rows("show stock(sum salaries.salary while from_date .. to_date) by month from 1992-03 to 1992-05")
        == #"[["1992-03",92000],["1992-04",93000],["1992-05",153000]]"#)
  }
}
