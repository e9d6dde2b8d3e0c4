/// Different events for the steps of a run, step by step.
struct EventMatching {
  private var candidates: [[UInt64]] = []
  private var taken: [UInt64: Int] = [:]

  /// Whether the next step can have an event of its own too; nil where its events are never another step's.
  mutating func add(_ events: [UInt64]?) -> Bool {
    candidates.append(events ?? [])
    guard events != nil else { return true }
    var tried: Set<UInt64> = []
    return place(candidates.count - 1, &tried)
  }

  private mutating func place(_ step: Int, _ tried: inout Set<UInt64>) -> Bool {
    for event in candidates[step] where tried.insert(event).inserted {
      if let other = taken[event], !place(other, &tried) { continue }
      taken[event] = step
      return true
    }
    return false
  }
}
