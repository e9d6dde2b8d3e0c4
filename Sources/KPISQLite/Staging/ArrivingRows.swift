import KPIEngine

/// Takes rows of tables behind a wire straight into columns: each is read as it comes by the readers of a file's rows.
final class ArrivingRows: RowTarget, @unchecked Sendable {
  // SAFETY: tables are begun by one thread, and each has its own columns and its own thread; whoever waits for them looks at
  // them afterwards. What they share, the lookups, does not change once the first other table has begun.
  private let plan: LoadPlan
  /// What is still to come, in order: first the lookup tables, which the columns of others are read by.
  private var coming: [Arrival]
  private var lookupRows: [(dictionary: Int, rows: LookupRows)] = []
  private(set) var lookups: [LookupTable?]
  private(set) var rows: [(entity: Int, rows: RangeRows)] = []
  let orderedTables: Int

  /// A table, and what its rows are for.
  private struct Arrival {
    var wanted: WantedTable
    /// The lookup's dictionary; nil where it is read as entities.
    var dictionary: Int?
  }

  /// nil where a column is made of several: SQL joins those.
  init?(_ plan: LoadPlan, _ wanted: [WantedTable]) {
    guard plan.spec.entities.allSatisfy({ entity in entity.columns.allSatisfy { $0.source.count < 2 } }) else {
      return nil
    }
    self.plan = plan
    lookups = plan.lookups.map { _ in nil }
    coming = []
    for (dictionary, table) in plan.lookups.enumerated() {
      guard let table, let lookup = plan.spec.dictionaries[dictionary].lookup else { continue }
      let names = [lookup.key, lookup.text] + (lookup.order.map { [$0] } ?? [])
      let columns = names.compactMap { table.column(named: $0)?.name }
      guard columns.count == names.count else { return nil }
      coming.append(Arrival(wanted: WantedTable(name: table.name, columns: columns), dictionary: dictionary))
    }
    orderedTables = coming.count
    for table in wanted where plan.entities.contains(where: { $0?.table.name == table.name }) {
      coming.append(Arrival(wanted: table))
    }
  }

  /// What is to be brought.
  var wanted: [WantedTable] { coming.map(\.wanted) }

  func table(_ name: String, columns: [String]) throws(StoreError) -> RowSink {
    guard let place = coming.firstIndex(where: { $0.wanted.name == name && $0.wanted.columns == columns }) else {
      throw .unusable("table `\(name)` was not asked for")
    }
    let arrival = coming.remove(at: place)
    if let dictionary = arrival.dictionary {
      let rows = LookupRows(hasOrder: columns.count > 2)
      lookupRows.append((dictionary, rows))
      return ArrivingTable(columns: columns.count) { row in rows.read(row, cells: [0, 1, 2]) }
    }
    finishLookups()
    let reader = RangeReader(plan: placed(columns, of: name), lookups: lookups, rowLimit: Int(Int32.max) - 1)
    var parts: [ArrivingPart] = []
    for (number, entity) in reader.plan.entities.enumerated() {
      guard let entity, entity.table.name == name else { continue }
      let part = ArrivingPart(RangeRows(columns: reader.readers(of: number, entity)), keyCell: entity.keyCell)
      rows.append((number, part.rows))
      parts.append(part)
    }
    guard parts.count == 1, let part = parts.first else {
      return ArrivingTable(columns: columns.count) { row in for part in parts { part.read(row) } }
    }
    return ArrivingTable(columns: columns.count) { row in part.read(row) }
  }

  /// What has come is all there is.
  func finish() -> (plan: LoadPlan, read: Loader.Read) {
    finishLookups()
    let ranges = rows.map { RowRange(entity: $0.entity, number: 0, rowIDs: nil, weight: 1) }
    let read = ReadRows(plan: plan, ranges: ranges)
    for (range, own) in zip(ranges, rows) { read.put(own.rows, for: range) }
    return (plan, Loader.Read(rows: read, lookups: lookups, state: nil))
  }

  private func finishLookups() {
    for (dictionary, rows) in lookupRows {
      guard let table = plan.lookups[dictionary], let lookup = plan.spec.dictionaries[dictionary].lookup else {
        continue
      }
      lookups[dictionary] = LookupTable(rows, hasNumericKey: LookupTable.hasNumericKey(lookup, table))
    }
    lookupRows = []
  }

  /// The plan with the cells of a table's rows where they stand here; those of missing columns stand behind all others, and
  /// are null.
  private func placed(_ columns: [String], of table: String) -> LoadPlan {
    plan.withCells(of: table) { name in
      Int32(columns.firstIndex { DatabaseSchema.isSame($0, name) } ?? columns.count)
    }
  }
}

/// The rows of one table as one entity's.
private final class ArrivingPart {
  let rows: RangeRows
  private let keyCell: Int32?
  // SAFETY: `rows` holds the readers. Unmanaged, because counting their references for every cell takes long.
  private let readers: [Unmanaged<ColumnReader>]
  private var position = 0

  init(_ rows: RangeRows, keyCell: Int32?) {
    self.rows = rows
    self.keyCell = keyCell
    readers = rows.columns.compactMap { $0.map(Unmanaged.passUnretained) }
  }

  func read(_ row: Row) {
    if let keyCell { rows.keys.append(row, keyCell) } else { rows.keys.append(number: Int64(position) + 1) }
    for reader in readers { reader._withUnsafeGuaranteedRef { $0.read(row, at: position) } }
    position += 1
    rows.rowCount = position
  }
}

/// Takes the values of one table's rows, and has each row read when it has ended.
private final class ArrivingTable: RowSink {
  private let row: HeldRow
  private let read: (Row) -> Void
  private var count = 0

  init(columns: Int, _ read: @escaping (Row) -> Void) {
    row = HeldRow(count: max(columns, 1))
    self.read = read
    super.init()
  }

  override func put(_ number: Int64, at column: Int) { row.put(.init(storage: .integer, number: number), at: column) }

  override func put(real number: Double, at column: Int) {
    row.put(.init(storage: .real, number: Int64(bitPattern: number.bitPattern)), at: column)
  }

  override func put(held text: UnsafeBufferPointer<UInt8>, at column: Int) {
    row.put(.init(storage: .text, base: text.baseAddress, count: text.baseAddress == nil ? 0 : text.count), at: column)
  }

  override func put(copied text: UnsafeBufferPointer<UInt8>, at column: Int) {
    row.put(.init(storage: .text, base: row.copy(text), count: text.count), at: column)
  }

  override func put(held blob: UnsafeRawBufferPointer, at column: Int) {
    let bytes = blob.bindMemory(to: UInt8.self)
    row.put(.init(storage: .blob, base: bytes.baseAddress, count: bytes.count), at: column)
  }

  override func endRow() throws(StoreError) {
    count += 1
    // Rows are numbered in 32 bits.
    guard count < Int(Int32.max) else { throw .tooManyRows(table: "rows") }
    read(Row(row))
    row.clear()
  }
}
