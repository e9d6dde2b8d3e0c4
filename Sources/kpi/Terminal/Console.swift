import Glibc
import KPISession

/// The process's own streams.
enum Console {
  static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }
  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes to standard output.
  ///
  /// Throws `OutputFailure`; a reader that has gone is one that is no mistake.
  static func write(_ bytes: [UInt8]) throws {
    let number = Descriptor.writeAll(bytes, to: STDOUT_FILENO)
    if number != 0 {
      throw OutputFailure(isClosedPipe: number == EPIPE, reason: String(cString: strerror(number)).lowercased())
    }
  }

  /// Writes to standard error, where nobody can be told that it failed.
  static func writeError(_ bytes: [UInt8]) { _ = Descriptor.writeAll(bytes, to: STDERR_FILENO) }

  /// Writes a line to standard error.
  static func tell(_ line: String) { writeError(Array((line + "\n").utf8)) }

  /// Everything on standard input.
  static func readAll() -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0, errno == EINTR, !Interrupts.isPressed() { continue }
      if count <= 0 { return bytes }
      bytes.append(contentsOf: chunk[0..<count])
    }
  }

  /// How results are written to standard output as it is now.
  ///
  /// - Parameter isASCII: whether pictures are asked for in ASCII alone.
  static func outputOptions(isASCII: Bool = false) -> OutputOptions {
    var options = OutputOptions(isTerminal: isOutputTerminal, width: width, colour: coloursResults)
    options.isASCII = isASCII || isOutputTerminal && isDumb
    options.hasManyColours = hasManyColours
    return options
  }

  /// Whether messages are coloured.
  static var coloursMessages: Bool { isErrorTerminal && allowsColour }

  /// Whether a report on standard output is coloured.
  static var coloursResults: Bool { isOutputTerminal && allowsColour }

  private static var allowsColour: Bool {
    if let value = getenv("NO_COLOR"), value.pointee != 0 { return false }
    return !isDumb
  }

  /// Whether the terminal can do nothing but write.
  static var isDumb: Bool { getenv("TERM").map { String(cString: $0) } == "dumb" }

  /// Whether the terminal says that it has 256 colours or more.
  private static var hasManyColours: Bool {
    if getenv("TERM").map({ String(cString: $0).contains("256color") }) == true { return true }
    return getenv("COLORTERM").map { $0.pointee != 0 } ?? false
  }

  /// Columns of the terminal.
  static var width: Int { size(\.ws_col, "COLUMNS") ?? 80 }

  /// Lines of the terminal.
  static var height: Int { size(\.ws_row, "LINES") ?? 24 }

  private static func size(_ side: KeyPath<winsize, UInt16>, _ variable: String) -> Int? {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size[keyPath: side] > 0 { return Int(size[keyPath: side]) }
    return getenv(variable).flatMap { Int(String(cString: $0)) }
  }
}
