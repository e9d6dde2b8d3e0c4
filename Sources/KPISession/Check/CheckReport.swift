import KPICompiler
import KPILanguage
import KPIOutput

/// What `kpi check` found.
package struct CheckReport {
  /// Something that is wrong or odd.
  package struct Finding {
    package var diagnostic: Diagnostic
    /// It is the database that does not fit, not the text that is wrong.
    var isMisfit = false
    /// Rows that it is about, and how many there are.
    var rows: (count: Int, of: Int)?
    /// What a table or column that is gone may be called now, the likeliest first.
    var likely: [String] = []
    /// The definitions that rest on it.
    var breaks: [String] = []
  }

  /// A file that was checked.
  struct File {
    enum Kind: String { case model, script }
    var name: String
    var kind: Kind
    /// What is in it: `("metric", "metrics", 12)`.
    var contents: [(one: Message, several: Message, count: Int)] = []
  }

  package internal(set) var findings: [Finding] = []
  var files: [File] = []
  var database: String?
  /// The texts that the findings point into.
  var sources: [SourceID: Source] = [:]
  var warningsAreErrors = false
  /// The language of the messages.
  var language = SessionLanguage.en

  /// Takes up mistakes of the text.
  mutating func add(_ diagnostics: [Diagnostic]) {
    findings += diagnostics.map { Finding(diagnostic: $0.told(in: language)) }
  }

  private func count(_ severity: Diagnostic.Severity) -> Int {
    findings.count { $0.diagnostic.severity == severity }
  }

  /// 0 where everything fits; 2 for a mistake in a text, 3 where the database cannot be read or does not fit.
  package var status: ExitStatus {
    let errors = findings.filter { $0.diagnostic.severity == .error }
    let statuses = Set(errors.map { $0.isMisfit ? .data : ExitStatus(code: $0.diagnostic.code) })
    // What is a fault or was stopped says nothing about the texts; then a text comes first, which its author mends.
    for status in [ExitStatus.fault, .interrupted, .forbidden, .mistake, .data] where statuses.contains(status) {
      return status
    }
    return warningsAreErrors && count(.warning) > 0 ? .assertionFailed : .success
  }

  // MARK: Writing

  /// As a reader of a terminal sees it.
  package func text(usesColour: Bool) -> String {
    let renderer = DiagnosticRenderer(sources: sources, usesColour: usesColour, language: language)
    var parts = findings.isEmpty ? [] : [renderer.render(findings.map(\.diagnostic))]
    let files = files.map { file in
      let contents = file.contents.map { content -> Message in
        "\(content.count) \(content.count == 1 ? content.one : content.several)"
      }
      let kind: Message = file.kind == .model ? "model" : "script"
      return "\(shown(file.name, limit: 200)): \(Message.list([kind] + contents).text(in: language))"
    }
    let checked: Message =
      database.map { "checked against \(shown($0, limit: 200)): \(verdict)" } ?? "checked: \(verdict)"
    parts.append((files + [checked.text(in: language)]).joined(separator: "\n") + "\n")
    return parts.joined(separator: "\n")
  }

  private var verdict: Message {
    let (errors, warnings) = (count(.error), count(.warning))
    if errors + warnings == 0 { return database == nil ? "no mistakes" : "everything fits" }
    let told: [Message?] = [
      errors == 0 ? nil : errors == 1 ? "1 error" : "\(errors) errors",
      warnings == 0 ? nil : warnings == 1 ? "1 warning" : "\(warnings) warnings",
    ]
    return Message.list(told.compactMap { $0 })
  }

  /// One JSON object on a line.
  package var json: [UInt8] {
    let renderer = DiagnosticRenderer(sources: sources, language: language)
    var json = JSONWriter()
    json.beginObject()
    json.key("name")
    json.string("check")
    json.key("status")
    json.integer(Int(status.rawValue))
    json.key("database")
    if let database { json.string(database) } else { json.null() }
    json.key("errors")
    json.integer(count(.error))
    json.key("warnings")
    json.integer(count(.warning))
    json.key("files")
    json.beginArray()
    for file in files {
      json.beginObject()
      json.key("file")
      json.string(file.name)
      json.key("kind")
      json.string(file.kind.rawValue)
      for content in file.contents {
        json.key(content.several.english)
        json.integer(content.count)
      }
      json.endObject()
    }
    json.endArray()
    json.key("findings")
    json.beginArray()
    for finding in findings { json.write(finding, renderer) }
    json.endArray()
    json.endObject()
    json.endLine()
    return json.bytes
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ finding: CheckReport.Finding, _ renderer: DiagnosticRenderer) {
    beginObject()
    writeMembers(of: finding.diagnostic, renderer)
    if let rows = finding.rows {
      key("rows")
      integer(rows.count)
      key("of")
      integer(rows.of)
    }
    for (name, texts) in [("likely", finding.likely), ("breaks", finding.breaks)] where !texts.isEmpty {
      key(name)
      beginArray()
      for text in texts { string(text) }
      endArray()
    }
    endObject()
  }
}
