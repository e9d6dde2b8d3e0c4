import Synchronization

extension ExecutionContext {
  /// Runs `task` for 0 ..< `count`, on as many threads as the question may use, and waits for all.
  ///
  /// Of several failures the one of the least number is thrown.
  func perform(_ count: Int, _ task: (Int) throws(ExecutionError) -> Void) throws(ExecutionError) {
    guard threads > 1, count > 1 else {
      for index in 0..<count { try task(index) }
      return
    }
    let failure = Mutex<(index: Int, error: ExecutionError)?>(nil)
    // SAFETY: the tasks are told apart by their numbers and touch nothing in common; all are over when this returns.
    nonisolated(unsafe) let task = task
    team.perform(count) { index in
      guard failure.withLock({ $0 == nil }) else { return }
      do throws(ExecutionError) {
        try task(index)
      } catch {
        failure.withLock { held in
          if held.map({ index < $0.index }) ?? true { held = (index, error) }
        }
      }
    }
    if let failed = failure.withLock({ $0 }) { throw failed.error }
  }

  /// Cuts 0 ..< `count` into ranges that the threads share out; none is much shorter than `least`.
  func share(
    _ count: Int, least: Int, _ task: (Range<Int>) throws(ExecutionError) -> Void
  ) throws(ExecutionError) {
    // A few more ranges than threads, so that none waits long for the last.
    let ranges = max(1, min(threads * 4, count / least))
    try perform(ranges) { index throws(ExecutionError) in
      try task(count * index / ranges..<count * (index + 1) / ranges)
    }
  }
}
