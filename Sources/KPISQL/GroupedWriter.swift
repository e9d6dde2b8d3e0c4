import KPIEngine

/// Writes a grouped plan: its aggregates, joined on their keys, and the columns that are derived from them.
extension SQLWriter {
  /// What the answer's columns are called.
  package struct Headings: Sendable {
    /// One for each key of the plan.
    package var keys: [String]
    /// One for each of the plan's numbers.
    package var numbers: [String]

    package init(keys: [String], numbers: [String]) {
      self.keys = keys
      self.numbers = numbers
    }
  }

  /// The statement, its columns the keys (rows of an entity by their keys), then the plan's numbers.
  package func text(of plan: GroupedPlan, _ headings: Headings) throws(SQLRefusal) -> String {
    if plan.top != nil { throw .top }
    let grain = plan.by.contains(.grain)
    let periods = try periods(of: plan)
    units = UnitTable(count: grain ? plan.frame.units.count : 1, name: partName("units"))
    guard units.count > 0 else { throw .misplaced }
    try checkKeys(of: plan.aggregates)
    try refuseTwofold(plan.aggregates)
    for index in plan.dimensions.indices {
      let inputs = plan.aggregates.flatMap(\.allInputs)
      noteKind(of: "k\(index + 1)", inputs.compactMap { $0.keys.indices.contains(index) ? $0.keys[index] : nil })
    }
    let keys = plan.dimensions.indices.map { "k\($0 + 1)" }
    let numbers = partName("numbers")
    var scans: [String] = []
    for (position, period) in periods.enumerated() {
      let names = plan.aggregates.indices.map { "\(position == 0 ? "n" : "p")\($0 + 1)" }
      let cells = AggregateWriter(writer: self, frame: period, units: grain ? period.units : [period.whole])
      scans.append(try cells.joined(plan.aggregates, named: names, keys: keys, marks: plan.marksGroups))
    }
    let names = ["n", "p"].prefix(scans.count).map { side in plan.aggregates.indices.map { "\(side)\($0 + 1)" } }
    let cells = CellParts(
      parts: zip(scans, names).map { .init(text: $0, numbers: $1, made: plan.marksGroups ? "made" : nil) },
      numbers: names.flatMap { $0 }, kinds: names.flatMap { _ in plan.aggregates.map(kind) },
      cell: (grain && units.count > 1 ? ["unit"] : []) + keys)
    add(
      numbers, comment: "Join: a row for every cell that rows stand behind",
      scans.count > 1 ? cells.text(dialect) : scans.first ?? "")
    let overall = try self.overall(plan, periods)
    return try statement(try outer(plan, periods, numbers: numbers, overall: overall, headings))
  }

  /// Rows that are told apart by their place alone have nothing to be called by in an answer.
  func checkKeys(of aggregates: [Aggregate]) throws(SQLRefusal) {
    for key in aggregates.flatMap({ $0.inputs.flatMap(\.keys) }) {
      if case .row(let path) = key, keysRepeat(path.target) { throw .repeatedKeys }
      if hasTwofoldHours, let scale = clockScale(of: [key]), scale == .instant || scale == .mixed { throw .clocks }
    }
  }

  private func periods(of plan: GroupedPlan) throws(SQLRefusal) -> [Frame] {
    guard let comparison = plan.comparison else { return [plan.frame] }
    let units = zip(plan.frame.units, comparison.units).map { own, other in
      other ?? FrameUnit(start: comparison.whole.start, end: comparison.whole.start, grain: nil, label: own.label)
    }
    return [plan.frame, plan.frame.compared(with: comparison.whole, units: units)]
  }

