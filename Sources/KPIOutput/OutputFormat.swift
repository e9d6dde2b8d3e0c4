import KPIEngine

/// A form in which results are written: `--format` and the extensions of `export`.
package enum OutputFormat: String, Sendable, Hashable, CaseIterable {
  case table, csv, json, md, html

  /// Who writes it.
  ///
  /// A new format is a file with a `Renderer`, a case above and a line here.
  package var renderer: any Renderer {
    switch self {
    case .table: TableRenderer()
    case .csv: CSVRenderer()
    case .json: JSONRenderer()
    case .md: MarkdownRenderer()
    case .html: HTMLRenderer()
    }
  }
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
  /// Writes what stands after the last result.
  func end(_ options: OutputOptions, into sink: inout ByteSink)
}

extension Renderer {
  package func begin(_ options: OutputOptions, into sink: inout ByteSink) {}
  package func separate(_ options: OutputOptions, into sink: inout ByteSink) {}
  package func end(_ options: OutputOptions, into sink: inout ByteSink) {}
}
