import Glibc
import KPISession

/// The terminal that answers are written to: what does not fit goes through a pager.
///
/// An answer is held back until it is known whether it fits. Messages keep their places in it and take no room: they are
/// broken into lines by the terminal, and what they offer is taken at the prompt.
final class Screen {
  private var measure: ScreenMeasure?
  private var held: [UInt8] = []
  private var pager: Pager?

  /// Whether a pager shows what is written.
  var isPaging: Bool { pager != nil }

  /// Begins an answer.
  func begin() {
    guard Console.isOutputTerminal, Console.isInputTerminal, !Console.isDumb, Pager.command != nil else { return }
    measure = ScreenMeasure(width: Console.width, height: Console.height)
  }

  /// Writes results.
  ///
  /// Throws `OutputFailure`.
  func write(_ bytes: [UInt8]) throws {
    guard take(bytes, takesRoom: true) else { return try Console.write(bytes) }
  }

  /// Writes messages, which are no results but stand between them.
  func tell(_ bytes: [UInt8]) {
    if !Console.isErrorTerminal || !take(bytes, takesRoom: false) { Console.writeError(bytes) }
  }

  /// Keeps or pages the bytes; false where they are to be written.
  private func take(_ bytes: [UInt8], takesRoom: Bool) -> Bool {
    if let pager {
      pager.write(bytes)
      return true
    }
    guard measure != nil else { return false }
    held += bytes
    if takesRoom { measure?.add(bytes) }
    if measure?.isTooLarge == true {
      measure = nil
      guard let command = Pager.command, let pager = Pager(command) else {
        let all = held
        held = []
        try? Console.write(all)
        return true
      }
      self.pager = pager
      pager.write(held)
      held = []
    }
    return true
  }

  /// Writes what is held back, where somebody is asked something.
  func flush() {
    measure = nil
    guard !held.isEmpty else { return }
    try? Console.write(held)
    held = []
  }

  /// Ends an answer; where a pager shows it, when that is left.
  func end() {
    flush()
    pager?.finish()
    pager = nil
  }
}

/// A program that shows texts page by page.
final class Pager {
  private let pipe: Int32
  private let process: pid_t
  private var isLeft = false

  /// `KPI_PAGER`, else `PAGER`, else `less`; nil where none is wanted.
  static var command: String? {
    for name in ["KPI_PAGER", "PAGER"] {
      guard let value = getenv(name).map({ String(cString: $0).trimmed }) else { continue }
      return value.isEmpty || value == "cat" ? nil : value
    }
    return "less"
  }

  /// Starts it; nil where that cannot be.
  init?(_ command: String) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // A program that is not there answers nothing: its status tells, after what was to be shown has been lost.
    let name = command.split(separator: " ").first.map(String.init) ?? command
    guard Self.isThere(name) else {
      close(ends[0])
      close(ends[1])
      return nil
    }
    // Colours are shown, long lines are gone along, and the answer stays on the screen; in a locale that is not installed `less` shows bytes.
    if getenv("LESS") == nil { setenv("LESS", "-RSX", 1) }
    if getenv("LESSCHARSET") == nil { setenv("LESSCHARSET", "utf-8", 1) }
    guard let process = Self.start(["/bin/sh", "-c", command], input: ends[0]) else {
      close(ends[0])
      close(ends[1])
      return nil
    }
    close(ends[0])
    pipe = ends[1]
    self.process = process
  }

  /// Whether a program can be started by that name.
  private static func isThere(_ name: String) -> Bool {
    if name.contains("/") { return access(name, X_OK) == 0 }
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  /// Starts a program with the signals as they are for every other; nil where that cannot be.
  static func start(_ arguments: [String], input: Int32? = nil) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    sigaddset(&signals, SIGINT)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var texts: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { texts.forEach { free($0) } }
    var process: pid_t = 0
    guard posix_spawn(&process, arguments[0], &actions, &attributes, &texts, environ) == 0 else { return nil }
    return process
  }

  /// Waits until a program has ended; its status.
  @discardableResult
  static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// What is written after it was left is dropped.
  func write(_ bytes: [UInt8]) {
    if !isLeft, Descriptor.writeAll(bytes, to: pipe) != 0 { isLeft = true }
  }

  func finish() {
    close(pipe)
    Self.wait(for: process)
  }
}
