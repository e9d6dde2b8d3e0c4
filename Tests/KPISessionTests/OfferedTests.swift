import KPILanguage
import KPISession
import Testing

/// Completion, help and the lists in messages name what this version has, and nothing else.
@Suite struct OfferedTests {
  private func session() throws -> TextSession {
    var options = SessionOptions()
    options.today = "2023-12-31"
    return try TextSession(DemoFixture.path, options: options)
  }

  @Test func completionOffersOnlyWhatCanBeDone() throws {
    let session = try session()
    let stages = session.session.completions(of: "show orders by source | ")
    #expect(
      stages.sorted() == [
        "assert", "card", "chart", "derive", "export", "pivot", "save as", "select", "sort", "take", "unpivot", "where",
      ])
    let starts = session.session.completions(of: "")
    for word in ["entity", "viewer", "policy", "model", "subject"] {
      #expect(!starts.contains(word))
    }
    for word in ["show", "funnel", "import", "for", "report", "run", "let", "metric", "open", "set"] {
      #expect(starts.contains(word))
    }
  }

  @Test func whatIsThereIsOffered() throws {
    let session = try session()
    #expect(session.enter("help chart").results.contains("draws the table"))
    #expect(session.enter("help chrat").messages.contains("`chart`"))
    #expect(session.enter("show orders by source | charr").messages.contains("chart"))
  }
}
