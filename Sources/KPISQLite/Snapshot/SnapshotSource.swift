import KPIEngine
import Synchronization

/// Gives the parts of a store out of a mapped snapshot.
///
/// A section's checksum is looked at before the section is used for the first time. A damaged one costs time: the
/// database is read, where it is still in the state that the snapshot was made from, and stands in for the file.
final class SnapshotSource: StoreSource {
  private let mapping: Mapping
  private let layout: SnapshotLayout
  private let substitute: Substitute

  init(_ mapping: Mapping, _ layout: SnapshotLayout, _ substitute: Substitute) {
    self.mapping = mapping
    self.layout = layout
    self.substitute = substitute
  }

  /// The store that the file holds.
  func store(zone: ZoneTable) -> Store {
    Store(
      entities: layout.entities.enumerated().map { number, entity in
        EntityRows(
          number, of: self, rowCount: entity.rowCount, placedCount: entity.placedCount,
          columnCount: entity.columns.count, hasTextKeys: entity.hasTextKeys, sameKeys: entity.sameKeys,
          isMissing: entity.isMissing,
          lastPlaced: entity.lastPlaced)
      },
      dictionaries: layout.dictionaries.enumerated().map { number, dictionary in
        TextDictionary(count: dictionary.texts.count, isLookup: dictionary.isLookup) { self.texts(of: number) }
      }, notes: layout.notes, zone: zone, byteCount: layout.byteCount)
  }

  func column(_ number: Int, of entity: Int) -> Column {
    let rowCount = layout.entities[entity].rowCount
    let part = layout.entities[entity].columns[number]
    if isSound(part.section), isSound(part.second) { return column(part, rowCount: rowCount) }
    return substitute.store?.entities[entity].columns[number] ?? part.nulls(slots: rowCount + 1)
  }

  func keys(of entity: Int) -> KeyColumn {
    switch layout.entities[entity].keys {
    case .integers(let part):
      if isSound(part.section), isSound(part.second),
        case .integer(let keys) = column(part, rowCount: layout.entities[entity].rowCount)
      {
        return .integer(keys)
      }
    case .texts(let part):
      if let texts = texts(part) { return .text(texts) }
    }
    return substitute.store?.entities[entity].keys
      ?? .text(TextList([String](repeating: "", count: layout.entities[entity].rowCount + 1)))
  }

  func texts(of dictionary: Int) -> DictionaryTexts {
    let part = layout.dictionaries[dictionary]
    if let texts = texts(part.texts) {
      guard let ranks = part.ranks else { return DictionaryTexts(texts: texts, ranks: nil) }
      if isSound(ranks) {
        let numbers: Buffer<Int32> = buffer(ranks)
        return DictionaryTexts(texts: texts, ranks: (0..<numbers.count).map { numbers[$0] })
      }
    }
    if let other = substitute.store?.dictionaries[dictionary] {
      return DictionaryTexts(texts: other.texts, ranks: other.ranks)
    }
    let nothing = [String](repeating: "", count: part.texts.count)
    return DictionaryTexts(texts: TextList(nothing), ranks: part.ranks.map { _ in nothing.map { _ in 0 } })
  }

  // MARK: Sections

