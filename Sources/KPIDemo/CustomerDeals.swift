/// What a customer buys, and what comes of it: opportunities, orders, contracts, tickets, surveys.
extension CustomerLife {
  // MARK: opportunities

  /// - Returns: the opportunity's place in `rows.opportunities`.
  mutating func openOpportunity(at moment: Moment) -> Int {
    let value = (person.isCompany ? 6_000 : 2_000) + random.lag(9_000) + random.below(2_500)
    let day = Int(moment) / DemoCalendar.secondsPerDay
    rows.opportunities.append(
      .init(
        at: moment, customer: entered(), employee: actor(), value: Int32(value / 50 * 50),
        expected: random.chance(110) ? .min : Int32(day + 7 + random.lag(30)), closed: -1, stage: 0, outcome: .open,
        reason: 0))
    return rows.opportunities.count - 1
  }

  /// Moves an opportunity through its stages to its end, as far as that lies before the last day.
  mutating func close(_ place: Int, as outcome: DemoRows.Outcome, at end: Moment, value: Int?) {
    var now = rows.opportunities[place].at
    let last = outcome == .won ? 4 : random.below(4)
    var stage = 0
    while stage < last {
      let next = min(last, stage + (random.chance(180) ? 2 : 1))
      let step = now + Moment(Int(end - now) * random.within(15...60) / 100)
      // Some moves are never entered before the end.
      if stage == 0 || random.chance(800) { change(place, .stage, from: stage + 1, to: next + 1, at: step) }
      if random.chance(240) { change(place, .update, from: 0, to: 0, at: step + (end - step) / 3) }
      rows.opportunities[place].stage = UInt8(next)
      stage = next
      now = step
    }
    if outcome == .cancelled { change(place, .cancel, from: stage + 1, to: 0, at: end) }
    rows.opportunities[place].outcome = outcome
    // One in four hundred was closed without its date being entered.
    rows.opportunities[place].closed = random.chance(3) ? -1 : end
    if let value, random.chance(850) { rows.opportunities[place].value = Int32(clamping: value) }
    if outcome == .lost, !random.chance(140) {
      rows.opportunities[place].reason = UInt8(1 + choices.lostReasons.pick(&random))
    }
  }

  /// Moves an opportunity that nobody has closed through some of its stages.
  mutating func advance(_ place: Int) {
    var now = rows.opportunities[place].at
    for stage in 0..<3 {
      guard random.chance(640), let step = moment(after: now, days: random.lag(9)) else { return }
      change(place, .stage, from: stage + 1, to: stage + 2, at: step)
      rows.opportunities[place].stage = UInt8(stage + 1)
      now = step
    }
  }

  private mutating func change(_ place: Int, _ kind: DemoRows.ChangeKind, from: Int, to: Int, at moment: Moment) {
    rows.opportunityChanges.append(
      .init(
        at: moment, opportunity: Int32(place), employee: actor(), kind: kind, from: UInt8(from), to: UInt8(to)))
  }

  // MARK: orders

  /// - Returns: what was paid, in thousands of đồng; 0 for a cancelled order.
  mutating func placeOrder(at moment: Moment) -> Int {
    let place = rows.orders.count
    let firstItem = rows.items.count
    var amount = 0
    var cost = 0
    for _ in 0..<[1, 1, 1, 2, 2, 2, 3, 5][random.below(8)] {
      let index = choices.products.pick(&random)
      let price = Vocabulary.products[index].price
      var quantity = 1
      if price < 1_000 { quantity += random.below(4) }
      if person.isCompany { quantity += random.lag(3) }
      quantity = min(quantity, 40)
      // Whole thousands, up to 15 % off.
      let paid = price * quantity * (100 - (random.chance(350) ? random.within(2...15) : 0)) / 100
      rows.items.append(
        .init(product: random.chance(8) ? 0 : UInt8(index + 1), quantity: UInt8(quantity), amount: Int32(paid)))
      amount += paid
      cost += paid * random.within(52...78) / 100
    }
    let isCancelled = random.chance(62)
    let seller = random.chance(70) ? 0 : actor()
    rows.orders.append(
      .init(
        at: moment, customer: random.chance(12) ? 0 : customer, employee: seller, amount: Int32(clamping: amount),
        cost: Int32(clamping: cost), firstItem: Int32(firstItem), isCancelled: isCancelled))
    deliver(place, ordered: moment, isCancelled: isCancelled)
    guard !isCancelled else { return 0 }
    spent += amount
    if random.chance(220) { answer(random.chance(820) ? .nps : .ces, after: moment, days: 3 + random.lag(9)) }
    if random.chance(160) { openTicket(after: moment, days: random.lag(30)) }
    return amount
  }

