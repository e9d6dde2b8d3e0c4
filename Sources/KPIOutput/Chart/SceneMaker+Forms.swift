import KPIEngine

/// The forms that any table of keys and numbers can take.
extension SceneMaker {
  /// A bar a row, a picture a number.
  mutating func bars() throws(ChartRefusal) -> [ChartScene.Panel] { try bars(of: numbers) }

  mutating func bars(of numbers: [Int]) throws(ChartRefusal) -> [ChartScene.Panel] {
    guard !numbers.isEmpty else { throw .nothingToDraw }
    let shown = Array(table.rows.indices.prefix(Self.mostBars))
    leaveOut(table.rows.count, keeping: shown.count, words.rows)
    return numbers.flatMap { column in byUnit(shown, column).map { (column, $0) } }.map { column, kept in
      let names = kept.map { name($0, keys) }
      var series = [ChartScene.Series(name: heading(column), numbers: kept.map { number($0, column) })]
      if let earlier = earlier(of: column) {
        series.append(
          ChartScene.Series(name: heading(earlier), numbers: kept.map { number($0, earlier) }, isEarlier: true))
      }
      return ChartScene.Panel(
        heading: heading(column), form: .bars(categories: names, series: series, parts: parts(of: column, kept)))
    }
  }

  /// The rows of each unit that a column's cells have: đồng and counts are not drawn on one scale.
  private func byUnit(_ rows: [Int], _ column: Int) -> [[Int]] {
    guard table.cellFormats[table.columns[column].name] != nil else { return [rows] }
    var units: [String?] = []
    var groups: [[Int]] = []
    for row in rows {
      let unit = table.column(column, inRow: row).unit
      if let known = units.firstIndex(of: unit) {
        groups[known].append(row)
      } else {
        units.append(unit)
        groups.append([row])
      }
    }
    return groups
  }

  /// The % that each row is of the total, where all rows add up to it.
  private func parts(of column: Int, _ kept: [Int]) -> [String]? {
    guard let total = number(nil, column).value, total > 0, table.columns[column].unit != "%" else { return nil }
    let all = table.rows.indices.map { number($0, column).value ?? 0 }
    guard all.allSatisfy({ $0 >= 0 }), abs(all.reduce(0, +) - total) <= 1e-9 * total else { return nil }
    return kept.map { rate(all[$0], of: total) }
  }

  /// Numbers of one unit side by side, where there is only one row.
  func oneRow() throws(ChartRefusal) -> [ChartScene.Panel] {
    guard table.rows.count == 1 else { throw .nothingToDraw }
    var units: [String?] = []
    for column in numbers where !units.contains(table.columns[column].unit) { units.append(table.columns[column].unit) }
    guard numbers.count > units.count || numbers.contains(where: { earlier(of: $0) != nil }) else {
      throw .nothingToDraw
    }
    return units.map { unit -> ChartScene.Panel in
      let own = numbers.filter { table.columns[$0].unit == unit }
      var series = [ChartScene.Series(name: words.present, numbers: own.map { number(0, $0) })]
      if own.allSatisfy({ earlier(of: $0) != nil }) {
        series.append(
          ChartScene.Series(
            name: words.earlier, numbers: own.compactMap { earlier(of: $0) }.map { number(0, $0) }, isEarlier: true))
      }
      return ChartScene.Panel(
        heading: "", form: .bars(categories: own.map(heading), series: series, parts: nil))
    }
  }

