import Glibc
import KPILanguage
import KPISQLite

/// A file that is written beside its place and put there whole, or not at all.
struct ExportFile {
  /// Why a file is not written.
  struct Refusal: Error {
    var code: String
    var message: Message
    var notes: [Message] = []
  }

  /// As it was named.
  private let name: String
  /// Its folder, where that really is, and its name in there.
  private let folder: String
  private let file: String
  /// Whether a file stands there already.
  private(set) var isThere: Bool

  private var path: String { folder == "/" ? "/\(file)" : "\(folder)/\(file)" }

  /// Where a file goes.
  ///
  /// - Parameters:
  ///   - root: the folder that it stands below, for what scripts name; nil lets it be anywhere.
  ///   - holdsResults: not where a script itself is written anew.
  init(
    _ name: String, below root: String?, holdsResults: Bool = true, in environment: SessionEnvironment
  ) throws(Refusal) {
    self.name = name
    let joined = root.map { name.hasPrefix("/") || $0 == "." ? name : "\($0)/\(name)" } ?? name
    let slash = joined.lastIndex(of: "/")
    file = String(slash.map { joined[joined.index(after: $0)...] } ?? joined[...])
    guard !file.isEmpty, file != ".", file != "..", !joined.utf8.contains(0) else {
      throw Refusal(code: "cannot-export", message: "`\(shown(name))` names no file")
    }
    var base: FilePlace?
    let place: FilePlace
    do {
      if let root { base = try environment.locate(root) }
    } catch { throw Self.refusal("the folder `\(shown(root ?? ""))`", error) }
    do {
      place = try environment.locate(slash.map { $0 == joined.startIndex ? "/" : String(joined[..<$0]) } ?? ".")
    } catch { throw Self.refusal("the folder of `\(shown(name))`", error) }
    guard base.map({ place.isBelow($0.path) }) ?? true else {
      throw Refusal(
        code: "not-allowed", message: "`\(shown(name))` is not below the folder that scripts write to",
        notes: ["`--out FOLDER` names that folder; without it, it is the working one"])
    }
    folder = place.path
    // A link is replaced, not followed.
    var status = stat()
    isThere = false
    if lstat(path, &status) == 0 {
      guard status.st_mode & S_IFMT != S_IFDIR else {
        throw Refusal(code: "cannot-export", message: "cannot write `\(shown(name))`: it is a folder")
      }
      isThere = true
      if holdsResults { try refuseWhatIsNoResult() }
    }
  }

  /// Nothing is written over a database or a script, whoever asks for it: it may be the one that is being read.
  private func refuseWhatIsNoResult() throws(Refusal) {
    let notes: [Message] = ["results go to a file of another name"]
    if file.lowercased().hasSuffix(".kpi") {
      throw Refusal(
        code: "cannot-export", message: "cannot write `\(shown(name))`: it is a script or a model", notes: notes)
    }
    if isDatabase {
      throw Refusal(code: "cannot-export", message: "cannot write `\(shown(name))`: it is a database", notes: notes)
    }
  }

  /// Whether the file begins as SQLite's do.
  private var isDatabase: Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let signature = DatabaseHeader.signature
    var bytes = [UInt8](repeating: 0, count: signature.count)
    return read(descriptor, &bytes, bytes.count) == signature.count && bytes == signature
  }

  private static func refusal(_ what: Message, _ error: any Error) -> Refusal {
    let reason = Message(known: (error as? FileFailure)?.reason ?? "\(error)")
    return Refusal(code: "cannot-export", message: "cannot write to \(what): \(reason)")
  }

  /// The folder that it goes to, for what is made beside it.
  var scratchFolder: String { folder }

  /// Writes it whole: what `body` hands on stands beside it until all of it is written.
  func write(_ body: (@escaping ([UInt8]) throws -> Void) throws -> Void) throws {
    let pending = try begin()
    do {
      try body { bytes in try pending.write(bytes) }
    } catch {
      pending.giveUp()
      throw error
    }
    try pending.finish()
  }

  /// Makes a folder that is to hold files, with those above it, where it is not there.
  static func makeFolder(_ path: String) throws(Refusal) {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      made += "/\(part)"
      guard mkdir(made, 0o777) != 0, errno != EEXIST else { continue }
      let reason = Message(known: String(cString: strerror(errno)).lowercased())
      throw Refusal(code: "cannot-export", message: "cannot write `\(shown(path))`: \(reason)")
    }
  }

  /// Begins to write it.
  func begin() throws(Refusal) -> PendingFile { try PendingFile(name, path: path, in: folder) }
}

/// A file that is being written beside its place.
final class PendingFile {
  private let name: String
  private let path: String
  private let beside: String
  private var descriptor: Int32?

  fileprivate init(_ name: String, path: String, in folder: String) throws(ExportFile.Refusal) {
    var template = Array("\(folder)/.kpi-export-XXXXXX".utf8CString)
    let opened = mkstemp(&template)
    guard opened >= 0 else { throw Self.failure(name) }
    self.name = name
    self.path = path
    beside = template.withUnsafeBufferPointer {
      String(decoding: $0.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    descriptor = opened
  }

  deinit { giveUp() }

  /// Adds bytes.
  func write(_ bytes: [UInt8]) throws(ExportFile.Refusal) {
    guard let descriptor else { return }
    let failure = Descriptor.writeAll(bytes, to: descriptor)
    if failure != 0 { throw Self.failure(name, failure) }
  }

  /// Puts it into its place.
  func finish() throws(ExportFile.Refusal) {
    guard let descriptor else { return }
    // As a file is that a program makes anew.
    let mask = umask(0)
    umask(mask)
    guard fchmod(descriptor, 0o666 & ~mask) == 0, fsync(descriptor) == 0 else { throw failed() }
    self.descriptor = nil
    guard close(descriptor) == 0, rename(beside, path) == 0 else { throw failed() }
  }

  /// Leaves nothing of it.
  func giveUp() {
    guard let descriptor else { return }
    self.descriptor = nil
    close(descriptor)
    unlink(beside)
  }

  private func failed() -> ExportFile.Refusal {
    let refusal = Self.failure(name)
    giveUp()
    unlink(beside)
    return refusal
  }

  private static func failure(_ name: String, _ number: Int32 = errno) -> ExportFile.Refusal {
    let reason = Message(known: String(cString: strerror(number)).lowercased())
    return ExportFile.Refusal(code: "cannot-export", message: "cannot write `\(shown(name))`: \(reason)")
  }
}
