import Foundation
import KPIOutput
import KPISession

/// A database and a model of a test's own, deleted with the object.
final class OwnDatabase {
  private let scratch: Scratch
  let path: String
  let model: String

  init(_ sql: String, model text: String) throws {
    scratch = try Scratch()
    path = scratch.path + "/own.db"
    try SQLFixture(path).run(sql)
    model = try scratch.file("own.kpi", text)
  }

  func session(
    today: String = "2024-06-15", login: String? = nil, format: KPIOutput.OutputFormat = .json
  ) throws -> TextSession {
    var options = SessionOptions()
    options.today = today
    options.login = login
    options.model = model
    options.threads = 1
    return try TextSession(path, options: options, format: format)
  }

  /// The rows of a question's JSON result, as they are written; the messages where there is none.
  func rows(_ question: String) throws -> String {
    let answer = try session().enter(question)
    return SmallDatabase.rows(answer.results) ?? answer.messages
  }
}
