/// Windows that grow from unit to unit: `stock`, `so_far`, `cumulative`, `to_date` within one of its units.
///
/// All begin on the same day and none ends before the one before it, so that a unit's rows are those of the last one and
/// some more. Then every row is placed once, in the unit in which it begins to count, and what the units have is summed
/// from the first to the last, in place of a scan per unit. A row that is open until a time of its own is taken out
/// again in the first unit that it does not reach.
struct GrowingWindows {
  /// By unit, the days whose rows are new in it; together they are the last unit's window.
  let added: [Range<Int>]
  /// When a row stops counting; nil where it never does.
  let until: Scalar?
  /// By unit, the stamp that an open row's end must not lie before; ascending.
  private let ends: [Int64]

  /// Nil where the units' windows do not grow so, or what a row counts as depends on the unit.
  init?(_ aggregate: Aggregate, _ space: GroupSpace, in frame: Frame) {
    guard space.units.count > 1, space.isDense, aggregate.each == nil else { return nil }
    let until: Scalar?
    switch aggregate.placement {
    case .point: until = nil
    case .openAtEnd(let time): until = time
    case .overlapping: return nil
    }
    self.until = until
    let read = aggregate.inputs.flatMap { $0.expressions + $0.keys } + (until.map { [$0] } ?? [])
    guard aggregate.function.canGrow(takingOut: until != nil),
      aggregate.inputs.allSatisfy({ $0.time != nil && !$0.isPlanned }),
      !read.contains(where: { Scalar.dependsOnUnit($0) || Scalar.dependsOnGroup($0) })
    else { return nil }
    let units = space.units.map { aggregate.effective($0, in: frame) }
    let windows = units.map { aggregate.window.days(for: $0, in: frame) }
    let first = until == nil ? windows[0].lowerBound : Window.firstDay
    guard windows.allSatisfy({ until != nil || $0.lowerBound == first }),
      zip(windows, windows.dropFirst()).allSatisfy({ $0.upperBound <= $1.upperBound })
    else { return nil }
    var start = first
    added = windows.map { window in
      let end = max(start, window.upperBound)
      defer { start = end }
      return start..<end
    }
    // An end that is planned may lie after today, and a stock ends at today.
    let isPlanned = until?.isPlannedTime ?? false
    ends = units.map { Stamp.start(of: isPlanned ? min($0.end, frame.today + 1) : $0.end) }
    guard zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }) else { return nil }
  }

  /// Moves the slots of rows of a unit to the first unit that no longer has the row; -1 where the last one has it.
  func move(
    _ slots: UnsafeMutablePointer<Int32>, from unit: Int, _ ended: UnsafePointer<Int64>, count: Int, groups: Int
  ) {
    for index in 0..<count {
      let without = max(unit, firstUnit(after: ended[index]))
      let moved = Int(slots[index]) + (without - unit) * groups
      slots[index] = without < ends.count ? Int32(truncatingIfNeeded: moved) : -1
    }
  }

  /// The first unit at whose end a row that ends at `stamp` is no longer open; the number of units where it is to the last.
  @inline(__always)
  private func firstUnit(after stamp: Int64) -> Int {
    if stamp == nullNumber { return ends.count }
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > stamp { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Aggregate.Function {
  /// Whether what units have can be summed from unit to unit, also where rows are taken out again.
  fileprivate func canGrow(takingOut: Bool) -> Bool {
    switch course {
    case .folded: !takingOut || self != .minimum && self != .maximum
    case .marked: !takingOut
    case .gathered, .picked, .laid: false
    }
  }
}
