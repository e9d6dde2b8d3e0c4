import KPIEngine

/// A database behind a wire, whose tables are brought over.
package protocol TableSource: Sendable {
  /// The database as it was named; it holds no password.
  var address: String { get }

  /// The tables that its user sees; types are written as SQLite's that hold the same values.
  func schema() throws(StoreError) -> SourceSchema

  /// Brings rows over, all as of one moment, and table by table in that order.
  ///
  /// - Parameters:
  ///   - progress: called from any thread with 0 … 1.
  ///   - isCancelled: asked often, from any thread; true ends it with `StoreError.cancelled`.
  func bring(
    _ tables: [WantedTable], into target: any RowTarget, progress: (@Sendable (Double) -> Void)?,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError)

  /// Answers a query in the engine's own language, which may only read.
  func query(
    _ sql: String, rowLimit: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> QueryResult

  /// What tells the rows that its user now sees in these tables from those of any other time; nil where nothing tells it for
  /// sure, and where anything was written since the source was opened.
  func state(of tables: [String], _ isCancelled: @escaping @Sendable () -> Bool) -> [UInt8]?

  /// Begins a transaction in which questions are answered; nil where the engine's SQL is not written.
  func reading(_ isCancelled: @escaping @Sendable () -> Bool) -> (any SourceReading)?
}

extension TableSource {
  package func state(of tables: [String], _ isCancelled: @escaping @Sendable () -> Bool) -> [UInt8]? { nil }
}

/// One read-only transaction with a source, which sees one state of everything; it begins with its first question.
package protocol SourceReading: Sendable {
  /// The rows of a statement of ours; a time is a moment of the clock that the engine shows, in a zone without changes.
  func rows(_ sql: String) throws(StoreError) -> ResultRows

  /// Ends the transaction; what is asked afterwards begins another.
  func end()
}

/// What a source says of its tables.
package struct SourceSchema: Sendable {
  package var schema: DatabaseSchema
  /// By table the columns that alone must be unique.
  package var uniqueColumns: [String: [String]]
  /// By table about how many rows it has, as the engine guesses; none where nobody knows.
  package var rows: [String: Double] = [:]
  /// How the engine itself stores the columns; empty where nothing is asked of it in its own SQL.
  package var columns: [Column] = []

  /// A column as its engine has it.
  package struct Column: Sendable, Hashable {
    /// The engine's schema, the table, the column.
    package var schema: String
    package var table: String
    package var name: String
    /// As SQL's standard names it, a domain by what is beneath it, `USER-DEFINED` for an enumeration.
    package var type: String
    /// Decimals of a time's seconds, or of a number; nil where the type names none.
    package var decimals: Int?

    package init(schema: String, table: String, name: String, type: String, decimals: Int?) {
      (self.schema, self.table, self.name, self.type, self.decimals) = (schema, table, name, type, decimals)
    }
  }

  package init(
    schema: DatabaseSchema, uniqueColumns: [String: [String]], rows: [String: Double] = [:], columns: [Column] = []
  ) {
    self.rows = rows
    self.columns = columns
    self.schema = schema
    self.uniqueColumns = uniqueColumns
  }
}

/// Columns of one table that are to be brought over.
package struct WantedTable: Sendable, Hashable {
  /// As the source writes it.
  package var name: String
  package var columns: [String]
  /// Rows at most; nil for all.
  package var rowLimit: Int?
  /// What is brought in place of all rows; nil for those.
  package var pieces: [Piece]?

  /// A part of what a table holds.
  package enum Piece: Sendable, Hashable {
    /// Rows with these of the columns; nil for all of them.
    case rows(of: [String]?, most: Int?)
    /// Every value of a column once, in rows of its own.
    case values(of: String, most: Int)
    /// A time that is not the beginning of a day, in a row of its own.
    case clock(of: String)
  }

  package init(name: String, columns: [String], rowLimit: Int? = nil) {
    self.name = name
    self.columns = columns
    self.rowLimit = rowLimit
  }
}

extension WantedTable {
  /// What a load reads of tables that are there, each table once.
  static func all(of spec: LoadSpec, in schema: DatabaseSchema) -> [WantedTable] {
    var wanted: [WantedTable] = []
    func add(_ table: String, _ columns: [String]) {
      guard let found = schema.table(named: table) else { return }
      let index = wanted.firstIndex { $0.name == found.name } ?? wanted.endIndex
      if index == wanted.endIndex { wanted.append(WantedTable(name: found.name, columns: [])) }
      for case let name? in columns.map({ found.column(named: $0)?.name }) where !wanted[index].columns.contains(name) {
        wanted[index].columns.append(name)
      }
    }
    for entity in spec.entities {
      add(entity.table, (entity.key.map { [$0] } ?? []) + entity.columns.flatMap(\.source))
    }
    for case let lookup? in spec.dictionaries.map(\.lookup) {
      add(lookup.table, [lookup.key, lookup.text] + (lookup.order.map { [$0] } ?? []))
    }
    return wanted
  }

  /// Every table that can be read.
  static func all(in schema: DatabaseSchema) -> [WantedTable] {
    schema.tables.filter { $0.problem == nil && !$0.columns.isEmpty }.map {
      WantedTable(name: $0.name, columns: $0.columns.map(\.name))
    }
  }
}
