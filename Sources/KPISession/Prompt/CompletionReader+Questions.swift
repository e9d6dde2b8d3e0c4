import KPILanguage

/// Questions: what each verb takes before its clauses.
extension CompletionReader {
  mutating func question() {
    guard let match = keyword() else { return }
    verb = match.keyword
    index += match.length
    switch match.keyword {
    case .show:
      repeat { if !metricItem() { return } } while take(.comma)
      clauses()
    case .list:
      if wants([.entity, .segment, .events]) { return }
      entity = path()
      if wants([.keywords([.at]), .clause]) { return }
      if take(.at) {
        if wants([.member(.time)]) { return }
        _ = path()
      }
      clauses()
    case .values:
      if wants([.anyDimension]) { return }
      _ = path()
      clauses()
    case .describe, .help: _ = wants([.topic])
    case .cycle: cycle()
    case .funnel: funnel()
    case .drill: drill()
    case .explain:
      if wants([.keywords([.analyze, .sql]), .question]) { return }
      if !take(.analyze), take(.sql) {
        if wants([.keywords([.postgres, .spark]), .question]) { return }
        if !take(.postgres) { _ = take(.spark) }
      }
      if !wants([.question]) { question() }
    default: lead(match.keyword.entry.form.lead)
    }
  }

  /// What a verb's form says that stands behind it, and the clauses.
  private mutating func lead(_ lead: QuestionForm.Lead?) {
    switch lead {
    case .metric?: if metricItem() { clauses() }
    case .event?: event(and: [.clause])
    case .word(let word)?:
      if wants([.keywords([word]), .clause]) { return }
      _ = take(word)
      clauses()
    case .nothing?, nil: clauses()
    }
  }

  /// A metric or what is reckoned with some; false where the text ends in it.
  private mutating func metricItem() -> Bool { sum(.metrics) { _ in [.clause] } != nil }

  /// An event before the clauses.
  private mutating func event(and others: [Wanted]) {
    if wants([.entity, .events, .metric] + others) { return }
    if !isAtLongName(), let match = keyword(), match.keyword.entry.role != .member { return clauses() }
    guard step() else { return }
    clauses()
  }

  /// An event, with its condition in brackets or without; false where the text ends in it.
  private mutating func step() -> Bool {
    guard let name = path() else { return wanted.isEmpty }
    guard kind == .openRound else { return perLink() }
    let outer = (metrics, entity)
    (metrics, entity) = ([name], name)
    guard conditionInBrackets() else { return false }
    (metrics, entity) = outer
    return perLink()
  }

  private mutating func perLink() -> Bool {
    guard take(.per) else { return true }
    if wants([.link]) { return false }
    return path() != nil
  }

  private mutating func cycle() {
    if wants([.state, .keywords([.order]), .entity, .events, .clause]) { return }
    if !isAtLongName(), let match = keyword(), [.period, .clause].contains(match.keyword.entry.role) {
      return clauses()
    }
    let start = index
    guard let name = path() else { return wanted.isEmpty ? clauses() : () }
    if wants([.words(["="]), .clause]) { return }
    if take(.equal) {
      if wants([.value(of: name)]) { return }
      index += max(1, nameLength())
    } else if kind == .openRound {
      index = start
      guard step() else { return }
    }
    clauses()
  }

  private mutating func funnel() {
    if wants([.keywords([.detail, .strict]), .clause, .entity, .events, .metric]) { return }
    if take(.detail) { return clauses() }
    _ = take(.strict)
    repeat {
      if wants([.entity, .events, .metric]) { return }
      if !isAtLongName(), let match = keyword(), [.clause, .period].contains(match.keyword.entry.role) {
        return clauses()
      }
      let start = index
      guard step() else { return }
      if index == start { return clauses() }
      hasSteps = true
      if wants([.words(["->"]), .keywords([.within, .overall]), .clause]) { return }
      if take(.within), !span([.words(["->"]), .keywords([.overall]), .clause]) { return }
    } while take(.arrow)
    clauses()
  }

  private mutating func drill() {
    var keys = 0
    if wants([.drillTable, .drillKey(0), .drillColumn]) { return }
    while !isAtEnd {
      if take(.comma) {
        keys += 1
        if wants([.drillKey(keys)]) { return }
        continue
      }
      let word = text
      drillWords.append(kind == .text ? String(word.dropFirst().dropLast()) : word)
      index += 1
    }
    _ = wants([.drillKey(keys), .drillColumn])
  }
}
