/// Collects bytes and hands them on in chunks, so that a result of any size is written in little memory.
package struct ByteSink {
  /// What is not handed on yet; renderers append to it.
  package var bytes: [UInt8] = []

  private let chunkSize: Int
  private let receive: ([UInt8]) throws -> Void

  /// - Parameters:
  ///   - chunkSize: Bytes that make a chunk worth handing on.
  ///   - receive: Takes a chunk; what it throws (a closed pipe) ends the rendering.
  package init(chunkSize: Int = 1 << 16, receive: @escaping ([UInt8]) throws -> Void) {
    self.chunkSize = chunkSize
    self.receive = receive
    bytes.reserveCapacity(chunkSize + 4096)
  }

  /// A sink that keeps everything in `bytes`.
  package init() {
    chunkSize = Int.max
    receive = { _ in }
  }

  package mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  /// Hands the bytes on when they fill a chunk; renderers call it once a row.
  package mutating func drainIfFull() throws {
    if bytes.count >= chunkSize { try drain() }
  }

  /// Hands everything on.
  package mutating func drain() throws {
    guard !bytes.isEmpty else { return }
    try receive(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
