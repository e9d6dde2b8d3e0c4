import KPICompiler
import KPILanguage

/// What may stand at a place of an entry.
enum Wanted: Hashable {
  /// The verb of a question, or of any other statement.
  case statement, question
  case metric, entity, segment, events
  /// A name that the question asked for: what an order or a `having` speaks of.
  case asked
  /// A dimension that everything asked for reaches; any at all; one with a history.
  case dimension, anyDimension, state
  /// What a condition or a measure may speak of, of one kind where only that fits; of any entity where none is known.
  case member(ValueKind?)
  case link
  /// What a link, an entity or the question's period leads to.
  case memberBehind(String, ValueKind?)
  /// A function that may stand in such a place.
  case function(Function.Place)
  case value(of: String)
  /// What compares a value of its kind; what it is compared with, besides values of the data.
  case operators(Left, isNegated: Bool = false, isOfScript: Bool = false)
  case comparand(Left)
  /// What may follow what stands left where that is a condition by itself.
  indirect case whole(Left, [Wanted])
  /// What may stand behind `in`.
  case membership(Left)
  case keywords([Keyword])
  /// Signs, and words that are no keywords.
  case words([String])
  /// A form of a picture.
  case chart
  /// The clauses that the question does not have yet.
  case clause, period
  /// A unit of time behind a number: with hours where they count, by the number.
  case units(isOne: Bool, hasHours: Bool = false)
  case oneUnit, grain
  /// What a metric may be counted in.
  case metricUnit
  /// How a number is written in a text.
  case format
  case stage
  /// A column of the table before the pipe, of one kind where only that fits; one that splits its rows.
  case column(ValueKind?), splitColumn
  case columnValue(of: String)
  case drillTable
  case drillKey(Int)
  case drillColumn
  case setting, login, variable, report, topic
  /// What is taken out of a variable: the columns of a table or of one of its rows, the names of its rows.
  case variableMember(String, isRow: Bool)
  case variableKey(String)
  case parameterType
  case settingValue(of: String)
  /// A file, in quotes.
  case file
}

extension Wanted {
  /// Whether a value of the data may stand there.
  var isValue: Bool {
    switch self {
    case .value, .columnValue, .drillKey, .variableKey: true
    default: false
    }
  }
}

/// What stands left of a comparison, by which what may follow is told.
enum Left: Hashable {
  /// A name in a condition about rows; a column of a table.
  case member(String), column(String)
  case number, time, text, boolean, unknown
}

/// What values are, as far as the words that compare them differ.
enum ValueKind: Hashable {
  case text, link, number, time, boolean, unknown
}

/// Where an expression stands: what its names are, and which functions it may call.
enum Ground: Hashable {
  /// An expression of metrics; what is asked of a table.
  case metrics, table
  /// A question's `where`; a condition or a measure of rows; what is said of each thing.
  case question, rows, things
  /// Values of a script; columns in a pipe.
  case script, columns

  var place: Function.Place {
    switch self {
    case .metrics: .metric
    case .table: .table
    case .question: .clause
    case .rows: .row
    case .things: .things
    case .script, .columns: .value
    }
  }

  /// What an operand may be.
  func operands(_ kind: ValueKind? = nil) -> [Wanted] {
    let names: [Wanted]
    switch self {
    case .metrics: names = [.metric]
    case .table: names = [.asked]
    case .question, .rows: names = [.member(kind)] + (kind == nil ? [.segment] : [])
    case .things: names = [.member(kind)]
    case .script: names = [.variable]
    case .columns: names = [.column(kind)]
    }
    return names + [.function(place)] + (kind == .time ? [.keywords([.today, .yesterday])] : [])
  }
}
