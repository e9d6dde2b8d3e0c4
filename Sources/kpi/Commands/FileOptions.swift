import ArgumentParser
import KPISession

/// What scripts may read and write.
struct FileOptions: ParsableArguments {
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("A folder that scripts may read besides their own.", valueName: "DIR"),
    completion: .directory)
  var allowRead: [String] = []

  @Option(
    help: ArgumentHelp("The folder for what is exported; without it the working one.", valueName: "DIR"),
    completion: .directory)
  var out: String?

  @Flag(help: "Let nothing be written.")
  var readOnly = false

  @Flag(help: "Let exports replace files.")
  var force = false

  /// Sets them for a session.
  func set(_ options: inout SessionOptions) {
    options.readableFolders = allowRead
    options.outputFolder = out
    options.isReadOnly = readOnly
    options.overwrites = force
  }
}

/// Where results go.
struct ResultOptions: ParsableArguments {
  @Option(
    name: .customShort("o"),
    help: ArgumentHelp("Write all results to a file, in the form that its ending names.", valueName: "FILE"),
    completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp(
      "The folder for the rows of checks that fail; those of an earlier run go.", valueName: "DIR"),
    completion: .directory)
  var failures: String?
}
