import KPIEngine

/// Rows with an odd value, and the first such value.
struct OddRows {
  /// Positions from 0.
  var rows: [Int32] = []
  var example = ""

  mutating func add(_ row: Int, _ value: @autoclosure () -> String) {
    if rows.isEmpty { example = Self.shortened(value()) }
    rows.append(Int32(truncatingIfNeeded: row))
  }

  /// At most 80 characters: an example stands in a message.
  static func shortened(_ text: String) -> String { text.count > 80 ? String(text.prefix(79)) + "…" : text }
}

/// Takes one column's cells, row by row, of one range of rows.
///
/// A subclass per kind of column: one virtual call a cell, and no closure.
class ColumnReader: @unchecked Sendable {
  // SAFETY: filled by the one thread that reads the range, then handed over when the threads are joined.
  let cell: Int32
  /// Rows of this range whose value could not be used.
  var odd = OddRows()

  init(cell: Int32) { self.cell = cell }

  /// Takes the cell of the row at `position`, which grows by one from 0.
  func read(_ row: Row, at position: Int) {}
}

/// Text as codes of a pool of its own; `remap` leads to the codes of the whole dictionary once that is known.
final class TextReader: ColumnReader, @unchecked Sendable {
  let codes = CodeVector()
  let pool = TextPool()
  private(set) var remap: [UInt32] = []
  /// Codes of the pool here whose text was no UTF-8, with what stands for it.
  private(set) var repaired: [Int: String] = [:]
  private var lastCode = 0

  override func read(_ row: Row, at position: Int) {
    guard row.storage(cell) != .null else { return codes.append(0) }
    let text = row.bytes(cell)
    if lastCode == 0 || !pool.isEqual(lastCode, text) { lastCode = pool.code(text) }
    codes.append(UInt32(truncatingIfNeeded: lastCode))
  }

  /// Gives its texts, in NFC, to the pool of the whole dictionary; none are here afterwards.
  func join(_ dictionary: TextPool) {
    let codes = 1..<pool.count + 1
    if dictionary.count == 0, codes.allSatisfy({ CanonicalText.isCanonical(pool.bytes($0)) }) {
      remap = Array(0..<UInt32(truncatingIfNeeded: pool.count + 1))
      return dictionary.take(pool)
    }
    remap = [0]
    remap.reserveCapacity(pool.count + 1)
    for code in codes {
      CanonicalText.with(pool.bytes(code)) { text, isRepaired in
        remap.append(UInt32(truncatingIfNeeded: dictionary.code(text)))
        if isRepaired { repaired[code] = text.text }
      }
    }
    pool.removeAll()
  }
}

/// Keys of a lookup table as the codes of their texts; keys that it has not are odd.
final class LookupReader: ColumnReader, @unchecked Sendable {
  let codes = CodeVector()
  /// Rows whose key the table has with different texts.
  private(set) var ambiguous = OddRows()
  private let table: LookupTable
  private let isNumeric: Bool

  init(cell: Int32, table: LookupTable, isNumeric: Bool) {
    self.table = table
    self.isNumeric = isNumeric
    super.init(cell: cell)
  }

  override func read(_ row: Row, at position: Int) {
    let index = table.index
    let place: Int32
    switch row.storage(cell) {
    case .null: return codes.append(0)
    case .integer: place = index.value(row.integer(cell), isNumeric: isNumeric)
    case .real:
      let number = Int64(exactly: row.real(cell))
      place = number.map { index.value($0, isNumeric: isNumeric) } ?? index.value(row.bytes(cell), isNumeric: isNumeric)
    case .text, .blob:
      place = row.withKeyText(cell, row.storage(cell)) { index.value($0, isNumeric: isNumeric) }
    }
    guard place >= 0 else {
      odd.add(position, row.storage(cell) == .blob ? row.blobLiteral(cell) : row.text(cell))
      return codes.append(0)
    }
    if !table.ambiguous.isEmpty, table.ambiguous.contains(place) { ambiguous.add(position, row.text(cell)) }
    codes.append(UInt32(table.codes[Int(place)]))
  }
}

