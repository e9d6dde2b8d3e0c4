import KPIEngine
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The folder in which columns are kept from one start of the program to the next.
///
/// It is a cache: whatever is wrong with it or in it costs time only, and nothing is ever told of it.
package struct SnapshotFolder: Sendable {
  package let path: String
  /// Bytes that all snapshots may take; those used longest ago go first.
  package let limit: Int64
  /// Nanoseconds for which a database must not have been changed before it is read, so that no clock is so slow that a
  /// later change has the same time.
  private let rest: Int64

  private static let ending = ".kpisnap"
  private static let unfinished = ".part"
  private static let number = Atomic(0)

  package static let usualLimit: Int64 = 4 << 30

  package init(_ path: String, limit: Int64 = usualLimit, rest: Int64 = 2_000_000_000) {
    self.path = path
    self.limit = limit
    self.rest = rest
  }

  // MARK: Reading

  /// The store that `spec` reads from the database, where a snapshot of just this state is there.
  ///
  /// - Parameters:
  ///   - isCancelled: asked where the database has to be read again for a damaged file.
  ///   - onLoss: called where the file turns out to be damaged and the database to have changed since: what the store
  ///     gives from then on is not to be used.
  package func store(
    of database: Database, _ spec: LoadSpec, isCancelled: @escaping @Sendable () -> Bool,
    onLoss: @escaping @Sendable () -> Void
  ) -> Store? {
    guard let origin = SnapshotOrigin(database, spec) else { return nil }
    let name = name(of: origin)
    guard let mapping = mapped(name) else { return nil }
    guard let header = SnapshotHeader(mapping.bytes), let layout = layout(header, mapping) else {
      unlink(name)
      return nil
    }
    guard layout.origin.isSame(as: origin), layout.suits(spec),
      let now = database.stateNow(for: spec, isCancelled: isCancelled),
      now.bytes == layout.origin.state
    else { return nil }
    // The file's own time says when it was last used.
    utimensat(AT_FDCWD, name, nil, AT_SYMLINK_NOFOLLOW)
    let state = layout.origin.state
    let substitute = Substitute {
      unlink(name)
      if let loaded = try? database.read(spec, isCancelled: isCancelled),
        (loaded.state ?? database.stateNow(for: spec))?.bytes == state
      {
        return loaded.store
      }
      onLoss()
      return nil
    }
    return SnapshotSource(mapping, layout, substitute).store(zone: spec.zone)
  }

  private func mapped(_ name: String) -> Mapping? {
    let file = open(name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid() else { return nil }
    return Mapping(file, count: Int(status.st_size))
  }

  private func layout(_ header: SnapshotHeader, _ mapping: Mapping) -> SnapshotLayout? {
    let bytes = UnsafeRawBufferPointer(
      rebasing: mapping.bytes[header.layout.offset..<header.layout.offset + header.layout.count])
    guard Checksum.of(bytes) == header.layout.checksum else { return nil }
    return try? SnapshotLayout(bytes, size: header.fileSize)
  }

  // MARK: Writing

  /// Keeps what was read, for the next start.
  package func keep(_ read: ReadStore, of database: Database, _ spec: LoadSpec) {
    guard let state = read.state ?? (database.isRemote ? database.stateNow(for: spec) : nil),
      state.wasAtRest(nanoseconds: rest), var origin = SnapshotOrigin(database, spec),
      makeFolder(), hasRoom(for: Int64(read.store.byteCount))
    else { return }
    origin.state = state.bytes
    let name = name(of: origin)
    let part = "\(name).\(getpid())-\(Self.number.wrappingAdd(1, ordering: .relaxed).newValue)\(Self.unfinished)"
    let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    do {
      try SnapshotWriter(file).write(read.store, from: origin)
    } catch {
      unlink(part)
      return
    }
    if rename(part, name) != 0 { unlink(part) }
    dropLeastUsed(except: name)
  }

  /// Whether the folder is there, and nobody else's.
  private func makeFolder() -> Bool {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      made += "/" + part
      mkdir(made, 0o700)
    }
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid()
      && status.st_mode & 0o022 == 0
  }

  /// Whether the disk has twice what is to be written.
  private func hasRoom(for bytes: Int64) -> Bool {
    var disk = statvfs()
    guard bytes <= limit, statvfs(path, &disk) == 0 else { return false }
    return Int64(clamping: disk.f_bavail) > bytes * 2 / max(Int64(clamping: disk.f_frsize), 1)
  }

  // MARK: The files

  /// A snapshot that is there.
  package struct Entry: Sendable {
    package var name: String
    /// The database that it was made from; nil where the file is none of this version's.
    package var database: String?
    package var size: Int64
    /// Unix seconds of its last use.
    package var usedAt: Int64
    fileprivate var usedNanoseconds: Int64
  }

  /// All snapshots, the last used first.
  package func entries() -> [Entry] {
    names().filter { $0.hasSuffix(Self.ending) }.compactMap { name -> Entry? in
      let file = "\(path)/\(name)"
      guard let facts = FileFacts(path: file), facts.isRegular else { return nil }
      let database = mapped(file).flatMap { mapping in
        SnapshotHeader(mapping.bytes).flatMap { layout($0, mapping) }?.origin.path
      }
      return Entry(
        name: name, database: database, size: facts.size, usedAt: facts.modifiedNanoseconds / 1_000_000_000,
        usedNanoseconds: facts.modifiedNanoseconds)
    }.sorted { ($1.usedNanoseconds, $0.name) < ($0.usedNanoseconds, $1.name) }
  }

  /// Deletes all snapshots, and says how many and how many bytes.
  package func clear() -> (count: Int, bytes: Int64) {
    var (count, bytes) = (0, Int64(0))
    for name in names() where name.hasSuffix(Self.ending) || name.hasSuffix(Self.unfinished) {
      let file = "\(path)/\(name)"
      guard let facts = FileFacts(path: file), facts.isRegular, unlink(file) == 0 else { continue }
      bytes += facts.size
      if name.hasSuffix(Self.ending) { count += 1 }
    }
    return (count, bytes)
  }

  /// Drops what was used longest ago until the rest is within the limit, and what killed programs have left.
  private func dropLeastUsed(except kept: String) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    for name in names() where name.hasSuffix(Self.unfinished) {
      let file = "\(path)/\(name)"
      if let facts = FileFacts(path: file), facts.modifiedNanoseconds / 1_000_000_000 < Int64(now.tv_sec) - 3_600 {
        unlink(file)
      }
    }
    var used = Int64(0)
    for name in names().filter({ $0.hasSuffix(Self.ending) }).compactMap({ name -> (String, FileFacts)? in
      FileFacts(path: "\(path)/\(name)").map { ("\(path)/\(name)", $0) }
    }).sorted(by: { ($1.1.modifiedNanoseconds, $0.0) < ($0.1.modifiedNanoseconds, $1.0) }) {
      used += name.1.size
      if used > limit, name.0 != kept { unlink(name.0) }
    }
  }

  private func names() -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
          String(cString: $0)
        }
      }
      names.append(name)
    }
    return names
  }

  private func name(of origin: SnapshotOrigin) -> String {
    func digits(_ bytes: [UInt8]) -> String {
      let text = String(Checksum.of(bytes), radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
    return "\(path)/\(digits(Array(origin.path.utf8)))-\(digits(origin.spec))-\(SnapshotHeader.version)\(Self.ending)"
  }
}

/// A store as it was read, and the state of the database that it holds.
package struct ReadStore: Sendable {
  package let store: Store
  /// nil where another time may give other rows, and for a source, which tells afterwards whether it is still as it was.
  let state: DatabaseState?
}

extension SnapshotOrigin {
  /// What a snapshot of the database would be made from, the state left open; nil where that cannot be told.
  init?(_ database: Database, _ spec: LoadSpec) {
    var path = database.path
    if !database.isRemote {
      guard let real = realpath(path, nil) else { return nil }
      defer { free(real) }
      path = String(cString: real)
    }
    // Whoever builds the program anew may have changed how it reads.
    guard let program = FileFacts(path: "/proc/self/exe") else { return nil }
    var reader = ByteWriter()
    reader.put(Connection.version)
    reader.put(program.size)
    reader.put(program.modifiedNanoseconds)
    reader.put(program.inode)
    self.init(path: path, reader: reader.bytes, spec: spec.bytes, state: [])
  }

  /// Whether both were made from the same, whatever its state.
  func isSame(as other: SnapshotOrigin) -> Bool {
    path == other.path && reader == other.reader && spec == other.spec
  }
}

extension SnapshotLayout {
  /// Whether it has the parts that `spec` asks for.
  func suits(_ spec: LoadSpec) -> Bool {
    dictionaries.count == spec.dictionaries.count && entities.map(\.columns.count) == spec.entities.map(\.columns.count)
  }
}
