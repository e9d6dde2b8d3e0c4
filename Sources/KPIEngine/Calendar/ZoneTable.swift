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

  /// `Asia/Ho_Chi_Minh`, the zone of who names none: since 13 June 1975 seven hours east.
  ///
  /// Source: the IANA database, 2025b.
  package static let vietnam = ZoneTable(
    transitions: [
      -1_851_577_590, -852_105_600, -782_643_600, -767_869_200, -718_095_600, -457_772_400, -315_648_000, 171_820_800,
    ],
    offsets: [25_590, 25_200, 28_800, 32_400, 25_200, 28_800, 25_200, 28_800, 25_200])

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