/// Keys of another entity, resolved to row numbers when its order is known.
final class LinkReader: ColumnReader, @unchecked Sendable {
  let keys = KeyVector()

  override func read(_ row: Row, at position: Int) { keys.append(row, cell) }
}

/// Numbers: whole while all are, then decimals of one scale, then floating.
final class NumberReader: ColumnReader, @unchecked Sendable {
  // Plain members and a flag instead of optional ones: an append must not count references.
  private let coefficients = IntegerVector()
  private let floating = RawVector<Double>()
  private var isReal = false
  /// Decimal places of the coefficients, 0 … 4.
  private(set) var scale = 0

  /// Coefficients of `scale`; nil once the numbers are floating.
  var exact: IntegerVector? { isReal ? nil : coefficients }

  /// The floating numbers, NaN is null; nil while the numbers are exact.
  var reals: RawVector<Double>? { isReal ? floating : nil }

  /// Whether `t`, `true`, `f`, `no` … are 1 and 0: in a column that is declared to hold yes and no.
  private let readsTruth: Bool
  /// How texts write numbers, where it is for people.
  private let form: NumberForm?

  init(cell: Int32, readsTruth: Bool = false, form: NumberForm? = nil) {
    self.readsTruth = readsTruth
    self.form = form
    super.init(cell: cell)
  }

  override func read(_ row: Row, at position: Int) {
    switch row.storage(cell) {
    case .null: appendNull()
    case .integer:
      let number = row.integer(cell)
      if scale == 0, number != .min, !isReal { return coefficients.append(number) }
      number == .min ? refuse(row, position) : append(.integer(number))
    case .real:
      let real = row.real(cell)
      if !isReal, let coefficient = Number.coefficient(of: real, scale: scale) {
        return coefficients.append(coefficient)
      }
      if let number = Number(real) { append(number) } else { refuse(row, position) }
    case .text:
      if let number = number(row.bytes(cell)) {
        append(number)
      } else if readsTruth, let holds = TruthWords.value(of: row.text(cell)) {
        append(.integer(holds ? 1 : 0))
      } else {
        refuse(row, position)
      }
    case .blob: refuse(row, position)
    }
  }

  @inline(__always)
  private func number(_ text: Bytes) -> Number? {
    guard let form else { return Number(text) }
    return form.plain(text.text).flatMap { Bytes.with($0) { Number($0) } }
  }

  private func refuse(_ row: Row, _ position: Int) {
    odd.add(position, row.storage(cell) == .blob ? row.blobLiteral(cell) : row.text(cell))
    appendNull()
  }

  private func appendNull() {
    if isReal { floating.append(.nan) } else { coefficients.appendNull() }
  }

  private func append(_ number: Number) {
    if !isReal {
      let (coefficient, numberScale): (Int64, Int)
      switch number {
      case .integer(let whole): (coefficient, numberScale) = (whole, 0)
      case .decimal(let digits, let places): (coefficient, numberScale) = (digits, places)
      case .real: (coefficient, numberScale) = (0, -1)
      }
      if numberScale >= 0, widen(to: max(scale, numberScale)) {
        let (scaled, overflows) = coefficient.multipliedReportingOverflow(by: Number.powers[scale - numberScale])
        if !overflows, scaled != .min { return coefficients.append(scaled) }
      }
      turnReal()
    }
    switch number {
    case .integer(let whole): floating.append(Double(whole))
    case .decimal(let digits, let places): floating.append(Double(digits) / Number.realPowers[places])
    case .real(let real): floating.append(real)
    }
  }

  /// Brings the coefficients to a greater scale; false, with nothing changed, where one would not fit.
  private func widen(to newScale: Int) -> Bool {
    guard newScale > scale else { return true }
    guard coefficients.scale(by: Number.powers[newScale - scale]) else { return false }
    scale = newScale
    return true
  }

