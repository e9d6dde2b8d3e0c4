import KPIEngine

/// The pictures that a report says its table is; nil where a pipe has taken away what they need.
extension SceneMaker {
  mutating func ownPanels() throws(ChartRefusal) -> [ChartScene.Panel]? {
    switch table.picture {
    case nil, .rules?, .things?: nil
    case .stepColumns(let names): stepColumns(names)
    case .steps(let groups, let name, let value, let rate): steps(groups, name, value, rate)
    case .parts(let from, let to, let part): parts(from, to, part)
    case .targets(let actual, let target, let pace): targets(actual, target, pace)
    case .band(let value, let low, let high, let before): band(value, low, high, before)
    case .growth(let total, let added): growth(total, added)
    case .layers(let time, let group, let value): layers(time, group, value)
    }
  }

  private func positions(_ names: [String]) -> [Int]? {
    let found = names.compactMap(position)
    return found.count == names.count && !found.isEmpty ? found : nil
  }

  /// The funnel of the total where there is one, else of the only row; below it the steps of each row.
  private mutating func stepColumns(_ names: [String]) -> [ChartScene.Panel]? {
    let columns = names.compactMap(position)
    guard columns.count > 1, table.total != nil || table.rows.count == 1 else { return nil }
    let row = table.total == nil ? 0 : nil
    var steps: [ChartScene.Step] = []
    for column in columns {
      let number = number(row, column)
      let before = steps.last?.number.value
      steps.append(
        ChartScene.Step(name: heading(column), number: number, rate: before.map { rate(number.value, of: $0) }))
    }
    let whole = ChartScene.Panel(heading: "", form: .steps(steps))
    return [whole] + (keys.isEmpty ? [] : (try? bars(of: columns)) ?? [])
  }

  /// A number in % of another; nothing of nothing is none.
  func rate(_ part: Double?, of whole: Double) -> String {
    let column = ResultColumn(name: "", kind: .metric, type: .number, unit: "%")
    guard let part, whole != 0 else { return text(.null, column) }
    return text(.real(part * 100 / whole), column)
  }

  private func steps(_ groups: [String], _ name: String, _ value: String, _ rate: String) -> [ChartScene.Panel]? {
    guard let columns = positions([name, value, rate]) else { return nil }
    let groups = groups.compactMap(position)
    var panels: [ChartScene.Panel] = []
    for row in table.rows.indices {
      let heading = self.name(row, groups)
      var step = ChartScene.Step(
        name: text(table.rows[row][columns[0]], table.columns[columns[0]]), number: number(row, columns[1]),
        rate: number(row, columns[2]).exact)
      if let last = panels.indices.last, panels[last].heading == heading, case .steps(var own) = panels[last].form {
        own.append(step)
        panels[last].form = .steps(own)
      } else {
        step.rate = nil
        panels.append(ChartScene.Panel(heading: heading, form: .steps([step])))
      }
    }
    return panels
  }

  private mutating func parts(_ from: String, _ to: String, _ part: String) -> [ChartScene.Panel]? {
    guard let columns = positions([from, to, part]), !keys.isEmpty, table.total != nil else { return nil }
    let rows = table.rows.indices.filter { number($0, columns[2]).value != nil }
    let kept = rows.prefix(Self.mostBars)
    leaveOut(rows.count, keeping: kept.count, words.parts)
    // What is left out must not make a sum that does not add up.
    var parts = kept.map { ChartScene.Bar(name: name($0, keys), number: number($0, columns[2])) }
    if rows.count > kept.count {
      let rest = rows.dropFirst(kept.count).compactMap { number($0, columns[2]).value }.reduce(0, +)
      parts.append(
        ChartScene.Bar(name: formatter.words.other, number: number(.real(rest), table.columns[columns[2]])))
    }
    return [
      ChartScene.Panel(
        heading: heading(columns[1]),
        form: .parts(
          from: ChartScene.Bar(name: heading(columns[0]), number: number(nil, columns[0])), parts: parts,
          to: ChartScene.Bar(name: heading(columns[1]), number: number(nil, columns[1]))))
    ]
  }

