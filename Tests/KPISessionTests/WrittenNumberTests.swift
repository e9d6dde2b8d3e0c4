import KPIEngine
import KPISession
import Testing

/// Numbers that texts write for people, and days as spreadsheets count them.
@Suite struct WrittenNumberTests {
  @Test(arguments: [
    ("1.234,56", "1.234.567 ₫", "1234567"), ("1.234,56", "500.000", "500000"), ("1.234,56", "1500", "1500"),
    ("1.234,56", "-1.500,50 đ", "-1500.50"), ("1.234,56", "VND 2.000", "2000"), ("1.234,56", ",5", "0.5"),
    ("1.234,56", "1.5", nil), ("1.234,56", "12.34.567", nil), ("1.234,56", "1,5 tr", nil), ("1.234,56", "", nil),
    ("1.234,56", "1234.567", nil), ("1.234,56", "5k", nil), ("1.234,56", "1.000,5,5", nil),
    ("1.234,56", "--5", nil), ("1.234,56", "−5", "-5"),
    ("1,234.56", "$1,234.56", "1234.56"), ("1,234.56", "(1,500)", "-1500"), ("1,234.56", "-$5.00", "-5.00"),
    ("1,234.56", "162,000", "162000"), ("1,234.56", "1,2", nil), ("1,234.56", "(5", nil),
    ("1 234,56", "1\u{A0}234,5 €", "1234.5"), ("1 234,56", "12\u{202F}345", "12345"),
    ("1234,56", "1234567,8", "1234567.8"), ("1234,56", "1.234", nil), ("1'234.5", "1'234.50", "1234.50"),
  ])
  func aTextIsTheNumberThatItWrites(_ example: String, _ text: String, _ number: String?) throws {
    let form = try #require(NumberForm(example))
    #expect(form.plain(text) == number)
  }

  @Test(arguments: ["1234", "12,5", "1.2345", "1.234.567", "1,234,5", "abc", "", "1.234."])
  func anExampleThatShowsNothingIsNone(_ example: String) {
    #expect(NumberForm(example) == nil)
  }

  private static let tables = """
    CREATE TABLE bill (id INTEGER PRIMARY KEY, serial REAL, total TEXT, price TEXT, qty INTEGER, month TEXT);
    INSERT INTO bill VALUES (1, 45292, '1.234.567 ₫', '$1,000.50', 2, '1/2024'), (2, 45292.9999999, '500.000', '2', 3, '7/2024'),
      (3, 45323.354166666664, '1,5 tr', NULL, NULL, '7/2024'), (4, 45291.5, '-7.000', '(0.25)', 4, '12/2023');
    """
  private static let model = """
    model m
    subject bills
    entity bills { table bill key id; time at = serial as excel; measure total as "1.234,56" as VND
      measure price as "1,234.56" as USD; measure worth = qty * price as "1,234.56" as USD }
    metric n = count(bills)
    metric money = sum(bills.total)
    metric prices = sum(bills.price)
    metric worth = sum(bills.worth)
    """