  /// Brings the numbers to a scale that is not less than theirs; floating where they do not fit.
  func align(to newScale: Int) {
    if !isReal, !widen(to: newScale) { turnReal() }
  }

  /// Makes the numbers floating.
  func turnReal() {
    guard !isReal else { return }
    coefficients.forEach { _, number in
      floating.append(number == .min ? .nan : Double(number) / Number.realPowers[scale])
    }
    coefficients.removeAll()
    isReal = true
  }
}

/// Times in one of the formats.
final class TimeReader: ColumnReader, @unchecked Sendable {
  /// How the cells are written, the pattern already read.
  enum Format { case iso(isUTC: Bool), unix(perSecond: Int64), julian, spreadsheet, pattern(TimePattern) }

  /// `TimeColumn.null` where there is none.
  let days = RawVector<Int32>()
  /// Since the day began; nil while every one is 0.
  var milliseconds: RawVector<Int32>? { hasClockTimes ? millisecondsOfDay : nil }
  private let millisecondsOfDay = RawVector<Int32>()
  private var hasClockTimes = false
  private let format: Format
  private let clock: DayClock
  private let iso: ISOTimeReader

  init(cell: Int32, format: Format, zone: ZoneTable) {
    self.format = format
    clock = DayClock(zone: zone)
    let isUTC = if case .iso(let isUTC) = format { isUTC } else { false }
    iso = ISOTimeReader(clock: clock, isUTC: isUTC)
    super.init(cell: cell)
  }

  override func read(_ row: Row, at position: Int) {
    let storage = row.storage(cell)
    guard storage != .null else { return append(nil) }
    let time = read(row, storage)
    if time == nil { odd.add(position, row.text(cell)) }
    append(time)
  }

  @inline(__always)
  private func read(_ row: Row, _ storage: Row.Storage) -> LocalTime? {
    switch format {
    case .iso:
      return storage == .text ? iso.read(row.bytes(cell)) : nil
    case .unix(let perSecond):
      return unixMilliseconds(row, storage, perSecond).flatMap(clock.time)
    case .julian: return days(row, storage).flatMap(clock.time)
    case .spreadsheet: return days(row, storage).flatMap(LocalTime.init(spreadsheetDay:)).flatMap(clock.settled)
    case .pattern(let pattern):
      return storage == .blob ? nil : pattern.read(row.bytes(cell)).flatMap(clock.settled)
    }
  }

  private func days(_ row: Row, _ storage: Row.Storage) -> Double? {
    switch storage {
    case .integer: Double(row.integer(cell))
    case .real: row.real(cell)
    default: Number(row.bytes(cell))?.real
    }
  }

  private func unixMilliseconds(_ row: Row, _ storage: Row.Storage, _ perSecond: Int64) -> Int64? {
    let number: Number?
    switch storage {
    case .integer: number = .integer(row.integer(cell))
    case .real: number = Number(row.real(cell))
    default: number = Number(row.bytes(cell))
    }
    switch number {
    case .integer(let units)?:
      if perSecond == 1 {
        let (milliseconds, overflows) = units.multipliedReportingOverflow(by: 1_000)
        return overflows ? nil : milliseconds
      }
      let divisor = perSecond / 1_000
      return units / divisor - (units % divisor < 0 ? 1 : 0)
    case let number?:
      let milliseconds = (number.real * 1_000 / Double(perSecond)).rounded(.down)
      return Int64(exactly: milliseconds)
    case nil: return nil
    }
  }

  @inline(__always)
  private func append(_ time: LocalTime?) {
    days.append(time?.day ?? TimeColumn.null)
    let millisecond = time?.millisecond ?? 0
    if hasClockTimes {
      millisecondsOfDay.append(millisecond)
    } else if millisecond != 0 {
      millisecondsOfDay.append(0, times: days.count - 1)
      millisecondsOfDay.append(millisecond)
      hasClockTimes = true
    }
  }
}
