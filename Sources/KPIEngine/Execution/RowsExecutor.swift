/// Runs a rows plan: the visible rows that meet the condition, with a value for each column.
package struct RowsExecutor {
  private let context: ExecutionContext
  private let plan: RowsPlan

  package init(context: ExecutionContext, plan: RowsPlan) {
    self.context = context
    self.plan = plan
  }

  /// The rows in order of time, then key, as cells and as row numbers of the entity.
  package func run(frame: Frame) throws(ExecutionError) -> (rows: ResultRows, numbers: [Int]) {
    let ground = RowsGround(plan, frame)
    let reading = ground.reading(context)
    let filter = RowFilter(entity: plan.input.entity, condition: plan.input.condition, resolver: reading.resolver)
    var columns = plan.columns.map { CellsReader($0, reading.resolver) }
    try reading.attachments.prepare(frame.whole)
    let blocks = try ground.blocks(context)
    var numbers: [Int] = []
    try blocks.forEach(context) { block throws(ExecutionError) in
      let kept = filter(block)
      for column in columns.indices { columns[column].read(kept) }
      for index in 0..<kept.count { numbers.append(Int(kept.base[index])) }
      try reading.clock.check()
    }
    return (ResultRows(columns: columns.map(\.cells), count: numbers.count), numbers)
  }
}

/// Gathers what a row expression gives, block by block, as cells of a column.
struct CellsReader {
  private let resolved: Resolved
  private let texts: TextList
  /// The values are bare dates.
  private let areDates: Bool
  private let zone: ZoneTable
  private var codes: [UInt32] = []
  private var places: [Int32] = []
  private var numbers: [Int64] = []
  private var reals: [Double] = []
  private var nullCount = 0

  init(_ expression: Scalar, _ resolver: Resolver) {
    resolved = resolver.resolve(expression)
    zone = resolver.context.store.zone
    areDates = resolver.context.isDate(expression)
    if case .codes(_, let source) = resolved { texts = resolver.texts(source) } else { texts = [] }
  }

  mutating func read(_ rows: Rows) {
    switch resolved {
    case .null: nullCount += rows.count
    case .codes(let fill, _): Self.gather(fill, rows) { codes.append(contentsOf: $0) }
    case .rows(let fill, _):
      Self.gather(fill, rows) { numbers.append(contentsOf: $0.lazy.map { $0 == 0 ? nullNumber : Int64($0) }) }
    case .exact(let fill, _), .stamps(let fill): Self.gather(fill, rows) { numbers.append(contentsOf: $0) }
    case .real(let fill): Self.gather(fill, rows) { reals.append(contentsOf: $0) }
    case .flags(let fill): Self.gather(fill, rows) { places.append(contentsOf: $0.lazy.map { $0 == 1 ? 1 : 0 }) }
    }
  }

  /// A cell for every row that was read; a link is the number of the row it leads to.
  var cells: Cells {
    switch resolved {
    case .null: .coded(Array(repeating: -1, count: nullCount), among: [])
    case .codes: .texts(codes, among: texts)
    case .rows: .exact(numbers, scale: 0)
    case .exact(_, let scale): .exact(numbers, scale: scale)
    case .real: .reals(reals)
    case .stamps: .stamps(numbers, areDates: areDates, in: zone)
    case .flags: .coded(places, among: [.boolean(false), .boolean(true)])
    }
  }

  private static func gather<Output: BitwiseCopyable>(
    _ fill: Fill<Output>, _ rows: Rows, _ take: (UnsafeBufferPointer<Output>) -> Void
  ) {
    let scratch = Scratch<Output>()
    fill(rows, scratch.base)
    take(UnsafeBufferPointer(start: scratch.base, count: rows.count))
  }
}

extension ExecutionContext {
  /// Whether a time expression gives bare dates: columns that hold nothing else, as far as their rows are seen.
  package func isDate(_ expression: Scalar) -> Bool {
    switch expression {
    case .null, .boundary: return true
    case .stamp(_, let second): return second == 0
    case .function(.later(.hours), _): return false
    case .choose(_, let then, let otherwise): return isDate(then) && isDate(otherwise)
    case .coalesce(let choices), .function(_, let choices): return choices.allSatisfy(isDate)
    default: break
    }
    guard case .time(let path, let column, _) = expression,
      case .time(let times) = store.entities[path.target].columns[column]
    else { return false }
    guard let milliseconds = times.milliseconds else { return true }
    guard elsewhere == nil, let mask = rowSets.mask(of: path.target) else { return false }
    return !(1..<mask.count).contains { mask[$0] != 0 && milliseconds[$0] != 0 }
  }
}
