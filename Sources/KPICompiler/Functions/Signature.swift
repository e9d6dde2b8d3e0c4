import KPILanguage

/// What a function takes and where it may stand.
///
/// Every function has one entry in the table `Signature.all`; every binder holds calls to it with `check`, so that nothing
/// that is written is dropped.
package struct Signature: Sendable {
  /// Where a call may stand.
  package enum Place: Sendable, Hashable, CaseIterable {
    /// A metric's expression.
    case metric
    /// A condition or a measure of rows, where aggregates of the row's own subject may stand.
    case row
    /// A question's `where`, or a key: rows too, but without such aggregates.
    case clause
    /// A model's own dimensions, times and measures.
    case declaration
    /// What is said of each thing: before `each`, and in its `having`.
    case things
    /// `having` and `order by`: over the numbers of a table.
    case table
    /// Values of a script, and columns in a pipe.
    case value

    /// How messages name it.
    var description: Message {
      switch self {
      case .metric: "a metric"
      case .row: "a condition about rows"
      case .clause: "a question's `where` or `by`"
      case .declaration: "a model's own dimensions, times and measures"
      case .things: "what `each` says of every thing"
      case .table: "a condition about the table"
      case .value: "a script's values and pipes"
      }
    }
  }

  /// What an argument is.
  package enum Argument: Sendable, Hashable {
    case value, condition, number, time
    /// An entity or `events`.
    case rows
    /// `E.MEASURE`, or any value of a row.
    case measure
    /// A metric, or an expression of metrics.
    case metric
    /// The name of one metric.
    case metricName
    /// An entity, `events` or count metric, with its condition in brackets or without.
    case event
    /// `30 days`.
    case span
    /// `year`.
    case unit
    /// `0.9`, `90%`.
    case fraction
    /// How many decimals to keep: 0 to 8.
    case places
    /// A whole number.
    case edge
    /// `P`.
    case period
  }

  /// One way to write a call.
  package struct Form: Sendable {
    /// How it is written, for messages: `count(distinct E.X where C at TIME)`.
    package let text: String
    package let arguments: [Argument]
    /// The last argument may be given up to this many times.
    package let mostOfLast: Int
    /// How many of the last arguments may be left out.
    package let optionalCount: Int
    package let requires: Set<Call.Clause>
    package let takes: Set<Call.Clause>
    package let timeWords: Set<Call.TimeWord>
    package let places: Set<Place>

    init(
      _ text: String, _ arguments: [Argument], mostOfLast: Int = 1, optionalCount: Int = 0,
      requires: Set<Call.Clause> = [], takes: Set<Call.Clause> = [],
      timeWords: Set<Call.TimeWord> = [], in places: Set<Place>
    ) {
      self.text = text
      self.arguments = arguments
      self.mostOfLast = mostOfLast
      self.optionalCount = optionalCount
      self.requires = requires
      self.takes = timeWords.isEmpty ? takes : takes.union([.timeWord])
      self.timeWords = timeWords
      self.places = places
    }

    /// How many arguments it takes.
    var arity: ClosedRange<Int> {
      let most = arguments.isEmpty ? 0 : arguments.count - 1 + mostOfLast
      return arguments.count - optionalCount...most
    }

    /// What the argument at a position is.
    func argument(_ position: Int) -> Argument { arguments[min(position, arguments.count - 1)] }
  }

  package let name: String
  package let forms: [Form]

  /// Its names, the English one first.
  var names: [String] { [name] + (FunctionNames.vietnamese[name].map { [$0] } ?? []) }

  /// How it is written, in its first form.
  var usage: String { forms.first?.text ?? "\(name)(…)" }

  init(_ name: String, _ forms: [Form]) {
    self.name = name
    self.forms = forms
  }

  /// The function of that name.
  package static func named(_ name: String) -> Signature? { byName[name.lowercased()] }

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

/// Functions of values, the same wherever an expression may stand.
package enum ScalarName: String, CaseIterable, Sendable {
  case `if`, coalesce, least, greatest, round, abs, days, weeks, hours, months
}

/// Aggregates by name.
package enum AggregateName: String, CaseIterable, Sendable {
  case count, sum, avg, min, max, median, stddev, percentile, first, last, stock, first_time, last_time
}

/// Windows that a metric may be seen through.
enum WindowName: String, CaseIterable {
  case previous, ago, rolling, cumulative, to_date, so_far
}
