/// Turns row expressions into block kernels: columns found, links masked, types decided, once per plan.
struct Resolver {
  let context: ExecutionContext
  let clock: UnitClock
  /// What places the rows, for `clock` expressions.
  let time: Scalar?
  /// Values per subject, made anew for every unit.
  let attachments: Attachments?
  /// The keys that split the rows, for sub-plans that look within groups.
  let groupKeys: [Scalar]
  /// What several expressions over the same rows have in common.
  let common: CommonParts?

  init(
    context: ExecutionContext, clock: UnitClock, time: Scalar? = nil, attachments: Attachments? = nil,
    groupKeys: [Scalar] = [], common: CommonParts? = nil
  ) {
    self.common = common
    self.context = context
    self.clock = clock
    self.time = time
    self.attachments = attachments
    self.groupKeys = groupKeys
  }

  func resolve(_ expression: Scalar) -> Resolved {
    guard let common, common.holds(expression) else { return resolveAnew(expression) }
    return common.resolved(expression) { resolveAnew(expression) }
  }

  private func resolveAnew(_ expression: Scalar) -> Resolved {
    switch expression {
    case .text(let path, let column): text(path, column)
    case .number(let path, let column): number(path, column)
    case .time(let path, let column, let isPlanned): stamp(path, column, isPlanned: isPlanned)
    case .row(let path): .rows(rows(of: path), target: path.target)
    case .null: .null
    case .integer(let number): constant(number, scale: 0)
    case .decimal(let number, let scale): constant(number, scale: scale)
    case .real(let number): .real { rows, out in out.update(repeating: number, count: rows.count) }
    case .textLiteral(let text):
      .codes({ rows, out in out.update(repeating: 1, count: rows.count) }, texts: .made(["", text]))
    case .stamp(let day, let second): stamps(context.store.zone.stamp(day: day, milliseconds: Int64(second) * 1_000))
    case .moment(let stamp): stamps(stamp)
    case .constant(let holds): .flags { rows, out in out.update(repeating: holds ? 1 : 0, count: rows.count) }
    case .boundary(let boundary, _):
      .stamps { [clock] rows, out in out.update(repeating: clock.value(boundary), count: rows.count) }
    case .arithmetic(let operation, let lhs, let rhs): arithmetic(operation, resolve(lhs), resolve(rhs))
    case .function(let function, let arguments):
      calendarDistance(function, arguments) ?? scalar(function, arguments.map(resolve))
    case .age(let birthday): age(birthday)
    case .bands(let number, let edges): bands(resolve(number), edges)
    case .choose(let condition, let then, let otherwise): choose(test(condition), resolve(then), resolve(otherwise))
    case .coalesce(let choices): coalesce(choices.map(resolve))
    // Only counted, by the codes of its parts.
    case .combination: .null
    case .compare, .textIs, .rowIn, .isNull, .not, .all, .any, .isFirst: .flags(test(expression))
    case .attached(let aggregate, let path): attached(aggregate, path)
    case .clock(let unit): clockNumber(unit)
    // Of cells: where rows are read, no table is there yet.
    case .aggregate, .overall, .rank, .unitDays, .unitMonths: .null
    }
  }

  // MARK: Columns

  /// The row that a path ends at, for each row of a block.
  func rows(of path: LinkPath) -> Fill<Int32> {
    let links = path.hops.reduce(into: (entity: path.entity, fills: [Fill<Int32>]())) { walk, hop in
      walk.fills.append(codes(context.rowSets.link(of: walk.entity, column: hop.column)))
      walk.entity = hop.target
    }.fills
    guard let first = links.first else {
      return { rows, out in out.update(from: rows.base, count: rows.count) }
    }
    guard links.count > 1 else { return first }
    return { rows, out in
      first(rows, out)
      let reached = Rows(base: UnsafePointer(out), count: rows.count)
      for link in links.dropFirst() { link(reached, out) }
    }
  }

  /// The codes of a column, widened; which width they have is asked once.
  @inline(__always)
  private func codes<Output: FixedWidthInteger & BitwiseCopyable>(_ codes: Codes) -> Fill<Output> {
    switch codes {
    case .bits8(let buffer): { rows, out in gatherWidened(buffer.base, rows, out) }
    case .bits16(let buffer): { rows, out in gatherWidened(buffer.base, rows, out) }
    case .bits32(let buffer): { rows, out in gatherWidened(buffer.base, rows, out) }
    }
  }

  /// Runs `body` with the rows that a path ends at in place of the block's own.
  private func through<Output>(_ path: LinkPath, _ body: @escaping Fill<Output>) -> Fill<Output> {
    guard !path.hops.isEmpty else { return body }
    let follow = rows(of: path)
    let scratch = Scratch<Int32>()
    return { rows, out in
      follow(rows, scratch.base)
      body(Rows(base: UnsafePointer(scratch.base), count: rows.count), out)
    }
  }

