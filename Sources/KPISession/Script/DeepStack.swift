import CStack
import Dispatch
import KPISQLite
import Synchronization

/// Runs work on a stack that holds the deepest statements and definitions that the limits allow.
///
/// The thread of a program around a session may have a small one, so the work is done on another thread while the caller
/// waits. To make one takes longer than many a statement, so it stays for the next. The thread that the program began
/// with mostly has room enough: to wake another and wait for it would take a tenth of a short statement's time.
enum DeepStack {
  /// The deepest allowed definitions take under 2 MB in a debug build.
  private static let size = 16 << 20
  /// What must be left of the first thread's stack; 8 MB is usual.
  private static let leastRoom = 7 << 20

  /// The thread that waits for work, if one does.
  private static let idle = Mutex<Worker?>(nil)

  /// Runs `body`, elsewhere where this thread's stack may be too small, and waits for it.
  static func run<Content, Failure: Error>(_ body: () throws(Failure) -> Content) throws(Failure) -> Content {
    if kpi_stack_room() >= leastRoom { return try body() }
    var result: Result<Content, Failure>?
    let work = { result = Result { () throws(Failure) in try body() } }
    let hasRun = withoutActuallyEscaping(work) { onThread($0) }
    // Where no thread is to be had the work is tried where we are.
    guard hasRun, let result else { return try body() }
    return try result.get()
  }

  /// Runs `body` on a thread of ours and waits; false where there is no thread to be had.
  private static func onThread(_ body: @escaping () -> Void) -> Bool {
    let waiting = idle.withLock { idle in
      defer { idle = nil }
      return idle
    }
    guard let worker = waiting ?? Worker(stackSize: size) else { return false }
    worker.perform(body)
    let isKept = idle.withLock { idle in
      if idle != nil { return false }
      idle = worker
      return true
    }
    if !isKept { worker.end() }
    return true
  }

  /// A thread that does one piece of work after the other.
  private final class Worker: @unchecked Sendable {
    // SAFETY: the work is written by whoever has the worker, before its thread is woken, and taken before it answers.
    private var work: (() -> Void)?
    private let begun = DispatchSemaphore(value: 0)
    private let done = DispatchSemaphore(value: 0)

    init?(stackSize: Int) {
      guard let thread = OwnThread(stackSize: stackSize, { [self] in serve() }) else { return nil }
      thread.detach()
    }

    func perform(_ work: @escaping () -> Void) {
      self.work = work
      begun.signal()
      done.wait()
    }

    /// Lets the thread end.
    func end() { begun.signal() }

    private func serve() {
      repeat { begun.wait() } while takeWork()
    }

    /// Does the work, which nobody holds any longer when its caller is told; false where there is none.
    private func takeWork() -> Bool {
      guard hasDone() else { return false }
      done.signal()
      return true
    }

    @inline(never)
    private func hasDone() -> Bool {
      guard let work else { return false }
      self.work = nil
      work()
      return true
    }
  }
}
