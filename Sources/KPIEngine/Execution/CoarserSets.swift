/// The things of a coarser grouping, counted from the lines of the finer one's slots.
final class CoarserSets {
  /// Things by unit and group; by group alone where all units are one.
  private(set) var counts: [Int64]
  private let groups: Int
  private let below: Int
  private let shape: LineShape
  private let acrossUnits: Bool
  // SAFETY: there are `shape.width` lines for each group.
  private let words: Zeros<UInt64>
  /// Whether any bit may be set.
  private var isTouched = false

  init(groups: Int, below: Int, shape: LineShape, acrossUnits: Bool, unitCount: Int) {
    (self.groups, self.below, self.shape, self.acrossUnits) = (groups, below, shape, acrossUnits)
    counts = [Int64](repeating: 0, count: acrossUnits ? groups : groups * unitCount)
    words = Zeros(groups * shape.width * shape.span)
  }

  /// Adds a line of a slot.
  func take(_ own: UnsafePointer<UInt64>, line: Int, slot: Int, unit: Int) {
    let group = slot / below
    let known = words.base + (group * shape.width + line) * shape.span
    var added = 0
    for word in 0..<shape.span {
      added &+= (own[word] & ~known[word]).nonzeroBitCount
      known[word] |= own[word]
    }
    isTouched = true
    counts[acrossUnits ? group : unit * groups + group] += Int64(added)
  }

  func endUnit() {
    guard !acrossUnits, isTouched else { return }
    words.base.update(repeating: 0, count: groups * shape.width * shape.span)
    isTouched = false
  }

  func merge(_ other: CoarserSets) {
    guard acrossUnits else {
      // Each unit has been gone through by one.
      for index in counts.indices { counts[index] += other.counts[index] }
      return
    }
    guard other.isTouched else { return }
    for group in 0..<groups {
      for line in 0..<shape.width {
        take(other.words.base + (group * shape.width + line) * shape.span, line: line, slot: group * below, unit: 0)
      }
    }
  }
}