  @Test func theyAreSummedAndPlaced() throws {
    let database = try OwnDatabase(Self.tables, model: Self.model)
    try withExtendedLifetime(database) {
      #expect(
        try database.rows("show n, money, prices, worth by month from 2023-12 to 2024-02") == """
          [["2023-12",1,-7000,-0.25,-1.00],["2024-01",2,1734567,1002.50,2007.00],["2024-02",1,0,0.00,0.00]]
          """)
      // A part of a day is the clock, to the millisecond.
      #expect(
        try database.rows("list bills month 2024-02 | select id, at") == #"[[3,"2024-02-01T08:30:00"]]"#)
      let notes = try database.session(format: .table).enter("show money all").messages
      #expect(notes.contains("1,5 tr"), "\(notes)")
    }
  }

  @Test(arguments: [
    (#"measure total as "1234" as VND"#, "unknown-format"), (#"measure total = 1 + 1 as "1.234,56""#, "unused-format"),
  ])
  func whatSaysNothingIsAMistake(_ measure: String, _ code: String) throws {
    let model = "model m\nentity bills { table bill key id; \(measure) }\nmetric n = count(bills)"
    let database = try OwnDatabase(Self.tables, model: model)
    let told = withExtendedLifetime(database) { () -> String in
      do { return try database.rows("show n") } catch { return "\(error)" }
    }
    #expect(told.contains(code), "\(told)")
  }

  /// `kpi init` finds them; what only looks like them stays what it is.
  @Test func aFirstModelReadsThem() throws {
    let own = try InitFixture(
      """
      CREATE TABLE invoices (id INTEGER PRIMARY KEY, invoice_date INTEGER, total TEXT, fee TEXT, price TEXT, phone TEXT,
        kg TEXT);
      INSERT INTO invoices VALUES (1, 45292, '1.234.567 ₫', '162,000', '500.000', '090.123.456', '1.250'),
        (2, 45300, '500.000 ₫', '9,500', '750.000', '091.123.457', '0.125'),
        (3, 45400, '-7.000 ₫', '800', '1.500', '092.555.111', '10.000');
      CREATE TABLE budgets (period TEXT, amount TEXT);
      INSERT INTO budgets VALUES ('1/2024', '2.000.000'), ('12/2023', '1.000.000'), ('7/2023', '3.500.000');
      """)
    for line in [
      #"time invoice_date "Invoice date" as excel"#, #"measure total "Total" as "1.234,56" as VND"#,
      #"measure fee "Fee" as "1,234.56""#, "trap: every point in `price` stands before three digits", "dimension phone",
      #"measure kg "Kg" "#,
      #"as "mm/yyyy""#, #"measure amount "Amount" as "1.234,56""#,
    ] { #expect(own.model.contains(line), "\(line)\n\(own.model)") }
    try own.expectSame(
      "show sum(invoices.total), sum(invoices.fee) from 2024-01 to 2024-04",
      "SELECT 1234567 + 500000 - 7000, 162000 + 9500 + 800")
    try own.expectSame("show sum(budgets.amount) from 2023-07 to 2023-12", "SELECT 4500000")
  }

  /// The export of a shop's program: prices below a million stand beside totals above it, and lines beside their bill.
  @Test func pointsAreReadAsTheOthersAre() throws {
    let own = try InitFixture(
      """
      CREATE TABLE HoaDon ("Mã hóa đơn" TEXT, "Thời gian" TEXT, "Tổng tiền hàng" TEXT, "Trạng thái" TEXT);
      INSERT INTO HoaDon VALUES ('HD01', '31/01/2024 09:15', '1.950.000', 'Hoàn thành'),
        ('HD02', '01/02/2024 10:00', '475.000', 'Hoàn thành'), ('HD03', '15/02/2024 17:30', '0', 'Đã hủy');
      CREATE TABLE ChiTietHoaDon ("Mã hóa đơn" TEXT, "Mã hàng" TEXT, "Số lượng" INTEGER, "Đơn giá" TEXT, "Nặng" TEXT);
      INSERT INTO ChiTietHoaDon VALUES ('HD01', 'SP1', 2, '975.000', '1.5'), ('HD02', 'SP2', 1, '475.000', '0.250'),
        ('HD03', 'SP1', 1, '975.000', '1.500'), ('HD01', 'SP3', 3, '0', '2.125');
      """)
    for line in [
      #"measure đơn_giá "Đơn giá" = `Đơn giá` as "1.234,56""#, "guessed: 1.234,56, as others here are written",
      "time at = hóa_đơn.thời_gian", #"measure nặng "Nặng" = Nặng "#,
    ] { #expect(own.model.contains(line), "\(line)\n\(own.model)") }
    #expect(!own.model.contains("trap: every point"))
    try own.expectSame("show sum(chi_tiet_hoa_don.amount) month 2024-01", "SELECT 2 * 975000")
    try own.expectSame("show sum(chi_tiet_hoa_don.amount) month 2024-02", "SELECT 475000 + 975000")
    try own.expectSame("show sum(hoa_don.tổng_tiền_hàng) all", "SELECT 1950000 + 475000")
  }
}
