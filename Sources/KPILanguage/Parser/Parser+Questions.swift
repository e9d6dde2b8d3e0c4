extension Parser {
  /// Reads a question: one of those that the keywords' table has.
  mutating func question() throws(Failure) -> Question {
    guard var match = keyword(), match.keyword.entry.role == .question || isAtAlerts else {
      throw expected("a question", near: Keyword.beginning(.question))
    }
    if match.keyword == .alert { match.keyword = .alerts }
    let start = index
    advance(match)
    let verbSpan = span(from: start)
    let (verb, clauses) = try verb(match.keyword)
    return Question(verb: verb, verbSpan: verbSpan, clauses: clauses, span: span(from: start))
  }

  /// What of a question is explained; `explain sql '…'` is about a query in SQL.
  private mutating func explanation() -> Question.Explanation {
    if take(.analyze) { return .analyze }
    guard at(.sql), let match = keyword(), peek(match.length).kind != .text else { return .plan }
    advance(match)
    return .sql(take(.postgres) ? .postgres : take(.spark) ? .spark : .sqlite)
  }

  /// Reads what follows a verb: by its form, where that says it.
  ///
  /// scorecard := "scorecard" { clause | "by" "metric" | "metrics" path-list | "weights" weight { "," weight }
  ///            | "grades" grade { "," grade } }
  /// list := "list" path [ "at" path ] clauses
  /// explain := "explain" [ "analyze" | "sql" [ "postgres" | "spark" ] ] question
  /// describe := "describe" ( pattern | [ path ] clauses )
  /// values := "values" path clauses
  /// sql := "sql" TEXT
  private mutating func verb(_ keyword: Keyword) throws(Failure) -> (Question.Verb, Clauses) {
    if let lead = keyword.entry.form.lead {
      let read = try self.lead(lead, of: keyword)
      let parts = try clauses(of: keyword)
      return (.report(keyword, read, parts.own), parts.clauses)
    }
    switch keyword {
    case .show: return try show()
    case .funnel: return try funnel()
    case .cycle: return try cycle()
    case .scorecard:
      let parts = try clauses(of: .scorecard)
      return (.scorecard(parts.scorecard), parts.clauses)
    case .list:
      let entity = try path("an entity", [.entity, .events, .segment])
      let time = take(.at) ? try path("a time after `at`") : nil
      return (.list(entity, at: time), try plainClauses(of: .list))
    case .drill: return (.drill(try drill()), Clauses())
    case .explain:
      let explanation = explanation()
      if at(.explain) { throw expected("a question other than `explain`") }
      let question = try question()
      return (.explain(question, explanation), Clauses())
    case .describe:
      if let pattern = namePattern() { return (.describe(Path([pattern])), Clauses()) }
      return (.describe(isAtQuestionEnd ? nil : try path("a name")), try plainClauses(of: .describe))
    case .values: return (.values(try path("a dimension")), try plainClauses(of: .values))
    case .help: return (.help(topic: helpTopic()), Clauses())
    default: return (.sql(try plainText("a query in quotes")), Clauses())
    }
  }

  private mutating func lead(_ lead: QuestionForm.Lead, of verb: Keyword) throws(Failure) -> Question.Lead {
    switch lead {
    case .nothing: return .nothing
    case .metric: return .metric(try metricItem())
    case .event: return .event(try optionalEvent(verb))
    case .word(let word): return .word(take(word))
    }
  }

  /// Whether the alerts are asked for: Vietnamese has one word for one and for several.
  var isAtAlerts: Bool {
    mutating get {
      guard let match = keyword(), match.keyword == .alert else { return false }
      if peek(match.length).kind.endsStatement || peek(match.length).kind == .pipe { return true }
      let start = index
      defer { index = start }
      index += match.length
      return isAtClause(.alerts)
    }
  }

  private mutating func plainClauses(of verb: Keyword) throws(Failure) -> Clauses {
    try clauses(of: verb).clauses
  }

  private mutating func optionalEvent(_ verb: Keyword) throws(Failure) -> Event? {
    if isAtQuestionEnd || isAtClause(verb) || !isAtName { return nil }
    if verb.takesHorizon, unit() != nil { return nil }
    return try event("an event")
  }

  /// Reads an event.
  ///
  /// event := path event-rest
  mutating func event(_ what: Message) throws(Failure) -> Event {
    try event(try naming(.event) { parser throws(Failure) in try parser.path(what) })
  }

  /// Reads what follows an event's name.
  ///
  /// event-rest := [ "(" condition ")" ] [ "per" path ]
  private mutating func event(_ path: Path) throws(Failure) -> Event {
    let condition = try bracketedCondition()
    return Event(path, where: condition, per: take(.per) ? try self.path("a link after `per`") : nil)
  }

  /// Reads a show.
  ///
  /// show := "show" metric-item { "," metric-item } clauses
  private mutating func show() throws(Failure) -> (Question.Verb, Clauses) {
    var items: [MetricItem] = []
    repeat { items.append(try metricItem()) } while take(.comma)
    return (.show(items), try plainClauses(of: .show))
  }

  /// Reads a metric item.
  ///
  /// metric-item := sum
  private mutating func metricItem() throws(Failure) -> MetricItem {
    let start = index
    if isAtQuestionEnd || isAtReserved { throw expected("a metric") }
    let expression = try naming(.metric) { parser throws(Failure) in try parser.expression(.sum) }
    return MetricItem(expression: expression, text: headingText(from: start))
  }

  // MARK: Funnels

  /// Reads a funnel.
  ///
  /// funnel := "funnel" [ "detail" ] clauses | "funnel" [ "strict" ] step "->" step { "->" step } { clause | "overall" span }
  private mutating func funnel() throws(Failure) -> (Question.Verb, Clauses) {
    let detail = take(.detail)
    let strict = !detail && take(.strict)
    if detail || !strict && (isAtQuestionEnd || isAtClause(.funnel) || !isAtName) {
      let parts = try clauses(of: .funnel)
      if let place = parts.places[Keyword.overall.rawValue] {
        report("unexpected-token", "only a funnel of steps has `overall`", place)
      }
      return (.conversion(detail: detail), parts.clauses)
    }
    var steps = [try step()]
    while take(.arrow) { steps.append(try step()) }
    if steps.count < 2 {
      throw expected("`->` and a second step", near: Parser.clauseKeywords)
    }
    let parts = try clauses(of: .funnel)
    return (.orderedFunnel(OrderedFunnel(strict: strict, steps: steps, overall: parts.overall)), parts.clauses)
  }

  /// Reads a step.
  ///
  /// step := event [ "within" span ]
  private mutating func step() throws(Failure) -> OrderedFunnel.Step {
    let start = index
    let event = try event("a step")
    let text = shownText(from: start)
    let place = span(from: start)
    let within = take(.within) ? try timeSpan("a number of units after `within`") : nil
    return OrderedFunnel.Step(event: event, within: within, text: text, span: place)
  }

  /// Reads an optional part.
  ///
  /// [ "(" condition ")" ]
  mutating func bracketedCondition() throws(Failure) -> Expression? {
    guard at(.openRound) else { return nil }
    let open = index
    noteTight()
    advance()
    let condition = try condition()
    try close(.closeRound, open)
    return condition
  }

  // MARK: Cycles

  /// Reads a cycle.
  ///
  /// cycle := "cycle" [ "order" [ "(" condition ")" ] | path "=" value | event ] { clause | horizon }
  private mutating func cycle() throws(Failure) -> (Question.Verb, Clauses) {
    var outcome: Outcome?
    if at(word: "order"), peek().kind != .equal, peek().kind != .dot {
      let place = place(of: token)
      advance()
      outcome = .order(place, try bracketedCondition())
    } else if isAtName, peek().kind == .equal || peek().kind == .dot || !isAtClause(.cycle) {
      let dimension = try path("an outcome")
      outcome =
        take(.equal)
        ? .state(dimension, try outcomeValue()) : .event(try event(dimension))
    }
    let parts = try clauses(of: .cycle)
    return (.cycle(outcome, parts.own.horizon), parts.clauses)
  }

  private mutating func outcomeValue() throws(Failure) -> Expression {
    try expression(.prefix, isValue: true)
  }

  // MARK: Words

  /// Reads a drill.
  ///
  /// drill := "drill" [ name ] [ key { "," key } ] name
  /// key := name | TEXT | NUMBER | DATE | "(" WORD { WORD } ")"
  ///
  /// Every word is a key or a column, whatever keyword it is.
  private mutating func drill() throws(Failure) -> Drill {
    var groups: [[(key: Drill.Key, name: Name?)]] = [[]]
    while !isAtQuestionEnd {
      if take(.comma) {
        groups.append([])
      } else {
        groups[groups.count - 1].append(try drillWord())
      }
    }
    guard var last = groups.popLast(), let column = last.popLast() else { throw expected("a column") }
    guard let name = column.name else {
      report("unexpected-token", "expected a column's name at the end", column.key.span)
      throw Failure()
    }
    groups.append(last)
    // Keys are values, which no other language calls otherwise; the column may be one that a script or a report calls so.
    for word in groups.joined().map(\.key.span) + [name.span] { readings?.words[word.start] = nil }
    var table: Name?
    if groups[0].count == 2 {
      let first = groups[0].removeFirst()
      guard let name = first.name else {
        report("unexpected-token", "expected a table's name before the key", first.key.span)
        throw Failure()
      }
      table = name
    }
    let isPlain = groups.count == 1 && groups[0].isEmpty
    guard isPlain || groups.allSatisfy({ $0.count == 1 }) else {
      report(
        "unexpected-token", "expected one key per dimension, separated by `,`",
        groups.flatMap { $0 }.first?.key.span ?? name.span, label: "a value of several words is written in quotes")
      throw Failure()
    }
    return Drill(table: table, keys: groups.flatMap { $0.map(\.key) }, column: name)
  }

  private mutating func drillWord() throws(Failure) -> (key: Drill.Key, name: Name?) {
    let start = index
    switch kind {
    case .word, .quotedName:
      let name = try knownName("a key or a column")
      if at(.minus), touches(0), touches(1) {
        lastBareValue = start
        while at(.minus) || kind == .word || kind == .number, touches(0) { advance() }
        let text = shown(written(from: start))
        report("unexpected-token", "`\(text)` needs quotes", span(from: start), label: "write `'\(text)'`")
      }
      return (Drill.Key(text: name.text, span: name.span, isQuoted: name.isQuoted), name)
    case .text:
      let text = try plainText("a key")
      return (Drill.Key(text: text, span: span(from: start), isQuoted: true), nil)
    case .number, .date:
      let isDate = kind == .date
      advance()
      let text = written(from: start)
      // A grid's columns are headed by dates.
      return (
        Drill.Key(text: text, span: span(from: start), isQuoted: false),
        isDate ? Name(text, span(from: start)) : nil
      )
    case .openRound:
      // `(none)`, `(other)`, `(chưa rõ)`
      advance()
      repeat { _ = try name("`none` or `other`") } while kind == .word
      try close(.closeRound, start)
      noteKept(from: start)
      return (Drill.Key(text: drillMark(written(from: start)), span: span(from: start), isQuoted: false), nil)
    default: throw expected("a key or a column")
    }
  }

  /// The two groups without a value, by their English names.
  private func drillMark(_ text: String) -> String {
    switch fold(text) {
    case "(chua ro)", "(none)": "(none)"
    case "(khac)", "(other)": "(other)"
    default: text
    }
  }

  /// Reads a pattern of names; nil where there is no `*`.
  ///
  /// pattern := { WORD } "*" { ANY }
  private mutating func namePattern() -> Name? {
    let start = index
    while kind == .word { advance() }
    guard at(.star) else {
      index = start
      return nil
    }
    while !isAtQuestionEnd { advance() }
    noteKept(from: start)
    return Name(written(from: start), span(from: start), isQuoted: true)
  }

  /// Reads a help.
  ///
  /// help := "help" { ANY }
  private mutating func helpTopic() -> String? {
    let start = index
    while !isAtQuestionEnd { advance() }
    noteKept(from: start)
    return start == index ? nil : written(from: start)
  }
}

extension Keyword {
  /// The keywords of a role, in the table's order.
  package static func beginning(_ role: Role) -> [Keyword] {
    vocabulary.filter { $0.role == role }.map(\.keyword)
  }
}
