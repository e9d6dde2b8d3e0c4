import KPIEngine

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Writes a store into a file.
final class SnapshotWriter {
  /// The file takes no more: full, or gone.
  struct Failure: Error {}

  private let file: Int32
  private var offset = SnapshotHeader.size
  /// Where what stands at an address has been written: a key's column is often the keys themselves.
  private var written: [UnsafeRawPointer: SnapshotLayout.Section] = [:]

  /// - Parameter file: empty, open for writing.
  init(_ file: Int32) { self.file = file }

  /// Writes everything; the header comes last, so that a file that was cut short is none.
  func write(_ store: Store, from origin: SnapshotOrigin) throws(Failure) {
    var layout = SnapshotLayout(
      origin: origin, byteCount: store.byteCount, notes: store.notes, entities: [], dictionaries: [])
    for entity in store.entities { layout.entities.append(try part(entity)) }
    for dictionary in store.dictionaries {
      layout.dictionaries.append(
        SnapshotLayout.DictionaryPart(
          isLookup: dictionary.isLookup, texts: try part(dictionary.texts), ranks: try dictionary.ranks.map(section)))
    }
    let section = try section(layout.bytes)
    // The last section is filled up as the others are.
    guard ftruncate(file, off_t(offset)) == 0 else { throw Failure() }
    try put(SnapshotHeader(fileSize: offset, layout: section).bytes, at: 0)
  }

  // MARK: Parts

  private func part(_ entity: EntityRows) throws(Failure) -> SnapshotLayout.EntityPart {
    let keys: SnapshotLayout.KeysPart
    switch entity.keys {
    case .integer(let integers): keys = .integers(try part(.integer(integers)))
    case .text(let texts): keys = .texts(try part(texts))
    }
    var columns: [SnapshotLayout.ColumnPart] = []
    for column in entity.columns { columns.append(try part(column)) }
    return SnapshotLayout.EntityPart(
      rowCount: entity.rowCount, placedCount: entity.placedCount, isMissing: entity.isMissing,
      lastPlaced: entity.lastPlaced, sameKeys: entity.sameKeys, keys: keys, columns: columns)
  }

  private func part(_ column: Column) throws(Failure) -> SnapshotLayout.ColumnPart {
    func part(
      _ kind: SnapshotLayout.ColumnPart.Kind, _ number: Int, _ section: SnapshotLayout.Section
    )
      -> SnapshotLayout.ColumnPart
    {
      SnapshotLayout.ColumnPart(kind: kind, number: number, section: section, second: .empty)
    }
    switch column {
    case .text(.bits8(let codes), let dictionary): return part(.codes8, dictionary, try section(codes))
    case .text(.bits16(let codes), let dictionary): return part(.codes16, dictionary, try section(codes))
    case .text(.bits32(let codes), let dictionary): return part(.codes32, dictionary, try section(codes))
    case .link(.bits8(let rows), let target): return part(.link8, target, try section(rows))
    case .link(.bits16(let rows), let target): return part(.link16, target, try section(rows))
    case .link(.bits32(let rows), let target): return part(.link32, target, try section(rows))
    case .integer(.bits32(let numbers)): return part(.integer32, 0, try section(numbers))
    case .integer(.bits64(let numbers)): return part(.integer64, 0, try section(numbers))
    case .integer(.run(let run)): return part(.run, Int(run.first), .empty)
    case .integer(.near(let numbers)):
      var near =
        switch numbers.above {
        case .bits8(let above): part(.near8, 0, try section(above))
        case .bits16(let above): part(.near16, 0, try section(above))
        case .bits32(let above): part(.near32, 0, try section(above))
        }
      near.second = try section(numbers.least)
      return near
    // Only keys, which are whole numbers, are kept so.
    case .decimal(.run, _), .decimal(.near, _): throw Failure()
    case .decimal(.bits32(let numbers), let scale): return part(.decimal32, scale, try section(numbers))
    case .decimal(.bits64(let numbers), let scale): return part(.decimal64, scale, try section(numbers))
    case .real(let numbers): return part(.real, 0, try section(numbers))
    case .time(let times):
      var days = part(.days, 0, try section(times.days))
      if let milliseconds = times.milliseconds {
        days.kind = .stamps
        days.second = try section(milliseconds)
      }
      return days
    }
  }

  private func part(_ texts: TextList) throws(Failure) -> SnapshotLayout.TextsPart {
    var ends: [Int] = []
    var bytes: [UInt8] = []
    ends.reserveCapacity(texts.count)
    for number in texts.indices {
      texts.withBytes(of: number) { bytes.append(contentsOf: $0) }
      ends.append(bytes.count)
    }
    return SnapshotLayout.TextsPart(count: texts.count, ends: try section(ends), bytes: try section(bytes))
  }

  // MARK: Sections

  private func section<Element>(_ buffer: Buffer<Element>) throws(Failure) -> SnapshotLayout.Section {
    let base = UnsafeRawPointer(buffer.base)
    if let known = written[base] { return known }
    // SAFETY: the store holds the buffer, and is held by who writes it; so the address stays that of this buffer.
    let section = try section(UnsafeRawBufferPointer(start: base, count: buffer.byteCount))
    written[base] = section
    return section
  }

  private func section<Element: BitwiseCopyable>(_ elements: [Element]) throws(Failure) -> SnapshotLayout.Section {
    let written = elements.withUnsafeBytes { bytes in
      Result { () throws(Failure) in try section(bytes) }
    }
    return try written.get()
  }

  private func section(_ bytes: UnsafeRawBufferPointer) throws(Failure) -> SnapshotLayout.Section {
    let section = SnapshotLayout.Section(offset: offset, count: bytes.count, checksum: Checksum.of(bytes))
    try put(bytes, at: offset)
    let size = SnapshotHeader.size
    offset += (bytes.count + size - 1) / size * size
    return section
  }

  private func put(_ bytes: [UInt8], at place: Int) throws(Failure) {
    let written = bytes.withUnsafeBytes { bytes in Result { () throws(Failure) in try put(bytes, at: place) } }
    try written.get()
  }

  private func put(_ bytes: UnsafeRawBufferPointer, at place: Int) throws(Failure) {
    var done = 0
    while done < bytes.count {
      let count = pwrite(file, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(place + done))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Failure() }
      done += count
    }
  }
}
