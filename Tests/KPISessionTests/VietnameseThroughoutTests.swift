import Foundation
import KPIEngine
import KPILanguage
import KPIOutput
import KPISession
import Testing

/// What stayed English in Vietnamese, and what files and folders of a run have to hold to.
struct VietnameseThroughoutTests {
  @Test("a metric's meaning is told in the reader's language")
  func meaning() throws {
    let session = try TextSession(DemoFixture.path)
    let told = session.enter("mô tả doanh thu").results
    #expect(told.contains("tổng tiền của các đơn placed") && !told.contains("the placed orders"), "\(told)")
    #expect(session.enter("describe revenue").results.contains("the placed orders' amount"))
  }

  @Test("the examples of help are Vietnamese, and each of them runs")
  func examples() throws {
    let session = try TextSession(DemoFixture.path)
    let told = session.enter("trợ giúp").results
    let examples = told.components(separatedBy: "ví dụ:\n").last?.split(separator: "\n").map(String.init) ?? []
    #expect(examples.count > 12)
    #expect(examples.contains("  xem doanh_thu, đơn_hàng, giá_trị_đơn_hàng_trung_bình theo tháng năm 2023"), "\(told)")
    for example in examples {
      let answer = session.enter(example)
      #expect(answer.status == .success, "\(example): \(answer.messages)")
    }
    #expect(session.enter("trợ giúp phễu").results.contains("mệnh đề: theo, kỳ, lọc, so với"))
    #expect(session.enter("hành trình tuần 12 tháng này").messages.contains("`hành trình` không nhận kỳ"))
  }

  @Test("the headings of the parameters are in the reader's language")
  func parameters() throws {
    let session = try TextSession(nil)
    let text = "set language vi\nparam month as month = 2023-09 \"Tháng\""
    // Nothing of the demo is asked: what they take stands in the script.
    _ = session.session.showParameters(of: [KPILanguage.Source(name: "x.kpi", text: text)])
    let told = session.enter("print ''").results
    #expect(told.contains("tham số") && told.contains("mặc định") && told.contains("nhãn"), "\(told)")
  }

  @Test("a run without its database is told as one, not as a difference")
  func testWithoutDatabase() throws {
    let path = NSTemporaryDirectory() + "kpi-no-database-\(UUID().uuidString).kpi"
    try "show orders\n".write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let report = TestReport(running: [path], database: "/nowhere/crm.db", options: SessionOptions(), jobs: 1)
    #expect(report.status == .data, "\(report.text)")
  }

  @Test("the members of a `by` are told in the other language, though an entity is called so too")
  func memberNames() throws {
    let session = try TextSession(DemoFixture.path).session
    func told(_ text: String, _ language: TextLanguage) throws -> String {
      try session.formatted(Array(text.utf8), name: "x.kpi", in: language).text
    }
    #expect(
      try told("xem doanh_thu theo nhân_viên, phòng_ban tháng 2023-09\n", .en)
        == "show revenue by employee, department month 2023-09\n")
    #expect(try told("show revenue by employee month 2023-09\n", .vi) == "xem doanh_thu theo nhân_viên tháng 2023-09\n")
    #expect(try told("show revenue where department = Telesale\n", .vi) == "xem doanh_thu lọc phòng_ban = Telesale\n")
  }

  @Test("control characters are written out in what a spreadsheet opens")
  func controls() {
    let table = ResultTable(
      name: "list", columns: [ResultColumn(name: "name", kind: .dimension, type: .text)],
      rows: [[.text("a\u{7}b\u{0}c")], [.text("tab\tline\nend")]])
    let text = String(decoding: OutputFormat.excel.bytes(of: table), as: UTF8.self)
    #expect(text.contains("a\\u{7}b\\u{0}c") && !text.contains("\u{7}"), "\(text)")
    #expect(text.contains("tab\tline\nend"))
  }

  @Test("a file of rows alone takes one table, of a run as of an export")
  func oneTable() throws {
    var written: [UInt8] = []
    let sink = StreamSink(
      format: .csv, options: OutputOptions(), isQuiet: false, usesColour: false,
      results: { written += $0 }, messages: { _ in })
    (sink.fileName, sink.holdsOneTable) = ("p.csv", true)
    let table = ResultTable(
      name: "show", columns: [ResultColumn(name: "orders", kind: .metric, type: .integer)], rows: [[.integer(1)]])
    try sink.show(table, language: .en)
    let failure = #expect(throws: OutputFailure.self) { try sink.show(table, language: .en) }
    #expect(failure?.diagnostic?.code == "many-tables")
    #expect(String(decoding: written, as: UTF8.self) == "orders\r\n1\r\n")
  }

  @Test("days and times have the day first in a Vietnamese table, and stay ISO for programs")
  func dates() throws {
    let session = try TextSession(DemoFixture.path)
    let (vietnamese, iso) = (/\b\d\d\/\d\d\/2023 \d\d:\d\d:\d\d/, /2023-\d\d-\d\d \d\d:\d\d:\d\d/)
    let table = session.enter("danh sách đơn hàng tháng 2023-12 | lấy 3 | chọn id, created_at").results
    #expect(table.contains(vietnamese) && !table.contains(iso), "\(table)")
    #expect(session.enter("xem đơn hàng theo ngày từ 2023-09-06 đến 2023-09-07").results.contains("07/09/2023 "))
    let english = session.enter("list orders month 2023-12 | take 3 | select id, created_at").results
    #expect(english.contains(iso) && !english.contains(vietnamese), "\(english)")
    let csv = try TextSession(DemoFixture.path, format: .csv)
    #expect(csv.enter("danh sách đơn hàng tháng 2023-12 | lấy 3 | chọn id, created_at").results.contains(iso))
  }

  @Test(
    "mistakes in the command line are told in the language that it asks for",
    arguments: [
      (["--language", "vi", "--formt", "csv"], "Lỗi: không có tùy chọn '--formt'. Có phải '--format'?"),
      (["run", "--language=vi"], "Lỗi: còn thiếu '<SCRIPT> ...'"),
      (["--language", "vi", "--format", "foo"], "không nhận 'foo'"),
      (["run", "x.kpi", "-p", "x", "--language", "vi"], "Lỗi: -p viết dạng TÊN=GIÁ_TRỊ, không phải `x`"),
      (["rnu", "--language", "vi"], "có phải `kpi run`?"),
    ])
  func commandLine(_ arguments: [String], _ text: String) throws {
    let outcome = try Program.run(arguments)
    #expect(outcome.status == 2 && outcome.messages.contains(text), "\(outcome.messages)")
  }

  @Test("a parameter whose declaration has a mistake is not told to be missing")
  func brokenParameter() throws {
    var options = SessionOptions()
    options.parameters = ["source": "Zalo"]
    let session = try TextSession(nil, options: options)
    let told = session.run("param source in values source = Facebook").messages
    #expect(told.contains("error[") && !told.contains("unknown-parameter"), "\(told)")
    #expect(session.run("print 1").messages.contains("unknown-parameter"))
  }
}