  /// Lines over the time in the first key of time; one per value of the other keys.
  mutating func lines() throws(ChartRefusal) -> [ChartScene.Panel] {
    guard let time = timeKey, !numbers.isEmpty else { throw .nothingToDraw }
    let groups = keys.filter { $0 != time }
    let places = self.places(time: time, groups: groups)
    // The same groups in every picture, each in its own colour.
    let kept = largest(places.rows, by: numbers[0])
    var panels: [ChartScene.Panel] = []
    for column in numbers {
      let rowsOfUnits = byUnit(Array(table.rows.indices), column)
      let units = rowsOfUnits.map {
        Set($0.map { row in groups.map { table.rows[row][$0] } })
      }
      for unit in units.indices {
        var series = kept.enumerated().compactMap { tint, index -> ChartScene.Series? in
          let own = places.rows[index]
          if units.count > 1, let row = own.compactMap({ $0 }).first,
            !units[unit].contains(groups.map { table.rows[row][$0] })
          {
            return nil
          }
          return ChartScene.Series(
            name: groups.isEmpty ? heading(column) : places.groups[index], numbers: own.map { cell($0, column) },
            tint: tint)
        }
        if let target = target(of: column) {
          series.append(
            ChartScene.Series(
              name: heading(target), numbers: places.rows[0].map { cell($0, target) }, isTarget: true))
        }
        if let earlier = earlier(of: column) {
          series += series.filter { !$0.isTarget }.map { own in
            let index = places.groups.firstIndex(of: own.name) ?? 0
            return ChartScene.Series(
              name: groups.isEmpty ? heading(earlier) : "\(own.name) (\(words.earlier))",
              numbers: places.rows[index].map { cell($0, earlier) }, isEarlier: true, tint: own.tint)
          }
        }
        panels.append(
          ChartScene.Panel(
            heading: axisHeading(column, row: rowsOfUnits[unit].first),
            form: .lines(categories: places.categories, places: places.spread, series: series, band: nil)))
      }
    }
    return panels
  }

  mutating func layers() throws(ChartRefusal) -> [ChartScene.Panel] {
    guard let time = timeKey else { throw .nothingToDraw }
    let groups = keys.filter { $0 != time }
    noteEarlier()
    var panels: [ChartScene.Panel] = []
    for column in numbers {
      panels.append(
        ChartScene.Panel(heading: axisHeading(column), form: try layered(time: time, groups: groups, value: column)))
    }
    return panels
  }

  /// That this form shows the present period alone.
  private mutating func noteEarlier() {
    if numbers.contains(where: { earlier(of: $0) != nil }) { notes.append(words.withoutEarlier) }
  }

  /// Layers of what cannot be below 0.
  mutating func layered(time: Int, groups: [Int], value: Int) throws(ChartRefusal) -> ChartScene.Form {
    let places = places(time: time, groups: groups)
    let series = places.groups.enumerated().map { index, name in
      ChartScene.Series(
        name: groups.isEmpty ? heading(value) : name, numbers: places.rows[index].map { cell($0, value) })
    }
    guard series.allSatisfy({ $0.numbers.allSatisfy { ($0.value ?? 0) >= 0 } }) else { throw .needs(.area) }
    let all = Self.mostLayers
    return .layers(
      categories: places.categories, series: withParts(series.count > all ? together(series, value) : series))
  }

  /// The groups with the largest sums, in their own order, and all others as one, so that the whole stays whole.
  private mutating func together(_ series: [ChartScene.Series], _ value: Int) -> [ChartScene.Series] {
    let kept = Self.greatest(series, Self.mostLayers - 1)
    notes.append(words.kept(kept.count, series.count, words.groups))
    let rest = series.indices.filter { !kept.contains($0) }.map { series[$0] }
    let others = rest[0].numbers.indices.map { place -> ChartScene.Number in
      let own = rest.map { $0.numbers[place] }
      let known = own.compactMap(\.value)
      let sum = known.reduce(0, +)
      let isWhole = known.allSatisfy { $0 == $0.rounded() } && abs(sum) < 1e15
      return number(
        known.isEmpty ? .null : isWhole ? .integer(Int64(sum)) : .real(sum), table.columns[value],
        isPartial: own.contains(where: \.isPartial))
    }
    return kept.map { series[$0] } + [ChartScene.Series(name: formatter.words.other, numbers: others)]
  }

