import Glibc
import KPIEngine

/// Makes a workbook of results: a sheet for each.
///
/// The results are kept until the end, so that whatever does not fit is told before anything is written.
final class WorkbookWriter: DocumentWriter {
  /// The rows and the columns that a sheet has.
  private static let rowLimit = 1_048_576
  private static let columnLimit = 16_384
  /// Above so many cells rows are not kept in memory.
  private static let keptCells = 200_000

  private var sheets: [SheetTable] = []
  private var names = SheetNames()
  private var printed: [String] = []
  private var cellCount = 0

  func add(_ table: ResultTable, _ options: OutputOptions) throws(DocumentFailure) {
    let title = table.title ?? table.name
    try add(SheetTable(table, title: title, options))
    for part in table.parts {
      var own = ResultTable(name: table.name + "." + part.name, columns: part.columns, rows: part.rows)
      own.states = part.states
      try add(SheetTable(own, title: "\(title) · \(part.name)", options))
    }
  }

  func add(printed text: String) { printed.append(text) }

  private func add(_ sheet: SheetTable) throws(DocumentFailure) {
    let around = sheet.lineCount - sheet.rowCount
    guard sheet.lineCount <= Self.rowLimit else {
      throw .tooManyRows(sheet.rowCount, limit: Self.rowLimit - around)
    }
    guard sheet.columnCount <= Self.columnLimit else {
      throw .tooManyColumns(sheet.columnCount, limit: Self.columnLimit)
    }
    cellCount += sheet.rowCount * sheet.columnCount
    sheets.append(sheet)
  }

  func finish(_ options: OutputOptions, receive: ([UInt8]) throws -> Void) throws {
    var template = Array("\(options.scratchFolder)/.kpi-workbook-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw DocumentFailure.system(errno) }
    defer { close(descriptor) }
    let path = template.withUnsafeBufferPointer {
      String(decoding: $0.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    defer { unlink(path) }
    let file = try WorkbookFile(
      path: path, folder: options.scratchFolder, keepsRows: cellCount <= Self.keptCells)
    for sheet in sheets {
      try sheet.write(to: file.sheet(names.next(sheet.name)), beat: { try receive([]) })
    }
    if !printed.isEmpty || sheets.isEmpty {
      let sheet = try file.sheet(names.next("print"))
      for (row, text) in printed.enumerated() {
        try sheet.write(.text(SheetText.of(text).text), row: row, column: 0)
      }
    }
    try file.close()
    let bytes = try FileBytes(path)
    try WorkbookProof(bytes.bytes).check(cells: file.cells)
    try bytes.pass(to: receive)
  }
}
