import Foundation
import KPILanguage
import Testing

/// The table of Vietnamese texts has a partner for each that the sources tell people, and no other.
struct VietnameseTextsTests {
  /// The keys of all literals, by file.
  private static let sources: [String: [String]] = {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: Files.root + "/Sources")) ?? []
    return paths.filter { $0.hasSuffix(".swift") && !$0.contains("/VietnameseTexts") }.reduce(into: [:]) {
      $0[$1] = SourceTexts(Files.text("Sources/" + $1) ?? "").keys
    }
  }()

  /// What these files say is for no reader of the session: data, code of other languages, a model's comments, words of lines.
  private static let untold = [
    "KPIDemo/", "KPIInit/", "KPIEngine/", "KPISQL/", "KPIOutput/", "KPISession/Mending/Loose",
    "KPISession/Mending/Period",
    "KPICompiler/Functions/AggregateFunctions", "KPICompiler/Functions/MetricFunctions",
    "KPICompiler/Functions/RowFunctions", "KPICompiler/Functions/ValueFunctions",
    "KPICompiler/Binding/Units+Known.swift", "kpi/Commands/",
    "kpi/Prompt/HistoryFile.swift", "kpi/Prompt/LineEditor.swift", "KPIRemote/Engines/PostgreSQLCatalog.swift",
    "KPIRemote/Engines/PostgreSQLState.swift",
    "KPIRemote/Engines/MariaDBCatalog.swift", "KPIRemote/Push/PushSQL.swift",
    "KPIRemote/Push/SparkPushSQL.swift", "kpi/KPI.swift", "KPISession/Test/TestReport.swift",
  ]

  /// Literals of the other files that are no texts for people, or that stay English: code, SQL, SQLite's own words.
  private static let codes: Set<String> = Set(
    (Files.text("Tests/KPILanguageTests/untold.txt") ?? "").split(separator: "\n").map(String.init))

  private static func isVietnamese(_ key: String) -> Bool {
    key.unicodeScalars.contains { $0.properties.isAlphabetic && !$0.isASCII }
  }

  private static func trimmed(_ key: String) -> String { key.trimmingCharacters(in: .whitespaces) }

  @Test("every text has a Vietnamese partner")
  func partners() {
    var isFound: Set<String> = []
    for (file, keys) in Self.sources where !Self.untold.contains(where: { file.hasPrefix($0) }) {
      for key in keys where SourceTexts.isSentence(key) && !Self.isVietnamese(key) {
        isFound.insert(key)
        #expect(VietnameseTexts.all[key] != nil || Self.codes.contains(Self.trimmed(key)), "\(file): \(key)")
      }
    }
    #expect(isFound.count > 600)
  }

  /// What the built-in model says of its metrics.
  private static let descriptions: [String] = {
    let model = Files.text("Sources/KPICompiler/Model/crm.kpi") ?? ""
    return model.split(separator: "\n").filter { $0.hasPrefix("metric ") && $0.hasSuffix("\"") }
      .compactMap { $0.dropLast().split(separator: "\"").last.map(String.init) }
  }()

  @Test("what the built-in model says of its metrics has a partner")
  func model() {
    #expect(Self.descriptions.count > 80)
    for text in Self.descriptions { #expect(VietnameseTexts.all[text] != nil, "\(text)") }
  }

  @Test("every partner has its text in the sources")
  func texts() {
    let ofTheSystem = VietnameseTexts.entries(of: VietnameseTexts.system).map(\.english)
    let known = Set(Self.sources.values.joined()).union(Self.descriptions).union(ofTheSystem)
    #expect(VietnameseTexts.all.count > 900)
    for key in VietnameseTexts.all.keys.sorted() { #expect(known.contains(key), "\(key)") }
    let trimmed = Set(known.map(Self.trimmed))
    for key in Self.codes { #expect(trimmed.contains(key), "untold.txt: \(key)") }
  }

  @Test("a text and its partner have the same places, and no text stands twice")
  func places() throws {
    func places(_ text: String) -> [Substring] { text.matches(of: /\{\d\}/).map(\.output).sorted() }
    var seen: Set<String> = []
    for (english, vietnamese) in VietnameseTexts.parts.flatMap(VietnameseTexts.entries) {
      #expect(Set(places(english)) == Set(places(vietnamese)), "\(english)")
      #expect(seen.insert(english).inserted, "\(english)")
      #expect(english.filter { $0 == "`" }.count % 2 == vietnamese.filter { $0 == "`" }.count % 2, "\(english)")
    }
  }

  @Test("a message is told in the language, its places in their order there")
  func message() {
    let kind: Message = "a number"
    let message: Message = "`\("x")` takes \(kind) here, not \(2)"
    #expect(message.english == "`x` takes a number here, not 2")
    #expect(message.text(in: .vi) == "ở đây `x` nhận một số, không nhận 2")
    #expect(Message(written: "a number").text(in: .vi) == "a number")
    let unknown: Message = "nobody has translated this: \(kind)"
    #expect(unknown.text(in: .vi) == "nobody has translated this: một số")
    #expect(unknown.untranslated(in: .vi) == ["nobody has translated this: {0}"])
    #expect(Message.either(["a text", "a date", "\(1)"])?.text(in: .vi) == "một đoạn chữ hoặc một ngày hoặc 1")
    #expect(message.untranslated(in: .vi).isEmpty)
  }
}
