import KPILanguage

/// What an entry means beside the ones before it: a clause alone goes on from the last question, and an expression
/// alone is printed.
struct GoingOn {
  let names: NameTable

  /// The whole question that a clause means after the last one: each clause takes the place of its kind, `and C` narrows.
  ///
  /// Nil where the text begins with no clause.
  func question(after last: String, with written: String) -> String? {
    guard let beginning = beginning(of: written), let (question, stages) = self.question(in: last) else { return nil }
    let text = Array(last.utf8)
    func slice(_ start: Int, _ end: Int) -> String {
      String(decoding: text[start..<max(start, end)], as: UTF8.self).trimmed
    }
    let places = question.clauses.places
    let head = slice(question.span.start, places.first?.span.start ?? question.span.end)
    let isVietnamese = beginning.isVietnamese
    let added = beginning.joins ? "\(isVietnamese ? "lọc" : "where") \(beginning.rest)" : written.trimmed
    let alone = "\(head) \(added)"
    // What has a mistake is told as it was typed, behind all that stays of what was asked.
    guard let (own, ownStages) = self.question(in: alone) else {
      let kept = places.filter { $0.name != beginning.kind }.map { slice($0.span.start, $0.span.end) }
      return ([head] + kept + [added]).joined(separator: " ")
    }
    let ownText = Array(alone.utf8)
    let kinds = Set(own.clauses.places.map(\.name))
    var clauses = places.filter { !kinds.contains($0.name) }
      .map { (start: $0.span.start, text: slice($0.span.start, $0.span.end)) }
    for place in own.clauses.places {
      let (kind, span) = (place.name, place.span)
      var new = String(decoding: ownText[span.start..<span.end], as: UTF8.self)
      let old = places.first { $0.name == kind }?.span
      if beginning.joins, kind == Keyword.where.rawValue, let old, let condition = question.clauses.condition {
        let narrowed = Self.joined(
          slice(old.start, old.end), condition, own.clauses.condition, beginning.rest, isVietnamese: isVietnamese)
        new = narrowed
      }
      clauses.append((old?.start ?? last.utf8.count, new))
    }
    // A clause stands where the one of its kind stood; new ones come behind the others.
    let ordered = clauses.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }
    let pipes = ownStages.isEmpty ? stages : ownStages
    return ([head] + ordered.map(\.element.text)).joined(separator: " ") + pipes.map { " | \($0)" }.joined()
  }

  /// `where A` narrowed by B: brackets hold together what `or` joins.
  private static func joined(
    _ clause: String, _ old: Expression, _ new: Expression?, _ added: String, isVietnamese: Bool
  ) -> String {
    let blank = clause.firstIndex { $0.isWhitespace } ?? clause.endIndex
    let (word, condition) = (clause[..<blank], String(clause[blank...]).trimmed)
    func inBrackets(_ text: String, _ expression: Expression?) -> String {
      if case .binary(.or, _, _)? = expression?.kind { return "(\(text))" }
      return text
    }
    return "\(word) \(inBrackets(condition, old)) \(isVietnamese ? "và" : "and") \(inBrackets(added, new))"
  }

  /// The text that tells what may stand at the end of a clause alone, and how many bytes of it stand before the clause's
  /// own; nil where the text begins with no clause.
  ///
  /// - Parameter last: the last question, whose clauses the text's take the place of.
  func completed(_ text: String, after last: String) -> (text: String, before: Int)? {
    guard let beginning = beginning(of: text), let (question, _) = question(in: last) else { return nil }
    let bytes = Array(last.utf8)
    let end = question.clauses.places.first?.span.start ?? question.span.end
    let head = String(decoding: bytes[question.span.start..<end], as: UTF8.self).trimmed + " "
    guard beginning.joins else { return (head + text, head.utf8.count) }
    // `and C` narrows as `where C` does.
    let written = beginning.written
    let clause = beginning.isVietnamese ? "lọc" : "where"
    let rest = String(decoding: Array(text.utf8)[written...], as: UTF8.self)
    return (head + clause + rest, head.utf8.count + clause.utf8.count - written)
  }

  private struct Beginning {
    var isVietnamese: Bool
    /// It begins with `and`: the rest narrows.
    var joins: Bool
    var rest: String
    /// What the clause is called among a question's.
    var kind: String
    /// Of `and`, where it ends in the text.
    var written = 0
  }

  private func beginning(of text: String) -> Beginning? {
    var list = tokens(of: Source(name: "", text: text), id: SourceID(0))
    guard let first = list.tokens.first else { return nil }
    if first.kind == .number || first.kind == .variable {
      // `7 ngày qua`, `$n ngày qua`
      guard let unit = list.keyword(at: 1), unit.keyword.entry.role == .period,
        let word = list.keyword(at: 1 + unit.length), word.keyword == .last
      else { return nil }
      return Beginning(isVietnamese: word.isVietnamese, joins: false, rest: "", kind: "the period")
    }
    guard let match = list.keyword(at: 0) else { return nil }
    switch match.keyword.entry.role {
    case .clause, .period:
      let kind =
        switch match.keyword {
        case .comparePrevious, .compareYear, .compareWith: "compare"
        case _ where match.keyword.entry.role == .period: "the period"
        default: match.keyword.rawValue
        }
      return Beginning(isVietnamese: match.isVietnamese, joins: false, rest: "", kind: kind)
    case .condition where match.keyword == .and:
      let end = list.tokens[match.length - 1].end
      let rest = String(decoding: Array(text.utf8)[end...], as: UTF8.self)
      return Beginning(isVietnamese: match.isVietnamese, joins: true, rest: rest.trimmed, kind: "", written: end)
    default: return nil
    }
  }

  /// The one question of a text and the stages of its pipe that only shape; nil where there is another.
  private func question(in text: String) -> (Question, [String])? {
    let parsed = parse(Source(name: "", text: text), id: SourceID(0), names: names)
    guard parsed.diagnostics.isEmpty, parsed.statements.count == 1,
      case .pipeline(let pipeline)? = parsed.statements.first?.kind, case .question(let question) = pipeline.head
    else { return nil }
    let bytes = Array(text.utf8)
    let stages = pipeline.stages.filter(\.pipe.shapes).map { stage in
      String(decoding: bytes[stage.span.start..<stage.span.end], as: UTF8.self)
    }
    return (question, stages)
  }

  /// Whether a text is a month as people write it, `09/2023`, and no quotient.
  private static func isMonth(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let month = Int(parts[0]), let year = Int(parts[1]) else { return false }
    return (1...12).contains(month) && parts[1].count == 4 && (1900...2100).contains(year)
  }

  /// `print …` where a text is an expression alone; nil for every other.
  func printing(_ text: String, isVietnamese: Bool) -> String? {
    let text = text.trimmed
    guard let first = text.first, first == "[" || first == "(" || first == "$" || ("0"..."9").contains(first) else {
      return nil
    }
    func isRight(_ text: String) -> Bool {
      parse(Source(name: "", text: text, textsMayBreak: true), id: SourceID(0), names: names).diagnostics.isEmpty
    }
    if isRight(text) || Self.isMonth(text) { return nil }
    let printed = "\(isVietnamese ? "ghi" : "print") \(text)"
    return isRight(printed) ? printed : nil
  }
}

