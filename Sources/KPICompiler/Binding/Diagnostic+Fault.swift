import KPILanguage

extension Diagnostic {
  /// A mistake of the program itself: status 70.
  package static func fault(_ what: Message, at span: Span?) -> Diagnostic {
    Diagnostic(
      .error, "fault", "a fault of kpi itself: \(what)", at: span,
      notes: ["please report the statement, and the model that it was asked of"])
  }
}

extension [Diagnostic] {
  /// The same, where an error is among them; nothing is given up without a word.
  func orFault(at span: Span?) -> [Diagnostic] {
    if contains(where: { $0.severity == .error }) { return self }
    return self + [.fault("a definition could not be bound, and nothing told why", at: span)]
  }
}
