import KPIEngine

/// Writes plans for a reader: their operators, one a line, with everything that decides the answer.
package struct Explainer {
  private let compiler: Compiler
  private let text: PlanText
  private let subPlans = PlanText.SubPlans()

  package init(_ compiler: Compiler) {
    self.compiler = compiler
    text = PlanText(catalog: compiler.catalog, subPlans: subPlans)
  }

  /// The plans' operators, inner ones indented.
  package func lines(_ plans: [Plan]) -> [String] {
    guard !plans.isEmpty else { return ["no plan: the answer comes from the model alone"] }
    let lines = plans.flatMap(lines)
    return lines + subPlans.texts.enumerated().map { "@\($0 + 1) = \($1)" }
  }

  private func lines(_ plan: Plan) -> [String] {
    switch plan {
    case .grouped(let plan): return lines(plan)
    case .sequence(let plan): return lines(plan)
    case .asOf(let plan):
      let changes = plan.changes
      let days = plan.days.map { CivilDate(dayNumber: $0).iso }.joined(separator: ", ")
      return [
        "StateAt(\(days); beside \(CivilDate(dayNumber: plan.dayBefore).iso))",
        "  Present(\(text.text(plan.present)))", "    Rows(\(rows(plan.subjects)))",
        "  Changes(\(text.text(changes.from)) to \(text.text(changes.to)))",
        "    Rows(\(rows(Input(entity: changes.entity, time: changes.time))))",
      ]
    case .rows(let plan, _):
      let columns = plan.columns.map(text.text).joined(separator: ", ")
      return [
        "Read(\(columns))", "  Rows(\(rows(plan.input)))\(plan.days.map { " in \(text.days($0))" } ?? "")",
      ]
    }
  }

  // MARK: Grouped plans

  private func lines(_ plan: GroupedPlan) -> [String] {
    var lines: [String] = []
    var depth = 0
    func add(_ line: String) {
      lines.append(String(repeating: "  ", count: depth) + line)
      depth += 1
    }
    if let top = plan.top { add("Limit(\(words(top)))") }
    if let having = plan.having {
      add("Having(\(PlanText(catalog: compiler.catalog, numbered: "column ").text(having)))")
    }
    add("Sort(\(words(plan.order, plan)))")
    if plan.by.contains(.grain) { add("Densify(\(plan.frame.units.count) units)") }
    if let comparison = plan.comparison { add("Compare(with \(days(comparison.whole)))") }
    add("Derive(\(plan.columns.map(text.text).joined(separator: ", ")))")
    if plan.aggregates.count > 1 { add("Join(keys, \(plan.aggregates.count) aggregates)") }
    for (index, aggregate) in plan.aggregates.enumerated() {
      lines += self.lines(aggregate, "#\(index + 1)", plan, depth)
    }
    return lines
  }

  private func words(_ top: TopGroups) -> String {
    let count =
      switch top.count {
      case .number(let count): "\(count)"
      case .percent(let coefficient, let scale): Value.decimal(coefficient, scale: scale).plainText + " %"
      }
    let kept =
      switch top.kept {
      case .values(let key): "the \(count) greatest of key \(key + 1)"
      case .rows(let key): "the \(count) greatest rows within each of key \(key + 1)"
      }
    return kept + (top.withOther ? ", the others as one" : "")
  }

  private func words(_ order: RowOrder?, _ plan: GroupedPlan) -> String {
    if plan.by.isEmpty { return "one row" }
    guard let order else { return "keys in order, first column descending" }
    let by =
      switch order.by {
      case .column(let reference): "column \(reference.column + 1)"
      case .key(let key): "key \(key + 1)"
      }
    return by + (order.descending ? " descending" : "")
  }

  private func days(_ unit: FrameUnit) -> String { unit.isTimeless ? "all" : text.days(unit.start..<unit.end) }

  private func lines(_ aggregate: Aggregate, _ name: String, _ plan: GroupedPlan, _ depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    let sets = (0...plan.by.count).reversed().map { count in
      "(" + plan.by.prefix(count).map { $0 == .grain ? "grain" : "key" }.joined(separator: ", ") + ")"
    }
    var lines = ["\(indent)\(name) Aggregate(\(aggregate.function.word), sets \(sets.joined(separator: " ")))"]
    if let each = aggregate.each {
      let value = each.value.map { "\(text.text($0)) " } ?? ""
      let having = each.having.map { ", having \(text.text($0))" } ?? ""
      lines.append("\(indent)  Each(\(value)of a thing\(having))")
      for (index, inner) in each.inner.enumerated() { lines += self.lines(inner, "#\(index + 1)", plan, depth + 2) }
      return lines
    }
    if aggregate.inputs.count > 1 { lines.append("\(indent)  Union(\(aggregate.inputs.count) streams)") }
    for input in aggregate.inputs {
      let place = text.words(aggregate) ?? "unit"
      lines.append("\(indent)  Place(\(place) of \(days(plan.frame.whole)))")
      let read = input.keys + [input.payload].compactMap { $0 }
      if !read.isEmpty { lines.append("\(indent)    Attach(\(read.map(text.text).joined(separator: ", ")))") }
      lines.append("\(indent)      Rows(\(rows(input)))")
    }
    return lines
  }

  // MARK: Ordered funnels

  private func lines(_ plan: SequencePlan) -> [String] {
    let bounds = (plan.isStrict ? ", strict" : "") + (plan.overall.map { ", overall \(words($0))" } ?? "")
    var lines = ["Match(\(plan.steps.count) steps\(bounds); the first in \(days(plan.frame.whole)))"]
    if !plan.subjects.keys.isEmpty {
      lines.append("  Attach(\(plan.subjects.keys.map(text.text).joined(separator: ", ")))")
    }
    lines.append("  Rows(\(rows(plan.subjects)))")
    for (index, step) in plan.steps.enumerated() {
      lines.append("  step \(index + 1)\(step.within.map { ", within \(words($0))" } ?? "")")
      if step.inputs.count > 1 { lines.append("    Union(\(step.inputs.count) streams)") }
      for input in step.inputs {
        if let subject = input.subject { lines.append("    Attach(\(text.text(subject)))") }
        lines.append("      Rows(\(rows(input)))")
      }
    }
    return lines
  }

  private func words(_ shift: TimeShift) -> String {
    switch shift {
    case .hours(let count): "\(count) hours"
    case .calendar(let count, let grain): "\(count) \(grain.rawValue)s"
    }
  }

  // MARK: Rows

  private func rows(_ input: Input) -> String {
    let name = compiler.catalog.entities[input.entity].name
    let count = compiler.context.visibleCount(of: input.entity)
    let time = input.time.map { " at \(text.text($0))" } ?? ""
    let condition = input.condition.map { ", where \(text.text($0))" } ?? ""
    return "\(name)\(time), \(count) visible\(condition)"
  }
}
