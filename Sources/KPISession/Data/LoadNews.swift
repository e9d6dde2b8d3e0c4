import KPICompiler
import KPIEngine
import KPILanguage

/// What a load tells about the rows that are there for who asks: notes, and warnings with the model's line.
struct LoadNews: Sendable {
  /// A note about links, which comes with the first question that follows them.
  struct LinkNote: Sendable {
    let load: ObjectIdentifier
    let link: ColumnsRead.Use
    let text: Message
  }

  private(set) var notes: [Message] = []
  private(set) var links: [LinkNote] = []
  private(set) var warnings: [Diagnostic] = []

  init() {}

  /// - Parameter declared: per entity the rows that `table … where` leaves; nil where that is every row.
  init(of data: LoadedData, seenBy rowSets: RowSets, declared: [Buffer<UInt8>?], _ catalog: Catalog) {
    let load = ObjectIdentifier(data)
    for misfit in RowMisfit.all(of: data, seenBy: rowSets, declared: declared, catalog) {
      switch misfit.kind {
      case .read(.danglingLinks), .linksLeftOut:
        links.append(
          LinkNote(load: load, link: .init(entity: misfit.entity, column: misfit.column), text: misfit.text(catalog)))
      case .read(.repeatedKeys), .read(.ambiguousLookups): warnings.append(misfit.warning(catalog))
      default: notes.append(misfit.text(catalog))
      }
    }
  }

  /// Makes notes of what is known of the links that a question follows, each once.
  mutating func tell(_ read: ColumnsRead, of load: ObjectIdentifier) {
    func isRead(_ note: LinkNote) -> Bool { note.load == load && read.uses.contains(note.link) }
    notes += links.filter(isRead).map(\.text)
    links.removeAll(where: isRead)
  }

  mutating func add(_ note: Message) { notes.append(note) }

  /// What is to be told now; what is known of links stays.
  mutating func take() -> LoadNews {
    var taken = LoadNews()
    (taken.notes, taken.warnings) = (notes, warnings)
    (notes, warnings) = ([], [])
    return taken
  }

  static func += (news: inout LoadNews, more: LoadNews) {
    news.notes += more.notes
    news.links += more.links
    news.warnings += more.warnings
  }
}

extension RowMisfit {
  /// What makes numbers wrong where it goes unseen.
  fileprivate func warning(_ catalog: Catalog) -> Diagnostic {
    Diagnostic(.warning, "repeated-key", text(catalog), at: span(in: catalog), notes: [advice].compactMap { $0 })
  }

  /// What to do about it; nil where the rows alone can be mended.
  var advice: Message? {
    switch kind {
    case .read(.repeatedKeys):
      "keep one row of each key with `table … where CONDITION`, or name another column as the key"
    case .read(.ambiguousLookups): "name the column by which one row is found: `-> TABLE.COLUMN by KEY`"
    default: nil
    }
  }
}