  /// Layers that tell what part of everything each is at its time.
  private func withParts(_ series: [ChartScene.Series]) -> [ChartScene.Series] {
    var series = series
    for place in series.first?.numbers.indices ?? 0..<0 {
      let whole = series.reduce(0) { $0 + ($1.numbers[place].value ?? 0) }
      guard whole > 0 else { continue }
      for index in series.indices {
        let number = series[index].numbers[place]
        guard number.value != nil else { continue }
        series[index].numbers[place].told = "\(number.exact) · \(rate(number.value, of: whole))"
      }
    }
    return series
  }

  /// Where the rows stand: the times in their order, and per group the row of each time.
  private func places(
    time: Int, groups: [Int]
  ) -> (categories: [String], spread: [Double], groups: [String], rows: [[Int?]]) {
    var times: [Value: Int] = [:]
    var categories: [String] = []
    var numbers: [[Value]: Int] = [:]
    var names: [String] = []
    for (index, row) in table.rows.enumerated() {
      if times[row[time]] == nil {
        times[row[time]] = categories.count
        categories.append(name(index, [time]))
      }
      let group = groups.map { row[$0] }
      if numbers[group] == nil {
        numbers[group] = names.count
        names.append(name(index, groups))
      }
    }
    var rows = [[Int?]](repeating: [Int?](repeating: nil, count: categories.count), count: names.count)
    for (index, row) in table.rows.enumerated() {
      guard let place = times[row[time]], let group = numbers[groups.map({ row[$0] })] else { continue }
      rows[group][place] = index
    }
    // A question by group and then by time has the times of the first group first.
    let values = categories.indices.map { place in
      rows.lazy.compactMap { $0[place] }.first.map { table.rows[$0][time] } ?? .null
    }
    let order = categories.indices.sorted { left, right in
      let (before, after) = (values[left].timeOrder, values[right].timeOrder)
      return before != after ? before < after : left < right
    }
    let ordered = order.map { values[$0] }
    guard let units = Self.units(from: ordered) else {
      return (
        order.map { categories[$0] }, Self.spread(ordered), names, rows.map { own in order.map { own[$0] } }
      )
    }
    // A unit that no row has is a gap, not left out.
    let column = table.columns[time]
    return (
      units.map { text($0, column) }, Self.spread(units), names,
      rows.map { own in units.map { unit in times[unit].flatMap { own[$0] } } }
    )
  }

  /// All units of time from the first to the last; nil where the values are no units, or too many lie between.
  static func units(from values: [Value]) -> [Value]? {
    guard case .unit(let grain, let first)? = values.first, case .unit(grain, let last)? = values.last else {
      return nil
    }
    var units: [Value] = []
    var day = first
    while day <= last {
      guard units.count < 2_000 else { return nil }
      units.append(.unit(grain, day: day))
      day = grain.adding(1, to: day)
    }
    // A table may have other values between them.
    let known = Set(units)
    return values.allSatisfy(known.contains) ? units : nil
  }

  /// Where ascending values lie from 0 to 1: days and times at their distances, everything else side by side.
  static func spread(_ values: [Value]) -> [Double] {
    let days = values.map { value -> Double? in
      switch value {
      case .date(let day): Double(day)
      case .time(let day, let second): Double(day) + Double(second) / 86_400
      default: nil
      }
    }
    if let first = days.first, let first, let last = days.last, let last, last > first, !days.contains(nil) {
      return days.map { (($0 ?? first) - first) / (last - first) }
    }
    return values.indices.map { values.count > 1 ? Double($0) / Double(values.count - 1) : 0 }
  }

  func cell(_ row: Int?, _ column: Int) -> ChartScene.Number {
    row.map { number($0, column) } ?? number(.null, table.columns[column])
  }

  /// Which groups have the largest sums of a column, in their own order.
  ///
  /// - Parameter rows: per group those of its times.
  private mutating func largest(_ rows: [[Int?]], by column: Int) -> [Int] {
    guard rows.count > Self.mostLines else { return Array(rows.indices) }
    leaveOut(rows.count, keeping: Self.mostLines, words.groups)
    let series = rows.map { own in ChartScene.Series(name: "", numbers: own.map { cell($0, column) }) }
    return Self.greatest(series, Self.mostLines)
  }

