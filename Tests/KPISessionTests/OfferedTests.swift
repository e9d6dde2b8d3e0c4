import KPILanguage
import KPISession
import Testing

/// Completion, help and the lists in messages name what this version has, and nothing else.
@Suite struct OfferedTests {
  /// How each word that is not offered is used; all of them are answered with `not-yet`.
  static let later = [
    "show orders by source | chart bar",
    "show orders by source | chart line", "show orders by source | chart pie", "show orders by source | chart heatmap",
  ]

  private func session() throws -> TextSession {
    var options = SessionOptions()
    options.today = "2023-12-31"
    return try TextSession(DemoFixture.path, options: options)
  }

  @Test(arguments: later)
  func whatIsNotOfferedIsNotThereYet(_ statement: String) throws {
    let answer = try session().enter(statement)
    #expect(answer.status == .mistake && answer.messages.contains("error[not-yet]"), "\(answer.messages)")
  }

  @Test func everyWordOfLaterIsTried() {
    let words = Keyword.vocabulary.map(\.keyword).filter(\.isLater)
    for word in words { #expect(Self.later.contains { $0.contains(word.rawValue) }, "\(word)") }
    #expect(!words.isEmpty)
  }

  @Test func completionOffersOnlyWhatCanBeDone() throws {
    let session = try session()
    let stages = session.session.completions(of: "show orders by source | ")
    #expect(
      stages.sorted() == [
        "assert", "card", "derive", "export", "pivot", "save as", "select", "sort", "take", "unpivot", "where",
      ])
    let starts = session.session.completions(of: "")
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
