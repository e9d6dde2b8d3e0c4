import KPILanguage

/// Measures what is written to a terminal: how many lines it takes, and whether one is wider than the screen.
///
/// `less` itself cannot tell: with lines that are cut it never ends by itself.
package struct ScreenMeasure: Sendable {
  private let width: Int
  private let height: Int
  private var lines = 0
  private var isWide = false
  /// Bytes of a character or an escape sequence that is not whole yet.
  private var rest: [UInt8] = []

  /// - Parameters:
  ///   - width: columns of the terminal.
  ///   - height: lines of the terminal; one is left for the prompt.
  package init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

  /// Whether what was written so far does not fit.
  package var isTooLarge: Bool { isWide || lines > height - 2 }

  /// Takes what is written next.
  package mutating func add(_ bytes: [UInt8]) {
    let all = rest + bytes
    // Only whole lines are measured: what is cut is no character.
    let end = all.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    rest = Array(all[end...])
    for line in all[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
      lines += 1
      if Self.width(of: line) > width { isWide = true }
      if isTooLarge { return }
    }
  }

  /// Columns that a line takes, without its escape sequences.
  static func width(of line: some Sequence<UInt8>) -> Int {
    var plain: [UInt8] = []
    var inEscape = false
    for byte in line {
      if inEscape {
        // `ESC [ … m`: the sequence ends with a letter.
        if byte >= 0x40, byte <= 0x7E, byte != UInt8(ascii: "[") { inEscape = false }
      } else if byte == 0x1B {
        inEscape = true
      } else {
        plain.append(byte)
      }
    }
    return String(decoding: plain, as: UTF8.self).reduce(0) { $0 + $1.displayWidth }
  }
}
