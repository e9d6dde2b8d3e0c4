import KPIEngine

/// Writes one aggregate as a `select` with a row for each cell that a row stands behind: its unit, its keys, its number.
struct AggregateWriter {
  let writer: SQLWriter
  let frame: Frame
  /// The units of the question that the numbers are for, each its own cell.
  let units: [FrameUnit]

  var dialect: any SQLDialect { writer.dialect }
  var hasUnits: Bool { units.count > 1 }

  /// The cells of several aggregates that go through the same rows, each under its name.
  ///
  /// Of several units each cell says its own.
  func cells(_ aggregates: [Aggregate], named names: [String], keys: [String]) throws(SQLRefusal) -> String {
    guard let first = aggregates.first, let name = names.first else { return "" }
    if case .allotted(let allotment) = first.function {
      return try spans(allotment, of: first, named: name, keys: keys)
    }
    if let each = first.each { return try cells(each, of: first, named: name, keys: keys) }
    if aggregates.allSatisfy({ $0.inputs.count == 1 && $0.function.isFolded }) {
      return try folded(aggregates, named: names, keys: keys)
    }
    return try gathered(first, named: name, keys: keys)
  }

  // MARK: One pass

  private func folded(_ aggregates: [Aggregate], named names: [String], keys: [String]) throws(SQLRefusal) -> String {
    guard let aggregate = aggregates.first, let input = aggregate.inputs.first else { return "" }
    let rows = try self.rows(input, of: aggregate, keys.count)
    var columns = try rows.cell(input, keys, hasUnits: hasUnits)
    var conditions = rows.conditions
    for (aggregate, name) in zip(aggregates, names) {
      let payload = try aggregate.inputs.first?.payload.map { payload throws(SQLRefusal) in
        try self.payload(payload, of: aggregate, rows.scalars)
      }
      columns.append("\(try number(aggregate, payload)) as \(name)")
      // A cell without anything to count is none.
      if aggregate.function == .distinct, aggregates.count == 1, let payload {
        conditions.append("\(payload) is not null")
      }
    }
    return select(columns, rows.from.lines, conditions, group: (hasUnits ? 1 : 0) + keys.count)
  }

  /// What an aggregate takes of a row: of moments what tells them apart.
  private func payload(
    _ payload: Scalar, of aggregate: Aggregate, _ rows: ScalarWriter
  ) throws(SQLRefusal) -> String {
    if payload == .null { return dialect.null(writer.kind(of: aggregate)) }
    guard let scale = writer.clockScale(of: aggregate.inputs.compactMap(\.payload)) else {
      return try rows.text(payload)
    }
    return try rows.ordered(payload, in: scale)
  }

  private func number(_ aggregate: Aggregate, _ payload: String?) throws(SQLRefusal) -> String {
    let value = payload ?? "1"
    switch aggregate.function {
    case .count: return payload.map { "count(\($0))" } ?? "count(*)"
    case .sum: return "sum(\(value))"
    case .average: return dialect.average(value)
    case .minimum: return "min(\(value))"
    case .maximum: return "max(\(value))"
    case .distinct: return "count(distinct \(value))"
    default: throw .misplaced
    }
  }

  // MARK: Rows first

  /// The cells of an aggregate over several streams, or of one that must see its rows in an order.
  private func gathered(_ aggregate: Aggregate, named name: String, keys: [String]) throws(SQLRefusal) -> String {
    let streams = try aggregate.inputs.map { input throws(SQLRefusal) -> String in
      let rows = try self.rows(input, of: aggregate, keys.count)
      var columns = try rows.cell(input, keys, hasUnits: hasUnits)
      let payload =
        try input.payload.map { payload throws(SQLRefusal) in
          try self.payload(payload, of: aggregate, rows.scalars)
        } ?? "1"
      columns.append("\(payload) as value")
      if aggregate.function == .first || aggregate.function == .last {
        let moment =
          try input.time.map { time throws(SQLRefusal) in
            try rows.scalars.ordered(time, in: writer.clockScale(of: aggregate.inputs.compactMap(\.time)) ?? .day)
          } ?? dialect.null(.moment)
        columns.append("\(moment) as at")
        // Those without a time of their own come last.
        let placing = aggregate.inputs.count == 1 ? try rows.scalars.placing(beside: input.time) : nil
        columns.append("\(placing.map { dialect.value(ofCondition: "\($0) is null") } ?? "0") as unplaced")
        columns.append("\(placing ?? dialect.null(.moment)) as placed")
        columns.append("\(rows.from.alias).\(writer.identity(of: input.entity)) as id")
      }
      let counted = aggregate.function == .distinct ? ["\(payload) is not null"] : []
      return select(columns, rows.from.lines, rows.conditions + counted, group: 0)
    }
    let stream = streams.joined(separator: "\nunion all\n")
    let cell = (hasUnits ? ["unit"] : []) + keys
    return try reduced(aggregate.function, stream, cell, name)
  }

