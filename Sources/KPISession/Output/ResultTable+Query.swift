import KPIEngine
import KPISQLite

extension ResultTable {
  /// The answer of `sql '…'`.
  init(sql result: QueryResult) {
    let columns = result.columns.enumerated().map { index, name in
      ResultColumn(name: name, kind: .value, type: Self.type(of: result.rows.lazy.map { $0[index] }))
    }
    self.init(name: "sql", columns: columns, rows: result.rows)
  }

  private static func type(of values: some Sequence<Value>) -> ResultColumn.ValueType {
    var isWhole = true
    var isEmpty = true
    for value in values {
      switch value {
      case .null: continue
      case .integer: isEmpty = false
      case .decimal, .real: (isWhole, isEmpty) = (false, false)
      default: return .text
      }
    }
    return isEmpty ? .text : isWhole ? .integer : .number
  }
}
