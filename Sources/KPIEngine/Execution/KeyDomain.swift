/// The values that one key of a question can take, numbered alike for every aggregate; 0 is null.
struct KeyDomain {
  enum Values {
    case texts(Texts)
    /// Codes are row numbers of the entity.
    case rows(Int)
    /// Code − 1 is the position; ascending.
    case exact([Int64], scale: Int)
    case reals([Double])
    case stamps([Int64])
    case flags
  }

  let values: Values
  /// Codes are 0 ..< size.
  let size: Int
  /// Every value has a row, whether rows stand behind it or not (hours, weekdays).
  let isDense: Bool
  /// The texts are bands, which go in their own order.
  let isBand: Bool
  /// The domains of a combination's parts, whose codes together make its own.
  let parts: [KeyDomain]
  /// What was read of the rows when they were numbered, so that it need not be reckoned again.
  private var kept: [KeptCodes] = []
  /// For text: how an expression's own codes translate; nil where they stay.
  private let remaps: [Scalar: [UInt32]?]

  /// Another domain's kind with other values.
  init(_ base: KeyDomain, _ values: Values, size: Int) {
    self.values = values
    self.size = size
    (isDense, isBand, parts, remaps) = (base.isDense, base.isBand, base.parts, base.remaps)
  }

  /// One expression that is numbered in the domain, with the entity and time it belongs to.
  struct Member: Hashable {
    let entity: Int
    let time: Scalar?
    let key: Scalar
    /// The days outside which no row of it counts; nil where every row may.
    var days: Range<Int>?

    /// The rows whose values are numbered.
    func rows(_ context: ExecutionContext) throws(ExecutionError) -> RowBlocks {
      guard let time, let days else {
        return RowBlocks(identity: 1..<context.store.entities[entity].rowCount + 1)
      }
      let view = try context.views.view(of: entity, by: time, within: days, in: context)
      return RowBlocks(view: view, positions: view.positions(in: days))
    }
  }

  /// The domain of the members' values together.
  init(
    _ members: [Member], units: [FrameUnit], frame: Frame, shared: SharedSubPlans, context: ExecutionContext
  ) throws(ExecutionError) {
    let combined = members.filter { if case .combination = $0.key { true } else { false } }
    if !combined.isEmpty {
      let parts = try Self.parts(of: combined, units: units, frame: frame, shared: shared, context: context)
      let known = try Self.combinations(
        Array(Set(combined)), parts, units: units, frame: frame, shared: shared, context: context)
      values = .exact(known, scale: 0)
      size = known.count + 1
      (isDense, isBand, remaps) = (false, false, [:])
      self.parts = parts
      return
    }
    parts = []
    let clock = UnitClock(today: context.today)
    let attachments = Attachments(context: context, frame: frame, clock: clock, shared: shared)
    var seen: [Scalar: Resolved] = [:]
    var order: [Scalar] = []
    for member in members where member.key != .null && seen[member.key] == nil {
      let resolver = Resolver(context: context, clock: clock, time: member.time, attachments: attachments)
      seen[member.key] = resolver.resolve(member.key)
      order.append(member.key)
    }
    if case .clock(let unit)? = order.first {
      values = .exact(unit == .hour ? Array(0...23) : Array(1...7), scale: 0)
      size = unit == .hour ? 25 : 8
      isDense = true
      isBand = false
      remaps = [:]
      return
    }
    isDense = false
    isBand = !order.isEmpty && order.allSatisfy { if case .bands = $0 { true } else { false } }
    let kinds = order.compactMap { seen[$0] }
    let texts = kinds.compactMap { kind -> Texts? in if case .codes(_, let texts) = kind { texts } else { nil } }
    if !texts.isEmpty {
      let resolver = Resolver(context: context, clock: clock)
      let (merged, tables) = resolver.merge(texts)
      var remaps: [Scalar: [UInt32]?] = [:]
      var next = 0
      for key in order {
        guard case .codes? = seen[key] else { continue }
        remaps[key] = tables[next]
        next += 1
      }
      values = .texts(merged)
      size = resolver.texts(merged).count
      self.remaps = remaps
      return
    }
    remaps = [:]
    switch kinds.first {
    case .rows(_, let target):
      values = .rows(target)
      size = context.store.entities[target].rowCount + 1
    case .flags:
      values = .flags
      size = 3
    case .exact, .real, .stamps:
      let different = Set(members)
      let numbers = try shared.values(of: different, context) { () throws(ExecutionError) in
        try Self.numbers(Array(different), units: units, frame: frame, shared: shared, context: context)
      }
      (values, size, kept) = (numbers.values, numbers.size, numbers.kept)
    default:
      values = .exact([], scale: 0)
      size = 1
    }
  }

