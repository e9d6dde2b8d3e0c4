import Glibc
import KPISession

/// The process's own streams.
enum Console {
  static var isInputTerminal: Bool { isatty(STDIN_FILENO) == 1 }
  static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes to standard output, or to another stream of results.
  ///
  /// Throws `OutputFailure`; a reader that has gone is one that is no mistake.
  static func write(_ bytes: [UInt8], to stream: Int32 = STDOUT_FILENO) throws {
    let number = put(bytes, stream)
    if number != 0 {
      throw OutputFailure(isClosedPipe: number == EPIPE, reason: String(cString: strerror(number)).lowercased())
    }
  }

  /// Writes to standard error, where nobody can be told that it failed.
  static func writeError(_ bytes: [UInt8]) { _ = put(bytes, STDERR_FILENO) }

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

  /// The number of the error that kept everything from being written; 0 for none.
  private static func put(_ bytes: [UInt8], _ stream: Int32) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = Glibc.write(stream, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
        if count < 0 {
          if errno == EINTR || errno == EAGAIN { continue }
          return errno
        }
        offset += count
      }
      return 0
    }
  }

  /// How results are written to standard output as it is now.
  ///
  /// - Parameter isFile: results go to a file instead.
  static func outputOptions(rowLimit: Int? = nil, isFile: Bool = false) -> OutputOptions {
    let isTerminal = isOutputTerminal && !isFile
    return OutputOptions(
      isTerminal: isTerminal, width: width, colour: isTerminal && allowsColour, rowLimit: isFile ? nil : rowLimit)
  }

  /// Whether messages are coloured.
  static var coloursMessages: Bool { isErrorTerminal && allowsColour }

  /// Whether a report on standard output is coloured.
  static var coloursResults: Bool { isOutputTerminal && allowsColour }

  private static var allowsColour: Bool {
    if let value = getenv("NO_COLOR"), value.pointee != 0 { return false }
    return getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Columns of the terminal.
  static var width: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return getenv("COLUMNS").flatMap { Int(String(cString: $0)) } ?? 80
  }
}
