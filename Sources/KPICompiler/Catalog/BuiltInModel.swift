import KPILanguage

/// The models that the program carries.
package enum BuiltInModel {
  /// The model of the reference CRM, written in the language itself.
  package static let crm = Source(name: "crm", text: String(decoding: PackageResources.crm_kpi, as: UTF8.self))
}
