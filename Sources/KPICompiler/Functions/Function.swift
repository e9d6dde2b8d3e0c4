import KPIEngine
import KPILanguage

/// A function of the language: what it makes of a call, what it takes, where it may stand, and what help says of it.
///
/// Every function has one entry in the table `Function.all`. Every binder asks it what a call means, and holds the call to
/// its forms with `check`, so that nothing that is written is dropped; help, the mistakes' messages and the documentation
/// read it. What it is called in Vietnamese the parser knows (`FunctionNames`).
package struct Function: Sendable {
  /// What it makes of a call.
  package enum Kind: Sendable, Hashable {
    /// A value of its operands, the same wherever it stands.
    case value(Scalar.Function)
    /// `if`, `coalesce`: a value, for which not all operands are needed.
    case choice, firstKnown
    /// How many rows, things or different values.
    case count
    /// A measure of rows.
    case aggregate(Aggregate.Function)
    /// A measure of rows, at a part that the call says.
    case percentile
    /// A measure of the rows' own times.
    case times(Aggregate.Function)
    /// What is there at an end.
    case stock
    /// A metric of other periods.
    case window(Window)
    /// Subjects by what they do in a period and before it.
    case subjects(Subjects)
    /// A metric among its groups, or beside what is set for it.
    case share, rank, target
    /// A value of a row alone.
    case age, bands

    /// Whether it goes over rows.
    var isAggregate: Bool {
      switch self {
      case .count, .aggregate, .percentile, .times, .stock: true
      default: false
      }
    }

    /// Whether it is a value of values, wherever those stand.
    var isOfValues: Bool {
      switch self {
      case .value, .choice, .firstKnown: true
      default: false
      }
    }
  }

  /// The periods that a metric may be seen in beside its own.
  package enum Window: Sendable { case previous, ago, rolling, cumulative, toDate, soFar }

  /// Who comes, goes and comes back.
  package enum Subjects: Sendable { case retained, lost, returning }

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

    /// How it is written, as its reader does.
    var told: Message { Message(form: text) }

    /// How many arguments it takes.
    package var arity: ClosedRange<Int> {
      let most = arguments.isEmpty ? 0 : arguments.count - 1 + mostOfLast
      return arguments.count - optionalCount...most
    }

    /// What the argument at a position is.
    func argument(_ position: Int) -> Argument { arguments[min(position, arguments.count - 1)] }
  }

  package let name: String
  package let kind: Kind
  /// One line.
  package let summary: Message
  /// A statement, or several, that runs on the demo database.
  package let example: String
  package let forms: [Form]

  /// Every function, in the order of `help functions`.
  package static let all: [Function] = aggregates + values + ofMetrics + ofRows

  /// What messages call it.
  var told: Message { Message(named: name, vietnamese: FunctionNames.vietnamese[name]) }

  /// Its names, the English one first.
  var names: [String] { [name] + (FunctionNames.vietnamese[name].map { [$0] } ?? []) }

  init(_ name: String, _ kind: Kind, _ summary: Message, example: String, _ forms: [Form]) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.example = example
    self.forms = forms
  }

  /// The function of that name, in any case.
  package static func named(_ name: String) -> Function? { byName[name.lowercased()] }

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

extension Call {
  /// What messages call its function.
  package var told: Message { Message(named: function.text, vietnamese: FunctionNames.vietnamese[function.text]) }

  /// What its function makes of it; nil where there is no such function.
  package var kind: Function.Kind? { Function.named(function.text)?.kind }
}
