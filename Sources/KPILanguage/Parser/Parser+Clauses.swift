/// The clauses of a question while they are read, with those that only some verbs have.
struct QuestionParts {
  var clauses = Clauses()
  var own = Question.OwnClauses()
  var overall: TimeSpan?
  var scorecard = Scorecard()
  /// Where each clause was written first.
  var places: [String: Span] = [:]
}

extension Parser {
  /// The keywords that begin a clause, for suggestions.
  static let clauseKeywords: [Keyword] = [
    .by, .where, .having, .comparePrevious, .compareYear, .compareWith, .top, .orderBy, .from, .in, .last, .previous,
    .this, .today, .yesterday, .all, .day, .week, .month, .quarter, .year,
  ]

  /// Reports a clause that was written before.
  mutating func repeated(_ what: String, _ start: Int, first: Span? = nil) {
    var label: Message?
    if let first {
      label = "the first is `\(shown(list.text(first.start..<first.end), limit: 40))`"
    }
    let name: Message = what == "the period" ? "the period" : "`\(what)`"
    report("repeated-clause", "\(name) is given twice", span(from: start), label: label)
  }

  /// Whether the clauses of a question end here.
  var isAtQuestionEnd: Bool { kind.endsStatement || kind == .pipe }

  /// Whether a clause begins here, so that an optional name before the clauses is not meant.
  mutating func isAtClause(_ verb: Keyword) -> Bool {
    if isAtLongName([.entity, .events, .metric]) { return false }
    if isAtPeriod() { return true }
    guard let match = keyword() else { return false }
    switch match.keyword {
    case .by, .where, .having, .comparePrevious, .compareYear, .compareWith, .orderBy: return true
    case .top, .overall, .within, .next: return isCount(match.length)
    case .metrics, .weights, .grades: return verb == .scorecard
    default: return false
    }
  }

  /// Reads the clauses of a question.
  ///
  /// clauses := { clause }
  mutating func clauses(of verb: Keyword) throws(Failure) -> QuestionParts {
    var parts = QuestionParts()
    while !isAtQuestionEnd {
      let start = index
      noteClause()
      let before = parts
      guard let name = try clause(verb, &parts) else { throw expectedClause(verb, parts) }
      if let first = before.places[name] {
        repeated(name, start, first: first)
        parts = before
      } else {
        parts.places[name] = span(from: start)
      }
    }
    parts.clauses.places = parts.places.map { Clauses.Place(name: $0.key, span: $0.value) }
      // Without places, where trees are compared, by name: a dictionary's own order is another in every run.
      .sorted { ($0.span.start, $0.name) < ($1.span.start, $1.name) }
    return parts
  }

  private mutating func expectedClause(_ verb: Keyword, _ parts: QuestionParts) -> Failure {
    if at(.date) || at(.number), case .grain(let unit, _)? = parts.clauses.by.last {
      let literal = shown(list.text(token))
      return expected("a clause", label: "a period has its own word: `by \(unit.told) \(unit.told) \(literal)`")
    }
    if at(.date) {
      return expected("a clause", label: "write `in \(list.text(token))`")
    }
    if kind == .word, list.text(token).lowercased() == "compare" {
      return expected("`compare previous`, `compare year` or `compare with`")
    }
    if kind == .word, list.text(token).lowercased() == "lunar", parts.clauses.compare == .year {
      return expected("a clause", notes: ["`compare year lunar` is reserved for a later version"])
    }
    return expected("a clause", near: Parser.clauseKeywords + (verb.takesHorizon ? [] : verb.ownClauses))
  }

  /// Reads a clause, or one that only the verb at hand has.
  ///
  /// clause := by | period | "where" condition | compare | top | order | "having" condition
  ///
  /// order := "order by" sum direction
  /// weight := path quantity
  ///
  /// The clause's name, by which a second one is told; nil where none begins.
  private mutating func clause(_ verb: Keyword, _ parts: inout QuestionParts) throws(Failure) -> String? {
    let start = index
    if try horizon(verb, &parts) { return "horizon" }
    if verb.ownClauses.contains(.next), isCount(), let unit = unit(1), keyword(1 + unit.length)?.keyword == .next {
      parts.own.next = try timeSpan("a number of units", from: 1)
      try expect(.next)
      return "next"
    }
    if isAtPeriod() {
      parts.clauses.period = try period()
      return "the period"
    }
    guard let match = keyword() else { return nil }
    switch match.keyword {
    case .by:
      advance(match)
      try by(verb, &parts)
      parts.clauses.bySpan = span(from: start)
    case .where:
      advance(match)
      parts.clauses.condition = try condition()
      parts.clauses.conditionSpan = span(from: start)
    case .having:
      advance(match)
      parts.clauses.having = try namingOwnColumns(of: verb, start) { parser throws(Failure) in try parser.expression() }
      parts.clauses.havingSpan = span(from: start)
    case .comparePrevious, .compareYear, .compareWith:
      advance(match)
      parts.clauses.compare = try compare(match.keyword)
      parts.clauses.compareSpan = span(from: start)
      return "compare"
    case .top:
      parts.clauses.top = try top()
      parts.clauses.topSpan = span(from: start)
    case .orderBy:
      advance(match)
      let by = try namingOwnColumns(of: verb, start) { parser throws(Failure) in try parser.expression(.sum) }
      let descending = try direction()
      parts.clauses.order = Order(by: by, descending: descending, span: span(from: start))
    case .overall where verb.ownClauses.contains(.overall):
      advance(match)
      parts.overall = try timeSpan("a number of units after `overall`")
    case .next where verb.ownClauses.contains(.next):
      advance(match)
      parts.own.next = try timeSpan("a number of units after `next`", from: 1)
    case .metrics where verb.ownClauses.contains(.metrics):
      advance(match)
      parts.scorecard.metrics = try pathList("a metric")
    case .weights where verb.ownClauses.contains(.weights):
      advance(match)
      repeat {
        let metric = try path("a metric")
        parts.scorecard.weights.append(Scorecard.Weight(metric: metric, weight: try quantity("a weight")))
      } while take(.comma)
    case .grades where verb.ownClauses.contains(.grades):
      advance(match)
      repeat { parts.scorecard.grades.append(try grade()) } while take(.comma)
    default: return nil
    }
    return match.keyword.rawValue
  }

