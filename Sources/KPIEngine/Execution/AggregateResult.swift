/// An aggregate's numbers for the cells of a space.
///
/// A class, for it is handed on for every cell and has a dozen parts.
final class AggregateResult {
  let space: GroupSpace
  let cells: CellIndex
  let accumulator: Accumulator
  let numbers: NumberVector

  init(space: GroupSpace, cells: CellIndex, accumulator: Accumulator, numbers: NumberVector) {
    (self.space, self.cells, self.accumulator, self.numbers) = (space, cells, accumulator, numbers)
  }

  /// Whether a row stands behind the cell.
  func hasRow(_ slot: Int) -> Bool { slot < accumulator.support.count && accumulator.support[slot] > 0 }

  /// The number of a cell; over nothing it is 0 or null.
  func value(at cell: UInt64) -> Value {
    guard let slot = cells.slot(of: cell), hasRow(slot) else {
      return accumulator.function.isZeroOverNothing ? .integer(0) : .null
    }
    return numbers.value(slot)
  }

  /// Puts the numbers of cells behind those of a column.
  func append(_ cells: [UInt64], to column: inout CellsBuilder) {
    guard case .exact(let scale) = numbers.kind, numbers.beyond.isEmpty, scale == 0 || numbers.leastScale == nil else {
      for cell in cells { column.append(value(at: cell)) }
      return
    }
    for cell in cells {
      if let slot = self.cells.slot(of: cell), hasRow(slot) {
        let number = numbers.exact[slot]
        if number == nullNumber { column.appendNull() } else { column.append(number, scale: scale) }
      } else if accumulator.function.isZeroOverNothing {
        column.append(0, scale: 0)
      } else {
        column.appendNull()
      }
    }
  }

  /// The same aggregate over a coarser grouping, by adding up; only for additive ones.
  func folded(into coarse: GroupSpace) throws(ExecutionError) -> AggregateResult {
    var index: CellIndex = coarse.isDense ? .dense(Int(coarse.cellCount)) : .sparse(KeyTable())
    let keepsUnits = space.isWhole == coarse.isWhole
    // The coarser keys are the first ones, whose digits are the high ones of the number.
    let below = coarse.keys.isEmpty ? space.groupCount : space.strides[coarse.keys.count - 1]
    let sum = Accumulator(accumulator.function, kind: accumulator.kind)
    if case .dense(let count) = cells, coarse.isDense {
      // Cells of one coarser cell stand side by side.
      sum.reserve(index.count)
      let runs = Int(coarse.groupCount)
      for run in 0..<count / Int(below) {
        sum.fold(
          accumulator, run * Int(below)..<(run + 1) * Int(below), to: keepsUnits ? run : run % Swift.max(runs, 1))
      }
      return try folded(sum, index, coarse)
    }
    var slots: [Int] = []
    slots.reserveCapacity(cells.count)
    for slot in 0..<cells.count {
      // What no row stands behind adds nothing.
      guard hasRow(slot) else {
        slots.append(-1)
        continue
      }
      let (unit, group) = cells.cell(of: slot).quotientAndRemainder(dividingBy: space.groupCount)
      slots.append(index.makeSlot(of: (keepsUnits ? unit * coarse.groupCount : 0) + group / below))
    }
    sum.reserve(index.count)
    sum.fold(accumulator, slots: slots)
    return try folded(sum, index, coarse)
  }

  private func folded(
    _ sum: Accumulator, _ index: CellIndex, _ coarse: GroupSpace
  ) throws(ExecutionError) -> AggregateResult {
    if sum.overflowed { throw .overflow }
    var total = sum.finish(index.count)
    total.zone = numbers.zone
    return AggregateResult(space: coarse, cells: index, accumulator: sum, numbers: total)
  }
}
