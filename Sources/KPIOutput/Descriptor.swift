import Glibc

/// What is open for writing.
package enum Descriptor {
  /// Writes everything, however much the system takes at once; the number of the error that kept it from that, 0 for
  /// none.
  package static func writeAll(_ bytes: [UInt8], to descriptor: CInt) -> CInt {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
        if count < 0 {
          if errno == EINTR || errno == EAGAIN { continue }
          return errno
        }
        offset += count
      }
      return 0
    }
  }
}
