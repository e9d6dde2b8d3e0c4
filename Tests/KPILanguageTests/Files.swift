import FoundationEssentials

/// The files of the package, and of the folder with the contract where it lies beside the package.
enum Files {
  static let root = #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 }

  static func text(_ path: String) -> String? { try? String(contentsOfFile: root + "/" + path, encoding: .utf8) }

  static func names(in path: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + path)) ?? []
  }

  /// The project's own models and example scripts, by their paths.
  static let scripts: [String] =
    ["Sources/KPICompiler/Model/crm.kpi"]
    + ((try? FileManager.default.subpathsOfDirectory(atPath: root + "/examples")) ?? [])
    .filter { $0.hasSuffix(".kpi") }.sorted().map { "examples/" + $0 }

  /// The blocks marked `kpi` in the README and the manual.
  static let documentExamples: [String] = {
    let pages = ["README.md"] + names(in: "docs").filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
    var examples: [String] = []
    for page in pages {
      var block: String?
      for line in (text(page) ?? "").split(separator: "\n", omittingEmptySubsequences: false) {
        if line == "```kpi" {
          block = ""
        } else if line.hasPrefix("```") {
          if let block { examples.append(block) }
          block = nil
        } else if let open = block {
          block = open + line + "\n"
        }
      }
    }
    return examples
  }()

  /// The statements of the reference answers, without those that are about mistakes.
  static let referenceStatements: [String] = {
    struct Case: Decodable {
      var id: String
      var statement: String
    }
    guard let text = text("../shared/crm/expected.json") else { return [] }
    let cases = (try? JSONDecoder().decode([Case].self, from: Data(text.utf8))) ?? []
    return cases.filter { !$0.id.hasPrefix("error-") }.map(\.statement)
  }()

  /// The statements and models of the contract's cases.
  static let cases: [String] = {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root + "/../shared/cases")) ?? []
    return paths.filter { $0.hasSuffix(".kpi") }.sorted().compactMap { text("../shared/cases/" + $0) }
  }()

  /// The indented examples of the contract that are statements.
  static let contractExamples: [String] = {
    guard let text = text("../shared/language.md") else { return [] }
    var examples: [String] = []
    var block = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("    ") || line.isEmpty && !block.isEmpty {
        block += line + "\n"
      } else {
        if !block.isEmpty { examples.append(block) }
        block = ""
      }
    }
    return examples.filter { !$0.contains("error[") && !$0.contains("\"LABEL\"") }
  }()

  /// The statements that the contract quotes in its sentences: those that begin with a verb and stand for themselves.
  static let contractQuotes: [String] = {
    guard let text = text("../shared/language.md") else { return [] }
    let verbs = [
      "cycle", "funnel", "drill", "phễu", "xem", "chu", "set", "metric", "target", "events", "param", "run", "as",
    ]
    // Templates, and words about a verb.
    let isTemplate = { (quote: Substring) in
      quote.contains("…") || quote.contains(" N") || quote.contains("[") || quote.contains("D=") || quote.contains("|")
        || quote.contains("NAME") || quote.contains("FILE") || quote.contains("PERIOD")
    }
    return text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }
      .map(\.element).filter { quote in
        guard let word = quote.split(separator: " ").first, quote.contains(" ") else { return false }
        return verbs.contains(String(word)) && !isTemplate(quote) && !quote.contains("days …")
      }.map(String.init)
  }()
}
