import KPIEngine
import KPILanguage

/// The times of an entity, and which of them places its rows.
extension CatalogBuilder {
  mutating func addTime(_ time: EntityDeclaration.TimeMember, _ index: Int) {
    guard let format = timeFormat(time.format, at: time.name.span), var value = timeValue(time, format, index) else {
      return
    }
    let asWritten = value.expression.asWritten
    switch value.expression {
    case .time(let path, let column, _):
      value.expression = .time(path, column: column, isPlanned: time.isPlanned)
    case let computed where !time.isPlanned:
      // A declared time after today acts as null, whatever it is made of.
      value.expression = .choose(.compare(.less, computed, .boundary(.tomorrow)), then: computed, otherwise: .null)
    default: break
    }
    add(
      Member(
        name: time.name.text, label: time.label, also: time.also, kind: .time(isPlanned: time.isPlanned), value: value,
        asWritten: asWritten),
      to: index, at: time.name.span)
  }

  /// The time as it is written: a column of its own, or what an expression over columns and members gives.
  private mutating func timeValue(
    _ time: EntityDeclaration.TimeMember, _ format: ColumnSpec.TimeFormat, _ index: Int
  ) -> TypedScalar? {
    if !time.more.isEmpty { return timeOfColumns(time, format, index) }
    if case .path(let path) = time.value.kind, let column = path.names.first, path.names.count == 1,
      isOwnColumn(column, of: time, index)
    {
      noteRead(column, by: index)
      let spec = ColumnSpec(source: [column.text], kind: .time(format))
      return TypedScalar(
        .time(LinkPath(entity: index), column: self.column(spec, of: index), isPlanned: true), .time)
    }
    var readsColumns = true
    let bound = bind(in: index) { binder in
      binder.readsTimesAsWritten = true
      if time.format != nil { binder.columns?.timeFormat = format }
      let bound = binder.value(time.value, expecting: .time)
      readsColumns = binder.columns?.hasReadTimes ?? true
      return bound
    }
    guard let bound else { return nil }
    if bound.type != .time, bound.type != .null {
      report("not-a-time", "`\(time.name.text)` is \(bound.type.description), not a time", at: time.value.span)
      return nil
    }
    if let written = time.format, !readsColumns {
      report(
        "unused-format", "`as \(written)` says how columns are read, and `\(time.name.text)` reads none of the table",
        at: time.value.span, notes: ["write it where the column is declared: `time COLUMN as \(written)`"])
      return nil
    }
    return bound
  }

  /// A time that stands in several columns of the table, which are read side by side.
  private mutating func timeOfColumns(
    _ time: EntityDeclaration.TimeMember, _ format: ColumnSpec.TimeFormat, _ index: Int
  ) -> TypedScalar? {
    guard case .path(let path) = time.value.kind, path.names.count == 1 else {
      report("bad-columns", "what stands beside other columns is a column", at: time.value.span)
      return nil
    }
    let columns = path.names + time.more
    switch format {
    case .iso, .isoUTC:
      // A date and its clock.
      guard columns.count > 2 else { break }
      report(
        "bad-columns", "\(columns.count) columns are a time only with the form that they have side by side",
        at: columns[2].span, label: "write `as \"yyyy mm dd\"` behind them")
      return nil
    case .pattern: break
    default:
      report("bad-columns", "a number that is a time stands in one column", at: columns[1].span)
      return nil
    }
    for column in columns { noteRead(column, by: index) }
    let spec = ColumnSpec(source: columns.map(\.text), kind: .time(format))
    return TypedScalar(.time(LinkPath(entity: index), column: self.column(spec, of: index), isPlanned: true), .time)
  }

  /// Whether a time's one name is the table's column, not another time of the entity.
  private func isOwnColumn(_ column: Name, of time: EntityDeclaration.TimeMember, _ index: Int) -> Bool {
    let key = Catalog.key(column.text)
    if key == Catalog.key(time.name.text) { return true }
    let isOther = timeNames[index]?.contains(key) ?? false
    if hasColumn(column.text, index), !isOther || time.format != nil { return true }
    return !isOther && catalog.entities[index].member(named: column.text) == nil
  }

  /// What follows `as`; nil, with the mistake, where it is no format.
  mutating func timeFormat(_ written: String?, at span: Span) -> ColumnSpec.TimeFormat? {
    switch written?.lowercased() {
    case nil: return .iso
    case "utc": return .isoUTC
    case "unix": return .unixSeconds
    case "unix_ms": return .unixMilliseconds
    case "unix_us": return .unixMicroseconds
    case "julian": return .julianDay
    case "excel": return .spreadsheetDay
    case let pattern?:
      if TimePattern(pattern) != nil { return .pattern(pattern) }
      if pattern.contains("y") || pattern.contains("d") {
        report(
          "unknown-format", "`\(pattern)` is no form of a date", at: span,
          notes: [
            "it needs the year, `yyyy`; with a day `dd` the month, `mm`; with a clock `hh:mm` the day: \"dd/mm/yyyy hh:mm\", \"yyyy-mm\""
          ])
        return nil
      }
      report(
        "unknown-format", "`\(pattern)` is no time format", at: span,
        label: DidYouMean.label(for: pattern, among: ["utc", "unix", "unix_ms", "unix_us", "julian", "excel"]),
        notes: ["formats are utc, unix, unix_ms, unix_us, julian, excel and patterns such as \"dd/mm/yyyy hh:mm:ss\""])
      return nil
    }
  }

  // MARK: Placing

  /// Places the rows of every entity by the first time that it declares.
  mutating func placeRows(_ declarations: [EntityDeclaration]) {
    for (index, declaration) in declarations.enumerated() {
      let first = declaration.members.lazy.compactMap { member -> Name? in
        if case .time(let time) = member { time.name } else { nil }
      }.first
      guard let first, let member = catalog.entities[index].member(named: first.text),
        case .time(let isPlanned) = member.kind
      else { continue }
      catalog.entities[index].time = member.value.expression
      catalog.entities[index].placing = Placing(
        time: member.asWritten ?? member.value.expression, isPlanned: isPlanned, column: nil)
    }
    // Rows are stored in the order of a time that is a column, of their own or of linked rows in order before them.
    for index in declarations.indices {
      guard case .time(let path, let column, _)? = catalog.entities[index].placing?.time, !isCircular(index) else {
        continue
      }
      let own = storedTime(path.hops[...], column, of: index)
      catalog.entities[index].placing?.column = own
      catalog.spec.entities[index].placedBy = own
    }
  }

  /// The column of an entity that holds a time reached over links.
  private mutating func storedTime(_ hops: ArraySlice<LinkPath.Hop>, _ column: Int, of index: Int) -> Int {
    guard let hop = hops.first else { return column }
    let time = storedTime(hops.dropFirst(), column, of: hop.target)
    return self.column(ColumnSpec(source: [], kind: .linkedTime(link: hop.column, time: time)), of: index)
  }

  /// Whether an entity's order would hang on itself.
  private func isCircular(_ index: Int) -> Bool {
    func next(_ entity: Int) -> [Int] {
      guard case .time(let path, _, _)? = catalog.entities[entity].placing?.time else { return [] }
      return path.hops.map(\.target)
    }
    var pending = next(index)
    var seen: Set<Int> = []
    while let entity = pending.popLast() {
      if entity == index { return true }
      if seen.insert(entity).inserted { pending += next(entity) }
    }
    return false
  }
}

extension Scalar {
  /// A time of its own kind read after today too.
  fileprivate var asWritten: Scalar {
    if case .time(let path, let column, _) = self { .time(path, column: column, isPlanned: true) } else { self }
  }
}