  private func column(_ path: LinkPath, _ column: Int) -> Column {
    context.store.entities[path.target].columns[column]
  }

  private func text(_ path: LinkPath, _ column: Int) -> Resolved {
    guard case .text(let codes, let dictionary) = self.column(path, column) else { return .null }
    return .codes(through(path, self.codes(codes)), texts: .stored(dictionary))
  }

  private func number(_ path: LinkPath, _ column: Int) -> Resolved {
    switch self.column(path, column) {
    case .integer(let numbers): .exact(through(path, exact(numbers)), scale: 0)
    case .decimal(let numbers, let scale): .exact(through(path, exact(numbers)), scale: scale)
    case .real(let buffer): .real(through(path) { rows, out in gather(buffer.base, rows, out) })
    default: .null
    }
  }

  private func exact(_ numbers: Integers) -> Fill<Int64> {
    switch numbers {
    case .bits32(let buffer):
      { rows, out in
        if rows.first > 0 {
          let column = buffer.base + rows.first
          for index in 0..<rows.count { out[index] = column[index] == .min ? nullNumber : Int64(column[index]) }
          return
        }
        for index in 0..<rows.count {
          let number = buffer.base[Int(rows.base[index])]
          out[index] = number == .min ? nullNumber : Int64(number)
        }
      }
    case .bits64(let buffer): { rows, out in gather(buffer.base, rows, out) }
    case .near(let numbers): numbers.fill
    case .run(let run):
      { rows, out in
        let offset = run.offset
        if rows.first > 0 {
          for index in 0..<rows.count { out[index] = offset &+ Int64(rows.first &+ index) }
          return
        }
        for index in 0..<rows.count {
          let row = rows.base[index]
          out[index] = row == 0 ? nullNumber : offset &+ Int64(row)
        }
      }
    }
  }

  private func stamp(_ path: LinkPath, _ column: Int, isPlanned: Bool) -> Resolved {
    guard case .time(let times) = self.column(path, column) else { return .null }
    let days = times.days
    let milliseconds = times.milliseconds
    @inline(__always)
    func stamp(_ day: Int32, _ millisecond: Int32, _ limit: Int32) -> Int64 {
      day == TimeColumn.null || day > limit ? nullNumber : Int64(day) * Stamp.perDay + Int64(millisecond)
    }
    // A declared time after today acts as null, unless it is an intention.
    let limit = isPlanned ? Int32.max : Int32(clamping: context.today)
    return .stamps(
      through(path) { rows, out in
        let days = days.base
        guard let milliseconds = milliseconds?.base else {
          for index in 0..<rows.count { out[index] = stamp(days[Int(rows.base[index])], 0, limit) }
          return
        }
        if rows.first > 0 {
          let (days, milliseconds) = (days + rows.first, milliseconds + rows.first)
          for index in 0..<rows.count { out[index] = stamp(days[index], milliseconds[index], limit) }
          return
        }
        for index in 0..<rows.count {
          let row = Int(rows.base[index])
          out[index] = stamp(days[row], milliseconds[row], limit)
        }
      })
  }

  /// The days of a time's column; nil where it is none.
  func dayColumn(_ path: LinkPath, _ column: Int, isPlanned: Bool) -> Fill<Int64>? {
    guard case .time(let times) = self.column(path, column) else { return nil }
    let days = times.days
    // As null as the time is.
    let limit = isPlanned ? Int32.max : Int32(clamping: context.today)
    @inline(__always)
    func number(_ day: Int32, _ limit: Int32) -> Int64 {
      day == TimeColumn.null || day > limit ? nullNumber : Int64(day)
    }
    return through(path) { rows, out in
      if rows.first > 0 {
        let days = days.base + rows.first
        for index in 0..<rows.count { out[index] = number(days[index], limit) }
        return
      }
      let days = days.base
      for index in 0..<rows.count { out[index] = number(days[Int(rows.base[index])], limit) }
    }
  }

  // MARK: Constants

  private func constant(_ number: Int64, scale: Int) -> Resolved {
    .exact({ rows, out in out.update(repeating: number, count: rows.count) }, scale: scale)
  }

  private func stamps(_ stamp: Int64) -> Resolved {
    .stamps { rows, out in out.update(repeating: stamp, count: rows.count) }
  }

  // MARK: Sub-plans

