/// What is said and written between a customer and the company.
extension CustomerLife {
  /// The first days: a welcome, a call.
  mutating func greet(at created: Moment) {
    if random.chance(560) { email(at: created + Moment(random.within(20...400)), by: 0, campaign: 0) }
    if random.chance(400), let later = moment(after: created, days: 0) { message(at: later, by: 0) }
    if person.source == 8 {
      // The switchboard: it was the customer who called.
      call(at: created, isIncoming: true, answered: 930)
    } else if random.chance(780) {
      callUntilAnswered(after: created, days: random.lag(1))
    }
    if random.chance(260), let later = moment(after: created, days: random.lag(3)) { update(at: later) }
    if random.chance(170), let later = moment(after: created, days: random.lag(2)) { task(at: later) }
  }

  /// Work around a step; eagerness is in thousandths.
  mutating func contact(at step: Moment, eagerness: Int) {
    if random.chance(eagerness + 160) { callUntilAnswered(after: step, days: random.lag(2)) }
    if random.chance(eagerness / 3), let later = momentOfTheirOwn(after: step, days: random.lag(3)) {
      call(at: later, isIncoming: true, answered: 820)
    }
    if random.chance(eagerness / 2 + 110), let later = moment(after: step, days: random.lag(1)) {
      email(at: later, by: actor(), campaign: 0)
      if random.chance(300), let reply = momentOfTheirOwn(after: later, days: random.lag(1)) { receive(at: reply) }
    }
    if random.chance(eagerness / 2), let later = moment(after: step, days: random.lag(4)) {
      message(at: later, by: actor())
    }
    if random.chance(eagerness), let later = moment(after: step, days: 0) { note(at: later) }
    if random.chance(eagerness / 4), let later = moment(after: step, days: random.lag(5)) { meet(at: later) }
    if random.chance(eagerness * 3 / 4), let later = moment(after: step, days: random.lag(2)) { task(at: later) }
    if random.chance(eagerness / 2), let later = moment(after: step, days: random.lag(6)) { update(at: later) }
  }

  /// The mailings of campaigns after a customer's creation.
  mutating func newsletters(after created: Moment) {
    let day = Int(created) / DemoCalendar.secondsPerDay
    let first = company.firstCampaign(after: day)
    guard first < company.campaigns.count else { return }
    for _ in 0..<[0, 0, 0, 1, 1, 2, 2, 4][random.below(8)] {
      let index = first + random.below(company.campaigns.count - first)
      let start = company.campaigns[index].days.lowerBound * DemoCalendar.secondsPerDay
      // Mailings leave in one batch, in the morning.
      let sent = Moment(start + 8 * 3600 + random.below(5400))
      if random.chance(720) {
        email(at: sent, by: random.chance(500) ? 0 : Int32(company.marketer(&random)), campaign: Int16(index + 1))
      } else {
        message(at: sent, by: random.chance(700) ? 0 : Int32(company.marketer(&random)))
      }
    }
  }

  // MARK: one row each

  private mutating func callUntilAnswered(after earlier: Moment, days: Int) {
    var now = earlier
    var wait = days
    for _ in 0..<3 {
      guard let next = moment(after: now, days: wait) else { return }
      if call(at: next, isIncoming: false, answered: 660) { return }
      now = next
      wait = random.below(3)
    }
  }

  @discardableResult
  private mutating func call(at moment: Moment, isIncoming: Bool, answered: Int) -> Bool {
    let isAnswered = random.chance(answered)
    // Most calls are short; one in a hundred breaks off at once.
    let seconds = isAnswered && !random.chance(10) ? 8 + random.lag(300) + random.below(60) : 0
    rows.calls.append(
      .init(
        at: moment, customer: entered(), employee: isIncoming && !isAnswered ? 0 : actor(),
        seconds: Int16(clamping: seconds), isIncoming: isIncoming, isAnswered: isAnswered))
    return isAnswered
  }

  private mutating func email(at sent: Moment, by employee: Int32, campaign: Int16) {
    guard sent < calendar.end else { return }
    var email = DemoRows.Email(
      at: sent, customer: entered(), employee: employee, opened: -1, clicked: -1, campaign: campaign,
      isIncoming: false, isFailed: random.chance(28))
    if !email.isFailed, random.chance(campaign > 0 ? 270 : 520),
      let opened = momentOfTheirOwn(after: sent, days: random.lag(2))
    {
      email.opened = opened
      let clicked = opened + Moment(random.within(3...900))
      if random.chance(260), clicked < calendar.end { email.clicked = clicked }
    }
    rows.emails.append(email)
  }

  /// An email from the customer.
  private mutating func receive(at moment: Moment) {
    rows.emails.append(
      .init(
        at: moment, customer: entered(), employee: actor(), opened: -1, clicked: -1, campaign: 0, isIncoming: true,
        isFailed: false))
  }

  private mutating func message(at moment: Moment, by employee: Int32) {
    rows.messages.append(
      .init(at: moment, customer: entered(), employee: employee, isFailed: random.chance(45)))
  }

  private mutating func note(at moment: Moment) {
    rows.notes.append(.init(at: moment, customer: entered(), employee: actor()))
  }

  private mutating func meet(at moment: Moment) {
    rows.meetings.append(.init(at: moment, customer: entered(), employee: actor()))
  }

  private mutating func update(at moment: Moment) {
    rows.updates.append(.init(at: moment, customer: customer, employee: actor()))
  }

  mutating func task(at moment: Moment) {
    var due: Moment = -1
    if !random.chance(120) {
      let day = Int(moment) / DemoCalendar.secondsPerDay + 1 + random.lag(6)
      due = Moment(clamping: day * DemoCalendar.secondsPerDay + 17 * 3600)
    }
    var completed: Moment = -1
    if random.chance(840) { completed = self.moment(after: moment, days: random.lag(5)) ?? -1 }
    rows.tasks.append(
      .init(
        at: moment, customer: random.chance(60) ? 0 : entered(), employee: actor(), due: due, completed: completed,
        project: random.chance(640) ? 0 : UInt8(1 + random.below(Vocabulary.projects.count)),
        kind: random.chance(90) ? 0 : UInt8(1 + random.below(Vocabulary.taskKinds.count))))
  }
}
