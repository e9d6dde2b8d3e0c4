import Foundation
import KPIEngine
import Testing

@testable import KPISQLite

/// What is kept between starts is what a load gives, or is not used.
@Suite struct SnapshotTests {
  @Test("what comes from a snapshot is what the load gave")
  func roundTrip() throws {
    let fixture = try SnapshotFixture()
    #expect(try fixture.kept() == nil)
    let loaded = try fixture.keep()
    let kept = try #require(try fixture.kept())
    #expect(kept.whole == loaded.whole)
    // The fixture has what it is to have: notes, equal keys, keys that are texts, every kind of column.
    #expect(Set(kept.notes.map { "\($0.kind)" }).count >= 4)
    #expect(kept.entities[1].sameKeys.isEmpty == false)
    #expect(kept.entities[2].isMissing)
  }

  @Test("another model, zone or database has a snapshot of its own")
  func others() throws {
    let fixture = try SnapshotFixture()
    try fixture.keep()
    var zone = SnapshotFixture.spec
    zone.zone = .utc
    var column = SnapshotFixture.spec
    column.entities[1].columns[0] = .text("whole", 2)
    var lenient = SnapshotFixture.spec
    lenient.readsMissingAsNull = true
    for other in [zone, column, lenient] { #expect(try fixture.kept(other) == nil) }
    try fixture.keep(column)
    #expect(fixture.folder.entries().count == 2)
    #expect(try fixture.kept()?.whole == fixture.database.load(SnapshotFixture.spec).whole)
    #expect(try fixture.kept(column)?.whole == fixture.database.load(column).whole)
  }

  @Test("a database that was changed a moment ago is not kept: its clock may stand still")
  func rest() throws {
    let fixture = try SnapshotFixture(rest: 60_000_000_000)
    try fixture.keep()
    #expect(fixture.folder.entries().isEmpty)
  }

  @Test("views are not kept: they may ask for the day")
  func views() throws {
    let fixture = try SnapshotFixture(sql: "CREATE VIEW t AS SELECT 1 AS id, date('now') AS at")
    let spec = LoadSpec.table([.time("at")])
    try fixture.keep(spec)
    #expect(fixture.folder.entries().isEmpty)
  }

  /// Statements that change what a load gives, or nothing of it.
  static let changes = [
    "INSERT INTO customers VALUES (1000, 'Mới', 1, '2023-05-05', 'k1')",
    "UPDATE customers SET name = 'Khach 1' WHERE id = 1", "DELETE FROM visits WHERE id = 7",
    "UPDATE sources SET name = 'Facebuch' WHERE id = 1", "VACUUM", "PRAGMA user_version = 7",
    "CREATE INDEX x ON visits (customer)", "UPDATE visits SET customer = customer + 1",
    "BEGIN; UPDATE visits SET note = 'x'; ROLLBACK", "ALTER TABLE codes ADD COLUMN more", "DROP TABLE visits",
  ]

  @Test("after any change, in every mode, either nothing is taken or what a load gives", arguments: changes)
  func change(_ sql: String) throws {
    for mode in ["delete", "truncate", "persist", "wal"] {
      for staysOpen in [false, true] {
        let fixture = try SnapshotFixture()
        let writer = try Writer(fixture.database.path)
        try writer.run("PRAGMA journal_mode = \(mode); PRAGMA wal_autocheckpoint = 0; UPDATE visits SET note = 'a'")
        try fixture.keep()
        let before = try #require(try fixture.kept(), "\(mode)")
        // The mapping goes on showing what was there, whatever becomes of the database.
        if staysOpen { try writer.run(sql) } else { try fixture.database.write(sql) }
        let after = try? fixture.database.load(SnapshotFixture.spec)
        let kept = try fixture.kept()
        #expect(kept == nil || kept?.whole == after?.whole, "\(mode), \(staysOpen)")
        let isChange = after?.whole != before.whole
        #expect(!isChange || kept == nil, "\(mode), \(staysOpen)")
      }
    }
  }

  @Test("in WAL mode each of many commits in one moment is told from the next, checkpointed or not")
  func commits() throws {
    let fixture = try SnapshotFixture()
    let writer = try Writer(fixture.database.path)
    try writer.run("PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0")
    var hits = 0
    for number in 1...12 {
      try writer.run("UPDATE visits SET note = 'n\(number)' WHERE id = 1")
      if number % 3 == 0 {
        try writer.run("PRAGMA wal_checkpoint(\(["PASSIVE", "RESTART", "TRUNCATE"][number / 3 % 3]))")
      }
      #expect(try fixture.kept() == nil, "commit \(number)")
      let loaded = try fixture.keep()
      // A commit while it is kept, of the same size.
      if try fixture.kept()?.whole == loaded.whole { hits += 1 }
      try writer.run("UPDATE visits SET note = 'm\(number)' WHERE id = 1")
      #expect(try fixture.kept() == nil, "commit \(number)")
    }
    #expect(hits == 12)
  }

  @Test("a file put in the place of the database, or written over it with its old time, is another state")
  func replaced() throws {
    let fixture = try SnapshotFixture()
    try fixture.keep()
    let facts = try FileManager.default.attributesOfItem(atPath: fixture.database.path)
    let bytes = try fixture.database.bytes
    let text = Array("Ghi chú 100".utf8)
    let place = try #require(bytes.indices.dropLast(text.count).first { bytes[$0...].starts(with: text) })
    var other = bytes
    other[place] = UInt8(ascii: "H")
    try Data(other).write(to: URL(fileURLWithPath: fixture.database.path))
    try FileManager.default.setAttributes(
      [.modificationDate: try #require(facts[.modificationDate])], ofItemAtPath: fixture.database.path)
    #expect(try fixture.kept() == nil)
  }

  @Test("the folder and its files are the user's alone; what was used longest ago goes first")
  func folder() throws {
    let fixture = try SnapshotFixture()
    try fixture.keep()
    let file = try #require(fixture.file)
    func mode(_ path: String) throws -> Int {
      try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }
    #expect(try mode(file) == 0o600)
    #expect(try mode(fixture.folder.path) == 0o700)
    let size = try #require(fixture.folder.entries().first).size
    let tight = SnapshotFolder(fixture.folder.path, limit: size * 5 / 2, rest: 0)
    let database = try Database.open(fixture.database.path)
    for hours in [3, 1, 2] {
      var spec = SnapshotFixture.spec
      spec.zone = ZoneTable(offsets: [Int32(hours * 3_600)])
      tight.keep(try database.read(spec), of: database, spec)
      usleep(10_000)
    }
    #expect(tight.entries().count == 2)
    #expect(tight.clear().count == 2)
    #expect(tight.entries().isEmpty)
    let small = SnapshotFolder(fixture.folder.path, limit: 1_000, rest: 0)
    small.keep(try database.read(SnapshotFixture.spec), of: database, SnapshotFixture.spec)
    #expect(small.entries().isEmpty)
  }

  @Test("where nothing can be written nothing is kept, and nothing is said")
  func unwritable() throws {
    let fixture = try SnapshotFixture()
    let database = try Database.open(fixture.database.path)
    let read = try database.read(SnapshotFixture.spec)
    for path in ["/proc/kpi", fixture.database.path, "/dev/null/x", ""] {
      let folder = SnapshotFolder(path, rest: 0)
      folder.keep(read, of: database, SnapshotFixture.spec)
      #expect(folder.entries().isEmpty)
    }
  }
}
