import KPIEngine

/// What the values of a column are, as far as an engine's types hang on it.
package struct PushFacts: Sendable {
  package var nulls = 0
  package var integers = 0
  package var reals = 0
  package var texts = 0
  package var blobs = 0

  /// Numbers that a double does not hold exactly.
  package var beyondDoubles = 0
  /// Numbers with more than four decimals, or none: what an exact decimal would change.
  package var inexact = 0
  /// The decimals that the others need.
  package var decimals = 0
  /// The greatest of them, without sign, in ten-thousandths.
  package var greatest: Int128 = 0
  /// Whether every number is 0 or 1.
  package var areFlags = true

  /// Texts with a NUL, texts that are no UTF-8.
  package var nulTexts = 0
  package var badTexts = 0
  /// Texts by what they write; those that are nothing of it are neither.
  package var days = 0
  package var walls = 0
  package var instants = 0
  package var truths = 0
  /// Whether each time would be read back as the same text.
  package var areCanonical = true
  /// A text that is no time.
  package var example: String?

  /// What an engine is asked for at the end: sums of numbers, in ten-thousandths; of the bits of doubles; of the
  /// microseconds of times; of the bytes of texts and blobs; how many are true.
  package var sum: Int128 = 0
  package var bitSum: Int128 = 0
  package var timeSum: Int128 = 0
  package var byteCount = 0
  package var yes = 0

  package init() {}

  /// Values that are there.
  package var count: Int { integers + reals + texts + blobs }
  package var numbers: Int { integers + reals }

  @inline(__always)
  mutating func add(_ cell: PushCell, hash: inout PushHash) {
    switch cell {
    case .null:
      nulls += 1
      hash.add(0)
    case .integer(let number):
      integers += 1
      hash.add(1, UInt64(bitPattern: number))
      if number.magnitude > 1 << 53 { beyondDoubles += 1 }
      add(number: cell, Double(number))
    case .real(let number):
      reals += 1
      hash.add(2, number.bitPattern)
      add(number: cell, number)
    case .text(let text):
      texts += 1
      hash.add(3, text)
      add(text: text)
    case .blob(let bytes):
      blobs += 1
      byteCount += bytes.count
      hash.add(4, bytes)
    }
  }

  private mutating func add(number cell: PushCell, _ real: Double) {
    bitSum += Int128(Int64(bitPattern: real.bitPattern))
    if real == 1 { yes += 1 } else if real != 0 || real.sign == .minus { areFlags = false }
    guard let value = cell.tenThousandths else {
      inexact += 1
      return
    }
    sum += value
    greatest = max(greatest, value.magnitude > UInt128(Int128.max) ? .max : Int128(value.magnitude))
    while decimals < 4, value % Int128(10_000 / Number.powers[decimals]) != 0 { decimals += 1 }
  }

  private mutating func add(text: UnsafeBufferPointer<UInt8>) {
    byteCount += text.count
    if let time = PushTime(text) {
      switch time.form {
      case .day: days += 1
      case .wall: walls += 1
      case .instant: instants += 1
      }
      timeSum += Int128(time.microseconds)
      if !time.isCanonical { areCanonical = false }
      // It has digits and signs alone.
      return
    }
    if text.contains(0) { nulTexts += 1 }
    guard let written = String(validating: text, as: UTF8.self) else {
      badTexts += 1
      return
    }
    if example == nil { example = OddRows.shortened(written) }
    guard text.count <= 5, let holds = TruthWords.value(of: written) else { return }
    truths += 1
    if holds { yes += 1 }
  }
}

/// A number for all values of a table in their order: tells apart what a table was and what it is.
package struct PushHash: Sendable {
  package private(set) var value: UInt64 = 0x9E37_79B1_85EB_CA87

  package init() {}

  @inline(__always)
  mutating func add(_ kind: UInt64, _ word: UInt64 = 0) {
    value = (value ^ word) &* 0xC2B2_AE3D_27D4_EB4F &+ kind
    value ^= value >> 29
  }

  mutating func add(_ kind: UInt64, _ bytes: UnsafeBufferPointer<UInt8>) {
    add(kind, Checksum.of(UnsafeRawBufferPointer(bytes)))
  }

  /// Takes a name.
  package mutating func add(_ text: String) { add(5, Checksum.of(Array(text.utf8))) }
}

extension PushReader {
  /// Looks at every value of a table once.
  package func facts(
    of table: DatabaseSchema.Table
  ) throws(StoreError) -> (rows: Int, columns: [PushFacts], hash: PushHash) {
    let rows = try rows(of: table)
    var columns = [PushFacts](repeating: PushFacts(), count: table.columns.count)
    var hash = PushHash()
    var count = 0
    while try rows.next() {
      for column in columns.indices {
        columns[column].add(rows.cell(column), hash: &hash)
      }
      count += 1
    }
    return (count, columns, hash)
  }

  /// The bytes that a column's numbers have as texts.
  ///
  /// - Parameter asWritten: as SQLite writes them; else in the fewest digits that mean them.
  package func digitCount(of column: Int, in table: DatabaseSchema.Table, asWritten: Bool) throws(StoreError) -> Int {
    let rows = try rows(of: table)
    var count = 0
    while try rows.next() {
      let cell = rows.cell(column)
      switch cell {
      case .integer, .real: count += asWritten ? rows.written(column).count : cell.digits.utf8.count
      case .null, .text, .blob: break
      }
    }
    return count
  }
}

extension PushCell {
  /// A number in the fewest digits that mean it; empty for others.
  package var digits: String {
    switch self {
    case .integer(let number): String(number)
    case .real(let number): "\(number)"
    case .null, .text, .blob: ""
    }
  }
}
