/// Invents what happens to customers, one customer after the other, in order of their creation.
///
/// Each customer has a stream of random numbers of his own. Nothing is invented behind the last day: what would
/// happen later simply has not happened yet.
struct CustomerLife {
  typealias Relationship = Vocabulary.Relationship

  let calendar: DemoCalendar
  let company: Company
  var rows = DemoRows()
  var random = SeededGenerator(seed: 0, subject: 0)

  /// The customer whose life it is, and what is true of him at the moment.
  var customer: Int32 = 0
  var person: DemoRows.Customer
  var region = Vocabulary.Region.north
  /// Thousands of đồng of orders that were not cancelled.
  var spent = 0
  private var lastHandOver: Moment = -1

  let choices = Choices()

  /// The wheels that are spun again and again.
  struct Choices {
    let sources = WeightedChoice(Vocabulary.sources.map(\.weight))
    let industries = WeightedChoice(Vocabulary.industries.map(\.1))
    let provinces = WeightedChoice(Vocabulary.provinces.map(\.weight))
    let products = WeightedChoice(Vocabulary.products.map(\.weight))
    let lostReasons = WeightedChoice(Vocabulary.lostReasons.map(\.1))
    /// Hours at work: two halves of a day with lunch between, a little in the evening.
    let officeHours = WeightedChoice([
      0, 0, 0, 0, 0, 0, 0, 5, 120, 160, 155, 105, 25, 70, 140, 145, 125, 70, 20, 12, 10, 4,
    ])
    /// Hours at which customers write by themselves: evenings too.
    let anyHours = WeightedChoice([
      8, 4, 2, 1, 1, 2, 8, 25, 70, 95, 95, 80, 60, 65, 80, 80, 75, 62, 48, 60, 78, 70, 42, 20,
    ])
  }

  init(calendar: DemoCalendar, company: Company) {
    self.calendar = calendar
    self.company = company
    person = DemoRows.Customer(at: 0, source: 0, relationship: 0, isCompany: false)
  }

  // MARK: arrivals

