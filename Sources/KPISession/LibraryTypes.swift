import KPIEngine
import KPILanguage
import KPIOutput

// The types of other rooms that a program around a session handles: it imports this room alone.

/// One text that statements are read from.
package typealias Source = KPILanguage.Source
/// Something to tell the author of a statement.
package typealias Diagnostic = KPILanguage.Diagnostic
/// A text for people, in the language of whoever is told.
package typealias Message = KPILanguage.Message
/// The language of output and messages.
package typealias SessionLanguage = KPILanguage.TextLanguage
/// A form in which results are written.
package typealias OutputFormat = KPIOutput.OutputFormat
/// How a result is written for whoever reads it.
package typealias OutputOptions = KPIOutput.OutputOptions
/// What is open for writing.
package typealias Descriptor = KPIOutput.Descriptor
/// Writes JSON into bytes.
package typealias JSONWriter = KPIOutput.JSONWriter

extension Session {
  /// Whether a text at the prompt is a finished entry.
  package static func isFinished(_ text: String) -> Bool { isComplete(text) }

  /// The label ``did you mean `.format`?`` for the nearest names; nil where none is near.
  package static func suggestion(for name: String, among names: [String]) -> Message? {
    DidYouMean.label(for: name, among: names)
  }

  /// The name that is meant by a misspelt one; nil where none is near.
  package static func nearest(to name: String, among names: [String]) -> String? {
    DidYouMean.nearest(to: name, among: names, limit: 1).first
  }
}

extension Character {
  /// How many columns of a terminal it takes.
  package var columns: Int { displayWidth }
}
