import KPIEngine

/// Writes the expressions of a plan for a reader: columns by the names that the database has, nothing left out.
struct PlanText {
  let catalog: Catalog
  /// What stands before the place of a number that others are made of.
  var numbered = "#"
  /// Takes the sub-plans, which are then called by their places (`@1`); nil writes them out where they stand.
  var subPlans: SubPlans?

  /// The sub-plans of a plan, each once.
  final class SubPlans {
    fileprivate(set) var texts: [String] = []

    /// How a sub-plan is called; a new one is taken.
    fileprivate func name(of text: String) -> String {
      let place = texts.firstIndex(of: text) ?? texts.count
      if place == texts.count { texts.append(text) }
      return "@\(place + 1)"
    }
  }

  // MARK: Values

  /// A value; the aggregates of a cell's number are called by their place: `#1 / #2`.
  func text(_ expression: Scalar) -> String { text(expression, within: 0) }

  /// - Parameter level: how tightly what stands around it binds; looser operators get brackets.
  private func text(_ expression: Scalar, within level: Int) -> String {
    func joined(_ operands: [Scalar], _ word: String, _ own: Int) -> String {
      let text = operands.map { self.text($0, within: own) }.joined(separator: word)
      return own < level && operands.count > 1 ? "(\(text))" : text
    }
    func call(_ name: String, _ operands: [Scalar]) -> String {
      "\(name)(\(operands.map(text).joined(separator: ", ")))"
    }
    switch expression {
    case .text(let path, let column), .number(let path, let column), .time(let path, let column, _):
      return name(path, column)
    case .row(let path): return path.hops.isEmpty ? "the row" : links(path)
    case .null: return "null"
    case .integer(let number): return "\(number)"
    case .decimal(let coefficient, let scale): return Value.decimal(coefficient, scale: scale).plainText
    case .real(let number): return "\(number)"
    case .textLiteral(let text): return quoted(text)
    case .stamp(let day, let second): return moment(day, second)
    case .moment(let stamp): return CivilDate(dayNumber: Int(Stamp.day(stamp))).iso
    case .constant(let holds): return holds ? "true" : "false"
    case .aggregate(let index): return "\(numbered)\(index + 1)"
    case .overall(let inner, let key): return call(key.map { "overall within \($0)" } ?? "overall", [inner])
    case .rank(let inner): return call("rank", [inner])
    case .unitDays(let shifts): return "days(P\(shifts.map { ", " + text($0) }.joined()))"
    case .unitMonths(let shifts): return "months(P\(shifts.map { ", " + text($0) }.joined()))"
    case .boundary(let boundary, let shifts): return boundary.word + shifts.map { ", " + text($0) }.joined()
    case .arithmetic(let operation, let lhs, let rhs):
      let own = operation.level
      let text = "\(text(lhs, within: own)) \(operation.sign) \(text(rhs, within: own + 1))"
      return own < level ? "(\(text))" : text
    case .function(let function, let operands): return call(function.word, operands)
    case .age(let operand): return call("age", [operand])
    case .bands(let operand, let edges):
      return "bands(\(text(operand)), \(edges.map { "\($0)" }.joined(separator: ", ")))"
    // A declared time: null while it lies after today.
    case .choose(.compare(.less, let time, .boundary(.tomorrow, [])), let then, .null) where time == then:
      return text(time, within: level)
    case .choose(let condition, let then, let otherwise): return call("if", [condition, then, otherwise])
    case .coalesce(let operands): return call("coalesce", operands)
    case .combination(let operands): return operands.map(text).joined(separator: ", ")
    case .compare(let comparison, let lhs, let rhs):
      return "\(text(lhs, within: 4)) \(comparison.rawValue) \(text(rhs, within: 4))"
    case .textIs(let operand, let test): return "\(text(operand, within: 4)) \(text(test))"
    case .rowIn(let operand, let rows):
      return "\(text(operand, within: 4)) in \(rows.count) row\(rows.count == 1 ? "" : "s")"
    case .isNull(let operand): return "\(text(operand, within: 4)) is null"
    case .not(.isNull(let operand)): return "\(text(operand, within: 4)) is not null"
    case .not(let operand): return "not \(text(operand, within: 4))"
    case .all(let operands): return operands.isEmpty ? "true" : joined(operands, " and ", 2)
    case .any(let operands): return operands.isEmpty ? "false" : joined(operands, " or ", 1)
    case .attached(let sub, let path):
      let subject = path.hops.isEmpty ? "row" : links(path)
      let text = "\(text(sub.aggregate)) per \(subject)\(sub.isWithinGroup ? " of the group" : "")"
      return subPlans?.name(of: text) ?? text
    case .isFirst(let first):
      let condition = first.input.condition.map { " where \(text($0))" } ?? ""
      return "first of \(catalog.entities[first.input.entity].name)\(condition) per \(links(first.subject))"
    case .clock(let unit): return "\(unit)"
    }
  }

