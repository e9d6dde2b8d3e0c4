import KPILanguage

/// Why an engine, or the driver that reaches it, does not do what was asked.
package struct EngineFailure: Error, Sendable, Hashable {
  /// What kind of failure it is, as far as callers decide by it.
  package enum Kind: Sendable, Hashable {
    /// The library of the driver is not there or is none.
    case noDriver
    /// No connection: the engine is away, or knows neither user nor database.
    case cannotConnect
    /// The engine refuses the statement.
    case refused
    /// The connection broke while something was asked.
    case lost
    /// Whoever asked has given up.
    case cancelled
  }

  package var kind: Kind
  /// The engine's or the driver's own words, on one line.
  package var text: String
  /// The five characters of SQL's standard; empty where none came.
  package var sqlState: String
  /// Our own words, where the engine has said nothing.
  private let own: Message?

  package init(_ kind: Kind, _ text: String, sqlState: String = "") {
    self.kind = kind
    self.text = Self.line(text)
    self.sqlState = sqlState
    own = nil
  }

  package init(_ kind: Kind, own message: Message) {
    self.kind = kind
    text = message.english
    sqlState = ""
    own = message
  }

  package static let cancelled = EngineFailure(.cancelled, own: "interrupted")

  /// The words as a message shows them.
  var words: Message { own ?? Message(written: shown(Secrets.hidden(in: text), limit: 600)) }

  /// The words without line ends, and without what some drivers write in front of everything.
  private static func line(_ text: String) -> String {
    var words = text.split(whereSeparator: { $0.isNewline || $0 == "\t" }).map { String($0) }.joined(separator: " ")
    for prefix in ["[libpq] ", "[driver] ", "[Spark] "] where words.hasPrefix(prefix) {
      words.removeFirst(prefix.count)
    }
    return words
  }
}
