import KPIEngine

/// A lookup table's texts and what its keys stand for.
struct LookupTable: Sendable {
  /// The distinct texts in NFC, in order of the table's rows.
  let pool: TextPool
  /// From a key to the row that has it, from 0; the first of several.
  let index: KeyIndex
  /// By row the code of its text; 0 where that is null.
  let codes: [Int32]
  /// Rows after which others have the same key and another text.
  let ambiguous: Set<Int32>
  let hasNumericKey: Bool
  /// A rank for each text where the lookup has an order: 0 for the smallest position, texts without one last.
  let ranks: [Int32]?

  /// The rank of texts without a position; only null ranks behind.
  static let unranked = Int32.max - 1

  /// Reads the whole table.
  init(_ lookup: DictionarySpec.Lookup, table: DatabaseSchema.Table, connection: Connection) throws(StoreError) {
    let names = [lookup.key, lookup.text] + (lookup.order.map { [$0] } ?? [])
    let list = names.compactMap { LoadPlan.expression($0, of: table) }.joined(separator: ", ")
    let statement = try connection.prepare(
      "SELECT \(list) FROM \(quoted(table.name))\(table.rowID == nil ? "" : " NOT INDEXED")")
    let rows = LookupRows(hasOrder: lookup.order != nil)
    while try statement.step() { rows.read(statement.row, cells: [0, 1, 2]) }
    self.init(rows, hasNumericKey: Self.hasNumericKey(lookup, table))
  }

  static func hasNumericKey(_ lookup: DictionarySpec.Lookup, _ table: DatabaseSchema.Table) -> Bool {
    (table.column(named: lookup.key)?.affinity ?? .integer).isNumeric
  }

  init(_ rows: LookupRows, hasNumericKey: Bool) {
    let (keys, pool, codes) = (rows.keys, rows.pool, rows.codes)
    let positions = rows.positions
    self.pool = pool
    self.hasNumericKey = hasNumericKey
    self.codes = codes
    var repeated: [Int] = []
    let first: (Int) -> Int32
    if let integers = keys.integers {
      let index = KeyIndex(integers: integers, values: { Int32($0) }, repeated: { repeated.append($0) })
      first = { index.value(integers[$0], isNumeric: true) }
      self.index = index
    } else {
      let (keyCodes, keyPool) = keys.canonical()
      let index = KeyIndex(codes: keyCodes, of: keyPool, values: { Int32($0) }, repeated: { repeated.append($0) })
      first = { index.value(keyPool.bytes(Int(keyCodes[$0])), isNumeric: false) }
      self.index = index
    }
    ambiguous = Set(
      repeated.compactMap { row in
        let earlier = first(row)
        return codes[Int(earlier)] == codes[row] ? nil : earlier
      })
    guard rows.hasOrder else {
      ranks = nil
      return
    }
    var ranks: [Double: Int32] = [:]
    for position in Set(positions.compactMap { $0 }).sorted() { ranks[position] = Int32(ranks.count) }
    self.ranks = positions.map { position in position.flatMap { ranks[$0] } ?? Self.unranked }
  }
}

/// What a lookup table's rows hold, row by row.
final class LookupRows {
  let keys = KeyVector()
  let pool = TextPool()
  let hasOrder: Bool
  private(set) var codes: [Int32] = []
  /// By text, the least.
  private(set) var positions: [Double?] = []

  init(hasOrder: Bool) { self.hasOrder = hasOrder }

  /// - Parameter cells: those of the key, the text and what orders them.
  func read(_ row: Row, cells: [Int32]) {
    keys.append(row, cells[0])
    let code =
      row.storage(cells[1]) == .null ? 0 : CanonicalText.with(row.bytes(cells[1])) { text, _ in pool.code(text) }
    codes.append(Int32(code))
    guard hasOrder, code > 0 else { return }
    while positions.count < code { positions.append(nil) }
    if let position = Self.position(row, cells[2]) {
      positions[code - 1] = positions[code - 1].map { min($0, position) } ?? position
    }
  }

  private static func position(_ row: Row, _ cell: Int32) -> Double? {
    switch row.storage(cell) {
    case .integer: return Double(row.integer(cell))
    case .real: return row.real(cell)
    case .text:
      switch Number(row.bytes(cell)) {
      case .integer(let whole): return Double(whole)
      case .decimal(let digits, let scale): return Double(digits) / Number.realPowers[scale]
      case .real(let real): return real
      case nil: return nil
      }
    case .null, .blob: return nil
    }
  }
}