  /// Reads what may name columns that only a report of the verb has; `show` and `share` have none but metrics.
  private mutating func namingOwnColumns<Result>(
    of verb: Keyword, _ start: Int, _ read: (inout Parser) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if verb == .show || verb == .share { return try read(&self) }
    return try namingColumns(from: start, to: start, read)
  }

  /// Reads a horizon.
  ///
  /// horizon := span-unit count
  ///
  /// The verbs that have one take no period, so `ngày $n` and `month $n` are none.
  private mutating func horizon(_ verb: Keyword, _ parts: inout QuestionParts) throws(Failure) -> Bool {
    guard verb.takesHorizon else { return false }
    let start = index
    if let unit = unit(), unit.unit != .weekday, isCount(unit.length) {
      let next = peek(unit.length)
      let isYear = unit.unit == .year && !unit.isPlural && next.kind == .number && next.end - next.start == 4
      if isYear { return false }
      advance(unit, many: true)
      let count = try count("a number of units", from: 0)
      parts.own.horizon = Horizon(count: count, unit: unit.unit, span: span(from: start))
      return true
    }
    if isCount(), let unit = unit(1), keyword(1 + unit.length)?.keyword != .last {
      let written = unit.isPlural || unit.isVietnamese ? list.text(peek()) : unit.unit.rawValue + "s"
      throw expected("a clause", label: "write `\(written) \(list.text(token))`")
    }
    return false
  }

  /// Reads a by.
  ///
  /// by := "by" by-item { "," by-item }
  /// by-item := grain | path
  private mutating func by(_ verb: Keyword, _ parts: inout QuestionParts) throws(Failure) {
    if verb == .scorecard, at(.metric) {
      parts.scorecard.byMetric = true
      _ = take(.metric)
      return
    }
    repeat {
      parts.clauses.by.append(try byItem("a dimension or a unit of time after `by`"))
    } while take(.comma)
  }

  private mutating func byItem(_ what: Message) throws(Failure) -> ByItem {
    let kinds: NameTable.Kinds = [.member, .segment, .entity]
    guard let unit = unit(), !unit.isPlural, peek(unit.length).kind != .dot, !isAtLongName(kinds) else {
      let start = index
      let path = try path(what, kinds)
      // A path of several names heads its column as it is written.
      if path.names.count > 1 { noteKept(from: start, isShown: true) }
      if at(.openRound) {
        throw expected(
          "a clause",
          label: "rows are split by names: a model gives an expression one, `dimension NAME = \(path.text)(…)`")
      }
      return .path(path)
    }
    let place = index
    advance(unit, many: false)
    if at(.openRound) {
      throw expected(
        "a clause", label: "write `by \(unit.unit.rawValue)`, which splits by the time that places the rows")
    }
    return .grain(unit.unit, span(from: place))
  }

  /// Reads a compare.
  ///
  /// compare := "compare previous" | "compare year" | "compare with" ( period | DATE | YEAR )
  private mutating func compare(_ keyword: Keyword) throws(Failure) -> Compare {
    switch keyword {
    case .comparePrevious: return .previous
    case .compareYear: return .year
    default:
      // A literal alone is a period here: `compare with 2022-09`.
      guard at(.date) || at(.number) && !isAtPeriod() else { return .with(try period()) }
      let start = index
      let moment = try moment()
      return .with(Period(.within(moment), span(from: start)))
    }
  }

  /// Reads how many groups are asked for; a percentage is written `20%`.
  ///
  /// top := "top" count [ "with other" | "per" by-item [ "with other" ] ]
  mutating func top() throws(Failure) -> Top {
    try expect(.top)
    let what: Message = "a number from 1 after `top`"
    let amount: Top.Amount
    if at(.number), list.numbers[token.payload].isPercent {
      let place = list.span(token)
      let count = try number(what)
      guard Top.isShare(count.coefficient, scale: count.scale) else {
        report("bad-number", "a share of the groups lies above 0% and is at most 100%", place)
        throw Failure()
      }
      amount = .share(count)
    } else {
      amount = .groups(try count(what, from: 1))
    }
    if take(.per) {
      let per = try byItem("a dimension or a unit of time after `per`")
      return Top(amount: amount, withOther: take(.withOther), per: per)
    }
    return Top(amount: amount, withOther: take(.withOther))
  }

  /// Reads a direction.
  ///
  /// direction := [ "asc" | "desc" ]
  mutating func direction() throws(Failure) -> Bool {
    if take(.desc) { return true }
    _ = take(.asc)
    return false
  }

  /// Reads a grade.
  ///
  /// grade := ( name | TEXT ) quantity
  private mutating func grade() throws(Failure) -> Scorecard.Grade {
    let name = kind == .text ? try plainText("a grade") : try name("a grade").text
    return Scorecard.Grade(name: name, from: try quantity("the least score of `\(shown(name))`"))
  }
}
