import Testing

/// What `kpi init` makes of exports: tables without declarations, called as the program that wrote them calls them.
@Suite struct InitExportTests {
  /// A word that all tables begin with says nothing of what they hold.
  @Test func aProgramsNameIsNoPartOfATables() throws {
    let own = try InitFixture(
      """
      CREATE TABLE olist_customers_dataset (customer_id TEXT, customer_unique_id TEXT, customer_state TEXT);
      INSERT INTO olist_customers_dataset VALUES ('c1', 'u1', 'SP'), ('c2', 'u2', 'RJ'), ('c3', 'u1', 'SP');
      CREATE TABLE olist_orders_dataset (order_id TEXT, customer_id TEXT, order_purchase_timestamp TEXT);
      INSERT INTO olist_orders_dataset VALUES ('o1', 'c1', '2018-01-05 10:00:00'), ('o2', 'c2', '2018-01-31 10:00:00'),
        ('o3', 'c3', '2018-02-03 10:00:00');
      CREATE TABLE olist_order_items_dataset (order_id TEXT, order_item_id INTEGER, shipping_limit_date TEXT, price REAL);
      INSERT INTO olist_order_items_dataset VALUES ('o1', 1, '2018-01-09 10:00:00', 10.5), ('o1', 2, '2018-01-09 10:00:00', 4),
        ('o2', 1, '2018-02-06 10:00:00', 20), ('o3', 1, '2018-02-08 10:00:00', 7);
      CREATE TABLE olist_states_dataset (state_name TEXT, customer_state TEXT);
      INSERT INTO olist_states_dataset VALUES ('São Paulo', 'SP'), ('Rio', 'RJ'), ('Bahia', 'BA');
      """)
    #expect(own.model.contains("subject customers "), "\(own.model)")
    // A list of what something is called elsewhere has what others lead to for its key.
    #expect(
      try own.rows("show customers_with_orders, orders by customer.customer_state month 2018-01")
        == #"[["Rio",1,1],["São Paulo",1,1]]"#, "\(own.model)")
    // By what was bought when: the day by which it has to leave is a plan.
    #expect(
      try own.rows("show order_item_price by month from 2018-01 to 2018-02") == #"[["2018-01",34.5],["2018-02",7.0]]"#)
    #expect(
      try own.rows("show sum(order_items.price at shipping_limit_date) by month from 2018-01 to 2018-02")
        == #"[["2018-01",14.5],["2018-02",27.0]]"#)
  }

  /// What all columns of a table begin with is the table's mark, `o_` and `c_`; words are glued to what they are.
  @Test func aTablesMarkIsNoPartOfAColumns() throws {
    let own = try InitFixture(
      """
      CREATE TABLE Sales_SalesReason (id INTEGER PRIMARY KEY, r REAL, note TEXT);
      INSERT INTO Sales_SalesReason VALUES (1, 2.5, 'x'), (2, 3.5, 'y');
      CREATE TABLE customer (c_custkey INTEGER, c_name TEXT, c_mktsegment TEXT);
      INSERT INTO customer VALUES (1, 'An', 'BUILDING'), (2, 'Bo', 'FURNITURE');
      CREATE TABLE orders (o_orderkey INTEGER, o_custkey INTEGER, o_orderdate DATE, o_totalprice DECIMAL(15,2));
      INSERT INTO orders VALUES (1, 1, '1996-01-02', 10.5), (7, 2, '1996-01-10', 20), (32, 1, '1996-02-01', 5);
      CREATE TABLE lineitem (l_orderkey INTEGER, l_linenumber INTEGER, l_quantity INTEGER, l_shipdate DATE,
        PRIMARY KEY (l_orderkey, l_linenumber));
      INSERT INTO lineitem VALUES (1, 1, 17, '1996-03-13'), (1, 2, 36, '1996-04-12'), (7, 1, 8, '1996-01-29'), (32, 1, 28, '1996-04-21');
      """)
    #expect(own.model.contains("subject customer "), "\(own.model)")
    #expect(
      try own.rows("show order_totalprice, lineitem_quantity by mktsegment all")
        == #"[["FURNITURE",20.0,8],["BUILDING",15.5,81]]"#, "\(own.model)")
    #expect(!own.model.contains("measure linenumber"), "a part of a key is not summed")
    #expect(own.model.contains("entity sales_reason \"Sales reason\""), "\(own.model)")
  }

