import Synchronization

/// Why what is running shall stop: it was interrupted, is out of time, or has lost the columns that it reads.
final class StopSigns: Sendable {
  /// Whether Ctrl-C was pressed.
  let isInterrupted: @Sendable () -> Bool
  /// Milliseconds; `Int64.max` where a run may take any time.
  private let deadline = Atomic<Int64>(.max)
  private let gone = Mutex<String?>(nil)

  init(isInterrupted: @escaping @Sendable () -> Bool) { self.isInterrupted = isInterrupted }

  /// Asked often, from any thread.
  var isSet: Bool { isInterrupted() || isOutOfTime || lost != nil }

  var isOutOfTime: Bool {
    let end = deadline.load(ordering: .relaxed)
    return end != .max && Self.monotonicMilliseconds() > end
  }

  /// Begins to count the time a run may take.
  func startClock(seconds: Double) {
    deadline.store(Self.monotonicMilliseconds() + Int64(seconds * 1_000), ordering: .relaxed)
  }

  /// The database whose columns at hand turned out to be gone: numbers of theirs are not to be told.
  var lost: String? { gone.withLock { $0 } }

  func lose(_ path: String?) { gone.withLock { $0 = path } }

  private static func monotonicMilliseconds() -> Int64 {
    let now = ContinuousClock.now
    return Int64(ContinuousClock.Instant.origin.duration(to: now) / .milliseconds(1))
  }
}

extension ContinuousClock.Instant {
  /// A moment to count from: that of the process's first question for the time.
  fileprivate static let origin = ContinuousClock.now
}
