import KPIEngine
import KPILanguage
import KPIOutput

/// Writes results to one stream of bytes, and everything else to another.
package final class StreamSink: SessionSink {
  /// Writes everything to the stream of results.
  ///
  /// Throws `OutputFailure`.
  package typealias Write = ([UInt8]) throws -> Void

  private var results: ResultWriter
  /// The form of results; a new one begins anew.
  package var format: OutputFormat {
    didSet { results = ResultWriter(format: format, options: results.options, receive: write) }
  }
  /// The file that results go to, as it was named; nil for a stream.
  package var fileName: String?
  /// The file can hold one table, as `| export` has it.
  package var holdsOneTable = false
  private var hasTable = false
  private let write: Write
  private let writeMessages: ([UInt8]) -> Void
  private let isQuiet: Bool
  private let usesColour: Bool
  /// Takes the progress of loads; set by whoever owns a terminal.
  package var loadProgress: (@Sendable (Double) -> Void)?
  /// Asks whoever sits at the terminal; set by whoever owns one.
  package var asks: (String) -> Bool = { _ in false }
  /// The columns of the terminal that messages go to; nil where they go elsewhere.
  package var messageWidth: () -> Int? = { nil }
  /// Called before anything is written to the stream of messages.
  package var beforeMessage: () -> Void = {}

  /// - Parameters:
  ///   - isQuiet: notes are not written; mistakes and warnings are.
  ///   - usesColour: messages are coloured.
  package init(
    format: OutputFormat, options: OutputOptions, isQuiet: Bool, usesColour: Bool, results write: @escaping Write,
    messages: @escaping ([UInt8]) -> Void
  ) {
    self.format = format
    self.isQuiet = isQuiet
    self.usesColour = usesColour
    writeMessages = messages
    self.write = write
    results = ResultWriter(format: format, options: options, receive: write)
  }

  /// How results are written from now on.
  package var options: OutputOptions {
    get { results.options }
    set { results.options = newValue }
  }

  package func show(_ table: ResultTable, language: SessionLanguage) throws(OutputFailure) {
    results.options.language = language
    if let fileName, holdsOneTable {
      guard !hasTable else {
        throw OutputFailure(ExportFile.Refusal(DocumentFailure.severalTables, name: fileName).diagnostic)
      }
      hasTable = true
    }
    try writing { sink throws in try sink.results.write(table) }
    guard format != .json else { return }
    for note in table.notes { self.note(Message(written: note), in: language) }
    // Files of rows alone have no place for lines beside them.
    if !format.holdsSeveral, table.showsCard {
      for line in table.card?.lines ?? [] { self.note(Message(written: line), in: language) }
    }
  }

  package func print(_ text: String) throws(OutputFailure) {
    if format == .jsonl || format == .excel {
      // Their readers take every line for a row.
      beforeMessage()
      return writeMessages(Array((VisibleText.of(text, keepsLines: true) + "\n").utf8))
    }
    try writing { sink throws in try sink.results.print(text) }
  }

  package var isForPrograms: Bool { [.json, .jsonl, .csv, .tsv].contains(format) }

  /// Writes what the format has after the last result.
  package func finish() throws(OutputFailure) {
    try writing { sink throws in try sink.results.finish() }
  }

  private func writing(_ body: (StreamSink) throws -> Void) throws(OutputFailure) {
    do {
      try body(self)
    } catch let failure as OutputFailure {
      throw failure
    } catch {
      throw OutputFailure(ExportFile.Refusal(error, name: fileName ?? format.rawValue).diagnostic)
    }
  }

  package func report(_ diagnostics: [Diagnostic], sources: [SourceID: Source]) {
    let wanted = diagnostics.filter { !isQuiet || $0.severity != .note }
    guard !wanted.isEmpty else { return }
    var renderer = DiagnosticRenderer(sources: sources, usesColour: usesColour)
    beforeMessage()
    guard format == .json else {
      renderer.textWidth = messageWidth()
      writeMessages(Array(renderer.render(wanted).utf8))
      return
    }
    var json = JSONWriter()
    for diagnostic in wanted { json.write(diagnostic, renderer) }
    writeMessages(json.bytes)
  }

  package func note(_ text: Message, in language: SessionLanguage) {
    guard !isQuiet else { return }
    if format == .json {
      var diagnostic = Diagnostic(.note, "data", text, at: nil)
      diagnostic.language = language
      report([diagnostic], sources: [:])
    } else {
      beforeMessage()
      let word = Diagnostic.Severity.note.word.text(in: language)
      var renderer = DiagnosticRenderer(sources: [:])
      renderer.textWidth = messageWidth()
      let told = renderer.broken(text.text(in: language), behind: word.count + 2, indent: 2)
      writeMessages(Array("\(word): \(told)\n".utf8))
    }
  }

  package func check(_ record: CheckRecord, sources: [SourceID: Source]) throws(OutputFailure) {
    guard format == .json else {
      if let note = record.note { try writing { sink throws in try sink.results.check(note) } }
      return
    }
    var json = JSONWriter()
    json.write(record, DiagnosticRenderer(sources: sources, usesColour: false))
    let bytes = json.bytes
    try writing { sink throws in try sink.write(bytes) }
  }

  package func checks(_ counts: CheckCounts, in language: SessionLanguage) throws(OutputFailure) {
    guard format == .json else {
      guard !isQuiet else { return }
      beforeMessage()
      return writeMessages(Array("\(counts.text.text(in: language))\n".utf8))
    }
    var json = JSONWriter()
    json.write(counts)
    let bytes = json.bytes
    try writing { sink throws in try sink.write(bytes) }
  }

  package func confirms(_ question: String) -> Bool { asks(question) }
}

extension JSONWriter {
  /// One object on a line of its own.
  fileprivate mutating func write(_ diagnostic: Diagnostic, _ renderer: DiagnosticRenderer) {
    beginObject()
    writeMembers(of: diagnostic, renderer)
    endObject()
    endLine()
  }

  /// What a diagnostic says, as members of the object at hand.
  mutating func writeMembers(of diagnostic: Diagnostic, _ renderer: DiagnosticRenderer) {
    let language = diagnostic.language ?? renderer.language
    key("severity")
    string(diagnostic.severity.rawValue)
    key("code")
    string(diagnostic.code)
    key("message")
    string(diagnostic.message.text(in: language))
    if let (source, position) = renderer.position(of: diagnostic) {
      key("file")
      string(source)
      key("line")
      integer(position.line)
      key("column")
      integer(position.column)
    }
    if let label = diagnostic.label {
      key("label")
      string(label.text(in: language))
    }
    key("notes")
    beginArray()
    for note in diagnostic.notes { string(note.text(in: language)) }
    endArray()
  }
}
