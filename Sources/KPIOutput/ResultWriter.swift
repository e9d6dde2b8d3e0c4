import KPIEngine

/// Writes the results of a run, one after the other, in one format.
///
/// Each result is handed on whole before the next statement runs; a file such as a workbook comes at the end. `finish` must be called
/// once then.
package struct ResultWriter {
  private let form: OutputForm
  private let receive: ([UInt8]) throws -> Void
  private var sink: ByteSink
  private var hasBegun = false
  private var hasResult = false

  /// The options of the next result; `set language`, `.limit` and a resized terminal change them.
  package var options: OutputOptions

  package init(format: OutputFormat, options: OutputOptions, receive: @escaping ([UInt8]) throws -> Void) {
    form = format == .html && options.isPage ? .document(PageWriter()) : format.form
    self.receive = receive
    self.options = options
    sink = ByteSink(receive: receive)
  }

  /// Writes a result.
  ///
  /// Throws what the receiver throws, and `DocumentFailure`.
  package mutating func write(_ table: ResultTable) throws {
    switch form {
    case .document(let document): try document.add(table, options)
    case .stream(let renderer):
      begin(renderer)
      if hasResult { renderer.separate(options, into: &sink) }
      hasResult = true
      try renderer.render(table, options, into: &sink)
      try sink.drain()
    }
  }

  /// Writes the text of a `print`.
  ///
  /// Throws what the receiver throws.
  package mutating func print(_ text: String) throws {
    switch form {
    case .document(let document): try document.add(printed: text)
    case .stream(let renderer):
      begin(renderer)
      renderer.print(text, options, into: &sink)
      try sink.drain()
    }
  }

  /// Writes that a check did not pass, where the format has a place for that.
  ///
  /// Throws what the receiver throws.
  package mutating func check(_ note: CheckNote) throws {
    switch form {
    case .document(let document): document.add(check: note)
    case .stream(let renderer):
      begin(renderer)
      renderer.check(note, options, into: &sink)
      try sink.drain()
    }
  }

  /// Writes what the format has after the last result.
  ///
  /// Throws what the receiver throws, and `DocumentFailure`.
  package mutating func finish() throws {
    switch form {
    case .document(let document): try document.finish(options, receive: receive)
    case .stream(let renderer):
      begin(renderer)
      renderer.end(options, into: &sink)
      try sink.drain()
    }
  }

  private mutating func begin(_ renderer: any Renderer) {
    guard !hasBegun else { return }
    hasBegun = true
    renderer.begin(options, into: &sink)
  }
}

extension OutputFormat {
  /// One result as a document of its own: `bench`, tests; nothing of a file that cannot be written.
  package func bytes(of table: ResultTable, _ options: OutputOptions = OutputOptions()) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      try write([table], options) { bytes += $0 }
    } catch {
      return []
    }
    return bytes
  }
}
