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
  package init<Failure: Error>(
    count: Int, fill: (UnsafeMutableBufferPointer<Element>) throws(Failure) -> Void
  ) throws(Failure) {
    // `max(count, 1)` keeps the base address from being nil.
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
    do throws(Failure) {
      try fill(UnsafeMutableBufferPointer(start: memory, count: count))
    } catch {
      memory.deallocate()
      throw error
    }
    self.count = count
    self.base = UnsafePointer(memory)
  }

  deinit { UnsafeMutablePointer(mutating: base).deallocate() }

  package subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "row outside the column")
    return base[index]
  }

  /// Bytes held.
  package var byteCount: Int { count * MemoryLayout<Element>.stride }
}
