import KPIEngine

/// What stands where in a snapshot file: all but the bytes of its sections.
///
/// The file: a header of 64 bytes, sections that begin at multiples of 64, and this layout at the end. Header and layout
/// have checksums that are looked at when the file is opened; a section's is looked at when it is first used.
struct SnapshotLayout {
  /// A stretch of the file.
  struct Section: Hashable {
    var offset: Int
    var count: Int
    var checksum: UInt64
  }

  /// A column as its sections.
  struct ColumnPart {
    enum Kind: UInt8 {
      case codes8, codes16, codes32, link8, link16, link32, integer32, integer64, run, near8, near16, near32, decimal32,
        decimal64, real, days, stamps
    }

    var kind: Kind
    /// The dictionary, the target, the scale or the first of a run.
    var number: Int
    var section: Section
    /// The milliseconds of `stamps`, the least of the blocks of near numbers; else empty.
    var second: Section

    /// Bytes of one slot.
    var width: Int {
      switch kind {
      case .run: 0
      case .codes8, .link8, .near8: 1
      case .codes16, .link16, .near16: 2
      case .codes32, .link32, .near32, .integer32, .decimal32, .days, .stamps: 4
      case .integer64, .decimal64, .real: 8
      }
    }

    /// Bytes of the second section where there are so many slots.
    func secondSize(slots: Int) -> Int {
      switch kind {
      case .stamps: slots * width
      case .near8, .near16, .near32: NearNumbers.blockCount(slots: slots) * 8
      default: 0
      }
    }
  }

  /// Texts as where each ends, in 64 bits, and their bytes.
  struct TextsPart {
    var count: Int
    var ends: Section
    var bytes: Section
  }

  enum KeysPart {
    case integers(ColumnPart)
    case texts(TextsPart)
  }

  struct EntityPart {
    var rowCount: Int
    var placedCount: Int
    var isMissing: Bool
    var lastPlaced: EntityRows.LastPlaced?
    var sameKeys: [Int32: [Int32]]
    var keys: KeysPart
    var columns: [ColumnPart]

    var hasTextKeys: Bool { if case .texts = keys { true } else { false } }
  }

  struct DictionaryPart {
    var isLookup: Bool
    var texts: TextsPart
    /// Nil where none are declared.
    var ranks: Section?
  }

  /// What the file was made from: it serves nothing else.
  var origin: SnapshotOrigin
  /// Of all columns, in memory.
  var byteCount: Int
  var notes: [LoadNote]
  var entities: [EntityPart]
  var dictionaries: [DictionaryPart]
}

/// What a snapshot was made from.
struct SnapshotOrigin: Hashable {
  /// The database's path without links.
  var path: String
  /// The program and the SQLite that read it: another one may read otherwise.
  var reader: [UInt8]
  /// The `LoadSpec`.
  var spec: [UInt8]
  /// The state of the database.
  var state: [UInt8]
}

/// The first 64 bytes.
struct SnapshotHeader {
  static let size = 64
  /// Rises with every change of what a snapshot's bytes mean.
  static let version: UInt32 = 3
  private static let magic: UInt64 = 0x3150_414E_5349_504B  // KPISNAP1
  private static let order: UInt32 = 0x0102_0304

  var fileSize: Int
  var layout: SnapshotLayout.Section

  var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.put(Self.magic)
    writer.put(Self.version)
    writer.put(Self.order)
    writer.put(fileSize)
    writer.put(layout.offset)
    writer.put(layout.count)
    writer.put(layout.checksum)
    writer.put(Checksum.of(writer.bytes))
    return writer.bytes + [UInt8](repeating: 0, count: Self.size - writer.bytes.count)
  }

  init(fileSize: Int, layout: SnapshotLayout.Section) {
    self.fileSize = fileSize
    self.layout = layout
  }

  /// nil where a file does not begin so, or is not as long as it says.
  init?(_ file: UnsafeRawBufferPointer) {
    guard file.count >= Self.size else { return nil }
    var reader = ByteReader(file)
    do throws(ByteReader.Failure) {
      guard try reader.number(UInt64.self) == Self.magic, try reader.number(UInt32.self) == Self.version,
        try reader.number(UInt32.self) == Self.order
      else { return nil }
      fileSize = try reader.number()
      layout = SnapshotLayout.Section(
        offset: try reader.number(), count: try reader.number(), checksum: try reader.number())
      guard Array(file[..<Self.size]) == bytes, fileSize == file.count, layout.fits(in: fileSize) else { return nil }
    } catch {
      return nil
    }
  }
}

extension SnapshotLayout.Section {
  static let empty = SnapshotLayout.Section(offset: 0, count: 0, checksum: 0)

  /// Whether it lies inside a file of that size.
  func fits(in size: Int) -> Bool { offset >= 0 && count >= 0 && offset <= size && count <= size - offset }
}
