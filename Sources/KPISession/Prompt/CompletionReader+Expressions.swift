import KPICompiler
import KPILanguage

/// Expressions and conditions, as the grammar has them: what may stand at every place of theirs.
///
/// A function gives false, or nil, where the text ends in what it reads; then `wanted` says what may stand there.
extension CompletionReader {
  /// A condition, or what is reckoned.
  ///
  /// - Parameters:
  ///   - isCondition: whether it is one, so that what stands alone is compared.
  ///   - more: what may follow it.
  mutating func expression(
    _ ground: Ground, isCondition: Bool = true, kind: ValueKind? = nil, first: [Wanted]? = nil, _ more: [Wanted] = []
  ) -> Bool {
    let after = (isCondition ? [.keywords([.and, .or])] : []) + more
    var first = first
    repeat {
      let start = index
      if isCondition {
        if wants((first ?? ground.operands(kind)) + [.keywords([.not])]) { return false }
        while take(.not) {}
      }
      let left = sum(ground, kind: kind, first: first) { left in
        isCondition
          ? [.operators(left, isOfScript: ground == .script || ground == .columns), .whole(left, after)] : after
      }
      guard let left else { return false }
      guard comparison(of: left, ground, after) else { return false }
      first = nil
      // A word that begins no operand leads nowhere.
      if index == start { return true }
    } while take(.and) || take(.or)
    return true
  }

  /// Operands and the signs between them; `after` says what may follow.
  mutating func sum(
    _ ground: Ground, kind: ValueKind? = nil, first: [Wanted]? = nil, _ after: (Left) -> [Wanted]
  ) -> Left? {
    guard let left = operand(ground, kind, first, after) else { return nil }
    return sumRest(left, ground, kind, after)
  }

  private mutating func sumRest(
    _ left: Left, _ ground: Ground, _ kind: ValueKind?, _ after: (Left) -> [Wanted]
  ) -> Left? {
    var left = left
    while true {
      if wants(after(left)) { return nil }
      let isSum = kindIs(.plus, .minus)
      guard isSum || kindIs(.star, .slash) else { return left }
      index += 1
      if isSum, left != .number, isAtSpan {
        index += 1
        if wants([units(hasHours: true)]) { return nil }
        index += keyword()?.length ?? 1
        continue
      }
      guard operand(ground, kind, nil, after) != nil else { return nil }
      left = .number
    }
  }

  /// Whether so many units of time stand here, or a number where the text ends.
  private var isAtSpan: Bool {
    guard kindIs(.number, .variable) else { return false }
    guard index + 1 < end else { return false }
    var list = list
    return list.keyword(at: index + 1)?.keyword.entry.role == .period
  }

  private mutating func operand(
    _ ground: Ground, _ sort: ValueKind?, _ first: [Wanted]?, _ after: (Left) -> [Wanted]
  ) -> Left? {
    if wants(first ?? ground.operands(sort)) { return nil }
    switch kind {
    case .minus:
      index += 1
      return operand(ground, sort, first, after)
    case .number:
      index += 1
      return .number
    case .date:
      index += 1
      return .time
    case .text:
      index += 1
      return .text
    case .variable: return variableUse() ? .unknown : nil
    case .openRound:
      index += 1
      guard expression(ground, isCondition: true) else { return nil }
      _ = take(.closeRound)
      return .unknown
    case .openSquare: return metricValue() ? .number : nil
    case .word, .quotedName: return wordOperand(ground, sort)
    default: return .unknown
    }
  }

  private mutating func wordOperand(_ ground: Ground, _ sort: ValueKind?) -> Left? {
    if isAtCall {
      let isTime = ["first_time", "last_time"].contains(FunctionNames.english(for: text) ?? text)
      guard call(ground) else { return nil }
      return isTime ? .time : ground == .metrics || ground == .table ? .number : .unknown
    }
    if !isAtLongName(), kind == .word, let match = keyword() {
      switch match.keyword {
      case .true, .false, .null, .today, .yesterday:
        index += match.length
        return [.today, .yesterday].contains(match.keyword) ? .time : .boolean
      // No name is read there: what stands here is no operand.
      case .by, .where, .and, .or, .having: return .unknown
      default: break
      }
    }
    guard let name = path(sort) else { return nil }
    switch ground {
    case .metrics:
      metrics.append(name)
      return .number
    case .table: return .number
    case .columns: return .column(name)
    case .script: return .unknown
    case .question, .rows, .things: return .member(ofEntity(name))
    }
  }

  /// The name as one of the entity at hand, which may have a dimension of that name of its own.
  private func ofEntity(_ name: String) -> String {
    entity.map { name.contains(".") ? name : "\($0).\(name)" } ?? name
  }

