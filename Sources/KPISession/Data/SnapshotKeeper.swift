import KPIEngine
import KPISQLite
import Synchronization

/// Takes columns from the cache folder, and keeps what was loaded until it is written there.
final class SnapshotKeeper: Sendable {
  /// nil where nothing is kept.
  private let folder: SnapshotFolder?
  private let unwritten = Mutex<[Load]>([])
  /// How often columns were taken from the folder.
  private let takings = Atomic(0)

  private struct Load: Sendable {
    var read: ReadStore
    var database: Database
    var spec: LoadSpec
  }

  init(_ folder: SnapshotFolder?) { self.folder = folder }

  /// The columns as they were kept from the very state of the database; nil where there are none.
  ///
  /// - Parameter onLoss: called where what was given turns out not to be there, and cannot be had again.
  func store(
    of database: Database, _ spec: LoadSpec, isCancelled: @escaping @Sendable () -> Bool,
    onLoss: @escaping @Sendable () -> Void
  ) -> Store? {
    let store = folder?.store(of: database, spec, isCancelled: isCancelled, onLoss: onLoss)
    if store != nil { takings.wrappingAdd(1, ordering: .relaxed) }
    return store
  }

  /// Whether columns were taken from the folder.
  var hasTaken: Bool { takings.load(ordering: .relaxed) > 0 }

  /// Has a load written when there is time for it.
  func add(_ read: ReadStore, of database: Database, _ spec: LoadSpec) {
    guard folder != nil else { return }
    unwritten.withLock { $0.append(Load(read: read, database: database, spec: spec)) }
  }

  /// Writes what was loaded.
  func write() {
    let loads = unwritten.withLock { loads in
      defer { loads = [] }
      return loads
    }
    for load in loads { folder?.keep(load.read, of: load.database, load.spec) }
  }

  /// Writes what was loaded while the caller goes on; a program that ends meanwhile leaves a file that nobody reads.
  func writeBehind() {
    guard folder != nil, unwritten.withLock({ !$0.isEmpty }) else { return }
    OwnThread { self.write() }?.detach()
  }
}

extension Session {
  /// Writes the columns that were loaded into the cache folder, for the next start; what goes wrong costs only time.
  package func keepSnapshots() { world.snapshots.write() }

  /// The same beside whatever comes next.
  package func keepSnapshotsBehind() { world.snapshots.writeBehind() }

  /// Whether columns came from the cache folder.
  package var usedSnapshot: Bool { world.snapshots.hasTaken }
}
