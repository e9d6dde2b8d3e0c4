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
    let stages = session.session.completions(before: "show orders by source | ", word: "", isQuoted: false)
    #expect(
      stages.sorted() == [
        "assert", "card", "chart", "derive", "export", "pivot", "save as", "select", "sort", "take", "unpivot", "where",
      ])
    let starts = session.session.completions(before: "", word: "", isQuoted: false)
    for word in ["entity", "viewer", "policy", "model", "subject"] {
      #expect(!starts.contains(word))
    }
    for word in ["show", "funnel", "import", "for", "report", "run", "let", "metric", "open", "set"] {
      #expect(starts.contains(word))
    }
  }

  @Test func helpSaysWhatIsNotThereYet() throws {
    let session = try session()
    #expect(session.enter("help chart").results.contains("not in this version yet"))
    #expect(!session.enter("help take").results.contains("not in this version yet"))
    #expect(!session.enter("help chrat").messages.contains("`chart`"))
    #expect(!session.enter("show orders by source | frob").messages.contains("chart"))
  }
}
