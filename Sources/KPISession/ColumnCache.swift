import KPILanguage
import KPISQLite

/// The folder in which columns are kept between starts, for who looks after it.
public struct ColumnCache: Sendable {
  private let folder: SnapshotFolder

  /// What is kept of one load.
  public struct Entry: Sendable {
    /// The database's path, for a reader; nil where another version has written it.
    public let database: String?
    /// Bytes.
    public let size: Int64
    /// Unix seconds.
    public let usedAt: Int64
  }

  /// nil where nothing is kept.
  public init?(_ environment: SessionEnvironment) {
    guard let path = environment.cacheFolder else { return nil }
    folder = SnapshotFolder(path)
  }

  /// The folder.
  public var path: String { folder.path }

  /// Bytes that everything together may take.
  public var limit: Int64 { folder.limit }

  /// What is there, the last used first.
  public var entries: [Entry] {
    folder.entries().map {
      Entry(database: $0.database.map { shown($0, limit: 4_096) }, size: $0.size, usedAt: $0.usedAt)
    }
  }

  /// Deletes everything; says of how many loads.
  public func clear() -> Int { folder.clear().count }
}
