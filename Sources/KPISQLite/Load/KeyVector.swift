/// The keys of rows, or keys that point at rows, as they are read: whole numbers, or text once one is no number.
final class KeyVector {
  // Plain members and a flag instead of optional ones: an append must not count references.
  private let numbers = IntegerVector()
  private let codes = CodeVector()
  private var isText = false
  /// What the codes of `texts` mean; whole numbers stand in it by their digits.
  let pool = TextPool()
  private var lastCode = 0

  /// The keys where all are whole numbers; else nil.
  var integers: IntegerVector? { isText ? nil : numbers }

  /// The keys as codes where some are text; else nil.
  var texts: CodeVector? { isText ? codes : nil }

  var count: Int { isText ? codes.count : numbers.count }

  /// Appends a cell; an empty one is null (`Int64.min`, code 0).
  @inline(__always)
  func append(_ row: Row, _ cell: Int32) {
    let storage = row.storage(cell)
    if !isText {
      if storage == .integer {
        let key = row.integer(cell)
        if key != .min { return numbers.append(key) }
      } else if storage == .null {
        return numbers.appendNull()
      }
    }
    appendOther(row, cell, storage)
  }

  /// Appends a whole number to keys that are all whole numbers.
  func append(number: Int64) { numbers.append(number) }

  private func appendOther(_ row: Row, _ cell: Int32, _ storage: Row.Storage) {
    if storage == .real, let key = Int64(exactly: row.real(cell)), key != .min {
      if isText { codes.append(code(ofInteger: key)) } else { numbers.append(key) }
      return
    }
    if !isText { turnToText() }
    if storage == .null { return codes.append(0) }
    row.withKeyText(cell, storage) { text in
      if lastCode == 0 || !pool.isEqual(lastCode, text) { lastCode = pool.code(text) }
    }
    codes.append(UInt32(truncatingIfNeeded: lastCode))
  }

  /// The keys as codes of one pool of NFC texts, whole numbers by their digits; 0 is null.
  func canonical(in pool: TextPool = TextPool()) -> (codes: [UInt32], pool: TextPool) {
    var codes: [UInt32] = []
    codes.reserveCapacity(count)
    if let integers {
      integers.forEach { _, key in
        codes.append(key == .min ? 0 : UInt32(truncatingIfNeeded: Bytes.with(String(key)) { pool.code($0) }))
      }
    } else if let texts {
      var remap: [UInt32] = [0]
      for code in stride(from: 1, through: self.pool.count, by: 1) {
        remap.append(
          CanonicalText.with(self.pool.bytes(code)) { text, _ in UInt32(truncatingIfNeeded: pool.code(text)) })
      }
      texts.forEach { _, code in codes.append(remap[code]) }
    }
    return (codes, pool)
  }

  private func turnToText() {
    numbers.forEach { _, key in codes.append(key == .min ? 0 : code(ofInteger: key)) }
    numbers.removeAll()
    isText = true
  }

  private func code(ofInteger key: Int64) -> UInt32 {
    UInt32(truncatingIfNeeded: Bytes.with(String(key)) { pool.code($0) })
  }
}

extension Row {
  /// Runs `body` with a key as text: a blob as SQL writes it (`x'00FF'`), so that it equals no text and no other blob.
  @inline(__always)
  func withKeyText<Result>(_ cell: Int32, _ storage: Storage, _ body: (Bytes) -> Result) -> Result {
    storage == .blob ? Bytes.with(blobLiteral(cell), body) : body(bytes(cell))
  }
}

/// A key as a comparison sees it.
enum KeyValue {
  case integer(Int64)
  case text(Bytes)

  /// The whole number that `text` is in a comparison with a numeric column (`05`, `5.0`); nil for any other text.
  static func number(_ text: Bytes) -> Int64? {
    guard case .integer(let number)? = Number(text) else { return nil }
    return number
  }

  /// The whole number whose digits `text` is; nil for any other way to write it.
  static func exactNumber(_ text: Bytes) -> Int64? {
    guard let number = number(text), Bytes.with(String(number), { text.isEqual($0) }) else { return nil }
    return number
  }
}
