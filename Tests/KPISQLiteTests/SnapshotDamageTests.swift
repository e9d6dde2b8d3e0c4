import Foundation
import KPIEngine
import Testing

@testable import KPISQLite

/// A damaged snapshot costs time: it never gives another number, and never a crash.
@Suite struct SnapshotDamageTests {
  @Test("a flipped bit anywhere changes nothing that is read", arguments: [21, 22, 23] as [UInt64])
  func flips(seed: UInt64) throws {
    let fixture = try SnapshotFixture()
    let expected = try fixture.keep().whole
    let file = try #require(fixture.file)
    let sound = try Data(contentsOf: URL(fileURLWithPath: file))
    var random = Seeded(state: seed)
    var refused = 0
    for _ in 0..<60 {
      var bytes = sound
      let (offset, bit) = (Int.random(in: 0..<bytes.count, using: &random), Int.random(in: 0..<8, using: &random))
      bytes[offset] ^= 1 << bit
      try bytes.write(to: URL(fileURLWithPath: file))
      let kept = try fixture.kept()
      if kept == nil { refused += 1 }
      #expect(kept == nil || kept?.whole == expected, "seed \(seed): byte \(offset), bit \(bit)")
    }
    #expect(refused < 60 && fixture.lossCount == 0)
  }

  @Test("a file that was cut, lengthened or overwritten is none", arguments: [31] as [UInt64])
  func cuts(seed: UInt64) throws {
    let fixture = try SnapshotFixture()
    try fixture.keep()
    let file = try #require(fixture.file)
    let sound = try Data(contentsOf: URL(fileURLWithPath: file))
    var random = Seeded(state: seed)
    var places = [0, 1, 63, 64, 65, sound.count - 1]
    for _ in 0..<20 { places.append(Int.random(in: 0..<sound.count, using: &random)) }
    for place in places {
      try sound.prefix(place).write(to: URL(fileURLWithPath: file))
      #expect(try fixture.kept() == nil, "cut at \(place)")
      // What is of no use is not left.
      #expect(place == 0 || !FileManager.default.fileExists(atPath: file))
    }
    for more in [Data([0]), Data(repeating: 7, count: 5_000)] {
      try (sound + more).write(to: URL(fileURLWithPath: file))
      #expect(try fixture.kept() == nil)
    }
    let noise = Data((0..<sound.count).map { _ in UInt8.random(in: 0...255, using: &random) })
    try noise.write(to: URL(fileURLWithPath: file))
    #expect(try fixture.kept() == nil)
    // The next load mends it.
    let loaded = try fixture.keep()
    #expect(try fixture.kept()?.whole == loaded.whole)
  }

  @Test("a folder, a link or a pipe in the place of a snapshot is not read")
  func otherFiles() throws {
    let fixture = try SnapshotFixture()
    try fixture.keep()
    let file = try #require(fixture.file)
    let elsewhere = fixture.folder.path + "/elsewhere"
    try FileManager.default.moveItem(atPath: file, toPath: elsewhere)
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: elsewhere)
    #expect(try fixture.kept() == nil)
    unlink(file)
    #expect(mkfifo(file, 0o600) == 0)
    #expect(try fixture.kept() == nil)
    unlink(file)
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    #expect(try fixture.kept() == nil)
  }

  @Test("where the database has changed since, a damaged snapshot says that it is lost")
  func loss() throws {
    let fixture = try SnapshotFixture()
    try fixture.keep()
    let file = try #require(fixture.file)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    // The first section stands right behind the header.
    bytes[70] ^= 1
    try bytes.write(to: URL(fileURLWithPath: file))
    let kept = try #require(try fixture.kept())
    try fixture.database.write("DELETE FROM visits")
    _ = kept.whole
    #expect(fixture.lossCount == 1)
    #expect(try fixture.kept() == nil)
  }

  @Test("many programs at once read and write one snapshot")
  func concurrent() throws {
    let fixture = try SnapshotFixture()
    let expected = try fixture.keep().whole
    let (path, folder) = (fixture.database.path, fixture.folder)
    let wrong = LockedCount()
    DispatchQueue.concurrentPerform(iterations: 24) { number in
      guard let database = try? Database.open(path) else { return wrong.add() }
      if number % 3 == 0, let read = try? database.read(SnapshotFixture.spec) {
        folder.keep(read, of: database, SnapshotFixture.spec)
      }
      let kept = folder.store(of: database, SnapshotFixture.spec, isCancelled: { false }, onLoss: { wrong.add() })
      if kept?.whole != expected { wrong.add() }
    }
    #expect(wrong.count == 0)
    #expect(folder.entries().count == 1)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count == 1)
  }
}

/// A number that threads count up.
final class LockedCount: @unchecked Sendable {
  // SAFETY: every access holds the lock.
  private let lock = NSLock()
  private var number = 0

  var count: Int { lock.withLock { number } }
  func add() { lock.withLock { number += 1 } }
}
