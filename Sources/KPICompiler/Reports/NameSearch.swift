import KPILanguage

/// The names of a model, by what they are called in either language.
struct NameSearch {
  /// Something with a name.
  struct Thing {
    /// Its name, label and other names.
    let names: [String]
    /// What it is, in a line.
    let line: Message
  }

  let things: [Thing]

  init(_ compiler: Compiler) {
    let catalog = compiler.catalog
    var things: [Thing] = []
    for metric in catalog.metricOrder.compactMap({ catalog.metrics[$0] }) {
      things.append(
        Thing(names: [metric.ownName] + metric.labels, line: "metric \(metric.name.text)\(quoted(metric.label))"))
    }
    for entity in catalog.entities where !entity.isHistory {
      things.append(Thing(names: [entity.name] + entity.labels, line: "entity \(entity.name)\(quoted(entity.label))"))
      for member in entity.members {
        let line: Message =
          "\(entity.name).\(member.name)\(quoted(member.label)): \(DescribeReport.kind(of: member, compiler))"
        things.append(Thing(names: [member.name] + (member.label.map { [$0] } ?? []) + member.also, line: line))
      }
    }
    self.things = things
  }

  /// The lines of what fits a pattern such as `*rate*`, where `*` is any text; the case and the marks do not matter.
  func lines(matching pattern: String) -> [Message] {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map { Self.plain(String($0)) }
    return things.filter { $0.names.contains { Self.matches(Self.plain($0), parts) } }.map(\.line)
  }

  /// A name without case, marks and the kind of what stands between its words.
  static func plain(_ name: String) -> String {
    fold(name).replacing("_", with: " ").split(separator: " ").joined(separator: " ")
  }

  /// Whether a text is the parts one after the other, with anything between them.
  private static func matches(_ text: String, _ parts: [String]) -> Bool {
    guard let first = parts.first, let last = parts.last, text.hasPrefix(first) else { return false }
    if parts.count == 1 { return text == first }
    var rest = text.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}

/// A label as it follows a name.
func quoted(_ label: String?) -> String { label.map { " “\($0)”" } ?? "" }
