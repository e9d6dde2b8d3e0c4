/// What belongs to the company and to no customer: its costs, the visits of its web site, its targets.
///
/// All of it follows what the customers did, so that costs per customer, conversion rates and achieved targets are
/// sensible at any size.
struct CompanyRows {
  struct Cost {
    var day: Day
    var source: Int
    var campaign: Int
    var isRetention: Bool
    /// Thousands of đồng.
    var amount: Int
  }

  struct Visit {
    var day: Day
    var source: Int
    var visits: Int
  }

  struct Target {
    var metric: String
    var employee: Int
    var department: Int
    var period: String
    var starts: Day
    var amount: Double
  }

  var costs: [Cost] = []
  var visits: [Visit] = []
  var targets: [Target] = []

  var count: Int { costs.count + visits.count + targets.count }

  private let calendar: DemoCalendar
  private let company: Company
  private var random: SeededGenerator

  init(_ rows: DemoRows, calendar: DemoCalendar, company: Company, seed: UInt64) {
    self.calendar = calendar
    self.company = company
    random = SeededGenerator(seed: seed, subject: 0xC0_57)
    let arrivals = Self.arrivals(rows, days: calendar.count)
    let size = rows.customers.count
    spend(arrivals, size: size)
    visit(arrivals, size: size)
    aim(Activity(rows, calendar: calendar, company: company))
  }

  /// New customers per source (0: none) and day.
  private static func arrivals(_ rows: DemoRows, days: Int) -> [[Int]] {
    var arrivals = Array(repeating: Array(repeating: 0, count: days), count: Vocabulary.sources.count + 1)
    for customer in rows.customers {
      arrivals[Int(customer.source)][Int(customer.at) / DemoCalendar.secondsPerDay] += 1
    }
    return arrivals
  }

  // MARK: costs

  private mutating func spend(_ arrivals: [[Int]], size: Int) {
    for (index, source) in Vocabulary.sources.enumerated() where source.cost > 0 {
      for start in stride(from: 0, to: calendar.count, by: 7) {
        let customers = arrivals[index + 1][start..<min(start + 7, calendar.count)].reduce(0, +)
        let amount = (customers * source.cost + source.cost) * random.within(55...115) / 100
        costs.append(Cost(day: start, source: index + 1, campaign: 0, isRetention: false, amount: amount))
      }
    }
    for (index, campaign) in company.campaigns.enumerated() {
      for day in stride(from: campaign.days.lowerBound, through: campaign.days.upperBound, by: 9) {
        let until = min(day + 9, calendar.count)
        let customers = campaign.source == 0 ? size / 400 : arrivals[campaign.source][day..<until].reduce(0, +)
        let unit = campaign.source == 0 ? 15 : Vocabulary.sources[campaign.source - 1].cost
        costs.append(
          Cost(
            day: day, source: campaign.source, campaign: index + 1, isRetention: campaign.source == 0,
            amount: (customers + 1) * unit * random.within(25...60) / 100))
      }
    }
    var customers = 0
    for day in 0..<calendar.count {
      for source in arrivals { customers += source[day] }
      guard calendar.date(day).day == 20 else { continue }
      let amount = (customers / 12 + 20) * random.within(8...14)
      costs.append(Cost(day: day, source: 0, campaign: 0, isRetention: true, amount: amount))
    }
    // Stable: costs of one day stay in the order they were thought of.
    costs = costs.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
  }

  // MARK: visits

  private mutating func visit(_ arrivals: [[Int]], size: Int) {
    for day in 0..<calendar.count {
      for source in arrivals.indices {
        let perCustomer = source == 0 ? 30 : Vocabulary.sources[source - 1].visits
        guard perCustomer > 0 else { continue }
        let weight = source == 0 ? 2 : Vocabulary.sources[source - 1].weight
        // Half of the visits come whether somebody becomes a customer or not.
        let steady = size * weight * perCustomer * calendar.arrivals[day] / 400_000_000
        let led = arrivals[source][day] * perCustomer
        let visits = (steady + led / 2) * random.within(80...125) / 100 + random.below(12)
        self.visits.append(Visit(day: day, source: source, visits: visits))
      }
    }
  }

  // MARK: targets

