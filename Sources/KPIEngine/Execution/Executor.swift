/// One plan of a question.
package enum Plan: Hashable, Sendable {
  case grouped(GroupedPlan)
  case rows(RowsPlan, Frame)
  case sequence(SequencePlan)
  case asOf(AsOfPlan)
}

/// What a plan gives.
package enum PlanResult: Sendable {
  case grouped(GroupedTable)
  /// The rows' values, and their numbers in the entity.
  case rows(ResultRows, numbers: [Int])
  case sequence(SequenceTable)
  case asOf(AsOfTable)
}

extension ExecutionContext {
  /// Runs the plans of a question; the threads share them out.
  package func run(_ plans: [Plan]) throws(ExecutionError) -> [PlanResult] {
    var results: [PlanResult?] = plans.map { _ in nil }
    try results.withUnsafeMutableBufferPointer { results throws(ExecutionError) in
      // SAFETY: each plan writes its own place, and all are done when this ends.
      nonisolated(unsafe) let results = results
      try perform(plans.count) { index throws(ExecutionError) in results[index] = try run(plans[index]) }
    }
    return results.compactMap { $0 }
  }

  /// Runs a plan over the visible rows.
  package func run(_ plan: Plan) throws(ExecutionError) -> PlanResult {
    if let elsewhere { return try run(plan, elsewhere) }
    switch plan {
    case .grouped(let plan): return .grouped(try GroupedExecutor(context: self, plan: plan).run())
    case .rows(let plan, let frame):
      let (rows, numbers) = try RowsExecutor(context: self, plan: plan).run(frame: frame)
      return .rows(rows, numbers: numbers)
    case .sequence(let plan): return .sequence(try SequenceExecutor(context: self, plan: plan).run())
    case .asOf(let plan): return .asOf(try AsOfExecutor(context: self, plan: plan).run())
    }
  }
}
