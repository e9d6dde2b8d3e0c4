/// Why a demo database could not be written.
///
/// Whatever was begun has been removed again.
package enum DemoError: Error, Equatable, Sendable {
  /// The number of customers is below 0 or above `DemoDatabase.mostCustomers`.
  case customersOutOfRange(Int)
  /// The last day is no date, or lies outside the years whose Tết the generator knows.
  case endOutOfRange(String)
  /// Something is there already, and overwriting was not asked for.
  case fileExists(path: String)
  /// The path is a directory.
  case isDirectory(path: String)
  /// The folder is missing, not writable, or the file cannot be put in its place; the system's own words.
  case cannotWrite(path: String, reason: String)
  /// No room left on the disk.
  case diskFull(path: String)
  /// SQLite's own message, where none of the other cases fits.
  case database(path: String, message: String)
  /// `isCancelled` said so.
  case cancelled

  /// One line, lower case, without a full stop.
  package var message: String {
    switch self {
    case .customersOutOfRange(let number):
      "the number of customers must be between 0 and \(DemoDatabase.mostCustomers), not `\(number)`"
    case .endOutOfRange(let text):
      "the last day must be a date `YYYY-MM-DD` from \(DemoCalendar.firstYear) to \(DemoCalendar.lastYear), not `\(text)`"
    case .fileExists(let path): "`\(path)` exists already"
    case .isDirectory(let path): "`\(path)` is a directory"
    case .cannotWrite(let path, let reason): "cannot write `\(path)`: \(reason)"
    case .diskFull(let path): "cannot write `\(path)`: the disk is full"
    case .database(let path, let message): "cannot write `\(path)`: \(message)"
    case .cancelled: "cancelled, nothing was written"
    }
  }
}
