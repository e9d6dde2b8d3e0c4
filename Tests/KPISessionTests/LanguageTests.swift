import KPICompiler
import KPILanguage
import KPISession
import Testing

/// Answers and messages follow the language of a statement's verb until one is chosen.
@Suite struct LanguageTests {
  private func session(
    _ language: SessionLanguage? = nil, format: KPISession.OutputFormat = .table
  ) throws -> TextSession {
    var options = SessionOptions()
    options.language = language
    options.today = "2023-12-31"
    return try TextSession(DemoFixture.path, options: options, format: format)
  }

  @Test("a mistake is told in the language of its verb, or of the other words where the verb is wrong")
  func mistakes() throws {
    let session = try session()
    #expect(
      session.enter("xem doanh thu theo zzz").messages.contains("lỗi[unknown-dimension]: đơn hàng không có chiều `zzz`")
    )
    #expect(
      session.enter("show revenue by zzz").messages.contains("error[unknown-dimension]: orders have no dimension"))
    #expect(session.enter("zzz theo nguồn").messages.hasPrefix("lỗi[unknown-statement]: không có câu nào"))
    #expect(session.enter("zzz by source").messages.hasPrefix("error[unknown-statement]: no statement begins"))
    #expect(session.enter("xem doanh thu lọc nguồn = 'x").messages.contains("chuỗi chữ chưa có dấu nháy đóng"))
    // Without marks the verb is the same word.
    #expect(session.enter("xem doanh_thu theo zzz").messages.hasPrefix("lỗi["))
  }

  @Test("headings, dates, notes and help follow the verb, statement by statement")
  func answers() throws {
    let session = try session()
    let vietnamese = session.enter("xem doanh thu theo nguồn tháng 2023-09")
    #expect(vietnamese.results.hasPrefix("xem · 01/09/2023 – 30/09/2023") && vietnamese.results.contains("Doanh thu"))
    let english = session.enter("show revenue by source month 2023-09")
    #expect(english.results.hasPrefix("\nshow · 2023-09-01 – 2023-09-30") && english.results.contains("revenue"))
    #expect(session.enter("trợ giúp").results.hasPrefix("\ncâu hỏi:"))
    #expect(session.enter("help").results.hasPrefix("\nquestions:"))
    #expect(session.enter("mô tả revenue").results.contains("công thức: "))
  }

  @Test("`set language` and the option from outside win over the verb")
  func chosen() throws {
    let session = try session()
    _ = session.enter("set language vi")
    #expect(session.enter("show revenue by zzz").messages.hasPrefix("lỗi["))
    _ = session.enter("set language en")
    #expect(session.enter("xem doanh thu theo zzz").messages.hasPrefix("error["))
    #expect(try self.session(.vi).enter("show revenue by zzz").messages.hasPrefix("lỗi["))
    #expect(try self.session(.en).enter("xem doanh thu theo zzz").messages.hasPrefix("error["))
    #expect(session.run("set language vi\nshow revenue by zzz").messages.hasPrefix("lỗi["))
    #expect(try self.session().run("show revenue by zzz\nxem doanh thu theo zzz").messages.contains("\n\nlỗi["))
  }

  @Test("settings and the types of parameters have Vietnamese names, with blanks or `_`, with marks or without")
  func settingNames() throws {
    let session = try TextSession(DemoFixture.path)
    #expect(session.enter("thiết lập ngôn ngữ en").status == .success)
    #expect(session.enter("xem đơn hàng tháng 2023-09").results.contains("orders"))
    for text in [
      "thiet lap ngon_ngu vi", "thiết lập múi giờ 'Asia/Tokyo'", "thiết lập nghiêm ngặt tắt", "set strict bật",
    ] {
      let (status, _, messages) = session.enter(text)
      #expect(status == .success, "\(text): \(messages)")
    }
    #expect(session.enter("tham số n với vai số = 5; ghi $n + 1").results == "6\n")
    // Told as they are called.
    #expect(session.enter("thiết lập ngôn vi").messages.contains("`ngôn ngữ`"))
    #expect(session.enter("tham số n với vai gì = 5").messages.contains("`văn bản`"))
    func told(_ text: String, _ language: TextLanguage) throws -> String {
      try session.session.formatted(Array(text.utf8), name: "x.kpi", in: language).text
    }
    #expect(try told("thiết lập múi giờ 'Asia/Tokyo'\n", .en) == "set timezone 'Asia/Tokyo'\n")
    #expect(try told("set language vi\n", .vi) == "thiết lập ngôn ngữ vi\n")
  }

  @Test("JSON has the same codes, severities and names in both languages")
  func json() throws {
    let session = try session(format: .json)
    let mistake = session.enter("xem doanh thu theo zzz").messages
    #expect(mistake.contains(#""severity":"error","code":"unknown-dimension","message":"đơn hàng không có chiều"#))
    let question = "doanh thu theo nguồn tháng 2023-09"
    let vietnamese = session.enter("xem \(question)").results
    #expect(vietnamese.contains(#""name":"revenue""#) && vietnamese.contains(#""name":"show""#))
    #expect(vietnamese == session.enter("show \(question)").results)
  }

  /// Mistakes of every room, each with a message of its own.
  private static let wrong = [
    "xem", "xem doanh thu theo", "xem doanh thu theo zzz", "xem zzz", "xem doanh thu tháng 2023-13", "xem doanh thu)",
    "xem doanh thu lọc nguồn", "xem doanh thu lọc nguồn > 3", "xem doanh thu lọc zzz = 1",
    "xem doanh thu top 0 theo nguồn",
    "xem doanh thu top 3", "xem doanh thu xếp theo zzz", "xem doanh thu giữ doanh thu > 3", "xem zzz(doanh thu)",
    "xem doanh thu so với kỳ trước", "xem sum(doanh thu)", "xem tổng(orders)", "xem đếm(zzz)", "xem count(orders, 3)",
    "xem lũy_kế(doanh thu, 3)", "xem doanh thu + 'a'", "xem doanh thu lọc nguồn = Facebok", "xem số_ngày(doanh thu, 3)",
    "chu kỳ", "chu kỳ zzz = x ngày 8", "chu kỳ giờ 8", "giữ chân", "giữ chân zzz tháng 6",
    "hành trình theo nguồn, nhóm",
    "dự báo doanh thu", "dự báo doanh thu 100 tháng tới", "dự báo zzz 3 tháng tới", "vì sao doanh thu tháng 2023-09",
    "tỷ trọng doanh thu", "tỷ trọng aov theo nguồn", "soi doanh thu", "danh sách zzz", "giá trị zzz", "mô tả zzz",
    "trợ giúp zzzzzz", "thẻ điểm trọng số zzz 1", "thẻ điểm theo tháng", "tăng trưởng zzz", "phễu zzz -> orders",
    "xem doanh thu | lấy", "xem doanh thu | lấy x", "xem doanh thu | chọn zzz", "xem doanh thu | zzz", "đặt x",
    "đặt x = ",
    "ghi $zzz", "kiểm tra 1 > 2", "kiểm tra 1", "cảnh báo nếu 2 > 1", "thiết lập zzz 1", "thiết lập today x",
    "với vai zzz",
    "mở \"khong-co.db\"", "chạy zzz", "nếu 1 { ghi 2 }", "chỉ số x = x", "chỉ số revenue = 1",
    "phân khúc s = zzz lọc 1 > 0",
    "chỉ tiêu zzz 5 mỗi tháng", "xem [doanh thu", "xem doanh thu từ 2023-09 đến 2023-01", "ghi 'a' + 1", "ghi 1 + 'a'",
    "xem doanh thu lọc created_at = 'x'", "xem doanh thu năm 1997", "xem đơn hàng mỗi nguồn",
    "tham số x là zzz", "với mỗi $x trong tất cả { ghi $x }",
  ]

  @Test("no mistake of a long list has an English text left", arguments: wrong)
  func nothingIsLeft(_ line: String) throws {
    let session = try session(.vi)
    let answer = session.enter(line)
    #expect(!answer.messages.isEmpty, "\(line)")
    let plain = Self.withoutCode(answer.messages)
    for word in [
      " the ", " is ", " no ", " not ", " a ", " of ", " has ", " takes ", " expected ", " write ", " there ",
    ] {
      #expect(!plain.contains(word), "\(line)\n\(answer.messages)")
    }
  }

  /// Messages without what stands in back quotes, the lines of the source, and codes.
  private static func withoutCode(_ text: String) -> String {
    text.split(separator: "\n").filter { !$0.contains("│ ") || $0.contains("│  ") && $0.contains("^") }
      .map { " " + $0.replacing(/`[^`]*`/, with: "") + " " }.joined(separator: "\n")
  }

  @Test("every function has a Vietnamese name that is its own, and no keyword's but its own")
  func functions() throws {
    var seen: Set<String> = []
    for function in Function.all {
      let name = try #require(FunctionNames.vietnamese[function.name], "\(function.name)")
      #expect(FunctionNames.english(for: name) == function.name)
      #expect(FunctionNames.english(for: fold(name)) == function.name)
      #expect(seen.insert(fold(name)).inserted, "\(name)")
      if let keyword = Keyword(spelled: name) {
        #expect(function.name == keyword.rawValue || keyword.entry.vietnamese.contains(name.replacing("_", with: " ")))
      }
    }
    #expect(FunctionNames.vietnamese.count == Function.all.count)
  }

  @Test("functions by their Vietnamese names answer the same")
  func calls() throws {
    let session = try session(.en, format: .csv)
    for (vietnamese, english) in [
      ("xem làm_tròn(doanh thu, 0)", "show round(revenue, 0)"), ("xem đếm(orders)", "show count(orders)"),
      ("xem từ_đầu(doanh thu, năm) theo tháng quý 2023-Q4", "show to_date(revenue, year) by month quarter 2023-Q4"),
      ("xem nếu(doanh thu > 1, 1, 0)", "show if(revenue > 1, 1, 0)"),
      ("xem so_thang(P) năm 2023", "show months(P) year 2023"),
      ("xem tổng(orders.amount) năm 2023", "show sum(orders.amount) year 2023"),
    ] {
      let (own, other) = (session.enter(vietnamese), session.enter(english))
      #expect(own.status == .success && other.status == .success, "\(vietnamese)\n\(own.messages)\(other.messages)")
      #expect(Self.rows(own.results) == Self.rows(other.results), "\(vietnamese)")
    }
  }

  /// The lines without that of the names, which are as they were asked.
  private static func rows(_ csv: String) -> [Substring] { Array(csv.split(separator: "\n").dropFirst()) }

  @Test("`describe` with `*` lists what fits, `help` what has the word, with or without marks")
  func search() throws {
    let session = try session()
    #expect(session.enter("describe *rate*").results.contains("metric expansion_rate"))
    #expect(session.enter("mô tả *doanh thu*").results.contains("chỉ số revenue “Doanh thu”"))
    #expect(session.enter("mo ta *doanh thu*").results == session.enter("mô tả *doanh thu*").results)
    #expect(!session.enter("describe rev*").results.contains("item_revenue"))
    #expect(session.enter("help doanh").results.contains("metric revenue “Doanh thu”"))
    #expect(session.enter("help nguon").results.contains("source “Nguồn”"))
    #expect(session.enter("trợ giúp nguồn").results.contains("source “Nguồn”"))
    #expect(session.enter("describe *zzzz*").status == .mistake)
  }
}