  private mutating func aim(_ activity: Activity) {
    var monthStarts: [(index: Int, day: Day, month: Int)] = []
    for day in 0..<calendar.count {
      let date = calendar.date(day)
      if date.day == 1 { monthStarts.append((calendar.monthIndex(day), day, date.month)) }
    }
    for start in monthStarts {
      for employee in 1...company.employees.count where company.sells(employee) {
        for metric in Activity.Metric.allCases where metric != .orders || random.chance(400) {
          let done = activity.amount(metric, month: start.index, employees: employee...employee)
          add(metric, employee: employee, period: "month", start.day, done, atLeast: metric.least)
        }
      }
      for department in 1...Company.departments.count {
        let people = company.people(of: department)
        guard let first = people.first, company.sells(first) else { continue }
        for metric in [Activity.Metric.revenue, .newCustomers] {
          let done = people.reduce(0) { $0 + activity.amount(metric, month: start.index, employees: $1...$1) }
          add(metric, department: department, period: "month", start.day, done, atLeast: metric.least * 3)
        }
      }
      let all = 0...company.employees.count
      for metric in Activity.Metric.allCases {
        let done = activity.amount(metric, month: start.index, employees: all)
        add(metric, period: "month", start.day, done, atLeast: metric.least * 8)
      }
      for (months, name) in [(3, "quarter"), (12, "year")] where (start.month - 1) % months == 0 {
        let done = (start.index..<start.index + months).reduce(0) {
          $0 + activity.amount(.revenue, month: $1, employees: all)
        }
        add(.revenue, period: name, start.day, done, atLeast: Activity.Metric.revenue.least * 8 * months)
      }
    }
    aimCalls(activity)
  }

  /// The call centre is measured by the day and the week.
  private mutating func aimCalls(_ activity: Activity) {
    let people = (1...Company.departments.count).first { Company.departments[$0 - 1].name == "Telesale" }
      .map { ($0, company.people(of: $0)) }
    guard let (department, agents) = people, !agents.isEmpty else { return }
    let months = max(1, calendar.monthIndex(calendar.count - 1) + 1)
    let perMonth =
      (0..<months).reduce(0) { sum, month in
        sum + agents.reduce(0) { $0 + activity.amount(.callsConnected, month: month, employees: $1...$1) }
      } / months
    let perDay = max(agents.count * 2, perMonth / 24)
    for day in 0..<calendar.count where calendar.weekday(day) == 1 {
      targets.append(
        Target(
          metric: "calls_connected", employee: 0, department: department, period: "week", starts: day,
          amount: Double(perDay * 6)))
    }
    for day in max(0, calendar.count - 365)..<calendar.count where calendar.weekday(day) != 7 {
      targets.append(
        Target(
          metric: "calls", employee: 0, department: department, period: "day", starts: day,
          amount: Double(perDay * 3 / 2)))
      guard day >= calendar.count - 31 else { continue }
      for agent in agents {
        let amount = Double(max(2, perDay / agents.count))
        targets.append(
          Target(
            metric: "calls_connected", employee: agent, department: 0, period: "day", starts: day, amount: amount))
      }
    }
  }

  private mutating func add(
    _ metric: Activity.Metric, employee: Int = 0, department: Int = 0, period: String, _ starts: Day, _ done: Int,
    atLeast least: Int
  ) {
    let wanted = max(least, done * random.within(82...128) / 100)
    // A round number, as people set them: two leading digits.
    var step = 1
    while wanted / step >= 100 { step *= 10 }
    let amount = wanted / step * step
    targets.append(
      Target(
        metric: metric.rawValue, employee: employee, department: department, period: period, starts: starts,
        amount: Double(amount)))
  }
}

/// What employees did, by month.
struct Activity {
  enum Metric: String, CaseIterable {
    case newCustomers = "new_customers"
    case revenue
    case orders
    case callsConnected = "calls_connected"

    /// A target is never lower.
    var least: Int { self == .revenue ? 5_000_000 : self == .orders ? 1 : 3 }
  }

  private let employees: Int
  private let months: Int
  private var sums: [Int]

  init(_ rows: DemoRows, calendar: DemoCalendar, company: Company) {
    employees = company.employees.count
    months = calendar.monthIndex(calendar.count - 1) + 1
    sums = Array(repeating: 0, count: Metric.allCases.count * months * (employees + 1))
    let monthOfDay = (0..<calendar.count).map { calendar.monthIndex($0) }
    func month(_ at: Moment) -> Int { monthOfDay[Int(at) / DemoCalendar.secondsPerDay] }
    for row in rows.customers { add(1, .newCustomers, month(row.at), row.owner) }
    for row in rows.calls where row.isAnswered { add(1, .callsConnected, month(row.at), row.employee) }
    for row in rows.orders where !row.isCancelled {
      add(1, .orders, month(row.at), row.employee)
      add(Int(row.amount) * 1000, .revenue, month(row.at), row.employee)
    }
  }

  /// The sum of some employees (0: nobody's) in a month; 0 behind the last.
  func amount(_ metric: Metric, month: Int, employees people: ClosedRange<Int>) -> Int {
    guard month < months else { return 0 }
    return people.reduce(0) { $0 + sums[place(metric, month, $1)] }
  }

  private mutating func add(_ amount: Int, _ metric: Metric, _ month: Int, _ employee: Int32) {
    sums[place(metric, month, Int(employee))] += amount
  }

  private func place(_ metric: Metric, _ month: Int, _ employee: Int) -> Int {
    let index =
      switch metric {
      case .newCustomers: 0
      case .revenue: 1
      case .orders: 2
      case .callsConnected: 3
      }
    return (index * months + month) * (employees + 1) + employee
  }
}
