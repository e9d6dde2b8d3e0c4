import KPIEngine

/// Writes the results of a run, one after the other, in one format.
///
/// Each result is handed on whole before the next statement runs. `finish` must be called once at the end.
package struct ResultWriter {
  private let renderer: any Renderer
  private var sink: ByteSink
  private var hasBegun = false
  private var hasResult = false

  /// The options of the next result; `set language`, `.limit` and a resized terminal change them.
  package var options: OutputOptions

  package init(format: OutputFormat, options: OutputOptions, receive: @escaping ([UInt8]) throws -> Void) {
    renderer = format.renderer
    self.options = options
    sink = ByteSink(receive: receive)
  }

  /// Writes a result.
  ///
  /// Throws what the receiver throws.
  package mutating func write(_ table: ResultTable) throws {
    begin()
    if hasResult { renderer.separate(options, into: &sink) }
    hasResult = true
    try renderer.render(table, options, into: &sink)
    try sink.drain()
  }

  /// Writes the text of a `print`.
  ///
  /// Throws what the receiver throws.
  package mutating func print(_ text: String) throws {
    begin()
    renderer.print(text, options, into: &sink)
    try sink.drain()
  }

  /// Writes what the format has after the last result.
  ///
  /// Throws what the receiver throws.
  package mutating func finish() throws {
    begin()
    renderer.end(options, into: &sink)
    try sink.drain()
  }

  private mutating func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    renderer.begin(options, into: &sink)
  }
}

extension OutputFormat {
  /// One result as a document of its own: `export`, tests.
  package func bytes(of table: ResultTable, _ options: OutputOptions = OutputOptions()) -> [UInt8] {
    var sink = ByteSink()
    let renderer = renderer
    renderer.begin(options, into: &sink)
    // Only a receiver throws, and this sink has none.
    try? renderer.render(table, options, into: &sink)
    renderer.end(options, into: &sink)
    return sink.bytes
  }
}
