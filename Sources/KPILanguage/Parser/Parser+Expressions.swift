extension Parser {
  /// How tightly operators bind, loosest first.
  enum Precedence: Int, Comparable {
    case or, and, not, comparison, sum, product, prefix

    static func < (lhs: Precedence, rhs: Precedence) -> Bool { lhs.rawValue < rhs.rawValue }
  }

  /// Reads a condition.
  ///
  /// condition := conjunction { "or" conjunction }
  /// conjunction := negation { "and" negation }
  /// negation := "not" negation | comparison
  /// comparison := sum [ comparison-tail ]
  /// sum := product { ( "+" | "-" ) ( product | span ) }
  /// product := factor { ( "*" | "/" ) factor }
  /// factor := "-" factor | operand
  ///
  /// With `isValue`, a bare word is a value, whatever keyword it is.
  mutating func expression(_ minimum: Precedence = .or, isValue: Bool = false) throws(Failure) -> Expression {
    try enter()
    let start = index
    var left = try factor(isValue: isValue)
    while true {
      if let (op, precedence) = arithmeticOperator() {
        guard precedence >= minimum else { break }
        try countTerm()
        advance()
        let right =
          if precedence == .sum, isSpanNext(after: left) {
            try spanExpression()
          } else {
            try expression(precedence == .sum ? .product : .prefix)
          }
        left = Expression(.binary(op, left, right), span(from: start))
        continue
      }
      guard let match = keyword() ?? symbolComparison() else { break }
      if match.keyword == .and || match.keyword == .or {
        let precedence: Precedence = match.keyword == .and ? .and : .or
        guard precedence >= minimum else { break }
        left = try chain(left, match.keyword, precedence)
        continue
      }
      guard minimum <= .comparison, let compared = try comparison(left, start) else { break }
      left = compared
      if comparisonOperator() != nil {
        throw expected("`and` or `or` between two comparisons", label: "write `a < b and b < c`")
      }
      // Nothing tighter than `and` follows a comparison.
      guard minimum < .comparison else { break }
      guard at(.and) || at(.or) else { break }
    }
    leave()
    return left
  }

  /// Reads a condition on rows.
  mutating func condition() throws(Failure) -> Expression {
    try naming(.condition) { parser throws(Failure) in try parser.expression() }
  }

  /// Stands for "some comparison sign is here", so that one loop handles words and signs.
  private func symbolComparison() -> KeywordMatch? {
    comparisonOperator() == nil ? nil : KeywordMatch(keyword: .between, length: 0, isVietnamese: false)
  }

  private func arithmeticOperator() -> (BinaryOperator, Precedence)? {
    switch kind {
    case .plus: (.add, .sum)
    case .minus: (.subtract, .sum)
    case .star: (.multiply, .product)
    case .slash: (.divide, .product)
    default: nil
    }
  }

  func comparisonOperator() -> BinaryOperator? {
    switch kind {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  /// Joins the terms of a chain of one connective to a tree that is only as deep as the logarithm of their number.
  @inline(never)
  private mutating func chain(
    _ first: Expression, _ connective: Keyword, _ precedence: Precedence
  ) throws(Failure) -> Expression {
    var terms = [first]
    while take(connective) {
      try countCondition()
      terms.append(try expression(precedence == .or ? .and : .not))
    }
    return joined(terms[...], connective == .and ? .and : .or)
  }

  private func joined(_ terms: ArraySlice<Expression>, _ op: BinaryOperator) -> Expression {
    guard terms.count > 1, let first = terms.first, let last = terms.last else {
      return terms.first ?? Expression(.null, Span(list.source, 0, 0))
    }
    // Few terms lean to the left, as they are read.
    let middle = terms.count <= 8 ? terms.endIndex - 1 : terms.startIndex + terms.count / 2
    let left = joined(terms[..<middle], op)
    let right = joined(terms[middle...], op)
    return Expression(.binary(op, left, right), first.span.through(last.span))
  }

  // MARK: Comparisons

  /// Reads a comparison tail.
  ///
  /// comparison-tail := ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) ( value | tolerance ) | tolerance
  ///                  | [ "not" ] "in" ( "(" [ value { "," value } ] ")" | period | moment )
  ///                  | [ "not" ] ( "between" sum "and" sum | "contains" value | "starts with" value )
  ///                  | "is null" | "is not null"
  /// tolerance := "within" quantity "of" sum
  ///
  /// Nil where no comparison follows.
  @inline(never)
  private mutating func comparison(_ left: Expression, _ start: Int) throws(Failure) -> Expression? {
    if let op = comparisonOperator() {
      advance()
      let right =
        if let match = keyword(), match.keyword == .within, isCount(match.length) {
          try tolerance()
        } else {
          try expression(.sum, isValue: op == .equal || op == .notEqual)
        }
      return Expression(.binary(op, left, right), span(from: start))
    }
    guard let match = keyword() else { return nil }
    switch match.keyword {
    case .contains, .startsWith:
      advance(match)
      let right = try expression(.sum, isValue: true)
      let op: BinaryOperator = match.keyword == .contains ? .contains : .startsWith
      return Expression(.binary(op, left, right), span(from: start))
    case .isNull, .isNotNull:
      advance(match)
      return Expression(.isNull(left, negated: match.keyword == .isNotNull), span(from: start))
    case .between:
      advance(match)
      let low = try expression(.sum)
      try expect(.and)
      return Expression(.between(left, low, try expression(.sum)), span(from: start))
    case .in:
      // `in previous` after an aggregate's `per` is not a period.
      advance(match)
      return try membership(left, start, negated: false)
    case .not:
      switch keyword(match.length)?.keyword {
      case .in:
        advance(match)
        try expect(.in)
        return try membership(left, start, negated: true)
      case .between, .contains, .startsWith:
        advance(match)
        guard let compared = try comparison(left, start) else { return nil }
        return Expression(.not(compared), compared.span)
      default: return nil
      }
    case .within where isCount(match.length):
      // `within 7 days` and `within $n days` are clauses.
      let amount = peek(match.length)
      let isShare = amount.kind == .number && list.numbers[amount.payload].isPercent
      guard isShare || keyword(match.length + 1)?.keyword == .of else { return nil }
      return Expression(.binary(.equal, left, try tolerance()), span(from: start))
    default: return nil
    }
  }

  @inline(never)
  private mutating func tolerance() throws(Failure) -> Expression {
    let start = index
    try expect(.within)
    let allowed = try quantity("a number, or a share such as `2%`")
    try expect(.of)
    return Expression(.tolerance(allowed, try expression(.sum)), span(from: start))
  }

  /// What follows `in`: a list in brackets, or a period.
  @inline(never)
  private mutating func membership(_ left: Expression, _ start: Int, negated: Bool) throws(Failure) -> Expression {
    if at(.openRound) {
      let open = index
      advance()
      var values: [Expression] = []
      if !at(.closeRound) {
        repeat { values.append(try expression(.sum, isValue: true)) } while take(.comma)
      }
      try close(.closeRound, open)
      return Expression(.inList(left, values, negated: negated), span(from: start))
    }
    let periodStart = index
    let period: Period
    // `today - 6 months` and `$d + 1 day` are dates.
    let dateLength = at(.today) || at(.yesterday) ? keyword()?.length ?? 1 : 1
    let isCounted = peek(dateLength).kind == .plus || peek(dateLength).kind == .minus
    let mayBeDate = at(.variable) || at(.today) || at(.yesterday)
    if isAtPeriod(), !at(.in), !(mayBeDate && isCounted) {
      period = try self.period()
    } else if at(.date) || at(.number) || mayBeDate {
      let moment = try moment()
      period = Period(.within(moment), span(from: periodStart))
    } else {
      throw expected("a list in brackets or a period after `in`", label: isAtName ? "write `in (…)`" : nil)
    }
    return Expression(.inPeriod(left, period, negated: negated), span(from: start))
  }

  // MARK: Spans

  /// Whether `NUMBER unit` or `$n unit` follows as a span to add to `left`, and not as a number before a period.
  private mutating func isSpanNext(after left: Expression) -> Bool {
    guard isCount(), let unit = unit(1), unit.unit != .weekday else { return false }
    let literal = at(.number) ? list.numbers[token.payload] : nil
    if let literal, literal.scale != 0 || literal.isPercent { return false }
    switch left.kind {
    case .date, .relativeDay: return true
    case .binary(_, _, let right):
      if case .span = right.kind { return true }
    case .variable: break
    default:
      // `doanh_thu - $muc tháng`: a month's, less a number.
      if literal == nil, unit.isVietnamese { return false }
    }
    // `revenue - 100 month 2023-09`, `doanh_thu - 100 tháng này`
    switch peek(1 + unit.length).kind {
    case .date, .number, .variable: return false
    default: break
    }
    if let word = keyword(1 + unit.length)?.keyword, word == .this || word == .previous || word == .last {
      return false
    }
    return unit.isPlural || unit.isVietnamese || literal?.coefficient == 1
  }

  /// A span as an operand.
  @inline(never)
  mutating func spanExpression() throws(Failure) -> Expression {
    let start = index
    let span = try timeSpan("a number of units")
    return Expression(.span(span), self.span(from: start))
  }
}
