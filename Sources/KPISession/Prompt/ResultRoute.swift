import Glibc
import KPIOutput

/// Where the results of a conversation go: the screen, or a file of `.output`.
package final class ResultRoute {
  /// The file; nil is the screen.
  private(set) var file: ResultFile?
  /// Whether results go to a file.
  package var isFile: Bool { file != nil }
  /// Writes to the screen.
  private let screen: ([UInt8]) throws -> Void

  /// - Parameter screen: writes what goes to no file; throws `OutputFailure`.
  package init(screen: @escaping ([UInt8]) throws -> Void) { self.screen = screen }

  /// Writes results.
  ///
  /// Throws `OutputFailure`.
  package func write(_ bytes: [UInt8]) throws {
    if let file { try file.write(bytes) } else { try screen(bytes) }
  }

  /// Sends what is written next to a file.
  func begin(_ file: ResultFile) { self.file = file }

  /// Leaves what was there, where nothing was written; what is written next goes to the screen.
  func giveUpIfEmpty() {
    guard let file, !file.isBegun else { return }
    file.giveUp()
    self.file = nil
  }

  /// Puts the file into its place; what is written next goes to the screen.
  func end() throws(OutputFailure) {
    defer { file = nil }
    try file?.finish()
  }
}
