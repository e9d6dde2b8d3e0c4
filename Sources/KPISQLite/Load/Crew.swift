import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The threads of one load: they share out numbered tasks, and stop at the first failure or when it is cancelled.
package final class Crew: Sendable {
  package let threadCount: Int
  private let isCancelled: @Sendable () -> Bool
  private let isStopping = Atomic(false)

  package init(threadCount: Int, isCancelled: @escaping @Sendable () -> Bool) {
    self.threadCount = max(threadCount, 1)
    self.isCancelled = isCancelled
  }

  /// Cores of this machine, 1 … 8: more readers of one file bring nothing.
  package static var coreCount: Int { min(max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1), 8) }

  /// Whether a task should end early.
  package var shouldStop: Bool { isStopping.load(ordering: .relaxed) || isCancelled() }

  /// Runs `task` for 0 ..< `count` and waits for all of them.
  ///
  /// - Parameter threads: at most so many; a task is told which one it runs on, from 0.
  ///
  /// Tasks begin in order of their number. Of several failures the one of the least number is thrown.
  package func perform(
    _ count: Int, threads: Int = .max,
    _ task: @escaping @Sendable (_ thread: Int, _ index: Int) throws(StoreError) -> Void
  ) throws(StoreError) {
    let next = Atomic(0)
    let failure = Mutex<(index: Int, error: StoreError)?>(nil)
    let work: (Int) -> Void = { thread in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count, !self.isStopping.load(ordering: .relaxed) else { return }
        do throws(StoreError) {
          if self.isCancelled() { throw .cancelled }
          try task(thread, index)
        } catch {
          self.isStopping.store(true, ordering: .relaxed)
          failure.withLock { held in
            // A task that stops because another has failed says "cancelled": the other one's word counts.
            guard let earlier = held else { return held = (index, error) }
            if earlier.error == .cancelled || (error != .cancelled && index < earlier.index) { held = (index, error) }
          }
          return
        }
      }
    }
    withoutActuallyEscaping(work) { Self.run(threadCount: min(threadCount, threads, count), $0) }
    if let failure = failure.withLock({ $0 }) { throw failure.error }
  }

  /// Runs `body` on that many threads, the caller's among them, and waits.
  private static func run(threadCount: Int, _ body: @escaping (Int) -> Void) {
    final class Start {
      let body: () -> Void
      init(_ body: @escaping () -> Void) { self.body = body }
    }
    var threads: [pthread_t] = []
    for number in stride(from: 1, to: threadCount, by: 1) {
      let start = Unmanaged.passRetained(Start { body(number) })
      #if canImport(Glibc)
      var thread = pthread_t()
      #else
      var thread: pthread_t?
      #endif
      // SAFETY: the thread takes over the one reference that `passRetained` made.
      let code = pthread_create(
        &thread, nil,
        { context in
          #if canImport(Glibc)
          guard let context else { return nil }
          #endif
          Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body()
          return nil
        }, start.toOpaque())
      guard code == 0 else {
        // No thread to be had: the others do its share.
        start.release()
        continue
      }
      #if canImport(Glibc)
      threads.append(thread)
      #else
      if let thread { threads.append(thread) }
      #endif
    }
    body(0)
    for thread in threads { pthread_join(thread, nil) }
  }
}

/// Reports how far a load is, one call at a time and never falling.
final class ProgressMeter: Sendable {
  private let report: (@Sendable (Double) -> Void)?
  private let state: Mutex<(done: Double, total: Double)>

  init(total: Double, report: (@Sendable (Double) -> Void)?) {
    self.report = report
    state = Mutex((0, max(total, 1)))
  }

  func advance(by weight: Double) {
    guard let report else { return }
    state.withLock { state in
      state.done += weight
      report(min(state.done / state.total, 1))
    }
  }
}
