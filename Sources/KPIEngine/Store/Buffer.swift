/// Immutable memory of plain values that many threads read.
///
/// The one owner of a column's bytes. Kernels take `base` and walk it without checks; everything else uses the
/// subscript, which checks. A later snapshot hands in mapped memory through the same face.
package final class Buffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  // SAFETY: the memory is written only inside `init` and freed only in `deinit`, so reads never race.
  package let base: UnsafePointer<Element>
  package let count: Int

  /// Copies `elements`.
  package convenience init(_ elements: [Element]) {
    self.init(count: elements.count) { target in
      _ = target.initialize(fromContentsOf: elements)
    }
  }

  /// Allocates room for `count` elements and has `fill` initialise every one of them.
  package init(count: Int, fill: (UnsafeMutableBufferPointer<Element>) -> Void) {
    let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(count, 1))
    fill(UnsafeMutableBufferPointer(rebasing: memory[0..<count]))
    self.count = count
    // `max(count, 1)` keeps the base address from being nil.
    self.base = UnsafePointer(memory.baseAddress ?? UnsafeMutablePointer<Element>.allocate(capacity: 1))
  }

  deinit { UnsafeMutablePointer(mutating: base).deallocate() }

  package subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "row outside the column")
    return base[index]
  }

  /// Bytes held.
  package var byteCount: Int { count * MemoryLayout<Element>.stride }
}
