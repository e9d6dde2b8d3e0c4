import KPILanguage

/// The models that the program carries.
package enum BuiltInModel {
  /// The model of the reference CRM, written in the language itself.
  package static let crm = Source(name: "crm", text: String(decoding: PackageResources.crm_kpi, as: UTF8.self))

  private static let allNames = NameTable(parse(crm, id: SourceID(0)).statements)

  /// The names of several words that it declares, read when a text first asks for one.
  package static let names = NameTable { allNames }

  /// What it is called, what it counts, and how that is called: as far as the first entity's end.
  ///
  /// Help on the language needs no more of it.
  package static let head: Source = {
    var text = crm.text[...]
    while let end = text.utf8.firstIndex(of: UInt8(ascii: "\n")) {
      let isEnd = text[..<end] == "}"
      text = text[text.utf8.index(after: end)...]
      if isEnd { break }
    }
    return Source(name: crm.name, text: String(crm.text[..<text.startIndex]))
  }()

  /// What its things are called in both languages.
  package static let pairs = NamePairs(parse(crm, id: SourceID(0)).statements)
}
