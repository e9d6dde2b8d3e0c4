import KPIEngine

/// The answer to a question.
public struct Table: Sendable, Hashable {
  /// A column of the answer.
  public struct Column: Sendable, Hashable {
    /// The name of the language, whatever the output language.
    public let name: String
    /// The heading in the output language.
    public let label: String
    /// Whether the column splits the answer, so that it has no total.
    public let isDimension: Bool
    /// `VND`, `%`, `days`, …; nil for none.
    public let unit: String?
  }

  /// A cell of the answer.
  public enum Cell: Sendable, Hashable {
    /// No value; in a dimension, the rows without one.
    case null
    /// A whole number, exact.
    case integer(Int64)
    /// `coefficient ÷ 10^scale`, exact.
    case decimal(coefficient: Int64, scale: Int)
    /// A floating number.
    case number(Double)
    /// A text in NFC.
    case text(String)
    /// A truth value.
    case boolean(Bool)
    /// A date, a time or a calendar unit as ISO text: `2023-09-06`, `2023-09-06 10:00:00`, `2023-W36`.
    case time(String)
  }

  /// The report's name, such as `show`.
  public let name: String
  /// First and last day as ISO text; nil where the answer covers no period.
  public let period: ClosedRange<String>?
  /// The columns in their order.
  public let columns: [Column]
  /// A cell per column and row.
  public let rows: [[Cell]]
  /// A cell per column, null in dimensions; nil where the answer has no total.
  public let total: [Cell]?
  /// Notes about the answer, whole sentences.
  public let notes: [String]

  init(_ table: ResultTable) {
    name = table.name
    period = table.period.flatMap { $0.isEverything ? nil : $0 }.map {
      CivilDate(dayNumber: $0.first).iso...CivilDate(dayNumber: max($0.first, $0.last)).iso
    }
    columns = table.columns.map {
      Column(name: $0.name, label: $0.label, isDimension: $0.kind == .dimension, unit: $0.unit)
    }
    rows = table.rows.map { $0.map(Self.cell) }
    total = table.total.map { $0.map(Self.cell) }
    notes = table.notes
  }

  private static func cell(_ value: Value) -> Cell {
    switch value {
    case .null: .null
    case .integer(let number): .integer(number)
    case .decimal(let coefficient, let scale): .decimal(coefficient: coefficient, scale: scale)
    case .real(let number): .number(number)
    case .text(let text): .text(text)
    case .boolean(let isTrue): .boolean(isTrue)
    case .date, .time, .moment, .unit: .time(Datum.text(value))
    case .other: .text("(other)")
    }
  }
}
