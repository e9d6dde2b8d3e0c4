import KPILanguage
import Synchronization

/// The texts that a session has read, so that messages can show their lines.
package final class SourceRegistry: Sendable {
  private let sources = Mutex<[Source]>([])
  /// What the texts of script files may read.
  private let folders = Mutex<[SourceID: ReadableFolders]>([:])

  /// A registry without sources.
  package init() {}

  /// Takes a source in.
  package func add(_ source: Source) -> SourceID {
    sources.withLock { sources in
      sources.append(source)
      return SourceID(sources.count - 1)
    }
  }

  /// Keeps what the statements of a script file read to some folders.
  func hold(_ source: SourceID, to folders: ReadableFolders) {
    self.folders.withLock { $0[source] = folders }
  }

  /// The folders that a statement may read; nil where it may read any.
  func folders(of span: Span) -> ReadableFolders? { folders.withLock { $0[span.source] } }

  /// The sources that these diagnostics point into.
  package func sources(of diagnostics: [Diagnostic]) -> [SourceID: Source] {
    sources.withLock { sources in
      var found: [SourceID: Source] = [:]
      for case let span? in diagnostics.map(\.span) where sources.indices.contains(Int(span.source.index)) {
        found[span.source] = sources[Int(span.source.index)]
      }
      return found
    }
  }

  /// The line that a span begins in; nil where it points into no source.
  func line(of span: Span) -> String? {
    sources.withLock { sources in
      guard sources.indices.contains(Int(span.source.index)) else { return nil }
      let text = Array(sources[Int(span.source.index)].text.utf8)
      guard (0...text.count).contains(span.start) else { return nil }
      let newline = UInt8(ascii: "\n")
      let start = text[..<span.start].lastIndex(of: newline).map { $0 + 1 } ?? 0
      let end = text[span.start...].firstIndex(of: newline) ?? text.count
      return String(decoding: text[start..<end], as: UTF8.self)
    }
  }

  /// Where a span begins, as messages name it: `monthly.kpi:3:7`; nil where it points into no source.
  func place(of span: Span) -> String? {
    sources.withLock { sources in
      guard sources.indices.contains(Int(span.source.index)) else { return nil }
      let source = sources[Int(span.source.index)]
      let position = SourceLines(source).position(at: span.start)
      return "\(source.name):\(position.line):\(position.column)"
    }
  }

  /// Where a span begins in its line, in bytes.
  func column(of span: Span) -> Int? {
    sources.withLock { sources in
      guard sources.indices.contains(Int(span.source.index)) else { return nil }
      let text = Array(sources[Int(span.source.index)].text.utf8)
      guard (0...text.count).contains(span.start) else { return nil }
      return text[..<span.start].lastIndex(of: UInt8(ascii: "\n")).map { span.start - $0 - 1 } ?? span.start
    }
  }

  /// The text of a span.
  func text(of span: Span) -> String {
    sources.withLock { sources in
      guard sources.indices.contains(Int(span.source.index)) else { return "" }
      let text = sources[Int(span.source.index)].text.utf8
      guard span.start >= 0, span.end <= text.count, span.start <= span.end else { return "" }
      let start = text.index(text.startIndex, offsetBy: span.start)
      let end = text.index(start, offsetBy: span.end - span.start)
      return String(decoding: text[start..<end], as: UTF8.self)
    }
  }
}
