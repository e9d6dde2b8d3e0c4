import Glibc

/// A folder for files that are needed for a while.
struct ScratchFolder {
  private let path: String
  private let names: [String]

  /// - Parameter names: the files that will be in it.
  init(in parent: String, for names: [String]) throws(DocumentFailure) {
    var template = Array("\(parent)/.kpi-scratch-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw .system(errno) }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    self.names = names
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file that is not there yet.
  func write(_ bytes: [UInt8], to name: String) throws(DocumentFailure) {
    let descriptor = open(file(name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(errno) }
    defer { close(descriptor) }
    let failure = Descriptor.writeAll(bytes, to: descriptor)
    if failure != 0 { throw .system(failure) }
  }

  func remove() {
    for name in names { unlink(file(name)) }
    rmdir(path)
  }
}
