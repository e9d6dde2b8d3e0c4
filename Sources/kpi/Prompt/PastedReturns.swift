import CReadline
import Glibc

/// Makes a pasted CR LF one line end.
///
/// Readline makes a newline of each of the two, and the blank line between them would end an entry.
enum PastedReturns {
  // SAFETY: readline calls back on the thread that reads the line, which is the only one that touches these.
  /// The byte before the last one, and the last one.
  private nonisolated(unsafe) static var before: Int32 = 0
  private nonisolated(unsafe) static var last: Int32 = 0
  private nonisolated(unsafe) static var isPasting = false
  /// How many bytes of the mark that begins or ends a paste were read.
  private nonisolated(unsafe) static var matched = 0

  private static let begin = Array("\u{1B}[200~".utf8)
  private static let end = Array("\u{1B}[201~".utf8)

  /// Has readline read through this.
  static func join() {
    kpi_readline_read(
      { stream in PastedReturns.read(stream) },
      { count, key in
        // A terminal that does not mark what is pasted sends the two as keys.
        PastedReturns.before == 13 ? 0 : rl_newline(count, key)
      })
  }

  private static func read(_ stream: UnsafeMutablePointer<FILE>?) -> Int32 {
    var byte = rl_getc(stream)
    // Readline reads a paste to its end in one go, so there is always another byte.
    if byte == 10, last == 13, isPasting { byte = rl_getc(stream) }
    (before, last) = (last, byte)
    let mark = isPasting ? end : begin
    matched = byte == Int32(mark[matched]) ? matched + 1 : byte == Int32(mark[0]) ? 1 : 0
    if matched == mark.count {
      isPasting.toggle()
      matched = 0
    }
    return byte
  }
}