  // MARK: Comparisons

  /// What is right of an operand, where something is.
  private mutating func comparison(of left: Left, _ ground: Ground, _ after: [Wanted]) -> Bool {
    let isOfScript = ground == .script || ground == .columns
    if kindIs(.equal, .notEqual) {
      index += 1
      if at(.within) { return tolerance(ground, after) }
      return value(of: left, ground, after)
    }
    if kindIs(.less, .lessOrEqual, .greater, .greaterOrEqual) {
      index += 1
      if wants([.comparand(left)] + operands(ground, like: left)) { return false }
      return sum(ground) { _ in after } != nil
    }
    if take(.isNull) || take(.isNotNull) { return !wants(after) }
    if isOfScript, at(.within) { return tolerance(ground, after) }
    if take(.not), wants([.operators(left, isNegated: true)]) { return false }
    if take(.contains) || take(.startsWith) { return value(of: left, ground, after) }
    if take(.between) {
      if wants([.comparand(left)] + operands(ground, like: left)) { return false }
      guard sum(ground, { _ in [.keywords([.and])] }) != nil else { return false }
      guard take(.and) else { return true }
      if wants([.comparand(left)] + operands(ground, like: left)) { return false }
      return sum(ground) { _ in after } != nil
    }
    guard take(.in) else { return true }
    if wants([.membership(left)]) { return false }
    guard take(.openRound) else { return (isAtMoment ? moment() : period([])) && !wants(after) }
    repeat {
      guard value(of: left, ground, []) else { return false }
    } while take(.comma)
    _ = take(.closeRound)
    return !wants(after)
  }

  /// What may be reckoned right of a sign: names beside which the left may stand are offered by its kind.
  private func operands(_ ground: Ground, like left: Left) -> [Wanted] {
    switch left {
    case .member, .column: [.function(ground.place)]
    default: ground.operands()
    }
  }

  /// One value of what stands left, or what is reckoned.
  private mutating func value(of left: Left, _ ground: Ground, _ after: [Wanted]) -> Bool {
    let values: [Wanted] =
      switch left {
      case .member(let name): [.value(of: name), .comparand(left)]
      case .column(let name): [.columnValue(of: name), .comparand(left)]
      default: ground == .script ? ground.operands() : [.comparand(left)]
      }
    if wants(values) { return false }
    let next = index + 1 < end ? list.tokens[index + 1].kind : .end
    if kind == .word, next != .openRound, next != .dot {
      // One bare word is a value, whatever keyword it is.
      let isDay = at(.today, .yesterday)
      index += isDay ? keyword()?.length ?? 1 : max(1, nameLength())
      return sumRest(.unknown, ground, nil, { _ in after }) != nil
    }
    return sum(ground) { _ in after } != nil
  }

  /// `within 2% of X`.
  private mutating func tolerance(_ ground: Ground, _ after: [Wanted]) -> Bool {
    _ = take(.within)
    if wants([]) { return false }
    index += 1
    if wants([.keywords([.of])]) { return false }
    guard take(.of) else { return true }
    return sum(ground) { _ in after } != nil
  }

  // MARK: Metric values and variables

  /// `[M PERIOD where …]`.
  mutating func metricValue() -> Bool {
    let outer = (metrics, entity)
    index += 1
    (metrics, entity) = ([], nil)
    var left: [Wanted] = [.period, .keywords([.where])]
    guard sum(.metrics, { _ in left }) != nil else { return false }
    while !isAtEnd, kind != .closeSquare {
      let start = index
      if take(.where) {
        left.removeAll { $0 == .keywords([.where]) }
        guard expression(.question, left) else { return false }
      } else {
        left.removeAll { $0 == .period }
        guard period(left) else { return false }
      }
      if index == start { index += 1 }
      if wants(left) { return false }
    }
    _ = take(.closeSquare)
    (metrics, entity) = outer
    return true
  }

  /// `$t["Facebook"].revenue`.
  private mutating func variableUse() -> Bool {
    let name = String(text.dropFirst())
    index += 1
    var isRow = false
    while !isAtEnd {
      if kind == .openSquare, list.tokens[index].start == list.tokens[index - 1].end {
        index += 1
        if wants([.variableKey(name), .variable]) { return false }
        guard expression(.script, isCondition: false) else { return false }
        _ = take(.closeSquare)
        isRow = true
      } else if take(.dot) {
        if wants([.variableMember(name, isRow: isRow)]) { return false }
        isRow = true
        index += 1
      } else {
        return true
      }
    }
    return true
  }
}
