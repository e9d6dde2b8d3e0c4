/// Immutable memory of plain values that many threads read.
///
/// Kernels take `base` and walk it without checks; everything else uses the subscript, which checks. The bytes are the
/// buffer's own, or those of a mapping that it keeps alive.
package final class Buffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  // SAFETY: the memory is written only inside `init`, if at all, and freed only in `deinit`, here or in that of its
  // owner, which is held. So reads never race, and never outlive what they read.
  package let base: UnsafePointer<Element>
  package let count: Int
  /// Who frees the memory; nil where this buffer does.
  private let owner: (any AnyObject & Sendable)?

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
    owner = nil
  }

  /// Reads memory of somebody else.
  ///
  /// - Parameters:
  ///   - base: `count` elements, aligned for their type, that nobody writes while `owner` lives.
  ///   - owner: frees the memory in its `deinit`, and not before.
  package init(_ base: UnsafePointer<Element>, count: Int, of owner: any AnyObject & Sendable) {
    self.base = base
    self.count = count
    self.owner = owner
  }

  deinit { if owner == nil { UnsafeMutablePointer(mutating: base).deallocate() } }

  package subscript(index: Int) -> Element {
    precondition(index >= 0 && index < count, "row outside the column")
    return base[index]
  }

  /// What `body` makes of each element.
  @inline(__always)
  func mapped(_ body: (Element) -> Element) -> Buffer {
    Buffer(count: count) { target in
      for index in target.indices { target[index] = body(base[index]) }
    }
  }

  /// Bytes held.
  package var byteCount: Int { count * MemoryLayout<Element>.stride }
}
