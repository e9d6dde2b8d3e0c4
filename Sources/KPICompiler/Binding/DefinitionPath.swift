import KPIEngine
import KPILanguage
import Synchronization

/// The definitions that are being bound, each inside the one before it: finds circles, and bounds their depth.
package struct DefinitionPath: Sendable {
  /// What is defined.
  package enum Kind: String, Sendable { case metric, segment, events }

  /// How many definitions may rest on one another in one line.
  package static let mostSteps = 100
  /// How many levels of brackets, operators and calls those may have together, so that recursion stays bounded.
  package static let mostLevels = 500
  /// How many parts a definition may have once everything that it rests on is put in its place.
  package static let mostParts = 50_000

  private struct Step {
    let kind: Kind
    let key: String
    let name: Name
  }

  private var steps: [Step] = []
  /// The levels of all of them together.
  private(set) var levels = 0

  /// No definition.
  package init() {}

  var isEmpty: Bool { steps.isEmpty }

  /// Enters a definition.
  ///
  /// - Returns: the mistake, where it is one of those that are being bound already or is too deep in them.
  mutating func enter(_ kind: Kind, _ name: Name, levels own: Int) -> Diagnostic? {
    let key = Catalog.key(name.text)
    if let start = steps.firstIndex(where: { $0.kind == kind && $0.key == key }) {
      let circle = (steps[start...].map(\.key) + [key]).map { shown($0) }.joined(separator: " → ")
      let message: Message =
        switch kind {
        case .events: "events are defined in terms of itself: \(circle)"
        case .metric: "a metric is defined in terms of itself: \(circle)"
        case .segment: "a segment is defined in terms of itself: \(circle)"
        }
      let code =
        switch kind {
        case .metric: "circular-metric"
        case .segment: "circular-segment"
        case .events: "circular-events"
        }
      return Diagnostic(code, message, at: name.span)
    }
    steps.append(Step(kind: kind, key: key, name: name))
    levels += own
    return steps.count > Self.mostSteps || levels > Self.mostLevels ? Self.tooDeep(steps[0].name) : nil
  }

  /// The mistake of a definition that rests on too many others.
  static func tooDeep(_ name: Name) -> Diagnostic {
    Diagnostic(
      "too-deep", "`\(shown(name.text))` rests on too many definitions, one on another", at: name.span,
      label: "at most \(mostSteps) definitions in one line, with \(mostLevels) levels of operators together")
  }

  /// The mistake of a definition that has grown too large.
  static func tooLarge(_ name: Name) -> Diagnostic {
    Diagnostic(
      "too-long", "`\(shown(name.text))` is too long once what it rests on is put in its place", at: name.span,
      label: "at most \(mostParts) parts", notes: ["a definition that names another one twice is twice as long"])
  }
}

/// What the segments of a model mean, each bound once for all the places of a statement that name it.
package final class SegmentMemo: Sendable {
  /// A segment's condition over its own entity; nil where it has a mistake.
  struct Entry: Sendable {
    var condition: Scalar?
    var diagnostics: [Diagnostic]
    var notes: [String]
    /// Whether it asks the session for something.
    var readsSession = false
  }

  private let entries = Mutex<[String: Entry]>([:])

  /// Nothing is bound yet.
  package init() {}

  subscript(key: String) -> Entry? {
    get { entries.withLock { $0[key] } }
    set { entries.withLock { $0[key] = newValue } }
  }
}
