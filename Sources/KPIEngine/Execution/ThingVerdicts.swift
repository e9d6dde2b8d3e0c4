/// Whether a thing counts, by how many rows it has for each aggregate of its own; of few rows it is remembered.
struct ThingVerdicts {
  private let having: Scalar?
  private var evaluator: CellEvaluator
  /// By the numbers of rows, four bits each: 0 is not known yet, 1 no, 2 yes.
  private var known: [UInt8]
  /// As many rows and more are not told apart in four bits.
  static let few: Int64 = 15
  /// So many aggregates have their numbers of rows in sixteen bits.
  static let mostInner = 4

  /// - Parameters:
  ///   - having: nothing that depends on the unit (`dependOnUnit`); nil counts every thing that has a row.
  ///   - inner: how many aggregates of its own a thing has.
  init(_ having: Scalar?, inner: Int, _ aggregates: AggregateEvaluator) {
    self.having = having
    let frame = aggregates.frame
    evaluator = CellEvaluator(
      aggregates: Array(repeating: .null, count: inner), unit: frame.whole, frame: frame,
      zone: aggregates.context.store.zone)
    known = inner <= Self.mostInner ? [UInt8](repeating: 0, count: 1 << (4 * inner)) : []
  }

  /// Whether in another unit the same rows may come to something else.
  static func dependOnUnit(_ having: Scalar?) -> Bool {
    having?.contains { part in
      switch part {
      case .boundary, .unitDays, .unitMonths, .overall, .rank: true
      default: false
      }
    } ?? false
  }

  mutating func holds(_ counts: ArraySlice<Int32>) throws(ExecutionError) -> Bool {
    guard counts.contains(where: { $0 > 0 }) else { return false }
    guard having != nil else { return true }
    guard !known.isEmpty, counts.allSatisfy({ $0 < Self.few }) else { return try judge(counts.map(Int64.init)) }
    return try holds(few: counts.reduce(0) { $0 << 4 | Int($1) }) { counts.map(Int64.init) }
  }

  /// The same of numbers below `few`, four bits each, at least one of which is not 0.
  @inline(__always)
  mutating func holds(few code: Int, _ counts: () -> [Int64]) throws(ExecutionError) -> Bool {
    if known[code] == 0 { known[code] = try judge(counts()) ? 2 : 1 }
    return known[code] == 2
  }

  /// The same, whatever the numbers are.
  mutating func judge(_ counts: [Int64]) throws(ExecutionError) -> Bool {
    guard let having else { return true }
    evaluator.aggregates = counts.map(Value.integer)
    return try evaluator.holds(having)
  }
}