  private func attached(_ sub: SubjectAggregate, _ path: LinkPath) -> Resolved {
    let follow = rows(of: path)
    if sub.aggregate.window == .beforeRow { return beforeRow(sub, follow) }
    guard let values = attachments?.values(of: sub) else { return .null }
    let subjects = Scratch<Int32>()
    let isZero = sub.aggregate.function.isZeroOverNothing
    func lookUp<Output>(_ column: @escaping () -> Buffer<Output>, over nothing: Output) -> Fill<Output> {
      guard sub.isWithinGroup else {
        return { rows, out in
          follow(rows, subjects.base)
          gather(column().base, Rows(base: UnsafePointer(subjects.base), count: rows.count), out)
        }
      }
      let subjectCount = UInt64(context.store.entities[sub.subject].rowCount + 1)
      let cell = groupCell(of: follow, subjectCount: subjectCount)
      let cells = Scratch<UInt64>()
      return { rows, out in
        cell(rows, cells.base)
        let buffer = column()
        for index in 0..<rows.count {
          let isSomebody = cells.base[index] % subjectCount != 0
          let slot = isSomebody ? values.cells?.slot(of: cells.base[index]) : nil
          out[index] = slot.map { $0 < buffer.count ? buffer.base[$0] : nothing } ?? nothing
        }
      }
    }
    switch values.numbers.kind {
    case .exact(let scale):
      return .exact(lookUp({ values.numbers.exact }, over: isZero ? 0 : nullNumber), scale: scale)
    case .real: return .real(lookUp({ values.numbers.real }, over: isZero ? 0 : .nan))
    case .stamps: return .stamps(lookUp({ values.numbers.exact }, over: nullNumber))
    }
  }

  /// The cell (group, subject) of each row, as the sub-plans within groups number them.
  private func groupCell(of subject: @escaping Fill<Int32>, subjectCount: UInt64) -> Fill<UInt64> {
    let domains = attachments?.groups ?? []
    let keys = zip(domains, groupKeys).map { domain, key in (domain.encoder(of: key, self), UInt64(domain.size)) }
    let codes = Scratch<UInt32>()
    let subjects = Scratch<Int32>()
    return { rows, out in
      out.update(repeating: 0, count: rows.count)
      for (key, size) in keys {
        key(rows, codes.base)
        for index in 0..<rows.count { out[index] = out[index] &* size &+ UInt64(codes.base[index]) }
      }
      subject(rows, subjects.base)
      for index in 0..<rows.count {
        out[index] = out[index] &* subjectCount &+ UInt64(UInt32(bitPattern: subjects.base[index]))
      }
    }
  }

  /// What the subject's rows before each row's own time come to.
  private func beforeRow(_ sub: SubjectAggregate, _ follow: @escaping Fill<Int32>) -> Resolved {
    var own = sub
    // The subjects' rows are the same whoever asks.
    own.moment = nil
    guard let held = attachments?.timeline(of: own), let time = sub.moment ?? time,
      case .stamps(let stamps) = resolve(time)
    else {
      return .null
    }
    let subjects = Scratch<Int32>()
    let moments = Scratch<Int64>()
    func lookUp<Output>(_ column: @escaping (Timeline) -> [Output]) -> Fill<Output> {
      { [clock] rows, out in
        let timeline = held.content
        let column = column(timeline)
        follow(rows, subjects.base)
        stamps(rows, moments.base)
        for index in 0..<rows.count {
          out[index] = column[timeline.place(of: Int(subjects.base[index]), before: moments.base[index], clock)]
        }
      }
    }
    switch held.content.numbers.kind {
    case .exact(let scale): return .exact(lookUp { $0.numbers.exact }, scale: scale)
    case .real: return .real(lookUp { $0.numbers.real })
    case .stamps: return .stamps(lookUp { $0.numbers.exact })
    }
  }
}

/// `out[i] = column[rows[i]]`.
@inline(__always)
func gather<Element: BitwiseCopyable>(
  _ column: UnsafePointer<Element>, _ rows: Rows, _ out: UnsafeMutablePointer<Element>
) {
  if rows.first > 0 { return out.update(from: column + rows.first, count: rows.count) }
  for index in 0..<rows.count { out[index] = column[Int(rows.base[index])] }
}

/// `out[i] = column[rows[i]]`, widened.
@inline(__always)
func gatherWidened<Element: UnsignedInteger & FixedWidthInteger, Output: FixedWidthInteger>(
  _ column: UnsafePointer<Element>, _ rows: Rows, _ out: UnsafeMutablePointer<Output>
) {
  if rows.first > 0 {
    let column = column + rows.first
    for index in 0..<rows.count { out[index] = Output(truncatingIfNeeded: column[index]) }
    return
  }
  for index in 0..<rows.count { out[index] = Output(truncatingIfNeeded: column[Int(rows.base[index])]) }
}

/// Division that rounds towards minus infinity, so that days before 1970 come out right.
@inline(__always)
func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
  let quotient = number / divisor
  return number % divisor < 0 ? quotient - 1 : quotient
}
