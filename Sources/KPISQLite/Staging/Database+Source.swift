import KPIEngine

extension Database {
  /// A database behind a wire.
  package init(_ source: any TableSource) {
    self.init(path: source.address, isImmutable: false, source: source)
  }

  /// Whether its rows come over a wire.
  package var isRemote: Bool { source != nil }

  /// About how many rows a load would bring, and how many bytes their columns take while they are loaded, without long texts.
  ///
  /// nil for a file, and where its source guesses nothing.
  package func guessedSize(of spec: LoadSpec) throws(StoreError) -> (rows: Int, bytes: Int)? {
    guard let source = try source?.schema(), !source.rows.isEmpty else { return nil }
    var (rows, bytes) = (0.0, 0.0)
    for table in WantedTable.all(of: spec, in: source.schema) {
      let own = source.rows[table.name] ?? 0
      rows += own
      bytes += own * Double(table.columns.count) * Self.bytesOfCell
    }
    return (Int(min(rows, 1e15)), Int(min(bytes, 1e18)))
  }

  /// What a cell takes at a load's height: as it was read, and in its column.
  private static let bytesOfCell = 16.0

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
    return ReadStore(
      store: try load(from: source, spec, wanted: wanted, progress: progress, isCancelled: isCancelled), state: nil)
  }

  /// Loads some tables, or parts of them, as what `spec` names.
  func load(
    from source: any TableSource, _ spec: LoadSpec, wanted: [WantedTable], progress: (@Sendable (Double) -> Void)?,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> Store {
    let memory = LoadMemory()
    defer { memory.end() }
    let schema = try source.schema().schema
    // What is missing is told before anything is brought.
    let plan = try LoadPlan(spec, schema)
    let wire = Self.part(progress, 0, Self.share)
    func loader(_ database: Database) -> Loader {
      Loader(database: database, spec: spec, progress: Self.part(progress, Self.share, 1), isCancelled: isCancelled)
    }
    if let rows = ArrivingRows(plan, wanted) {
      StagingFile.removeLeftovers()
      try source.bring(rows.wanted, into: rows, progress: wire, isCancelled: isCancelled)
      let (plan, read) = rows.finish()
      return try loader(self).store(
        of: plan, read, Crew(threadCount: Crew.coreCount, isCancelled: isCancelled))
    }
    let staged = try bring(wanted, from: source, schema, progress: wire, isCancelled: isCancelled)
    defer { withExtendedLifetime(staged.file) {} }
    return try loader(staged.database).load().store
  }

  private static func part(
    _ progress: (@Sendable (Double) -> Void)?, _ start: Double, _ end: Double
  ) -> (@Sendable (Double) -> Void)? {
    guard let progress else { return nil }
    return { progress(start + $0 * (end - start)) }
  }
}
