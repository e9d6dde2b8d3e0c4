import KPIEngine

/// Writes amounts that are set for spans of time, laid over the units: targets, budgets.
///
/// Of a cell's amounts those of the lowest rank count, of those the ones for spans of the nearest length.
extension AggregateWriter {
  func spans(
    _ allotment: Allotment, of aggregate: Aggregate, named name: String, keys: [String]
  ) throws(SQLRefusal) -> String {
    let effective = units.map { aggregate.effective($0, in: frame) }
    let days = effective.map { unit in
      aggregate.window == .unit
        ? unit.start..<max(unit.start, unit.end) : aggregate.window.days(for: unit, in: frame)
    }
    let grains = effective.map { unit in
      aggregate.window == .unit ? unit.grain.flatMap { Grain.allCases.firstIndex(of: $0) } : nil
    }
    let cell = (hasUnits ? ["unit"] : []) + keys
    // By two dimensions at once nothing is set.
    guard keys.count < 2 else {
      return nothing(cell, name)
    }
    var parts: [String] = []
    for (part, input) in zip(allotment.parts, aggregate.inputs) {
      guard keys.isEmpty ? part.countsInTotal : part.dimensions.contains(0) else { continue }
      parts.append(try laid(part, input, allotment.rule, days, grains, keys: keys))
    }
    guard !parts.isEmpty else {
      return nothing(cell, name)
    }
    let number =
      allotment.rule == .spread
      ? "sum(\(dialect.fraction("amount * overlap * 1.0", "length")))"
      : dialect.fraction("sum(amount * overlap) * 1.0", "sum(overlap)")
    let pools = select(
      cell + ["rank", "distance", "holder", "\(number) as number"],
      derived(parts.joined(separator: "\nunion all\n")), ["overlap > 0", "amount is not null"],
      group: cell.count + 3)
    let partition = cell.isEmpty ? "" : "partition by \(cell.joined(separator: ", ")) "
    let placed = select(
      ["*", "rank() over (\(partition)order by rank, distance) as place"], derived(pools), [], group: 0
    )
    return select(
      cell + ["sum(number) as \(name)"], derived(placed), ["place = 1"], group: cell.count)
  }

  /// No cells at all; where there is but one, nothing in it.
  private func nothing(_ cell: [String], _ name: String) -> String {
    let columns = cell.map(writer.nullKey) + ["\(dialect.null(.number)) as \(name)"]
    return "select \(columns.joined(separator: ", "))" + (cell.isEmpty ? "" : " where false")
  }

  /// One part's amounts, each with the days that it has in each unit.
  private func laid(
    _ part: Allotment.Part, _ input: Input, _ rule: Allotment.Rule, _ days: [Range<Int>], _ grains: [Int?],
    keys: [String]
  ) throws(SQLRefusal) -> String {
    let whole = unitWriter([frame.whole], alias: "u")
    var lines: [String]
    var conditions: [String] = []
    let values: any ValueWriter
    if part.isWritten {
      // One amount that is no row's.
      let cells = CellWriter(writer: writer, frame: frame, unit: whole, aggregates: [])
      values = cells
      lines = ["from (select 1) as written"]
      if let condition = input.condition { conditions.append(try cells.condition(condition)) }
    } else {
      let from = try FromClause(writer, entity: input.entity)
      let rows = ScalarWriter(writer, from, unit: whole, time: input.time)
      values = rows
      if let condition = input.condition { conditions.append(try rows.condition(condition)) }
      // What values ask for is joined by the time the lines are read.
      for value in [input.payload, input.time, part.holder].compactMap({ $0 }) + input.keys.prefix(keys.count) {
        _ = try rows.text(value)
      }
      if case .named(let name, _) = part.length { _ = try rows.text(name) }
      lines = from.lines
    }
    guard let payload = input.payload else { throw .misplaced }
    var columns: [String] = []
    if hasUnits { columns.append("u.unit") }
    if let key = keys.first {
      let own = try values.text(input.keys.first ?? .null)
      columns.append("\(own) as \(key)")
      // A group without a value has nothing set for it.
      conditions.append("\(own) is not null")
    }
    let holder =
      try rule == .sumOfMeans ? part.holder.map { holder throws(SQLRefusal) in try values.text(holder) } : nil
    let length = try self.length(part.length, values)
    let laid = try overlap(input.time, part.length, length, days, values)
    lines += laid.joins
    conditions += laid.conditions
    columns += [
      "\(part.rank) as rank", "\(distance(length, grains)) as distance", "\(dialect.token(holder ?? "0")) as holder",
      "\(try values.text(payload)) as amount", "\(laid.overlap) as overlap", "\(laid.length) as length",
    ]
    return select(columns, lines, conditions, group: 0)
  }

