import KPIEngine

/// What the moments of a unit are, where a value of rows or of cells stands.
struct UnitWriter {
  let writer: SQLWriter
  /// The units that the numbers are for; empty where none is meant (a table's own rows).
  var units: [FrameUnit] = []
  let today: Int
  /// The question's; nil where none is asked.
  var frame: Frame?
  /// The table of units, as it is called here.
  var alias = "u"

  init(_ writer: SQLWriter, today: Int) {
    self.writer = writer
    self.today = today
  }

  init(_ writer: SQLWriter, units: [FrameUnit], frame: Frame, alias: String = "u") {
    self.writer = writer
    self.units = units
    self.frame = frame
    self.alias = alias
    today = frame.today
  }

  /// A value of each unit.
  func value(_ name: String, _ value: (FrameUnit) -> String) throws(SQLRefusal) -> String {
    guard !units.isEmpty else { throw .misplaced }
    return writer.units.value(units.map(value), called: name, alias: alias)
  }

  /// A moment of the unit as conditions of rows reckon with it: its end is not cut at today, its last day is.
  func boundary(_ boundary: Scalar.Boundary) throws(SQLRefusal) -> String {
    let dialect = writer.dialect
    switch boundary {
    case .today: return dialect.boundary(today)
    case .tomorrow: return dialect.boundary(today + 1)
    case .start: return try value("starts") { dialect.boundary($0.start) }
    case .end: return try value("ends") { dialect.boundary($0.end) }
    case .last: return try value("last_day") { dialect.boundary(min($0.end - 1, today)) }
    }
  }
}

/// Writes values and conditions of rows.
struct ScalarWriter: ValueWriter {
  let writer: SQLWriter
  let from: FromClause
  let unit: UnitWriter
  /// What places the row, for its hour and weekday and for what was before it.
  var time: Scalar?
  /// What splits the numbers that the row counts in.
  var keys: [Scalar] = []

  init(
    _ writer: SQLWriter, _ from: FromClause, unit: UnitWriter, time: Scalar? = nil, keys: [Scalar] = []
  ) {
    self.writer = writer
    self.from = from
    self.unit = unit
    self.time = time
    self.keys = keys
  }

  func text(_ value: Scalar) throws(SQLRefusal) -> String {
    switch value {
    case .text(let path, let column), .number(let path, let column): return try from.column(path, column)
    case .time(let path, let column, let isPlanned): return try time(path, column, isPlanned)
    case .row(let path):
      return "\(try from.alias(of: path)).\(writer.identity(of: path.target))"
    case .clock(let clock):
      guard let time, time != value else { throw .misplaced }
      let moment = try text(time)
      return clock == .hour ? dialect.hour(moment) : "(\(dialect.weekday(moment)))"
    case .attached(let sub, let path): return try attached(sub, path)
    case .age(let birthday):
      let (born, day) = (try text(birthday), try asOf())
      return """
        (\(dialect.year(day)) - \(dialect.year(born)) - \(dialect.value(ofCondition: "\(dialect.monthAndDay(day)) < \(dialect.monthAndDay(born))")))
        """
    case .bands(let number, let edges): return try bands(try text(number), edges)
    case .boundary(let boundary, []): return try unit.boundary(boundary)
    case .combination(let parts):
      return dialect.combination(try texts(parts))
    case .isFirst, .compare, .textIs, .rowIn, .isNull, .not, .all, .any, .constant:
      return dialect.value(ofCondition: try condition(value))
    case .aggregate, .overall, .unitDays, .unitMonths, .rank, .boundary:
      throw .misplaced
    default: return try plain(value)
    }
  }

  func condition(_ condition: Scalar) throws(SQLRefusal) -> String {
    switch condition {
    case .textIs(let operand, let test): return try self.test(try text(operand), test)
    case .rowIn(let operand, let rows): return try among(operand, rows)
    case .isFirst(let first): return try isFirst(first)
    default: return try plainCondition(condition)
    }
  }

  // MARK: Columns

  /// - Parameter shown: what stands for the moment; itself where nothing is given.
  func time(
    _ path: LinkPath, _ column: Int, _ isPlanned: Bool, _ shown: String? = nil
  ) throws(SQLRefusal) -> String {
    let own = try from.column(path, column)
    // What places rows that are there is not after today.
    let placing = writer.model.placings[path.target]
    if isPlanned
      || placing?.isPlanned == false
        && placing?.time == .time(LinkPath(entity: path.target), column: column, isPlanned: true)
    {
      return shown ?? own
    }
    return "case when \(own) < \(dialect.boundary(unit.today + 1)) then \(shown ?? own) end"
  }

