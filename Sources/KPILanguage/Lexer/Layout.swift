extension Lexer {
  /// Removes the line ends that end no statement: inside round and square brackets, after a token that asks for more,
  /// and before one that can begin neither a statement nor a member of a block.
  mutating func joinLines() {
    let open = openBrackets()
    var kept: [Token] = []
    kept.reserveCapacity(list.tokens.count)
    let following = followingTokens()
    for index in list.tokens.indices {
      let token = list.tokens[index]
      if token.kind == .newline {
        if open[index] { continue }
        guard let last = kept.last, !last.kind.endsStatement || last.kind == .closeCurly, last.kind != .openCurly else {
          continue
        }
        if asksForMore(last, kept) || goesOn(at: following[index]) { continue }
      }
      kept.append(token)
    }
    if let last = kept.dropLast().last, asksForMore(last, kept.dropLast()) { list.isUnfinished = true }
    list.tokens = kept
    list.forgetKeywords()
  }

  /// For each token whether a round or square bracket is open there that is closed later.
  ///
  /// A bracket that is never closed holds no lines together, so that the mistake stays in its statement.
  private mutating func openBrackets() -> [Bool] {
    var closers = [Int](repeating: -1, count: list.tokens.count)
    var stack: [Int] = []
    var isMismatched = false
    func isOpener(_ index: Int, _ kind: Token.Kind) -> Bool { list.tokens[index].kind == kind }
    for (index, token) in list.tokens.enumerated() {
      switch token.kind {
      case .openRound, .openSquare, .openCurly: stack.append(index)
      case .closeRound, .closeSquare:
        let opener: Token.Kind = token.kind == .closeRound ? .openRound : .openSquare
        if let last = stack.last, isOpener(last, opener) {
          closers[stack.removeLast()] = index
        } else {
          isMismatched = true
        }
      case .closeCurly, .semicolon:
        while let last = stack.last, !isOpener(last, .openCurly) { stack.removeLast() }
        if token.kind == .closeCurly { _ = stack.popLast() }
      default: break
      }
    }
    // No further line mends a bracket that closes another one.
    if !stack.isEmpty, !isMismatched { list.isUnfinished = true }
    var open = [Bool](repeating: false, count: list.tokens.count)
    var end = -1
    for index in list.tokens.indices {
      end = max(end, closers[index])
      open[index] = index < end
    }
    return open
  }

  /// Whether a statement cannot end after `token`.
  private func asksForMore(_ token: Token, _ before: some BidirectionalCollection<Token>) -> Bool {
    switch token.kind {
    case let kind where kind.asksForMore: return true
    case .word where token.end - token.start <= 5:
      switch list.text(token).lowercased() {
      case "and", "or", "not", "và", "hoặc", "không":
        // `kind = or` ends in a value.
        let previous = before.dropLast().last
        return previous?.kind != .equal && previous?.kind != .notEqual && previous?.kind != .dot
      default: return false
      }
    default: return false
    }
  }

  /// For each token the first one after it that is no line end.
  private func followingTokens() -> [Int] {
    var following = [Int](repeating: 0, count: list.tokens.count)
    var next = list.tokens.count - 1
    for index in list.tokens.indices.reversed() {
      following[index] = next
      if list.tokens[index].kind != .newline { next = index }
    }
    return following
  }

  /// Whether a line that begins with the token at `next` only goes on.
  private mutating func goesOn(at next: Int) -> Bool {
    guard list.tokens[next].kind == .word else { return list.tokens[next].kind.continuesLine }
    guard let match = list.keyword(at: next) else { return false }
    return match.keyword.continuesLine
  }
}

extension Token.Kind {
  /// Whether a statement cannot end after a token of this kind, whatever it is.
  var asksForMore: Bool {
    switch self {
    case .comma, .pipe, .arrow, .range, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus,
      .minus, .star, .slash:
      true
    default: false
    }
  }

  /// Whether a line that begins with a token of this kind, which is no word, goes on with the statement before it.
  var continuesLine: Bool {
    switch self {
    case .end, .closeCurly, .variable, .quotedName, .invalid, .semicolon, .newline, .word: false
    default: true
    }
  }
}

extension Keyword {
  /// Whether a line that begins with this keyword goes on with the statement before it.
  var continuesLine: Bool {
    switch entry.role {
    case .clause, .period, .condition: true
    case .inner:
      switch self {
      case .to, .withOther, .orEmpty, .desc, .asc, .detail, .at, .while, .overlaps, .per, .of, .betterLower, .planned,
        .also, .when:
        true
      default: false
      }
    case .question, .statement, .member, .pipe: false
    }
  }
}
