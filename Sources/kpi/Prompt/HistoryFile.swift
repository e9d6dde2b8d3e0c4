import Glibc
import KPILanguage
import KPISession

/// The file that keeps what was entered at the prompt.
///
/// Every entry is a line that holds only `mark`, and the entry's own lines; one of these that begins with the mark's
/// first character has that character twice. Only a regular file that begins so, an empty one, and a file of an
/// earlier version is ever read or written.
struct HistoryFile {
  /// More entries than these are not kept.
  static let mostEntries = 5_000
  private static let escape = "\u{1}"
  private static let mark = escape + "kpi"

  let path: String

  /// Why nothing is kept.
  struct Refusal: Error {
    var reason: String

    init(_ reason: String) { self.reason = reason }

    /// The system's reason for the last failure.
    static var system: Refusal { Refusal(String(cString: strerror(errno)).lowercased()) }
  }

  // MARK: Reading

  /// The file's entries, oldest first; a file of an earlier version, or one that has grown long, is written anew.
  func load() throws(Refusal) -> [String] {
    let file = try open(creating: false)
    guard let file else { return [] }
    defer { close(file) }
    let bytes = try Self.bytes(of: file)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let isOld = Self.isTime(lines.first ?? "")
    guard bytes.isEmpty || isOld || lines.first == Self.mark else {
      throw Refusal("the file is no history of kpi")
    }
    var entries = isOld ? Self.oldEntries(lines) : Self.entries(lines)
    let isLong = entries.count > 2 * Self.mostEntries
    entries = Array(entries.suffix(Self.mostEntries))
    if isOld || isLong { try replace(with: entries) }
    return entries
  }

  private static func entries(_ lines: [String]) -> [String] {
    var entries: [[String]] = []
    // The file ends with a line end, after which there is no line.
    for line in lines.last == "" ? lines.dropLast() : lines[...] {
      if line == mark {
        entries.append([])
      } else if !entries.isEmpty {
        entries[entries.count - 1].append(line.hasPrefix(escape) ? String(line.dropFirst()) : line)
      }
    }
    return entries.map { $0.joined(separator: "\n") }.filter { !$0.isEmpty }
  }

  /// What versions before 0.2 wrote: a line `#1700000000` before each entry.
  private static func oldEntries(_ lines: [String]) -> [String] {
    var entries: [[String]] = []
    for line in lines.last == "" ? lines.dropLast() : lines[...] {
      if isTime(line) { entries.append([]) } else { entries[entries.count - 1].append(line) }
    }
    return entries.map { $0.joined(separator: "\n") }.filter { !$0.isEmpty }
  }

  /// Whether a line is `#` and unix seconds: a comment of digits alone is shorter.
  private static func isTime(_ line: String) -> Bool {
    line.hasPrefix("#") && line.utf8.count >= 10
      && line.utf8.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  // MARK: Writing

  /// Adds an entry at the end.
  func append(_ entry: String) throws(Refusal) {
    guard let file = try open(creating: true) else { throw .system }
    defer { close(file) }
    // A password that was written into an address is not kept.
    var bytes = Self.bytes(of: [Secrets.hidden(in: entry)])
    let end = lseek(file, 0, SEEK_END)
    if end > 0 {
      // A write that was cut short has left no line end.
      var last: UInt8 = 0
      if pread(file, &last, 1, end - 1) == 1, last != UInt8(ascii: "\n") { bytes.insert(UInt8(ascii: "\n"), at: 0) }
    }
    try Self.write(bytes, to: file)
  }

  private static func bytes(of entries: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in entries {
      bytes += Array((mark + "\n").utf8)
      for line in entry.split(separator: "\n", omittingEmptySubsequences: false) {
        bytes += Array(((line.hasPrefix(escape) ? escape : "") + line + "\n").utf8)
      }
    }
    return bytes
  }

  /// Writes a new file beside it and puts that in its place: whoever stops half-way loses nothing.
  private func replace(with entries: [String]) throws(Refusal) {
    let new = "\(path).\(getpid())"
    let file = Glibc.open(new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .system }
    defer { close(file) }
    do throws(Refusal) {
      try Self.write(Self.bytes(of: entries), to: file)
      if rename(new, path) != 0 { throw .system }
    } catch {
      unlink(new)
      throw error
    }
  }

  private static func write(_ bytes: [UInt8], to file: Int32) throws(Refusal) {
    if Descriptor.writeAll(bytes, to: file) != 0 { throw .system }
  }

  // MARK: The file

  /// The open file; nil where there is none and none shall be made.
  ///
  /// A device, a pipe, a folder or a symbolic link is refused before it is opened, and looked at again after.
  private func open(creating: Bool) throws(Refusal) -> Int32? {
    var status = stat()
    if lstat(path, &status) == 0 {
      try Self.check(status)
    } else if errno != ENOENT {
      throw .system
    } else if !creating {
      return nil
    }
    let flags = O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (creating ? O_CREAT : 0)
    let file = Glibc.open(path, flags, 0o600)
    guard file >= 0 else { throw .system }
    do throws(Refusal) {
      guard fstat(file, &status) == 0 else { throw .system }
      try Self.check(status)
      try Self.checkBeginning(of: file)
    } catch {
      close(file)
      throw error
    }
    return file
  }

  private static func check(_ status: stat) throws(Refusal) {
    guard status.st_mode & S_IFMT == S_IFREG else { throw Refusal("it is no regular file") }
    guard status.st_uid == geteuid() else { throw Refusal("it belongs to somebody else") }
  }

  /// Fails for a file that another program has written.
  private static func checkBeginning(of file: Int32) throws(Refusal) {
    var start = [UInt8](repeating: 0, count: 64)
    let count = pread(file, &start, start.count, 0)
    guard count >= 0 else { throw .system }
    let line = String(decoding: start[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    guard count == 0 || line == mark || isTime(line) else { throw Refusal("the file is no history of kpi") }
  }

  private static func bytes(of file: Int32) throws(Refusal) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .system
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[0..<count])
    }
  }
}

extension HistoryFile {
  /// The file of `KPI_HISTORY`, else the one in the user's state folder; nil keeps none.
  static func ofUser() -> HistoryFile? {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    if let path = variable("KPI_HISTORY") { return path.isEmpty || path == "/dev/null" ? nil : HistoryFile(path: path) }
    let state = variable("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    guard let base = state ?? Folders.home.map({ $0 + "/.local/share" }) else { return nil }
    Folders.make(base + "/kpi")
    return HistoryFile(path: base + "/kpi/history")
  }
}
