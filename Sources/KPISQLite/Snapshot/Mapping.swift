#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file mapped into memory, to be read.
final class Mapping: @unchecked Sendable {
  // SAFETY: pages mapped for reading only, which stay until `deinit`. The file is never written in place: a new one is
  // renamed over it, and the mapping goes on showing the old one.
  let bytes: UnsafeRawBufferPointer

  /// Maps the file behind a descriptor; nil where that cannot be done.
  init?(_ file: Int32, count: Int) {
    guard count > 0, let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0), base != MAP_FAILED else {
      return nil
    }
    bytes = UnsafeRawBufferPointer(start: base, count: count)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
