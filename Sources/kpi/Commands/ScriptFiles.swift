import Glibc
import KPISession

/// The scripts below folders.
enum ScriptFiles {
  /// The files in the order of their names; a folder that cannot be read is told.
  static func below(_ places: [String]) -> (paths: [String], unread: String?) {
    var found: [String] = []
    for place in places {
      do throws(FileFailure) {
        try add(place, isNamed: true, to: &found, depth: 0)
      } catch {
        return ([], "`\(error.path)`: \(error.reason)")
      }
    }
    return (found, nil)
  }

  private static func add(_ path: String, isNamed: Bool, to found: inout [String], depth: Int) throws(FileFailure) {
    guard depth < 50 else { return }
    guard let folder = opendir(path) else {
      guard errno == ENOTDIR else {
        throw FileFailure(path: path, reason: String(cString: strerror(errno)).lowercased())
      }
      if isNamed || path.hasSuffix(".kpi"), !found.contains(path) { found.append(path) }
      return
    }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    closedir(folder)
    let base = path == "." ? "" : path.hasSuffix("/") ? path : path + "/"
    for name in names.sorted() {
      var status = stat()
      guard lstat(base + name, &status) == 0 else { continue }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      if isFolder || name.hasSuffix(".kpi") { try add(base + name, isNamed: false, to: &found, depth: depth + 1) }
    }
  }
}
