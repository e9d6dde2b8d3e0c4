import Glibc

/// Runs work on a stack that holds the deepest statements and definitions that the limits allow.
///
/// The thread of a program around a session may have a small one, so the work is done on a thread of its own while the
/// caller waits.
enum DeepStack {
  /// The deepest allowed definitions take under 2 MB in a debug build.
  private static let size = 16 << 20

  /// Runs `body` and waits for it.
  static func run<Content, Failure: Error>(_ body: () throws(Failure) -> Content) throws(Failure) -> Content {
    var result: Result<Content, Failure>?
    let work = { result = Result { () throws(Failure) in try body() } }
    let hasRun = withoutActuallyEscaping(work) { onThread($0) }
    // Where no thread is to be had the work is tried where we are.
    guard hasRun, let result else { return try body() }
    return try result.get()
  }

  private final class Work {
    let body: () -> Void
    init(_ body: @escaping () -> Void) { self.body = body }
  }

  /// Runs `body` on a thread of its own and waits; false where there is no thread to be had.
  private static func onThread(_ body: @escaping () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return false }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, size)
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
      return false
    }
    pthread_join(thread, nil)
    return true
  }
}
