import Foundation
import KPICompiler
import KPILanguage
import KPISession
import Testing

/// Every word of the examples is among what Tab offers at its place.
///
/// The examples are walked word by word (`StatementWalk`): a word that is not offered is a place of the grammar that
/// completion does not know.
@Suite struct OfferedNextTests {
  /// The documents whose examples ask the built-in model.
  private static let pages =
    ["README.md"] + ["language", "reports", "huong-dan", "functions", "pictures", "prompt"].map { "docs/\($0).md" }

  private static let scripts = ["tour", "monthly", "week", "getfly"].map { "examples/\($0).kpi" }

  /// What is offered to nobody: a value that an example misspells on purpose, and the columns of a table that a
  /// report's own parameter is needed for.
  private static let unlisted: Set<String> = ["Facebok", "$r.source", "$r.orders"]

  private func session() throws -> TextSession {
    var options = SessionOptions()
    options.today = "2023-12-31"
    return try TextSession(DemoFixture.path, options: options)
  }

  /// How many words were looked at, and those that were not offered.
  private func walk(_ text: String, _ session: TextSession) -> (places: Int, misses: [StatementWalk.Miss]) {
    var places = 0
    var misses: [StatementWalk.Miss] = []
    for statement in Session.statementTexts(of: Source(name: "", text: text)) {
      let walk = StatementWalk(session.session, statement)
      places += walk.places
      // What is defined, and the tables that `drill` and pipes go on from; no file is written, none is read.
      let isOfFiles = ["export", "xuất", "open", "mở", " to \"", "import", "nhập"].contains { statement.contains($0) }
      // What is a mistake is offered nowhere.
      if isOfFiles || session.enter(statement).status == .success { misses += walk.misses }
    }
    return (places, misses.filter { !Self.unlisted.contains($0.path) })
  }

  private func expectNone(_ misses: [StatementWalk.Miss], _ place: String) {
    for miss in misses { print("MISS", place, miss.description.replacing("\n", with: "⏎")) }
    #expect(misses.isEmpty, "\(place): \(misses.map(\.description).joined(separator: "\n"))")
  }

  @Test(arguments: pages)
  func wordsOfTheManual(_ page: String) throws {
    let session = try session()
    let document = try MarkdownDocument(page)
    // What it drills into is that of the document's own database.
    let texts = document.blocks.filter { $0.words == ["kpi"] }.map(\.text)
    expectNone(texts.flatMap { walk($0, session).misses }.filter { !$0.isKey }, page)
  }

  @Test(arguments: scripts)
  func wordsOfTheExamples(_ script: String) throws {
    let session = try session()
    let text = try String(contentsOfFile: MarkdownDocument.root + "/" + script, encoding: .utf8)
    expectNone(walk(text, session).misses, script)
  }

  @Test func wordsOfTheFunctionsExamples() throws {
    let session = try session()
    let found = Function.all.map { walk($0.example, session) }
    #expect(found.reduce(0) { $0 + $1.places } > 250)
    expectNone(found.flatMap(\.misses), "functions")
  }

  @Test func wordsOfTheVietnameseEntries() throws {
    let session = try session()
    let text = try String(contentsOfFile: GoldenTests.folder + "/vietnamese.kpi", encoding: .utf8)
    let entries = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let found = entries.map { walk(String($0), session) }
    expectNone(found.flatMap(\.misses), "vietnamese.kpi")
  }

  /// The statements with reference answers, where they lie beside the package; the data at hand are others.
  private static let reference: [String] = {
    struct Case: Decodable {
      var id: String
      var statement: String
    }
    let path = MarkdownDocument.root + "/../shared/crm/expected.json"
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    let cases = (try? JSONDecoder().decode([Case].self, from: data)) ?? []
    return cases.filter { !$0.id.hasPrefix("error-") }.map(\.statement)
  }()

  @Test(.enabled(if: !reference.isEmpty))
  func wordsOfTheReferenceStatements() throws {
    let session = try session()
    let misses = Self.reference.flatMap { walk($0, session).misses }
    expectNone(misses.filter { !$0.isValue && !$0.isKey }, "reference")
  }
}
