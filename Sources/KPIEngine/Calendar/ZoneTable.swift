/// A time zone as its offsets and the moments they change: enough to turn Unix seconds into local ones.
package struct ZoneTable: Sendable, Hashable {
  /// Unix seconds at which each later offset begins, ascending.
  package var transitions: [Int64]
  /// Seconds east of UTC: the offset before the first transition, then after each one.
  package var offsets: [Int32]

  package init(transitions: [Int64] = [], offsets: [Int32]) {
    self.transitions = transitions
    self.offsets = offsets
  }

  /// No zone of a company, but what a store without one reckons in.
  package static let utc = ZoneTable(offsets: [0])

  /// `Asia/Ho_Chi_Minh` since 1975: seven hours east.
  package static let vietnam = ZoneTable(offsets: [25_200])

  /// Local seconds since 1970-01-01 00:00 local, for a Unix time.
  package func local(fromUnix seconds: Int64) -> Int64 {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    return seconds + Int64(offsets[min(low, offsets.count - 1)])
  }
}
