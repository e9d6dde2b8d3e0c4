/// What accumulators of the same function have gathered apart, put together.
extension Accumulator {
  /// Folds the slots of another accumulator of the same function into this one's.
  func fold(_ other: Accumulator, slots: [Int]) {
    for (source, slot) in slots.enumerated() where other.support[source] > 0 { fold(other, source, to: slot) }
  }

  /// Folds slots that stand side by side into one of this accumulator's.
  func fold(_ other: Accumulator, _ sources: Range<Int>, to slot: Int) {
    let sources = sources.clamped(to: other.support.indices)
    switch function {
    case .sum, .average:
      guard kind != .real, other.carries.isEmpty else { break }
      var (rows, numbers, total) = (0 as Int64, 0 as Int64, 0 as Int64)
      for source in sources where other.support[source] > 0 {
        rows += other.support[source]
        numbers += other.counts[source]
        let (next, overflows) = total.addingReportingOverflow(other.exact[source])
        if overflows { addExact(total, to: slot) }
        total = overflows ? other.exact[source] : next
      }
      addExact(total, to: slot)
      support[slot] += rows
      counts[slot] += numbers
      return
    case .minimum, .maximum: break
    default:
      // Nothing but how many rows there are.
      for source in sources { support[slot] += max(other.support[source], 0) }
      return
    }
    for source in sources where other.support[source] > 0 { fold(other, source, to: slot) }
  }

  /// Folds one slot, which has rows, into one of this accumulator's.
  func fold(_ other: Accumulator, _ source: Int, to slot: Int) {
    support[slot] += other.support[source]
    switch function {
    case .sum, .average:
      if kind == .real {
        addReal(other.real[source], to: slot)
        addReal(other.compensation[source], to: slot)
      } else {
        addExact(of: other, source, to: slot)
      }
      counts[slot] += other.counts[source]
    case .minimum, .maximum:
      guard other.counts[source] > 0 else { return }
      keepBest(of: other, source, in: slot)
      counts[slot] += other.counts[source]
    default: break
    }
  }

  /// Adds another's exact sum, with what did not fit into it.
  private func addExact(of other: Accumulator, _ source: Int, to slot: Int) {
    addExact(other.exact[source], to: slot)
    if let carried = other.carries[source] { carries[slot, default: 0] += carried }
  }

  /// Keeps another's least or greatest number where it is better; the caller adds how many it is of.
  private func keepBest(of other: Accumulator, _ source: Int, in slot: Int) {
    let isFirst = counts[slot] == 0
    let isMinimum = function == .minimum
    if kind == .real {
      let number = other.real[source]
      if isFirst || (isMinimum ? number < real[slot] : number > real[slot]) { real[slot] = number }
    } else {
      let number = other.exact[source]
      if isFirst || (isMinimum ? number < exact[slot] : number > exact[slot]) { exact[slot] = number }
    }
  }

  /// Takes in what another accumulator of the same function has gathered of other rows.
  ///
  /// Where the order of rows matters (floating sums, first and last), no slot has rows of both. What is counted once must
  /// be in slots of its own too.
  ///
  /// - Parameters:
  ///   - own: the other's slots that may have rows.
  ///   - place: the slot here of one of those.
  func merge(_ other: Accumulator, _ own: Range<Int>, _ place: (Int) -> Int) {
    if let sets, let others = other.sets { sets.merge(others) }
    collected.append(other.collected) { Int32(truncatingIfNeeded: place(Int($0))) }
    let hasNumbers = !other.counts.isEmpty
    for source in own.clamped(to: other.support.indices) {
      let slot = place(source)
      support[slot] += other.support[source]
      // Rows that are taken out again may leave a number that is not 0 behind no row.
      guard hasNumbers, other.counts[source] != 0 || other.support[source] != 0 || other.exact[source] != 0 else {
        continue
      }
      switch function {
      case .sum, .average:
        if kind == .real {
          (real[slot], compensation[slot]) = (other.real[source], other.compensation[source])
        } else {
          addExact(of: other, source, to: slot)
        }
      case .minimum, .maximum:
        guard other.counts[source] > 0 else { continue }
        keepBest(of: other, source, in: slot)
      case .first, .last:
        stamps[slot] = other.stamps[source]
        if kind == .real { real[slot] = other.real[source] } else { exact[slot] = other.exact[source] }
      default: break
      }
      counts[slot] += other.counts[source]
    }
  }
}
