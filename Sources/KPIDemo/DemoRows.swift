/// A row that is placed by a moment; rows of a table are written in that order.
protocol TimedRow {
  var at: Moment { get }
}

/// The rows of all tables that hang on customers, as small as they can be held.
///
/// References are ids (1 …), 0 is null; moments below 0 are null; money is in thousands of đồng. A row of another
/// table that has no id yet (orders, opportunities) is named by its place in the array here.
struct DemoRows {
  struct Customer: TimedRow {
    var at: Moment
    var source: UInt8
    var relationship: UInt8
    var industry: UInt8 = 0
    var group: UInt8 = 0
    /// Index + 1 in `Vocabulary.provinces`.
    var province: UInt8 = 0
    var gender: Gender = .unknown
    var isCompany: Bool
    var campaign: Int16 = 0
    var owner: Int32 = 0
    var referrer: Int32 = 0
    var birthday: Int32 = .min
  }

  enum Gender: UInt8 { case unknown, male, female, other }

  struct RelationshipChange: TimedRow {
    var at: Moment
    var customer: Int32
    var employee: Int32
    var from: UInt8
    var to: UInt8
  }

  struct OwnerChange: TimedRow {
    var at: Moment
    var customer: Int32
    var from: Int32
    var to: Int32
  }

  struct Email: TimedRow {
    var at: Moment
    var customer: Int32
    var employee: Int32
    var opened: Moment
    var clicked: Moment
    var campaign: Int16
    var isIncoming: Bool
    var isFailed: Bool
  }

  struct Message: TimedRow {
    var at: Moment
    var customer: Int32
    var employee: Int32
    var isFailed: Bool
  }

  struct Call: TimedRow {
    var at: Moment
    var customer: Int32
    var employee: Int32
    var seconds: Int16
    var isIncoming: Bool
    var isAnswered: Bool
  }

  /// A note, a meeting, an update of the customer's data.
  struct Act: TimedRow {
    var at: Moment
    var customer: Int32
    var employee: Int32
  }

  struct Task: TimedRow {
    var at: Moment
    var customer: Int32
    var employee: Int32
    var due: Moment
    var completed: Moment
    var project: UInt8
    var kind: UInt8
  }

  enum Outcome: UInt8 { case open, won, lost, cancelled }

  struct Opportunity: TimedRow {
    var at: Moment
    var customer: Int32
    var employee: Int32
    var value: Int32
    var expected: Int32
    var closed: Moment
    var stage: UInt8
    var outcome: Outcome
    var reason: UInt8
  }

  enum ChangeKind: UInt8 { case update, stage, cancel }

  struct OpportunityChange: TimedRow {
    var at: Moment
    var opportunity: Int32
    var employee: Int32
    var kind: ChangeKind
    var from: UInt8
    var to: UInt8
  }

  struct Order: TimedRow {
    var at: Moment
    var customer: Int32
    var employee: Int32
    var amount: Int32
    var cost: Int32
    /// Where the order's items begin; they end where the next order's begin.
    var firstItem: Int32
    var isCancelled: Bool
  }

  struct Item {
    var product: UInt8
    var quantity: UInt8
    var amount: Int32
  }

  struct Contract: TimedRow {
    var at: Moment
    var customer: Int32
    var employee: Int32
    var value: Int32
    var effective: Int32
    /// A day; `Int32.min` for a contract without an end.
    var expires: Int32
    var isRenewal: Bool
  }

  struct StockNote: TimedRow {
    var at: Moment
    /// Place in `orders`, -1 for none.
    var order: Int32
    var employee: Int32
    var isIncoming: Bool
  }

  enum SurveyKind: UInt8 { case nps, csat, ces }

  struct Survey: TimedRow {
    var at: Moment
    var customer: Int32
    var kind: SurveyKind
    var score: UInt8
  }

  struct Ticket: TimedRow {
    var at: Moment
    var customer: Int32
    var employee: Int32
    var resolved: Moment
    var contacts: UInt8
  }

  var customers: [Customer] = []
  var relationshipChanges: [RelationshipChange] = []
  var ownerChanges: [OwnerChange] = []
  var emails: [Email] = []
  var messages: [Message] = []
  var calls: [Call] = []
  var notes: [Act] = []
  var meetings: [Act] = []
  var tasks: [Task] = []
  var updates: [Act] = []
  var opportunities: [Opportunity] = []
  var opportunityChanges: [OpportunityChange] = []
  var orders: [Order] = []
  var items: [Item] = []
  var contracts: [Contract] = []
  var stockNotes: [StockNote] = []
  var surveys: [Survey] = []
  var tickets: [Ticket] = []

  var count: Int {
    customers.count + relationshipChanges.count + ownerChanges.count + emails.count + messages.count + calls.count
      + notes.count + meetings.count + tasks.count + updates.count + opportunities.count + opportunityChanges.count
      + orders.count + items.count + contracts.count + stockNotes.count + surveys.count + tickets.count
  }

  /// Makes room at once for as many customers' rows, so that no array is copied while it grows.
  mutating func reserve(customers count: Int) {
    func rows(_ perThousand: Int) -> Int { count * perThousand / 1000 }
    customers.reserveCapacity(count)
    relationshipChanges.reserveCapacity(rows(2000))
    ownerChanges.reserveCapacity(rows(500))
    emails.reserveCapacity(rows(2700))
    messages.reserveCapacity(rows(1300))
    calls.reserveCapacity(rows(2700))
    notes.reserveCapacity(rows(1100))
    meetings.reserveCapacity(rows(500))
    tasks.reserveCapacity(rows(1200))
    updates.reserveCapacity(rows(800))
    opportunities.reserveCapacity(rows(600))
    opportunityChanges.reserveCapacity(rows(1100))
    orders.reserveCapacity(rows(600))
    items.reserveCapacity(rows(1400))
    contracts.reserveCapacity(rows(200))
    stockNotes.reserveCapacity(rows(600))
    surveys.reserveCapacity(rows(300))
    tickets.reserveCapacity(rows(350))
  }
}

/// The places of rows in order of their moments; rows of one moment stay in the order they have.
///
/// - Complexity: O(rows), three passes of a radix sort.
func timeOrder<Row: TimedRow>(_ rows: [Row]) -> [Int32] {
  var order = [Int32](repeating: 0, count: rows.count)
  for place in rows.indices { order[place] = Int32(truncatingIfNeeded: place) }
  var sorted = order
  for shift in [0, 9, 18] {
    var starts = [Int](repeating: 0, count: 513)
    for row in rows { starts[Int(row.at >> Int32(shift)) & 511 + 1] += 1 }
    for digit in 1...512 { starts[digit] += starts[digit - 1] }
    for place in order {
      let digit = Int(rows[Int(place)].at >> Int32(shift)) & 511
      sorted[starts[digit]] = place
      starts[digit] += 1
    }
    swap(&order, &sorted)
  }
  return order
}
