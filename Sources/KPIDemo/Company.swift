/// The demo company: its departments, people, campaigns, and who looks after whom.
struct Company {
  struct Department {
    var name: String
    /// 1 … ; 0 where it is the root.
    var parent: Int
    var isHeaded: Bool
    /// How many of the staff work here, relative to the others.
    var weight: Int
    var duty: Duty
  }

  /// What people of a department do.
  enum Duty { case office, sales(Vocabulary.Region), telesale, marketing, care, technics }

  struct Employee {
    var name: String
    /// Its number, from 1.
    var department: Int
    var access: String
  }

  struct Campaign {
    var name: String
    /// 1 … ; 0: for everybody, whatever the source.
    var source: Int
    var days: ClosedRange<Day>
  }

  static let departments = [
    Department(name: "Ban giám đốc", parent: 0, isHeaded: true, weight: 1, duty: .office),
    Department(name: "Kinh doanh", parent: 1, isHeaded: true, weight: 1, duty: .office),
    Department(name: "Kinh doanh miền Bắc", parent: 2, isHeaded: true, weight: 3, duty: .sales(.north)),
    Department(name: "Kinh doanh miền Trung", parent: 2, isHeaded: true, weight: 2, duty: .sales(.centre)),
    Department(name: "Kinh doanh miền Nam", parent: 2, isHeaded: true, weight: 3, duty: .sales(.south)),
    Department(name: "Đội Hà Nội", parent: 3, isHeaded: true, weight: 14, duty: .sales(.north)),
    Department(name: "Đội Hải Phòng – Quảng Ninh", parent: 3, isHeaded: true, weight: 6, duty: .sales(.north)),
    Department(name: "Đội Đà Nẵng", parent: 4, isHeaded: true, weight: 7, duty: .sales(.centre)),
    Department(name: "Đội Sài Gòn 1", parent: 5, isHeaded: true, weight: 12, duty: .sales(.south)),
    Department(name: "Đội Sài Gòn 2", parent: 5, isHeaded: true, weight: 10, duty: .sales(.south)),
    Department(name: "Đội miền Tây", parent: 5, isHeaded: false, weight: 5, duty: .sales(.south)),
    Department(name: "Telesale", parent: 2, isHeaded: true, weight: 18, duty: .telesale),
    Department(name: "Marketing", parent: 1, isHeaded: true, weight: 6, duty: .marketing),
    Department(name: "Chăm sóc khách hàng", parent: 1, isHeaded: true, weight: 14, duty: .care),
    Department(name: "Kỹ thuật", parent: 1, isHeaded: true, weight: 10, duty: .technics),
    Department(name: "Kế toán", parent: 1, isHeaded: false, weight: 3, duty: .office),
  ]

  let employees: [Employee]
  /// In order of their first day.
  let campaigns: [Campaign]
  /// Per department 1 … its head, 0 where there is none.
  let heads: [Int]
  /// Per day and source the campaign that runs, 0 where none does.
  private let running: [Int16]
  /// Per day the first campaign that begins after it.
  private let following: [Int]
  private let sellers: [[Int]]
  private let telesale: [Int]
  private let care: [Int]
  private let technicians: [Int]
  private let marketers: [Int]

  init(customers: Int, calendar: DemoCalendar, seed: UInt64) {
    var random = SeededGenerator(seed: seed, subject: 0xC0_4D41)
    let names = PersonNames()
    let places = WeightedChoice(Self.departments.map(\.weight))
    let headed = Self.departments.indices.filter { Self.departments[$0].isHeaded }
    var heads = Array(repeating: 0, count: Self.departments.count)
    var employees: [Employee] = []
    for index in 0..<(40 + customers / 2000) {
      let department = index < headed.count ? headed[index] : places.pick(&random)
      if index < headed.count { heads[department] = index + 1 }
      let access: String
      switch Self.departments[department].duty {
      case .office: access = department == 15 ? "none" : "all"
      case .marketing: access = heads[department] == index + 1 ? "all" : "own"
      case .technics: access = heads[department] == index + 1 ? "own" : "none"
      case .sales, .telesale, .care: access = random.chance(60) ? "none" : "own"
      }
      let isFemale = random.chance(520)
      employees.append(
        Employee(name: names.name(female: isFemale, &random), department: department + 1, access: access))
    }
    // Two of the same name, as in any company; a login tells them apart.
    employees[25].name = employees[8].name
    self.employees = employees
    self.heads = heads

    func working(where holds: (Duty) -> Bool) -> [Int] {
      employees.indices.filter { holds(Self.departments[employees[$0].department - 1].duty) }.map { $0 + 1 }
    }
    sellers = [Vocabulary.Region.north, .centre, .south].map { region in
      working { if case .sales(region) = $0 { true } else { false } }
    }
    telesale = working { if case .telesale = $0 { true } else { false } }
    care = working { if case .care = $0 { true } else { false } }
    technicians = working { if case .technics = $0 { true } else { false } }
    marketers = working { if case .marketing = $0 { true } else { false } }
    let campaigns = Self.campaigns(calendar)
    self.campaigns = campaigns
    var running = Array(repeating: Int16(0), count: calendar.count * (Vocabulary.sources.count + 1))
    for (index, campaign) in campaigns.enumerated().reversed() {
      for day in campaign.days { running[day * (Vocabulary.sources.count + 1) + campaign.source] = Int16(index + 1) }
    }
    self.running = running
    following = (0..<calendar.count).map { day in
      campaigns.firstIndex { $0.days.lowerBound > day } ?? campaigns.count
    }
  }

