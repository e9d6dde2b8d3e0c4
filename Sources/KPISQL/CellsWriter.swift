import KPIEngine

/// Writes the cells of some aggregates alone: what is derived from them is reckoned by who asks.
extension SQLWriter {
  /// The statement; its columns are those of the question's answer.
  package func text(of cells: CellsElsewhere) throws(SQLRefusal) -> String {
    units = UnitTable(count: cells.units.count, name: partName("units"))
    guard units.count > 0 else { throw .misplaced }
    var aggregates = cells.aggregates
    for index in aggregates.indices {
      aggregates[index].changeInputs { input in
        input.keys = cells.keys.map { input.keys.indices.contains($0) ? input.keys[$0] : .null }
      }
      guard case .allotted(var allotment) = aggregates[index].function else { continue }
      for part in allotment.parts.indices {
        let own = allotment.parts[part].dimensions
        allotment.parts[part].dimensions = Set(cells.keys.indices.filter { own.contains(cells.keys[$0]) })
      }
      aggregates[index].function = .allotted(allotment)
    }
    try checkKeys(of: aggregates)
    let keys = cells.keys.indices.map { "k\($0 + 1)" }
    for (index, key) in keys.enumerated() {
      noteKind(
        of: key, aggregates.flatMap(\.allInputs).map { $0.keys.indices.contains(index) ? $0.keys[index] : .null })
    }
    for (index, aggregate) in aggregates.enumerated() where hasTwofoldHours && kind(of: aggregate) == .moment {
      // A number that is made of several things' moments is not told so, nor one between two moments.
      if aggregate.each != nil { try refuseTwofold([aggregate]) }
      guard clockScale(of: aggregate.inputs.compactMap(\.payload)) == .instant else { continue }
      if case .quantile = aggregate.function { throw .clocks }
      instants.insert((cells.hasUnits ? 1 : 0) + keys.count + index)
    }
    let writer = AggregateWriter(writer: self, frame: cells.frame, units: cells.units)
    return try statement(
      try writer.joined(
        aggregates, named: aggregates.indices.map { "n\($0 + 1)" }, keys: keys, marks: cells.marksGroups))
  }
}
