import KPILanguage

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
      if take(.at), !wants([.member]) { _ = path() }
      clauses()
    case .values: if !wants([.anyDimension]) { _ = path() }
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
  private mutating func metricItem() -> Bool {
    if wants([.metric, .function(.metric)]) { return false }
    while !isAtEnd {
      switch kind {
      case .openRound, .openSquare:
        if !brackets() { return false }
      case .comma: return true
      case .plus, .minus, .star, .slash:
        index += 1
        if wants([.metric, .function(.metric)]) { return false }
      case .word, .quotedName:
        if !isAtLongName(), !isAtCall, let match = keyword(), [.clause, .period].contains(match.keyword.entry.role) {
          return true
        }
        if !isAtLongName(), take(.next) { continue }
        guard let name = path() else { return false }
        metrics.append(name)
      // `xem doanh thu 7 ngày qua`
      case .number where isVietnamese == true && list.tokens[index - 1].kind == .word: return true
      default: index += 1
      }
    }
    return true
  }

  /// An event before the clauses.
  private mutating func event(and others: [Wanted]) {
    if wants([.entity, .events, .metric] + others) { return }
    if !isAtLongName(), let match = keyword(), match.keyword.entry.role != .member { return clauses() }
    guard path() != nil else { return clauses() }
    if kind == .openRound, !brackets() { return }
    clauses()
  }

  private mutating func cycle() {
    if wants([.state, .keywords([.order]), .entity, .events, .clause]) { return }
    if !isAtLongName(), let match = keyword(), match.keyword.entry.role == .period { return clauses() }
    guard let name = path() else { return clauses() }
    if take(.equal) {
      if wants([.value(of: name)]) { return }
      index += 1
    } else if kind == .openRound, !brackets() {
      return
    }
    clauses()
  }

  private mutating func funnel() {
    if wants([.keywords([.detail, .strict]), .clause, .entity, .events]) { return }
    if take(.detail) { return clauses() }
    _ = take(.strict)
    repeat {
      if wants([.entity, .events, .metric]) { return }
      if !isAtLongName(), let match = keyword(), [.clause, .period].contains(match.keyword.entry.role) {
        return clauses()
      }
      guard path() != nil else { return clauses() }
      if kind == .openRound, !brackets() { return }
      if take(.within) {
        while kind == .number || kind == .variable || keyword()?.keyword.entry.role == .period { index += 1 }
        if wants([.unit, .clause]) { return }
      }
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
