import KPIEngine
import KPILanguage
import Testing

@testable import KPICompiler
@testable import KPISession

/// Help on the language reads the head of the built-in model alone: it says the same as the whole of it.
@Suite struct HelpOfTheLanguageTests {
  @Test func theHeadSaysWhatTheModelCounts() throws {
    let (head, whole) = (OpenModel.headOfBuiltIn, OpenModel.builtInCatalog(zone: .vietnam))
    let (few, all) = (try #require(head.subject), try #require(whole.subject))
    #expect(head.entities[few].name == whole.entities[all].name)
    #expect(head.entities[few].label == whole.entities[all].label)
    #expect(head.entities.count < whole.entities.count)
    #expect(head.name == whole.name)
    #expect(head.isBuiltIn && whole.isBuiltIn)
  }

  /// What is not costs every start several milliseconds.
  @Test func theBuiltInModelIsPlainlyComposed() { #expect(BuiltInModel.crm.text.isPlainlyComposed) }

  @Test func theHeadEndsBehindTheFirstTable() {
    let (head, whole) = (BuiltInModel.head.text, BuiltInModel.crm.text)
    #expect(whole.hasPrefix(head.dropLast(2)) && head.hasSuffix("\n}\n"))
    #expect(head.split(separator: "\n").count { $0.hasPrefix("entity ") } == 1)
  }

  @Test func needingNoDatabaseHangsOnTheVerbAndNotOnNames() {
    func needsNone(_ text: String) -> Bool { Session.needsNoDatabase(Source(name: "-c", text: text)) }
    #expect(needsNone("help"))
    #expect(needsNone("help funnel; trợ giúp doanh thu"))
    #expect(needsNone("show ("))
    #expect(!needsNone("show revenue"))
    // Names of several words, which only the model's names make readable.
    #expect(!needsNone("show doanh thu theo nguồn"))
    #expect(!needsNone("help; show khách hàng mới"))
    #expect(!needsNone(""))
  }
}
