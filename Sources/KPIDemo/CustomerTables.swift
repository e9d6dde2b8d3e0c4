/// The tables of customers and of what is done with them.
extension TableWriter {
  mutating func writeCustomers(to file: DemoFile) throws(DemoError) {
    let provinces = pool.keep(Vocabulary.provinces.map(\.name))
    let genders = pool.keep(["male", "female", "other"])
    let names = PersonNames()
    let seed = seed
    var id: UInt64 = 0
    // Customers are invented in order of their creation already.
    try table("customers", columns: 13, rows.customers, to: file) { row, customer in
      id += 1
      var random = SeededGenerator(seed: seed, subject: id | 1 << 48)
      let isFemale = customer.gender == .unknown ? random.chance(500) : customer.gender != .male
      row.text(customer.isCompany ? names.company(&random) : names.name(female: isFemale, &random))
      row.moment(customer.at)
      row.reference(Int(customer.source))
      row.reference(Int(customer.relationship))
      row.reference(Int(customer.industry))
      row.reference(Int(customer.group))
      row.reference(Int(customer.campaign))
      row.reference(customer.owner)
      row.reference(customer.referrer)
      row.text(customer.province == 0 ? nil : provinces[Int(customer.province) - 1])
      row.text(customer.gender == .unknown ? nil : genders[Int(customer.gender.rawValue) - 1])
      row.day(customer.birthday)
    }
    rows.customers = []

    try timedTable("relationship_changes", columns: 6, rows.relationshipChanges, to: file) {
      $0.integer($1.customer)
      $0.reference(Int($1.from))
      $0.reference(Int($1.to))
      $0.reference($1.employee)
      $0.moment($1.at)
    }
    rows.relationshipChanges = []
    try timedTable("owner_changes", columns: 5, rows.ownerChanges, to: file) {
      $0.integer($1.customer)
      $0.reference($1.from)
      $0.reference($1.to)
      $0.moment($1.at)
    }
    rows.ownerChanges = []
  }

  mutating func writeContacts(to file: DemoFile) throws(DemoError) {
    let directions = pool.keep(["out", "in"])
    let states = pool.keep(["sent", "failed"])
    let answers = pool.keep(["missed", "answered"])
    try timedTable("emails", columns: 9, rows.emails, to: file) {
      $0.reference($1.customer)
      $0.reference($1.employee)
      $0.reference(Int($1.campaign))
      $0.text(directions[$1.isIncoming ? 1 : 0])
      $0.text(states[$1.isFailed ? 1 : 0])
      $0.moment($1.at)
      $0.moment($1.opened)
      $0.moment($1.clicked)
    }
    rows.emails = []
    try timedTable("sms", columns: 5, rows.messages, to: file) {
      $0.reference($1.customer)
      $0.reference($1.employee)
      $0.text(states[$1.isFailed ? 1 : 0])
      $0.moment($1.at)
    }
    rows.messages = []
    try timedTable("calls", columns: 7, rows.calls, to: file) {
      $0.reference($1.customer)
      $0.reference($1.employee)
      $0.text(directions[$1.isIncoming ? 1 : 0])
      $0.text(answers[$1.isAnswered ? 1 : 0])
      $0.moment($1.at)
      $0.integer(Int($1.seconds))
    }
    rows.calls = []
    try writeActs("notes", rows.notes, to: file)
    rows.notes = []
    try writeActs("meetings", rows.meetings, to: file)
    rows.meetings = []
    let projects = pool.keep(Vocabulary.projects)
    let kinds = pool.keep(Vocabulary.taskKinds)
    try timedTable("tasks", columns: 8, rows.tasks, to: file) {
      $0.reference($1.customer)
      $0.reference($1.employee)
      $0.text($1.project == 0 ? nil : projects[Int($1.project) - 1])
      $0.text($1.kind == 0 ? nil : kinds[Int($1.kind) - 1])
      $0.moment($1.at)
      $0.moment($1.due)
      $0.moment($1.completed)
    }
    rows.tasks = []
    try writeActs("customer_updates", rows.updates, to: file)
    rows.updates = []
  }

  private mutating func writeActs(
    _ name: String, _ acts: [DemoRows.Act], to file: DemoFile
  ) throws(DemoError) {
    try timedTable(name, columns: 4, acts, to: file) {
      $0.reference($1.customer)
      $0.reference($1.employee)
      $0.moment($1.at)
    }
  }
}
