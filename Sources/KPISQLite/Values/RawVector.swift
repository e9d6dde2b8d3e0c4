#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Memory that grows, for the vectors below.
final class RawBlock {
  // SAFETY: `base` is a block of `capacity` bytes that this object owns; its users keep within what they reserved.
  private(set) var base: UnsafeMutableRawPointer
  private var capacity: Int

  init(capacity: Int = 1_024) {
    self.capacity = max(capacity, 64)
    base = Self.resized(nil, to: self.capacity)
  }

  deinit { free(base) }

  /// Makes room for that many bytes in all.
  @inline(__always)
  func reserve(_ bytes: Int) {
    if bytes > capacity { grow(to: max(bytes, capacity * 2)) }
  }

  @inline(never)
  private func grow(to capacity: Int) {
    base = Self.resized(base, to: capacity)
    self.capacity = capacity
  }

  private static func resized(_ block: UnsafeMutableRawPointer?, to capacity: Int) -> UnsafeMutableRawPointer {
    guard let memory = realloc(block, capacity) else { preconditionFailure("the system has no memory left") }
    return memory
  }
}

/// Plain values that are appended one by one while rows are read.
///
/// Grows by `realloc`, which moves large blocks by remapping pages instead of copying them: the second half of a
/// doubled block costs no memory until it is written.
final class RawVector<Element: BitwiseCopyable> {
  // SAFETY: `base` holds room for `capacity` elements, the first `count` are initialised; only this class writes
  // these three, and one thread at a time has the vector.
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 256) {
    self.capacity = max(capacity, 16)
    base = Self.resized(nil, to: max(capacity, 16))
  }

  deinit { free(base) }

  @inline(__always)
  func append(_ element: Element) {
    if count == capacity { grow(to: capacity * 2) }
    base[count] = element
    count &+= 1
  }

  /// Appends `element` that many times.
  func append(_ element: Element, times: Int) {
    for _ in 0..<times { append(element) }
  }

  func append(_ bytes: Bytes) where Element == UInt8 {
    if capacity - count < bytes.count { grow(to: max(capacity * 2, count + bytes.count)) }
    (base + count).update(from: bytes.base, count: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "outside the vector")
      return base[index]
    }
    set {
      precondition(index >= 0 && index < count, "outside the vector")
      base[index] = newValue
    }
  }

  /// Takes the elements of another, which is empty afterwards; what was here is gone.
  func take(_ other: RawVector) {
    swap(&base, &other.base)
    swap(&capacity, &other.capacity)
    count = other.count
    other.removeAll()
  }

  /// Gives the memory back.
  func removeAll() {
    count = 0
    capacity = 16
    base = Self.resized(base, to: capacity)
  }

  private func grow(to capacity: Int) {
    base = Self.resized(base, to: capacity)
    self.capacity = capacity
  }

  private static func resized(
    _ block: UnsafeMutablePointer<Element>?, to capacity: Int
  ) -> UnsafeMutablePointer<Element> {
    guard let memory = realloc(block, capacity * MemoryLayout<Element>.stride) else {
      preconditionFailure("the system has no memory left")
    }
    return memory.bindMemory(to: Element.self, capacity: capacity)
  }
}
