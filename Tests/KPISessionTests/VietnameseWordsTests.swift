import Foundation
import KPICompiler
import KPIEngine
import KPILanguage
import KPIOutput
import KPISession
import Testing

/// After `set language vi` nothing is told in English but names, data and keywords that have no other form.
struct VietnameseWordsTests {
  /// The words of a text, lower case.
  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init)
  }

  /// The built-in model's statements.
  private static let statements = parse(BuiltInModel.crm, id: SourceID(0)).statements

  /// Words of English texts and keywords that no Vietnamese text, keyword or name has.
  private static let english: Set<String> = {
    var english: Set<String> = []
    var others: Set<String> = []
    for (key, partner) in VietnameseTexts.all {
      english.formUnion(words(key.replacing(/`[^`]*`/, with: " ")))
      others.formUnion(words(partner.replacing(/`[^`]*`/, with: " ")))
    }
    for entry in Keyword.vocabulary where !entry.vietnamese.isEmpty { english.formUnion(entry.english.flatMap(words)) }
    for entry in Keyword.vocabulary {
      others.formUnion((entry.vietnamese.isEmpty ? entry.english : entry.vietnamese).flatMap(words))
    }
    english.formUnion(FunctionNames.vietnamese.keys.flatMap(words))
    for case .declaration(let declaration) in statements.map(\.kind) { others.formUnion(names(of: declaration)) }
    // Values that formulas and examples name.
    others.formUnion(
      ["status", "placed", "answered", "missed", "kind", "won", "lost", "open", "renewal", "out", "in", "nps", "ces"])
    return english.subtracting(others)
  }()

  private static func names(of declaration: Declaration) -> [String] {
    switch declaration {
    case .metric(let it): words(([it.name.text, it.label ?? ""] + it.also).joined(separator: " "))
    case .events(let it): words(it.name.text)
    case .entity(let entity):
      words(([entity.name.text, entity.label ?? ""] + entity.also).joined(separator: " "))
        + entity.members.flatMap { member -> [String] in
          switch member {
          case .time(let it): words(([it.name.text] + it.also).joined(separator: " "))
          case .dimension(let it): words(([it.name.text] + it.also).joined(separator: " "))
          case .link(let it): words(([it.name.text] + it.also).joined(separator: " "))
          case .measure(let it): words(([it.name.text] + it.also).joined(separator: " "))
          case .table, .name, .login, .columns, .history: []
          }
        }
    default: []
    }
  }

  /// The English words of a line, but for the parts of `P`.
  private static func found(in line: String) -> [String] {
    words(line.replacing(/P\.[a-z]+/, with: "P")).filter(english.contains)
  }

  @Test("the table knows what is English")
  func table() {
    #expect(Self.english.isSuperset(of: ["where", "having", "formula", "greatest", "describe"]))
    #expect(Self.english.isDisjoint(with: ["theo", "trong", "top", "while", "doanh"]))
    #expect(Self.found(in: "  formula: sum(orders.amount where status = placed)") == ["formula", "sum", "where"])
  }

  @Test("what names mean is told in Vietnamese")
  func descriptions() throws {
    let session = try TextSession(DemoFixture.path)
    _ = session.enter("set language vi")
    var count = 0
    for case .declaration(let declaration) in Self.statements.map(\.kind) {
      let name: String
      switch declaration {
      case .metric(let it): name = it.name.text
      case .entity(let it): name = it.name.text
      case .events(let it): name = it.name.text
      default: continue
      }
      let told = session.enter("describe \(name)")
      #expect(told.messages.isEmpty, "\(name): \(told.messages)")
      for line in told.results.split(separator: "\n").map(String.init) {
        #expect(Self.found(in: line).isEmpty, "\(name): \(line): \(Self.found(in: line))")
      }
      count += 1
    }
    #expect(count > 110)
  }

  @Test("help on every word of the language is told in Vietnamese, its English forms first of all left out")
  func topics() throws {
    let session = try TextSession(DemoFixture.path)
    _ = session.enter("set language vi")
    let forms = Keyword.vocabulary.flatMap { $0.english + $0.vietnamese } + Function.all.map(\.name)
    for topic in ["", "functions"] + forms {
      let told = session.enter("help \(Keyword(spelled: topic) == nil ? topic : "'\(topic)'")")
      #expect(told.status == .success || told.messages.contains("unknown-topic"), "\(topic): \(told.messages)")
      for line in told.results.split(separator: "\n").map(String.init) {
        // `kỳ_trước, previous: …` and `tiếng Anh: funnel` name the English form.
        let text = line.hasPrefix("  tiếng Anh:") ? "" : line.replacing(#/^ *[^:`()]*: /#, with: "")
        #expect(Self.found(in: text).isEmpty, "\(topic): \(line): \(Self.found(in: text))")
      }
    }
  }

  @Test(
    "plans are told in Vietnamese",
    arguments: [
      "xem doanh thu, tỷ lệ giữ chân theo nguồn top 3 gộp khác quý 2023-Q3 so với kỳ trước",
      "xem giá trị vòng đời khách, chi phí giữ chân mỗi khách theo nguồn quý 2023-Q3 giữ giá_trị_vòng_đời_khách > 0",
      "xem cơ hội đang mở, số ngày mở trung bình, khách mua lại theo nhân viên tháng 2023-09",
      "xem trượt(doanh thu, 3 tháng), cách_đây(đơn hàng, 1 năm), lũy_kế(khách mua) theo tháng quý 2023-Q3",
      "phễu khách_hàng -> cuộc_gọi trong vòng 7 ngày -> đơn_hàng tháng 2023-09 toàn chặng 30 ngày theo nguồn",
      "hành trình tuần 4", "danh sách đơn hàng tháng 2023-09", "giữ chân tháng 6", "chu kỳ tuần 6 theo nguồn",
      "xem khách hàng mới theo độ tuổi tháng 2023-09 lọc tuổi >= 18 hoặc giới_tính bỏ trống",
    ])
  func plans(_ question: String) throws {
    let session = try TextSession(DemoFixture.path)
    let told = session.enter("giải thích phân tích \(question)")
    #expect(told.status == .success, "\(told.messages)")
    for line in told.results.split(separator: "\n").map(String.init) {
      // Columns are called as the database calls them.
      let text = line.replacing(/[a-z]+_[a-z_]+|null|amount|from|purpose|'[^']*'/, with: "")
      #expect(Self.found(in: text).isEmpty, "\(line): \(Self.found(in: text))")
    }
  }

  @Test("code in Vietnamese texts has the Vietnamese forms of keywords and functions")
  func code() {
    // What a model's report lines and units are written with in both languages.
    let kept: Set = ["funnel", "journey", "portrait", "scorecard", "targets", "retention", "cycle", "as"]
    let forms = Set(
      Keyword.vocabulary.filter { !$0.vietnamese.isEmpty && !$0.vietnamese.contains($0.keyword.rawValue) }
        .flatMap(\.english) + FunctionNames.vietnamese.keys)
    for (english, vietnamese) in VietnameseTexts.all {
      for match in vietnamese.matches(of: /`([^`]*)`/) {
        let code = String(match.1)
        if code.hasPrefix("kpi ") || english.contains("SQL") || english.contains("query") { continue }
        // Options, commands of the prompt, variables and texts are no keywords.
        let bare = code.replacing(/"[^"]*"|\$\w+|--[a-z-]+|^\.[a-z]+/, with: "")
        let left = bare.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
          .filter { forms.contains($0) && !kept.contains($0) }
        #expect(left.isEmpty || Self.stays.contains(code), "`\(code)`: \(english)")
      }
    }
  }

  /// Code that is the same in both languages: settings, parts of `P`, SQL, what has no other form.
  private static let stays: Set = [
    "up to P", "first", "last", "thiết lập today 2023-12-31", "select", "with … select", "compare year lunar",
  ]

  @Test("no line of help is wider than a terminal of 80 columns")
  func widths() throws {
    let session = try TextSession(DemoFixture.path, output: OutputOptions(isTerminal: true, width: 80))
    let topics = ["", "functions"] + Keyword.vocabulary.map(\.keyword.rawValue) + Function.all.map(\.name)
    let things = Self.statements.compactMap { statement -> String? in
      switch statement.kind {
      case .declaration(.metric(let it)): it.name.text
      case .declaration(.entity(let it)): it.name.text
      default: nil
      }
    }
    for language in TextLanguage.allCases {
      _ = session.enter("set language \(language.rawValue)")
      for statement in topics.map({ "help '\($0)'" }) + ["help", "describe"] + things.map({ "describe \($0)" }) {
        for line in session.enter(statement).results.split(separator: "\n").map(String.init) {
          #expect(displayWidth(line) <= 80, "\(statement): \(line)")
        }
      }
    }
  }
}