  /// The day that ages are reckoned on: the last of the unit that is asked about.
  private func asOf() throws(SQLRefusal) -> String {
    let today = unit.today
    return try unit.value("as_of") { dialect.boundary(min($0.asOf ?? $0.end - 1, today)) }
  }

  private func bands(_ number: String, _ edges: [Int64]) throws(SQLRefusal) -> String {
    guard let first = edges.first, let last = edges.last else { return "null" }
    var text = "case when \(number) < \(first) then '<\(first)'"
    for (low, high) in zip(edges, edges.dropFirst()) {
      text += " when \(number) < \(high) then '\(high - 1 == low ? "\(low)" : "\(low)–\(high - 1)")'"
    }
    return text + " when \(number) >= \(last) then '\(last)+' end"
  }

  // MARK: Texts and rows

  func isText(_ value: Scalar) -> Bool {
    switch value {
    case .text, .textLiteral, .bands: true
    case .choose(_, let then, let otherwise): isText(then) || isText(otherwise)
    case .coalesce(let choices): choices.contains(where: isText)
    default: false
    }
  }

  private func test(_ operand: String, _ test: Scalar.TextTest) throws(SQLRefusal) -> String {
    switch test {
    case .oneOf(let texts):
      guard !texts.isEmpty else { return "false" }
      let literals = try texts.map { text throws(SQLRefusal) in try dialect.literal(text) }
      return literals.count == 1
        ? "\(operand) = \(literals[0])" : "\(operand) in (\(literals.joined(separator: ", ")))"
    case .contains(let part, .exact): return dialect.contains(operand, try dialect.literal(part))
    case .startsWith(let part, .exact): return dialect.starts(operand, try dialect.literal(part))
    case .contains, .startsWith: throw .foldedText
    }
  }

  private func among(_ operand: Scalar, _ rows: [Int32]) throws(SQLRefusal) -> String {
    guard case .row(let path) = operand else { throw .misplaced }
    let others = writer.context.store.entities[path.target].sameKeys.values.filter { copies in
      copies.contains(where: rows.contains)
        && copies.contains { writer.context.rowSets.isVisible(Int($0), of: path.target) && !rows.contains($0) }
    }
    guard others.isEmpty else { throw .repeatedKeys }
    guard !rows.isEmpty else { return "false" }
    var keys: [String] = []
    let type = try writer.keyType(of: path.target)
    for row in rows {
      switch writer.context.key(of: Int(row), entity: path.target) {
      case .integer(let key): keys.append(try dialect.key(key, of: type))
      case .text(let key): keys += try dialect.key(key, of: type)
      default: throw .nullKeys
      }
    }
    let own = "\(try from.alias(of: path)).\(writer.keyColumn(of: path.target))"
    return keys.count == 1 ? "\(own) = \(keys[0])" : "\(own) in (\(keys.joined(separator: ", ")))"
  }

  /// Whether the row is its subject's first by time, then key.
  private func isFirst(_ first: FirstRow) throws(SQLRefusal) -> String {
    let inner = try FromClause(writer, entity: first.input.entity)
    let rows = ScalarWriter(writer, inner, unit: unit, time: first.input.time)
    let key = "\(inner.alias).\(writer.identity(of: first.input.entity))"
    let subject = try rows.text(.row(first.subject))
    var conditions = ["\(subject) is not null"]
    var order = key
    if let time = first.input.time {
      let moment = try rows.ordered(time)
      conditions.append("\(moment) is not null")
      let placing = try rows.placing(beside: time).map { dialect.order($0, descending: false, nullsLast: true) + ", " }
      order = "\(moment), \(placing ?? "")\(key)"
    }
    if let condition = first.input.condition { conditions.append("(\(try rows.condition(condition)))") }
    let own = "\(from.alias).\(writer.identity(of: from.entity))"
    let places = """
      select \(key) as id, row_number() over (partition by \(subject) order by \(order)) as place
      \(inner.lines.joined(separator: "\n"))
      where \(conditions.joined(separator: " and "))
      """
    let name = writer.freshName("first_rows")
    from.join(
      "left join (\n\(select(["id"], derived(places), ["place = 1"], group: 0).indented)\n  ) as \(name) on \(name).id = \(own)"
    )
    return "\(name).id is not null"
  }
}
