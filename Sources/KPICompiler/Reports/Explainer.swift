import KPIEngine
import KPILanguage

/// Writes plans for a reader: their operators, one a line, with everything that decides the answer.
package struct Explainer {
  private let compiler: Compiler
  private let text: PlanText
  private let subPlans = PlanText.SubPlans()

  package init(_ compiler: Compiler) {
    self.compiler = compiler
    text = PlanText(catalog: compiler.catalog, language: compiler.language, subPlans: subPlans)
  }

  /// The plans' operators, inner ones indented.
  package func lines(_ plans: [Plan]) -> [String] {
    guard !plans.isEmpty else { return [told("no plan: the answer comes from the model alone")] }
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
        told("StateAt(\(days); beside \(CivilDate(dayNumber: plan.dayBefore).iso))"),
        "  " + told("Present(\(text.text(plan.present)))"), "    " + rows(plan.subjects),
        "  " + told("Changes(\(text.text(changes.from)) to \(text.text(changes.to)))"),
        "    " + rows(Input(entity: changes.entity, time: changes.time)),
      ]
    case .rows(let plan, _):
      let columns = plan.columns.map(text.text).joined(separator: ", ")
      return [
        told("Read(\(columns))"),
        "  " + rows(plan.input) + (plan.days.map { " " + told("in \(text.days($0))") } ?? ""),
      ]
    }
  }

  // MARK: Grouped plans

  private func lines(_ plan: GroupedPlan) -> [String] {
    var lines: [String] = []
    var depth = 0
    func add(_ line: Message) {
      lines.append(String(repeating: "  ", count: depth) + told(line))
      depth += 1
    }
    if let top = plan.top { add("Limit(\(words(top)))") }
    if let having = plan.having {
      let columns = PlanText(catalog: compiler.catalog, language: compiler.language, numbered: told("column") + " ")
      add("Having(\(columns.text(having)))")
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

  private func told(_ message: Message) -> String { message.text(in: compiler.language) }

  private func words(_ top: TopGroups) -> Message {
    let count =
      switch top.count {
      case .number(let count): "\(count)"
      case .percent(let coefficient, let scale): Value.decimal(coefficient, scale: scale).plainText + " %"
      }
    let kept: Message =
      switch top.kept {
      case .values(let key): "the \(count) greatest of key \(key + 1)"
      case .rows(let key): "the \(count) greatest rows within each of key \(key + 1)"
      }
    return top.withOther ? "\(kept), the others as one" : kept
  }

  private func words(_ order: RowOrder?, _ plan: GroupedPlan) -> Message {
    if plan.by.isEmpty { return "one row" }
    guard let order else { return "keys in order, first column descending" }
    let by: Message =
      switch order.by {
      case .column(let reference): "column \(reference.column + 1)"
      case .key(let key): "key \(key + 1)"
      }
    return order.descending ? "\(by) descending" : by
  }

  private func days(_ unit: FrameUnit) -> String {
    unit.isTimeless ? told(Keyword.all.told) : text.days(unit.start..<unit.end)
  }

  private func lines(_ aggregate: Aggregate, _ name: String, _ plan: GroupedPlan, _ depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    let sets = (0...plan.by.count).reversed().map { count in
      "(" + plan.by.prefix(count).map { told($0 == .grain ? "grain" : "key") }.joined(separator: ", ") + ")"
    }
    var lines = [
      indent + told("\(name) Aggregate(\(text.called(aggregate.function.word)), sets \(sets.joined(separator: " ")))")
    ]
    if let each = aggregate.each {
      let value: Message = each.value.map { "\(text.text($0)) of a thing" } ?? "of a thing"
      let kept: Message = each.having.map { "\(value), having \(text.text($0))" } ?? value
      lines.append("\(indent)  " + told("Each(\(kept))"))
      for (index, inner) in each.inner.enumerated() { lines += self.lines(inner, "#\(index + 1)", plan, depth + 2) }
      return lines
    }
    if aggregate.inputs.count > 1 { lines.append("\(indent)  " + told("Union(\(aggregate.inputs.count) streams)")) }
    for input in aggregate.inputs {
      let place = text.words(aggregate) ?? told("unit")
      lines.append("\(indent)  " + told("Place(\(place) of \(days(plan.frame.whole)))"))
      let read = input.keys + [input.payload].compactMap { $0 }
      if !read.isEmpty { lines.append("\(indent)    \(attached(read))") }
      lines.append("\(indent)      \(rows(input))")
    }
    return lines
  }

  // MARK: Ordered funnels

  private func lines(_ plan: SequencePlan) -> [String] {
    let bounds: [Message] =
      ["\(plan.steps.count) steps"] + (plan.isStrict ? [Keyword.strict.told] : [])
      + (plan.overall.map { ["overall \(words($0))"] } ?? [])
    var lines = [told("Match(\(Message.list(bounds)); the first in \(days(plan.frame.whole)))")]
    if !plan.subjects.keys.isEmpty {
      lines.append("  \(attached(plan.subjects.keys))")
    }
    lines.append("  \(rows(plan.subjects))")
    for (index, step) in plan.steps.enumerated() {
      let number: Message = "step \(index + 1)"
      lines.append("  " + told(step.within.map { "\(number), within \(words($0))" } ?? number))
      if step.inputs.count > 1 { lines.append("    " + told("Union(\(step.inputs.count) streams)")) }
      for input in step.inputs {
        if let subject = input.subject { lines.append("    \(attached([subject]))") }
        lines.append("      \(rows(input))")
      }
    }
    return lines
  }

  private func words(_ shift: TimeShift) -> String {
    switch shift {
    case .hours(let count): "\(count) \(text.unit("hours"))"
    case .calendar(let count, let grain): "\(count) \(text.unit("\(grain.rawValue)s"))"
    }
  }

  // MARK: Rows

  private func rows(_ input: Input) -> String {
    let name = compiler.catalog.entities[input.entity].name
    let count = compiler.context.visibleCount(of: input.entity)
    let placed: Message = input.time.map { "\(name) at \(text.text($0))" } ?? "\(name)"
    let visible: Message = "\(placed), \(count) visible"
    let narrowed: Message = input.condition.map { "\(visible), where \(text.text($0))" } ?? visible
    return told("Rows(\(narrowed))")
  }

  private func attached(_ read: [Scalar]) -> String {
    told("Attach(\(read.map(text.text).joined(separator: ", ")))")
  }
}
