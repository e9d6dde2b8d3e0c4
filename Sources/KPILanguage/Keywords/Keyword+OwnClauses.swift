extension Keyword {
  /// The clauses that only this verb has, by the words that begin them: a horizon by the units that are usual.
  package var ownClauses: [Keyword] {
    switch self {
    case .cycle, .journey: [.day, .week]
    case .retention: [.day, .week, .month]
    case .scorecard: [.metrics, .weights, .grades]
    case .forecast: [.next]
    case .funnel: [.within, .overall]
    default: []
    }
  }

  /// Whether the verb looks back over so many units up to today: `days 8`.
  package var takesHorizon: Bool { ownClauses.contains(.day) }
}
