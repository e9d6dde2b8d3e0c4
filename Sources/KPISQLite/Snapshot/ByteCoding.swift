/// Writes numbers and texts one behind the other, in this machine's byte order.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put<Number: FixedWidthInteger>(_ number: Number) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ flag: Bool) { put(UInt8(flag ? 1 : 0)) }

  /// With their count before them.
  mutating func put(bytes more: [UInt8]) {
    put(more.count)
    bytes += more
  }

  mutating func put(_ text: String) { put(bytes: Array(text.utf8)) }

  mutating func put(_ text: String?) {
    put(text != nil)
    if let text { put(text) }
  }

  mutating func put(_ numbers: [Int32]) {
    put(numbers.count)
    numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}

/// Reads what a `ByteWriter` wrote; whatever does not fit is an error, never a trap.
struct ByteReader {
  struct Failure: Error {}

  private let bytes: UnsafeRawBufferPointer
  private(set) var offset = 0

  /// - Parameter bytes: outlive the reader.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }

  private mutating func take(_ count: Int) throws(Failure) -> UnsafeRawBufferPointer {
    guard count >= 0, count <= bytes.count - offset else { throw Failure() }
    defer { offset += count }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }

  mutating func number<Number: FixedWidthInteger & BitwiseCopyable>(
    _ type: Number.Type = Number.self
  ) throws(Failure) -> Number {
    try take(MemoryLayout<Number>.size).loadUnaligned(as: type)
  }

  mutating func flag() throws(Failure) -> Bool { try number(UInt8.self) != 0 }

  mutating func blob() throws(Failure) -> [UInt8] { Array(try take(number(Int.self))) }

  mutating func text() throws(Failure) -> String { String(decoding: try blob(), as: UTF8.self) }

  mutating func optionalText() throws(Failure) -> String? { try flag() ? try text() : nil }

  mutating func numbers() throws(Failure) -> [Int32] {
    let count = try number(Int.self)
    guard count >= 0, count <= bytes.count / 4 else { throw Failure() }
    let raw = try take(count * 4)
    return (0..<count).map { raw.loadUnaligned(fromByteOffset: $0 * 4, as: Int32.self) }
  }

  /// A count of things that take at least a byte each.
  mutating func count() throws(Failure) -> Int {
    let count = try number(Int.self)
    guard count >= 0, count <= bytes.count - offset else { throw Failure() }
    return count
  }
}
