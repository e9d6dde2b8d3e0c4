/// Memory of zeros that takes none of the machine's before it is asked for: where little of much is written.
final class Zeros<Element: BitwiseCopyable> {
  // SAFETY: every element's bits are zero, which is a value of every type that this is used with; of those behind `ready`
  // nothing is read or written.
  let base: UnsafeMutablePointer<Element>
  private let count: Int
  private var ready = 0

  /// Room for `count`, of which the first are ready.
  init(_ count: Int, ready: Int) {
    self.count = max(count, 1)
    base = .allocate(capacity: self.count)
    makeReady(ready)
  }

  /// All ready.
  convenience init(_ count: Int) { self.init(count, ready: count) }

  /// Has the first `wanted` ready, or all where those are fewer.
  func makeReady(_ wanted: Int) {
    let wanted = min(wanted, count)
    guard wanted > ready else { return }
    UnsafeMutableRawPointer(base + ready).initializeMemory(
      as: UInt8.self, repeating: 0, count: (wanted - ready) * MemoryLayout<Element>.stride)
    ready = wanted
  }

  deinit { base.deallocate() }
}
