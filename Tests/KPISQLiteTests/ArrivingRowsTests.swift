import KPIEngine
import Synchronization
import Testing

@testable import KPISQLite

/// Rows that come over a wire are read straight into columns: what they mean is what they mean in a file.
@Suite("Rows that arrive")
struct ArrivingRowsTests {
  /// What a cell of SQLite's holds.
  enum Cell: Sendable { case null, whole(Int64), real(Double), text([UInt8]), digits(String), blob([UInt8]) }

  /// A database behind a wire with tables of any cells.
  final class Wire: TableSource, @unchecked Sendable {
    // SAFETY: nothing of it changes but `kept`, under a lock.
    let address = "test://wire"
    /// Whether it brings several tables at once, where their target lets it.
    let isManifold: Bool
    let tables: [(name: String, columns: [(name: String, type: String)], rows: [[Cell]])]

    private struct Begun: @unchecked Sendable {
      // SAFETY: one thread fills it, and who waits for that looks at it afterwards.
      let sink: RowSink
    }

    private let kept = Mutex<[UInt]>([])

    deinit { for place in kept.withLock({ $0 }) { UnsafeMutableRawPointer(bitPattern: place)?.deallocate() } }

    init(_ tables: [(String, [(String, String)], [[Cell]])], isManifold: Bool = false) {
      (self.tables, self.isManifold) = (tables, isManifold)
    }

    func schema() throws(StoreError) -> SourceSchema {
      let tables = tables.map { table in
        var own = DatabaseSchema.Table(name: table.name, isView: false, columns: [])
        own.columns = table.columns.map { .init(name: $0.name, declaredType: $0.type, isNotNull: false) }
        own.rowID = "rowid"
        return own
      }
      return SourceSchema(schema: DatabaseSchema(tables: tables), uniqueColumns: [:])
    }

    func bring(
      _ wanted: [WantedTable], into target: any RowTarget, progress: (@Sendable (Double) -> Void)?,
      isCancelled: @escaping @Sendable () -> Bool
    ) throws(StoreError) {
      let ordered = isManifold ? min(target.orderedTables, wanted.count) : wanted.count
      for one in wanted[..<ordered] { try fill(try target.table(one.name, columns: one.columns), one) }
      var begun: [Begun] = []
      for one in wanted[ordered...] { begun.append(Begun(sink: try target.table(one.name, columns: one.columns))) }
      let sinks = begun
      try Crew(threadCount: 4, isCancelled: isCancelled).perform(wanted.count - ordered) {
        (_, index) throws(StoreError) in
        try self.fill(sinks[index].sink, wanted[ordered + index])
      }
    }

    private func fill(_ sink: RowSink, _ one: WantedTable) throws(StoreError) {
      guard let table = tables.first(where: { $0.name == one.name }) else { return }
      for row in table.rows {
        for (place, name) in one.columns.enumerated() {
          guard let index = table.columns.firstIndex(where: { $0.name == name }) else { continue }
          put(row[index], at: place, sink)
        }
        try sink.endRow()
      }
    }

    /// Bytes that stay.
    private func keep(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
      let place = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 1)
      place.copyBytes(from: bytes)
      let address = UInt(bitPattern: place.baseAddress)
      kept.withLock { $0.append(address) }
      return UnsafeRawBufferPointer(rebasing: place[..<bytes.count])
    }

    private func put(_ cell: Cell, at place: Int, _ sink: RowSink) {
      switch cell {
      case .null: return
      case .whole(let number): sink.put(number, at: place)
      case .real(let number): sink.put(number, at: place)
      case .text(let bytes): bytes.withUnsafeBufferPointer { sink.put(copied: $0, at: place) }
      case .digits(let digits):
        Array(digits.utf8).withUnsafeBufferPointer { sink.put(digits: $0, at: place, isHeld: false) }
      case .blob(let bytes): sink.put(held: keep(bytes), at: place)
      }
    }

    func query(
      _ sql: String, rowLimit: Int, isCancelled: @escaping @Sendable () -> Bool
    ) throws(StoreError) -> QueryResult { throw .query("not asked") }

