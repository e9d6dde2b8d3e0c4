import KPIEngine
import KPILanguage

/// The column `cumulative` of `share`: the % of the total that the rows down to one have together, in the order shown.
///
/// Shares add up where the groups do not overlap. A count of different things may count one in several groups; then
/// the groups' numbers are added up first, all of them, and where that is not the total there is no share so far.
struct CumulativeShares {
  private let question: PreparedQuestion
  private let plan: GroupedPlan
  private let metric: MetricQuestion.Item
  private let compiler: Compiler

  init(_ question: PreparedQuestion, _ plan: GroupedPlan, _ metric: MetricQuestion.Item, _ compiler: Compiler) {
    self.question = question
    self.plan = plan
    self.metric = metric
    self.compiler = compiler
  }

  var prepared: PreparedQuestion {
    var result = question
    // The metric of every group, also of those that are not shown, to see whether they add up.
    var all = plan
    (all.columns, all.comparison, all.top, all.order, all.having) = ([plan.columns[0]], nil, nil, nil, nil)
    if !addsUp { result.plans.append(.grouped(all)) }
    result.shape = { [self] results throws(ExecutionError) in
      var tables = try question.shape(results)
      guard let table = tables.first else { return tables }
      var overlaps = false
      if !addsUp, case .grouped(let groups)? = results.last { overlaps = try !isTotal(groups) }
      tables[0] = try adding(to: table, overlaps: overlaps)
      return tables
    }
    return result
  }

  /// Whether the rows' numbers certainly add up to the total.
  private var addsUp: Bool {
    plan.columns[0].isSum && plan.aggregates.allSatisfy { $0.canFold(acrossUnits: plan.by.contains(.grain)) }
  }

  private func isTotal(_ groups: GroupedTable) throws(ExecutionError) -> Bool {
    var sum = Value.integer(0)
    for row in groups.rows where row.columns[0] != .null {
      sum = try CellEvaluator.arithmetic(.add, sum, row.columns[0])
    }
    guard let number = sum.number, let total = groups.total.first?.number else { return true }
    return abs(number - total) <= 1e-9 * max(abs(number), abs(total))
  }

  private func adding(to table: ResultTable, overlaps: Bool) throws(ExecutionError) -> ResultTable {
    let name = ShareReport.cumulative.name
    guard let own = table.columns.firstIndex(where: { $0.name == metric.column.name }),
      let share = table.columns.lastIndex(where: { $0.name.hasPrefix("share") })
    else { return table }
    var table = table
    let total = table.total?[own] ?? .null
    var sum = Value.integer(0)
    let shares = try table.rows.cells(of: own).map { number throws(ExecutionError) in
      if number != .null { sum = try CellEvaluator.arithmetic(.add, sum, number) }
      return overlaps ? Value.null : try Self.percent(sum, of: total)
    }
    table.rows.insert(.values(shares), at: share + 1)
    table.total?.insert(overlaps ? .null : try Self.percent(total, of: total), at: share + 1)
    table.columns.insert(ShareReport.cumulative.column(in: compiler.language), at: share + 1)
    // The rules name the columns of `share`; what comes beyond them stands beside the rows.
    table.columnsApart = [name]
    if !overlaps {
      let changing = table.states.filter { $0.column == "share" }
      table.states += changing.map { .init(row: $0.row, column: name, state: $0.state) }
    }
    if overlaps {
      let column = compiler.language == .vi ? metric.column.label : metric.column.name
      table.notes.append(
        compiler.told("the groups of \(column) overlap, so there is no share of several together"))
    }
    return table
  }

  private static func percent(_ part: Value, of total: Value) throws(ExecutionError) -> Value {
    try CellEvaluator.arithmetic(.divide, CellEvaluator.product(part, .integer(100)), total)
  }
}

extension Scalar {
  /// Whether it is made of aggregates by adding and scaling alone, so that parts of it add up as theirs do.
  fileprivate var isSum: Bool {
    switch self {
    case .aggregate: true
    case .arithmetic(.add, let lhs, let rhs), .arithmetic(.subtract, let lhs, let rhs): lhs.isSum && rhs.isSum
    case .arithmetic(.multiply, let lhs, let rhs):
      lhs.isSum && rhs.constantNumber != nil || lhs.constantNumber != nil && rhs.isSum
    case .arithmetic(.divide, let lhs, let rhs): lhs.isSum && rhs.constantNumber != nil
    default: false
    }
  }
}
