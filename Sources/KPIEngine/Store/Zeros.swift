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
    // A word more than there is.
    base = UnsafeMutableRawPointer.allocate(
      byteCount: self.count * MemoryLayout<Element>.stride + 8, alignment: 64
    ).bindMemory(to: Element.self, capacity: self.count)
    makeReady(ready)
  }

  /// All ready.
  convenience init(_ count: Int) { self.init(count, ready: count) }

  /// Has the first `wanted` ready, or all where those are fewer.
  func makeReady(_ wanted: Int) {
    let wanted = min(wanted, count)
    guard wanted > ready else { return }
    // By words, of which one may reach into what comes behind: that is not ready yet, and there is room for it.
    let (first, end) = (ready * MemoryLayout<Element>.stride, wanted * MemoryLayout<Element>.stride)
    let begin = (first + 7) / 8 * 8
    let bytes = UnsafeMutableRawPointer(base)
    if begin < end {
      bytes.advanced(by: begin).initializeMemory(as: UInt64.self, repeating: 0, count: (end - begin + 7) / 8)
    }
    ready = wanted
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}
