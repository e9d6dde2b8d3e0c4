import KPIEngine

/// Writes the states that subjects are in at the end of some days: `journey`.
extension SQLWriter {
  /// The statement: a row for each day and each state that somebody is in at the end of one of the days.
  ///
  /// Its columns: the day, the state, who is in it, who of those was not at the end of the day before in the plan, and
  /// who was then and is not now. A subject has a row for each state that it goes through and none for a day on which
  /// nothing happens, so that what moves between machines is as much as changed.
  package func text(of plan: AsOfPlan) throws(SQLRefusal) -> String {
    let unit = UnitWriter(self, units: [plan.frame.whole], frame: plan.frame)
    let (days, people, changes) = (partName("days"), partName("people"), partName("changes"))
    let (turns, spans, moves) = (partName("turns"), partName("spans"), partName("moves"))
    let count = plan.days.count + 1
    let ends = [Int.min] + ([plan.dayBefore] + plan.days).map { $0 + 1 }
    let dates = try ([plan.dayBefore] + plan.days).enumerated().map { number, day throws(SQLRefusal) in
      let bounds = "\(dialect.boundary(ends[number])), \(dialect.boundary(ends[number + 1]))"
      return "(\(number), \(try dialect.literal(CivilDate(dayNumber: day).iso)), \(bounds))"
    }
    add(
      "\(days)(n, day, begins, ends)",
      comment: "the days, after the one that the first is compared with; each with the moments since the one before",
      "values \(dates.joined(separator: ", "))")
    add(people, comment: "whose states are told, each from its time on", try subjects(of: plan, unit))
    add(changes, comment: "in order of time, then key", try changed(plan, unit))
    add(
      turns, comment: "what the last change before the end of a day led to; what was before all of them",
      """
      select c.id, c.n, c.later as state
      from (
        select c.id, d.n, c.later, row_number() over (partition by c.id, d.n order by c.place desc) as latest
        from \(changes) as c
          join \(days) as d on c.at >= d.begins and c.at < d.ends
      ) as c
      where c.latest = 1
      union all
      select p.id, -1, case when c.place is not null then c.earlier else p.present end
      from \(people) as p
        left join \(changes) as c on c.id = p.id and c.place = 1
      """)
    add(
      spans, comment: "StateAt: a state from the first of the days on whose ends it lasts, up to the first without it",
      """
      select s.id, s.state, s.starts, s.stops, lag(s.id) over (partition by s.id order by s.starts) as beside,
        lag(s.state) over (partition by s.id order by s.starts) as earlier,
        lead(s.state) over (partition by s.id order by s.starts) as later
      from (
        select t.id, t.state, \(dialect.bound("t.n", "d.n", greatest: true)) as starts,
          coalesce(lead(t.n) over (partition by t.id order by t.n), \(count)) as stops
        from \(turns) as t
          join \(people) as p on p.id = t.id
          join \(days) as d on p.at >= d.begins and p.at < d.ends
      ) as s
      where s.starts < s.stops
      """)
    add(
      moves, comment: "how many each day brings to a state and takes from it",
      """
      select s.starts as n, s.state, 1 as difference,
        case when s.beside is null or \(dialect.different("s.earlier", "s.state")) then 1 else 0 end as arrived, 0 as gone
      from \(spans) as s
      union all
      select s.stops, s.state, -1, 0, case when \(dialect.different("s.later", "s.state")) then 1 else 0 end
      from \(spans) as s
      where s.stops < \(count)
      """)
    return try statement(
      """
      select a.day, a.state, a.subjects, a.arrived, a.gone
      from (
        select d.n, d.day, k.state,
          sum(coalesce(sum(m.difference), 0)) over (partition by k.state order by d.n) as subjects,
          coalesce(sum(m.arrived), 0) as arrived, coalesce(sum(m.gone), 0) as gone
        from \(days) as d
          cross join (select distinct state from \(spans) where stops > 1) as k
          left join \(moves) as m on m.n = d.n and \(dialect.same("m.state", "k.state"))
        group by d.n, d.day, k.state
      ) as a
      where a.n > 0
      order by a.n, \(dialect.order("a.state", descending: false, nullsLast: false))
      """)
  }

  private func subjects(of plan: AsOfPlan, _ unit: UnitWriter) throws(SQLRefusal) -> String {
    let from = try FromClause(self, entity: plan.subjects.entity)
    let rows = ScalarWriter(self, from, unit: unit, time: plan.subjects.time)
    guard let time = plan.subjects.time else { throw .misplaced }
    if case .row(let path) = plan.present, keysRepeat(path.target) { throw .repeatedKeys }
    let columns = [
      "\(from.alias).\(identity(of: plan.subjects.entity)) as id", "\(try rows.text(time)) as at",
      "\(try rows.text(plan.present)) as present",
    ]
    let conditions = try plan.subjects.condition.map { condition throws(SQLRefusal) in [try rows.condition(condition)] }
    return select(columns, from.lines, conditions ?? [], group: 0)
  }

  private func changed(_ plan: AsOfPlan, _ unit: UnitWriter) throws(SQLRefusal) -> String {
    let from = try FromClause(self, entity: plan.changes.entity, .ever)
    let rows = ScalarWriter(self, from, unit: unit, time: plan.changes.time)
    let (subject, moment) = (try rows.text(.row(plan.changes.subject)), try rows.text(plan.changes.time))
    let key = "\(from.alias).\(identity(of: plan.changes.entity))"
    let columns = [
      "\(subject) as id", "\(moment) as at", "\(try rows.text(plan.changes.from)) as earlier",
      "\(try rows.text(plan.changes.to)) as later",
      "row_number() over (partition by \(subject) order by \(try rows.ordered(plan.changes.time)), \(key)) as place",
    ]
    return select(columns, from.lines, ["\(subject) is not null", "\(moment) is not null"], group: 0)
  }
}
