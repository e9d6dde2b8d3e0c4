import KPIEngine
import KPILanguage

/// Turns questions into plans: names bound against the catalog, values against the visible rows.
package struct Compiler {
  /// What a variable is when a statement is bound.
  package enum Variable: Sendable {
    case undefined
    /// Defined, but its value comes only when the script runs (a script is checked whole before that).
    ///
    /// - Parameter among: the values that it may have, where they are known.
    case unknown(among: [Value] = [])
    /// A question's answer.
    case table
    /// - Parameters:
    ///   - unit: nil for a bare number and for everything else.
    ///   - percent: of one written with `%`, the number as written, which it stands for beside a `%` value.
    case value(Value, unit: String? = nil, percent: Value? = nil)
  }

  @Shared package var catalog: Catalog { didSet { metrics = nil } }
  package var context: ExecutionContext { didSet { metrics = nil } }
  package var language: TextLanguage { didSet { metrics = nil } }
  /// Loose matches of values, and values that the data does not have, are errors.
  package var isStrict: Bool { didSet { metrics = nil } }
  /// Variables by name, without `$`.
  package var variable: @Sendable (String) -> Variable { didSet { metrics = nil } }
  /// Evaluates an expression without names of a model (`[M PERIOD]`, interpolated text, arithmetic on variables).
  ///
  /// Nil where it cannot be evaluated; then it has been reported.
  package var constant: @Sendable (Expression) -> Value? { didSet { metrics = nil } }
  /// The same for what is bound after the answer: it knows earlier answers by their cells alone.
  package var laterConstant: (@Sendable (Expression) -> Value?)?
  /// A number with its unit as a table for people writes it; only the session knows that.
  package var prose: @Sendable (Value, _ unit: String?, TextLanguage) -> String = { value, unit, _ in
    value.plainText + (unit.map { " \($0)" } ?? "")
  }
  /// Whether there are rows to ask; without them values are taken as they are written, and nothing is computed.
  package var hasData = true { didSet { metrics = nil } }
  /// Whether a text written there is held against the data: the built-in model's own values are meant as written,
  /// whatever a database has of them today.
  func looksUp(_ span: Span) -> Bool { hasData && (span.source != catalog.source || !catalog.isBuiltIn) }

  /// Columns that the model names and the database has not: nothing is known of their values.
  package var absent: Set<ColumnsRead.Use> = [] { didSet { metrics = nil } }

  /// Whether a text written there is held against the values of an expression.
  func looksUp(_ span: Span, in expression: Scalar) -> Bool {
    looksUp(span) && isPresent(expression)
  }

  /// Whether the database has every column that an expression reads.
  func isPresent(_ expression: Scalar) -> Bool {
    absent.isEmpty || ColumnsRead(expression, $catalog).uses.isDisjoint(with: absent)
  }

  /// The definitions that are being bound around what this compiler binds.
  var definitions = DefinitionPath()
  /// What was found of the texts of the model's entities.
  let writtenTexts = WrittenTextMemo()
  /// The metrics that statements before have bound; nil once anything has changed that metrics depend on.
  private(set) var metrics: MetricMemo?
  let reads = SessionReads()
  /// The segments that have been bound.
  var segments = SegmentMemo()
  /// What values and names were looked up among; shared by all statements that see the same rows.
  package var names = NameCache()
  /// The company's time zone, by name.
  package var zoneName = ""
  /// The tables of the last answer, for `drill`; nil where there is none, empty while it is not known.
  package var lastTables: [ResultTable]?

  package init(
    catalog: Catalog, context: ExecutionContext, language: TextLanguage = .en, isStrict: Bool = false,
    variable: @escaping @Sendable (String) -> Variable = { _ in .undefined },
    constant: @escaping @Sendable (Expression) -> Value? = { _ in nil }
  ) {
    var catalog = catalog
    catalog.takeKeys(of: context.store)
    _catalog = Shared(wrappedValue: catalog)
    self.context = context
    self.language = language
    self.isStrict = isStrict
    self.variable = variable
    self.constant = constant
  }

  /// Takes the metrics that statements before have bound, and keeps there what it binds.
  package mutating func remember(in memo: MetricMemo) {
    reads.lead(to: variable, constant, later: laterConstant)
    variable = { [reads] name in reads.variable(name) }
    constant = { [reads] expression in reads.constant(expression) }
    laterConstant = { [reads] expression in reads.laterConstant(expression) }
    metrics = memo
  }
}

/// A question ready to be answered: its plans, and how their results become tables.
package struct PreparedQuestion: Sendable {
  package var plans: [Plan]
  /// Turns the plans' results, in their order, into the question's tables.
  package var shape: @Sendable ([PlanResult]) throws(ExecutionError) -> [ResultTable]
  /// `explain`: what is shown of the plans in place of the answer.
  package var explain: Question.Explanation?
  /// What the plans look at; nil while the question is being bound.
  package var read: ColumnsRead?

  package init(
    plans: [Plan], explain: Question.Explanation? = nil,
    shape: @escaping @Sendable ([PlanResult]) throws(ExecutionError) -> [ResultTable]
  ) {
    self.plans = plans
    self.explain = explain
    self.shape = shape
  }
}

/// What binding something gave, and everything that was wrong or odd about it.
package struct Bound<Content> {
  /// Nil where an error kept it from being bound.
  package var content: Content?
  package var diagnostics: [Diagnostic]

  package init(_ content: Content?, _ diagnostics: [Diagnostic]) {
    self.content = content
    self.diagnostics = diagnostics
  }
}

/// One number of the whole company: `[M PERIOD where …]`.
package struct PreparedNumber: Sendable {
  package var plan: Plan
  package var unit: String?
  /// What the plan looks at.
  package var read: ColumnsRead

  package init(plan: Plan, unit: String?, read: ColumnsRead) {
    self.plan = plan
    self.unit = unit
    self.read = read
  }

  /// The number in the plan's result.
  package func value(_ result: PlanResult) -> Value {
    if case .grouped(let table) = result { table.total.first ?? .null } else { .null }
  }
}

extension Bound: Sendable where Content: Sendable {}
