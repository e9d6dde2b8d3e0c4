import KPIEngine

/// Where a guess comes from, as the comments of a model say it.
enum Ground: String {
  /// The database says so itself.
  case declared
  /// The rows show it.
  case found
  /// The name suggests it.
  case guessed
}

/// What a table becomes, as far as it is known.
struct TableDraft {
  /// What becomes of the table as a whole.
  enum Fate: Equatable {
    case entity
    /// Its rows are texts that other tables' keys lead to.
    case lookup(text: String, order: String?)
    case leftOut(String)
  }

  struct Key {
    var column: Int
    /// What leaves one row of each key: `is_current = 1`.
    var condition: String?
    var why: String
  }

  struct Link {
    var column: Int
    /// The table that it leads to.
    var target: Int
    var why: String
    /// The link's name in the model.
    var name = ""
    /// Nearly every value leads somewhere.
    var isSound = true
  }

  struct Time {
    var column: Int
    /// Columns that make one time with it: the month of a year, its day.
    var more: [Int] = []
    var format: String?
    var why: String
    /// Says the month only.
    var isOfMonths = false
    var isPlanned = false
    /// Says something of a person or thing, not when the row happened: a birthday.
    var isTrait = false
    /// Days since 1970 by row of the sample.
    var days: [Double?] = []
    var name = ""

    /// The year 9000 on, when nothing happens: such a day says that there is no end.
    private static let endless = Double(CivilDate(year: 9_000, month: 1, day: 1).dayNumber)

    var earliest: Double? { days.compactMap(\.self).min() }
    /// The latest but for endless ones, `9999-12-31`.
    var latest: Double? { days.compactMap(\.self).filter { $0 < Self.endless }.max() }
    var filled: Int { days.count { $0 != nil } }
  }

  struct Measure {
    /// As the model writes it: a column, or a product of columns.
    var expression: String
    var column: Int?
    var name: String
    var label: String
    var isAveraged = false
    /// A number as the columns' texts write it for people.
    var writtenAs: String?
    var unit: String?
    var why: String
  }

  struct Dimension {
    var column: Int
    var why: String
    var name = ""
  }

  struct History {
    /// The table that has the changes.
    var table: Int
    var link: Int
    var time: Int
    var from: Int
    var to: Int
    var member: String
    var target: String?
  }

  let table: Int
  var fate = Fate.entity
  var name = ""
  var label = ""
  var key: Key?
  var keyNote: String?
  var nameColumn: Int?
  /// What several rows in a row share, whose numbers stand in the first of them alone: an order's, where rows are its lines.
  var sharedColumn: Int?
  var links: [Link] = []
  var times: [Time] = []
  /// The time of the row that it belongs to, by the link's place.
  var parentTime: Int?
  var measures: [Measure] = []
  var dimensions: [Dimension] = []
  var histories: [History] = []
  /// Comments of their own: what was left out and why, what to look out for.
  var remarks: [String] = []
  /// Columns that have a part already.
  var taken: Set<Int> = []

  var isEntity: Bool { fate == .entity }

  init(table: Int) { self.table = table }

  /// Whether its rows have a place in time of their own or of the row that they belong to.
  var hasTime: Bool { times.contains { !$0.isTrait } || parentTime != nil }
}
