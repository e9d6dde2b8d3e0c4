extension KeyDomain {
  /// The domains of the parts of combinations that are numbered alike.
  static func parts(
    of members: [Member], units: [FrameUnit], frame: Frame, shared: SharedSubPlans, context: ExecutionContext
  ) throws(ExecutionError) -> [KeyDomain] {
    let operands = members.map(\.key.operands)
    let count = operands.map(\.count).min() ?? 0
    return try (0..<count).map { position throws(ExecutionError) in
      let parts = zip(members, operands).map {
        Member(entity: $0.entity, time: $0.time, key: $1[position], days: $0.days)
      }
      return try KeyDomain(parts, units: units, frame: frame, shared: shared, context: context)
    }
  }

  /// The combinations that occur, ascending: the codes of their parts as one mixed-radix number.
  static func combinations(
    _ members: [Member], _ parts: [KeyDomain], units: [FrameUnit], frame: Frame, shared: SharedSubPlans,
    context: ExecutionContext
  ) throws(ExecutionError) -> [Int64] {
    var size: Int64 = 1
    for part in parts {
      let (product, overflow) = size.multipliedReportingOverflow(by: Int64(part.size))
      if overflow { throw .tooManyGroups }
      size = product
    }
    var found = ExactValues()
    for member in members {
      let clock = UnitClock(today: context.today)
      let attachments = Attachments(context: context, frame: frame, clock: clock, shared: shared)
      let resolver = Resolver(context: context, clock: clock, time: member.time, attachments: attachments)
      let fill = combined(member.key.operands, parts, resolver)
      let all = try member.rows(context)
      let cells = Scratch<Int64>()
      for unit in Scalar.dependsOnUnit(member.key) ? units : Array(units.prefix(1)) {
        clock.set(unit)
        try attachments.prepare(unit)
        try all.forEach(context) { rows in
          fill(rows, cells.base)
          found.insert(cells.base, count: rows.count, times: 1)
        }
        try clock.check()
      }
    }
    return found.sorted
  }

  /// Each row's combination as one number; null where a part of it is.
  func combined(_ keys: [Scalar], _ resolver: Resolver) -> Fill<Int64> { Self.combined(keys, parts, resolver) }

  private static func combined(_ keys: [Scalar], _ parts: [KeyDomain], _ resolver: Resolver) -> Fill<Int64> {
    let encoders = zip(parts, keys).map { ($0.encoder(of: $1, resolver), Int64($0.size)) }
    let codes = Scratch<UInt32>()
    return { rows, out in
      out.update(repeating: 0, count: rows.count)
      for (encoder, size) in encoders {
        encoder(rows, codes.base)
        for index in 0..<rows.count where out[index] != nullNumber {
          out[index] = codes.base[index] == 0 ? nullNumber : out[index] * size + Int64(codes.base[index])
        }
      }
    }
  }
}
