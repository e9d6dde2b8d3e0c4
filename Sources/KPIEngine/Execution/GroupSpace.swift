/// The cells that an aggregate is computed for: units × the codes of some keys, as one mixed-radix number.
///
/// cell = unit × groupCount + code₀ × stride₀ + code₁ × stride₁ …
struct GroupSpace {
  let units: [FrameUnit]
  /// The keys (indices into the inputs' keys) that split, in order.
  let keys: [Int]
  let domains: [KeyDomain]
  let strides: [UInt64]
  /// Groups within one unit.
  let groupCount: UInt64

  /// Above this many cells a hash table takes the place of dense arrays.
  static let denseLimit: UInt64 = 1 << 22

  /// The one unit is the whole question, not a row of a grain.
  let isWhole: Bool

  init(
    units: [FrameUnit], keys: [Int], domains: [KeyDomain], isWhole: Bool = true
  ) throws(ExecutionError) {
    self.units = units
    self.isWhole = isWhole
    self.keys = keys
    self.domains = keys.map { domains[$0] }
    var strides: [UInt64] = []
    var size: UInt64 = 1
    for domain in self.domains.reversed() {
      strides.append(size)
      let (product, overflow) = size.multipliedReportingOverflow(by: UInt64(domain.size))
      if overflow { throw .tooManyGroups }
      size = product
    }
    if size.multipliedReportingOverflow(by: UInt64(max(units.count, 1))).overflow { throw .tooManyGroups }
    self.strides = strides.reversed()
    groupCount = size
  }

  /// All cells, dense or not.
  var cellCount: UInt64 { groupCount * UInt64(units.count) }

  var isDense: Bool { cellCount <= Self.denseLimit }

  /// The codes of a cell's keys, and its unit.
  func digits(of cell: UInt64) -> (unit: Int, codes: [Int]) {
    var rest = cell % groupCount
    let codes = strides.map { stride in
      let code = rest / stride
      rest %= stride
      return Int(code)
    }
    return (Int(cell / groupCount), codes)
  }

  /// The cell of other codes (a prefix of this space's keys), in unit `unit`.
  func cell(unit: Int, codes: some Collection<Int>) -> UInt64 {
    zip(codes, strides).reduce(UInt64(unit) * groupCount) { $0 + UInt64($1.0) * $1.1 }
  }
}

/// Which cells have been seen, numbered densely: by the cell itself, or by a hash table.
enum CellIndex {
  case dense(Int)
  case sparse(KeyTable)

  /// Slots that accumulators need.
  var count: Int {
    switch self {
    case .dense(let count): count
    case .sparse(let table): table.count
    }
  }

  /// The slot of a cell; nil where no row fell into it.
  func slot(of cell: UInt64) -> Int? {
    switch self {
    case .dense(let count): cell < UInt64(count) ? Int(cell) : nil
    case .sparse(let table): table.known(cell)
    }
  }

  /// The cell's slot, a new one where it is new.
  mutating func makeSlot(of cell: UInt64) -> Int {
    guard case .sparse(var table) = self else { return Int(cell) }
    // Taken out so that the table is changed in place, not copied.
    self = .dense(0)
    defer { self = .sparse(table) }
    return table.number(of: cell)
  }

  /// The cell of a slot.
  func cell(of slot: Int) -> UInt64 {
    switch self {
    case .dense: UInt64(slot)
    case .sparse(let table): table.keys[slot]
    }
  }
}
