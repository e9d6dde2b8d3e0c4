/// Writes the tables one after the other, each in order of its keys, and lets go of the rows it has written.
struct TableWriter {
  let calendar: DemoCalendar
  let company: Company
  let seed: UInt64
  private let companyRows: CompanyRows
  var rows: DemoRows
  private let progress: (DemoProgress) -> Void
  private let isCancelled: () -> Bool
  private let total: Int
  private var written = 0
  let pool = TextPool()

  init(
    calendar: DemoCalendar, company: Company, seed: UInt64, rows: DemoRows,
    progress: @escaping (DemoProgress) -> Void, isCancelled: @escaping () -> Bool
  ) {
    self.calendar = calendar
    self.company = company
    self.seed = seed
    let companyRows = CompanyRows(rows, calendar: calendar, company: company, seed: seed)
    self.companyRows = companyRows
    total = rows.count + companyRows.count
    self.rows = rows
    self.progress = progress
    self.isCancelled = isCancelled
  }

  mutating func writeAll(to file: DemoFile) throws(DemoError) {
    try writeLookups(to: file)
    try writePeople(to: file)
    try writeCustomers(to: file)
    try writeContacts(to: file)
    try writeOpportunities(to: file)
    try writeOrders(to: file)
    try writeService(to: file)
    try writeCompany(to: file)
  }

  // MARK: tables

  /// Writes a table whose ids are 1 …; `bind` binds the columns after the id.
  mutating func table<Rows: Sequence>(
    _ name: String, columns: Int, _ rows: Rows, to file: DemoFile, bind: (Insertion, Rows.Element) -> Void
  ) throws(DemoError) {
    let insertion = try Insertion(into: name, columns: columns, file, calendar)
    var id = 0
    for row in rows {
      id += 1
      insertion.integer(id)
      bind(insertion, row)
      try file.check(insertion.insert())
      written += 1
      if written & 8191 == 0 { try report() }
    }
  }

  /// Writes a table in the order of its rows' moments.
  mutating func timedTable<Row: TimedRow>(
    _ name: String, columns: Int, _ rows: [Row], to file: DemoFile, bind: (Insertion, Row) -> Void
  ) throws(DemoError) {
    try table(name, columns: columns, timeOrder(rows), to: file) { bind($0, rows[Int($1)]) }
  }

  private func report() throws(DemoError) {
    if isCancelled() { throw .cancelled }
    progress(DemoProgress(phase: .writing, done: min(written, total), total: total))
  }

  // MARK: lookups and people

  private mutating func writeLookups(to file: DemoFile) throws(DemoError) {
    try table("sources", columns: 2, Vocabulary.sources, to: file) { $0.text($1.name) }
    try table("relationships", columns: 3, Vocabulary.relationships.enumerated(), to: file) {
      $0.text($1.element)
      $0.integer($1.offset + 1)
    }
    try table("industries", columns: 2, Vocabulary.industries, to: file) { $0.text($1.0) }
    try table("customer_groups", columns: 2, Vocabulary.groups, to: file) { $0.text($1) }
    try table("campaigns", columns: 3, company.campaigns, to: file) {
      $0.text($1.name)
      $0.reference($1.source)
    }
    try table("products", columns: 4, Vocabulary.products, to: file) {
      $0.text($1.name)
      $1.category.map($0.text) ?? $0.null()
      $0.integer($1.weight * 3)
    }
  }

  private mutating func writePeople(to file: DemoFile) throws(DemoError) {
    let heads = company.heads
    try table("departments", columns: 4, Company.departments.enumerated(), to: file) {
      $0.text($1.element.name)
      $0.reference($1.element.parent)
      $0.reference(heads[$1.offset])
    }
    try table("employees", columns: 5, company.employees.enumerated(), to: file) {
      $0.text($1.element.name)
      let number = String($1.offset + 1)
      $0.text("nv" + String(repeating: "0", count: max(0, 3 - number.count)) + number)
      $0.integer($1.element.department)
      $0.text($1.element.access)
    }
  }

  // MARK: the company's own

  private mutating func writeCompany(to file: DemoFile) throws(DemoError) {
    try table("marketing_costs", columns: 6, companyRows.costs, to: file) {
      $0.reference($1.source)
      $0.reference($1.campaign)
      $0.text($1.isRetention ? "retention" : "acquisition")
      $0.day(Int32($1.day))
      $0.integer($1.amount * 1000)
    }
    try table("web_visits", columns: 4, companyRows.visits, to: file) {
      $0.reference($1.source)
      $0.day(Int32($1.day))
      $0.integer($1.visits)
    }
    try table("targets", columns: 7, companyRows.targets, to: file) {
      $0.text($1.metric)
      $0.reference($1.employee)
      $0.reference($1.department)
      $0.text($1.period)
      $0.day(Int32($1.starts))
      $0.real($1.amount)
    }
  }
}
