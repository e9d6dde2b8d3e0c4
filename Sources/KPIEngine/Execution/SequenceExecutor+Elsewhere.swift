/// Chains of rows that lie elsewhere: the subjects and their events are brought back, what they make of them is found here.
extension SequenceExecutor {
  func run(_ elsewhere: any RowsElsewhere) throws(ExecutionError) -> SequenceTable {
    let people = try elsewhere.answer(.entered(plan), in: context)
    let units = [plan.frame.whole]
    let domains = try plan.dimensions.indices.map { index throws(ExecutionError) in
      let member = KeyDomain.Member(
        entity: plan.subjects.entity, time: plan.subjects.time, key: plan.subjects.keys[index])
      let base = try KeyDomain([member], units: units, frame: plan.frame, shared: shared, context: context)
      return try base.holding(
        Set(people.compactMap { $0.count > index + 1 ? $0[index + 1] : nil }), elsewhere, context)
    }
    let space = try GroupSpace(units: units, keys: Array(domains.indices), domains: domains)
    let codes = try domains.map { domain throws(ExecutionError) in
      try domain.codes(elsewhere.numbers, context.store.zone)
    }
    var entered: [(row: Int, cell: UInt64)] = []
    for person in people {
      guard person.count == domains.count + 1 else { throw .elsewhere }
      let own = try zip(codes, person.dropFirst()).map { code, value throws(ExecutionError) in
        guard let code = code(value) else { throw .elsewhere }
        return code
      }
      entered.append(
        (elsewhere.numbers.number(of: person[0], entity: plan.subjects.entity), space.cell(unit: 0, codes: own)))
    }
    entered.sort { $0.row < $1.row }
    var places: [Int: Int] = [:]
    for (place, person) in entered.enumerated() { places[person.row] = place }
    return try table(
      of: entered.map { Int32(truncatingIfNeeded: $0.row) }, cells: entered.map(\.cell),
      events: try events(places, elsewhere), space)
  }

  /// Every step's events by subject.
  private func events(
    _ places: [Int: Int], _ elsewhere: any RowsElsewhere
  ) throws(ExecutionError) -> [SequenceEvents] {
    let rows = try elsewhere.answer(.events(plan), in: context)
    let hasIdentities = canShare
    let quiet = QuietTimes(zone)
    var gathered = plan.steps.map { _ in GatheredEvents() }
    var identities: [Value: UInt64] = [:]
    for (index, row) in rows.enumerated() {
      if index % blockSize == 0 { try context.checkCancelled() }
      guard row.count == 4, case .integer(let step) = row[0], gathered.indices.contains(Int(step)),
        let subject = places[elsewhere.numbers.number(of: row[1], entity: plan.subjects.entity)],
        let stamp = row[2].stamp(in: zone)
      else { throw .elsewhere }
      var identity: UInt64?
      if hasIdentities {
        let own = identities[row[3]] ?? UInt64(identities.count)
        identities[row[3]] = own
        identity = own
      }
      gathered[Int(step)].add(subject, at: quiet.instant(of: stamp), identity: identity)
    }
    return gathered.map { $0.bySubject(count: places.count) }
  }
}
