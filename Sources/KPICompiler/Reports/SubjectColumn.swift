import KPIEngine
import KPILanguage

extension Compiler {
  /// What the reports count, as the model calls it; `things` where it declares no subject.
  var subjectsName: String {
    guard let subject = catalog.subject.map({ catalog.entities[$0] }) else {
      return ("things" as Message).text(in: language)
    }
    return (language == .vi ? subject.label?.lowercased() : nil) ?? subject.name
  }

  /// The column that counts things of an entity: it is called as they are, in both languages.
  ///
  /// - Parameter taken: the table's other columns, of which an entity may have a name.
  func counting(_ entity: Int, besides taken: [String]) -> ResultColumn {
    let counted = catalog.entities[entity]
    let isTaken = taken.contains { Catalog.key($0) == counted.key }
    return ResultColumn(
      name: isTaken ? "\(counted.name)_count" : counted.name, label: language == .vi ? counted.label : nil,
      kind: .metric, type: .integer)
  }
}