    func reading(_ isCancelled: @escaping @Sendable () -> Bool) -> (any SourceReading)? { nil }
  }

  private static let words: [String] = [
    "a", "A", "Hu\u{1ebf}", "Hue\u{302}\u{301}", "", " ", "1", "01", "1.0", "12.50", "x y", "2024-01-05",
    "2024-01-05 10:30:00",
    "2024-02-30", "2024-01-05T23:30:00Z", "NaN", "infinity", "1e3", "no", "t", "a\u{0}b",
    String(repeating: "long ", count: 1_500),
  ]

  private static func cell(_ random: inout Seeded) -> Cell {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: .null
    case 1, 2: .whole(Int64.random(in: -3...12, using: &random))
    case 3: [.whole(.min), .whole(.max), .whole(1_704_412_800)][Int.random(in: 0..<3, using: &random)]
    case 4: .real(Double(Int.random(in: -20...90, using: &random)) / 8)
    case 5: .real([0.1, -0.0, 1e300, .infinity, .nan, 2_460_000.25, 3][Int.random(in: 0..<7, using: &random)])
    case 6:
      .digits(
        ["12.50", "3", "0.10", "90071992547409.93", "x", "1.23456", "-7.0"][Int.random(in: 0..<7, using: &random)])
    case 7: .blob([[], [0, 255], [49]][Int.random(in: 0..<3, using: &random)])
    case 8: .text([0xC3, 0x28, 0x41])
    default: .text(Array(words[Int.random(in: 0..<words.count, using: &random)].utf8))
    }
  }

  private func told(_ store: Store) -> [String] {
    var lines: [String] = []
    for entity in store.entities.indices {
      lines.append("keys \(store.keys(entity)) placed \(store.entities[entity].placedCount)")
      for column in store.entities[entity].columns.indices { lines.append("\(store.column(entity, column))") }
    }
    lines += store.dictionaries.map { "\($0.texts) \(String(describing: $0.ranks))" }
    lines += store.notes.map { "\($0.kind) \($0.entity) \($0.column) \($0.count) \($0.example)" }
    return lines
  }

  @Test("Whatever they hold, they are read as those of a file", arguments: [1, 2, 3, 4, 5, 6, 7, 8])
  func asInAFile(_ seed: UInt64) throws {
    var random = Seeded(state: seed)
    let types = ["INTEGER", "TEXT", "NUMERIC", "REAL", "", "BOOLEAN", "DATETIME"]
    func type() -> String { types[Int.random(in: 0..<types.count, using: &random)] }
    let names = ["k", "a", "b", "c", "d", "e"]
    func table(_ name: String, _ count: Int) -> (String, [(String, String)], [[Cell]]) {
      (name, names.map { ($0, type()) }, (0..<count).map { _ in names.map { _ in Self.cell(&random) } })
    }
    let tables = [table("t", 200), table("u", 60), table("look", 30)]
    let wire = Wire(tables)
    let lookup = DictionarySpec.Lookup(table: "look", key: "k", text: "a", order: seed % 2 == 0 ? "b" : nil)
    var spec = LoadSpec(
      entities: [
        EntitySpec(
          name: "t", table: "t", key: seed % 3 == 0 ? nil : "k",
          columns: [
            .time("a"), .text("b", 1), .number("c"), .link("d", 1), .lookup("e", 0), .number("k"), .text("e", 1),
            .time("c", .unixSeconds), .time("b", .julianDay), .number("missing"),
          ], placedBy: 0),
        // A table may be two entities, and a lookup's table one, too.
        EntitySpec(name: "u", table: "u", key: "k", columns: [.text("a", 1), .link("b", 0), .link("c", 2)]),
        EntitySpec(name: "v", table: "look", key: "a", columns: [.text("k", 1), .number("b")]),
        EntitySpec(name: "w", table: "u", key: "b", columns: [.number("a"), .link("k", 1)]),
      ], dictionaries: [DictionarySpec(lookup: lookup), DictionarySpec()], zone: .vietnam)
    spec.readsMissingAsNull = true
    let schema = try wire.schema().schema
    let wanted = WantedTable.all(of: spec, in: schema)
    let database = Database(wire)
    #expect(ArrivingRows(try LoadPlan(spec, schema), wanted) != nil)
    let staged = try database.bring(wanted, from: wire, schema, progress: nil, isCancelled: { false })
    let file = try Loader(database: staged.database, spec: spec, progress: nil, isCancelled: { false }).load().store
    let straight = try database.load(from: wire, spec, wanted: wanted, progress: nil, isCancelled: { false })
    #expect(told(straight) == told(file))
    let manifold = Wire(tables, isManifold: true)
    let atOnce = try Database(manifold).load(
      from: manifold, spec, wanted: wanted, progress: nil, isCancelled: { false })
    #expect(told(atOnce) == told(file))
    #expect(told(file).joined().count > 2_000)
    withExtendedLifetime(staged.file) {}
  }
}
