import CZlib
import Glibc

/// Whether a finished workbook holds what was written into it.
///
/// The library writes each part into a file of its own first, does not look whether that could be written, and packs what
/// is there: on a full disk that is a workbook without its end, and no error. So it is read back: every part must be whole,
/// and hold as many cells as were written.
struct WorkbookProof {
  private let bytes: UnsafeRawBufferPointer

  /// - Parameter bytes: the file.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Throws `DocumentFailure` where something is missing.
  ///
  /// - Parameter cells: how many cells each sheet has.
  func check(cells: [Int]) throws(DocumentFailure) {
    var missing = Dictionary(
      uniqueKeysWithValues: cells.enumerated().map { ("xl/worksheets/sheet\($0.offset + 1).xml", $0.element) })
    for (name, start) in try members() {
      let isSheet = missing[name] != nil
      let part = try read(at: start)
      guard part.isWhole, !isSheet || part.cells == missing[name] else { throw .incomplete }
      missing[name] = nil
    }
    guard missing.isEmpty else { throw .incomplete }
  }

  // MARK: The zip

  /// The members by name, with the place of their bytes.
  private func members() throws(DocumentFailure) -> [(name: String, start: Int)] {
    let end = bytes.count - 22
    guard end >= 0, number(at: end, 4) == 0x0605_4B50 else { throw .incomplete }
    var found: [(name: String, start: Int)] = []
    var place = number(at: end + 16, 4)
    for _ in 0..<number(at: end + 10, 2) {
      guard place + 46 <= bytes.count, number(at: place, 4) == 0x0201_4B50 else { throw .incomplete }
      let length = number(at: place + 28, 2)
      let header = number(at: place + 42, 4)
      guard place + 46 + length <= bytes.count, header + 30 <= bytes.count else { throw .incomplete }
      let name = String(decoding: bytes[(place + 46)..<(place + 46 + length)], as: UTF8.self)
      found.append((name, header + 30 + number(at: header + 26, 2) + number(at: header + 28, 2)))
      place += 46 + length + number(at: place + 30, 2) + number(at: place + 32, 2)
    }
    return found
  }

  private func number(at place: Int, _ length: Int) -> Int {
    (0..<length).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
  }

  // MARK: A part

  private struct Part {
    /// Whether its last tag closes its first.
    var isWhole: Bool
    var cells: Int
  }

  private func read(at start: Int) throws(DocumentFailure) -> Part {
    guard start < bytes.count, let base = bytes.baseAddress else { throw .incomplete }
    var stream = z_stream()
    guard kpi_inflate_begin(&stream) == Z_OK else { throw .incomplete }
    defer { inflateEnd(&stream) }
    // The library reads from what is never written to.
    stream.next_in = UnsafeMutablePointer(mutating: base.advanced(by: start).assumingMemoryBound(to: UInt8.self))
    stream.avail_in = UInt32(clamping: bytes.count - start)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var scan = PartScan()
    while true {
      let (status, count) = chunk.withUnsafeMutableBufferPointer { buffer in
        stream.next_out = buffer.baseAddress
        stream.avail_out = UInt32(buffer.count)
        let status = inflate(&stream, Z_NO_FLUSH)
        return (status, buffer.count - Int(stream.avail_out))
      }
      scan.take(chunk.span.extracting(first: count))
      if status == Z_STREAM_END { return Part(isWhole: scan.isWhole, cells: scan.cells) }
      guard status == Z_OK else { throw .incomplete }
    }
  }
}

/// What is seen of a part that goes by in pieces.
private struct PartScan {
  /// How many cells began.
  var cells = 0
  /// The last bytes, and the name of the outermost tag.
  private var tail: [UInt8] = []
  private var head: [UInt8] = []
  /// How much of `<c r` was just seen.
  private var matched = 0

  mutating func take(_ bytes: Span<UInt8>) {
    if head.count < 256 { for index in 0..<min(256, bytes.count) { head.append(bytes[index]) } }
    for index in bytes.indices {
      let byte = bytes[index]
      switch (matched, byte) {
      case (_, UInt8(ascii: "<")): matched = 1
      case (1, UInt8(ascii: "c")), (2, UInt8(ascii: " ")): matched += 1
      case (3, UInt8(ascii: "r")):
        cells += 1
        matched = 0
      default: matched = 0
      }
    }
    for index in max(0, bytes.count - 64)..<bytes.count { tail.append(bytes[index]) }
    if tail.count > 128 { tail.removeFirst(tail.count - 64) }
  }

  /// Whether the last tag closes the first one behind the declaration.
  var isWhole: Bool {
    let text = String(decoding: head, as: UTF8.self)
    let tags = text.split(separator: "<").drop { $0.hasPrefix("?") || $0.allSatisfy(\.isWhitespace) }
    guard let name = tags.first?.prefix(while: { $0 != " " && $0 != ">" && $0 != "/" }) else { return false }
    let end = String(decoding: tail, as: UTF8.self).trimmingSuffix(while: \.isNewline)
    // A part of one tag closes itself.
    return end.hasSuffix("</\(name)>") || (end.hasSuffix("/>") && tags.count == 1)
  }
}

extension String {
  fileprivate func trimmingSuffix(while holds: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let last = rest.last, holds(last) { rest.removeLast() }
    return rest
  }
}
