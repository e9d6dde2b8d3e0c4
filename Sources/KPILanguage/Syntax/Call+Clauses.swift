extension Call {
  /// What a call may carry besides its arguments; a test holds this list to the stored properties.
  package enum Clause: String, Sendable, Hashable, CaseIterable {
    case distinct, first, of, each, `where`, at, `while`, overlaps, per
    /// `before P`, `before this`, `up to P`, `ever`, `in previous`.
    case timeWord
    case having
  }

  /// The clauses that are written, in the order of the list.
  package var clauses: [Clause] { Clause.allCases.filter(has) }

  /// Whether any clause is written, so that this cannot be a scalar function.
  package var hasClauses: Bool { !clauses.isEmpty }

  private func has(_ clause: Clause) -> Bool {
    switch clause {
    case .distinct: isDistinct
    case .first: isFirst
    case .of: of != nil
    case .each: each != nil
    case .where: condition != nil
    case .at: time != nil
    case .while: whileFrom != nil || whileTo != nil
    case .overlaps: overlaps
    case .per: per != nil
    case .timeWord: timeWord != nil
    case .having: having != nil
    }
  }

  /// Where a clause stands; nil where it has no place of its own.
  package func span(of clause: Clause) -> Span? {
    switch clause {
    case .of: of?.span
    case .each: each?.span
    case .where: condition?.span
    case .at: time?.span
    case .while: whileFrom?.span
    case .per: per?.span
    case .having: having?.span
    case .distinct, .first, .overlaps, .timeWord: nil
    }
  }
}
