import KPIEngine

/// Writes an ordered funnel: each subject's chain of events, then how many get to each step, and how long it takes them.
extension SQLWriter {
  /// The statement: a row for each group (its keys) that somebody enters; then for every step who reaches it, and for each
  /// but the first the median of the seconds since the first.
  package func text(of plan: SequencePlan) throws(SQLRefusal) -> String {
    let (people, steps) = try parts(of: plan, plan.steps)
    let chains = partName("chains")
    add(
      chains, comment: "Match: of all chains the deepest, of those the one that begins first",
      try chain(plan, steps, people))
    return try statement(try table(plan, chains))
  }

  /// The subjects that have a first step in the period, with their keys; what the events make of them is found elsewhere.
  package func text(ofThoseIn plan: SequencePlan) throws(SQLRefusal) -> String {
    let (people, steps) = try parts(of: plan, Array(plan.steps.prefix(1)))
    return try statement("select p.*\nfrom \(people) as p\nwhere p.id in (select id from \(steps[0]))")
  }

  /// The events of those subjects: the step, the subject, the time, what tells the event from others.
  package func text(ofEventsIn plan: SequencePlan) throws(SQLRefusal) -> String {
    // In the hour that comes twice the clock on the wall does not tell which of two events came first.
    if model.spec.zone.hasChanges { throw .clocks }
    let (people, steps) = try parts(of: plan, plan.steps)
    let streams = steps.enumerated().map { index, step in
      "select \(index) as step, id, at, event from \(step)"
    }
    let start = dialect.boundary(plan.frame.whole.start)
    return try statement(
      """
      select x.step, x.id, x.at, x.event
      from (
      \(streams.joined(separator: "\nunion all\n").indented)
      ) as x
        join \(people) as p on p.id = x.id
      where x.at >= \(start)
        and x.id in (select id from \(steps[0]))
      """)
  }

  private func parts(
    of plan: SequencePlan, _ steps: [SequencePlan.Step]
  ) throws(SQLRefusal) -> (people: String, steps: [String]) {
    let unit = UnitWriter(self, units: [plan.frame.whole], frame: plan.frame)
    let people = partName("people")
    add(people, comment: "whose chains are followed", try subjects(of: plan, unit))
    var names: [String] = []
    for (index, step) in steps.enumerated() {
      let name = partName("step_\(index + 1)")
      let streams = try step.inputs.map { input throws(SQLRefusal) in
        try events(of: input, isFirst: index == 0, plan, unit)
      }
      add(name, comment: "events of step \(index + 1)", streams.joined(separator: "\nunion all\n"))
      names.append(name)
    }
    return (people, names)
  }

  private func subjects(of plan: SequencePlan, _ unit: UnitWriter) throws(SQLRefusal) -> String {
    let from = try FromClause(self, entity: plan.subjects.entity)
    let rows = ScalarWriter(self, from, unit: unit, time: plan.subjects.time)
    var columns = ["\(from.alias).\(identity(of: plan.subjects.entity)) as id"]
    for (index, key) in plan.subjects.keys.enumerated() {
      if case .row(let path) = key, keysRepeat(path.target) { throw .repeatedKeys }
      columns.append("\(try rows.text(key)) as k\(index + 1)")
    }
    let conditions = try plan.subjects.condition.map { condition throws(SQLRefusal) in [try rows.condition(condition)] }
    return select(columns, from.lines, conditions ?? [], group: 0)
  }

  /// The events of one stream: whose, when, and what sets each apart from every other.
  private func events(
    of input: Input, isFirst: Bool, _ plan: SequencePlan, _ unit: UnitWriter
  ) throws(SQLRefusal) -> String {
    guard let time = input.time, let subject = input.subject else { throw .misplaced }
    let from = try FromClause(self, entity: input.entity)
    let rows = ScalarWriter(self, from, unit: unit, time: time)
    let (owner, moment) = (try rows.text(subject), try rows.text(time))
    // A row placed by one of its times is one event, whichever stream it comes in.
    let source = try dialect.literal("\(model.spec.entities[input.entity].name) by \(try place(of: time)) ")
    var conditions = ["\(owner) is not null", "\(moment) < \(dialect.boundary(plan.frame.today + 1))"]
    if isFirst {
      conditions.append("\(moment) >= \(dialect.boundary(plan.frame.whole.start))")
      conditions.append("\(moment) < \(dialect.boundary(plan.frame.whole.end))")
    }
    if let condition = input.condition { conditions.append(try rows.condition(condition)) }
    let columns = [
      "\(owner) as id", "\(moment) as at", "\(source) || \(from.alias).\(identity(of: input.entity)) as event",
    ]
    return select(columns, from.lines, conditions, group: 0)
  }

