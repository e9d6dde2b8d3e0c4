import Glibc

/// What a session knows of the world around it: passed in, so that tests pin it.
public struct SessionEnvironment: Sendable {
  /// The environment variables: `KPI_TODAY` and `KPI_MEMORY` are read.
  public var variables: [String: String]
  /// Unix seconds of the running moment.
  public var now: @Sendable () -> Int64
  /// The bytes of a file: a script, a model.
  ///
  /// Throws `FileFailure`.
  public var readFile: @Sendable (String) throws -> [UInt8]
  /// Where a file or a folder really is: from the root, without links and `..`.
  ///
  /// Throws `FileFailure`.
  public var locate: @Sendable (String) throws -> FilePlace = { try FilePlace(of: $0) }
  /// The names in a folder, sorted, folders with a `/`; none where it cannot be read.
  var filesIn: @Sendable (String) -> [String] = { FilePlace.names(in: $0) }

  /// The bytes of memory that nobody uses now; nil where the system does not tell.
  public var freeMemory: @Sendable () -> Int? = { nil }

  /// Builds an environment from its parts.
  public init(
    variables: [String: String], now: @escaping @Sendable () -> Int64,
    readFile: @escaping @Sendable (String) throws -> [UInt8]
  ) {
    self.variables = variables
    self.now = now
    self.readFile = readFile
  }

  /// Where the columns of databases are kept between starts: `KPI_CACHE`, else in the user's cache folder.
  ///
  /// nil keeps none: where `KPI_CACHE` is empty, or nobody says where.
  public var cacheFolder: String? {
    func folder(_ name: String) -> String? { variables[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    if let path = variables["KPI_CACHE"] { return path.isEmpty ? nil : path }
    return (folder("XDG_CACHE_HOME") ?? folder("HOME").map { $0 + "/.cache" }).map { $0 + "/kpi/columns" }
  }

  /// Where a program is that the user could start by its name; nil where there is none.
  func program(_ name: String) -> String? {
    (variables["PATH"] ?? "").split(separator: ":").lazy.map { "\($0)/\(name)" }.first { path in
      path.hasPrefix("/") && access(path, X_OK) == 0 && (try? FilePlace(of: path).isFile) == true
    }
  }

  /// The environment of this process.
  public static var process: SessionEnvironment {
    var environment = SessionEnvironment(
      variables: processVariables(), now: { Int64(time(nil)) }, readFile: { path in try readWhole(path) })
    environment.freeMemory = { FreeMemory.bytes }
    return environment
  }

  private static func processVariables() -> [String: String] {
    var variables: [String: String] = [:]
    for name in [
      "KPI_TODAY", "KPI_DB", "KPI_MEMORY", "KPI_CACHE", "KPI_HISTORY", "HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
      "NO_COLOR", "TERM",
      "COLUMNS", "PATH",
    ] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return variables
  }

  static func readWhole(_ path: String) throws(FileFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileFailure(path: path, number: errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(file, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileFailure(path: path, number: errno)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[0..<count])
    }
  }
}

/// Where a file or a folder really is.
public struct FilePlace: Sendable, Hashable {
  /// The path from the root, without links and `..`.
  public var path: String
  /// Whether it is a folder.
  public var isFolder: Bool
  /// Whether it is a file that ends, no device and no pipe.
  public var isFile: Bool

  /// Looks where a path leads.
  ///
  /// Throws `FileFailure`.
  init(of path: String) throws(FileFailure) {
    guard let real = realpath(path, nil) else { throw FileFailure(path: path, number: errno) }
    defer { free(real) }
    var status = stat()
    guard stat(real, &status) == 0 else { throw FileFailure(path: path, number: errno) }
    self.path = String(cString: real)
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    isFile = status.st_mode & S_IFMT == S_IFREG
  }

  /// The names in a folder, sorted, folders with a `/`.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name != ".", name != ".." else { continue }
      var status = stat()
      let isFolder = stat("\(folder)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      names.append(isFolder ? name + "/" : name)
    }
    return names.sorted()
  }

  /// Whether it is that folder or below it.
  func isBelow(_ folder: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }
}

/// Why a file cannot be read.
public struct FileFailure: Error, Sendable {
  /// The file as it was named.
  public var path: String
  /// The system's reason, lower case.
  public var reason: String

  /// A failure with its reason.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// A failure with the reason of an error number.
  init(path: String, number: Int32) {
    self.path = path
    reason = String(cString: strerror(number)).lowercased()
  }
}
