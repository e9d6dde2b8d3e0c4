import KPIEngine

/// What was read from one range of a table's rows, in the order they came.
final class RangeRows: @unchecked Sendable {
  // SAFETY: filled by the one thread that reads the range, then handed over when the threads are joined.
  let keys = KeyVector()
  /// By column; nil for those that no cell holds.
  let columns: [ColumnReader?]
  var rowCount = 0

  init(columns: [ColumnReader?]) { self.columns = columns }
}

/// A range of a table's rows that one thread reads in one go.
struct RowRange: Sendable {
  let entity: Int
  /// Place among the entity's ranges.
  let number: Int
  /// First and last rowid; nil reads the whole table.
  let rowIDs: ClosedRange<Int64>?
  /// About how many rows, for the progress; at least 1.
  let weight: Double

  /// Rowids in a range at least: less is not worth a statement.
  private static let leastLength: UInt64 = 1 << 16
  /// Ranges of one table at most: a table with few rows and wild rowids costs no more than that many look-ups.
  private static let greatestCount: UInt64 = 64

  /// Cuts every table into ranges; tables without rowids, which one thread reads alone, come first.
  static func all(of plan: LoadPlan, connection: Connection) throws(StoreError) -> [RowRange] {
    var whole: [RowRange] = []
    var cut: [RowRange] = []
    for (entity, planned) in plan.entities.enumerated() {
      guard let planned else { continue }
      guard let rowID = planned.table.rowID else {
        whole.append(RowRange(entity: entity, number: 0, rowIDs: nil, weight: 1))
        continue
      }
      let table = quoted(planned.table.name)
      let ends = try connection.prepare(
        "SELECT (SELECT min(\(rowID)) FROM \(table) NOT INDEXED), (SELECT max(\(rowID)) FROM \(table) NOT INDEXED)")
      guard try ends.step(), ends.row.storage(0) == .integer, ends.row.storage(1) == .integer else { continue }
      let (first, last) = (ends.row.integer(0), ends.row.integer(1))
      // A damaged table may say anything.
      guard first <= last else { throw .damaged(path: connection.path, detail: "rowids out of order") }
      let length = UInt64(bitPattern: last) &- UInt64(bitPattern: first)
      let count = min(length / leastLength + 1, greatestCount)
      let step = length / count + 1
      var start = first
      for number in 0..<Int(count) {
        let (end, overflows) = start.addingReportingOverflow(Int64(clamping: step - 1))
        let stop = overflows ? last : min(end, last)
        cut.append(
          RowRange(
            entity: entity, number: number, rowIDs: start...stop,
            weight: min(Double(stop) - Double(start) + 1, 1_000_000)))
        if stop == last { break }
        start = stop + 1
      }
    }
    return whole + cut
  }
}

/// Reads ranges of rows.
struct RangeReader: Sendable {
  let plan: LoadPlan
  /// By dictionary.
  let lookups: [LookupTable?]
  /// More rows than this in a table only a damaged file can claim; views may multiply theirs.
  let rowLimit: Int

  /// Reads one range through `connection`.
  func read(_ range: RowRange, through connection: Connection) throws(StoreError) -> RangeRows {
    guard let entity = plan.entities[range.entity] else { return RangeRows(columns: []) }
    let rows = RangeRows(columns: readers(of: range.entity, entity))
    let statement: Statement
    do throws(StoreError) {
      if let rowIDs = range.rowIDs, let rowID = entity.table.rowID {
        statement = try connection.prepare("\(entity.select) NOT INDEXED WHERE \(rowID) BETWEEN ?1 AND ?2")
        statement.bind(rowIDs.lowerBound, at: 1)
        statement.bind(rowIDs.upperBound, at: 2)
      } else {
        statement = try connection.prepare(entity.select)
      }
      // SAFETY: `rows` holds the readers for longer than this loop runs. Unmanaged, because counting their references
      // for every cell took a third of a load's time.
      let readers = rows.columns.compactMap { $0.map(Unmanaged.passUnretained) }
      let keys = rows.keys
      let limit = entity.table.isView || entity.table.rowID == nil ? Int(Int32.max) - 1 : rowLimit
      var position = 0
      var lastRowID = Int64.min
      while try statement.step() {
        let row = statement.row
        if let cell = entity.rowIDCell {
          // Out of order, and the search for the range's ends may have gone astray: rows would be left out.
          let rowID = row.integer(cell)
          guard position == 0 || rowID > lastRowID else {
            throw .damaged(path: connection.path, detail: "rowids of table \(entity.table.name) out of order")
          }
          lastRowID = rowID
        }
        if entity.keyCell == nil { keys.append(number: Int64(position) + 1) } else { keys.append(row, 0) }
        for reader in readers { reader._withUnsafeGuaranteedRef { $0.read(row, at: position) } }
        position += 1
        if position > limit { throw tooMany(entity.table, connection) }
      }
      rows.rowCount = position
    } catch .failed(_, let code, let detail) where [1, 18].contains(code & 0xFF) {  // SQLITE_ERROR, SQLITE_TOOBIG
      throw .unreadable(table: entity.table.name, detail: detail)
    }
    return rows
  }

  private func tooMany(_ table: DatabaseSchema.Table, _ connection: Connection) -> StoreError {
    table.isView || table.rowID == nil
      ? .tooManyRows(table: table.name)
      : .damaged(path: connection.path, detail: "table \(table.name) has more rows than the file can hold")
  }

  func readers(of number: Int, _ entity: LoadPlan.Entity) -> [ColumnReader?] {
    let spec = plan.spec.entities[number]
    var readers: [ColumnReader?] = []
    for (index, column) in spec.columns.enumerated() {
      guard let cell = entity.cells[index] else {
        readers.append(nil)
        continue
      }
      switch column.kind {
      case .text: readers.append(TextReader(cell: cell))
      case .link: readers.append(LinkReader(cell: cell))
      case .writtenNumber(let form): readers.append(NumberReader(cell: cell, form: form))
      case .number:
        let source = column.source.first.flatMap { entity.table.column(named: $0) }
        readers.append(NumberReader(cell: cell, readsTruth: source?.isBoolean ?? false))
      case .lookup(let dictionary):
        readers.append(
          lookups[dictionary].map {
            LookupReader(
              cell: cell, table: $0,
              isNumeric: plan.isNumericLink(column, of: entity, keyIsNumeric: $0.hasNumericKey))
          })
      case .time:
        readers.append(
          plan.formats[number][index].map {
            TimeReader(cell: cell, format: $0, zone: plan.spec.zone)
          })
      case .linkedTime, .key: readers.append(nil)
      }
    }
    return readers
  }
}
