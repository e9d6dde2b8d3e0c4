#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A thread of its own for one piece of work.
package struct OwnThread {
  private let handle: pthread_t

  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// Begins to run `body`; nil where there is no thread to be had.
  ///
  /// - Parameter stackSize: bytes; nil for the system's own.
  package init?(stackSize: Int? = nil, _ body: @escaping () -> Void) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    if let stackSize { pthread_attr_setstacksize(&attributes, stackSize) }
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    // SAFETY: the thread takes over the one reference that `passRetained` made.
    let code = pthread_create(
      &thread, &attributes,
      { context in
        guard let context else { return nil }
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    guard code == 0 else {
      work.release()
      return nil
    }
    handle = thread
  }

  /// Waits until the work is done.
  package func join() { pthread_join(handle, nil) }

  /// Leaves the work to itself.
  package func detach() { pthread_detach(handle) }
}
