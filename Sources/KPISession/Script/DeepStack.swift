import KPISQLite

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

  /// Runs `body` on a thread of its own and waits; false where there is no thread to be had.
  private static func onThread(_ body: @escaping () -> Void) -> Bool {
    guard let thread = OwnThread(stackSize: size, body) else { return false }
    thread.join()
    return true
  }
}
