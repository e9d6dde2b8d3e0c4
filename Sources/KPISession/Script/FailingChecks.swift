import Glibc
import Synchronization

/// The checks of a session, whose failing rows `--failures` has written to a folder.
final class FailingChecks: Sendable {
  private struct State {
    var place = 0
    var isCleared = false
  }

  private let state = Mutex(State())

  /// The place of the last check among all of them, from 1.
  var place: Int { state.withLock(\.place) }

  /// Counts a check.
  func count() { state.withLock { $0.place += 1 } }

  /// Takes away what an earlier run wrote of its checks, once, so that what stands in the folder is this run's.
  ///
  /// Other files of the folder stay: the names are `check-N.csv` and `check-N-….csv`.
  func clear(_ folder: String) {
    let isFirst = state.withLock { state in
      defer { state.isCleared = true }
      return !state.isCleared
    }
    guard isFirst, let list = opendir(folder) else { return }
    var names: [String] = []
    while let entry = readdir(list) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    closedir(list)
    for name in names where name.wholeMatch(of: /check-[0-9]+(-.*)?\.csv/) != nil { unlink("\(folder)/\(name)") }
  }
}