extension Pipe {
  /// Whether it only shapes the table: nothing is written, named or checked.
  fileprivate var shapes: Bool {
    switch self {
    case .export, .save, .assert: false
    case .chart(_, let file): file == nil
    default: true
    }
  }
}

extension Question.Verb {
  /// Whether clauses follow it.
  var takesClauses: Bool {
    switch self {
    case .help, .describe, .values, .sql, .drill, .explain: false
    default: true
    }
  }
}

extension Session {
  /// The whole line that an entry at the prompt means: a clause after the last question; nil where it stands for itself.
  package func goingOn(with entry: String) -> String? {
    state.lastQuestion.flatMap { question(after: $0, with: entry) }
  }

  /// The whole question that a clause means after another; nil where the text begins with no clause.
  package func question(after last: String, with clause: String) -> String? {
    GoingOn(names: names).question(after: last, with: clause)
  }

  /// The statement that prints what an entry at the prompt reckons; nil where it is a statement itself.
  package func printing(_ entry: String) -> String? {
    GoingOn(names: names).printing(entry, isVietnamese: state.language == .vi)
  }

  /// Shows again what the last `drill` looked behind; false where there is nothing to go back to.
  ///
  /// - Throws: `OutputFailure` where it cannot be written.
  package func goBack() throws(OutputFailure) -> Bool {
    guard state.isBehind, let tables = state.lastTables, let last = tables.last else { return false }
    for table in tables { try sink.show(table, language: state.language) }
    state.lastResult = .table(last, isKnown: true)
    return true
  }
}
