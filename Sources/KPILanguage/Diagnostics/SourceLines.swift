/// Finds lines and columns in a source; made once per source.
package struct SourceLines: Sendable {
  /// A place as a reader counts: lines and characters from 1.
  package struct Position: Sendable, Hashable {
    /// The line, from 1.
    package var line: Int
    /// The character in the line, from 1.
    package var column: Int
  }

  /// The source's UTF-8 bytes.
  let bytes: [UInt8]
  /// The offset of each line's first byte.
  private let starts: [Int]

  /// Columns of longer lines are counted in scalars, which is quicker.
  private static let longLine = 8_192

  /// - Complexity: O(length).
  package init(_ source: Source) {
    bytes = Array(source.text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    self.starts = starts
  }

  /// How many lines there are; an empty text has one.
  package var count: Int { starts.count }

  /// The line, from 1, in which a UTF-8 offset lies.
  package func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The UTF-8 range of a line, without its end.
  package func range(ofLine line: Int) -> Range<Int> {
    let start = starts[line - 1]
    let end = line < starts.count ? starts[line] - 1 : bytes.count
    return start..<end
  }

  /// The line and the column of a UTF-8 offset.
  package func position(at offset: Int) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let line = line(at: offset)
    let before = bytes[starts[line - 1]..<offset]
    if before.count <= SourceLines.longLine {
      return Position(line: line, column: String(decoding: before, as: UTF8.self).count + 1)
    }
    return Position(line: line, column: before.count { $0 & 0xC0 != 0x80 } + 1)
  }
}
