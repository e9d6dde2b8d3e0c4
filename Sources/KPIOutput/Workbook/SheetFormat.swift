import KPIEngine
import KPILanguage

/// How the cells of a column are shown: its number format, and what of its unit stands in the heading.
struct SheetFormat {
  /// The pattern; empty for texts.
  let pattern: String
  let isPercent: Bool
  /// Digits behind the point, and what stands around the digits.
  private let places: Int
  private let extra: Int
  /// How wide a date is; nil for numbers.
  private let dateWidth: Int?

  /// - Parameter unitStandsInCells: the column has no unit for all rows that its heading could name.
  init(_ column: ResultColumn, _ language: TextLanguage, unitStandsInCells: Bool = false) {
    var number = ""
    switch column.type {
    case .text, .unit, .boolean: break
    case .date: number = language == .vi ? "dd/mm/yyyy" : "yyyy-mm-dd"
    case .time: number = (language == .vi ? "dd/mm/yyyy" : "yyyy-mm-dd") + " hh:mm:ss"
    case .integer, .number:
      // A number that names a group is a label: 1995, not 1,995.
      let digits = column.kind == .dimension && column.type == .integer ? "0" : "#,##0"
      let places = CellFormatter.places(of: column)
      number = digits + (places > 0 ? "." + String(repeating: "0", count: places) : "")
    }
    isPercent = column.unit == "%" && isNumeric(column)
    let unit = isNumeric(column) ? Self.suffix(column.unit, unitStandsInCells) : ""
    number += unit
    let isSigned = column.style == .signed && isNumeric(column)
    pattern = isSigned ? "+\(number);-\(number);\(number)" : number
    places = isNumeric(column) ? CellFormatter.places(of: column) : 0
    extra = unit.unicodeScalars.count { $0 != "\"" } + (isSigned ? 1 : 0)
    dateWidth = column.type == .date ? 10 : column.type == .time ? 19 : nil
  }

  /// The columns that the widest of numbers up to `magnitude` take.
  func width(of magnitude: Double, hasNegative: Bool) -> Int {
    if let dateWidth { return dateWidth }
    var digits = 1
    var rest = (isPercent ? magnitude * 100 : magnitude) + 0.5
    while rest >= 10, digits < 20 {
      digits += 1
      rest /= 10
    }
    return digits + (digits - 1) / 3 + (places > 0 ? places + 1 : 0) + extra + (hasNegative ? 1 : 0)
  }

  /// What a number format shows of a unit.
  ///
  /// Words stand in quotes: a reader takes bare letters for those of a date. Some look into the quotes too, so other
  /// units stand in the heading where they can.
  private static func suffix(_ unit: String?, _ standsInCells: Bool) -> String {
    switch unit {
    case "VND": return " \"₫\""
    case "%": return "%"
    case .some(let unit) where standsInCells && CellFormatter.suffix(of: unit) != nil:
      return " \"" + VisibleText.of(unit).filter { $0 != "\"" && $0 != "\\" } + "\""
    default: return ""
    }
  }

  /// The column's heading, with the unit that its cells do not show.
  static func heading(_ column: ResultColumn, _ formatter: CellFormatter) -> String {
    let heading = formatter.heading(column)
    guard let unit = column.unit, unit != "VND", unit != "%", isNumeric(column),
      let suffix = CellFormatter.suffix(of: unit), !heading.lowercased().contains(suffix.lowercased())
    else { return heading }
    return "\(heading) (\(VisibleText.of(suffix)))"
  }
}
