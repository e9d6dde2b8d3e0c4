extension Keyword {
  /// How messages write it: the usual form in the reader's language.
  package var told: Message { Message(named: rawValue, vietnamese: entry.vietnamese.first) }
}

extension CalendarUnit {
  /// How messages write it.
  package var told: Message { Keyword(rawValue: rawValue)?.told ?? Message(written: rawValue) }
}
