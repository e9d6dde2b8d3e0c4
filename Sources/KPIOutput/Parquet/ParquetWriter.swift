import Glibc
import KPIEngine

/// Makes a Parquet file of one result, by DuckDB's program: that reads the CSV of the result, with the types that it is told.
final class ParquetWriter: DocumentWriter {
  private var table: ResultTable?

  func add(_ table: ResultTable, _ options: OutputOptions) throws(DocumentFailure) {
    guard self.table == nil else { throw .severalTables }
    self.table = table
  }

  func add(printed text: String) throws(DocumentFailure) { throw .noPlaceForText }

  func finish(_ options: OutputOptions, receive: ([UInt8]) throws -> Void) throws {
    guard let table else { throw DocumentFailure.noTable }
    guard let program = options.parquetProgram else { throw DocumentFailure.noProgram }
    let folder = try ScratchFolder(in: options.scratchFolder, for: ["rows.csv", "rows.parquet", "messages"])
    defer { folder.remove() }
    let columns = Self.columns(table)
    try write(table, columns, to: folder.file("rows.csv"), beat: { try receive([]) })
    let command = Self.command(columns, from: folder.file("rows.csv"), to: folder.file("rows.parquet"))
    let messages = folder.file("messages")
    // Neither its settings nor a file of somebody's have a say.
    let status = try ChildProgram(path: program).run(
      ["-init", "/dev/null", "-batch", "-bail", "-c", command], messages: messages, beat: { try receive([]) })
    guard status == 0 else {
      let said = (try? FileBytes(messages).text) ?? ""
      throw DocumentFailure.program("duckdb", status, said)
    }
    let bytes = try FileBytes(folder.file("rows.parquet"))
    // A file that is whole ends as it begins.
    guard bytes.count > 8, bytes.prefix(4).elementsEqual("PAR1".utf8), bytes.suffix(4).elementsEqual("PAR1".utf8) else {
      throw DocumentFailure.incomplete
    }
    try bytes.pass(to: receive)
  }

  private func write(
    _ table: ResultTable, _ columns: [Column], to path: String, beat: () throws -> Void
  ) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw DocumentFailure.system(errno) }
    defer { close(descriptor) }
    var rows = table
    // Names that were made unlike stand in the heading too.
    rows.columns = zip(table.columns, columns).map { column, own in
      var column = column
      column.name = own.name
      return column
    }
    try withoutActuallyEscaping(beat) { beat in
      var sink = ByteSink { bytes in
        try beat()
        let failure = Descriptor.writeAll(bytes, to: descriptor)
        if failure != 0 { throw DocumentFailure.system(failure) }
      }
      try CSVRenderer().render(rows, OutputOptions(), into: &sink)
      try sink.drain()
    }
  }

  // MARK: What DuckDB is told

  /// A column's name and its type in SQL.
  struct Column: Equatable {
    var name: String
    var type: String
  }

  /// The columns, each name once, whatever its case.
  static func columns(_ table: ResultTable) -> [Column] {
    zip(table.columns.indices, table.columns.differentNames { $0.lowercased() }).map { index, name in
      Column(name: name, type: type(of: table.rows.lazy.map { $0[index] }, table.columns[index]))
    }
  }

  /// The narrowest type that holds all values as they are.
  private static func type(of values: some Sequence<Value>, _ column: ResultColumn) -> String {
    var kinds: Set<String> = []
    var scale = 0
    for value in values {
      switch value {
      case .null: continue
      case .integer: kinds.insert("BIGINT")
      case .decimal(_, let places):
        kinds.insert("DECIMAL")
        scale = max(scale, places)
      case .real: kinds.insert("DOUBLE")
      case .boolean: kinds.insert("BOOLEAN")
      case .date, .unit(.day, _): kinds.insert("DATE")
      case .time, .moment: kinds.insert("TIMESTAMP")
      case .text, .unit, .other: kinds.insert("VARCHAR")
      }
    }
    if kinds.isEmpty { return usual(column.type) }
    if kinds.count == 1, kinds != ["DECIMAL"] { return kinds.first ?? "VARCHAR" }
    // 38 digits are the most; those of a 64-bit number fit before the point.
    if kinds.isSubset(of: ["BIGINT", "DECIMAL"]), scale <= 18 { return "DECIMAL(38, \(scale))" }
    if kinds.isSubset(of: ["BIGINT", "DECIMAL", "DOUBLE"]) { return "DOUBLE" }
    return "VARCHAR"
  }

  /// The type of a column without a value.
  private static func usual(_ type: ResultColumn.ValueType) -> String {
    switch type {
    case .integer: "BIGINT"
    case .number: "DOUBLE"
    case .boolean: "BOOLEAN"
    case .date: "DATE"
    case .time: "TIMESTAMP"
    case .text, .unit: "VARCHAR"
    }
  }

  static func command(_ columns: [Column], from source: String, to target: String) -> String {
    func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
    let types = columns.map { "\(quoted($0.name)): '\($0.type)'" }.joined(separator: ", ")
    return """
      COPY (SELECT * FROM read_csv(\(quoted(source)), auto_detect = false, header = true, delim = ',', quote = '"', \
      escape = '"', new_line = '\\r\\n', nullstr = '', allow_quoted_nulls = false, max_line_size = 1000000000, \
      columns = {\(types)})) TO \(quoted(target)) (FORMAT parquet)
      """
  }
}
