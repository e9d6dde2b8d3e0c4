import KPICompiler
import KPIEngine
import KPISQLite
import Synchronization

/// The columns of one database as of one moment, and the row sets that questions over them share.
final class LoadedData: Sendable {
  let store: Store
  /// The file's state before it was read; nil where it could not be told.
  let stamp: DatabaseStamp?
  /// Unix seconds of the load.
  let loadedAt: Int64
  /// Set where the database's own engine answers, and the store has what questions are bound by.
  let there: DataThere?
  private let isSeen = Mutex(false)
  private let sights = Mutex<[Asker: Sight]>([:])

  /// For whom and for which day rows are visible.
  private struct Asker: Hashable {
    let today: Int
    let login: String?
  }

  /// The rows that somebody sees, and what questions over them have made and share.
  private struct Sight {
    let rows: RowSets
    let views = ViewCache()
    let names = NameCache()
  }

  /// Why no rows can be seen.
  enum Failure: Error {
    case execution(ExecutionError)
    case visibility(Visibility.Failure)
    /// The model declares no viewer.
    case noViewer
  }

  init(store: Store, stamp: DatabaseStamp?, loadedAt: Int64, there: DataThere? = nil) {
    self.there = there
    self.store = store
    self.stamp = stamp
    self.loadedAt = loadedAt
  }

  deinit { sights.withLock { for sight in $0.values { sight.names.letGo() } } }

  /// Whether this is the first time that a viewer's rows are asked for.
  func takeFirstSight() -> Bool {
    isSeen.withLock { isSeen in
      defer { isSeen = true }
      return !isSeen
    }
  }

  /// What a question runs in: the rows visible on `today` to who asks, and their names.
  ///
  /// - Parameters:
  ///   - login: whose rights hold; nil sees everything.
  ///   - elsewhere: what answers where the store has not the rows.
  func context(
    _ catalog: Catalog, today: Int, login: String?, threads: Int, elsewhere: (any RowsElsewhere)? = nil,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(Failure) -> (ExecutionContext, NameCache) {
    let asker = Asker(today: today, login: login)
    let sight = try sights.withLock { known throws(Failure) -> Sight in
      if let made = known[asker] { return made }
      let made = Sight(rows: try Self.rowSets(of: store, catalog, asker))
      // A script steps through few days; the sets of earlier ones are let go.
      if known.count >= 4 {
        for earlier in known.values { earlier.names.letGo() }
        known.removeAll()
      }
      known[asker] = made
      return made
    }
    let context = ExecutionContext(
      rowSets: sight.rows, views: sight.views, threads: threads, elsewhere: elsewhere, isCancelled: isCancelled)
    return (context, sight.names)
  }

  private static func rowSets(of store: Store, _ catalog: Catalog, _ asker: Asker) throws(Failure) -> RowSets {
    let all: RowSets
    do throws(ExecutionError) {
      all = try rowSets(of: store, catalog, today: asker.today).sets
    } catch {
      throw .execution(error)
    }
    guard let login = asker.login else { return all }
    guard let visibility = catalog.visibility else { throw .noViewer }
    let context = ExecutionContext(rowSets: all, views: ViewCache())
    do throws(Visibility.Failure) {
      guard let masks = try visibility.masks(forLogin: login, in: context) else { return all }
      return all.narrowed(to: masks, meeting: try visibility.conditions(forLogin: login, in: context))
    } catch {
      throw .visibility(error)
    }
  }

  /// Per entity the rows that are its own (`table … where`), whoever asks; nil where that is every row.
  func declaredRows(_ catalog: Catalog, today: Int) -> [Buffer<UInt8>?] {
    guard catalog.entities.contains(where: { $0.condition != nil }) else { return catalog.entities.map { _ in nil } }
    // Where a condition could not be worked out, so will the question not be.
    return (try? Self.rowSets(of: store, catalog, today: today))?.declared ?? catalog.entities.map { _ in nil }
  }

  private static func rowSets(
    of store: Store, _ catalog: Catalog, today: Int
  ) throws(ExecutionError) -> (sets: RowSets, declared: [Buffer<UInt8>?]) {
    let placings = catalog.entities.map(\.placing)
    let everything = RowSets(store: store, today: today, placings: placings, narrowed: placings.map { _ in nil })
    guard catalog.entities.contains(where: { $0.condition != nil }) else {
      return (everything, placings.map { _ in nil })
    }
    var sets = everything
    var narrowed: [Buffer<UInt8>?] = placings.map { _ in nil }
    // A condition over links speaks of the rows that the linked entity has: those come first.
    for entity in catalog.entitiesByConditions {
      guard let condition = catalog.entities[entity].condition else { continue }
      narrowed[entity] = try ExecutionContext(rowSets: sets, views: ViewCache()).mask(of: entity, where: condition)
      sets = RowSets(store: store, today: today, placings: placings, narrowed: narrowed)
    }
    return (sets, narrowed)
  }
}

/// The loads of a session, by database, model and time zone.
final class DataCache: Sendable {
  struct Key: Hashable, Sendable {
    var path: String
    var model: String
    /// The model's text: its file may have been edited since.
    var text: String
    var zone: String

    /// The text is told by its length: it is long, and where two keys are equal it is mostly one and the same.
    func hash(into hasher: inout Hasher) {
      hasher.combine(path)
      hasher.combine(model)
      hasher.combine(text.utf8.count)
      hasher.combine(zone)
    }
  }

  private let loads = Mutex<[Key: LoadedData]>([:])

  func data(for key: Key) -> LoadedData? { loads.withLock { $0[key] } }

  func keep(_ data: LoadedData, for key: Key) { loads.withLock { $0[key] = data } }

  /// Lets every load go but that of `key`.
  func forget(except key: Key?) {
    loads.withLock { loads in loads = loads.filter { $0.key == key } }
  }
}
