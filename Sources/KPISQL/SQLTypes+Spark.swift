/// Types as Spark's `describe table` tells them.
extension SQLType {
  /// - Parameter name: `data_type`: `decimal(18,2)`.
  package init(spark name: String) {
    let parts = name.lowercased().split(whereSeparator: { "(), ".contains($0) }).map(String.init)
    switch parts.first {
    case "tinyint", "smallint", "int", "bigint", "integer", "long", "short", "byte":
      self = .integer
    case "decimal": self = parts.count > 2 && parts[2] != "0" ? .decimal : .integer
    case "float", "double": self = .floating
    // Of a text with an order of its own the bytes do not tell which are the same.
    case "string" where parts.count == 1, "varchar": self = .text
    case "boolean": self = .boolean
    case "date": self = .date
    case "timestamp_ntz": self = .timestamp(decimals: 6)
    case "timestamp": self = .instant(decimals: 6)
    case "binary": self = .bytes
    default: self = .other(name)
    }
  }
}

extension SQLTypes {
  /// Reads lines of a table's name, a column's and its type, with tabs between them.
  package init(spark lines: String) {
    self.init()
    for line in lines.split(whereSeparator: \.isNewline) {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count >= 3 else { continue }
      set(SQLType(spark: cells[2]), table: cells[0], column: cells[1])
    }
  }
}
