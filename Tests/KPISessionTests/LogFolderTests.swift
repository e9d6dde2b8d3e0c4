import Foundation
import Testing

/// Who may not write to a folder of root's.
private enum Nobody {
  static let launcher: [String] =
    geteuid() == 0 ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : []

  /// Whether the program can be started by somebody who is not root.
  static let canRun: Bool = {
    guard launcher.allSatisfy({ !$0.hasPrefix("/") || FileManager.default.isExecutableFile(atPath: $0) }) else {
      return false
    }
    return (try? Program.run(["--version"], launcher: launcher))?.status == 0
  }()
}

/// A database in WAL mode in a folder that cannot be written: whole where it was closed cleanly, never without its log.
///
/// Root may write everywhere, so there the program runs as nobody.
@Suite(.enabled(if: Nobody.canRun, "as root it needs `setpriv`, and a build that nobody may run"))
struct LogFolderTests {
  private let scratch: Scratch
  private let database: String
  private let writer: SQLFixture

  init() throws {
    scratch = try Scratch()
    database = scratch.path + "/log.db"
    writer = try SQLFixture(database)
    try writer.run(
      """
      PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0;
      CREATE TABLE o (id INTEGER PRIMARY KEY); INSERT INTO o VALUES (1); PRAGMA wal_checkpoint(TRUNCATE);
      """)
  }

  /// The files of a folder of its own that nobody can write: those of the database that are named.
  private func folder(_ endings: [String]) throws -> String {
    let place = scratch.path + "/closed"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
    for ending in endings {
      let copy = place + "/log.db" + ending
      try FileManager.default.copyItem(atPath: database + ending, toPath: copy)
      chmod(copy, 0o644)
    }
    chmod(scratch.path, 0o755)
    chmod(place, 0o555)
    return place
  }

  private func count(_ place: String) throws -> Program.Outcome {
    defer { chmod(place, 0o755) }
    return try Program.run(
      [place + "/log.db", "--format", "json", "-c", "sql 'select count(*) as n from o'"], launcher: Nobody.launcher)
  }

  @Test func closedCleanlyItIsReadWhole() throws {
    let place = try folder([""])
    let answer = try count(place)
    #expect(answer.status == 0 && answer.results.contains(#""rows":[[1]]"#), "\(answer)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: place) == ["log.db"])
  }

  @Test func anEmptyLogHoldsNothing() throws {
    #expect(try FileManager.default.attributesOfItem(atPath: database + "-wal")[.size] as? Int == 0)
    let answer = try count(folder(["", "-wal"]))
    #expect(answer.status == 0 && answer.results.contains(#""rows":[[1]]"#), "\(answer)")
  }

  /// The second row stands in the log alone; without an index of it, which cannot be made here, it cannot be read.
  @Test func aLogWithRowsIsNotLeftOut() throws {
    try writer.run("INSERT INTO o VALUES (2)")
    let answer = try count(folder(["", "-wal"]))
    #expect(answer.status == 3 && answer.results.isEmpty, "\(answer)")
    for word in ["WAL mode", "log.db-wal", "/closed", "copy both files"] {
      #expect(answer.messages.contains(word), "\(word): \(answer)")
    }
  }

  @Test func besideItsIndexTheLogIsRead() throws {
    try writer.run("INSERT INTO o VALUES (2)")
    let answer = try count(folder(["", "-wal", "-shm"]))
    #expect(answer.status == 0 && answer.results.contains(#""rows":[[2]]"#), "\(answer)")
  }

  @Test func aLogThatMayNotBeReadIsNotLeftOut() throws {
    try writer.run("INSERT INTO o VALUES (2)")
    let place = try folder(["", "-wal", "-shm"])
    chmod(place + "/log.db-wal", 0o000)
    let answer = try count(place)
    #expect(answer.status == 3 && answer.messages.contains("WAL mode") && answer.results.isEmpty, "\(answer)")
  }
}
