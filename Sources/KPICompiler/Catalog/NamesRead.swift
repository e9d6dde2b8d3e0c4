import KPILanguage

/// Where a model names the tables and columns that are read, so that one that is not there is told at its line.
package struct NamesRead: Sendable {
  /// Who reads a table.
  package enum Reader: Hashable, Sendable {
    /// An entity or a history, by name.
    case entity(String)
    /// A lookup, by the table it looks in.
    case lookup(table: String)

    fileprivate var folded: Reader {
      switch self {
      case .entity(let name): .entity(Catalog.key(name))
      case .lookup(let table): .lookup(table: Catalog.key(table))
      }
    }
  }

  private struct Place: Hashable, Sendable {
    var reader: Reader
    /// nil: the table itself.
    var column: String?
  }

  private var spans: [Place: Span] = [:]

  /// Keeps where a column, or nil for the table, is named; the first place stays.
  mutating func add(_ column: Name?, of reader: Reader, at span: Span? = nil) {
    guard let span = column?.span ?? span else { return }
    let place = Place(reader: reader.folded, column: column.map { Catalog.key($0.text) })
    if spans[place] == nil { spans[place] = span }
  }

  /// Where a column, or nil for the table, is named; nil where the text does not name it.
  package func span(of column: String?, readBy reader: Reader) -> Span? {
    spans[Place(reader: reader.folded, column: column.map(Catalog.key))]
  }
}
