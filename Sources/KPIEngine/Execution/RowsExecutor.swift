/// Runs a rows plan: the visible rows that meet the condition, with a value for each column.
package struct RowsExecutor {
  private let context: ExecutionContext
  private let plan: RowsPlan

  package init(context: ExecutionContext, plan: RowsPlan) {
    self.context = context
    self.plan = plan
  }

  /// The rows in order of time, then key, as values and as row numbers of the entity.
  package func run(frame: Frame) throws(ExecutionError) -> (rows: [[Value]], numbers: [Int]) {
    let ground = RowsGround(plan, frame)
    let reading = ground.reading(context)
    let filter = RowFilter(entity: plan.input.entity, condition: plan.input.condition, resolver: reading.resolver)
    let columns = plan.columns.map { ValueReader($0, reading.resolver) }
    try reading.attachments.prepare(frame.whole)
    let blocks = try ground.blocks(context)
    var rows: [[Value]] = []
    var numbers: [Int] = []
    try blocks.forEach(context) { block throws(ExecutionError) in
      let kept = filter(block)
      let values = columns.map { $0.read(kept) }
      for index in 0..<kept.count {
        var row: [Value] = []
        row.reserveCapacity(values.count)
        for column in values { row.append(column[index]) }
        rows.append(row)
        numbers.append(Int(kept.base[index]))
      }
      if reading.clock.overflowed { throw .overflow }
    }
    return (rows, numbers)
  }
}

/// Reads a row expression as values, block by block.
struct ValueReader {
  private let resolved: Resolved
  private let texts: [String]
  /// The values are bare dates.
  private let areDates: Bool
  private let zone: ZoneTable

  init(_ expression: Scalar, _ resolver: Resolver) {
    resolved = resolver.resolve(expression)
    zone = resolver.context.store.zone
    areDates = resolver.context.isDate(expression)
    if case .codes(_, let source) = resolved { texts = resolver.texts(source) } else { texts = [] }
  }

  /// One value per row of the block; a link is the number of the row it leads to.
  func read(_ rows: Rows) -> [Value] {
    switch resolved {
    case .null: return Array(repeating: .null, count: rows.count)
    case .codes(let fill, _): return filled(fill, rows) { $0 == 0 ? .null : .text(texts[Int($0)]) }
    case .rows(let fill, _):
      return filled(fill, rows) { $0 == 0 ? .null : .integer(Int64($0)) }
    case .exact(let fill, let scale):
      return filled(fill, rows) { $0 == nullNumber ? .null : scale == 0 ? .integer($0) : .decimal($0, scale: scale) }
    case .real(let fill): return filled(fill, rows) { $0.isNaN ? .null : .real($0) }
    case .stamps(let fill): return filled(fill, rows) { value(ofStamp: $0) }
    case .flags(let fill): return filled(fill, rows) { .boolean($0 == 1) }
    }
  }

  private func value(ofStamp stamp: Int64) -> Value {
    if stamp == nullNumber { return .null }
    return areDates ? .date(Int(Stamp.day(stamp))) : zone.value(of: stamp)
  }

  private func filled<Output: BitwiseCopyable>(
    _ fill: Fill<Output>, _ rows: Rows, _ value: (Output) -> Value
  ) -> [Value] {
    let scratch = Scratch<Output>()
    fill(rows, scratch.base)
    return (0..<rows.count).map { value(scratch.base[$0]) }
  }
}

extension ExecutionContext {
  /// Whether a time expression gives bare dates: columns that hold nothing else, as far as their rows are seen.
  package func isDate(_ expression: Scalar) -> Bool {
    switch expression {
    case .null, .boundary: return true
    case .stamp(_, let second): return second == 0
    case .choose(_, let then, let otherwise): return isDate(then) && isDate(otherwise)
    case .coalesce(let choices), .function(_, let choices): return choices.allSatisfy(isDate)
    default: break
    }
    guard case .time(let path, let column, _) = expression,
      case .time(let times) = store.entities[path.target].columns[column]
    else { return false }
    guard let milliseconds = times.milliseconds else { return true }
    guard let mask = rowSets.mask(of: path.target) else { return false }
    return !(1..<mask.count).contains { mask[$0] != 0 && milliseconds[$0] != 0 }
  }
}
