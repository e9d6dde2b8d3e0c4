import Synchronization

/// The rows of an entity in order of one of its times, so that any period is one contiguous range.
struct View: Sendable {
  /// Row numbers in order of (time, row); nil where the rows themselves are in that order.
  let order: Buffer<Int32>?
  /// The day of each position.
  let days: Buffer<Int32>
  /// Valid positions.
  let positions: Range<Int>
  /// The days of which it has the rows; nil for all.
  var part: Range<Int>?

  /// The positions placed on days in `interval`, which lies within its part.
  func positions(in interval: Range<Int>) -> Range<Int> {
    precondition(has(interval), "rows of days that a part of a view does not have")
    let low = lowerBound(interval.lowerBound)
    return low..<max(low, lowerBound(interval.upperBound))
  }

  /// Whether it has every row of those days.
  func has(_ interval: Range<Int>) -> Bool {
    guard let part, !interval.isEmpty else { return true }
    return part.lowerBound <= interval.lowerBound && interval.upperBound <= part.upperBound
  }

  /// Every row of the entity: those with a time in its order, then the others; nil where the rows stand so.
  func allRows(rowCount: Int) -> (order: Buffer<Int32>?, count: Int) {
    guard let order else { return (nil, rowCount) }
    var isPlaced = [Bool](repeating: false, count: rowCount + 1)
    var rows = positions.map { order[$0] }
    for row in rows { isPlaced[Int(row)] = true }
    rows += (1..<rowCount + 1).lazy.filter { !isPlaced[$0] }.map { Int32($0) }
    return (Buffer(rows), rows.count)
  }

  private func lowerBound(_ day: Int) -> Int {
    let days = days.base
    var low = positions.lowerBound
    var count = positions.count
    guard count > 0 else { return low }
    // No branch, which would be foretold wrongly every other time.
    while count > 1 {
      let half = count / 2
      low += Int(days[low + half - 1]) < day ? half : 0
      count -= half
    }
    low += Int(days[low]) < day ? 1 : 0
    return low
  }
}

/// Views by other times than the entity's own, and facts about subjects: made when first needed and kept.
package final class ViewCache: Sendable {
  private struct Key: Hashable {
    let entity: Int
    let time: Scalar
  }

  /// Of a time that was asked for once the part that was asked for, else all.
  private let views = Mutex<[Key: View]>([:])
  private let madeFacts = Mutex<FactCache?>(nil)

  package init() {}

  /// What questions know of every subject of these rows; it takes a quarter of what the columns do, or 16 MB.
  func facts(of store: Store) -> FactCache {
    madeFacts.withLock { made in
      let facts = made ?? FactCache(budget: max(store.byteCount / 4, 16 << 20))
      made = facts
      return facts
    }
  }

  /// The rows of an entity in order of a time; of several askings at once each may make it.
  ///
  /// - Parameter days: those whose rows will be asked for; nil for any. The first asking orders no others; the next for
  ///   other days orders all.
  func view(
    of entity: Int, by time: Scalar?, within days: Range<Int>? = nil, in context: ExecutionContext
  ) throws(ExecutionError) -> View {
    guard let time else {
      let rows = context.store.entities[entity]
      return View(order: nil, days: Buffer([Int32](repeating: 0, count: 0)), positions: 1..<rows.rowCount + 1)
    }
    if let stored = stored(entity, by: time, in: context) { return stored }
    let key = Key(entity: entity, time: time)
    let known = views.withLock { $0[key] }
    if let known, known.part == nil || days.map(known.has) ?? false { return known }
    // What begins with the first row of all is most of them.
    let part = known == nil ? days.flatMap { $0.lowerBound > Window.firstDay ? $0 : nil } : nil
    let made = try Self.sorted(entity, by: time, within: part, in: context)
    views.withLock { views in
      if part == nil || views[key] == nil { views[key] = made }
    }
    return made
  }

  /// All rows in order of a time, where that is known without putting them in order.
  func known(of entity: Int, by time: Scalar, in context: ExecutionContext) -> View? {
    if let stored = stored(entity, by: time, in: context) { return stored }
    return views.withLock { $0[Key(entity: entity, time: time)] }.flatMap { $0.part == nil ? $0 : nil }
  }

  /// The rows as they are stored, where they are so in order of the time.
  private func stored(_ entity: Int, by time: Scalar, in context: ExecutionContext) -> View? {
    let rows = context.store.entities[entity]
    guard let column = context.rowSets.orderingColumn(of: entity, by: time),
      case .time(let times) = rows.columns[column]
    else { return nil }
    return View(order: nil, days: times.days, positions: 1..<rows.placedCount + 1)
  }

  private static func sorted(
    _ entity: Int, by time: Scalar, within days: Range<Int>?, in context: ExecutionContext
  ) throws(ExecutionError) -> View {
    let clock = UnitClock(today: context.today)
    guard case .stamps(let fill) = Resolver(context: context, clock: clock).resolve(time) else {
      return View(order: Buffer([]), days: Buffer([]), positions: 0..<0)
    }
    // No moment is null, which is the least number of all.
    let first = days.map { Stamp.start(of: $0.lowerBound) } ?? nullNumber + 1
    let last = days.map { Stamp.start(of: $0.upperBound) - 1 } ?? .max
    var placed: [Int64] = []
    var own: [Int32] = []
    let all = RowBlocks(identity: 1..<context.store.entities[entity].rowCount + 1)
    let stamps = Scratch<Int64>()
    let chosen = Scratch<Int32>()
    try all.forEach(context) { rows throws(ExecutionError) in
      fill(rows, stamps.base)
      try clock.check()
      var count = 0
      for index in 0..<rows.count {
        // No branch: the place is overwritten unless the stamp moves past it.
        chosen.base[count] = Int32(truncatingIfNeeded: index)
        count += stamps.base[index] >= first && stamps.base[index] <= last ? 1 : 0
      }
      for place in 0..<count {
        let index = Int(chosen.base[place])
        placed.append(stamps.base[index])
        own.append(rows.base[index])
      }
    }
    // Rows come in ascending order, and those of one moment stay so, which makes the order total.
    let order = DigitSort.order(by: placed)
    return View(
      order: Buffer(order.map { own[Int($0)] }), days: Buffer(order.map { Int32(Stamp.day(placed[Int($0)])) }),
      positions: 0..<placed.count, part: days)
  }
}