  /// The numbers over everything asked, where a share is a part of them.
  private func overall(_ plan: GroupedPlan, _ periods: [Frame]) throws(SQLRefusal) -> String? {
    guard plan.columns.contains(where: { $0.contains { if case .overall = $0 { true } else { false } } }),
      !plan.by.isEmpty
    else { return nil }
    let name = partName("overall")
    var parts: [String] = []
    for (position, period) in periods.enumerated() {
      let names = plan.aggregates.indices.map { "\(position == 0 ? "n" : "p")\($0 + 1)" }
      var aggregates = plan.aggregates
      for index in aggregates.indices { aggregates[index].changeInputs { $0.keys = [] } }
      let cells = AggregateWriter(writer: self, frame: period, units: [period.whole])
      parts.append(try cells.joined(aggregates, named: names, keys: []))
    }
    let from = parts.enumerated().map { "(\n\($1.indented)\n) as o\($0 + 1)" }
    add(name, comment: "what shares are parts of", "select *\nfrom \(from.joined(separator: " cross join "))")
    return name
  }

  // MARK: Cells

  private func outer(
    _ plan: GroupedPlan, _ periods: [Frame], numbers: String, overall: String?, _ headings: Headings
  ) throws(SQLRefusal) -> String {
    let grain = plan.by.contains(.grain)
    let keys = plan.dimensions.indices.map { "k\($0 + 1)" }
    var from: [String]
    var place = "n"
    let groups = try self.groups(plan, numbers, keys)
    let hasUnits = grain && units.count > 1
    switch (hasUnits, groups) {
    case (true, nil): from = ["from \(units.name) as u", "  left join \(numbers) as n on n.unit = u.unit"]
    case (false, nil):
      from =
        plan.by.contains { $0 != .grain }
        ? ["from \(plan.marksGroups ? "(select * from \(numbers) where made = 1)" : numbers) as n"]
        : ["from (select 1) as one", "  left join \(numbers) as n on true"]
    case (_, let groups?):
      place = "g"
      from = ["from (", groups.indented, ") as g"]
      if hasUnits { from.append("  cross join \(units.name) as u") }
      let same = keys.map { dialect.same("n.\($0)", "g.\($0)") } + (hasUnits ? ["n.unit = u.unit"] : [])
      from.append("  left join \(numbers) as n on \(same.joined(separator: " and "))")
    }
    if let overall { from.append("  cross join \(overall) as o") }
    var columns: [String] = []
    for (key, heading) in zip(plan.by, headings.keys) {
      switch key {
      case .grain: columns.append("\(try label(plan.frame.units)) as \(dialect.identifier(heading))")
      case .dimension(let index): columns.append("\(place).k\(index + 1) as \(dialect.identifier(heading))")
      }
    }
    let values = try self.values(plan, periods, hasOverall: overall != nil)
    for (value, heading) in zip(values, headings.numbers) {
      columns.append("\(value) as \(dialect.identifier(heading))")
    }
    let rows = (["select " + columns.joined(separator: ",\n  ")] + from).joined(separator: "\n")
    let order = plan.by.isEmpty ? "" : "\norder by \(order(plan))"
    guard let having = plan.having else { return rows + order }
    let cells = CellWriter(
      writer: self, frame: plan.frame, unit: UnitWriter(self, units: [plan.frame.whole], frame: plan.frame),
      aggregates: headings.numbers.map { "a.\(dialect.identifier($0))" })
    return select(["*"], ["from (", rows.indented, ") as a"], [try cells.condition(having)], group: 0) + order
  }

  /// Units in their order; of one dimension the greatest first.
  private func order(_ plan: GroupedPlan) -> String {
    if case .dimension? = plan.by.first, plan.by.count == 1 { return terms([(2, true), (1, false)]) }
    return terms(plan.by.indices.map { ($0 + 1, false) })
  }

  private func terms(_ columns: [(place: Int, isDescending: Bool)]) -> String {
    columns.map { dialect.order("\($0.place)", descending: $0.isDescending, nullsLast: false) }.joined(separator: ", ")
  }

  private func label(_ units: [FrameUnit]) throws(SQLRefusal) -> String {
    let labels = try units.map { unit throws(SQLRefusal) in
      switch unit.label {
      case .text(let text): try dialect.literal(text)
      case .unit(let grain, let day): try dialect.literal(grain.label(ofUnitAt: day))
      default: try dialect.literal(CivilDate(dayNumber: unit.start).iso)
      }
    }
    return self.units.value(labels, called: "label", alias: "u")
  }

