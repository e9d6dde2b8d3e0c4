#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Where the library of an ADBC driver may be: what `pip install adbc-driver-NAME` has put there, or a file that is named.
package struct DriverLibrary: Sendable {
  /// `postgresql`, `spark`.
  package let name: String
  private let variables: [String: String]

  /// - Parameter variables: the environment's.
  package init(_ name: String, variables: [String: String] = DriverLibrary.environment) {
    self.name = name
    self.variables = variables
  }

  /// The variable that names the library's file: `KPI_DRIVER_POSTGRESQL`.
  package var variable: String { "KPI_DRIVER_\(name.uppercased())" }

  /// The package that has it.
  package var package: String { "adbc-driver-\(name)" }

  private var file: String { "libadbc_driver_\(name).so" }

  /// What is tried, in this order; a name without a slash is looked for by the system's loader.
  package var candidates: [String] {
    if let named = variables[variable], !named.isEmpty { return [named] }
    return folders.flatMap { Self.packages(in: $0) }.map { "\($0)/adbc_driver_\(name)/\(file)" }
      .filter { access($0, R_OK) == 0 } + [file]
  }

  /// The folders below which Python keeps packages, each once: of the virtual environment at hand, of the user, of every
  /// `python3` on the path, of the system.
  package var folders: [String] {
    var folders: [String] = []
    func add(_ folder: String) { if !folders.contains(folder) { folders.append(folder) } }
    if let environment = variables["VIRTUAL_ENV"], !environment.isEmpty { add(environment + "/lib") }
    if let home = variables["HOME"], !home.isEmpty {
      add(home + "/.local/lib")
      // There `python3` on the path is a script.
      let versions = (variables["PYENV_ROOT"] ?? home + "/.pyenv") + "/versions"
      for version in Self.names(in: versions).sorted() { add("\(versions)/\(version)/lib") }
    }
    for folder in (variables["PATH"] ?? "").split(separator: ":") where folder.hasPrefix("/") {
      let python = "\(folder)/python3"
      guard access(python, X_OK) == 0 else { continue }
      // A virtual environment's own `python3` is a link out of it.
      for place in [python, Self.real(python)] {
        if let prefix = Self.folder(of: Self.folder(of: place)) { add(prefix + "/lib") }
      }
    }
    add("/usr/local/lib")
    add("/usr/lib")
    return folders
  }

  /// The driver, opened.
  package func load() throws(EngineFailure) -> ADBCDriver {
    var first: EngineFailure?
    for candidate in candidates {
      do throws(EngineFailure) {
        return try ADBCDriver.load(candidate)
      } catch {
        if first == nil { first = error }
      }
    }
    throw first ?? EngineFailure(.noDriver, own: "`\(file)` is not there")
  }

  /// `python3.11/site-packages` and its kin below a folder, the newest first.
  private static func packages(in folder: String) -> [String] {
    let found = names(in: folder).filter { $0.hasPrefix("python3") }
    func version(_ name: String) -> Int { Int(name.drop { $0 != "." }.dropFirst()) ?? 0 }
    return found.sorted { (version($0), $0) > (version($1), $1) }.flatMap { name in
      ["site", "dist"].map { "\(folder)/\(name)/\($0)-packages" }
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: entry.pointee.d_name)) {
          String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { found.append(name) }
    }
    return found
  }

  private static func folder(of path: String?) -> String? {
    guard let path, let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
    return String(path[..<slash])
  }

  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// What of this process's environment says where a driver is.
  package static var environment: [String: String] {
    var variables: [String: String] = [:]
    for name in [
      "HOME", "PATH", "VIRTUAL_ENV", "PYENV_ROOT", "KPI_DRIVER_POSTGRESQL", "KPI_DRIVER_SPARK", "KPI_DRIVER_MYSQL",
    ] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return variables
  }
}
