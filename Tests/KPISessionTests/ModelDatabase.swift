import Foundation
import KPIOutput
import KPISession

/// A database with a model of its own, deleted with the object.
final class ModelDatabase {
  private let scratch: Scratch
  private let model: String
  private var path: String { scratch.path + "/own.db" }

  init(_ model: String, _ rows: String) throws {
    scratch = try Scratch()
    self.model = try scratch.file("own.kpi", model)
    try run(rows)
  }

  /// Changes the file.
  func run(_ sql: String) throws { try SQLFixture(path).run(sql) }

  func session(today: String, format: KPIOutput.OutputFormat = .json) throws -> TextSession {
    var options = SessionOptions()
    options.model = model
    options.today = today
    options.threads = 1
    return try TextSession(path, options: options, format: format)
  }
}