  /// The position of a row's span length among the grains.
  private func length(
    _ length: Allotment.Length, _ values: any ValueWriter
  ) throws(SQLRefusal) -> String {
    switch length {
    case .fixed(let grain): return "\(Grain.allCases.firstIndex(of: grain) ?? 0)"
    case .named(let name, let grains):
      let own = try values.text(name)
      let cases = try grains.sorted { $0.key < $1.key }.map { word, grain throws(SQLRefusal) -> String in
        // SQLite folds no letters but the first 128.
        let forms = Set([word, word.uppercased(), word.prefix(1).uppercased() + word.dropFirst()]).sorted()
        let literals = try forms.map { form throws(SQLRefusal) in try dialect.literal(form) }
        return "when \(own) in (\(literals.joined(separator: ", "))) then \(Grain.allCases.firstIndex(of: grain) ?? 0)"
      }
      return "case \(cases.joined(separator: " ")) end"
    }
  }

  /// How far a length is from the unit's own: its own first, then the nearest shorter, then the nearest longer.
  private func distance(_ length: String, _ grains: [Int?]) -> String {
    let count = Grain.allCases.count
    let own = writer.units.value(grains.map { $0.map { "\($0)" } ?? "null" }, called: "grain", alias: "u")
    if own == "null" { return length }
    return
      "case when \(own) is null then \(length) when \(length) <= \(own) then \(own) - \(length) else \(count) + \(length) end"
  }

  private struct Overlap {
    var joins: [String]
    var conditions: [String] = []
    var overlap: String
    var length: String
  }

  /// The days that a span has in a unit, and in all.
  private func overlap(
    _ time: Scalar?, _ named: Allotment.Length, _ length: String, _ days: [Range<Int>],
    _ values: any ValueWriter
  ) throws(SQLRefusal) -> Overlap {
    guard let time else { return try everyUnit(named, days) }
    let moment = try values.text(time)
    let (first, last) = (dialect.dayNumber(moment), try end(of: moment, named, length))
    let starts = writer.units.value(days.map { dialect.dayNumber($0.lowerBound) }, called: "first_day", alias: "u")
    let ends = writer.units.value(days.map { dialect.dayNumber($0.upperBound) }, called: "next_day", alias: "u")
    return Overlap(
      joins: hasUnits ? ["  cross join \(writer.units.name) as u"] : [],
      conditions: ["\(moment) is not null", "\(last) is not null"],
      overlap: "\(dialect.bound(last, ends, greatest: false)) - \(dialect.bound(first, starts, greatest: true))",
      length: "(\(last) - \(first))")
  }

  /// An amount in every calendar unit: the spans that meet each unit are written down.
  private func everyUnit(_ length: Allotment.Length, _ days: [Range<Int>]) throws(SQLRefusal) -> Overlap {
    guard case .fixed(let grain) = length else { throw .spans }
    var rows: [String] = []
    for (unit, days) in days.enumerated() where days.lowerBound > Window.firstDay {
      var start = grain.start(of: days.lowerBound)
      while start < days.upperBound {
        let end = grain.adding(1, to: start)
        rows.append("(\(unit), \(min(end, days.upperBound) - max(start, days.lowerBound)), \(end - start))")
        start = end
      }
      if rows.count > 2_000 { throw .spans }
    }
    guard !rows.isEmpty else {
      return Overlap(
        joins: hasUnits ? ["  cross join \(writer.units.name) as u"] : [], conditions: ["false"], overlap: "0",
        length: "1")
    }
    let name = writer.freshName("spans")
    let column = dialect.firstValues
    let list =
      "(select \(column)1 as unit, \(column)2 as overlap, \(column)3 as length from (values \(rows.joined(separator: ", "))) as v) as \(name)"
    var joins = ["  cross join \(list)"]
    if hasUnits { joins.append("  join \(writer.units.name) as u on u.unit = \(name).unit") }
    return Overlap(joins: joins, overlap: "\(name).overlap", length: "\(name).length")
  }

  /// The number of the day after a span's last.
  private func end(of moment: String, _ named: Allotment.Length, _ length: String) throws(SQLRefusal) -> String {
    func after(_ grain: Grain) -> String {
      switch grain {
      case .day: "\(dialect.dayNumber(moment)) + 1"
      case .week: "\(dialect.dayNumber(moment)) + 7"
      case .month: dialect.dayNumber(dialect.time(moment, plusMonths: 1))
      case .quarter: dialect.dayNumber(dialect.time(moment, plusMonths: 3))
      case .year: dialect.dayNumber(dialect.time(moment, plusMonths: 12))
      }
    }
    if case .fixed(let grain) = named { return after(grain) }
    let cases = Grain.allCases.enumerated().map { "when \($0) then \(after($1))" }
    return "case \(length) \(cases.joined(separator: " ")) end"
  }
}
