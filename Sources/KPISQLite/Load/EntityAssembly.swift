import KPIEngine

/// One entity on its way from ranges of rows, as they were read, to columns in their final order.
final class EntityAssembly: @unchecked Sendable {
  // SAFETY: each phase of the load hands it, or one of its columns, to one thread, and joins the threads in between;
  // what other threads read then (order, index, finished columns) was written in an earlier phase.
  let number: Int
  let spec: EntitySpec
  let isMissing: Bool
  let rowCount: Int
  /// By column.
  let columns: [ColumnAssembly]
  /// Positions at which each range of rows begins.
  let starts: [Int]
  private var rangeKeys: [KeyVector]

  /// Known after `arrange`.
  private(set) var order = RowOrder(count: 0, keyOrder: nil, days: nil, milliseconds: nil)
  private(set) var keys = KeyColumn.integer(.bits32(Buffer([Int32.min])))
  /// From keys to row numbers; nil where nobody needs it.
  private(set) var index: KeyIndex?
  private(set) var keyNotes: [LoadNote] = []
  /// The keys' codes in row order where they are texts: of the pool that `arrange` was given.
  private(set) var keyCodes: [UInt32] = []
  /// Rows with equal keys by the first of them.
  private var sameKeys: [Int32: [Int32]] = [:]

  init(number: Int, spec: EntitySpec, isMissing: Bool, ranges: [RangeRows]) throws(StoreError) {
    self.number = number
    self.spec = spec
    self.isMissing = isMissing
    var starts: [Int] = []
    var count = 0
    for range in ranges {
      starts.append(count)
      count += range.rowCount
    }
    guard count < Int(Int32.max) else { throw .tooManyRows(table: spec.table) }
    self.starts = starts
    rowCount = count
    rangeKeys = ranges.map(\.keys)
    columns = spec.columns.indices.map { column in ColumnAssembly(ranges: ranges.compactMap { $0.columns[column] }) }
  }

  /// Puts the rows in order and finishes the keys.
  ///
  /// - Parameters:
  ///   - linked: the placing time of each position where it comes through a link; else the rows' own is taken.
  ///   - needsIndex: whether links lead here.
  ///   - keyPool: takes the keys where they are texts.
  func arrange(linked: (days: [Int32], milliseconds: [Int32]?)?, needsIndex: Bool, keyPool: TextPool) {
    let (days, milliseconds) = linked ?? placingTime()
    if rangeKeys.allSatisfy({ $0.integers != nil }) {
      arrangeIntegers(days, milliseconds, needsIndex)
    } else {
      arrangeTexts(days, milliseconds, in: keyPool)
    }
    rangeKeys = []
  }

  private func placingTime() -> (days: [Int32]?, milliseconds: [Int32]?) {
    guard let placedBy = spec.placedBy else { return (nil, nil) }
    let readers = columns[placedBy].ranges.compactMap { $0 as? TimeReader }
    var days: [Int32] = []
    var milliseconds: [Int32]?
    days.reserveCapacity(rowCount)
    for reader in readers {
      if let own = reader.milliseconds {
        var all = milliseconds ?? Array(repeating: 0, count: days.count)
        milliseconds = nil
        all.append(contentsOf: UnsafeBufferPointer(start: own.base, count: own.count))
        milliseconds = all
      } else if milliseconds != nil {
        milliseconds?.append(contentsOf: repeatElement(0, count: reader.days.count))
      }
      days.append(contentsOf: UnsafeBufferPointer(start: reader.days.base, count: reader.days.count))
    }
    return (days, milliseconds)
  }

