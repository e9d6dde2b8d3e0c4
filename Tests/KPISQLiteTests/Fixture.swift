import CSQLite
import Foundation
import KPIEngine
import KPISQLite
import Testing

/// A database file that is deleted with the object.
final class Fixture {
  let path: String

  init(_ sql: String, name: String = "test") throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kpi-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appendingPathComponent(name + ".db").path
    if !sql.isEmpty { try write(sql) }
  }

  deinit { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }

  func write(_ sql: String) throws {
    let writer = try Writer(path)
    try writer.run(sql)
  }

  /// A fixture whose file has these bytes.
  static func bytes(_ bytes: [UInt8]) throws -> Fixture {
    let fixture = try Fixture("")
    try Data(bytes).write(to: URL(fileURLWithPath: fixture.path))
    return fixture
  }

  var bytes: [UInt8] { get throws { Array(try Data(contentsOf: URL(fileURLWithPath: path))) } }

  func load(_ spec: LoadSpec) throws -> Store { try Database.open(path).load(spec) }

  /// The rows of a query, as SQLite answers it.
  func ask(_ sql: String) throws -> [[Value]] { try Database.open(path).query(sql).rows }
}

/// A connection that writes.
final class Writer: @unchecked Sendable {
  // SAFETY: `sqlite3_open` gives a connection that locks itself for each call.
  struct Failure: Error { var message: String }
  private var handle: OpaquePointer?

  init(_ path: String) throws {
    guard sqlite3_open(path, &handle) == SQLITE_OK else { throw Failure(message: "open") }
  }

  deinit { sqlite3_close_v2(handle) }

  func run(_ sql: String) throws {
    var message: UnsafeMutablePointer<CChar>?
    guard sqlite3_exec(handle, sql, nil, nil, &message) == SQLITE_OK else {
      throw Failure(message: message.map { String(cString: $0) } ?? "?")
    }
  }
}

/// A small repeatable stream of numbers (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension LoadSpec {
  /// One entity `t` of table `t` with these columns.
  static func table(
    _ columns: [ColumnSpec], table: String = "t", key: String? = "id", placedBy: Int? = nil,
    dictionaries: [DictionarySpec] = [DictionarySpec()]
  ) -> LoadSpec {
    LoadSpec(
      entities: [EntitySpec(name: "t", table: table, key: key, columns: columns, placedBy: placedBy)],
      dictionaries: dictionaries, zone: .vietnam)
  }
}

extension ColumnSpec {
  static func text(_ source: String, _ dictionary: Int = 0) -> ColumnSpec {
    ColumnSpec(source: [source], kind: .text(dictionary: dictionary))
  }
  static func number(_ source: String) -> ColumnSpec { ColumnSpec(source: [source], kind: .number) }
  static func time(_ source: String, _ format: TimeFormat = .iso) -> ColumnSpec {
    ColumnSpec(source: [source], kind: .time(format))
  }
  static func link(_ source: String, _ entity: Int) -> ColumnSpec {
    ColumnSpec(source: [source], kind: .link(entity: entity))
  }
  static func lookup(_ source: String, _ dictionary: Int = 0) -> ColumnSpec {
    ColumnSpec(source: [source], kind: .lookup(dictionary: dictionary))
  }
}

extension Store {
  /// A cell as text: texts quoted, links `->row`, times ISO, null `nil`.
  func cell(_ entity: Int, _ column: Int, _ row: Int) -> String {
    switch entities[entity].columns[column] {
    case .text(let codes, let dictionary):
      return codes[row] == 0 ? "nil" : "'\(dictionaries[dictionary].texts[codes[row]])'"
    case .link(let rows, _): return "->\(rows[row])"
    case .integer(let numbers): return numbers[row].map { "\($0)" } ?? "nil"
    case .decimal(let numbers, let scale): return numbers[row].map { "\($0)e-\(scale)" } ?? "nil"
    case .real(let numbers): return numbers[row].isNaN ? "nil" : "\(numbers[row])"
    case .time(let time):
      guard time.days[row] != TimeColumn.null else { return "nil" }
      let date = CivilDate(dayNumber: Int(time.days[row])).iso
      guard let milliseconds = time.milliseconds?[row], milliseconds > 0 else { return date }
      let second = milliseconds / 1_000
      let parts = [second / 3_600, second / 60 % 60, second % 60].map { CivilDate.padded(Int($0), 2) }
      return "\(date) \(parts.joined(separator: ":"))"
    }
  }

  /// A whole column in row order, the null row left out.
  func column(_ entity: Int, _ column: Int) -> [String] {
    stride(from: 1, through: entities[entity].rowCount, by: 1).map { cell(entity, column, $0) }
  }

  func keys(_ entity: Int) -> [String] {
    stride(from: 1, through: entities[entity].rowCount, by: 1).map { row in
      switch entities[entity].keys {
      case .integer(let keys): keys[row].map { "\($0)" } ?? "nil"
      case .text(let keys): keys[row]
      }
    }
  }
}
