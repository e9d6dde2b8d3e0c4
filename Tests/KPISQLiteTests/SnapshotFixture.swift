import Foundation
import KPIEngine
import Synchronization

@testable import KPISQLite

/// A database with something of everything, what a model reads of it, and a folder for its snapshots.
final class SnapshotFixture {
  let database: Fixture
  /// Rest enough for a clock of the kernel.
  let folder: SnapshotFolder
  private let losses = Loss()

  private final class Loss: Sendable { let count = Atomic(0) }

  var lossCount: Int { losses.count.load(ordering: .relaxed) }

  init(limit: Int64 = SnapshotFolder.usualLimit, sql: String = SnapshotFixture.rows, rest: Int64 = 20_000_000) throws {
    database = try Fixture(sql)
    folder = SnapshotFolder(
      (database.path as NSString).deletingLastPathComponent + "/cache/kpi", limit: limit, rest: rest)
  }

  /// The store of the snapshot; nil where there is none of this state.
  func kept(_ spec: LoadSpec = SnapshotFixture.spec) throws -> Store? {
    folder.store(
      of: try Database.open(database.path), spec, isCancelled: { false },
      onLoss: { [losses] in losses.count.wrappingAdd(1, ordering: .relaxed) })
  }

  /// Reads the database and keeps it, once it has been at rest.
  @discardableResult
  func keep(_ spec: LoadSpec = SnapshotFixture.spec, after microseconds: UInt32 = 40_000) throws -> Store {
    usleep(microseconds)
    let opened = try Database.open(database.path)
    let read = try opened.read(spec)
    folder.keep(read, of: opened, spec)
    return read.store
  }

  /// The file of the only snapshot.
  var file: String? { folder.entries().first.map { folder.path + "/" + $0.name } }

  static let spec = LoadSpec(
    entities: [
      EntitySpec(
        name: "customers", table: "customers", key: "id",
        columns: [.text("name"), .lookup("source", 1), .time("at"), .link("code", 1)], placedBy: 2),
      EntitySpec(
        name: "codes", table: "codes", key: "code",
        columns: [
          .number("whole"), .number("exact"), .number("wide"), .number("odd"),
          ColumnSpec(source: ["code"], kind: .key(dictionary: 2)),
          ColumnSpec(source: ["day"], kind: .time(.iso)),
        ]),
      EntitySpec(name: "gone", table: "gone", isOptional: true, key: "id", columns: [.number("n")]),
      EntitySpec(
        name: "visits", table: "visits", key: "id",
        columns: [.link("customer", 0), ColumnSpec(source: [], kind: .linkedTime(link: 0, time: 2)), .text("note", 3)],
        placedBy: 1),
    ],
    dictionaries: [
      DictionarySpec(),
      DictionarySpec(lookup: .init(table: "sources", key: "id", text: "name", order: "place")), DictionarySpec(),
      DictionarySpec(),
    ], zone: .vietnam)

  static let rows: String = {
    var customers: [String] = []
    for id in 1...400 {
      let day = CivilDate.padded(id % 28 + 1, 2)
      let time = id % 11 == 0 ? "NULL" : id % 13 == 0 ? "'no time'" : "'2023-0\(id % 9 + 1)-\(day) 10:00:0\(id % 10)'"
      customers.append("(\(id), 'Khách \(id % 90)', \(id % 6), \(time), 'k\(id % 45)')")
    }
    let codes = (1...40).map { code in
      let odd = code % 5 == 0 ? "'none'" : "\(code).125625"
      return "('k\(code % 38)', \(code), \(code).25, \(code * 9_000_000_000), \(odd), '2023-01-\(code % 28 + 1)')"
    }
    let visits = (1...900).map { "(\($0), \($0 % 430), 'Ghi chú \($0)')" }
    return """
      CREATE TABLE sources (id INTEGER PRIMARY KEY, name TEXT, place INTEGER);
      INSERT INTO sources VALUES (1, 'Facebook', 2), (2, 'Hội chợ', 1), (3, 'Website', NULL), (4, 'Facebook', 9);
      CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, source INTEGER, at TEXT, code TEXT);
      INSERT INTO customers VALUES \(customers.joined(separator: ","));
      CREATE TABLE codes (code TEXT, whole INTEGER, exact, wide, odd, day TEXT);
      INSERT INTO codes VALUES \(codes.joined(separator: ","));
      CREATE TABLE visits (id INTEGER PRIMARY KEY, customer INTEGER, note TEXT);
      INSERT INTO visits VALUES \(visits.joined(separator: ","));
      """
  }()
}

extension Store {
  /// Everything that it holds, for a comparison.
  var whole: [String] {
    var lines = notes.map { "\($0)" } + ["\(zone)", "\(byteCount) bytes"]
    for (number, entity) in entities.enumerated() {
      lines.append(
        "\(number): \(entity.rowCount), \(entity.placedCount), \(entity.isMissing), \(entity.lastPlaced as Any)")
      lines.append("keys \(keys(number)), \(entity.sameKeys.sorted { $0.key < $1.key })")
      for column in entity.columns.indices {
        lines.append("\(column): \(cell(number, column, 0)) \(self.column(number, column))")
      }
    }
    return lines + dictionaries.map { "\($0.isLookup) \($0.count) \($0.ranks as Any) \($0.texts)" }
  }
}