  /// The first column of an export is the record's; others lead to it as `Account Name.id`.
  @Test func exportsBeginWithTheirKey() throws {
    let own = try InitFixture(
      """
      CREATE TABLE Accounts ("Record Id" TEXT, "Account Name" TEXT, "Industry" TEXT);
      INSERT INTO Accounts VALUES ('z_1', 'A', 'ERP'), ('z_2', 'B', 'ASP');
      CREATE TABLE Deals ("Record Id" TEXT, "Deal Name" TEXT, "Amount" INTEGER, "Stage" TEXT, "Account Name.id" TEXT,
        "Created Time" TEXT);
      INSERT INTO Deals VALUES ('z_7', 'x', 100, 'Closed Won', 'z_1', '2024-01-05'), ('z_8', 'y', 250, 'Closed Lost', 'z_2', '2024-01-09'),
        ('z_9', 'z', 70, 'Closed Won', 'z_1', '2024-02-01');
      """)
    #expect(own.model.contains("table Deals key `Record Id`"), "\(own.model)")
    #expect(own.model.contains("`Closed Won` and `Closed Lost` of `Stage` exclude each other"), "\(own.model)")
    #expect(try own.rows("show deal_amount by industry all") == #"[["ASP",250],["ERP",170]]"#)
  }

  /// A table of goods has its key under the name that sales have it under, whatever the table is called.
  @Test func aKeyIsWhatOtherTablesRepeat() throws {
    let own = try InitFixture(
      """
      CREATE TABLE "Danh mục" ("Tên" TEXT, "Mã hàng" TEXT, "Nhóm" TEXT);
      INSERT INTO "Danh mục" VALUES ('Trà', '001', 'Uống'), ('Bánh', '002', 'Ăn');
      CREATE TABLE "Bán ra" ("Ngày" TEXT, "Mã hàng" TEXT, "Thành tiền" TEXT, "Thuế GTGT" INTEGER);
      INSERT INTO "Bán ra" VALUES ('02/01/2024', '001', '1.500.000', 8), ('15/01/2024 09:30', '002', '250.000', 10),
        ('03/02/2024', '001', '1.000', 8);
      """)
    for line in [
      "table `Danh mục` key `Mã hàng`", "found: no value is there twice, as it is in other tables",
      #"as "dd/mm/yyyy[ hh:mm]""#,
    ] { #expect(own.model.contains(line), "\(line)\n\(own.model)") }
    #expect(
      try own.rows("show sum(`bán_ra`.`thành_tiền`) by `nhóm` month 2024-01") == #"[["Uống",1500000],["Ăn",250000]]"#,
      "\(own.model)")
  }

  /// Whole numbers that a tool wrote as 12.0 beside nulls, who wrote what, days of months and values of many kinds are not summed.
  @Test func whatIsNoAmountIsNotSummed() throws {
    let own = try InitFixture(
      """
      CREATE TABLE wp_posts (ID INTEGER PRIMARY KEY, post_author INTEGER, post_date TEXT, post_status TEXT, companyid REAL);
      INSERT INTO wp_posts VALUES (1, 5, '2024-01-05 10:00:00', 'wc-completed', 12.0), (2, 6, '2024-01-06 10:00:00', 'wc-cancelled', NULL),
        (3, 6, '2024-01-07 10:00:00', 'wc-completed', 19.0), (4, 77, '2024-01-08 10:00:00', 'wc-processing', 12.0);
      CREATE TABLE wp_postmeta (meta_id INTEGER PRIMARY KEY, post_id INTEGER, meta_key TEXT, meta_value TEXT);
      INSERT INTO wp_postmeta VALUES (1, 1, '_total', '90.5'), (2, 1, '_customer', '7'), (3, 2, '_total', '10'), (4, 2, '_customer', '8');
      CREATE TABLE bank (age INTEGER, balance INTEGER, day INTEGER);
      INSERT INTO bank VALUES (30, 100, 5), (40, 200, 19), (50, 300, 28), (33, 12, 30), (35, 1, 7), (36, 4, 8), (37, 2, 9);
      """)
    for line in ["measure post_author", "measure companyid", "measure meta_value", #""Day" = `day`  # summed"#] {
      #expect(!own.model.contains(line), "\(own.model)")
    }
    for line in ["measure balance", "`wc-completed` and `wc-cancelled` of `post_status` exclude each other"] {
      #expect(own.model.contains(line), "\(own.model)")
    }
  }