  /// Numbers have no dictionary, so one pass over the rows collects the values that occur.
  private static func numbers(
    _ members: [Member], units: [FrameUnit], frame: Frame, shared: SharedSubPlans, context: ExecutionContext
  ) throws(ExecutionError) -> NumberedValues {
    var exact = ExactValues()
    var keepers: [NumberKeeper] = []
    var reals: Set<Double> = []
    var scale = 0
    var areStamps = false
    var resolved: [(Member, Resolved, UnitClock, Attachments)] = []
    for member in members {
      let clock = UnitClock(today: context.today)
      let attachments = Attachments(context: context, frame: frame, clock: clock, shared: shared)
      let key = Resolver(context: context, clock: clock, time: member.time, attachments: attachments).resolve(
        member.key)
      if case .exact(_, let own) = key { scale = max(scale, own) }
      resolved.append((member, key, clock, attachments))
    }
    let isReal = resolved.contains { if case .real = $0.1 { true } else { false } }
    for (member, key, clock, attachments) in resolved {
      // Ages depend on the unit; everything else is the same in all of them.
      let moments = Scalar.dependsOnUnit(member.key) ? units : Array(units.prefix(1))
      // A constant is the same for every row, the null row too.
      let all = member.key.isConstant ? RowBlocks(identity: 0..<1) : try member.rows(context)
      for unit in moments {
        clock.set(unit)
        try attachments.prepare(unit)
        switch key {
        case .exact(let fill, let own) where !isReal:
          let scratch = Scratch<Int64>()
          let factor = powersOfTen[scale - own]
          let keeper = factor == 1 ? NumberKeeper(member, all.stretch) : nil
          if let keeper { keepers.append(keeper) }
          try all.forEach(context) { rows throws(ExecutionError) in
            fill(rows, scratch.base)
            try clock.check()
            keeper?.keep(rows, scratch.base)
            guard exact.insert(scratch.base, count: rows.count, times: factor) else { throw .overflow }
          }
        case .stamps(let fill):
          areStamps = true
          let scratch = Scratch<Int64>()
          try all.forEach(context) { rows in
            fill(rows, scratch.base)
            exact.insert(scratch.base, count: rows.count, times: 1)
          }
        case .exact, .real:
          let fill = Resolver(context: context, clock: clock).real(key)
          let scratch = Scratch<Double>()
          try all.forEach(context) { rows throws(ExecutionError) in
            fill(rows, scratch.base)
            try clock.check()
            for row in 0..<rows.count where !scratch.base[row].isNaN { reals.insert(scratch.base[row]) }
          }
        default: break
        }
      }
    }
    if isReal { return NumberedValues(values: .reals(reals.sorted()), size: reals.count + 1, kept: []) }
    let known = exact.sorted
    let size = known.count + 1
    if areStamps { return NumberedValues(values: .stamps(known), size: size, kept: []) }
    let table = keepers.isEmpty ? nil : ExactValues.codes(known)
    let kept = table.map { table in keepers.map { $0.codes(table, from: known.first ?? 0, size: size) } } ?? []
    return NumberedValues(values: .exact(known, scale: scale), size: size, kept: kept)
  }

  /// The kernel that gives each row its code in this domain.
  func encoder(of key: Scalar, _ resolver: Resolver) -> Fill<UInt32> {
    if case .combination(let keys) = key, case .exact(let known, _) = values {
      return search(combined(keys, resolver), in: known, null: { $0 == nullNumber })
    }
    let encoder = reckoned(key, resolver)
    guard let kept = kept.first(where: { $0.key == key && $0.time == resolver.time }) else { return encoder }
    return kept.reader(elsewhere: encoder)
  }

  private func reckoned(_ key: Scalar, _ resolver: Resolver) -> Fill<UInt32> {
    switch (resolver.resolve(key), values) {
    case (.codes(let fill, _), _): return resolver.remapped(fill, remaps[key] ?? nil)
    case (.rows(let fill, _), .rows):
      // A row's number is its code, bit by bit.
      return { rows, out in out.withMemoryRebound(to: Int32.self, capacity: rows.count) { fill(rows, $0) } }
    case (.flags(let fill), .flags):
      let scratch = Scratch<UInt8>()
      return { rows, out in
        fill(rows, scratch.base)
        for index in 0..<rows.count { out[index] = UInt32(scratch.base[index]) + 1 }
      }
    case (.exact(let fill, let own), .exact(let known, let scale)):
      return search(resolver.rescaled(fill, by: max(0, scale - own)), in: known, null: { $0 == nullNumber })
    case (.stamps(let fill), .stamps(let known)): return search(fill, in: known, null: { $0 == nullNumber })
    case (let number, .reals(let known)): return search(resolver.real(number), in: known, null: { $0.isNaN })
    default: return { rows, out in out.update(repeating: 0, count: rows.count) }
    }
  }

  /// The position of each number among those that occur.
  private func search<Number: Hashable & BitwiseCopyable>(
    _ fill: @escaping Fill<Number>, in known: [Number], null: @escaping (Number) -> Bool
  ) -> Fill<UInt32> {
    if let exact = known as? [Int64], let fill = fill as? Fill<Int64>, let table = ExactValues.codes(exact) {
      return lookUp(fill, in: table, from: exact.first ?? 0)
    }
    var codes: [Number: UInt32] = [:]
    for (index, number) in known.enumerated() { codes[number] = UInt32(index + 1) }
    let scratch = Scratch<Number>()
    return { [codes] rows, out in
      fill(rows, scratch.base)
      for index in 0..<rows.count {
        out[index] = null(scratch.base[index]) ? 0 : codes[scratch.base[index], default: 0]
      }
    }
  }

  /// Codes from a table, for numbers that lie close together.
  private func lookUp(_ fill: @escaping Fill<Int64>, in table: Buffer<UInt32>, from first: Int64) -> Fill<UInt32> {
    let scratch = Scratch<Int64>()
    return { rows, out in
      fill(rows, scratch.base)
      for index in 0..<rows.count {
        let number = scratch.base[index]
        // Null is far below every number of the table.
        let place = number == nullNumber ? -1 : number &- first
        out[index] = place >= 0 && place < Int64(table.count) ? table.base[Int(place)] : 0
      }
    }
  }
}
