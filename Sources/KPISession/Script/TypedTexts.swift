import KPILanguage
import Synchronization

/// Texts without a file that were read lately, and what they were read as: a program or a page asks the same again and again.
///
/// One that is read again is the same source, so that what was bound of it is known again (`QuestionMemo`).
final class TypedTexts: Sendable {
  struct Entry: Sendable {
    var source: Source
    /// Those that were known when it was read.
    var names: NameTable
    var id: SourceID
    var parsed: ParsedSource
  }

  private static let most = 32
  /// Longer texts are read anew.
  private static let longest = 4_096

  private let entries = Mutex<[Entry]>([])

  /// - Parameter used: sources that are at hand already; the same text twice in one run is two.
  func known(_ source: Source, _ names: NameTable, besides used: Set<SourceID> = []) -> Entry? {
    entries.withLock { entries in
      entries.last { entry in
        entry.source.text == source.text && entry.source.name == source.name && source.path == nil
          && entry.source.textsMayBreak == source.textsMayBreak && entry.names.isSame(as: names)
          && !used.contains(entry.id)
      }
    }
  }

  func keep(_ entry: Entry) {
    guard entry.source.path == nil, entry.source.text.utf8.count <= Self.longest else { return }
    entries.withLock { entries in
      if entries.count >= Self.most { entries.removeFirst() }
      entries.append(entry)
    }
  }
}
