import KPILanguage

/// The models that the program carries.
package enum BuiltInModel {
  private static let name = "crm"

  /// The model of the reference CRM, written in the language itself.
  package static let crm = Source(name: name, text: String(decoding: PackageResources.crm_kpi, as: UTF8.self))

  private static let allNames = NameTable(parse(crm, id: SourceID(0)).statements)

  /// The names of several words that it declares, read when a text first asks for one.
  package static let names = NameTable { allNames }

  /// What it is called, what it counts, and how that is called: as far as the first entity's table.
  ///
  /// Help on the language needs no more of it.
  package static let head: Source = {
    var text = ""
    for line in PackageResources.crm_kpi.split(
      separator: UInt8(ascii: "\n"), maxSplits: 99, omittingEmptySubsequences: false)
    {
      text += String(decoding: line, as: UTF8.self) + "\n"
      if line.starts(with: "  table ".utf8) { break }
    }
    return Source(name: name, text: text + "}\n")
  }()

  /// What its things are called in both languages.
  package static let pairs = NamePairs(parse(crm, id: SourceID(0)).statements)
}