/// A range of positions, handed out in blocks of row numbers.
struct RowBlocks {
  private let order: Buffer<Int32>?
  private let positions: Range<Int>

  private init(order: Buffer<Int32>?, positions: Range<Int>) {
    self.order = order
    self.positions = positions
  }

  init(identity rows: Range<Int>) {
    order = nil
    positions = rows
  }

  init(view: View, positions: Range<Int>) {
    order = view.order
    self.positions = positions
  }

  init(rows: (order: Buffer<Int32>?, count: Int)) {
    order = rows.order
    positions = rows.order == nil ? 1..<rows.count + 1 : 0..<rows.count
  }

  /// The rows where they follow each other; nil where they are in an order of their own.
  var stretch: Range<Int>? { order == nil ? positions : nil }

  func forEach(_ context: ExecutionContext, _ body: (Rows) throws(ExecutionError) -> Void) throws(ExecutionError) {
    let scratch = Scratch<Int32>()
    let numbers = scratch.base
    var start = positions.lowerBound
    while start < positions.upperBound {
      try context.checkCancelled()
      let count = min(blockSize, positions.upperBound - start)
      if let order {
        try body(Rows(base: order.base + start, count: count, identity: Rows.newIdentity()))
      } else {
        let first = Int32(truncatingIfNeeded: start)
        for index in 0..<count { numbers[index] = first &+ Int32(truncatingIfNeeded: index) }
        try body(Rows(base: UnsafePointer(numbers), count: count, first: start, identity: Rows.newIdentity()))
      }
      start += count
    }
  }

  /// The same from the last block to the first.
  func forEachReversed(
    _ context: ExecutionContext, _ body: (Rows) throws(ExecutionError) -> Void
  ) throws(ExecutionError) {
    var end = positions.upperBound
    while end > positions.lowerBound {
      let start = max(positions.lowerBound, end - blockSize)
      try RowBlocks(order: order, positions: start..<end).forEach(context, body)
      end = start
    }
  }
}

/// Narrows blocks of rows: the entity's visible rows, then each condition on what is left.
struct RowFilter {
  private let mask: Buffer<UInt8>?
  private let tests: [Fill<UInt8>]
  private let flags = Scratch<UInt8>()
  private let kept = Scratch<Int32>()

  init(entity: Int, condition: Scalar?, resolver: Resolver, includesFuture: Bool = false) {
    let rowSets = resolver.context.rowSets
    mask = includesFuture ? rowSets.timelessMask(of: entity) : rowSets.mask(of: entity)
    let conjuncts: [Scalar] =
      switch condition {
      case nil: []
      case .all(let operands): operands
      case let single?: [single]
      }
    tests = conjuncts.map(resolver.test)
  }

  /// Narrows rows that are narrowed to the visible ones.
  init(test: @escaping Fill<UInt8>) {
    mask = nil
    tests = [test]
  }

  /// Whether every row remains.
  var keepsAll: Bool { mask == nil && tests.isEmpty }

  /// The rows of the block that remain; valid until the next call.
  func callAsFunction(_ rows: Rows) -> Rows {
    var rows = rows
    if let mask {
      gather(mask.base, rows, flags.base)
      rows = compress(rows)
    }
    for test in tests where rows.count > 0 {
      test(rows, flags.base)
      rows = compress(rows)
    }
    return rows
  }

  private func compress(_ rows: Rows) -> Rows {
    let (flags, kept) = (flags.base, kept.base)
    var count = 0
    for index in 0..<rows.count {
      // No branch: the slot is overwritten unless the flag moves past it.
      kept[count] = rows.base[index]
      count += Int(flags[index])
    }
    if count == rows.count { return rows }
    return Rows(base: UnsafePointer(kept), count: count, identity: Rows.newIdentity())
  }
}