  private func text(_ test: Scalar.TextTest) -> String {
    switch test {
    case .oneOf(let texts):
      texts.count == 1 ? "= \(quoted(texts[0]))" : "in (\(texts.map(quoted).joined(separator: ", ")))"
    case .contains(let part, let folding): "contains \(quoted(part))\(folding.word)"
    case .startsWith(let part, let folding): "starts with \(quoted(part))\(folding.word)"
    }
  }

  private func quoted(_ text: String) -> String {
    "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
  }

  private func moment(_ day: Int, _ second: Int) -> String {
    let date = CivilDate(dayNumber: day).iso
    guard second > 0 else { return date }
    let parts = [second / 3_600, second / 60 % 60, second % 60].map { CivilDate.padded($0, 2) }
    return "\(date) \(parts.joined(separator: ":"))"
  }

  // MARK: Columns

  private func name(_ path: LinkPath, _ column: Int) -> String {
    let spec = catalog.spec.entities[path.target].columns[column]
    let own = spec.source.isEmpty ? "time" : spec.source.joined(separator: "+")
    return path.hops.isEmpty ? own : "\(links(path)).\(own)"
  }

  private func links(_ path: LinkPath) -> String {
    var entity = path.entity
    return path.hops.map { hop -> String in
      defer { entity = hop.target }
      return catalog.spec.entities[entity].columns[hop.column].source.joined(separator: "+")
    }.joined(separator: ".")
  }

  // MARK: Aggregates

  /// An aggregate in one line, as it stands inside a condition.
  func text(_ aggregate: Aggregate) -> String {
    let rows = aggregate.inputs.map { input in
      catalog.entities[input.entity].name + (input.condition.map { " where \(text($0))" } ?? "")
    }
    let payload = aggregate.inputs.first?.payload.map { "\(text($0)) of " } ?? ""
    return
      "\(aggregate.function.word)(\(payload)\(rows.joined(separator: " + ")))\(words(aggregate).map { " \($0)" } ?? "")"
  }

  /// The window of an aggregate; nil for the rows of the unit itself.
  func words(_ aggregate: Aggregate) -> String? {
    var words = aggregate.shifts.map(text)
    if aggregate.window != .unit { words.append(text(aggregate.window)) }
    switch aggregate.placement {
    case .point: break
    case .openAtEnd(let until): words.append("open at the end, until \(text(until))")
    case .overlapping(let until): words.append("open in it, until \(text(until))")
    }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  private func text(_ window: Window) -> String {
    switch window {
    case .unit: "unit"
    case .soFar: "up to the unit's end"
    case .before: "before the unit"
    case .ever: "ever"
    case .beforeRow: "before this"
    case .always: "all, after today too"
    case .fixed(let start, let end): days(start..<end)
    }
  }

  private func text(_ shift: Shift) -> String {
    switch shift {
    case .previous: "previous"
    case .ago(let count, let grain): "ago \(count) \(grain.rawValue)s"
    case .rolling(let count, let grain): "rolling \(count) \(grain.rawValue)s"
    case .cumulative: "from the question's start"
    case .toDate(let grain): "from the \(grain.rawValue)'s start"
    case .soFar: "from the beginning"
    case .fixed(let unit): days(unit.start..<unit.end)
    }
  }

  /// A stretch of days.
  func days(_ days: Range<Int>) -> String {
    guard let last = days.last else { return "no day" }
    return
      "\(days.lowerBound < -1_000_000 ? "…" : CivilDate(dayNumber: days.lowerBound).iso) … \(CivilDate(dayNumber: last).iso)"
  }
}

extension Scalar.Boundary {
  fileprivate var word: String {
    switch self {
    case .start: "P.start"
    case .end: "P.end"
    case .last: "P.last"
    case .today: "today"
    case .tomorrow: "tomorrow"
    }
  }
}

extension Scalar.Arithmetic {
  fileprivate var sign: String {
    switch self {
    case .add: "+"
    case .subtract: "-"
    case .multiply: "*"
    case .divide: "/"
    }
  }

  /// How tightly it binds; below comparisons nothing does.
  fileprivate var level: Int { self == .add || self == .subtract ? 4 : 6 }
}

extension Scalar.Folding {
  fileprivate var word: String {
    switch self {
    case .exact: ""
    case .caseInsensitive: " ignoring case"
    case .diacriticInsensitive: " ignoring case and diacritics"
    }
  }
}
