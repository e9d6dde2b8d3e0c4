import KPILanguage

/// How a result is written for whoever reads it.
package struct OutputOptions: Sendable, Hashable {
  /// The language of headings, fixed words, separators of numbers.
  package var language: TextLanguage
  /// Whether the bytes go to a terminal: it gets a row limit, lines that fit, bars, and no raw control character.
  package var isTerminal: Bool
  /// Columns of the terminal; a pipe has no width.
  package var width: Int
  /// Whether escape sequences for bold and dim are wanted.
  package var colour: Bool
  /// Whether only ASCII is drawn with: no blocks, no braille.
  package var isASCII = false
  /// Whether the terminal has the 256 colours that heat is shown in.
  package var hasManyColours = false
  /// The most rows a table shows; nil is 40 on a terminal and all elsewhere.
  ///
  /// JSON, CSV, Markdown and HTML have all.
  package var rowLimit: Int?
  /// Whether HTML is a page that answers clicks, and not the plain one.
  package var isPage = false
  /// Where a format puts files that it needs while it writes.
  package var scratchFolder = "/tmp"
  /// Where DuckDB's program is, which writes Parquet; nil where it is not there.
  package var parquetProgram: String?
  /// Where Python is, whose library draws PNGs; nil where it is not there.
  package var python: String?

  package init(
    language: TextLanguage = .en, isTerminal: Bool = false, width: Int = 80, colour: Bool = false,
    rowLimit: Int? = nil
  ) {
    self.language = language
    self.isTerminal = isTerminal
    self.width = width
    self.colour = colour
    self.rowLimit = rowLimit
  }

  /// The row limit in force.
  var shownRows: Int { max(0, rowLimit ?? (isTerminal ? 40 : Int.max)) }
}