  /// From rows with a value each to one number a cell.
  private func reduced(
    _ function: Aggregate.Function, _ rows: String, _ cell: [String], _ name: String
  ) throws(SQLRefusal) -> String {
    let partition = cell.isEmpty ? "" : "partition by \(cell.joined(separator: ", "))"
    func over(_ columns: String, _ reduced: String, where condition: String? = nil) -> String {
      let numbered = select(["*", columns], derived(rows), [], group: 0)
      return select(
        cell + ["\(reduced) as \(name)"], derived(numbered), condition.map { [$0] } ?? [],
        group: cell.count)
    }
    switch function {
    case .count, .sum, .average, .minimum, .maximum, .distinct:
      let number = try number(Aggregate(function, inputs: []), function == .count ? nil : "value")
      return select(cell + ["\(number) as \(name)"], derived(rows), [], group: cell.count)
    case .quantile(let fraction):
      // Between the closest ranks, by how far it lies from the lower one.
      let position = "(\(fraction) * (n - 1) + 1)"
      let lower = dialect.wholePart(position)
      let weight =
        "case place when \(lower) then 1 - (\(position) - \(lower)) when \(lower) + 1 then \(position) - \(lower) end"
      return over(
        """
        row_number() over (\(partition) order by \(dialect.order("value", descending: false, nullsLast: true))) as place, \
        count(value) over (\(partition)) as n
        """, "sum(value * \(weight))")
    case .deviation:
      return over(
        "avg(\(dialect.floating("value"))) over (\(partition)) as mean",
        "sqrt(sum((value - mean) * (value - mean)) / nullif(count(value) - 1, 0))")
    case .first, .last:
      // The value of that row, null where it has none.
      let isLast = function == .last
      let order = ["at", "unplaced", "placed", "id"].map { dialect.order($0, descending: isLast, nullsLast: false) }
        .joined(separator: ", ")
      return over(
        "row_number() over (\(partition) order by \(order)) as place", "max(value)", where: "place = 1")
    case .allotted: throw .misplaced
    }
  }

  // MARK: Things

  /// One number a thing, then one of those a cell.
  private func cells(
    _ each: Each, of aggregate: Aggregate, named name: String, keys: [String]
  ) throws(SQLRefusal) -> String {
    let inner = each.inner.map { inner in
      var inner = inner
      inner.shifts = aggregate.shifts + inner.shifts
      inner.changeInputs { $0.keys.append($0.subject ?? .null) }
      return inner
    }
    try writer.refuseTwofold(inner)
    writer.noteKind(of: "thing", each.inner.flatMap(\.allInputs).compactMap(\.subject))
    let names = inner.indices.map { "m\($0 + 1)" }
    let things = try joined(inner, named: names, keys: keys + ["thing"])
    let effective = units.map { aggregate.effective($0, in: frame) }
    let cells = CellWriter(
      writer: writer, frame: frame, unit: unitWriter(effective, alias: "u"),
      aggregates: inner.indices.map { inner[$0].zeroed("t.\(names[$0])") })
    let cell = (hasUnits ? ["t.unit"] : []) + keys.map { "t.\($0)" }
    var from = ["from (", things.indented, ") as t"]
    if hasUnits { from.append("  join \(writer.units.name) as u on u.unit = t.unit") }
    var conditions = ["t.thing is not null"]
    if let having = each.having { conditions.append("(\(try cells.condition(having)))") }
    let value = try each.value.map { value throws(SQLRefusal) in try cells.text(value) } ?? "1"
    let plain = zip(cell, (hasUnits ? ["unit"] : []) + keys).map { "\($0) as \($1)" }
    let rows = select(plain + ["\(value) as value"], from, conditions, group: 0)
    return try reduced(aggregate.function, rows, (hasUnits ? ["unit"] : []) + keys, name)
  }

  /// Several aggregates over the same keys side by side: null where one has no rows.
  ///
  /// - Parameter marks: a column `made` tells whether what makes groups has rows there.
  func joined(
    _ aggregates: [Aggregate], named names: [String], keys: [String], marks: Bool = false
  ) throws(SQLRefusal) -> String {
    let cell = (hasUnits ? ["unit"] : []) + keys
    var scans: [[Int]] = []
    for index in aggregates.indices {
      if let place = scans.firstIndex(where: { aggregates[$0[0]].sharesRows(with: aggregates[index]) }) {
        scans[place].append(index)
      } else {
        scans.append([index])
      }
    }
    let texts = try scans.map { scan throws(SQLRefusal) in
      try cells(scan.map { aggregates[$0] }, named: scan.map { names[$0] }, keys: keys)
    }
    guard texts.count > 1 || marks else { return texts.first ?? "select 1" }
    let parts = zip(scans, texts).map { scan, text in
      CellParts.Part(
        text: text, numbers: scan.map { names[$0] },
        made: marks ? "\(scan.contains { aggregates[$0].makesGroups } ? 1 : 0) as made" : nil)
    }
    return CellParts(parts: parts, numbers: names, kinds: aggregates.map(writer.kind), cell: cell).text(dialect)
  }

