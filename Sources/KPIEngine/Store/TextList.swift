/// Texts by their position, each made when it is asked for.
///
/// A million names as strings take some 80 bytes each, as UTF-8 one behind the other a third of that; most are never shown.
package struct TextList: RandomAccessCollection, ExpressibleByArrayLiteral, Equatable, Sendable {
  private enum Storage: Sendable {
    case strings([String])
    /// The UTF-8 of all, and where each ends.
    case bytes(Buffer<UInt8>, ends: Buffer<Int>)
  }

  private let storage: Storage

  package init(_ texts: [String]) { storage = .strings(texts) }

  package init(arrayLiteral texts: String...) { self.init(texts) }

  /// Nil where the ends do not ascend within the bytes.
  ///
  /// - Parameters:
  ///   - bytes: the UTF-8 of all texts, one behind the other.
  ///   - ends: per text the position in `bytes` behind its last.
  package init?(_ bytes: Buffer<UInt8>, ends: Buffer<Int>) {
    var start = 0
    for number in 0..<ends.count {
      let end = ends[number]
      guard end >= start, end <= bytes.count else { return nil }
      start = end
    }
    storage = .bytes(bytes, ends: ends)
  }

  package var startIndex: Int { 0 }

  package var endIndex: Int {
    switch storage {
    case .strings(let texts): texts.count
    case .bytes(_, let ends): ends.count
    }
  }

  package subscript(number: Int) -> String {
    switch storage {
    case .strings(let texts): texts[number]
    case .bytes(let bytes, let ends):
      String(decoding: Self.bytes(of: number, bytes, ends), as: UTF8.self)
    }
  }

  /// Calls `body` with the UTF-8 of a text.
  package func withBytes<Result>(of number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    switch storage {
    case .strings(let texts):
      var text = texts[number]
      return text.withUTF8(body)
    case .bytes(let bytes, let ends): return body(Self.bytes(of: number, bytes, ends))
    }
  }

  private static func bytes(of number: Int, _ bytes: Buffer<UInt8>, _ ends: Buffer<Int>) -> UnsafeBufferPointer<UInt8> {
    let start = number == 0 ? 0 : ends[number - 1]
    // SAFETY: `init` has found the ends ascending within the bytes, and the list holds both.
    return UnsafeBufferPointer(start: bytes.base + start, count: ends[number] - start)
  }

  /// The same texts, however they are kept.
  package static func == (left: TextList, right: TextList) -> Bool { left.elementsEqual(right) }

  /// Bytes held, as near as strings tell.
  package var byteCount: Int {
    switch storage {
    case .strings(let texts): texts.reduce(0) { $0 + $1.utf8.count + MemoryLayout<String>.stride }
    case .bytes(let bytes, let ends): bytes.byteCount + ends.byteCount
    }
  }
}
