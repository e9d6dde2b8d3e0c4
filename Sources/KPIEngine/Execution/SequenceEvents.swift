/// The events of one step, by subject, each subject's in order of time; stamps are instants (Unix milliseconds).
struct SequenceEvents {
  /// Where each subject's events begin, by place; one more entry than places.
  let offsets: Buffer<Int32>
  let stamps: Buffer<Int64>
  /// What an event is, so that it serves one step only; empty where no two steps can share one.
  let identities: Buffer<UInt64>
  /// By subject its place; nil where that is its own number.
  private(set) var places: Buffer<Int32>?
  /// How many events the first place has, and how many any other has at most.
  private let ofFirst: Int
  private let mostOfOthers: Int

  /// How many events any subject has at most; where everybody has a place, the first is nobody's.
  var most: Int { places == nil ? max(ofFirst, mostOfOthers) : mostOfOthers }

  init(offsets: Buffer<Int32>, stamps: Buffer<Int64>, identities: Buffer<UInt64>) {
    self.offsets = offsets
    let starts = offsets.base
    ofFirst = offsets.count < 2 ? 0 : Int(starts[1] - starts[0])
    mostOfOthers = Int((2..<max(offsets.count, 2)).reduce(0) { max($0, starts[$1] - starts[$1 - 1]) })
    self.stamps = stamps
    self.identities = identities
  }

  /// Those of some subjects, each of which has its events at a place.
  func of(_ places: Buffer<Int32>) -> SequenceEvents {
    var events = self
    events.places = places
    return events
  }

  var byteCount: Int { offsets.byteCount + stamps.byteCount + identities.byteCount }

  /// The places of a subject's events.
  @inline(__always)
  func range(of subject: Int) -> Range<Int> {
    // SAFETY: a subject's place is below that of the last offset.
    let place = places.map { Int($0.base[subject]) } ?? subject
    return Int(offsets.base[place])..<Int(offsets.base[place + 1])
  }

  init(offsets: [Int], stamps: [Int64], identities: [UInt64]) {
    self.init(
      offsets: Buffer(offsets.map { Int32(truncatingIfNeeded: $0) }), stamps: Buffer(stamps),
      identities: Buffer(identities))
  }
}
