import Glibc

/// Where the results of a conversation go: the screen, or a file of `.output`.
package final class ResultFile {
  private var file: Int32?
  /// Writes to the screen.
  private let screen: ([UInt8]) throws -> Void

  /// - Parameter screen: writes what goes to no file; throws `OutputFailure`.
  package init(screen: @escaping ([UInt8]) throws -> Void) { self.screen = screen }

  /// Whether results go to a file.
  package var isFile: Bool { file != nil }

  deinit { if let file { close(file) } }

  /// Sends results to a file, or with nil back to the screen; the reason where that fails.
  func redirect(to path: String?) -> String? {
    if let file { close(file) }
    file = nil
    guard let path else { return nil }
    let opened = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard opened >= 0 else { return String(cString: strerror(errno)).lowercased() }
    file = opened
    return nil
  }

  /// Writes results.
  ///
  /// Throws `OutputFailure`.
  package func write(_ bytes: [UInt8]) throws {
    guard let file else { return try screen(bytes) }
    let number = writeAll(bytes, to: file)
    if number != 0 { throw OutputFailure(isClosedPipe: false, reason: String(cString: strerror(number)).lowercased()) }
  }
}

/// Writes everything to a stream; the number of the error that kept it from that, 0 for none.
package func writeAll(_ bytes: [UInt8], to stream: Int32) -> Int32 {
  bytes.withUnsafeBytes { buffer in
    var offset = 0
    while offset < buffer.count {
      let count = Glibc.write(stream, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        return errno
      }
      offset += count
    }
    return 0
  }
}
