import KPIEngine
import KPILanguage

/// Which alerts fire, out of the rows of their units.
struct AlertsTable: Sendable {
  let compiler: Compiler
  let alerts: [PreparedAlert]
  /// Whether a period is asked for, in which an alert may have fired and not fire any more.
  let isOfPeriod: Bool
  let days: ResultTable.Days

  /// A unit of an alert.
  private struct Unit {
    var label: Value
    var days: Range<Int>
    var value: Value
    /// Of the part of the condition for which it fires.
    var limit: Value
    var limitColumn: Int?
    var fires: Bool
    /// Whether nothing that may still come changes what it says.
    var isJudged: Bool
  }

  /// The units one after the other in which an alert fired.
  private struct Run {
    var first: Unit
    var last: Unit
    var count: Int
    /// It may have begun before the units that were looked at.
    var isCut: Bool
  }

  func table(_ results: [PlanResult]) throws(ExecutionError) -> ResultTable {
    var rows: [[Value]] = []
    var formats: (value: [ResultTable.CellFormat], limit: [ResultTable.CellFormat]) = ([], [])
    var notes: [String] = []
    var open: [String] = []
    var withoutUnits: [String] = []
    for (alert, result) in zip(alerts, results) {
      guard let answer = try alert.units(result) else { continue }
      for note in answer.notes where !notes.contains(note) { notes.append(note) }
      let units = self.units(of: alert, answer)
      let asked = units.filter { isAsked($0, of: alert) }
      let name = self.name(of: alert)
      if asked.contains(where: { !$0.isJudged }) { open.append(name) }
      if asked.allSatisfy({ !$0.isJudged }) { if isOfPeriod { withoutUnits.append(name) } }
      guard let run = run(in: units, of: alert) else { continue }
      if run.isCut { notes.append(compiler.told("\(name) has fired for longer than was looked at")) }
      rows.append(row(alert, run))
      let limit = run.last.limitColumn.map { answer.columns[$0] } ?? answer.columns[1]
      formats.value.append(.init(unit: answer.columns[1].unit, type: answer.columns[1].type))
      formats.limit.append(.init(unit: limit.unit, type: limit.type))
    }
    var table = ResultTable(name: AlertsReport.name, period: days, columns: columns, rows: rows)
    table.cellFormats = ["value": formats.value, "limit": formats.limit]
    table.picture = .targets(actual: "value", target: "limit", pace: "")
    table.notes = notes + self.notes(firing: rows.count, open: open, withoutUnits: withoutUnits)
    return table
  }

  private func notes(firing: Int, open: [String], withoutUnits: [String]) -> [String] {
    guard !alerts.isEmpty else {
      return [compiler.told("no alert is declared; `alert METRIC per UNIT when CONDITION \"what to do\"` declares one")]
    }
    var notes: [String] = []
    if firing == 0 { notes.append(compiler.told("none of the \(alerts.count) alerts fires")) }
    let running = open.count { !withoutUnits.contains($0) }
    if running > 0 { notes.append(compiler.told("units that are not over yet are left out, of \(running) alerts")) }
    if !withoutUnits.isEmpty {
      notes.append(compiler.told("no unit is over in the period: \(withoutUnits.joined(separator: ", "))"))
    }
    return notes
  }

  private func name(of alert: PreparedAlert) -> String {
    compiler.told("\(heading(of: alert)) per \(word(of: alert.grain))")
  }

  private func heading(of alert: PreparedAlert) -> String {
    (compiler.language == .vi ? alert.metric.label : nil) ?? alert.metric.column.name
  }

  private func word(of grain: Grain) -> String {
    guard compiler.language == .vi else { return grain.rawValue }
    return Keyword(rawValue: grain.rawValue)?.entry.vietnamese.first ?? grain.rawValue
  }

  // MARK: Units

  private func units(of alert: PreparedAlert, _ answer: ResultTable) -> [Unit] {
    var openRows: [Int: Set<String>] = [:]
    for state in answer.states where state.state != .open {
      if let row = state.row { openRows[row, default: []].insert(state.column) }
    }
    return answer.rows.enumerated().compactMap { index, row in
      guard let label = row.first, let start = label.firstDay else { return nil }
      // Before the first row there is nothing that a number would tell.
      guard alert.grain.adding(1, to: start) > alert.earliest else { return nil }
      let fires = row.last?.number == 1
      let open = openRows[index] ?? []
      let isSettled = !open.contains("fires")
      let parts = alert.parts
      let holds = { (part: Int) in row[parts[part].holds].number == 1 }
      let reason = fires ? alert.test.reason(holds) { parts[$0].limit != nil } : nil
      let limit = reason.flatMap { parts[$0].limit }
      // What holds for good makes it fire, whatever the running unit may still bring.
      let isCertain =
        fires
        && alert.test.holds { part in
          let limit = parts[part].limit.map { answer.columns[$0].name }
          return holds(part) && parts[part].holdsOn && !(limit.map(open.contains) ?? false)
        }
      return Unit(
        label: label, days: start..<alert.grain.adding(1, to: start), value: row[1],
        limit: limit.map { row[$0] } ?? .null, limitColumn: limit, fires: fires, isJudged: isSettled || isCertain)
    }
  }

  private func isAsked(_ unit: Unit, of alert: PreparedAlert) -> Bool {
    alert.asked.contains(unit.days.upperBound - 1)
  }

  /// The run that an alert is told of: the one that has not ended, or the last one in the period.
  private func run(in units: [Unit], of alert: PreparedAlert) -> Run? {
    let judged = units.filter(\.isJudged)
    let last: Int?
    if isOfPeriod {
      last = judged.lastIndex { $0.fires && isAsked($0, of: alert) }
    } else {
      last = judged.indices.last.flatMap { judged[$0].fires ? $0 : nil }
    }
    guard let last else { return nil }
    var first = last
    while first > 0, judged[first - 1].fires { first -= 1 }
    let isCut = first == 0 && judged[first].days.lowerBound > alert.earliest
    return Run(first: judged[first], last: judged[last], count: last - first + 1, isCut: isCut)
  }

  // MARK: Rows

  private func row(_ alert: PreparedAlert, _ run: Run) -> [Value] {
    [
      .text(alert.metric.column.name), .text(alert.grain.rawValue), .text(run.last.label.plainText), run.last.value,
      run.last.limit, .date(run.first.days.lowerBound), .integer(Int64(run.count)),
      .text(alert.declaration.text), alert.declaration.advice.map(Value.text) ?? .null,
    ]
  }

  private var columns: [ResultColumn] {
    AlertsReport.report.columns.map { own in
      var column = own.column(in: compiler.language)
      if own.name == AlertsReport.metric.name {
        column.words = compiler.labels(ofMetrics: alerts.map(\.metric.column.name))
      }
      if own.name == AlertsReport.grain.name {
        for alert in alerts { column.words[alert.grain.rawValue] = word(of: alert.grain) }
      }
      return column
    }
  }
}

extension Value {
  /// The first day of a unit of time; nil for anything else.
  fileprivate var firstDay: Int? {
    switch self {
    case .date(let day), .unit(_, let day), .time(let day, _): day
    default: nil
    }
  }
}