  private func arrangeIntegers(_ days: [Int32]?, _ milliseconds: [Int32]?, _ needsIndex: Bool) {
    let ranges = rangeKeys.compactMap(\.integers)
    let run = NumberRun(ranges)
    let read = IntegerVector()
    if run == nil { for range in ranges { range.forEach { _, key in read.append(key) } } }
    let keyOrder = run == nil ? RowOrder.keyOrder(integers: read) : nil
    order = RowOrder(count: rowCount, keyOrder: keyOrder, days: days, milliseconds: milliseconds)
    if let run, order.order == nil { return arrange(run, needsIndex) }
    let arranged: IntegerVector
    if let positions = order.order {
      arranged = IntegerVector()
      for position in positions { arranged.append(run.map { $0.first + Int64(position) } ?? read[Int(position)]) }
    } else {
      arranged = read
    }
    // Put in order, keys may turn out to be a run.
    if let run = NumberRun([arranged]) { return arrange(run, needsIndex) }
    keys = .integer(NearNumbers(arranged).map { .near($0) } ?? Integers(arranged))
    var nulls: [Int32] = []
    if keyOrder != nil { arranged.forEach { index, key in if key == .min { nulls.append(Int32(index) + 1) } } }
    note(.nullKeys, rows: nulls, example: "")
    // Keys that came strictly ascending cannot repeat.
    guard needsIndex || keyOrder != nil else { return }
    var repeated: [Int32] = []
    let index = KeyIndex(integers: arranged, values: { Int32($0) + 1 }, repeated: { repeated.append(Int32($0) + 1) })
    self.index = index
    gather(repeated) { index.value(arranged[$0 - 1], isNumeric: true) }
    note(.repeatedKeys, rows: repeated, example: repeated.first.map { String(arranged[Int($0) - 1]) } ?? "")
  }

  /// Keys that are a run in the rows' order: none is null, and none repeats.
  private func arrange(_ run: NumberRun, _ needsIndex: Bool) {
    keys = .integer(.run(run))
    if needsIndex { index = KeyIndex(rowsOf: run) }
  }

  private func arrangeTexts(_ days: [Int32]?, _ milliseconds: [Int32]?, in pool: TextPool) {
    var read: [UInt32] = []
    for range in rangeKeys { read += range.canonical(in: pool).codes }
    order = RowOrder(
      count: rowCount, keyOrder: RowOrder.keyOrder(codes: read, of: pool), days: days, milliseconds: milliseconds)
    let arranged = order.order.map { $0.map { read[Int($0)] } } ?? read
    let texts = pool.texts(of: arranged)
    keys = .text(texts)
    keyCodes = arranged
    note(.nullKeys, rows: arranged.indices.filter { arranged[$0] == 0 }.map { Int32($0) + 1 }, example: "")
    var repeated: [Int32] = []
    let index = KeyIndex(
      codes: arranged, of: pool, values: { Int32($0) + 1 }, repeated: { repeated.append(Int32($0) + 1) })
    self.index = index
    gather(repeated) { index.value(pool.bytes(Int(arranged[$0 - 1])), isNumeric: false) }
    note(.repeatedKeys, rows: repeated, example: repeated.first.map { texts[Int($0)] } ?? "")
  }

  /// Puts the rows whose key an earlier one has beside that one.
  private func gather(_ repeated: [Int32], _ first: (Int) -> Int32) {
    for row in repeated {
      let first = first(Int(row))
      sameKeys[first, default: [first]].append(row)
    }
  }

  private func note(_ kind: LoadNote.Kind, rows: [Int32], example: String) {
    guard !rows.isEmpty else { return }
    keyNotes.append(
      LoadNote(
        kind: kind, entity: number, column: spec.key ?? "rowid", count: rows.count,
        example: OddRows.shortened(example), rows: rows))
  }

  /// The finished rows.
  func finished() -> EntityRows {
    EntityRows(
      rowCount: rowCount, placedCount: isMissing ? 0 : order.placedCount, columns: columns.map(\.result), keys: keys,
      sameKeys: sameKeys, isMissing: isMissing, placedBy: spec.placedBy)
  }
}

/// One column on its way; see `EntityAssembly`.
final class ColumnAssembly: @unchecked Sendable {
  // SAFETY: as `EntityAssembly`.
  /// What was read, by range; empty once the column is finished.
  var ranges: [ColumnReader]
  var isFinished = false
  var result = Column.integer(.bits32(Buffer([Int32.min])))
  var notes: [LoadNote] = []

  init(ranges: [ColumnReader]) { self.ranges = ranges }
}
