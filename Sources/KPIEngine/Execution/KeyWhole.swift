/// What numbers come to over everything that has one value of one key: what a share within a group is a part of.
struct KeyWhole {
  let name: String
  /// The key's place in the plan's `by`.
  private let position: Int
  private let space: GroupSpace
  /// Per aggregate.
  private let results: [AggregateResult]

  fileprivate init(_ name: String, position: Int, _ space: GroupSpace, _ results: [AggregateResult]) {
    self.name = name
    self.position = position
    self.space = space
    self.results = results
  }

  /// Whether the key is the unit of time.
  var isOfUnit: Bool { !space.isWhole }

  /// The aggregates' numbers of what shares the key with a cell of a level's space, which has the first keys of `by`; nil
  /// where that has not the key.
  func aggregates(of cell: UInt64, in own: GroupSpace, by: [GroupKey]) -> [Value]? {
    let (unit, codes) = own.digits(of: cell)
    let whole: UInt64
    if isOfUnit {
      guard !own.isWhole else { return nil }
      whole = space.cell(unit: unit, codes: [])
    } else {
      let place = by.prefix(position).count { $0 != .grain }
      guard place < codes.count else { return nil }
      whole = space.cell(unit: 0, codes: [codes[place]])
    }
    return results.map { $0.value(at: whole) }
  }
}

extension GroupedExecutor {
  /// The keys that numbers of the plan are parts within, in a frame.
  func wholes(_ frame: Frame, _ domains: [KeyDomain]) throws(ExecutionError) -> [KeyWhole] {
    var names: [String] = []
    for column in plan.columns {
      for name in column.keysOfWholes where !names.contains(name) { names.append(name) }
    }
    var wholes: [KeyWhole] = []
    for name in names {
      guard let position = plan.keyNames.firstIndex(of: name), plan.by.indices.contains(position) else { continue }
      let space: GroupSpace
      switch plan.by[position] {
      case .grain: space = try GroupSpace(units: frame.units, keys: [], domains: domains, isWhole: false)
      case .dimension(let index): space = try GroupSpace(units: [frame.whole], keys: [index], domains: domains)
      }
      let results = try evaluate([space], frame).compactMap(\.first)
      guard results.count == plan.aggregates.count else { continue }
      wholes.append(KeyWhole(name, position: position, space, results))
    }
    return wholes
  }
}

extension Scalar {
  /// The keys that it is a part within.
  package var keysOfWholes: [String] {
    var keys: [String] = []
    _ = contains { part in
      if case .overall(_, let key?) = part { keys.append(key) }
      return false
    }
    return keys
  }
}