  /// The groups that have rows, in any unit of either period; nil where the numbers themselves are.
  ///
  /// Every hour and weekday is there, with rows or without.
  private func groups(_ plan: GroupedPlan, _ numbers: String, _ keys: [String]) throws(SQLRefusal) -> String? {
    guard !keys.isEmpty else { return nil }
    let clocks = keys.indices.map { index -> Scalar.ClockUnit? in
      for aggregate in plan.aggregates {
        for input in aggregate.inputs where input.keys.indices.contains(index) {
          if case .clock(let unit) = input.keys[index] { return unit }
        }
      }
      return nil
    }
    if clocks.allSatisfy({ $0 == nil }), !(plan.by.contains(.grain) && units.count > 1) { return nil }
    // An amount that is set alone makes no group.
    let made = plan.marksGroups ? ["made = 1"] : []
    let present = zip(keys, clocks).filter { $1 == nil }.map(\.0)
    guard present.count < keys.count else {
      return select(["distinct " + keys.joined(separator: ", ")], ["from \(numbers)"], made, group: 0)
    }
    var from =
      present.isEmpty
      ? []
      : [
        "(select distinct \(present.joined(separator: ", ")) from \(numbers)\(made.isEmpty ? "" : " where made = 1")) as d"
      ]
    var columns = keys
    for (index, clock) in clocks.enumerated() {
      guard let clock else { continue }
      let values = (clock == .hour ? Array(0...23) : Array(1...7)).map { "(\($0))" }.joined(separator: ", ")
      from.append("(select \(dialect.firstValues)1 as \(keys[index]) from (values \(values)) as v) as c\(index + 1)")
      columns[index] = "c\(index + 1).\(keys[index])"
    }
    return select(columns, ["from " + from.joined(separator: "\n  cross join ")], [], group: 0)
  }

  /// The plan's numbers in their order.
  private func values(_ plan: GroupedPlan, _ periods: [Frame], hasOverall: Bool) throws(SQLRefusal) -> [String] {
    let grain = plan.by.contains(.grain)
    let sides = try periods.enumerated().map { position, period throws(SQLRefusal) -> [String] in
      let prefix = position == 0 ? "n" : "p"
      let shown = grain ? period.units : [period.whole]
      let cells = CellWriter(
        writer: self, frame: period, unit: UnitWriter(self, units: shown, frame: period),
        aggregates: plan.aggregates.indices.map { plan.aggregates[$0].zeroed("n.\(prefix)\($0 + 1)") },
        overall: hasOverall
          ? plan.aggregates.indices.map { plan.aggregates[$0].zeroed("o.\(prefix)\($0 + 1)") } : nil,
        race: plan.by.isEmpty ? nil : grain && plan.by.count > 1 && units.count > 1 ? ["u.unit"] : [])
      return try plan.columns.map { column throws(SQLRefusal) in
        let text = try cells.text(column)
        return try seen(text, shown, position == 0 ? nil : plan.comparison?.units, plan.countsAhead(column), grain)
      }
    }
    guard let now = sides.first, sides.count > 1, let then = sides.last else { return sides.first ?? [] }
    return zip(now, then).flatMap { now, then in
      [now, then, "(\(now)) - (\(then))", "(\(dialect.quotient("((\(now)) - (\(then)))", "abs(\(then))")) * 100)"]
    }
  }

  /// A number where its unit is there in the period, and has come.
  private func seen(
    _ text: String, _ shown: [FrameUnit], _ partners: [FrameUnit?]?, _ countsAhead: Bool, _ grain: Bool
  ) throws(SQLRefusal) -> String {
    guard grain else { return text }
    let isSeen = shown.indices.map { index in
      (partners.map { $0[index] != nil } ?? true) && (countsAhead || shown[index].start <= context.today)
    }
    if isSeen.allSatisfy({ $0 }) { return text }
    let flag = units.value(isSeen.map { $0 ? "1" : "0" }, called: "is_seen", alias: "u")
    return "case when \(flag) = 1 then \(text) end"
  }
}

extension GroupedPlan {
  /// Whether some of its numbers make no groups of their own.
  fileprivate var marksGroups: Bool { !by.isEmpty && aggregates.contains { !$0.makesGroups } }
}
