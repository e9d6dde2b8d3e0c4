import KPIEngine

extension SnapshotLayout {
  /// The layout as it stands in the file.
  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.put(origin.path)
    writer.put(bytes: origin.reader)
    writer.put(bytes: origin.spec)
    writer.put(bytes: origin.state)
    writer.put(byteCount)
    writer.put(notes.count)
    for note in notes { writer.put(note) }
    writer.put(entities.count)
    for entity in entities { writer.put(entity) }
    writer.put(dictionaries.count)
    for dictionary in dictionaries {
      writer.put(dictionary.isLookup)
      writer.put(dictionary.texts)
      writer.put(dictionary.ranks != nil)
      if let ranks = dictionary.ranks { writer.put(ranks) }
    }
    return writer.bytes
  }

  /// Reads the layout of a file of `size` bytes; fails where it is none.
  init(_ bytes: UnsafeRawBufferPointer, size: Int) throws(ByteReader.Failure) {
    var reader = ByteReader(bytes)
    origin = try reader.origin()
    byteCount = try reader.number()
    notes = []
    for _ in 0..<(try reader.count()) { notes.append(try reader.note()) }
    entities = []
    for _ in 0..<(try reader.count()) { entities.append(try reader.entity(size)) }
    dictionaries = []
    for _ in 0..<(try reader.count()) {
      let isLookup = try reader.flag()
      let texts = try reader.texts(size)
      let ranks = try reader.flag() ? try reader.section(size, count: texts.count * 4) : nil
      dictionaries.append(DictionaryPart(isLookup: isLookup, texts: texts, ranks: ranks))
    }
    guard reader.isAtEnd else { throw ByteReader.Failure() }
  }
}

extension LoadNote.Kind {
  fileprivate static let inOrder: [LoadNote.Kind] = [
    .danglingLinks, .ambiguousLookups, .unreadableTimes, .notNumbers, .repeatedKeys, .nullKeys, .invalidText,
  ]

  /// Its place in `inOrder`.
  fileprivate var code: UInt8 {
    switch self {
    case .danglingLinks: 0
    case .ambiguousLookups: 1
    case .unreadableTimes: 2
    case .notNumbers: 3
    case .repeatedKeys: 4
    case .nullKeys: 5
    case .invalidText: 6
    }
  }
}

extension ByteWriter {
  fileprivate mutating func put(_ section: SnapshotLayout.Section) {
    put(section.offset)
    put(section.count)
    put(section.checksum)
  }

  fileprivate mutating func put(_ texts: SnapshotLayout.TextsPart) {
    put(texts.count)
    put(texts.ends)
    put(texts.bytes)
  }

  fileprivate mutating func put(_ column: SnapshotLayout.ColumnPart) {
    put(column.kind.rawValue)
    put(column.number)
    put(column.section)
    put(column.second)
  }

  fileprivate mutating func put(_ note: LoadNote) {
    put(note.kind.code)
    put(note.entity)
    put(note.column)
    put(note.count)
    put(note.example)
    put(note.rows)
  }

  fileprivate mutating func put(_ entity: SnapshotLayout.EntityPart) {
    put(entity.rowCount)
    put(entity.placedCount)
    put(entity.isMissing)
    put(entity.lastPlaced?.column ?? -1)
    put(entity.lastPlaced?.day ?? 0)
    put(entity.sameKeys.count)
    for (first, rows) in entity.sameKeys.sorted(by: { $0.key < $1.key }) {
      put(first)
      put(rows)
    }
    switch entity.keys {
    case .integers(let column):
      put(UInt8(0))
      put(column)
    case .texts(let texts):
      put(UInt8(1))
      put(texts)
    }
    put(entity.columns.count)
    for column in entity.columns { put(column) }
  }
}

extension ByteReader {
  /// What a snapshot was made from, which its layout begins with.
  mutating func origin() throws(Failure) -> SnapshotOrigin {
    SnapshotOrigin(path: try text(), reader: try blob(), spec: try blob(), state: try blob())
  }

  /// - Parameter wanted: the bytes that it has to have; nil for any number.
  fileprivate mutating func section(_ size: Int, count wanted: Int?) throws(Failure) -> SnapshotLayout.Section {
    let section = SnapshotLayout.Section(offset: try number(), count: try number(), checksum: try number())
    guard section.fits(in: size), section.offset % SnapshotHeader.size == 0, wanted ?? section.count == section.count
    else { throw Failure() }
    return section
  }

  fileprivate mutating func texts(_ size: Int) throws(Failure) -> SnapshotLayout.TextsPart {
    let count = try number(Int.self)
    guard (0...size / 8).contains(count) else { throw Failure() }
    return SnapshotLayout.TextsPart(
      count: count, ends: try section(size, count: count * 8), bytes: try section(size, count: nil))
  }

  fileprivate mutating func column(_ size: Int, slots: Int) throws(Failure) -> SnapshotLayout.ColumnPart {
    guard let kind = SnapshotLayout.ColumnPart.Kind(rawValue: try number()) else { throw Failure() }
    var column = SnapshotLayout.ColumnPart(kind: kind, number: try number(), section: .empty, second: .empty)
    column.section = try section(size, count: slots * column.width)
    column.second = try section(size, count: column.secondSize(slots: slots))
    if kind == .run, NumberRun(first: Int64(column.number), count: slots - 1) == nil { throw Failure() }
    return column
  }

  fileprivate mutating func note() throws(Failure) -> LoadNote {
    let code = Int(try number(UInt8.self))
    guard LoadNote.Kind.inOrder.indices.contains(code) else { throw Failure() }
    return LoadNote(
      kind: LoadNote.Kind.inOrder[code], entity: try number(), column: try text(), count: try number(),
      example: try text(), rows: try numbers())
  }

  fileprivate mutating func entity(_ size: Int) throws(Failure) -> SnapshotLayout.EntityPart {
    let rowCount = try number(Int.self)
    guard (0..<Int(Int32.max)).contains(rowCount) else { throw Failure() }
    let placedCount = try number(Int.self)
    let isMissing = try flag()
    let (placedBy, day) = (try number(Int.self), try number(Int32.self))
    var sameKeys: [Int32: [Int32]] = [:]
    for _ in 0..<(try count()) {
      let first = try number(Int32.self)
      sameKeys[first] = try numbers()
    }
    let keys: SnapshotLayout.KeysPart
    if try number(UInt8.self) == 0 {
      keys = .integers(try column(size, slots: rowCount + 1))
    } else {
      keys = .texts(try texts(size))
    }
    var columns: [SnapshotLayout.ColumnPart] = []
    for _ in 0..<(try count()) { columns.append(try column(size, slots: rowCount + 1)) }
    return SnapshotLayout.EntityPart(
      rowCount: rowCount, placedCount: placedCount, isMissing: isMissing,
      lastPlaced: placedBy < 0 ? nil : EntityRows.LastPlaced(column: placedBy, day: day), sameKeys: sameKeys,
      keys: keys, columns: columns)
  }
}
