import KPILanguage

/// The models that the program carries.
package enum BuiltInModel {
  /// The model of the reference CRM, written in the language itself.
  package static let crm = Source(name: "crm", text: String(decoding: PackageResources.crm_kpi, as: UTF8.self))

  /// The names of several words that it declares.
  package static let names = NameTable(parse(crm, id: SourceID(0)).statements)

  /// What its things are called in both languages.
  package static let pairs = NamePairs(parse(crm, id: SourceID(0)).statements)
}
