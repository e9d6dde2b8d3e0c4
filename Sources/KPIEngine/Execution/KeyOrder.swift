/// How the values of one key follow each other in a table.
///
/// Grains and bands ascend; a dimension with a declared order goes by it; all others go by the first metric,
/// descending, then by name in Vietnamese order. Null is last.
struct KeyOrder {
  /// The first metric decides before the key's own order does.
  let isByMetric: Bool
  private let codes: KeyCodes?
  /// By the code's place among the codes that it knows, its place in the key's own order; nil where the codes
  /// themselves ascend.
  private let places: [Int32]?
  /// Whether code 0 means null.
  private let hasNull: Bool

  /// The place of null, behind all others.
  static let last = Int64(Int32.max)
  /// The order of a grain's units.
  static let units = KeyOrder(isByMetric: false, hasNull: false)

  private init(isByMetric: Bool, codes: KeyCodes? = nil, places: [Int32]? = nil, hasNull: Bool = true) {
    self.isByMetric = isByMetric
    self.codes = codes
    self.places = places
    self.hasNull = hasNull
  }

  init(_ domain: KeyDomain, codes: KeyCodes, nameColumn: Int?, _ context: ExecutionContext) {
    let known = codes.codes.drop { $0 == 0 }
    /// Null, where it is there, has the first place among the codes, and what is said there is not read.
    func places(_ own: [Int32]) -> [Int32] { known.count < codes.codes.count ? [0] + own : own }
    switch domain.values {
    case .texts(.stored(let index)):
      let dictionary = context.store.dictionaries[index]
      let byName = dictionary.alphabeticalPlaces(of: Array(known))
      guard let ranks = dictionary.ranks else {
        self.init(isByMetric: true, codes: codes, places: places(byName))
        return
      }
      let declared = zip(known, byName).map { (rank: ranks[$0], name: $1) }
      self.init(isByMetric: false, codes: codes, places: places(Self.places(of: declared)))
    case .texts(.made) where domain.isBand: self.init(isByMetric: false)
    case .texts(.made(let texts)):
      let byName = AlphabeticalRanks.of(known.map { texts[$0] })
      // Of equal texts the smaller code first.
      let ranked = zip(byName, known).map { (rank: $0, name: Int32(truncatingIfNeeded: $1)) }
      self.init(isByMetric: true, codes: codes, places: places(Self.places(of: ranked)))
    case .rows(let entity):
      self.init(
        isByMetric: true, codes: codes,
        places: places(context.namePlaces(of: Array(known), entity: entity, nameColumn: nameColumn)))
    case .exact, .reals, .stamps, .flags:
      // Their codes ascend with the values.
      self.init(isByMetric: !domain.isDense)
    }
  }

  /// Whether the first metric decides before the key's own order does.
  static func isByMetric(_ domain: KeyDomain, _ store: Store) -> Bool {
    switch domain.values {
    case .texts(.stored(let index)): store.dictionaries[index].ranks == nil
    case .texts(.made): !domain.isBand
    case .rows: true
    case .exact, .reals, .stamps, .flags: !domain.isDense
    }
  }

  /// Where each stands among all, by rank, then by name.
  private static func places(of ranked: [(rank: Int32, name: Int32)]) -> [Int32] {
    var places = [Int32](repeating: 0, count: ranked.count)
    let sorted = ranked.indices.sorted { (ranked[$0].rank, ranked[$0].name) < (ranked[$1].rank, ranked[$1].name) }
    for (place, index) in sorted.enumerated() { places[index] = Int32(truncatingIfNeeded: place) }
    return places
  }

  func isNull(_ code: Int) -> Bool { hasNull && code == 0 }

  /// The place of a code in the key's own order (declared, by name, ascending values); null is behind all.
  func place(of code: Int) -> Int64 {
    if isNull(code) { return Self.last }
    guard let places, let codes else { return Int64(code) }
    return codes.place(of: code).map { Int64(places[$0]) } ?? Self.last
  }
}

/// What a cell of a metric sorts by: numbers and times by size, texts in Vietnamese order; null is least.
package struct SortValue: Comparable {
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

  package static func < (lhs: SortValue, rhs: SortValue) -> Bool {
    if lhs.isNull || rhs.isNull { return lhs.isNull && !rhs.isNull }
    if let left = lhs.text, let right = rhs.text { return left < right }
    if lhs.number < rhs.number { return true }
    if lhs.number > rhs.number { return false }
    // Long integers that are alike as floating point.
    return CellEvaluator.compare(.less, lhs.value, rhs.value)
  }

  package static func == (lhs: SortValue, rhs: SortValue) -> Bool { !(lhs < rhs) && !(rhs < lhs) }

  /// Numbers that follow each other as values of one column do, equal ones for equal values.
  ///
  /// Null has the least number of all, and no value has the least or the greatest.
  package static func numbers(of values: [Value]) -> [Int64] {
    exactNumbers(of: values) ?? realNumbers(of: values) ?? places(of: values)
  }

  /// The places of values in ascending or descending order: null last either way, equal ones as they stand.
  package static func order(of values: [Value], descending: Bool) -> [Int] {
    let numbers = numbers(of: values).map { $0 == .min ? .max : descending ? -$0 : $0 }
    return DigitSort.order(by: numbers).map { Int($0) }
  }

  /// The numbers of cells.
  static func numbers(of cells: Cells) -> [Int64] {
    switch cells {
    // Null is the least number as it is.
    case .exact(let numbers, _) where !numbers.contains(.max): numbers
    case .reals(let numbers): numbers.map { $0.isNaN ? .min : ascending($0) }
    default: numbers(of: cells.values)
    }
  }

  /// The bits of a number, so that they ascend with it: −0 is 0, and those of negative numbers ascend the other way.
  private static func ascending(_ number: Double) -> Int64 {
    let bits = Int64(bitPattern: (number == 0 ? 0 : number).bitPattern)
    return bits < 0 ? bits ^ .max : bits
  }

  private static func exactNumbers(of values: [Value]) -> [Int64]? {
    var scale = 0
    for value in values {
      switch value {
      case .null, .integer: break
      case .decimal(_, let own): scale = max(scale, own)
      default: return nil
      }
    }
    var numbers: [Int64] = []
    numbers.reserveCapacity(values.count)
    for value in values {
      guard let exact = value.exactNumber else {
        numbers.append(.min)
        continue
      }
      let (number, overflow) = exact.coefficient.multipliedReportingOverflow(by: powersOfTen[scale - exact.scale])
      if overflow || number == .min || number == .max { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func realNumbers(of values: [Value]) -> [Int64]? {
    var numbers: [Int64] = []
    numbers.reserveCapacity(values.count)
    for value in values {
      switch value {
      case .null: numbers.append(.min)
      case .real(let number):
        if number.isNaN { return nil }
        numbers.append(ascending(number))
      default: return nil
      }
    }
    return numbers
  }

  private static func places(of values: [Value]) -> [Int64] {
    let sortable = values.map(SortValue.init)
    let sorted = sortable.indices.sorted { sortable[$0] < sortable[$1] }
    var numbers = [Int64](repeating: .min, count: values.count)
    var place: Int64 = 0
    for (position, index) in sorted.enumerated() where !sortable[index].isNull {
      if position > 0, sortable[sorted[position - 1]] < sortable[index] { place += 1 }
      numbers[index] = place
    }
    return numbers
  }
}
