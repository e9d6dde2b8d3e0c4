/// The events of one step, by subject, each subject's in order of time; stamps are instants (Unix milliseconds).
struct SequenceEvents {
  /// Where each subject's events begin; one more entry than subjects.
  let offsets: Buffer<Int32>
  let stamps: Buffer<Int64>
  /// What an event is, so that it serves one step only; empty where no two steps can share one.
  let identities: Buffer<UInt64>

  init(offsets: Buffer<Int32>, stamps: Buffer<Int64>, identities: Buffer<UInt64>) {
    self.offsets = offsets
    self.stamps = stamps
    self.identities = identities
  }

  init(offsets: [Int], stamps: [Int64], identities: [UInt64]) {
    self.init(
      offsets: Buffer(offsets.map { Int32(truncatingIfNeeded: $0) }), stamps: Buffer(stamps),
      identities: Buffer(identities))
  }

  func count(of subject: Int) -> Int { Int(offsets.base[subject + 1] - offsets.base[subject]) }
}