  /// How many customers come on each day.
  static func arrivals(_ count: Int, calendar: DemoCalendar, seed: UInt64) -> [Int] {
    var random = SeededGenerator(seed: seed, subject: 0xA4_41)
    var sums: [Int] = []
    var sum = 0
    for weight in calendar.arrivals {
      sum += weight
      sums.append(sum)
    }
    var perDay = Array(repeating: 0, count: calendar.count)
    for _ in 0..<count {
      let point = random.below(sum)
      var low = 0
      var high = sums.count - 1
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] > point { high = middle } else { low = middle + 1 }
      }
      perDay[low] += 1
    }
    return perDay
  }

  /// The moments of so many arrivals on a day, ascending.
  static func moments(_ count: Int, on day: Day, _ hours: WeightedChoice, _ random: inout SeededGenerator) -> [Moment] {
    (0..<count).map { _ in
      Moment(day * DemoCalendar.secondsPerDay + hours.pick(&random) * 3600 + random.below(3600))
    }.sorted()
  }

  // MARK: one life

  /// Invents the whole life of the customer created at a moment.
  mutating func live(as id: Int, createdAt created: Moment, seed: UInt64) {
    random = SeededGenerator(seed: seed, subject: UInt64(id) &+ 1_000_000)
    customer = Int32(id)
    spent = 0
    lastHandOver = -1
    let firstOpportunity = rows.opportunities.count
    introduce(at: created)
    chooseOwner(at: created)
    let buys = buyChance()
    greet(at: created)
    if random.below(1000) < buys { pursue(from: created) } else { hesitate(from: created) }
    newsletters(after: created)
    if random.chance(55) { openTicket(after: created, days: random.lag(60)) }
    for place in firstOpportunity..<rows.opportunities.count where rows.opportunities[place].outcome == .open {
      advance(place)
    }
    if spent > (person.isCompany ? 60_000 : 25_000) { person.group = UInt8(Vocabulary.Group.vip.rawValue) }
    rows.customers.append(person)
  }

  /// In thousandths, how likely the customer is to buy one day.
  private func buyChance() -> Int {
    let base = person.source == 0 ? 120 : Vocabulary.sources[Int(person.source) - 1].buys
    return person.isCompany ? base * 5 / 4 : base
  }

  /// Who the customer is.
  private mutating func introduce(at created: Moment) {
    let day = Int(created) / DemoCalendar.secondsPerDay
    person = DemoRows.Customer(at: created, source: 0, relationship: 0, isCompany: random.chance(280))
    if !random.chance(35) { person.source = UInt8(choices.sources.pick(&random) + 1) }
    let source = person.source == 0 ? "" : Vocabulary.sources[Int(person.source) - 1].name

    if !random.chance(45) { person.province = UInt8(choices.provinces.pick(&random) + 1) }
    region =
      person.province == 0
      ? (random.chance(500) ? .north : .south) : Vocabulary.provinces[Int(person.province) - 1].region
    if !random.chance(person.isCompany ? 30 : 520) { person.industry = UInt8(choices.industries.pick(&random) + 1) }
    if !random.chance(110) {
      let group: Vocabulary.Group =
        !person.isCompany
        ? .person : [.small, .small, .small, .small, .medium, .medium, .large, .dealer][random.below(8)]
      person.group = UInt8(group.rawValue)
    }
    if !person.isCompany {
      let draw = random.below(1000)
      person.gender = draw < 60 ? .unknown : draw < 460 ? .male : draw < 990 ? .female : .other
      if !random.chance(240) { person.birthday = birthday() }
    }
    if source == "Giới thiệu" ? random.chance(850) : random.chance(12) { person.referrer = referrer() }
    if person.source > 0, random.chance(640) { person.campaign = company.campaign(of: Int(person.source), on: day) }

    let draw = random.below(1000)
    if draw < 15 {
      person.relationship = 0
    } else if draw < 22 {
      person.relationship = UInt8(Relationship.won.rawValue)
    } else {
      let isWarm = source == "Giới thiệu" || source == "Hội chợ" || source == "Đối tác"
      person.relationship = UInt8(isWarm && draw < 260 ? Relationship.promising.rawValue : Relationship.new.rawValue)
    }
  }

  /// Somebody of 16 to 74 on the last day; one in two hundred was born on a 29 February.
  private mutating func birthday() -> Int32 {
    let age = 16 + random.below(29) + random.below(30)
    let year = calendar.date(calendar.count - 1).year - age
    if random.chance(5) { return Int32(calendar.day(year - year % 4, 2, 29)) }
    return Int32(calendar.day(year, 1, 1) + random.below(365))
  }

  /// An earlier customer; some of them bring many.
  private mutating func referrer() -> Int32 {
    let earlier = Int(customer) - 1
    guard earlier > 0 else { return 0 }
    if random.chance(350) { return Int32(min(earlier, 1 + random.below(earlier / 151 + 1) * 151)) }
    return Int32(1 + random.below(earlier))
  }

  // MARK: owners

  private mutating func chooseOwner(at created: Moment) {
    let draw = random.below(1000)
    if draw < 25 { return }
    let chosen = Int32(draw < 380 ? company.telesaleAgent(&random) : company.seller(region, &random))
    if draw < 760 {
      person.owner = chosen
    } else if let later = moment(after: created, days: random.lag(1)) {
      // Nobody's at first, given to somebody within hours or days.
      handOver(to: chosen, at: later)
    }
  }

  /// Gives the customer to somebody, 0 for nobody; never before an earlier change.
  mutating func handOver(to owner: Int32, at moment: Moment) {
    let later = max(moment, lastHandOver + 60)
    guard owner != person.owner, later < calendar.end else { return }
    lastHandOver = later
    rows.ownerChanges.append(.init(at: later, customer: customer, from: person.owner, to: owner))
    person.owner = owner
  }

  /// Who acts for the customer: the owner, at times a colleague; 0 for the machine.
  mutating func actor() -> Int32 {
    let draw = random.below(1000)
    if draw < 25 { return 0 }
    if person.owner == 0 || draw < 90 { return Int32(company.telesaleAgent(&random)) }
    return person.owner
  }

  // MARK: moments

  /// A moment at work, days after another and later than it; nil where that lies behind the last day.
  mutating func moment(after earlier: Moment, days: Int) -> Moment? {
    let day = calendar.openDay(from: Int(earlier) / DemoCalendar.secondsPerDay + days, &random)
    let clock = choices.officeHours.pick(&random) * 3600 + random.below(3600)
    return settle(Moment(clamping: day * DemoCalendar.secondsPerDay + clock), after: earlier)
  }

  /// A moment of a customer's own, at any hour of any day.
  mutating func momentOfTheirOwn(after earlier: Moment, days: Int) -> Moment? {
    let day = Int(earlier) / DemoCalendar.secondsPerDay + days
    let clock = choices.anyHours.pick(&random) * 3600 + random.below(3600)
    return settle(Moment(clamping: day * DemoCalendar.secondsPerDay + clock), after: earlier)
  }

  private mutating func settle(_ moment: Moment, after earlier: Moment) -> Moment? {
    let later = moment > earlier ? moment : earlier + Moment(40 + random.below(5000))
    return later < calendar.end ? later : nil
  }

  /// The customer an act is entered for: in a few cases nobody's, because it was never assigned.
  mutating func entered() -> Int32 { random.chance(14) ? 0 : customer }
}
