import ArgumentParser
import Glibc
import KPIDemo
import KPISession

/// `kpi demo FILE`: writes a database to try things on.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Write a database of the reference schema with invented data.",
    discussion: "The same arguments give the same bytes.")

  @Argument(help: ArgumentHelp("The file to write.", valueName: "FILE"), completion: .file())
  var file: String

  @Option(help: ArgumentHelp("How many customers; about 14 rows each.", valueName: "N"))
  var customers = DemoDatabase.defaultCustomers

  @Option(help: ArgumentHelp("Another seed, other data.", valueName: "S"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("The last day there is.", valueName: "YYYY-MM-DD"))
  var end = DemoDatabase.defaultEnd

  @Flag(help: "Replace the file where it exists.")
  var force = false

  @Flag(name: .shortAndLong, help: "Show no progress.")
  var quiet = false

  func run() throws {
    let bar = ProgressBar("writing \(file)", isQuiet: quiet)
    do throws(DemoError) {
      try DemoDatabase.write(
        to: file, customers: customers, seed: seed, end: end, overwrites: force,
        progress: { bar.show(DemoCommand.fraction($0)) }, isCancelled: Interrupts.isPressed)
      bar.clear()
    } catch {
      bar.clear()
      throw DemoCommand.ending(error)
    }
    if !quiet { Console.tell("wrote `\(file)`; its last day is \(end): ask it with `kpi \(file) --today \(end)`") }
  }

  /// The share of the work that is done.
  static func fraction(_ progress: DemoProgress) -> Double {
    let part = progress.total > 0 ? min(1, Double(progress.done) / Double(progress.total)) : 0
    // Inventing takes about a third of the time.
    let whole = progress.phase == .inventing ? part * 0.3 : 0.3 + part * 0.7
    return min(whole, 0.999)
  }

  /// Tells why nothing was written.
  static func ending(_ error: DemoError) -> CommandEnd {
    let status: ExitStatus
    let help: String?
    switch error {
    case .customersOutOfRange, .endOutOfRange: (status, help) = (.mistake, nil)
    case .fileExists: (status, help) = (.mistake, "--force replaces it")
    case .isDirectory: (status, help) = (.mistake, "name a file inside it")
    case .cannotWrite, .diskFull, .database: (status, help) = (.data, nil)
    case .cancelled: (status, help) = (.interrupted, nil)
    }
    Console.tell("error[cannot-write]: \(error.message)" + (help.map { "\n  = \($0)" } ?? ""))
    return CommandEnd(status: status)
  }
}

/// The demo database of the user's cache folder.
enum DemoCache {
  /// Its last day, which is its today.
  static let lastDay = DemoDatabase.defaultEnd

  /// The file, written where it is not there yet.
  ///
  /// Two programs that start at once both get a whole one.
  static func path(isQuiet: Bool) throws -> String {
    let folder = try folder()
    let file = "\(folder)/demo-\(DemoDatabase.defaultCustomers)-\(lastDay).db"
    if access(file, R_OK) == 0 { return file }
    let bar = ProgressBar("writing the demo database", isQuiet: isQuiet)
    do throws(DemoError) {
      try DemoDatabase.write(
        to: file, progress: { bar.show(DemoCommand.fraction($0)) }, isCancelled: Interrupts.isPressed)
    } catch .fileExists {
      // Another program was quicker; its file has the same bytes.
    } catch {
      bar.clear()
      throw DemoCommand.ending(error)
    }
    bar.clear()
    return file
  }

  private static func folder() throws -> String {
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let base = variable("XDG_CACHE_HOME") ?? Folders.home.map({ $0 + "/.cache" }) else {
      Console.tell("error[no-database]: no database is named, and without HOME there is no place for the demo database")
      throw CommandEnd(status: .mistake)
    }
    let folder = base + "/kpi"
    Folders.make(folder)
    return folder
  }
}

/// Folders of the user's own.
enum Folders {
  /// The user's own folder; nil where `HOME` does not name one.
  static var home: String? {
    getenv("HOME").map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
  }

  /// Makes a folder and those above it; what cannot be made shows when it is used.
  static func make(_ path: String) {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      mkdir(made, 0o700)
    }
  }
}