  /// Which series have the largest sums, in their own order.
  private static func greatest(_ series: [ChartScene.Series], _ count: Int) -> [Int] {
    func sum(_ index: Int) -> Double { series[index].numbers.compactMap(\.value).reduce(0) { $0 + abs($1) } }
    let sums = series.indices.map(sum)
    return series.indices.sorted { sums[$0] != sums[$1] ? sums[$0] > sums[$1] : $0 < $1 }.prefix(count).sorted()
  }

  /// The parts of a whole; the small ones together.
  mutating func pie() throws(ChartRefusal) -> [ChartScene.Panel] {
    guard let column = slicedColumn else { throw .nothingToDraw }
    leaveOut(columns: numbers.filter { $0 != column })
    var slices: [ChartScene.Bar] = table.rows.indices.map {
      ChartScene.Bar(name: name($0, keys), number: number($0, column))
    }
    let whole = slices.compactMap(\.number.value).reduce(0, +)
    guard whole > 0, slices.allSatisfy({ ($0.number.value ?? 0) >= 0 }) else { throw .needs(.pie) }
    // What has no total is no whole: running totals, steps of a path, targets.
    guard let total = number(nil, column).value, abs(total - whole) <= 1e-9 * whole else { throw .needs(.pie) }
    slices.sort { ($0.number.value ?? 0) > ($1.number.value ?? 0) }
    if slices.count > Self.mostSlices {
      let rest = slices[(Self.mostSlices - 1)...].compactMap(\.number.value).reduce(0, +)
      let isPartial = slices[(Self.mostSlices - 1)...].contains(where: \.number.isPartial)
      leaveOut(slices.count, keeping: Self.mostSlices - 1, words.parts)
      slices = Array(slices.prefix(Self.mostSlices - 1))
      slices.append(
        ChartScene.Bar(
          name: formatter.words.other, number: number(.real(rest), table.columns[column], isPartial: isPartial)))
    }
    for index in slices.indices { slices[index].part = rate(slices[index].number.value, of: whole) }
    return [ChartScene.Panel(heading: heading(column), form: .slices(slices))]
  }

  /// A cell of a grid; the pointer tells the other numbers of the cell too.
  private func shaded(_ row: Int, _ value: Int) -> ChartScene.Number {
    var number = number(row, value)
    guard case .grid(_, _, let names) = table.layout else { return number }
    let columns = names.compactMap(position)
    guard columns.count > 1, let first = columns.first else { return number }
    let others = columns.dropFirst().map { self.number(row, $0).exact }.joined(separator: "; ")
    number.told = "\(self.number(row, first).exact) (\(others))"
    // It is the first whose rows are behind the cell.
    number.cell = ChartScene.TableCell(row: row, column: first)
    return number
  }

  /// The table's grid, or one of its keys.
  mutating func heatmap() throws(ChartRefusal) -> [ChartScene.Panel] {
    guard let (down, across, value) = gridColumns else { throw .nothingToDraw }
    if case .rows = table.layout { leaveOut(columns: numbers.filter { $0 != value }) }
    noteEarlier()
    let places = places(time: across, groups: down)
    let kept = places.groups.indices.prefix(Self.mostBars * 2)
    leaveOut(places.groups.count, keeping: kept.count, words.rows)
    let cells = kept.map { group in places.rows[group].map { row in row.map { shaded($0, value) } } }
    return [
      ChartScene.Panel(
        heading: heading(value),
        form: .grid(lines: kept.map { places.groups[$0] }, across: places.categories, cells: cells))
    ]
  }
}

extension Value {
  /// Where a time or a number stands among others of its column; texts stay as they come.
  fileprivate var timeOrder: Int64 {
    switch self {
    case .integer(let number): number
    case .date(let day): Int64(day)
    case .unit(_, let day): Int64(day)
    case .time(let day, let second): Int64(day) * 100_000 + Int64(second)
    case .moment(let moment): Int64(moment.day) * 100_000 + Int64(moment.second)
    default: 0
    }
  }
}