  private func bytes(_ section: SnapshotLayout.Section) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: mapping.bytes[section.offset..<section.offset + section.count])
  }

  private func isSound(_ section: SnapshotLayout.Section) -> Bool {
    section.count == 0 || Checksum.of(bytes(section)) == section.checksum
  }

  private func buffer<Element: BitwiseCopyable & Sendable>(_ section: SnapshotLayout.Section) -> Buffer<Element> {
    let count = section.count / MemoryLayout<Element>.stride
    guard let base = bytes(section).baseAddress, count > 0 else { return Buffer([]) }
    // SAFETY: sections begin at multiples of 64 of a mapping, which begins at a page; any bits are a number, and the
    // mapping, which nobody writes, lives as long as the buffer.
    return Buffer(base.assumingMemoryBound(to: Element.self), count: count, of: mapping)
  }

  private func column(_ part: SnapshotLayout.ColumnPart, rowCount: Int) -> Column {
    switch part.kind {
    case .codes8: .text(.bits8(buffer(part.section)), dictionary: part.number)
    case .codes16: .text(.bits16(buffer(part.section)), dictionary: part.number)
    case .codes32: .text(.bits32(buffer(part.section)), dictionary: part.number)
    case .link8: .link(.bits8(buffer(part.section)), target: part.number)
    case .link16: .link(.bits16(buffer(part.section)), target: part.number)
    case .link32: .link(.bits32(buffer(part.section)), target: part.number)
    case .integer32: .integer(.bits32(buffer(part.section)))
    case .integer64: .integer(.bits64(buffer(part.section)))
    case .near8: .integer(near(.bits8(buffer(part.section)), part))
    case .near16: .integer(near(.bits16(buffer(part.section)), part))
    case .near32: .integer(near(.bits32(buffer(part.section)), part))
    // The layout, whose checksum is right, was found to have a run here.
    case .run:
      NumberRun(first: Int64(part.number), count: rowCount).map { .integer(.run($0)) }
        ?? part.nulls(slots: rowCount + 1)
    case .decimal32: .decimal(.bits32(buffer(part.section)), scale: part.number)
    case .decimal64: .decimal(.bits64(buffer(part.section)), scale: part.number)
    case .real: .real(buffer(part.section))
    case .days: .time(TimeColumn(days: buffer(part.section), milliseconds: nil))
    case .stamps: .time(TimeColumn(days: buffer(part.section), milliseconds: buffer(part.second)))
    }
  }

  private func near(_ above: Codes, _ part: SnapshotLayout.ColumnPart) -> Integers {
    .near(NearNumbers(least: buffer(part.second), above: above))
  }

  /// nil where they are damaged.
  private func texts(_ part: SnapshotLayout.TextsPart) -> TextList? {
    guard isSound(part.ends), isSound(part.bytes) else { return nil }
    let ends: Buffer<Int> = buffer(part.ends)
    return ends.count == part.count ? TextList(buffer(part.bytes), ends: ends) : nil
  }
}

/// What stands in for a damaged snapshot: the same rows, read again.
final class Substitute: Sendable {
  private let load: @Sendable () -> Store?
  private let made = Mutex<Store??>(nil)

  /// - Parameter load: the store of the very state; nil where that is gone, which is told to who asks for numbers.
  init(_ load: @escaping @Sendable () -> Store?) { self.load = load }

  var store: Store? {
    made.withLock { made in
      if let made { return made }
      let store = load()
      made = .some(store)
      return store
    }
  }
}

extension SnapshotLayout.ColumnPart {
  /// A column of the same form without a value: something to go on with until the question is given up.
  fileprivate func nulls(slots: Int) -> Column {
    func filled<Element: BitwiseCopyable & Sendable>(_ element: Element) -> Buffer<Element> {
      Buffer([Element](repeating: element, count: slots))
    }
    switch kind {
    case .codes8: return .text(.bits8(filled(0)), dictionary: number)
    case .codes16: return .text(.bits16(filled(0)), dictionary: number)
    case .codes32: return .text(.bits32(filled(0)), dictionary: number)
    case .link8: return .link(.bits8(filled(0)), target: number)
    case .link16: return .link(.bits16(filled(0)), target: number)
    case .link32: return .link(.bits32(filled(0)), target: number)
    case .integer32, .run, .near8, .near16, .near32: return .integer(.bits32(filled(.min)))
    case .integer64: return .integer(.bits64(filled(.min)))
    case .decimal32: return .decimal(.bits32(filled(.min)), scale: number)
    case .decimal64: return .decimal(.bits64(filled(.min)), scale: number)
    case .real: return .real(filled(.nan))
    case .days: return .time(TimeColumn(days: filled(TimeColumn.null), milliseconds: nil))
    case .stamps: return .time(TimeColumn(days: filled(TimeColumn.null), milliseconds: filled(0)))
    }
  }
}
