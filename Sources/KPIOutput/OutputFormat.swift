import KPIEngine

/// A form in which results are written: `--format`, and the endings of the files of `export` and `-o`.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  case table, csv, tsv, json, jsonl, md, html
  /// CSV as spreadsheets open it by a double click.
  case excel
  /// A workbook, a sheet for each result.
  case xlsx
  /// One table for engines, written by DuckDB's program.
  case parquet

  /// The format of a file; nil where its ending is none of a format.
  package init?(ending: String, isForExcel: Bool = false) {
    if isForExcel {
      guard ending == "csv" else { return nil }
      self = .excel
    } else {
      guard Self.endings.contains(ending), let format = OutputFormat(rawValue: ending) else { return nil }
      self = format
    }
  }

  /// The endings that there are.
  package static let endings = allCases.filter { $0 != .table && $0 != .excel }.map(\.rawValue)

  /// The ending that a file of the format has; nil for what is for reading on a terminal.
  package var ending: String? {
    switch self {
    case .table: nil
    case .excel: "csv"
    default: rawValue
    }
  }

  /// Whether it is bytes that no terminal shows, and stands in a file alone.
  package var needsFile: Bool { self == .xlsx || self == .parquet }

  /// Whether a file of it holds several results, each told from the others.
  package var holdsSeveral: Bool {
    switch self {
    case .table, .json, .md, .html, .xlsx: true
    case .csv, .tsv, .jsonl, .excel, .parquet: false
    }
  }

  /// Who writes it.
  ///
  /// A new format is a file with a `Renderer`, a case above and a line here.
  var form: OutputForm {
    switch self {
    case .table: .stream(TableRenderer())
    case .csv: .stream(CSVRenderer())
    case .tsv: .stream(CSVRenderer(delimiter: UInt8(ascii: "\t")))
    case .json: .stream(JSONRenderer())
    case .jsonl: .stream(JSONLinesRenderer())
    case .md: .stream(MarkdownRenderer())
    case .html: .stream(HTMLRenderer())
    case .excel: .stream(SpreadsheetCSVRenderer())
    case .xlsx: .document(WorkbookWriter())
    case .parquet: .document(ParquetWriter())
    }
  }

  /// Writes tables as a file of their own, in chunks.
  ///
  /// Throws what the receiver throws, and `DocumentFailure`.
  package func write(
    _ tables: [ResultTable], _ options: OutputOptions, receive: @escaping ([UInt8]) throws -> Void
  ) throws {
    var writer = ResultWriter(format: self, options: options, receive: receive)
    for table in tables { try writer.write(table) }
    try writer.finish()
  }
}

/// How a format is written: as the results come, or when all of them are there.
enum OutputForm {
  case stream(any Renderer)
  case document(any DocumentWriter)
}

/// Writes results in one format.
///
/// It keeps nothing between results.
package protocol Renderer: Sendable {
  /// Writes what stands before the first result.
  func begin(_ options: OutputOptions, into sink: inout ByteSink)
  /// Writes what stands between two results.
  func separate(_ options: OutputOptions, into sink: inout ByteSink)
  /// Writes one result; hands full chunks to the sink as it goes.
  ///
  /// Throws what the sink's receiver throws.
  func render(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) throws
  /// Writes the text of a `print`.
  func print(_ text: String, _ options: OutputOptions, into sink: inout ByteSink)
  /// Writes that a check did not pass.
  func check(_ note: CheckNote, _ options: OutputOptions, into sink: inout ByteSink)
  /// Writes what stands after the last result.
  func end(_ options: OutputOptions, into sink: inout ByteSink)
}

extension Renderer {
  package func begin(_ options: OutputOptions, into sink: inout ByteSink) {}
  package func separate(_ options: OutputOptions, into sink: inout ByteSink) {}
  package func end(_ options: OutputOptions, into sink: inout ByteSink) {}
  package func check(_ note: CheckNote, _ options: OutputOptions, into sink: inout ByteSink) {}
}
