import KPIEngine

/// The columns of an entity's own table, which its members' expressions may name.
///
/// How a column is read follows from how it is used: as a time, as a number, else as its declared type says.
struct RawColumns {
  let table: DatabaseSchema.Table?
  var spec: EntitySpec
  var dictionaryCount: Int
  /// How columns that are times are written, where the declaration says so.
  var timeFormat: ColumnSpec.TimeFormat?
  /// How columns that are numbers are written, where the declaration says so.
  var numberForm: NumberForm?
  /// Whether a column was read as a number.
  private(set) var hasReadNumbers = false
  /// Whether a column was read as a time.
  private(set) var hasReadTimes = false
  /// Times keep values after today.
  var readsTimesAsWritten = false

  init(table: DatabaseSchema.Table?, spec: EntitySpec, dictionaryCount: Int) {
    self.table = table
    self.spec = spec
    self.dictionaryCount = dictionaryCount
  }

  /// Whether the table has the column; true where the table is not known.
  func has(_ name: String) -> Bool { table == nil || table?.column(named: name) != nil }

  /// Whether a name is the table's column before it is a declared time or measure, because the declaration says how it is
  /// written.
  func reads(_ name: String, before member: Member) -> Bool {
    switch member.kind {
    case .time: timeFormat != nil && has(name)
    case .measure: numberForm != nil && has(name)
    default: false
    }
  }

  mutating func expression(_ name: String, entity: Int, expecting: ScalarType?) -> TypedScalar {
    let path = LinkPath(entity: entity)
    switch expecting ?? declaredType(of: name) {
    case .time:
      hasReadTimes = true
      return TypedScalar(
        .time(path, column: column(name, .time(timeFormat ?? .iso)), isPlanned: readsTimesAsWritten), .time)
    case .number, .boolean:
      hasReadNumbers = true
      let kind = numberForm.map(ColumnSpec.Kind.writtenNumber) ?? .number
      return TypedScalar(.number(path, column: column(name, kind)), .number)
    default:
      if let known = spec.columns.firstIndex(where: { column in
        if case .text = column.kind { column.source == [name] } else { false }
      }) {
        return TypedScalar(.text(path, column: known), .text)
      }
      dictionaryCount += 1
      return TypedScalar(.text(path, column: column(name, .text(dictionary: dictionaryCount - 1))), .text)
    }
  }

  private func declaredType(of name: String) -> ScalarType {
    guard let column = table?.column(named: name) else { return .text }
    let type = column.declaredType.lowercased()
    if type.contains("date") || type.contains("time") { return .time }
    return column.holdsNumbers ? .number : .text
  }

  private mutating func column(_ name: String, _ kind: ColumnSpec.Kind) -> Int {
    let wanted = ColumnSpec(source: [name], kind: kind)
    if let known = spec.columns.firstIndex(of: wanted) { return known }
    spec.columns.append(wanted)
    return spec.columns.count - 1
  }
}
