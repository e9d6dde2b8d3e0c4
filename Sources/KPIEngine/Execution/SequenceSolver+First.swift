extension SequenceSolver {
  /// A step's events in memory that somebody else keeps.
  struct KeptEvents {
    let stamps: UnsafePointer<Int64>
    private let offsets: UnsafePointer<Int32>
    private let places: UnsafePointer<Int32>?

    init(_ events: SequenceEvents) {
      (stamps, offsets, places) = (events.stamps.base, events.offsets.base, events.places?.base)
    }

    /// Where a subject's stamps are.
    @inline(__always)
    func range(of subject: Int) -> Range<Int> {
      // SAFETY: a subject's place is below that of the last offset, and offsets ascend.
      let place = places.map { Int($0[subject]) } ?? subject
      return Range(uncheckedBounds: (Int(offsets[place]), Int(offsets[place + 1])))
    }
  }

  /// Takes the earliest event of every step in turn, as long as there is one; false where the chain need not be that.
  ///
  /// Most subjects have one event or two of a step: nothing needs to be known of them but their times.
  func takeFirst(_ subject: Int) -> Bool {
    let own = kept[0].range(of: subject)
    guard !own.isEmpty else { return true }
    let stamps = kept[0].stamps
    var moment = stamps[own.lowerBound]
    // When the events of the step at hand are that some chain may reach.
    var (first, last) = (moment, stamps[own.upperBound - 1])
    let lastDeadline = overall.latest(after: last, zone)
    let isClosed = lastDeadline < tomorrow
    let waited = limit(of: min(1, events.count - 1), after: last)
    let deadline = overall.latest(after: moment, zone)
    chainStamps[0] = moment
    var step = 1
    while step < events.count {
      let stamps = kept[step].stamps
      let own = kept[step].range(of: subject)
      var (next, end) = (own.lowerBound, own.upperBound)
      let latest = min(lastDeadline, limit(of: step, after: last))
      while next < end, stamps[next] < first { next += 1 }
      while next < end, stamps[end - 1] > latest { end -= 1 }
      // No chain goes past a step without events in reach.
      guard next < end else { break }
      (first, last) = (stamps[next], stamps[end - 1])
      while next < end, isStrict ? stamps[next] <= moment : stamps[next] < moment { next += 1 }
      guard next < end else { return false }
      let found = stamps[next]
      // At one moment two steps may have to share an event.
      if found == moment, hasIdentities { return false }
      guard found <= limit(of: step, after: moment), found <= deadline else { return false }
      chainStamps[step] = found
      moment = found
      step += 1
    }
    guard isClosed || step == 1 else { return false }
    depth = step
    if step == 1, events.count > 1, !isClosed {
      // The last event of the first step can be waited for the longest.
      isAnyAwaited = waited >= tomorrow
      awaited[1] = isAnyAwaited
    }
    return true
  }
}
