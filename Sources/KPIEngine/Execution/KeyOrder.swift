/// How the values of one key follow each other in a table.
///
/// Grains and bands ascend; a dimension with a declared order goes by it; all others go by the first metric,
/// descending, then by name in Vietnamese order. Null is last.
struct KeyOrder {
  private enum Kind {
    case code
    case declared([Int: Int])
    case metricThenName
  }

  private let kind: Kind
  /// Rank of each code in the order of names.
  private let nameRanks: [Int: Int]
  /// Whether code 0 means null.
  private let hasNull: Bool

  /// The order of a grain's units.
  static let units = KeyOrder(kind: .code, nameRanks: [:], hasNull: false)

  private init(kind: Kind, nameRanks: [Int: Int], hasNull: Bool = true) {
    self.kind = kind
    self.nameRanks = nameRanks
    self.hasNull = hasNull
  }

  /// - Parameter names: codes with their names; of equal names the one that comes first here stands first.
  private init(kind: Kind, names: [(Int, String)]) {
    let keyed = names.enumerated().map { (CollationKey($0.element.1), $0.offset, $0.element.0) }
    let sorted = keyed.sorted { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1 < $1.1 }.map { ($0.0, $0.2) }
    var ranks: [Int: Int] = [:]
    for (rank, entry) in sorted.enumerated() { ranks[entry.1] = rank }
    self.init(kind: kind, nameRanks: ranks)
  }

  init(_ domain: KeyDomain, codes: Set<Int>, _ labels: KeyLabels, nameColumn: Int?, _ context: ExecutionContext) {
    let store = context.store
    func names() -> [(Int, String)] {
      codes.sorted().compactMap { code in
        switch labels.value(of: code) {
        case .text(let name): (code, name)
        case .integer(let key): (code, String(key))
        default: nil
        }
      }
    }
    switch domain.values {
    case .texts(.stored(let dictionary)):
      guard let ranks = store.dictionaries[dictionary].ranks else {
        self.init(kind: .metricThenName, names: names())
        return
      }
      self.init(kind: .declared(codes.reduce(into: [:]) { $0[$1] = Int(ranks[$1]) }), names: names())
    case .texts(.made) where domain.isBand: self.init(kind: .code, nameRanks: [:])
    case .texts(.made): self.init(kind: .metricThenName, names: names())
    case .rows(let entity):
      // Of equal names the smaller key first, not `#181` before `#23`.
      let keyed = codes.filter { $0 > 0 }.map { row in
        (
          row, context.key(of: row, entity: entity),
          nameColumn.flatMap { context.name(of: row, entity: entity, nameColumn: $0) }
        )
      }
      let byKey = keyed.sorted { CellEvaluator.compare(.less, $0.1, $1.1) }
      self.init(
        kind: .metricThenName, names: byKey.map { ($0.0, $0.2 ?? context.keyText(of: $0.0, entity: entity)) })
    case .exact, .reals, .stamps, .flags:
      // Their codes ascend with the values.
      self.init(kind: domain.isDense ? .code : .metricThenName, nameRanks: codes.reduce(into: [:]) { $0[$1] = $1 })
    }
  }

  var isByMetric: Bool { if case .metricThenName = kind { true } else { false } }

  /// Whether code `left` stands before `right`; the values are the first metric over each.
  func precedes(_ left: Int, _ leftValue: SortValue, _ right: Int, _ rightValue: SortValue) -> Bool {
    if hasNull, left == 0 || right == 0 { return right == 0 }
    switch kind {
    case .code: return left < right
    case .declared(let positions):
      let (first, second) = (positions[left, default: .max], positions[right, default: .max])
      if first != second { return first < second }
    case .metricThenName:
      if rightValue < leftValue { return true }
      if leftValue < rightValue { return false }
    }
    return nameRanks[left, default: 0] < nameRanks[right, default: 0]
  }

  /// Whether a code stands before another in the key's own order (declared, by name, ascending values); null last.
  func precedesByName(_ left: Int, _ right: Int, descending: Bool) -> Bool {
    if hasNull, left == 0 || right == 0 { return right == 0 }
    return descending
      ? precedes(right, .null, left, .null) : precedes(left, .null, right, .null)
  }
}

/// What a cell of a metric sorts by: numbers and times by size, texts in Vietnamese order; null is least.
struct SortValue: Comparable {
  static let null = SortValue(.null)

  private let value: Value
  /// Tells most numbers apart at once; NaN where the value is none.
  private let number: Double
  /// Made once per text.
  private let text: CollationKey?

  init(_ value: Value) {
    self.value = value
    number = value.number ?? value.moments.map { Double($0.lowerBound) } ?? .nan
    if case .text(let text) = value { self.text = CollationKey(text) } else { text = nil }
  }

  var isNull: Bool { value == .null }

  static func < (lhs: SortValue, rhs: SortValue) -> Bool {
    if lhs.isNull || rhs.isNull { return lhs.isNull && !rhs.isNull }
    if let left = lhs.text, let right = rhs.text { return left < right }
    if lhs.number < rhs.number { return true }
    if lhs.number > rhs.number { return false }
    // Long integers that are alike as floating point.
    return CellEvaluator.compare(.less, lhs.value, rhs.value)
  }

  static func == (lhs: SortValue, rhs: SortValue) -> Bool { !(lhs < rhs) && !(rhs < lhs) }
}
