import KPIEngine
import KPILanguage

/// Writes the expressions of a plan for a reader: columns by the names that the database has, nothing left out.
struct PlanText {
  let catalog: Catalog
  var language = TextLanguage.en
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

  // MARK: Words

  private func told(_ message: Message) -> String { message.text(in: language) }

  /// A keyword as the reader writes it.
  private func word(_ keyword: Keyword) -> String { told(keyword.told) }

  /// What functions, units and their like are called, word by word: `percentile 0.9`, `count distinct`, `months`.
  func called(_ words: String) -> String {
    let parts = words.split(separator: " ").map(String.init)
    guard language == .vi, let first = parts.first else { return words }
    return ([FunctionNames.vietnamese[first] ?? unit(first)] + parts.dropFirst().map(unit)).joined(separator: " ")
  }

  /// A unit of time, or another word that is no function.
  func unit(_ own: String) -> String { language == .vi ? Keyword(spelled: own).map(word) ?? own : own }

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
      "\(called(name))(\(operands.map(text).joined(separator: ", ")))"
    }
    func call(_ name: String, unit shifts: [Shift]) -> String {
      "\(called(name))(P\(shifts.map { ", " + text($0) }.joined()))"
    }
    switch expression {
    case .text(let path, let column), .number(let path, let column), .time(let path, let column, _):
      return name(path, column)
    case .row(let path): return path.hops.isEmpty ? told("the row") : links(path)
    case .null: return "null"
    case .integer(let number): return "\(number)"
    case .decimal(let coefficient, let scale): return Value.decimal(coefficient, scale: scale).plainText
    case .real(let number): return "\(number)"
    case .textLiteral(let text): return quoted(text)
    case .stamp(let day, let second): return moment(day, second)
    case .moment(let stamp): return CivilDate(dayNumber: Int(Stamp.day(stamp))).iso
    case .constant(let holds): return word(holds ? .true : .false)
    case .aggregate(let index): return "\(numbered)\(index + 1)"
    case .overall(let inner, let key):
      let name: Message = key.map { "overall within \($0)" } ?? "overall"
      return call(told(name), [inner])
    case .rank(let inner): return call("rank", [inner])
    case .unitDays(let shifts): return call("days", unit: shifts)
    case .unitMonths(let shifts): return call("months", unit: shifts)
    case .boundary(let boundary, let shifts): return told(boundary.told) + shifts.map { ", " + text($0) }.joined()
    case .arithmetic(let operation, let lhs, let rhs):
      let own = operation.level
      let text = "\(text(lhs, within: own)) \(operation.sign) \(text(rhs, within: own + 1))"
      return own < level ? "(\(text))" : text
    case .function(let function, let operands): return call(function.word, operands)
    case .age(let operand): return call("age", [operand])
    case .bands(let operand, let edges):
      return "\(called("bands"))(\(text(operand)), \(edges.map { "\($0)" }.joined(separator: ", ")))"
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
      let count: Message = rows.count == 1 ? "1 row" : "\(rows.count) rows"
      return "\(text(operand, within: 4)) \(word(.in)) \(told(count))"
    case .isNull(let operand): return "\(text(operand, within: 4)) \(word(.isNull))"
    case .not(.isNull(let operand)): return "\(text(operand, within: 4)) \(word(.isNotNull))"
    case .not(let operand): return "\(word(.not)) \(text(operand, within: 4))"
    case .all(let operands): return operands.isEmpty ? word(.true) : joined(operands, " \(word(.and)) ", 2)
    case .any(let operands): return operands.isEmpty ? word(.false) : joined(operands, " \(word(.or)) ", 1)
    case .attached(let sub, let path):
      let subject: Message = path.hops.isEmpty ? "row" : "\(links(path))"
      let per: Message = "\(text(sub.aggregate)) per \(subject)"
      let text = told(sub.isWithinGroup ? "\(per) of the group" : per)
      return subPlans?.name(of: text) ?? text
    case .isFirst(let first):
      let rows = catalog.entities[first.input.entity].name + narrowed(first.input)
      return told("first of \(rows) per \(links(first.subject))")
    case .clock(let clock): return unit("\(clock)")
    }
  }

  private func text(_ test: Scalar.TextTest) -> String {
    switch test {
    case .oneOf(let texts):
      texts.count == 1 ? "= \(quoted(texts[0]))" : "\(word(.in)) (\(texts.map(quoted).joined(separator: ", ")))"
    case .contains(let part, let folding): "\(word(.contains)) \(quoted(part))\(told(folding.told))"
    case .startsWith(let part, let folding): "\(word(.startsWith)) \(quoted(part))\(told(folding.told))"
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
      catalog.entities[input.entity].name + narrowed(input)
    }
    let payload = aggregate.inputs.first?.payload.map { "\(text($0)) \(word(.of)) " } ?? ""
    let window = words(aggregate).map { " \($0)" } ?? ""
    return "\(called(aggregate.function.word))(\(payload)\(rows.joined(separator: " + ")))\(window)"
  }

  private func narrowed(_ input: Input) -> String {
    input.condition.map { " \(word(.where)) \(text($0))" } ?? ""
  }

  /// The window of an aggregate; nil for the rows of the unit itself.
  func words(_ aggregate: Aggregate) -> String? {
    var words = aggregate.shifts.map(text)
    if aggregate.window != .unit { words.append(text(aggregate.window)) }
    switch aggregate.placement {
    case .point: break
    case .openAtEnd(let until): words.append(told("open at the end, until \(text(until))"))
    case .overlapping(let until): words.append(told("open in it, until \(text(until))"))
    }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  private func text(_ window: Window) -> String {
    switch window {
    case .unit: told("unit")
    case .soFar: told("up to the unit's end")
    case .before: told("before the unit")
    case .ever: told("ever")
    case .beforeRow: told("before this")
    case .always: told("all, after today too")
    case .fixed(let start, let end): days(start..<end)
    }
  }

  private func text(_ shift: Shift) -> String {
    switch shift {
    case .previous: called("previous")
    case .ago(let count, let grain): "\(called("ago")) \(count) \(unit("\(grain.rawValue)s"))"
    case .rolling(let count, let grain): "\(called("rolling")) \(count) \(unit("\(grain.rawValue)s"))"
    case .cumulative: told("from the question's start")
    case .toDate(let grain): told("from the \(unit(grain.rawValue))'s start")
    case .soFar: told("from the beginning")
    case .fixed(let unit): days(unit.start..<unit.end)
    }
  }

  /// A stretch of days.
  func days(_ days: Range<Int>) -> String {
    guard let last = days.last else { return told("no day") }
    return
      "\(days.lowerBound < -1_000_000 ? "…" : CivilDate(dayNumber: days.lowerBound).iso) … \(CivilDate(dayNumber: last).iso)"
  }
}

extension Scalar.Boundary {
  fileprivate var told: Message {
    switch self {
    case .start: Message(written: "P.start")
    case .end: Message(written: "P.end")
    case .last: Message(written: "P.last")
    case .today: Keyword.today.told
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
  fileprivate var told: Message {
    switch self {
    case .exact: ""
    case .caseInsensitive: " ignoring case"
    case .diacriticInsensitive: " ignoring case and diacritics"
    }
  }
}
