/// A question: its verb and its clauses, each clause once, in any order.
package struct Question: Sendable, Hashable {
  /// What is asked, with what belongs to the verb alone.
  package indirect enum Verb: Sendable, Hashable {
    case show([MetricItem])
    /// A report whose form says all of its syntax (`QuestionForm`).
    case report(Keyword, Lead, OwnClauses = OwnClauses())
    /// The five-step conversion table.
    case conversion(detail: Bool)
    case orderedFunnel(OrderedFunnel)
    case cycle(Outcome?, Horizon?)
    case scorecard(Scorecard)
    /// `list E [at TIME]`.
    case list(Path, at: Path?)
    case drill(Drill)
    case explain(Question, Explanation)
    case describe(Path?)
    case values(Path)
    case help(topic: String?)
    case sql(String)
  }

  /// What stands behind a report's verb.
  package enum Lead: Sendable, Hashable {
    case nothing
    case metric(MetricItem)
    case event(Event?)
    /// Whether the word that may be left out is there.
    case word(Bool)
  }

  /// Clauses that only some reports have.
  package struct OwnClauses: Sendable, Hashable {
    package var horizon: Horizon?
    /// `next N months`.
    package var next: TimeSpan?

    package init(horizon: Horizon? = nil, next: TimeSpan? = nil) { (self.horizon, self.next) = (horizon, next) }
  }

  /// What `explain` shows of a question.
  package enum Explanation: Hashable, Sendable {
    /// Its plan.
    case plan
    /// The plan, run, with real rows and time.
    case analyze
    /// The plan in SQL.
    case sql(Engine)
  }

  /// Whose SQL a plan is written in.
  package enum Engine: Hashable, Sendable { case sqlite, postgres, spark }

  package var verb: Verb
  /// The verb's own place, for messages about the whole question.
  package var verbSpan: Span
  package var clauses: Clauses
  package var span: Span

  package init(verb: Verb, verbSpan: Span, clauses: Clauses = Clauses(), span: Span) {
    self.verb = verb
    self.verbSpan = verbSpan
    self.clauses = clauses
    self.span = span
  }
}

/// A metric asked for: a name, or an expression whose text heads the column.
package struct MetricItem: Sendable, Hashable {
  package var expression: Expression
  /// The source text, for the column's name where the expression is no plain name.
  package var text: String

  package init(expression: Expression, text: String) {
    self.expression = expression
    self.text = text
  }
}

/// The clauses that follow a verb; each is nil where it was not written.
package struct Clauses: Sendable, Hashable {
  package var by: [ByItem] = []
  package var bySpan: Span?
  package var period: Period?
  package var condition: Expression?
  package var conditionSpan: Span?
  package var compare: Compare?
  package var compareSpan: Span?
  package var top: Top?
  package var topSpan: Span?
  package var order: Order?
  package var having: Expression?
  package var havingSpan: Span?
  /// Where each clause stands, those too that only some verbs have; by what messages call it.
  package var places: [Place] = []

  /// A clause's name and place; in the order of the text, so that the same text always gives the same tree.
  package struct Place: Sendable, Hashable {
    package var name: String
    package var span: Span
  }

  package init() {}
}

/// One item of a `by` list.
package enum ByItem: Sendable, Hashable {
  case grain(CalendarUnit, Span)
  case path(Path)

  package var span: Span? {
    switch self {
    case .grain(_, let span): span
    case .path(let path): path.span
    }
  }
}

/// What a period is put beside.
package enum Compare: Sendable, Hashable {
  case previous
  case year
  case with(Period)
}

/// `top N [with other]`, `top N per D [with other]`.
package struct Top: Sendable, Hashable {
  /// How many are kept: a number, or a percentage of what there is.
  package enum Amount: Sendable, Hashable {
    case groups(Count)
    case share(NumberLiteral)
  }

  package var amount: Amount

  /// Whether so many percent of the groups may be kept.
  package static func isShare(_ percent: Int64, scale: Int) -> Bool {
    percent > 0 && scale <= 4 && percent <= 100 * [1, 10, 100, 1_000, 10_000][scale]
  }

  package var withOther: Bool
  /// What rows are kept within each value of.
  package var per: ByItem?
}

/// `order by X [desc]`.
package struct Order: Sendable, Hashable {
  package var by: Expression
  package var descending: Bool
  package var span: Span
}

/// `days 8`, `weeks 12`, `months 6`: how many units up to today.
package struct Horizon: Sendable, Hashable {
  package var count: Count
  package var unit: CalendarUnit
  package var span: Span

  package init(count: Count, unit: CalendarUnit, span: Span) {
    (self.count, self.unit, self.span) = (count, unit, span)
  }
}