  // MARK: Rows

  /// The rows of an input that count, joined with the units that they count in.
  private struct CountedRows {
    let from: FromClause
    let scalars: ScalarWriter
    let conditions: [String]

    /// What tells which cell a row counts in.
    func cell(_ input: Input, _ keys: [String], hasUnits: Bool) throws(SQLRefusal) -> [String] {
      (hasUnits ? ["u.unit"] : [])
        + (try zip(input.keys, keys).map { key, name throws(SQLRefusal) in
          key == .null ? scalars.writer.nullKey(name) : "\(try scalars.text(key)) as \(name)"
        })
    }
  }

  private func rows(_ input: Input, of aggregate: Aggregate, _ keyCount: Int) throws(SQLRefusal) -> CountedRows {
    let effective = units.map { aggregate.effective($0, in: frame) }
    let from = try FromClause(writer, entity: input.entity, aggregate.window == .always ? .ever : .today)
    let scalars = ScalarWriter(
      writer, from, unit: unitWriter(effective, alias: "u"), time: input.time,
      keys: Array(input.keys.prefix(keyCount)))
    var conditions: [String] = []
    var placed: [String] = []
    if aggregate.window == .beforeRow { throw .misplaced }
    if let time = input.time {
      let moment = try scalars.text(time)
      let days = effective.map { aggregate.days(of: input, for: $0, in: frame) }
      let isOpen = aggregate.placement != .point
      let starts = isOpen ? days.map { _ in Window.firstDay } : days.map(\.lowerBound)
      let unit = scalars.unit
      if starts.contains(where: { $0 > Window.firstDay }) {
        placed.append("\(moment) >= \(place("starts", starts, unit))")
      }
      placed.append("\(moment) < \(place("ends", days.map(\.upperBound), unit))")
    }
    if let condition = input.condition { conditions.append(try scalars.condition(condition)) }
    if let open = aggregate.placement.stillOpen { conditions.append(try scalars.condition(open)) }
    if hasUnits {
      from.joinUnits("join \(writer.units.name) as u on \(placed.isEmpty ? "true" : placed.joined(separator: " and "))")
    }
    return CountedRows(from: from, scalars: scalars, conditions: (hasUnits ? [] : placed) + conditions)
  }

  private func place(_ name: String, _ days: [Int], _ unit: UnitWriter) -> String {
    writer.units.value(days.map(dialect.boundary), called: name, alias: unit.alias)
  }

  func unitWriter(_ units: [FrameUnit], alias: String) -> UnitWriter {
    UnitWriter(writer, units: units, frame: frame, alias: alias)
  }
}

/// A `select` over several lines; `group` of its columns, the first ones, make the groups.
func select(_ columns: [String], _ from: [String], _ conditions: [String], group: Int) -> String {
  var lines = ["select \(columns.joined(separator: ", "))"] + from
  let texts = conditions.map { conditions.count > 1 && ($0.contains(" or ") || $0.contains(" and ")) ? "(\($0))" : $0 }
  if !texts.isEmpty { lines.append("where \(texts.joined(separator: "\n  and "))") }
  if group > 0 { lines.append("group by \((1...group).map { "\($0)" }.joined(separator: ", "))") }
  return lines.joined(separator: "\n")
}

/// The rows of another `select`, which every engine wants to have a name.
func derived(_ text: String) -> [String] { ["from (", text.indented, ") as x"] }

extension Aggregate {
  /// Whether it goes through the same rows as another, so that one pass counts both.
  fileprivate func sharesRows(with other: Aggregate) -> Bool {
    guard each == nil, other.each == nil, inputs.count == 1, other.inputs.count == 1,
      function.isFolded, other.function.isFolded, function != .distinct, other.function != .distinct,
      window == other.window, placement == other.placement, shifts == other.shifts, var own = inputs.first,
      var others = other.inputs.first
    else { return false }
    own.payload = nil
    others.payload = nil
    (own.subject, others.subject) = (nil, nil)
    return own == others
  }

  /// Its number in a cell: over nothing a count or a sum is 0.
  func zeroed(_ number: String) -> String {
    function.isZeroOverNothing ? "coalesce(\(number), 0)" : number
  }
}

extension Aggregate.Function {
  /// Whether SQL has it as a function of a group.
  fileprivate var isFolded: Bool {
    switch course {
    case .folded, .marked: true
    case .gathered, .picked, .laid: false
    }
  }
}
