import Foundation
import KPILanguage
import KPIOutput
import KPISession
import Testing

/// A database of a test's own with the model that `kpi init` makes of it.
final class InitFixture {
  private let scratch: Scratch
  let path: String
  let model: String

  init(_ sql: String) throws {
    scratch = try Scratch()
    path = scratch.path + "/own.db"
    try SQLFixture(path).run(sql)
    model = try Self.draft(path)
  }

  /// The model of a database that is there already.
  init(at path: String) throws {
    scratch = try Scratch()
    self.path = path
    model = try Self.draft(path)
  }

  /// The model that is printed; it has the form that `kpi fmt` gives it.
  static func draft(_ path: String) throws -> String {
    let session = try TextSession(nil).session
    let model = try session.draftModel(of: path)
    #expect(try session.formatted(Array(model.utf8), name: "made.kpi", in: nil).text == model)
    return model
  }

  /// The statements at the model's end.
  var statements: [String] {
    let lines = model.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: "# Statements to try:") else { return [] }
    return lines[start...].filter { $0.hasPrefix("#   ") }.map { String($0.dropFirst(4)) }
  }

  /// The day that the model's head says.
  var today: String? {
    model.firstMatch(of: #/latest time that is no plan: (\d{4}-\d{2}-\d{2})/#).map { String($0.1) }
  }

  /// A session with the database and the model as it was printed.
  func session(format: KPIOutput.OutputFormat = .json) throws -> TextSession {
    var options = SessionOptions()
    options.today = today ?? "2024-06-30"
    options.model = try scratch.file("made.kpi", model)
    options.threads = 1
    return try TextSession(path, options: options, format: format)
  }

  /// The rows of a question's JSON result, as they are written; the messages where there is none.
  func rows(_ question: String) throws -> String {
    let answer = try session().enter(question)
    return SmallDatabase.rows(answer.results) ?? answer.messages
  }

  /// A question's rows are those that SQL gives.
  func expectSame(_ question: String, _ sql: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    func rows(_ text: String) throws -> String {
      // A whole number and the same one with a point are equal.
      try self.rows(text).replacing(#/(\d)\.0+(?=[,\]])/#) { String($0.1) }
    }
    let expected = try rows("sql \"\(sql)\"")
    #expect(expected.hasPrefix("[[") && !expected.hasPrefix("[[null"), "\(expected)", sourceLocation: sourceLocation)
    #expect(try rows(question) == expected, "\(question)", sourceLocation: sourceLocation)
  }

  /// Loads the model and asks all of its statements: no mistake, and no warning about a name.
  func expectThatItAnswers(_ name: String = "", atLeast count: Int = 10) throws {
    let session = try session(format: .table)
    #expect((count...10).contains(statements.count), "\(name): \(statements)")
    #expect(!model.contains("# left out: "), "\(name)\n\(model)")
    for statement in statements {
      let answer = session.enter(statement)
      #expect(answer.status == .success, "\(name): \(statement)\n\(answer.messages)\n\(model)")
      for word in ["error[", "warning[unknown", "warning[ambiguous", "warning[repeated"] {
        #expect(!answer.messages.contains(word), "\(name): \(statement)\n\(answer.messages)")
      }
    }
  }
}
