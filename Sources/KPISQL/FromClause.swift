import KPIEngine

/// The rows that a `select` goes through: those of an entity, each joined with the one row at the end of every link.
final class FromClause {
  /// How an entity's rows are seen.
  enum Sight: Hashable {
    /// Those that are there today.
    case today
    /// Those after today too.
    case ever
    /// Of those of today with one key the first, which is what a link means.
    case first
    /// The same of all rows.
    case firstEver
    /// Those that are there today, whoever may see them.
    case all
    /// The same of all rows.
    case allEver
  }

  let entity: Int
  let alias: String
  private let sight: Sight
  private let writer: SQLWriter
  private var aliases: [[LinkPath.Hop]: String] = [:]
  private var joins: [String] = []
  private var unitJoin: [String] = []
  private var lateJoins: [String] = []

  /// - Parameter linked: how linked rows are seen.
  init(_ writer: SQLWriter, entity: Int, _ sight: Sight = .today, linked: Sight = .today) throws(SQLRefusal) {
    self.writer = writer
    self.entity = entity
    self.sight = linked
    let table = try writer.table(entity, sight)
    alias = writer.freshName(table)
    first = table == alias ? table : "\(table) as \(alias)"
  }

  /// The rows of a `select` that stands here.
  ///
  /// - Parameter linked: how linked rows are seen.
  init(_ writer: SQLWriter, entity: Int, rows: String, linked: Sight) {
    self.writer = writer
    self.entity = entity
    sight = linked
    alias = writer.freshName("own")
    first = "(\n\(rows.indented)\n) as \(alias)"
  }

  private let first: String

  /// The row at the end of a path.
  func alias(of path: LinkPath) throws(SQLRefusal) -> String {
    var hops: [LinkPath.Hop] = []
    var (alias, entity) = (self.alias, path.entity)
    for hop in path.hops {
      hops.append(hop)
      if let known = aliases[hops] {
        (alias, entity) = (known, hop.target)
        continue
      }
      let table = try writer.linkedTable(hop.target, sight)
      let own = writer.freshName(table)
      let key = writer.keyColumn(of: hop.target)
      let link = writer.column(hop.column, of: entity)
      joins.append("left join \(table == own ? table : "\(table) as \(own)") on \(own).\(key) = \(alias).\(link)")
      aliases[hops] = own
      (alias, entity) = (own, hop.target)
    }
    return alias
  }

  /// A column of the row at the end of a path.
  func column(_ path: LinkPath, _ column: Int) throws(SQLRefusal) -> String {
    "\(try alias(of: path)).\(writer.column(column, of: path.target))"
  }

  /// The instant of a time of the row at the end of a path.
  func instant(_ path: LinkPath, _ column: Int) throws(SQLRefusal) -> String {
    "\(try alias(of: path)).\(writer.instantColumn(column, of: path.target))"
  }

  /// Joins the units that a row counts in.
  func joinUnits(_ text: String) { unitJoin = [text] }

  /// Joins something else, with a condition of its own.
  ///
  /// - Parameter late: it reads the units.
  func join(_ text: String, late: Bool = false) {
    if late { lateJoins.append(text) } else { joins.append(text) }
  }

  /// From the table on: the links in the order they were asked for, the units, what reads those.
  var lines: [String] { ["from \(first)"] + (joins + unitJoin + lateJoins).map { "  " + $0 } }
}
