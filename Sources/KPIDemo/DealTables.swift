/// The tables of selling and service.
extension TableWriter {
  mutating func writeOpportunities(to file: DemoFile) throws(DemoError) {
    let stages = pool.keep(Vocabulary.stages)
    let states = pool.keep(["open", "won", "lost", "cancelled"])
    let reasons = pool.keep(Vocabulary.lostReasons.map(\.0))
    let order = timeOrder(rows.opportunities)
    let ids = Self.ids(of: order)
    let opportunities = rows.opportunities
    rows.opportunities = []
    try table("opportunities", columns: 10, order, to: file) {
      let row = opportunities[Int($1)]
      $0.reference(row.customer)
      $0.reference(row.employee)
      $0.text(stages[Int(row.stage)])
      $0.text(states[Int(row.outcome.rawValue)])
      $0.text(row.reason == 0 ? nil : reasons[Int(row.reason) - 1])
      $0.thousands(row.value)
      $0.moment(row.at)
      $0.day(row.expected)
      $0.moment(row.closed)
    }
    let kinds = pool.keep(["update", "stage", "cancel"])
    try timedTable("opportunity_changes", columns: 7, rows.opportunityChanges, to: file) {
      $0.integer(ids[Int($1.opportunity)])
      $0.reference($1.employee)
      $0.text(kinds[Int($1.kind.rawValue)])
      $0.text($1.from == 0 ? nil : stages[Int($1.from) - 1])
      $0.text($1.to == 0 ? nil : stages[Int($1.to) - 1])
      $0.moment($1.at)
    }
    rows.opportunityChanges = []
  }

  mutating func writeOrders(to file: DemoFile) throws(DemoError) {
    let states = pool.keep(["placed", "cancelled"])
    let directions = pool.keep(["out", "in"])
    let order = timeOrder(rows.orders)
    let ids = Self.ids(of: order)
    let orders = rows.orders
    let items = rows.items
    rows.orders = []
    rows.items = []
    try table("orders", columns: 7, order, to: file) {
      let row = orders[Int($1)]
      $0.reference(row.customer)
      $0.reference(row.employee)
      $0.text(states[row.isCancelled ? 1 : 0])
      $0.thousands(row.amount)
      $0.thousands(row.cost)
      $0.moment(row.at)
    }
    // An order's items follow each other, in the order of the orders' ids.
    let places = order.lazy.flatMap { place in
      let next = Int(place) + 1
      let end = next < orders.count ? orders[next].firstItem : Int32(items.count)
      return (orders[Int(place)].firstItem..<end).lazy.map { (order: place, item: $0) }
    }
    try table("order_items", columns: 5, places, to: file) {
      let item = items[Int($1.item)]
      $0.integer(ids[Int($1.order)])
      $0.reference(Int(item.product))
      $0.integer(Int(item.quantity))
      $0.thousands(item.amount)
    }
    let kinds = pool.keep(["new", "renewal"])
    try timedTable("contracts", columns: 8, rows.contracts, to: file) {
      $0.reference($1.customer)
      $0.reference($1.employee)
      $0.text(kinds[$1.isRenewal ? 1 : 0])
      $0.thousands($1.value)
      $0.moment($1.at)
      $0.day($1.effective)
      $0.day($1.expires)
    }
    rows.contracts = []
    try timedTable("stock_notes", columns: 5, rows.stockNotes, to: file) {
      $0.reference($1.order < 0 ? 0 : ids[Int($1.order)])
      $0.reference($1.employee)
      $0.text(directions[$1.isIncoming ? 1 : 0])
      $0.moment($1.at)
    }
    rows.stockNotes = []
  }

  mutating func writeService(to file: DemoFile) throws(DemoError) {
    let kinds = pool.keep(["nps", "csat", "ces"])
    try timedTable("surveys", columns: 5, rows.surveys, to: file) {
      $0.reference($1.customer)
      $0.text(kinds[Int($1.kind.rawValue)])
      $0.integer(Int($1.score))
      $0.moment($1.at)
    }
    rows.surveys = []
    try timedTable("tickets", columns: 6, rows.tickets, to: file) {
      $0.reference($1.customer)
      $0.reference($1.employee)
      $0.integer(Int($1.contacts))
      $0.moment($1.at)
      $0.moment($1.resolved)
    }
    rows.tickets = []
  }

  /// The id of each place.
  private static func ids(of order: [Int32]) -> [Int32] {
    var ids = [Int32](repeating: 0, count: order.count)
    for (index, place) in order.enumerated() { ids[Int(place)] = Int32(index + 1) }
    return ids
  }
}
