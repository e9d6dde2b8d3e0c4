/// Types as PostgreSQL's `information_schema.columns` tells them.
extension SQLType {
  /// - Parameters:
  ///   - name: `data_type`.
  ///   - decimals: of a time's seconds, or of a number; nil where the type names none.
  package init(postgres name: String, decimals: Int?) {
    switch name {
    case "smallint", "integer", "bigint": self = .integer
    case "numeric": self = decimals == 0 ? .integer : .decimal
    case "real", "double precision": self = .floating
    case "text", "character varying", "character": self = .text
    case "boolean": self = .boolean
    case "date": self = .date
    case "timestamp without time zone": self = .timestamp(decimals: decimals ?? 6)
    case "timestamp with time zone": self = .instant(decimals: decimals ?? 6)
    case "bytea": self = .bytes
    case "uuid", "USER-DEFINED": self = .named
    default: self = .other(name)
    }
  }
}

extension SQLTypes {
  /// Reads lines of a table's name, a column's, its type and the decimals of that (empty without), with tabs between them.
  package init(postgres lines: String) {
    self.init()
    for line in lines.split(whereSeparator: \.isNewline) {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 4 else { continue }
      set(SQLType(postgres: cells[2], decimals: Int(cells[3])), table: cells[0], column: cells[1])
    }
  }
}
