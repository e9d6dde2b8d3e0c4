import KPILanguage
import KPIEngine
import KPISQLite

/// A type that a column of SQLite's is given on an engine, by PostgreSQL's names.
package enum PushType: Sendable, Hashable {
  case boolean, bigint, double, text, date, timestamp, timestamptz, bytea
  /// 18 digits, so many of them behind the point.
  case numeric(scale: Int)
}

/// What a model takes a column for; more than one thing where it names it more than once.
package struct PushRoles: Sendable, Hashable {
  package var isText = false
  package var isNumber = false
  /// ISO text.
  package var isTime = false
  /// Times in another form, or keys: the values stay as they are.
  package var isOther = false
  /// A key, of its own table or of another.
  package var isKey = false

  /// The model says nothing of it.
  package var isEmpty: Bool { !(isText || isNumber || isTime || isOther || isKey) }

  package init() {}

  /// The roles of a table's columns, in their order.
  static func all(of table: DatabaseSchema.Table, in spec: LoadSpec?) -> [PushRoles] {
    var roles = [PushRoles](repeating: PushRoles(), count: table.columns.count)
    func add(_ name: String, _ change: (inout PushRoles) -> Void) {
      for index in roles.indices where DatabaseSchema.isSame(table.columns[index].name, name) { change(&roles[index]) }
    }
    for name in table.primaryKey { add(name) { $0.isKey = true } }
    guard let spec else { return roles }
    for entity in spec.entities where DatabaseSchema.isSame(entity.table, table.name) {
      if let key = entity.key { add(key) { $0.isKey = true } }
      for column in entity.columns {
        for name in column.source {
          switch column.kind {
          // A day and a clock time in two columns are read together, as texts.
          case _ where column.source.count > 1: add(name) { $0.isOther = true }
          case .text: add(name) { $0.isText = true }
          case .number: add(name) { $0.isNumber = true }
          case .time(.iso), .time(.isoUTC): add(name) { $0.isTime = true }
          case .time, .writtenNumber: add(name) { $0.isOther = true }
          case .key, .link, .lookup: add(name) { $0.isKey = true }
          case .linkedTime: break
          }
        }
      }
    }
    for case let lookup? in spec.dictionaries.map(\.lookup) where DatabaseSchema.isSame(lookup.table, table.name) {
      add(lookup.key) { $0.isKey = true }
      add(lookup.text) { $0.isText = true }
      if let order = lookup.order { add(order) { $0.isNumber = true } }
    }
    return roles
  }
}

/// The type that a column gets, and what is odd about its values.
struct PushDecision: Sendable {
  var type: PushType
  /// What is told of it.
  var note: Message?
  /// Why it cannot be moved, with what to do.
  var refusal: (reason: Message, help: Message)?
  /// Whether numbers among texts go as SQLite writes them, which is how a load reads a text; else in the fewest digits.
  var asWritten = false

  /// One type must hold every value exactly; where none does the column is text, and where text does not hold them
  /// either nothing is moved.
  init(_ column: DatabaseSchema.Column, _ facts: PushFacts, _ roles: PushRoles, of table: String) {
    let name: Message = "`\(shown(table)).\(shown(column.name))`"
    type = .text
    if facts.blobs > 0 {
      type = .bytea
      let others = facts.count - facts.blobs
      if others > 0 {
        refusal = (
          "\(name) has \(facts.blobs) blobs among \(others) other values",
          "make them texts or nothing in a copy of the database first"
        )
      }
      return
    }
    if facts.nulTexts > 0 {
      refusal = (
        "\(name) has \(facts.nulTexts) texts with a NUL, which no text there holds",
        "take it out in a copy of the database first: `replace(…, char(0), '')`"
      )
      return
    }
    if facts.badTexts > 0 {
      refusal = (
        "\(name) has \(facts.badTexts) texts that are no UTF-8", "mend them in a copy of the database first"
      )
      return
    }
    let mayBeFlags = column.isBoolean && !roles.isText && !roles.isKey
    if mayBeFlags, facts.count > 0, facts.areFlags, facts.reals == 0, facts.texts == facts.truths {
      type = .boolean
    } else if facts.texts > 0 {
      decideTexts(column, facts, roles, name)
    } else if facts.numbers > 0 {
      decideNumbers(facts, roles, name)
    } else {
      type = Self.typeOfNothing(column, roles)
    }
  }

  private mutating func decideTexts(
    _ column: DatabaseSchema.Column, _ facts: PushFacts, _ roles: PushRoles, _ name: Message
  ) {
    asWritten = roles.isText && !roles.isNumber
    if facts.numbers > 0 {
      note =
        "\(name) has \(facts.numbers) numbers among \(facts.texts) texts: the column is text, they are their digits"
      return
    }
    let isTime = roles.isTime || roles.isEmpty && column.isTime
    guard isTime, !roles.isText, !roles.isKey, !roles.isOther, !roles.isNumber else { return }
    // Without a model nobody says that they are only read as times.
    let mayBeRewritten = roles.isTime || facts.areCanonical
    switch facts.texts {
    case facts.days: type = .date
    case facts.walls where mayBeRewritten: type = .timestamp
    case facts.instants where mayBeRewritten: type = .timestamptz
    default:
      let odd = facts.texts - facts.days - facts.walls - facts.instants
      note =
        odd > 0
        ? """
        \(name) has \(odd) texts among \(facts.texts) that are no times that could be kept, such as \
        `\(shown(facts.example ?? ""))`: the column is text
        """
        : """
        \(name) has \(facts.days) days, \(facts.walls) times and \(facts.instants) times with an offset: the column is \
        text
        """
    }
  }

  private mutating func decideNumbers(_ facts: PushFacts, _ roles: PushRoles, _ name: Message) {
    // What is declared to hold no numbers a model reads as texts, and takes for numbers where the engine says so.
    if roles.isText {
      asWritten = !roles.isNumber
      note = "\(name) has \(facts.numbers) numbers and is read as text: the column is text"
      return
    }
    if facts.reals == 0 {
      type = .bigint
      return
    }
    let scale = facts.decimals <= 2 ? 2 : 4
    // 18 digits in all; what is greater a load takes for floating numbers, too.
    let fits = facts.greatest < (scale == 2 ? 100_000_000_000_000_000_000 : 1_000_000_000_000_000_000)
    if facts.inexact == 0, fits {
      type = .numeric(scale: scale)
    } else if facts.beyondDoubles == 0 {
      type = .double
    } else {
      note = """
        \(name) has \(facts.beyondDoubles) whole numbers of more than 15 digits among floating ones: the column is text, \
        they are their digits
        """
    }
  }

  private static func typeOfNothing(_ column: DatabaseSchema.Column, _ roles: PushRoles) -> PushType {
    if roles.isKey { return column.affinity == .text ? .text : .bigint }
    if roles.isText { return .text }
    if roles.isTime { return .timestamp }
    if column.isBoolean { return .boolean }
    if column.isTime && roles.isEmpty { return .timestamp }
    switch column.affinity {
    case .integer: return .bigint
    case .real: return roles.isNumber ? .numeric(scale: 4) : .double
    case .numeric: return column.holdsNumbers || roles.isNumber ? .numeric(scale: 4) : .text
    case .text, .none: return roles.isNumber ? .numeric(scale: 4) : .text
    }
  }
}

extension DatabaseSchema.Column {
  /// Whether it is declared to hold days or times.
  fileprivate var isTime: Bool {
    let type = declaredType.uppercased()
    return type.hasPrefix("DATE") || type.hasPrefix("TIMESTAMP")
  }
}
