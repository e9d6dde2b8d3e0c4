/// One number for every subject, folded row by row into one array: what most sub-plans are.
extension AggregateEvaluator {
  /// The aggregate's number for each row of an entity, to which its inputs' only key leads.
  ///
  /// Nil where it is not of a kind that one exact number holds; then the general way must do it. It gives the same.
  func folded(by subject: Int, _ unit: FrameUnit) throws(ExecutionError) -> SubjectNumbers? {
    guard aggregate.each == nil, let fold = Fold(aggregate.function),
      !aggregate.inputs.contains(where: { $0.expressions.contains(where: Scalar.dependsOnGroup) })
    else { return nil }
    // Of several streams each would have to be held against the others' times.
    if fold.isByOrder, aggregate.inputs.count > 1 || aggregate.window == .always { return nil }
    let clock = UnitClock(today: context.today)
    let attachments = Attachments(context: context, frame: frame, clock: clock, shared: shared)
    let kind: NumberVector.Kind =
      fold == .count ? .exact(scale: 0) : try payloadKind(of: aggregate, clock, attachments, units: [unit]).0
    guard kind != .real else { return nil }
    var streams: [Stream] = []
    for input in aggregate.inputs {
      let resolver = Resolver(context: context, clock: clock, time: input.time, attachments: attachments)
      guard case .rows(let owner, subject)? = input.keys.first.map(resolver.resolve) else { return nil }
      let take = take(input, of: aggregate, kind, nil, resolver)
      let pipe = try pipe(input, keys: [], resolver, [take], nil)
      var number: Fill<Int64>?
      if fold != .count {
        guard case .exact(let fill) = take.payload else { return nil }
        number = fill
      }
      streams.append(Stream(pipe: pipe, owner: owner, number: number))
    }
    let asked = aggregate.effective(unit, in: frame)
    clock.set(asked)
    try attachments.prepare(asked)
    var overflowed = false
    let numbers = try Buffer<Int64>(count: context.store.entities[subject].rowCount + 1) {
      target throws(ExecutionError) in
      target.initialize(repeating: fold.start)
      guard let base = target.baseAddress else { return }
      var seen = fold.isByOrder ? [Bool](repeating: false, count: target.count) : []
      for stream in streams {
        overflowed = try self.fold(stream, asked, fold, into: base, &seen, clock) || overflowed
      }
      // A link to nobody makes no number.
      target[0] = fold.start
      if fold == .sum { overflowed = overflowed || target.contains(nullNumber) }
    }
    // A sum may leave the 64 bits and come back.
    return overflowed ? nil : SubjectNumbers(numbers, kind: kind)
  }

  private struct Stream {
    let pipe: Pipe
    let owner: Fill<Int32>
    /// Nil for counts.
    let number: Fill<Int64>?
  }

  /// How a row's number is folded into its subject's.
  private enum Fold {
    case count, sum, minimum, maximum, first, last

    init?(_ function: Aggregate.Function) {
      switch function {
      case .count: self = .count
      case .sum: self = .sum
      case .minimum: self = .minimum
      case .maximum: self = .maximum
      case .first: self = .first
      case .last: self = .last
      default: return nil
      }
    }

    /// What nobody's rows come to.
    var start: Int64 { self == .count || self == .sum ? 0 : nullNumber }

    /// A null counts too, where it is the first or last.
    var isByOrder: Bool { self == .first || self == .last }
  }

  /// Folds a stream's rows, which come in order of time; true where a sum left the 64 bits.
  ///
  /// - Parameter numbers: one per row of the subjects' entity; a link never leads beyond its target's last row.
  private func fold(
    _ stream: Stream, _ unit: FrameUnit, _ fold: Fold, into numbers: UnsafeMutablePointer<Int64>,
    _ seen: inout [Bool], _ clock: UnitClock
  ) throws(ExecutionError) -> Bool {
    let owners = Scratch<Int32>()
    let values = Scratch<Int64>()
    var overflowed = false
    let blocks = RowBlocks(view: stream.pipe.view, positions: positions(of: stream.pipe, unit))
    try blocks.forEach(context) { block throws(ExecutionError) in
      let rows = stream.pipe.filter(block)
      stream.owner(rows, owners.base)
      stream.number?(rows, values.base)
      try clock.check()
      let (owners, values) = (owners.base, values.base)
      switch fold {
      case .count:
        for index in 0..<rows.count { numbers[Int(owners[index])] &+= 1 }
      case .sum:
        for index in 0..<rows.count where values[index] != nullNumber {
          let (sum, isOver) = numbers[Int(owners[index])].addingReportingOverflow(values[index])
          numbers[Int(owners[index])] = sum
          overflowed = overflowed || isOver
        }
      case .minimum:
        // One below, null is the greatest of all.
        for index in 0..<rows.count {
          let owner = Int(owners[index])
          numbers[owner] = min(numbers[owner] &- 1, values[index] &- 1) &+ 1
        }
      case .maximum:
        for index in 0..<rows.count {
          let owner = Int(owners[index])
          numbers[owner] = max(numbers[owner], values[index])
        }
      case .first:
        seen.withUnsafeMutableBufferPointer { seen in
          for index in 0..<rows.count where !seen[Int(owners[index])] {
            seen[Int(owners[index])] = true
            numbers[Int(owners[index])] = values[index]
          }
        }
      case .last:
        for index in 0..<rows.count { numbers[Int(owners[index])] = values[index] }
      }
    }
    return overflowed
  }
}
