import KPICompiler
import KPIEngine

/// A value of an expression, with what is known of it before the script runs; in a pipe one value for each row.
package struct Datum: Sendable, Hashable {
  /// What sort of value it is, for the checks of operators.
  package enum Kind: Sendable, Hashable {
    case number, text, moment, boolean
    /// Null, or a value whose sort is not known before the run: it fits everywhere.
    case any

    /// How messages name it.
    var description: Message {
      switch self {
      case .number: "a number"
      case .text: "a text"
      case .moment: "a date"
      case .boolean: "a condition"
      case .any: "a value"
      }
    }
  }

  /// What sort of value it is.
  package var kind: Kind
  /// The value; nil while a script is only checked and the value comes when it runs, and where there is one for each row.
  package var value: Value?
  /// The values that it may have when the script runs, where the script writes them: a loop's list, a report's argument.
  var among: [Value] = []
  /// The value in each row of a pipe's table; nil for what is the same in all.
  var rows: [Value]?
  /// `VND`, `%`, …; nil for a bare number and for everything else.
  package var unit: String?
  /// Of a literal written with `%`: the number as written, which it stands for against a `%` value.
  package var percent: Value?
  /// Whether it is a metric's number, a cell of a table, or was reckoned from one: texts for people write it as a table would.
  package var isMeasured = false
  /// Whether it names the group of rows without a value, in a table's cell: texts for people call it as the table does.
  package var isGroupOfNone = false

  /// A datum of a known sort.
  package init(_ kind: Kind, _ value: Value?, unit: String? = nil, percent: Value? = nil) {
    self.kind = kind
    self.value = value
    self.unit = unit
    self.percent = percent
  }

  /// A datum of the value's own sort.
  package init(_ value: Value, unit: String? = nil) {
    self.init(Self.kind(of: value), value, unit: unit)
  }

  /// The datum of a truth value.
  package init(_ isTrue: Bool?) {
    self.init(.boolean, isTrue.map(Value.boolean))
  }

  /// The same, its value forgotten: while a script is only checked it may be any of these.
  func forgotten(among values: [Value] = []) -> Datum {
    var datum = Datum(kind, nil, unit: unit)
    datum.among = values
    return datum
  }

  /// A value for each row.
  init(_ kind: Kind, rows: [Value], unit: String? = nil) {
    self.init(kind, nil, unit: unit)
    self.rows = rows
  }

  /// Null, which fits everywhere.
  package static let null = Datum(.any, .null)
  /// A value that comes when the script runs.
  package static let unknown = Datum(.any, nil)

  private static func kind(of value: Value) -> Kind {
    switch value {
    case .null: .any
    case .integer, .decimal, .real: .number
    case .text, .other: .text
    case .boolean: .boolean
    case .date, .time, .moment, .unit: .moment
    }
  }

  /// The sort of a column's cells.
  static func kind(of column: ResultColumn) -> Kind {
    switch column.type {
    case .integer, .number: .number
    case .text: .text
    case .boolean: .boolean
    case .date, .time, .unit: .moment
    }
  }
}

/// What a name with `$` stands for.
package enum Variable: Sendable {
  case datum(Datum)
  /// The answer of a question.
  ///
  /// While a script is only checked it has its columns and no rows; nil where not even those are known.
  case table(ResultTable?, isKnown: Bool)

  /// What it is where a statement is bound.
  var bound: Compiler.Variable {
    switch self {
    case .datum(let datum):
      datum.value.map { .value($0, unit: datum.unit, percent: datum.percent) } ?? .unknown(among: datum.among)
    case .table: .table
    }
  }
}