  func duty(of employee: Int) -> Duty { Self.departments[employees[employee - 1].department - 1].duty }

  /// Whether the employee's work is measured in customers and money.
  func sells(_ employee: Int) -> Bool {
    switch duty(of: employee) {
    case .sales, .telesale: true
    case .office, .marketing, .care, .technics: false
    }
  }

  /// The employees of a department, its children's not among them.
  func people(of department: Int) -> [Int] {
    employees.indices.filter { employees[$0].department == department }.map { $0 + 1 }
  }

  // MARK: who does it

  /// Somebody of a region's teams; a few people do much more than the others.
  func seller(_ region: Vocabulary.Region, _ random: inout SeededGenerator) -> Int {
    Self.someone(of: sellers[region.rawValue], &random)
  }

  func telesaleAgent(_ random: inout SeededGenerator) -> Int { Self.someone(of: telesale, &random) }
  func careAgent(_ random: inout SeededGenerator) -> Int { Self.someone(of: care, &random) }
  func technician(_ random: inout SeededGenerator) -> Int { Self.someone(of: technicians, &random) }
  func marketer(_ random: inout SeededGenerator) -> Int { Self.someone(of: marketers, &random) }

  private static func someone(of people: [Int], _ random: inout SeededGenerator) -> Int {
    guard !people.isEmpty else { return 1 }
    let first = random.below(people.count)
    return people[random.chance(550) ? min(first, random.below(people.count)) : first]
  }

  // MARK: campaigns

  /// The campaign of a source (1 …) that runs on a day, 0 where none does.
  func campaign(of source: Int, on day: Day) -> Int16 { running[day * (Vocabulary.sources.count + 1) + source] }

  /// The index of the first campaign that begins after a day; the number of campaigns where none does.
  func firstCampaign(after day: Day) -> Int { following[day] }

  private static func campaigns(_ calendar: DemoCalendar) -> [Campaign] {
    var campaigns: [Campaign] = []
    func add(_ name: String, _ source: Int, _ days: ClosedRange<Day>) {
      guard days.lowerBound < calendar.count, days.upperBound >= 0 else { return }
      campaigns.append(Campaign(name: name, source: source, days: days.clamped(to: 0...(calendar.count - 1))))
    }
    for year in calendar.years {
      var seasons: [(String, ClosedRange<Day>)] = []
      if let tet = calendar.tet(of: year) { seasons.append(("Tết", (tet - 42)...(tet - 5))) }
      seasons.append(("Hè", calendar.day(year, 5, 15)...calendar.day(year, 7, 15)))
      seasons.append(("Tựu trường", calendar.day(year, 8, 8)...calendar.day(year, 9, 12)))
      seasons.append(("Black Friday", calendar.day(year, 11, 8)...calendar.day(year, 11, 30)))
      for (index, source) in Vocabulary.sources.enumerated() where source.cost > 0 && source.name != "Hội chợ" {
        for season in seasons { add("\(source.name) – \(season.0) \(year)", index + 1, season.1) }
      }
      add("Hội chợ Vietbuild \(year)", 7, calendar.day(year, 4, 10)...calendar.day(year, 4, 25))
      add("Hội chợ Hàng Việt \(year)", 7, calendar.day(year, 10, 5)...calendar.day(year, 10, 20))
      add("Tri ân khách hàng \(year)", 0, calendar.day(year, 12, 1)...calendar.day(year, 12, 26))
      add("Bản tin \(year)", 0, calendar.day(year, 1, 3)...calendar.day(year, 11, 30))
    }
    return campaigns.sorted { ($0.days.lowerBound, $0.name) < ($1.days.lowerBound, $1.name) }
  }
}

/// Vietnamese personal names: family, middle, given.
struct PersonNames {
  private let families = WeightedChoice(Vocabulary.families.map(\.1))

  func name(female: Bool, _ random: inout SeededGenerator) -> String {
    let family = Vocabulary.families[families.pick(&random)].0
    let middles = female ? Vocabulary.middlesFemale : Vocabulary.middlesMale
    let given = female ? Vocabulary.givenFemale : Vocabulary.givenMale
    return "\(family) \(middles[random.below(middles.count)]) \(given[random.below(given.count)])"
  }

  func company(_ random: inout SeededGenerator) -> String {
    let form = Vocabulary.companyForms[random.below(Vocabulary.companyForms.count)]
    let name = Vocabulary.companyNames[random.below(Vocabulary.companyNames.count)]
    guard random.chance(600) else { return "\(form) \(name)" }
    return "\(form) \(Vocabulary.companyTrades[random.below(Vocabulary.companyTrades.count)]) \(name)"
  }
}
