import KPIEngine

/// Writes a rows plan: the rows of an entity that meet the condition, in order of time, then key.
extension SQLWriter {
  /// The statement, its columns those of the plan (rows of an entity by their keys).
  ///
  /// - Parameter isKeyed: before them stands the row's own key.
  package func text(
    of plan: RowsPlan, _ frame: Frame, _ headings: [String], isKeyed: Bool = false
  ) throws(SQLRefusal) -> String {
    let from = try FromClause(self, entity: plan.input.entity)
    let unit = UnitWriter(self, units: [frame.whole], frame: frame)
    let rows = ScalarWriter(self, from, unit: unit, time: plan.input.time)
    var conditions: [String] = []
    let key = "\(from.alias).\(identity(of: plan.input.entity))"
    let last = dialect.order(key, descending: false, nullsLast: false)
    var order = [last]
    if let time = plan.input.time {
      let moment = try rows.text(time)
      let moments = [try rows.ordered(time), try rows.placing(beside: time)].compactMap { $0 }
      order = moments.map { dialect.order($0, descending: false, nullsLast: true) } + [last]
      if let days = plan.days {
        let end = plan.input.isPlanned ? days.upperBound : min(days.upperBound, context.today + 1)
        if days.lowerBound > Window.firstDay { conditions.append("\(moment) >= \(dialect.boundary(days.lowerBound))") }
        conditions.append("\(moment) < \(dialect.boundary(end))")
      }
    }
    if let condition = plan.input.condition { conditions.append(try rows.condition(condition)) }
    for case .row(let path) in plan.columns where keysRepeat(path.target) {
      throw .repeatedKeys
    }
    let columns = try zip(plan.columns, headings).enumerated().map { position, named throws(SQLRefusal) in
      let (column, heading) = named
      let isInstant = isKeyed && hasTwofoldHours && kind(of: column) == .moment && scale(of: column) == .instant
      if isInstant { instants.insert(position + 1) }
      let text = isInstant ? try rows.ordered(column) : try rows.text(column)
      return "\(text) as \(dialect.identifier(heading))"
    }
    if isKeyed, keysRepeat(plan.input.entity) { throw .repeatedKeys }
    let own = isKeyed ? ["\(key) as row_key"] : []
    let body = select(own + columns, from.lines, conditions, group: 0)
    return try statement(body + "\norder by \(order.joined(separator: ", "))")
  }
}
