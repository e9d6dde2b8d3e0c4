import KPIEngine

/// RFC 4180: a line of column names, then the rows; UTF-8, lines end with CR LF.
///
/// Numbers are exact, dates ISO text, null an empty field and empty text `""`. The total is left out: it is no row. Text
/// is never altered, only quoted (also where a spreadsheet would take it for a formula); on a terminal alone control
/// characters are written out.
struct CSVRenderer: Renderer {
  /// What stands between two fields.
  var delimiter = UInt8(ascii: ",")

  func separate(_ options: OutputOptions, into sink: inout ByteSink) { sink.append("\r\n") }

  func print(_ text: String, _ options: OutputOptions, into sink: inout ByteSink) {
    sink.append(options.isTerminal ? VisibleText.of(text, keepsLines: true) : text)
    sink.append("\r\n")
  }

  func render(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) throws {
    for (index, column) in table.columns.enumerated() {
      if index > 0 { sink.append(delimiter) }
      append(text: column.name, options, to: &sink.bytes)
    }
    sink.append("\r\n")
    // A lone empty field would be an empty line, which readers skip.
    let isLone = table.columns.count == 1
    var blocks = CSVBlocks(table.rows) { value, bytes in
      let start = bytes.count
      append(value, options, to: &bytes)
      if isLone, bytes.count == start { bytes.append(contentsOf: "\"\"".utf8) }
    }
    try blocks.write(delimiter: delimiter, into: &sink)
  }

  private func append(_ value: Value, _ options: OutputOptions, to bytes: inout [UInt8]) {
    switch value {
    case .text(let text): append(text: text, options, to: &bytes)
    case .boolean(let isTrue): bytes.append(contentsOf: (isTrue ? "true" : "false").utf8)
    case .other: bytes.append(contentsOf: "(other)".utf8)
    case .null, .integer, .decimal, .real, .date, .time, .moment, .unit: bytes.append(exact: value)
    }
  }

  private func append(text: String, _ options: OutputOptions, to bytes: inout [UInt8]) {
    let text = options.isTerminal ? VisibleText.of(text, keepsLines: true) : text
    guard needsQuotes(text.utf8Span.span) else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func needsQuotes(_ text: Span<UInt8>) -> Bool {
    guard text.count > 0 else { return true }
    switch text[0] {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: " "): return true
    default: break
    }
    if text[text.count - 1] == UInt8(ascii: " ") { return true }
    for index in text.indices {
      switch text[index] {
      case UInt8(ascii: "\""), delimiter, 0..<0x20: return true
      default: continue
      }
    }
    return false
  }
}
