import KPIEngine

extension Database {
  /// A database behind a wire.
  package init(_ source: any TableSource) {
    self.init(path: source.address, isImmutable: false, source: source)
  }

  /// Whether its rows come over a wire.
  package var isRemote: Bool { source != nil }

  /// The part of a load's progress that the wire has.
  private static let share = 0.75

  /// Rows of a source, in a file that is there as long as this is.
  struct Staged {
    let file: StagingFile
    let database: Database
  }

  /// Brings rows into a file.
  func bring(
    _ wanted: [WantedTable], from source: any TableSource, _ schema: DatabaseSchema,
    progress: (@Sendable (Double) -> Void)?, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> Staged {
    let file = try StagingFile()
    try source.bring(wanted, into: file, progress: progress, isCancelled: isCancelled)
    try file.finish()
    return Staged(file: file, database: Database(path: file.path, isImmutable: false, declared: schema))
  }

  /// Loads what `spec` names.
  func load(
    from source: any TableSource, _ spec: LoadSpec, progress: (@Sendable (Double) -> Void)?,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> ReadStore {
    let wanted = WantedTable.all(of: spec, in: try source.schema().schema)
    // Another time may give other rows, and nothing here tells whether it does.
    return ReadStore(
      store: try load(from: source, spec, wanted: wanted, progress: progress, isCancelled: isCancelled), state: nil)
  }

  /// Loads some tables, or parts of them, as what `spec` names.
  func load(
    from source: any TableSource, _ spec: LoadSpec, wanted: [WantedTable], progress: (@Sendable (Double) -> Void)?,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> Store {
    let schema = try source.schema().schema
    // What is missing is told before anything is brought.
    _ = try LoadPlan(spec, schema)
    let staged = try bring(
      wanted, from: source, schema, progress: Self.part(progress, 0, Self.share),
      isCancelled: isCancelled)
    defer { withExtendedLifetime(staged.file) {} }
    let loader = Loader(
      database: staged.database, spec: spec, progress: Self.part(progress, Self.share, 1), isCancelled: isCancelled)
    return try loader.load().store
  }

  private static func part(
    _ progress: (@Sendable (Double) -> Void)?, _ start: Double, _ end: Double
  ) -> (@Sendable (Double) -> Void)? {
    guard let progress else { return nil }
    return { progress(start + $0 * (end - start)) }
  }
}
