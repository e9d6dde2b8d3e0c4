import KPISession
import Testing

/// `kpi init` where times are months, stand in several columns, or in a table of days.
@Suite struct InitTimeTests {
  private static let star = """
    CREATE TABLE dim_date (date_key INTEGER PRIMARY KEY, full_date TEXT, year INT, month INT);
    INSERT INTO dim_date VALUES (20230105, '2023-01-05', 2023, 1), (20230206, '2023-02-06', 2023, 2), (20230207, '2023-02-07', 2023, 2);
    CREATE TABLE dim_store (store_key INTEGER PRIMARY KEY, store_name TEXT, region TEXT);
    INSERT INTO dim_store VALUES (1, 'A', 'N'), (2, 'B', 'S');
    CREATE TABLE fact_sales (sale_key INTEGER PRIMARY KEY, date_key INT REFERENCES dim_date, store_key INT REFERENCES dim_store,
      quantity INT, discount_pct REAL);
    INSERT INTO fact_sales VALUES (1, 20230105, 1, 3, 10), (2, 20230206, 2, 4, 25), (3, 20230207, 2, 5, 0);
    CREATE TABLE targets (id INTEGER PRIMARY KEY, year INT, month INT, region TEXT, amount INT);
    INSERT INTO targets VALUES (1, 2023, 1, 'N', 10), (2, 2023, 2, 'N', 20), (3, 2023, 2, 'S', 7);
    CREATE TABLE budget (id INTEGER PRIMARY KEY, month TEXT, cost INT, yr INT);
    INSERT INTO budget VALUES (1, '2023-01', 5, 2023), (2, '2023-02', 6, 2023), (3, '2023-02', 7, 2023);
    CREATE TABLE marks (id INTEGER PRIMARY KEY, semester TEXT, grade REAL);
    INSERT INTO marks VALUES (1, '2023-1', 8.5), (2, '2023-2', 7), (3, '2024-1', 9);
    """

  @Test("a star's facts are placed by their table of days, what has a year and a month by those")
  func starsAndMonths() throws {
    let own = try InitFixture(Self.star)
    try own.expectThatItAnswers("star")
    for line in [
      "time at = date.full_date", "subject store", "= `year`, `month` as \"yyyy mm\"", "as \"yyyy-mm\"",
      "measure discount_pct \"Discount pct\" as %", "dimension semester",
    ] { #expect(own.model.contains(line), "\(line)\n\(own.model)") }
    for line in ["sum(targets.year)", "sum(budget.yr)", "sum(marks.grade)"] {
      #expect(!own.model.contains(line), "\(line)\n\(own.model)")
    }
    try own.expectSame(
      "show sale_quantity by month from 2023-01 to 2023-02",
      "SELECT substr(full_date, 1, 7), sum(quantity) FROM fact_sales JOIN dim_date USING (date_key) GROUP BY 1 ORDER BY 1"
    )
    try own.expectSame(
      "show target_amount, budget_cost by month from 2023-01 to 2023-02",
      "SELECT printf('%d-%02d', year, month), sum(amount), (SELECT sum(cost) FROM budget b WHERE b.month = printf('%d-%02d', t.year, t.month)) FROM targets t GROUP BY 1 ORDER BY 1"
    )
  }

  @Test("amounts in few sizes, who reports to whom, points that may be thousands, ends of trials")
  func otherGuesses() throws {
    let model = try InitFixture(
      """
      CREATE TABLE employees (id INTEGER PRIMARY KEY, full_name TEXT, hired_on TEXT, left_on TEXT, reports_to INT, salary INT);
      CREATE TABLE plans (id INTEGER PRIMARY KEY, started_at TEXT, trial_ended_at TEXT, ended_at TEXT, price TEXT);
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
      INSERT INTO employees SELECT i, 'Tên ' || i, date('2022-01-01', i || ' days'), CASE WHEN i % 4 = 0 THEN date('2023-01-01', i || ' days') END,
        CASE WHEN i > 1 THEN 1 + i % 3 END, 10000000 * (1 + i % 3) FROM n;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30)
      INSERT INTO plans SELECT i, date('2022-01-01', i || ' days'), date('2022-01-15', i || ' days'), date('2022-06-15', i || ' days'),
        (i + 3) || '.500' FROM n;
      """
    ).model
    for line in [
      "measure salary", "reports_to -> employees", "trap: every point in `price` stands before three digits",
      "while started_at .. ended_at", "while hired_on .. left_on",
    ] { #expect(model.contains(line), "\(line)\n\(model)") }
  }
}