  private mutating func deliver(_ order: Int, ordered: Moment, isCancelled: Bool) {
    guard random.chance(isCancelled ? 130 : 930), let out = moment(after: ordered, days: random.lag(3)) else { return }
    let link = random.chance(9) ? -1 : Int32(order)
    rows.stockNotes.append(.init(at: out, order: link, employee: storekeeper(), isIncoming: false))
    guard random.chance(isCancelled ? 1000 : 35), let back = moment(after: out, days: 1 + random.lag(10)) else {
      return
    }
    rows.stockNotes.append(.init(at: back, order: link, employee: storekeeper(), isIncoming: true))
  }

  private mutating func storekeeper() -> Int32 { random.chance(40) ? 0 : Int32(company.technician(&random)) }

  // MARK: contracts

  /// A contract, and its renewals for as long as the customer goes on.
  mutating func signContract(at first: Moment, value: Int) {
    var signed = first
    var isRenewal = false
    let yearly = max(1_200, value / 4 / 10 * 10)
    while true {
      let day = Int(signed) / DemoCalendar.secondsPerDay
      let effective = day + random.below(12)
      let isOpenEnded = random.chance(60)
      let length = [90, 180, 365, 365][random.below(4)]
      rows.contracts.append(
        .init(
          at: signed, customer: random.chance(15) ? 0 : customer, employee: actor(), value: Int32(clamping: yearly),
          effective: Int32(effective), expires: isOpenEnded ? .min : Int32(effective + length - 1),
          isRenewal: isRenewal))
      guard !isOpenEnded, random.chance(620),
        let next = moment(after: signed, days: max(1, effective - day + length - 25 + random.below(45)))
      else { return }
      signed = next
      isRenewal = true
    }
  }

  // MARK: service

  mutating func openTicket(after earlier: Moment, days: Int) {
    guard let opened = momentOfTheirOwn(after: earlier, days: days) else { return }
    let resolved = random.chance(930) ? moment(after: opened, days: random.lag(4)) ?? -1 : -1
    rows.tickets.append(
      .init(
        at: opened, customer: entered(), employee: random.chance(50) ? 0 : Int32(company.careAgent(&random)),
        resolved: resolved, contacts: UInt8([1, 1, 1, 1, 2, 2, 3, 4][random.below(8)])))
    if resolved >= 0, random.chance(480) {
      answer(random.chance(760) ? .csat : .ces, after: resolved, days: random.lag(2))
    }
  }

  private mutating func answer(_ kind: DemoRows.SurveyKind, after earlier: Moment, days: Int) {
    guard let answered = momentOfTheirOwn(after: earlier, days: days) else { return }
    let score =
      switch kind {
      case .nps: [10, 10, 9, 9, 9, 8, 8, 8, 7, 7, 6, 5, 3, 0, 10, 9][random.below(16)]
      case .csat: [5, 5, 5, 4, 4, 4, 3, 2, 1, 5][random.below(10)]
      case .ces: [7, 6, 6, 5, 5, 4, 3, 1][random.below(8)]
      }
    rows.surveys.append(
      .init(at: answered, customer: random.chance(40) ? 0 : customer, kind: kind, score: UInt8(score)))
  }
}
