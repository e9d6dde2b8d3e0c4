extension Keyword {
  /// What the language has and this version cannot carry out yet: it is read, and answered with `not-yet`.
  private static let later: Set<Keyword> = [
    .pivot, .unpivot, .chart, .export, .saveAs, .bar, .line, .pie, .heatmap,
  ]
  /// What stands in a model and in no script.
  private static let ofModels: Set<Keyword> = [.model, .subject, .entity, .optional, .viewer, .policy]

  /// Whether this version can do nothing with it yet.
  package var isLater: Bool { Keyword.later.contains(self) }

  /// Whether completion and lists of what can follow in a script name it.
  package var isOffered: Bool { !isLater && !Keyword.ofModels.contains(self) }

  /// The keywords of a role that can be used in a script, in the table's order.
  package static func offered(_ role: Role) -> [Keyword] { beginning(role).filter(\.isOffered) }
}
