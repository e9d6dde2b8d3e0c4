import KPIEngine
import KPISQLite

/// A table with what its rows say.
struct TableFacts {
  let schema: DatabaseSchema.Table
  var words: Words
  var columns: [ColumnFacts]
  /// The rows that were looked at, in the table's order.
  var sample: [[SurveyValue]] = []
  /// How many rows there are; about so many where it is not exact.
  var rowCount = 0
  var isExact = true
  /// Columns that are unique by declaration, beside the key.
  var uniqueColumns: [String] = []
  /// Why its rows cannot be read.
  var problem: String?

  var name: String { schema.name }

  init(_ schema: DatabaseSchema.Table) {
    self.schema = schema
    words = Words(schema.name).ofThing
    columns = schema.columns.map(ColumnFacts.init)
  }

  /// Whether every row was looked at.
  var isWhole: Bool { isExact && sample.count == rowCount }

  func index(of column: String) -> Int? {
    columns.firstIndex { DatabaseSchema.isSame($0.name, column) }
  }

  /// `1,234 rows`, `about 2,000,000 rows`.
  var rowsText: String {
    rowCount == 1 && isExact ? "1 row" : "\(isExact ? "" : "about ")\(Written.count(rowCount)) rows"
  }

  /// Whether a column is unique by declaration.
  func isDeclaredUnique(_ column: String) -> Bool {
    schema.onlyKey.map { DatabaseSchema.isSame($0, column) } ?? false
      || uniqueColumns.contains { DatabaseSchema.isSame($0, column) }
  }
}
