/// The Vietnamese partners of the texts that the sources have in English.
///
/// Each part of the table has the English text, the Vietnamese one on the next line, and an empty line. Places (`{0}`)
/// may stand in any order. A test finds texts without a partner, partners without a text, and places that do not match.
package enum VietnameseTexts {
  /// Vietnamese by English.
  package static let all: [String: String] = {
    var all: [String: String] = [:]
    for part in parts {
      for (english, vietnamese) in entries(of: part) { all[english] = vietnamese }
    }
    return all
  }()

  /// The parts of the table as they are written, by the room whose texts they have.
  package static let parts: [String] = [
    keywords1, keywords2, parser1, parser2, binding1, binding2, reports1, reports2, notes, session1, session2, exports,
    files, database, prompt, charts, alerts, mending, sql, remote, push, functions, plans, system,
    model,
  ]

  /// The pairs of a part, in its order.
  package static func entries(of part: String) -> [(english: String, vietnamese: String)] {
    let lines = part.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    return stride(from: 0, to: lines.count - 1, by: 2).map { (lines[$0], lines[$0 + 1]) }
  }

  static func partner(of key: String, in language: TextLanguage) -> String? {
    language == .vi ? all[key] : nil
  }
}
