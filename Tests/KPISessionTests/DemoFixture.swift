import Foundation
import KPIDemo

/// The demo database that the tests ask, written once.
enum DemoFixture {
  static let path: String = {
    let folder = FileManager.default.temporaryDirectory.path + "/kpi-session-\(getpid())"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/demo.db"
    do throws(DemoError) {
      try DemoDatabase.write(to: path, customers: 400, overwrites: true)
    } catch {
      return "no demo database: \(error.message)"
    }
    atexit { try? FileManager.default.removeItem(atPath: (DemoFixture.path as NSString).deletingLastPathComponent) }
    return path
  }()
}

/// A folder that is deleted with the object.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/kpi-scratch-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }
}
