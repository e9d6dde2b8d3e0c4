import KPICompiler
import KPILanguage

/// What may stand inside a call: what its function takes, by the forms that may stand in that place.
extension CompletionReader {
  /// A call; false where the text ends in it.
  mutating func call(_ ground: Ground) -> Bool {
    let outer = (metrics, entity)
    var forms = Self.forms(of: text, in: ground.place)
    index += 2
    var used: Set<Call.Clause> = []
    let modifiers: [Keyword] = [(.distinct, .distinct), (.first, .first), (.each, .each)].compactMap {
      (clause: Call.Clause, word: Keyword) in forms.contains { $0.has(clause) } ? word : nil
    }
    if wants(arguments(0, of: forms, ground) + [.keywords(modifiers)]) { return false }
    let isDistinct = isModifier(.distinct)
    let isFirst = isModifier(.first)
    forms.removeAll { $0.requires.contains(.distinct) != isDistinct || $0.requires.contains(.first) != isFirst }
    let clauses = Self.clauses(of: forms)
    func left() -> [Wanted] {
      [.keywords(clauses.filter { !used.contains($0) }.flatMap(Self.words))]
    }
    if isDistinct || isFirst {
      index += keyword()?.length ?? 1
    } else if isModifier(.each) {
      used.insert(.each)
      _ = take(.each)
      if wants([.entity, .events]) { return false }
      guard rows() else { return false }
    }
    if !used.contains(.each), kind != .closeRound, !isAtCallClause(clauses) {
      var place = 0
      repeat {
        let kinds = isDistinct ? [.measure] : Self.kinds(place, of: forms)
        guard argument(kinds, isDistinct: isDistinct, forms, ground, left()) else { return false }
        place += 1
      } while take(.comma)
    }
    while !isAtEnd, kind != .closeRound {
      if take(.comma) {
        guard argument(Self.kinds(1, of: forms), isDistinct: isDistinct, forms, ground, left()) else { return false }
        continue
      }
      guard let match = keyword(), let clause = clauses.first(where: { Self.words($0).contains(match.keyword) }) else {
        break
      }
      index += match.length
      used.insert(clause)
      guard callClause(match.keyword, left()) else { return false }
    }
    if wants(left()) { return false }
    _ = take(.closeRound)
    guard entity != outer.1 else { return true }
    // What a question counts itself it is split by.
    let counted = ground == .metrics && outer.1 == nil ? entity : outer.1
    (metrics, entity) = (outer.0, counted)
    return true
  }

  private static func forms(of name: String, in place: Function.Place) -> [Function.Form] {
    let function = Function.named(FunctionNames.english(for: name) ?? name)
    let forms = function?.forms ?? []
    let fitting = forms.filter { $0.places.contains(place) }
    return fitting.isEmpty ? forms : fitting
  }