/// An event that a question names: `orders`, `orders(amount > 5M)` for those of them that meet a condition,
/// `messages per sender` where several links lead to the subject.
package struct Event: Sendable, Hashable {
  /// The entity, `events` or count metric.
  package var path: Path
  /// In brackets: the event's own, where the question's `where` is the subject's.
  package var condition: Expression?
  /// Behind `per`: the link that says whose event it is.
  package var link: Path?

  package init(_ path: Path, where condition: Expression? = nil, per link: Path? = nil) {
    self.path = path
    self.condition = condition
    self.link = link
  }

  /// Those of the events that meet another condition too.
  package func narrowed(to other: Expression?) -> Event {
    guard let other else { return self }
    var narrowed = self
    narrowed.condition = condition.map { Expression(.binary(.and, $0, other), other.span) } ?? other
    return narrowed
  }
}

/// What a `cycle` waits for.
package enum Outcome: Sendable, Hashable {
  /// `order` directly after the verb: what the model declares, narrowed by a condition in brackets.
  case order(Span, Expression?)
  /// `relationship=Chốt`; the value is a text, a bare word, a number or a variable.
  case state(Path, Expression)
  /// An event's or a count metric's name.
  case event(Event)
}

/// `funnel [strict] E1 -> E2 [within S] … [overall S]`.
package struct OrderedFunnel: Sendable, Hashable {
  /// One step and how long it may wait for it.
  package struct Step: Sendable, Hashable {
    package var event: Event
    package var within: TimeSpan?
    /// The step as written, without its `within`.
    package var text: String
    package var span: Span
  }

  package var strict: Bool
  package var steps: [Step]
  package var overall: TimeSpan?
}

/// What a scorecard shows besides its clauses.
package struct Scorecard: Sendable, Hashable {
  package var metrics: [Path] = []
  package var weights: [Weight] = []
  package var grades: [Grade] = []
  /// `by metric` was written.
  package var byMetric = false

  /// What a metric counts in the score.
  package struct Weight: Sendable, Hashable {
    package var metric: Path
    package var weight: Quantity
  }

  /// A grade and the least score that earns it.
  package struct Grade: Sendable, Hashable {
    package var name: String
    package var from: Quantity
  }
}

/// `drill [TABLE] KEY, … COLUMN`: the words in order; which of them is the table is decided against the last result.
package struct Drill: Sendable, Hashable {
  package var table: Name?
  /// One key per dimension column; `(none)`, `(other)`, `total` and values alike as text.
  package var keys: [Key]
  package var column: Name

  package init(table: Name? = nil, keys: [Key], column: Name) {
    (self.table, self.keys, self.column) = (table, keys, column)
  }

  /// A key as written, with its place.
  package struct Key: Sendable, Hashable {
    package var text: String
    package var span: Span
    /// Written in quotes, so never `(none)`, `(other)` or `total`.
    package var isQuoted: Bool

    package init(text: String, span: Span, isQuoted: Bool = false) {
      (self.text, self.span, self.isQuoted) = (text, span, isQuoted)
    }
  }
}

/// One stage of a pipe.
package enum Pipe: Sendable, Hashable {
  case sort(Expression, descending: Bool)
  case take(Count)
  case filter(Expression)
  case select([Name])
  case derive(Name, Expression)
  case pivot(Name)
  case unpivot
  /// `chart [bar|line|area|pie|heatmap|funnel|bullet|waterfall] [to "f.svg"]`.
  case chart(kind: String?, to: Expression?)
  /// `export "f.csv" [excel]`.
  case export(to: Expression, excel: Bool)
  case assert(Expression, message: Expression?, orEmpty: Bool)
  case save(as: Name)
  case card
}

/// A question with what its table goes through.
package struct Pipeline: Sendable, Hashable {
  /// Where the table comes from.
  package enum Head: Sendable, Hashable {
    case question(Question)
    /// `$t | sort …`.
    case variable(Name)
    /// A line that begins with `|`: the last result.
    case lastResult
  }

  /// A pipe with its place.
  package struct Stage: Sendable, Hashable {
    package var pipe: Pipe
    package var span: Span

    package init(pipe: Pipe, span: Span) {
      self.pipe = pipe
      self.span = span
    }
  }

  package var head: Head
  package var stages: [Stage]
  package var span: Span

  package init(head: Head, stages: [Stage], span: Span) {
    self.head = head
    self.stages = stages
    self.span = span
  }
}
