import KPIEngine

/// The units of time that a statement's numbers are for, as a table with a column for whatever differs between them.
///
/// Of one unit alone everything is written where it stands.
final class UnitTable {
  let count: Int
  /// How the statement calls it.
  let name: String
  private(set) var columns: [(name: String, values: [String])] = []

  init(count: Int, name: String) {
    self.count = count
    self.name = name
  }

  /// What stands for a value of every unit.
  ///
  /// - Parameters:
  ///   - wanted: what the column is called if it needs one.
  ///   - alias: the table's name where the value stands.
  func value(_ values: [String], called wanted: String, alias: String) -> String {
    guard count > 1, Set(values).count > 1 else { return values.first ?? "null" }
    if let known = columns.first(where: { $0.values == values }) { return "\(alias).\(known.name)" }
    var name = wanted
    var number = 1
    while columns.contains(where: { $0.name == name }) {
      number += 1
      name = "\(wanted)_\(number)"
    }
    columns.append((name, values))
    return "\(alias).\(name)"
  }

  /// The table's rows, a unit each.
  var text: String {
    let rows = (0..<count).map { unit in "(\((["\(unit)"] + columns.map { $0.values[unit] }).joined(separator: ", ")))"
    }
    return "values\n  " + rows.joined(separator: ",\n  ")
  }

  var heading: String { "\(name)(\((["unit"] + columns.map(\.name)).joined(separator: ", ")))" }
}