  /// Shopify's orders: a row for each line, the order's numbers in its first.
  @Test func rowsThatAreLinesOfOneThing() throws {
    let own = try InitFixture(
      """
      CREATE TABLE orders_export ("Name" TEXT, "Total" REAL, "Created at" TEXT, "Lineitem quantity" INTEGER, "Lineitem price" REAL);
      INSERT INTO orders_export VALUES ('#1', 30, '2024-01-05', 1, 10), ('#1', NULL, '2024-01-05', 2, 10),
        ('#2', 5, '2024-01-06', 1, 5), ('#3', 40, '2024-01-07', 1, 10), ('#3', NULL, '2024-01-07', 1, 10), ('#3', NULL, '2024-01-07', 2, 10),
        ('#4', 9, '2024-01-08', 1, 4), ('#4', NULL, '2024-01-08', 1, 5), ('#5', 20, '2024-02-08', 1, 10), ('#5', NULL, '2024-02-08', 1, 10);
      """)
    #expect(
      own.model.contains("trap: rows with the same `Name` are lines of one thing, whose `Total` only the first has"))
    #expect(
      try own.rows("show orders_export_things, orders_export, orders_export_total, orders_export_amount month 2024-01")
        == "[[4,8,84,84]]", "\(own.model)")
  }

  /// Who has a family name has a title that is no name.
  @Test func peopleAreCalledByTheirNames() throws {
    let own = try InitFixture(
      """
      CREATE TABLE Employee (EmployeeId INTEGER PRIMARY KEY, LastName TEXT, FirstName TEXT, Title TEXT, ReportsTo INTEGER, HireDate DATETIME);
      INSERT INTO Employee VALUES (1, 'Adams', 'Andrew', 'General Manager', NULL, '2002-08-14'), (2, 'Edwards', 'Nancy', 'Sales Manager', 1, '2002-05-01'),
        (3, 'Peacock', 'Jane', 'Sales Agent', 2, '2002-04-01');
      """)
    for line in ["name LastName", "dimension title \"Title\" = Title", "dimension last_name"] {
      #expect(own.model.contains(line), "\(line)\n\(own.model)")
    }
    #expect(try own.rows("show employee by reports_to all") == #"[["Adams",1],["Edwards",1],[null,1]]"#)
    #expect(
      try own.rows("show employee by reports_to.LastName all").contains("write `reports_to`, which is shown by that"))
  }

  /// A file of texts has an empty one where there is nothing.
  @Test func emptyTextsAreNoValues() throws {
    let own = try InitFixture(
      """
      CREATE TABLE employees (EmployeeID TEXT, LastName TEXT, ReportsTo TEXT, Fax TEXT, HireDate TEXT);
      INSERT INTO employees VALUES ('1', 'Adams', '', '', '2002-08-14'), ('2', 'Edwards', '1', '', '2002-05-01'), ('3', 'Park', '2', '', ''),
        ('4', 'King', '1', '', '2003-01-01');
      """)
    #expect(own.model.contains("`Fax` is left out: it is always empty"), "\(own.model)")
    #expect(try own.rows("show employees by reports_to all") == #"[["Adams",2],[null,1]]"#, "\(own.model)")
  }

  /// Names that are keys, as in files that were imported: what they lead to has all of them, once.
  @Test func namesAreKeysWhereTheRowsShowIt() throws {
    let own = try InitFixture(
      """
      CREATE TABLE sales_teams (sales_agent TEXT, manager TEXT, regional_office TEXT);
      INSERT INTO sales_teams VALUES ('An', 'Hà', 'North'), ('Bo', 'Hà', 'North'), ('Chi', 'Tú', 'South');
      CREATE TABLE sales_pipeline (opportunity_id TEXT, sales_agent TEXT, close_date TEXT, close_value INTEGER);
      INSERT INTO sales_pipeline VALUES ('1', 'An', '2017-03-01', 10), ('2', 'An', '2017-03-05', 20), ('3', 'Chi', '2017-03-09', 5),
        ('4', NULL, '2017-04-01', 7);
      CREATE TABLE settings (currency TEXT, manager TEXT);
      INSERT INTO settings VALUES ('USD', 'Hà');
      """)
    #expect(
      try own.rows("show sales_pipeline_close_value by regional_office all")
        == #"[["North",30],["South",5],[null,7]]"#, "\(own.model)")
    #expect(!own.model.contains("-> settings"), "\(own.model)")
  }
}
