import KPIEngine

/// Writes plans for a reader: operators, and the columns they read.
package struct Explainer {
  private let compiler: Compiler

  package init(_ compiler: Compiler) { self.compiler = compiler }

  /// The plans' operators, one a line, inner ones indented.
  package func lines(_ plans: [Plan]) -> [String] {
    plans.isEmpty ? ["no plan: the answer comes from the model alone"] : plans.flatMap(lines)
  }

  private func lines(_ plan: Plan) -> [String] {
    switch plan {
    case .grouped(let plan):
      var lines = ["Sort(\(plan.by.isEmpty ? "one row" : "keys in order, first column descending"))"]
      var depth = 1
      func add(_ line: String) {
        lines.append(String(repeating: "  ", count: depth) + line)
        depth += 1
      }
      if plan.by.contains(.grain) { add("Densify(\(plan.frame.units.count) units)") }
      add("Derive(\(plan.columns.count) columns)")
      if plan.aggregates.count > 1 { add("Join(keys, \(plan.aggregates.count) aggregates)") }
      for aggregate in plan.aggregates { lines += self.lines(aggregate, plan, depth) }
      return lines
    case .sequence(let plan):
      let bound = plan.overall == nil ? "" : ", overall"
      var lines = ["Sequence(\(plan.steps.count) steps\(plan.isStrict ? ", strict" : "")\(bound))"]
      if !plan.subjects.keys.isEmpty { lines.append("  Attach(\(columns(plan.subjects.keys)))") }
      lines.append("  Rows(\(rows(plan.subjects)))")
      for (index, step) in plan.steps.enumerated() {
        lines.append("  step \(index + 1)\(step.within == nil ? "" : ", within")")
        if step.inputs.count > 1 { lines.append("    Union(\(step.inputs.count) streams)") }
        for input in step.inputs {
          lines.append("    Attach(\(columns([input.subject, input.time].compactMap { $0 })))")
          lines.append("      Rows(\(rows(input)))")
        }
      }
      return lines
    case .asOf(let plan):
      let changes = plan.changes
      return [
        "AsOf(\(plan.days.count) days)", "  Attach(\(columns([plan.present])))", "    Rows(\(rows(plan.subjects)))",
        "  Attach(\(columns([changes.from, changes.to])))",
        "    Rows(\(rows(Input(entity: changes.entity, time: changes.time))))",
      ]
    case .rows(let plan, _):
      return [
        "Rows(\(rows(plan.input)))", "  read \(columns(plan.columns + [plan.input.condition].compactMap { $0 }))",
      ]
    }
  }

  private func lines(_ aggregate: Aggregate, _ plan: GroupedPlan, _ depth: Int) -> [String] {
    let indent = String(repeating: "  ", count: depth)
    let sets = (0...plan.by.count).reversed().map { count in
      "(" + plan.by.prefix(count).map { $0 == .grain ? "grain" : "key" }.joined(separator: ", ") + ")"
    }
    var lines = ["\(indent)Aggregate(\(aggregate.function.word), sets \(sets.joined(separator: " ")))"]
    if aggregate.inputs.count > 1 { lines.append("\(indent)  Union(\(aggregate.inputs.count) streams)") }
    for input in aggregate.inputs {
      lines.append(
        "\(indent)  Place(\(aggregate.shifts.map { "\($0), " }.joined())\(aggregate.window)\(aggregate.placement == .point ? "" : ", interval"))"
      )
      let read = input.keys + [input.payload, input.time].compactMap { $0 }
      if !input.keys.isEmpty || input.payload != nil { lines.append("\(indent)    Attach(\(columns(read)))") }
      lines.append("\(indent)      Rows(\(rows(input)))")
    }
    return lines
  }

  private func rows(_ input: Input) -> String {
    let name = compiler.catalog.entities[input.entity].name
    let count = compiler.context.visibleCount(of: input.entity)
    guard let condition = input.condition else { return "\(name), \(count) visible" }
    return "\(name), \(count) visible, where on \(columns([condition]))"
  }

  private func columns(_ expressions: [RowExpression]) -> String {
    var names: [String] = []
    for expression in expressions {
      for name in self.names(in: expression) where !names.contains(name) { names.append(name) }
    }
    return names.isEmpty ? "no column" : names.joined(separator: ", ")
  }

  private func names(in expression: RowExpression) -> [String] {
    switch expression {
    case .text(let path, let column), .number(let path, let column), .time(let path, let column, _):
      return [name(path, column)]
    case .row(let path): return path.hops.isEmpty ? [] : [links(path)]
    case .arithmetic(_, let lhs, let rhs), .compare(_, let lhs, let rhs): return names(in: lhs) + names(in: rhs)
    case .function(_, let operands), .coalesce(let operands), .combination(let operands), .all(let operands),
      .any(let operands):
      return operands.flatMap(names)
    case .choose(let condition, let then, let otherwise):
      return names(in: condition) + names(in: then) + names(in: otherwise)
    case .age(let operand), .bands(let operand, _), .textIs(let operand, _), .rowIn(let operand, _),
      .isNull(let operand), .not(let operand):
      return names(in: operand)
    case .attached(let sub, _):
      return sub.aggregate.inputs.map {
        "\(sub.aggregate.function.word) of \(compiler.catalog.entities[$0.entity].name) per row"
      }
    case .isFirst(let first): return ["first \(compiler.catalog.entities[first.input.entity].name) per subject"]
    case .null, .integer, .decimal, .real, .textLiteral, .stamp, .moment, .constant, .boundary, .clock: return []
    }
  }

  private func name(_ path: LinkPath, _ column: Int) -> String {
    let spec = compiler.catalog.spec.entities[path.target].columns[column]
    let own = spec.source.isEmpty ? "time" : spec.source.joined(separator: "+")
    return path.hops.isEmpty ? own : "\(links(path)).\(own)"
  }

  private func links(_ path: LinkPath) -> String {
    var entity = path.entity
    return path.hops.map { hop -> String in
      defer { entity = hop.target }
      return compiler.catalog.spec.entities[entity].columns[hop.column].source.joined(separator: "+")
    }.joined(separator: ".")
  }
}

extension Aggregate.Function {
  /// How a plan names it.
  fileprivate var word: String { if case .allotted = self { "allotted" } else { "\(self)" } }
}
