import KPIOutput
import KPISession
import Testing

/// A database of its own with a model of its own, deleted with the object.
final class OwnModel {
  private let scratch: Scratch

  init(_ rows: String, model: String) throws {
    scratch = try Scratch()
    try SQLFixture(scratch.path + "/own.db").run(rows)
    _ = try scratch.file("own.kpi", model)
  }

  func session(today: String, format: KPIOutput.OutputFormat = .json) throws -> TextSession {
    var options = SessionOptions()
    options.today = today
    options.threads = 1
    options.model = scratch.path + "/own.kpi"
    return try TextSession(scratch.path + "/own.db", options: options, format: format)
  }
}