  /// What tells a time of an entity from its others.
  private func place(of time: Scalar) throws(SQLRefusal) -> String {
    let known = times.firstIndex(of: time) ?? times.count
    if known == times.count { times.append(time) }
    return "\(known + 1)"
  }

  /// Each subject's chain: how deep it is, and when each of its events was.
  private func chain(_ plan: SequencePlan, _ steps: [String], _ people: String) throws(SQLRefusal) -> String {
    var from = ["from \(people) as p", "  join \(steps[0]) as e1 on e1.id = p.id"]
    for index in steps.indices.dropFirst() {
      let (own, last) = ("e\(index + 1)", "e\(index)")
      var conditions = ["\(own).id = p.id", "\(own).at \(plan.isStrict ? ">" : ">=") \(last).at"]
      if !plan.isStrict { conditions += (1...index).map { "\(own).event <> e\($0).event" } }
      if let within = plan.steps[index].within { conditions.append("\(own).at <= \(try later("\(last).at", within))") }
      if let overall = plan.overall { conditions.append("\(own).at <= \(try later("e1.at", overall))") }
      from.append("  left join \(steps[index]) as \(own) on \(conditions.joined(separator: " and "))")
    }
    let depth = steps.indices.map { dialect.value(ofCondition: "e\($0 + 1).at is not null") }.joined(separator: " + ")
    let order = steps.indices.map { dialect.order("e\($0 + 1).at", descending: false, nullsLast: false) }
      .joined(separator: ", ")
    let keys = plan.subjects.keys.indices.map { "p.k\($0 + 1)" }
    let columns =
      keys + steps.indices.map { "e\($0 + 1).at as at_\($0 + 1)" }
      + ["row_number() over (partition by p.id order by \(depth) desc, \(order)) as place"]
    return select(["*"], derived(select(columns, from, [], group: 0)), ["place = 1"], group: 0)
  }

  private func table(_ plan: SequencePlan, _ chains: String) throws(SQLRefusal) -> String {
    let keys = plan.subjects.keys.indices.map { "k\($0 + 1)" }
    if model.spec.zone.hasChanges { throw .clocks }
    let seconds = plan.steps.indices.dropFirst().map { index in
      "\(dialect.seconds("at_\(index + 1)")) - \(dialect.seconds("at_1")) as s\(index + 1)"
    }
    let partition = keys.isEmpty ? "" : "partition by \(keys.joined(separator: ", "))"
    let ranked = plan.steps.indices.dropFirst().flatMap { index in
      [
        "row_number() over (\(partition) order by \(dialect.order("s\(index + 1)", descending: false, nullsLast: true))) as r\(index + 1)",
        "count(s\(index + 1)) over (\(partition)) as c\(index + 1)",
      ]
    }
    let timed = select(["*"] + seconds, ["from \(chains)"], [], group: 0)
    let places = select(["*"] + ranked, derived(timed), [], group: 0)
    var columns = keys + ["count(at_1) as step_1"]
    for index in plan.steps.indices.dropFirst() {
      let (rank, count) = ("r\(index + 1)", "c\(index + 1)")
      columns.append("count(at_\(index + 1)) as step_\(index + 1)")
      // The mean of the middle two; of an odd number both are the middle one.
      columns.append(
        "\(dialect.average("case when \(rank) in (\(dialect.wholeQuotient("(\(count) + 1)", 2)), \(dialect.wholeQuotient(count, 2)) + 1) and \(rank) <= \(count) then s\(index + 1) end")) as median_\(index + 1)"
      )
    }
    return select(columns, derived(places), [], group: keys.count)
  }
}

extension ZoneTable {
  /// Whether its clocks are changed in times that databases speak of; Vietnam's have stood still since 1975.
  var hasChanges: Bool { transitions.contains { $0 > Self.firstChange } }

  /// The year 1976.
  static let firstChange: Int64 = 189_302_400
}
