import KPICompiler
import KPILanguage

/// The clauses of a question, and periods.
extension CompletionReader {
  /// The clauses of a question.
  mutating func clauses() {
    while !wants([.clause]) {
      let start = index
      if kind == .closeSquare || kind == .closeRound { return }
      guard let match = keyword() else {
        if kind == .number {
          guard numberBeforeUnit() else { return }
        } else {
          index += 1
        }
        continue
      }
      guard clause(match) else { return }
      if index == start { index += 1 }
    }
  }

  /// A clause that begins with a keyword; false where the text ends in it.
  private mutating func clause(_ match: KeywordMatch) -> Bool {
    if match.keyword.entry.role == .period, verb?.takesHorizon != true || !isHorizon(match.keyword) {
      used.insert(.month)
      return period([.clause])
    }
    index += match.length
    used.insert(match.keyword)
    switch match.keyword {
    case .by: return byList()
    case .where: return expression(.question, [.clause])
    case .having: return expression(.table, [.clause])
    case .comparePrevious, .compareYear, .compareWith:
      used.formUnion([.comparePrevious, .compareYear, .compareWith])
      return match.keyword != .compareWith || !wants([.period]) && period([.clause])
    case .top: return top()
    case .orderBy: return sum(.table) { _ in [.keywords([.desc, .asc]), .clause] } != nil && direction([.clause])
    case .metrics, .weights:
      repeat {
        if wants([.metric]) { return false }
        _ = path()
        if match.keyword == .weights {
          if wants([]) { return false }
          if kindIs(.number, .variable) { index += 1 }
        }
      } while take(.comma)
      return true
    case .grades:
      repeat {
        if wants([]) { return false }
        index += 1
        if wants([]) { return false }
        index += 1
      } while take(.comma)
      return true
    case .within, .overall: return span([.clause])
    default:
      // A horizon: `days 8`.
      if verb?.takesHorizon == true {
        used.formUnion(verb?.ownClauses.filter { $0.entry.role == .period } ?? [])
        if wants([]) { return false }
        index += 1
      }
      return true
    }
  }

  private func isHorizon(_ unit: Keyword) -> Bool { verb?.ownClauses.contains(unit) == true }

  /// A number that a unit follows: `7 ngày qua`, `3 tháng tới`.
  private mutating func numberBeforeUnit() -> Bool {
    index += 1
    guard isVietnamese == true, !used.contains(.month) else { return true }
    if wants([units()]) { return false }
    index += keyword()?.length ?? 0
    let words: [Keyword] = verb?.ownClauses.contains(.next) == true && !used.contains(.next) ? [.next, .last] : [.last]
    if wants([.keywords(words)]) { return false }
    if let word = keyword()?.keyword, words.contains(word) {
      used.insert(word == .next ? .next : .month)
      index += keyword()?.length ?? 0
    }
    return true
  }

  private mutating func top() -> Bool {
    if wants([]) { return false }
    if kindIs(.number, .variable) { index += 1 }
    if take(.percent) {}
    if wants([.keywords([.withOther, .per]), .clause]) { return false }
    if take(.per) {
      if wants([.dimension, .grain]) { return false }
      if !isAtLongName(), let match = keyword() { index += match.length } else if path() == nil { return false }
      if wants([.keywords([.withOther]), .clause]) { return false }
    }
    _ = take(.withOther)
    return true
  }

  /// `desc`, `asc` or neither.
  mutating func direction(_ more: [Wanted]) -> Bool {
    if take(.desc) || take(.asc) { return !wants(more) }
    return true
  }

  /// What rows are made for; false where the text ends in it.
  private mutating func byList() -> Bool {
    repeat {
      if wants([.dimension, .grain] + (verb == .scorecard ? [.keywords([.metric])] : [])) { return false }
      if !isAtLongName(), let match = keyword(), [.period, .statement].contains(match.keyword.entry.role) {
        groups.append(match.keyword.rawValue)
        index += match.length
      } else if let name = path() {
        groups.append(name)
      } else {
        return wanted.isEmpty
      }
    } while take(.comma)
    return true
  }

  // MARK: Periods

  /// So many units of time.
  mutating func span(_ more: [Wanted]) -> Bool {
    if wants([]) { return false }
    if kindIs(.number, .variable) { index += 1 }
    if wants([units(hasHours: true)]) { return false }
    if let unit = keyword(), unit.keyword.entry.role == .period { index += unit.length }
    return !wants(more)
  }

  /// A period; false where the text ends in it.
  mutating func period(_ more: [Wanted]) -> Bool {
    guard let match = keyword() else {
      if kindIs(.date, .number, .variable) { index += 1 }
      return true
    }
    index += match.length
    switch match.keyword {
    case .last:
      // `last month` is the one before, `last 7 days` so many.
      let hasNumber = kindIs(.number, .variable)
      if hasNumber { index += 1 }
      if wants(hasNumber ? [units()] : [.oneUnit]) { return false }
      takeUnit()
    case .previous, .this:
      if wants([.oneUnit]) { return false }
      takeUnit()
    case .next:
      used.insert(.next)
      return span(more)
    case .from:
      guard moment(), !wants([.keywords([.to])]) else { return false }
      if take(.to) { return moment() }
    case .day, .week, .month, .quarter, .year:
      if wants((match.isVietnamese ? [.keywords([.this, .previous])] : []) + more) { return false }
      if let word = keyword(), word.isVietnamese, [.this, .previous, .last].contains(word.keyword) {
        index += word.length
      } else if kindIs(.date, .number, .variable) {
        return moment()
      }
    case .in: return moment()
    default: break
    }
    return true
  }

  /// Whether a day stands here, in its own words.
  var isAtMoment: Bool {
    mutating get { kindIs(.date, .number, .variable) || at(.today, .yesterday) }
  }

  /// A day, or so many units from one; false where the text ends before it.
  mutating func moment() -> Bool {
    if wants([.keywords([.today, .yesterday])]) { return false }
    if kindIs(.date, .number, .variable) {
      index += 1
    } else if !take(.today) {
      _ = take(.yesterday)
    }
    while kindIs(.plus, .minus) {
      index += 1
      if wants([]) { return false }
      if kindIs(.number, .variable) { index += 1 }
      if wants([units()]) { return false }
      takeUnit()
    }
    return true
  }

  /// The units that fit the number before.
  func units(hasHours: Bool = false) -> Wanted {
    let isOne = index > 0 && list.tokens[index - 1].kind == .number && list.text(list.tokens[index - 1]) == "1"
    return .units(isOne: isOne, hasHours: hasHours)
  }

  private mutating func takeUnit() {
    if let unit = keyword(), unit.keyword.entry.role == .period { index += unit.length }
  }
}