  private mutating func targets(_ actual: String, _ target: String, _ pace: String) -> [ChartScene.Panel]? {
    guard let columns = positions([actual, target]) else { return nil }
    let pace = position(of: pace)
    var panels: [ChartScene.Panel] = []
    let groups = Array(keys.dropLast())
    guard let named = keys.last else { return nil }
    for row in table.rows.indices {
      // The pace is what was reached in % of what would be by now.
      let reached = number(row, columns[0]).value
      let byNow = pace.flatMap { number(row, $0).value }.flatMap { pace in
        pace == 0 ? nil : reached.map { $0 * 100 / pace }
      }
      let own = ChartScene.Target(
        name: text(table.rows[row][named], table.columns[named]), actual: number(row, columns[0]),
        target: number(row, columns[1]), word: heading(columns[1]), pace: byNow,
        achieved: number(row, columns[1]).value.map { rate(number(row, columns[0]).value, of: $0) } ?? "")
      let heading = name(row, groups)
      if let last = panels.indices.last, panels[last].heading == heading, case .targets(let known) = panels[last].form {
        panels[last].form = .targets(known + [own])
      } else {
        panels.append(ChartScene.Panel(heading: heading, form: .targets([own])))
      }
    }
    return panels
  }

  /// A column's numbers, row by row.
  private func series(_ column: Int) -> ChartScene.Series {
    ChartScene.Series(name: heading(column), numbers: table.rows.indices.map { number($0, column) })
  }

  /// What is to come behind what was: one axis, each a course of its own.
  private func band(
    _ value: String, _ low: String, _ high: String, _ before: [Picture.Earlier]
  ) -> [ChartScene.Panel]? {
    guard let columns = positions([value, low, high]), let time = keys.first else { return nil }
    let ahead = table.rows.map { $0[time] }
    let times = Self.units(from: before.map(\.place) + ahead) ?? ahead
    let known = before.reduce(into: [Value: Value]()) { $0[$1.place] = $1.number }
    let rows = table.rows.indices.reduce(into: [Value: Int]()) { $0[table.rows[$1][time]] = $1 }
    func series(_ column: Int, _ name: String) -> ChartScene.Series {
      ChartScene.Series(name: name, numbers: times.map { cell(rows[$0], column) })
    }
    var courses = [series(columns[0], before.isEmpty ? heading(columns[0]) : table.title ?? table.name)]
    if !before.isEmpty {
      courses[0].tint = 1
      courses.insert(
        ChartScene.Series(
          name: words.sofar, numbers: times.map { number(known[$0] ?? .null, table.columns[columns[0]]) }), at: 0)
    }
    return [
      ChartScene.Panel(
        heading: axisHeading(columns[0]),
        form: .lines(
          categories: times.map { text($0, table.columns[time]) }, places: Self.spread(times), series: courses,
          band: ChartScene.Band(
            low: series(columns[1], heading(columns[1])), high: series(columns[2], heading(columns[2])))))
    ]
  }

  /// Numbers of a table against what was set for them: each on a scale of its own.
  mutating func bullets(_ rules: [Picture.Rule]) throws(ChartRefusal) -> [ChartScene.Panel] {
    var panels: [ChartScene.Panel] = []
    for rule in rules { panels += targets(rule.value, rule.target, "") ?? [] }
    guard !panels.isEmpty else { throw .nothingToDraw }
    return panels
  }

  private func growth(_ total: String, _ added: String) -> [ChartScene.Panel]? {
    guard let columns = positions([total, added]), keys.count == 1 else { return nil }
    let categories = table.rows.indices.map { name($0, keys) }
    let times = table.rows.map { $0[keys[0]] }
    let (starts, places) = stretches(to: times) ?? (nil, Self.spread(times))
    let added: ChartScene.Form =
      if let starts {
        .columns(categories: categories, starts: starts, places: places, series: series(columns[1]))
      } else {
        .bars(categories: categories, series: [series(columns[1])], parts: nil)
      }
    return [
      ChartScene.Panel(
        heading: axisHeading(columns[0]),
        form: .lines(categories: categories, places: places, series: [series(columns[0])], band: nil)),
      ChartScene.Panel(heading: axisHeading(columns[1]), form: added),
    ]
  }

  /// From where to where on a scale of days each row counts: from the day before, the first from the period's start; nil
  /// where the rows are no ascending days.
  private func stretches(to times: [Value]) -> (starts: [Double], ends: [Double])? {
    let days = times.compactMap { if case .date(let day) = $0 { day } else { nil } }
    guard days.count == times.count, let first = days.first, let last = days.last else { return nil }
    let origin = min(table.period?.first ?? first, first) - 1
    let edges = [origin] + days
    guard zip(edges, days).allSatisfy(<) else { return nil }
    let scaled = edges.map { Double($0 - origin) / Double(last - origin) }
    return (Array(scaled.dropLast()), Array(scaled.dropFirst()))
  }

  private mutating func layers(_ time: String, _ group: String, _ value: String) -> [ChartScene.Panel]? {
    guard let columns = positions([time, group, value]),
      let form = try? layered(time: columns[0], groups: [columns[1]], value: columns[2])
    else { return nil }
    return [ChartScene.Panel(heading: axisHeading(columns[2]), form: form)]
  }
}