  private static func kinds(_ place: Int, of forms: [Function.Form]) -> [Function.Argument] {
    var kinds: [Function.Argument] = []
    for form in forms where place < form.arity.upperBound {
      let kind = form.arguments[min(place, form.arguments.count - 1)]
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    return kinds
  }

  /// The clauses inside the brackets, in the order of the list.
  private static func clauses(of forms: [Function.Form]) -> [Call.Clause] {
    let inside: [Call.Clause] = [.of, .each, .where, .at, .while, .overlaps, .per, .timeWord, .having]
    return inside.filter { clause in forms.contains { $0.has(clause) } }
  }

  private static func words(_ clause: Call.Clause) -> [Keyword] {
    switch clause {
    case .distinct: [.distinct]
    case .first: [.first]
    case .of: [.of]
    case .each: [.each]
    case .where: [.where]
    case .at: [.at]
    case .while: [.while]
    case .overlaps: [.overlaps]
    case .per: [.per]
    case .timeWord: [.before, .upTo, .ever, .in]
    case .having: [.having]
    }
  }

  /// Whether the keyword stands before the name that it modifies.
  private mutating func isModifier(_ keyword: Keyword) -> Bool {
    guard let match = self.keyword(), match.keyword == keyword else { return false }
    let next = index + match.length
    return next >= end || list.tokens[next].kind == .word || list.tokens[next].kind == .quotedName
  }

  private mutating func isAtCallClause(_ clauses: [Call.Clause]) -> Bool {
    guard !isAtLongName(), let match = keyword() else { return false }
    return clauses.contains { Self.words($0).contains(match.keyword) }
  }

  // MARK: Arguments

  /// What may stand at an argument's place.
  private func arguments(_ place: Int, of forms: [Function.Form], _ ground: Ground) -> [Wanted] {
    Self.kinds(place, of: forms).flatMap { offered($0, ground) }
  }

  private func offered(_ kind: Function.Argument, _ ground: Ground, isDistinct: Bool = false) -> [Wanted] {
    switch kind {
    case .rows: [.entity, .events]
    case .event: [.entity, .events, .metric]
    case .measure: [.entity, .events, .member(isDistinct ? nil : .number)] + (isDistinct ? [] : [.function(.row)])
    case .metric: [.metric, .function(.metric)]
    case .metricName: [.metric]
    case .unit: [.keywords([.week, .month, .quarter, .year])]
    case .period: [.keywords([.questionPeriod])]
    case .time: ground.operands(.time)
    case .number: ground.operands(.number)
    case .value, .condition: ground.operands()
    case .span, .fraction, .places, .edge: []
    }
  }

  private mutating func argument(
    _ kinds: [Function.Argument], isDistinct: Bool, _ forms: [Function.Form], _ ground: Ground, _ more: [Wanted]
  ) -> Bool {
    if wants(kinds.flatMap { offered($0, ground, isDistinct: isDistinct) }) { return false }
    switch kinds.first {
    case .rows?, .event?: return rows() && !wants(more)
    case .measure?:
      let start = index
      let isPath = kind == .word && index + 1 < end && list.tokens[index + 1].kind == .dot
      // Of a path's first name, where that is an entity.
      let rows = isPath ? text : nil
      // Of which rows `avg(days(a, b) of E)` is stands behind.
      isOfAnyRows = entity == nil
      guard sum(.rows, kind: isDistinct ? nil : .number, { _ in more }) != nil else {
        if isPath, start + 2 < end, entity == nil { entity = rows }
        return false
      }
      isOfAnyRows = false
      if let rows, entity == nil { (entity, metrics) = (rows, []) }
      return true
    case .metric?, .metricName?: return sum(.metrics) { _ in more } != nil
    case .span?:
      index += 1
      if wants([units(hasHours: true)]) { return false }
      index += keyword()?.length ?? 0
      return !wants(more)
    case .unit?:
      index += keyword()?.length ?? 1
      return !wants(more)
    case .time?: return expression(ground, isCondition: false, kind: .time, more)
    case .number?: return expression(ground, isCondition: false, kind: .number, more)
    default: return expression(ground, isCondition: kinds.first == .condition, more)
    }
  }

  /// An entity or events, from which on names are theirs; of an event with a condition in brackets that too.
  mutating func rows() -> Bool {
    guard let name = path() else { return false }
    entity = name.split(separator: ".").first.map(String.init)
    metrics = []
    return kind == .openRound ? conditionInBrackets() : true
  }

  /// `(status = answered)` behind an event.
  mutating func conditionInBrackets() -> Bool {
    index += 1
    guard expression(.rows) else { return false }
    _ = take(.closeRound)
    return true
  }

  // MARK: Clauses

  private mutating func callClause(_ word: Keyword, _ more: [Wanted]) -> Bool {
    switch word {
    case .where: return expression(.rows, more)
    case .having: return expression(.things, more)
    case .at:
      if wants([.member(.time)]) { return false }
      return path() != nil && !wants(more)
    case .while:
      guard sum(.rows, kind: .time, { _ in [.words([".."])] }) != nil else { return false }
      guard take(.range) else { return true }
      return sum(.rows, kind: .time) { _ in more } != nil
    case .of:
      if wants([.entity, .events]) { return false }
      return rows() && !wants(more)
    case .each, .per:
      if wants([.link] + (word == .per && entity == nil ? [.dimension] : [])) { return false }
      return path() != nil && !wants(more)
    case .overlaps, .upTo:
      if wants([.keywords([.questionPeriod])]) { return false }
      _ = take(.questionPeriod)
    case .before:
      if wants([.keywords([.questionPeriod, .this])]) { return false }
      if !take(.questionPeriod) { _ = take(.this) }
    case .in:
      if wants([.keywords([.previous])]) { return false }
      _ = take(.previous)
    default: break
    }
    return !wants(more)
  }
}

extension Function.Form {
  /// Whether a call of this form has or may have a clause.
  fileprivate func has(_ clause: Call.Clause) -> Bool { requires.contains(clause) || takes.contains(clause) }
}
