import KPIEngine

/// Numbers per subject (`per customer`), looked up by rows.
extension ScalarWriter {
  /// The number of the subject that the path leads to.
  func attached(_ sub: SubjectAggregate, _ path: LinkPath) throws(SQLRefusal) -> String {
    let subject = try text(.row(path))
    if sub.aggregate.window == .beforeRow { return sub.aggregate.zeroed(try before(sub, subject)) }
    guard let frame = unit.frame else { throw .misplaced }
    let units = sub.isFixed ? [frame.whole] : unit.units
    let cells = AggregateWriter(writer: writer, frame: frame, units: units)
    // Within a group only its own rows count.
    let groups = sub.isWithinGroup ? keys : []
    let names = groups.indices.map { "k\($0 + 1)" }
    try writer.refuseTwofold([sub.aggregate])
    let keyed = sub.keyedBySubject { $0.keys = Array($0.keys.prefix(groups.count)) + [$1] }
    let name = writer.freshName("per_subject")
    writer.noteKind(of: "subject", keyed.allInputs.compactMap(\.keys.last))
    for (index, key) in groups.enumerated() { writer.noteKind(of: names[index], [key]) }
    let numbers = try cells.cells([keyed], named: ["n"], keys: names + ["subject"])
    var on = "\(name).subject = \(subject)"
    for (key, own) in zip(names, groups) { on += " and " + dialect.same("\(name).\(key)", try text(own)) }
    if units.count > 1 { on = "\(name).unit = \(unit.alias).unit and " + on }
    from.join("left join (\n\(numbers.indented)\n  ) as \(name) on \(on)", late: units.count > 1)
    return sub.aggregate.zeroed("\(name).n")
  }

  /// What the subject's rows before this one come to.
  private func before(_ sub: SubjectAggregate, _ subject: String) throws(SQLRefusal) -> String {
    guard let input = sub.aggregate.inputs.first, sub.aggregate.inputs.count == 1, sub.aggregate.each == nil,
      let moment = sub.moment ?? time, let own = input.time, let owner = input.subject
    else { throw .rowsBefore }
    let inner = try FromClause(writer, entity: input.entity)
    let rows = ScalarWriter(writer, inner, unit: unit, time: own)
    try writer.refuseTwofold([sub.aggregate])
    // Whose row is where: both sides are written by their own, in one scale.
    let scales = [writer.scale(of: own), writer.scale(of: moment)]
    let scale = scales.contains(.day) ? .day : SQLWriter.Scale.together(scales)
    var conditions = [
      "\(try rows.text(owner)) = \(subject)",
      "\(try rows.ordered(own, in: scale)) < \(try ordered(moment, in: scale))",
    ]
    if let condition = input.condition { conditions.append(try rows.condition(condition)) }
    let payload = try input.payload.map { payload throws(SQLRefusal) in try rows.text(payload) }
    let number: String
    switch sub.aggregate.function {
    case .count: number = "count(*)"
    case .sum: number = "sum(\(payload ?? "1"))"
    case .average: number = dialect.average(payload ?? "1")
    case .minimum: number = "min(\(payload ?? "1"))"
    case .maximum: number = "max(\(payload ?? "1"))"
    case .distinct: number = "count(distinct \(payload ?? "1"))"
    default: throw .rowsBefore
    }
    return "(\n\(select([number], inner.lines, conditions, group: 0).indented)\n)"
  }
}
