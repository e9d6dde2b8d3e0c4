import KPIEngine

/// CSV that a spreadsheet opens by a double click: a byte-order mark, the headings that people read, the total as the
/// last row, and in Vietnamese `;` and a decimal comma, as a Vietnamese spreadsheet reads them.
///
/// Text that a spreadsheet would take for a formula has a `'` before it.
struct SpreadsheetCSVRenderer: Renderer {
  func begin(_ options: OutputOptions, into sink: inout ByteSink) { sink.append("\u{FEFF}") }

  func print(_ text: String, _ options: OutputOptions, into sink: inout ByteSink) {}

  func render(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) throws {
    let words = Words.of(options.language)
    let formatter = CellFormatter(options.language)
    let delimiter = UInt8(ascii: options.language == .vi ? ";" : ",")
    append(table.columns.map { field(formatter.heading($0), delimiter) }, delimiter, to: &sink)
    for row in table.rows {
      append(
        zip(table.columns, row).map { field($1, $0, words, delimiter) }, delimiter, to: &sink)
      try sink.drainIfFull()
    }
    guard let total = table.total else { return }
    let name = table.columns.firstIndex { $0.kind == .dimension }
    append(
      table.columns.indices.map { index in
        if index == name { return Array(words.total.utf8) }
        let column = table.columns[index]
        return column.kind == .dimension ? [] : field(total[index], column, words, delimiter)
      }, delimiter, to: &sink)
  }

  private func append(_ fields: [[UInt8]], _ delimiter: UInt8, to sink: inout ByteSink) {
    for (index, field) in fields.enumerated() {
      if index > 0 { sink.append(delimiter) }
      sink.bytes += field
    }
    sink.append("\r\n")
  }

  private func field(_ value: Value, _ column: ResultColumn, _ words: Words, _ delimiter: UInt8) -> [UInt8] {
    var bytes: [UInt8] = []
    switch value {
    case .null: return column.kind == .dimension ? field(words.none, delimiter) : []
    case .text(let text): return field(text, delimiter)
    case .other: return field(words.other, delimiter)
    case .boolean(let isTrue): return field(isTrue ? words.yes : words.no, delimiter)
    case .integer, .decimal, .real, .date, .time, .moment, .unit: bytes.append(exact: value)
    }
    switch value {
    case .decimal, .real: return bytes.map { $0 == UInt8(ascii: ".") ? words.decimalPoint : $0 }
    default: return bytes
    }
  }

  /// Control characters are written out, as other forms do it; tabs and the ends of lines are a text's own.
  private static func withoutControls(_ text: String) -> String {
    func isControl(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.generalCategory == .control && !"\t\n\r".unicodeScalars.contains(scalar)
    }
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    return text.unicodeScalars.map { isControl($0) ? VisibleText.of(String($0)) : String($0) }.joined()
  }

  /// A text in quotes where it needs them, harmless where it begins as a formula does.
  private func field(_ text: String, _ delimiter: UInt8) -> [UInt8] {
    var bytes = Array(Self.withoutControls(text).utf8)
    if let first = bytes.first, "=+-@\t\r".utf8.contains(first) { bytes.insert(UInt8(ascii: "'"), at: 0) }
    let needsQuotes = bytes.contains { $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 < 0x20 }
    guard needsQuotes else { return bytes }
    let quote = UInt8(ascii: "\"")
    return [quote] + bytes.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
