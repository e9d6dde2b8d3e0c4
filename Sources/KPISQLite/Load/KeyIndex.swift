import KPIEngine

/// Finds what a key stands for: a row number, or a text's code.
///
/// The first of several equal keys wins. Texts are held in NFC.
final class KeyIndex: @unchecked Sendable {
  // SAFETY: filled by one thread before any other sees it, then only read.

  /// Values of the keys `first …`; -1 where there is no such key.
  private var dense: [Int32] = []
  private var first: Int64 = 0
  /// Keys that stand for the rows that have them.
  private var run: NumberRun?
  /// Open addressing over a power of two; a value of -1 is a free place.
  private var sparseKeys: [Int64] = []
  private var sparseValues: [Int32] = []
  private var pool: TextPool?
  /// By the code of the pool, from 1.
  private var textValues: [Int32] = []
  /// Texts that are whole numbers written any way, for comparisons with numeric columns.
  private var numbers: [Int64: Int32] = [:]

  /// An index of keys that are the numbers of a run: each stands for its row.
  init(rowsOf run: NumberRun) { self.run = run }

  /// An index of whole numbers.
  ///
  /// - Parameters:
  ///   - keys: `Int64.min` is null, and is left out.
  ///   - repeated: called with the position of each key that an earlier one equals.
  init(integers keys: IntegerVector, values: (Int) -> Int32, repeated: (Int) -> Void = { _ in }) {
    var least = Int64.max
    var greatest = Int64.min
    var count = 0
    keys.forEach { _, key in
      guard key != .min else { return }
      least = min(least, key)
      greatest = max(greatest, key)
      count += 1
    }
    guard count > 0 else { return }
    let (range, overflows) = greatest.subtractingReportingOverflow(least)
    if !overflows, range < Int64(count) * 4 + 1_024 {
      first = least
      dense = Array(repeating: -1, count: Int(range) + 1)
      keys.forEach { position, key in
        guard key != .min else { return }
        if dense[Int(key - least)] < 0 { dense[Int(key - least)] = values(position) } else { repeated(position) }
      }
    } else {
      var places = 16
      while places < count * 2 { places *= 2 }
      sparseKeys = Array(repeating: 0, count: places)
      sparseValues = Array(repeating: -1, count: places)
      keys.forEach { position, key in
        guard key != .min else { return }
        let place = place(of: key)
        guard sparseValues[place] < 0 else { return repeated(position) }
        sparseKeys[place] = key
        sparseValues[place] = values(position)
      }
    }
  }

  /// An index of texts: `codes` of `pool`, whose texts are in NFC; code 0 is null, and is left out.
  init(codes: [UInt32], of pool: TextPool, values: (Int) -> Int32, repeated: (Int) -> Void = { _ in }) {
    self.pool = pool
    textValues = Array(repeating: -1, count: pool.count + 1)
    for position in codes.indices where codes[position] != 0 {
      let code = Int(codes[position])
      if textValues[code] < 0 { textValues[code] = values(position) } else { repeated(position) }
    }
    for code in 0..<pool.count {
      guard let number = KeyValue.number(pool.bytes(code + 1)) else { continue }
      if numbers[number] == nil { numbers[number] = textValues[code + 1] }
    }
  }

  /// The value of a whole number; -1 where there is no such key.
  ///
  /// - Parameter isNumeric: compares texts that are numbers by their value, as SQLite does where either column is
  ///   declared numeric.
  @inline(__always)
  func value(_ key: Int64, isNumeric: Bool) -> Int32 {
    if let run { return run.row(of: key).map { Int32(truncatingIfNeeded: $0) } ?? -1 }
    if !dense.isEmpty {
      let (offset, overflows) = key.subtractingReportingOverflow(first)
      return !overflows && offset >= 0 && offset < Int64(dense.count) ? dense[Int(offset)] : -1
    }
    if pool != nil { return textValue(key, isNumeric: isNumeric) }
    return sparseValues.isEmpty ? -1 : sparseValues[place(of: key)]
  }

  /// The value of a text; -1 where there is no such key.
  func value(_ text: Bytes, isNumeric: Bool) -> Int32 {
    guard let pool else {
      guard let number = isNumeric ? KeyValue.number(text) : KeyValue.exactNumber(text) else { return -1 }
      return value(number, isNumeric: isNumeric)
    }
    if let code = CanonicalText.with(text, { bytes, _ in pool.find(bytes) }) { return textValues[code] }
    guard isNumeric, let number = KeyValue.number(text) else { return -1 }
    return numbers[number] ?? -1
  }

  private func textValue(_ key: Int64, isNumeric: Bool) -> Int32 {
    if let code = Bytes.with(String(key), { pool?.find($0) }) { return textValues[code] }
    return isNumeric ? numbers[key] ?? -1 : -1
  }

  @inline(__always)
  private func place(of key: Int64) -> Int {
    let mask = sparseValues.count - 1
    let (high, low) = UInt64(bitPattern: key).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    var place = Int(truncatingIfNeeded: high ^ low) & mask
    while sparseValues[place] >= 0 && sparseKeys[place] != key { place = (place + 1) & mask }
    return place
  }
}
