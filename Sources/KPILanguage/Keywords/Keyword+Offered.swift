extension Keyword {
  /// What stands in a model and in no script.
  private static let ofModels: Set<Keyword> = [.model, .subject, .entity, .optional, .viewer, .policy]

  /// Whether completion and lists of what can follow in a script name it.
  package var isOffered: Bool { !Keyword.ofModels.contains(self) }

  /// The keywords of a role that can be used in a script, in the table's order.
  package static func offered(_ role: Role) -> [Keyword] { beginning(role).filter(\.isOffered) }
}
