import KPILanguage

extension CompletionReader {
  /// The clauses of a question; `more` may stand where one ends.
  mutating func clauses(_ more: [Wanted] = [.clause]) {
    while !wants(more) {
      let start = index
      if kind == .closeSquare || kind == .closeRound { return }
      guard let match = keyword() else {
        // A number before its unit, `7 ngày qua`, or a word that is none.
        let isNumber = kind == .number
        index += 1
        if isNumber, isVietnamese == true, !used.contains(.month) {
          if wants([.unit]) { return }
          index += keyword()?.length ?? 0
          if wants([.keywords([.last])]) { return }
        }
        continue
      }
      switch match.keyword {
      case .by:
        index += match.length
        used.insert(.by)
        if !byList() { return }
      case .where:
        index += match.length
        used.insert(.where)
        condition([.member])
        if !wanted.isEmpty { return }
      case .having:
        index += match.length
        used.insert(.having)
        condition([.asked])
        if !wanted.isEmpty { return }
      case .comparePrevious, .compareYear:
        index += match.length
        used.formUnion([.comparePrevious, .compareYear, .compareWith])
      case .compareWith:
        index += match.length
        used.formUnion([.comparePrevious, .compareYear, .compareWith])
        if wants([.period]) || !period() { return }
      case .top:
        index += match.length
        used.insert(.top)
        if wants([]) { return }
        if kind == .number || kind == .variable { index += 1 }
        if wants([.keywords([.withOther, .per])] + more) { return }
        if take(.per), wants([.dimension, .grain]) { return }
      case .orderBy:
        index += match.length
        used.insert(.orderBy)
        if wants([.asked]) { return }
        _ = path()
        if wants([.keywords([.desc, .asc])] + more) { return }
      case .metrics, .weights:
        index += match.length
        used.insert(match.keyword)
        repeat {
          if wants([.metric]) { return }
          _ = path()
          if kind == .number || kind == .variable { index += 1 }
        } while take(.comma)
      default:
        if match.keyword.entry.role == .period {
          used.insert(.month)
          if !period(more) { return }
        } else {
          index += match.length
        }
      }
      if index == start { index += 1 }
    }
  }

  /// What rows are made for; false where the text ends in it.
  private mutating func byList() -> Bool {
    repeat {
      if wants([.dimension, .grain] + (verb == .scorecard ? [.keywords([.metric])] : [])) { return false }
      if !isAtLongName(), let match = keyword(), [.period, .statement].contains(match.keyword.entry.role) {
        index += match.length
      } else if path() == nil {
        return wanted.isEmpty
      }
    } while take(.comma)
    return true
  }

  /// A period; false where the text ends in it.
  mutating func period(_ more: [Wanted] = [.clause]) -> Bool {
    guard let match = keyword() else {
      if kind == .date || kind == .number || kind == .variable { index += 1 }
      return true
    }
    index += match.length
    switch match.keyword {
    case .last:
      // `last month` is the one before, `last 7 days` so many.
      let hasNumber = kind == .number || kind == .variable
      if hasNumber { index += 1 }
      if wants(hasNumber ? [.unit] : [.oneUnit]) { return false }
      if let unit = keyword(), unit.keyword.entry.role == .period { index += unit.length }
    case .previous, .this:
      if wants([.oneUnit]) { return false }
      if let unit = keyword(), unit.keyword.entry.role == .period { index += unit.length }
    case .next:
      if wants([.unit]) { return false }
      if let unit = keyword(), unit.keyword.entry.role == .period { index += unit.length }
    case .from:
      if wants([.keywords([.today])]) { return false }
      moment()
      if wants([.keywords([.to])]) { return false }
      if take(.to) {
        if wants([.keywords([.today])]) { return false }
        moment()
      }
    case .day, .week, .month, .quarter, .year:
      if wants((match.isVietnamese ? [.keywords([.this, .previous])] : []) + more) { return false }
      if let word = keyword(), word.isVietnamese, [.this, .previous, .last].contains(word.keyword) {
        index += word.length
      } else if kind == .date || kind == .number || kind == .variable {
        index += 1
      }
    case .in:
      if wants([]) { return false }
      moment()
    default: break
    }
    return true
  }

  private mutating func moment() {
    if kind == .date || kind == .number || kind == .variable {
      index += 1
    } else if !take(.today) {
      _ = take(.yesterday)
    }
    while kind == .plus || kind == .minus {
      index += 1
      if kind == .number || kind == .variable { index += 1 }
      if let unit = keyword(), unit.keyword.entry.role == .period { index += unit.length }
    }
  }

  /// A condition; `operands` may stand left of a comparison.
  mutating func condition(_ operands: [Wanted]) {
    let isOfColumns = operands.first == .column
    while true {
      if wants(operands + [.keywords([.not])]) { return }
      if take(.not) { continue }
      if kind == .openRound || kind == .openSquare {
        if !brackets() { return }
        if wants([.keywords([.and, .or])] + (isOfColumns ? [] : [.clause])) { return }
      } else {
        guard let left = path() else { return }
        if kind == .openRound, !brackets() { return }
        if !comparison(of: left, operands) { return }
      }
      // A calculation goes on with another operand, so does a joined condition.
      guard take(.and) || take(.or) || take(.plus) || take(.minus) || take(.star) || take(.slash) else { return }
    }
  }

  /// What is right of a name; false where the text ends in it.
  private mutating func comparison(of left: String, _ operands: [Wanted]) -> Bool {
    let isOfColumns = operands.first == .column
    // Of the entity at hand, which may have a dimension of that name of its own.
    let own = entity.map { left.contains(".") ? left : "\($0).\(left)" } ?? left
    let value: Wanted = isOfColumns ? .columnValue(of: left) : .value(of: own)
    let after: [Wanted] = [.keywords([.and, .or])] + (isOfColumns ? [] : [.clause])
    let operators: [Keyword] = [.in, .not, .contains, .startsWith, .between, .isNull, .isNotNull]
    if wants([.keywords(operators)] + after) { return false }
    if kind == .equal || kind == .notEqual {
      index += 1
      if wants([value]) { return false }
      skipValue()
      return !wants(after)
    }
    if [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(kind) {
      index += 1
      if wants(operands) { return false }
      skipValue()
      return !wants(after)
    }
    if take(.isNull) || take(.isNotNull) { return !wants(after) }
    if take(.not), wants([.keywords([.in, .contains, .startsWith, .between])]) { return false }
    if take(.contains) || take(.startsWith) {
      if wants([value]) { return false }
      skipValue()
      return !wants(after)
    }
    if take(.between) {
      while !isAtEnd, !at(.and) { index += 1 }
      if wants([.keywords([.and])]) { return false }
      _ = take(.and)
      skipValue()
      return !wants(after)
    }
    guard take(.in) else { return true }
    // `(` begins a list of values; a time stands in a period.
    if wants([.period]) { return false }
    guard take(.openRound) else {
      _ = period()
      return !wants(after)
    }
    repeat {
      if wants([value]) { return false }
      skipValue()
    } while take(.comma)
    if wants([]) { return false }
    _ = take(.closeRound)
    return !wants(after)
  }

  private mutating func skipValue() {
    if kind == .openSquare || kind == .openRound {
      _ = brackets()
    } else if kind == .word, isAtLongName() {
      _ = path()
    } else if !isAtEnd {
      index += 1
    }
  }
}
