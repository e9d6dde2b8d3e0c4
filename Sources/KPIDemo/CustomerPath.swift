/// How customers move from one relationship to the next.
extension CustomerLife {
  /// The way to a purchase and what comes after it.
  mutating func pursue(from created: Moment) {
    var now = created
    var opportunity: Int?
    for step in [Relationship.promising, .advised, .quoted] where random.chance(step == .quoted ? 740 : 840) {
      guard let next = moment(after: now, days: random.lag(step == .promising ? 6 : 9)) else { return }
      move(to: step, at: next)
      now = next
      contact(at: now, eagerness: 620)
      if step == .advised, random.chance(720) { opportunity = openOpportunity(at: now) }
      if step == .quoted, random.chance(60), let back = moment(after: now, days: random.lag(10)) {
        // Second thoughts.
        move(to: .advised, at: back)
        now = back
      }
    }
    guard let closing = moment(after: now, days: random.lag(7)) else { return }
    // The order is written a little before or after the customer is marked as won; some never are.
    let isMarked = random.chance(950)
    let order: Moment
    if random.chance(8) {
      // The customer was entered when the order had been placed already.
      order = max(0, created - Moment(random.within(600...90_000)))
    } else {
      order = isMarked && random.chance(500) ? closing + Moment(random.within(0...5400)) : closing
    }
    guard order < calendar.end else { return }
    if isMarked { move(to: .won, at: closing) }
    let amount = placeOrder(at: order)
    if let opportunity { close(opportunity, as: .won, at: closing, value: amount) }
    contact(at: closing, eagerness: 400)
    if random.chance(130), let later = moment(after: closing, days: random.within(5...40)) {
      handOver(to: Int32(company.careAgent(&random)), at: later)
    }
    if person.isCompany ? random.chance(520) : random.chance(90) { signContract(at: closing, value: amount) }
    comeBack(after: max(order, closing))
  }

  /// Later orders, until the customer has enough.
  private mutating func comeBack(after first: Moment) {
    var now = first
    var likely = person.isCompany ? 760 : 620
    while random.chance(likely) {
      guard let next = moment(after: now, days: 12 + random.lag(95)) else { return }
      now = next
      if random.chance(330) {
        let opportunity = openOpportunity(at: now)
        guard let closing = moment(after: now, days: random.lag(8)) else { return }
        if random.chance(280) {
          close(opportunity, as: .lost, at: closing, value: nil)
          likely -= 80
          continue
        }
        close(opportunity, as: .won, at: closing, value: placeOrder(at: closing))
        now = closing
      } else {
        _ = placeOrder(at: now)
      }
      contact(at: now, eagerness: 260)
      if random.chance(300) { openTicket(after: now, days: random.lag(20)) }
      likely -= 25
    }
    guard random.chance(420), let quiet = moment(after: now, days: 90 + random.lag(80)) else { return }
    move(to: .revived, at: quiet)
    contact(at: quiet, eagerness: 500)
    if random.chance(250), let end = moment(after: quiet, days: 20 + random.lag(40)) { move(to: .lost, at: end) }
  }

  /// A customer who does not buy: some are never spoken to again, most come to an end one day.
  mutating func hesitate(from created: Moment) {
    if random.chance(300) { return }
    var now = created
    var opportunity: Int?
    var goesOn = 760
    for step in [Relationship.promising, .advised, .quoted] {
      guard random.chance(goesOn), let next = moment(after: now, days: random.lag(9)) else { break }
      move(to: step, at: next)
      now = next
      goesOn = goesOn * 7 / 9
      contact(at: now, eagerness: 480)
      if step != .promising, opportunity == nil, random.chance(480) { opportunity = openOpportunity(at: now) }
    }
    if random.chance(5), let cleared = moment(after: now, days: random.lag(12)) {
      // Cleared by mistake; not everybody is put right again.
      move(to: nil, at: cleared)
      now = cleared
    }
    let draw = random.below(1000)
    guard draw < 740, let end = moment(after: now, days: 6 + random.lag(26)) else { return }
    move(to: draw < 540 ? .lost : draw < 650 ? .paused : .revived, at: end)
    if let opportunity {
      close(opportunity, as: draw < 650 && !random.chance(150) ? .lost : .cancelled, at: end, value: nil)
    }
    guard random.chance(70), let again = moment(after: end, days: 30 + random.lag(70)) else { return }
    move(to: .revived, at: again)
    contact(at: again, eagerness: 600)
  }

  /// Enters a change of relationship; nil: none any more.
  private mutating func move(to relationship: Relationship?, at moment: Moment) {
    let next = UInt8(relationship?.rawValue ?? 0)
    guard next != person.relationship else { return }
    let employee = random.chance(40) ? 0 : actor()
    rows.relationshipChanges.append(
      .init(at: moment, customer: customer, employee: employee, from: person.relationship, to: next))
    person.relationship = next
    if relationship == .quoted, random.chance(260) {
      handOver(to: Int32(company.seller(region, &random)), at: moment)
    } else if relationship == .lost, random.chance(60) {
      handOver(to: 0, at: moment)
    }
  }
}
