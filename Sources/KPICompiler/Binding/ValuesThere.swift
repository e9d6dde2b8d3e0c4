import KPIEngine
import KPILanguage

/// The values that there are, for whoever wrote one that is not.
extension Compiler {
  /// How many values a message lists, and how many different ones are counted for it.
  private static let mostListed = 8
  private static let mostCounted = 100_000

  /// ``there are `Facebook` (570), `Zalo` (316) … and 3 more``: the nearest first, then those that hold what was
  /// written, then those that most rows have.
  ///
  /// Nil where there are none.
  ///
  /// - Parameter entity: whose rows have the expression; nil where that is not known.
  func valuesThere(_ expression: Scalar, wanted: String, nearest: [String], entity: Int? = nil) -> Message? {
    guard let counted = counted(expression, entity) else {
      let texts = context.texts(of: expression)
      return Self.listed((nearest + texts.filter { !nearest.contains($0) }).map { ($0, nil) })
    }
    var places: [String: Int] = [:]
    let plain = fold(wanted)
    for value in counted where plain.utf8.count > 2 && fold(value.text).contains(plain) {
      places[value.text] = nearest.count
    }
    for (place, value) in nearest.enumerated() { places[value] = place }
    let sorted = counted.enumerated().sorted { left, right in
      let (near, other) = (places[left.element.text] ?? .max, places[right.element.text] ?? .max)
      if near != other { return near < other }
      return (right.element.count, left.offset) < (left.element.count, right.offset)
    }
    return Self.listed(sorted.map { ($0.element.text, $0.element.count) })
  }

  /// The first values of a list, each with its count where one is known, and how many more there are.
  package static func listed(_ values: [(text: String, count: Int?)]) -> Message? {
    guard !values.isEmpty else { return nil }
    let names = values.prefix(mostListed).map { value in
      "`\(shown(value.text))`" + (value.count.map { " (\($0))" } ?? "")
    }.joined(separator: ", ")
    let left = values.count - mostListed
    return left > 0 ? "there are \(names) … and \(left) more" : "there are \(names)"
  }

  /// The different texts of an expression with the number of rows that have each.
  ///
  /// Nil where they cannot be counted, or are too many.
  private func counted(_ expression: Scalar, _ entity: Int?) -> [(text: String, count: Int)]? {
    guard let (entity, key, nameColumn) = home(of: expression, entity), isShort(key),
      !absent.contains(where: { $0.entity == entity })
    else { return nil }
    let count = Aggregate(.count, inputs: [Input(entity: entity, time: nil, keys: [key])])
    let today = context.today
    let plan = GroupedPlan(
      frame: Frame(whole: FrameUnit(start: today, end: today + 1, grain: .day), today: today), by: [.dimension(0)],
      dimensions: [Dimension(nameColumn: nameColumn)], aggregates: [count], columns: [.aggregate(0)])
    guard let results = try? context.run([.grouped(plan)]), case .grouped(let table)? = results.first,
      let labels = table.keys.first
    else { return nil }
    var counted = table.rows.compactMap { row -> (text: String, count: Int)? in
      guard case .text(let text) = labels.value(of: row.keys[0]), case .integer(let count)? = row.columns.first else {
        return nil
      }
      return (text, Int(count))
    }
    let present = Set(counted.map(\.text))
    counted += lookupTexts(key).texts.filter { !present.contains($0) }.map { ($0, 0) }
    return counted
  }

  /// Whose rows are counted, and by what: the first entity on the way to the value that has it as a member of its own.
  private func home(of expression: Scalar, _ own: Int?) -> (entity: Int, key: Scalar, nameColumn: Int?)? {
    let path: LinkPath
    let rest: (LinkPath) -> Scalar
    switch expression {
    case .text(let own, let column): (path, rest) = (own, { .text($0, column: column) })
    case .row(let own): (path, rest) = (own, { .row($0) })
    default:
      return own.map { ($0, expression, nil) }
    }
    for place in 0...path.hops.count {
      let entity = place == 0 ? path.entity : path.hops[place - 1].target
      let key = rest(LinkPath(entity: entity, hops: Array(path.hops[place...])))
      if let member = catalog.entities[entity].members.first(where: { $0.value.expression == key }) {
        return (entity, key, nameColumn(of: member.value.type))
      }
    }
    // The name of a row is no member.
    if case .text = expression { return (path.target, rest(LinkPath(entity: path.target)), nil) }
    return (path.entity, expression, catalog.entities[path.target].nameColumn)
  }

  private func nameColumn(of type: ScalarType) -> Int? {
    if case .link(let target) = type { catalog.entities[target].nameColumn } else { nil }
  }

  /// Whether an expression has few enough values, without a look at the rows that have them.
  private func isShort(_ expression: Scalar) -> Bool {
    switch expression {
    case .row(let path): return context.store.entities[path.target].rowCount <= Self.mostCounted
    case .text(let path, let column):
      guard case .text(_, let index) = context.store.entities[path.target].columns[column] else { return true }
      return context.store.dictionaries[index].count <= Self.mostCounted
    default: return true
    }
  }
}
