import KPIEngine

/// Writes the states that subjects are in at the end of some days: `journey`.
extension SQLWriter {
  /// The statement: a row for each day and each state that somebody is in at the end of one of the days.
  ///
  /// Its columns: the day, the state, who is in it, who of those was not at the end of the day before in the plan, and
  /// who was then and is not now.
  package func text(of plan: AsOfPlan) throws(SQLRefusal) -> String {
    let unit = UnitWriter(self, units: [plan.frame.whole], frame: plan.frame)
    let (days, people) = (partName("days"), partName("people"))
    let (changes, places, states) = (partName("changes"), partName("places"), partName("states"))
    let dates = try ([plan.dayBefore] + plan.days).enumerated().map { number, day throws(SQLRefusal) in
      "(\(number), \(try dialect.literal(CivilDate(dayNumber: day).iso)), \(dialect.boundary(day + 1)))"
    }
    add(
      "\(days)(n, day, ends)", comment: "the days, after the one that the first is compared with",
      "values \(dates.joined(separator: ", "))")
    add(people, comment: "whose states are told, each from its time on", try subjects(of: plan, unit))
    add(changes, comment: "in order of time, then key", try changed(plan, unit))
    add(
      places, comment: "the last change of each by the end of each day",
      """
      select d.n, p.id, max(c.place) as place
      from \(days) as d
        join \(people) as p on p.at < d.ends
        left join \(changes) as c on c.id = p.id and c.at < d.ends
      group by 1, 2
      """)
    add(
      states, comment: "StateAt: what it led to; before the first change what that came from; without one the present",
      """
      select a.n, a.id,
        case when a.place is not null then l.later when f.place is not null then f.earlier else p.present end as state
      from \(places) as a
        join \(people) as p on p.id = a.id
        left join \(changes) as l on l.id = a.id and l.place = a.place
        left join \(changes) as f on f.id = a.id and f.place = 1
      """)
    let before = "left join \(states) as b on b.id = s.id and b.n = s.n - 1"
    let after = "join \(states) as b on b.id = s.id and b.n = s.n + 1"
    return try statement(
      """
      select d.day, k.state, coalesce(sum(m.subjects), 0) as subjects, coalesce(sum(m.arrived), 0) as arrived,
        coalesce(sum(m.gone), 0) as gone
      from \(days) as d
        cross join (select distinct state from \(states) where n > 0) as k
        left join (
          select s.n, s.state, 1 as subjects, case when b.id is null or \(dialect.different("b.state", "s.state")) then 1 else 0 end as arrived, 0 as gone
          from \(states) as s \(before)
          union all
          select b.n, s.state, 0, 0, 1
          from \(states) as s \(after)
          where \(dialect.different("b.state", "s.state"))
        ) as m on m.n = d.n and \(dialect.same("m.state", "k.state"))
      where d.n > 0
      group by d.n, d.day, k.state
      order by d.n, \(dialect.order("k.state", descending: false, nullsLast: false))
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
