import CXLSXWriter

/// A workbook that the library is writing.
///
/// It gathers what it was told, and writes the file when it is closed.
final class WorkbookFile {
  /// How a cell looks, beside its number format.
  enum Look { case plain, heading, total, note }

  private struct FormatKey: Hashable {
    var pattern: String
    var look: Look
  }

  /// The library's functions, bound when the first workbook is begun; else what is wrong.
  private static let opened: Result<kpi_xlsxwriter, DocumentFailure> = {
    let functions = UnsafeMutablePointer<kpi_xlsxwriter>.allocate(capacity: 1)
    defer { functions.deallocate() }
    // SAFETY: where nothing is wrong every function has been found, and nobody changes them.
    if let wrong = kpi_xlsxwriter_open(functions) { return .failure(.library(String(cString: wrong))) }
    return .success(functions.pointee)
  }()

  fileprivate let library: kpi_xlsxwriter
  private var book: UnsafeMutablePointer<lxw_workbook>?
  private var formats: [FormatKey: UnsafeMutablePointer<lxw_format>?] = [:]
  /// How many cells each sheet has been given.
  private(set) var cells: [Int] = []

  /// - Parameters:
  ///   - path: the file, which is written over when the workbook is closed.
  ///   - folder: the place of the library's own files, which have no names once they are open.
  ///   - keepsRows: rows are kept in memory until the end; else each is written into a file of the library's when the next
  ///     one begins, and texts stand in their cells, which not every viewer on a phone reads.
  init(path: String, folder: String, keepsRows: Bool) throws(DocumentFailure) {
    let library = try Self.opened.get()
    self.library = library
    var options = lxw_workbook_options()
    options.constant_memory = keepsRows ? 0 : 1
    book = folder.withCString { folder in
      // The library makes a copy of it.
      options.tmpdir = UnsafeMutablePointer(mutating: folder)
      return library.workbook_new_opt(path, &options)
    }
    guard let book else { throw .library("the workbook cannot be begun") }
    // The same tables make the same bytes.
    var properties = lxw_doc_properties()
    properties.created = 946_684_800
    try check(library.workbook_set_properties(book, &properties))
  }

  deinit {
    if let book { library.lxw_workbook_free(book) }
  }

  /// A new sheet.
  func sheet(_ name: String) throws(DocumentFailure) -> Sheet {
    guard let sheet = library.workbook_add_worksheet(book, name) else {
      throw .library("a sheet cannot be named `\(name)`")
    }
    library.worksheet_set_landscape(sheet)
    library.worksheet_fit_to_pages(sheet, 1, 0)
    cells.append(0)
    return Sheet(file: self, sheet: sheet, number: cells.count - 1)
  }

  /// Writes the file.
  func close() throws(DocumentFailure) {
    guard let book else { return }
    // The library frees it, whatever comes.
    self.book = nil
    var number: Int32 = 0
    let error = withUnsafePointer(to: library) { kpi_workbook_close($0, book, &number) }
    if error != LXW_NO_ERROR, number != 0 { throw .system(number) }
    try check(error)
  }

  fileprivate func check(_ error: lxw_error) throws(DocumentFailure) {
    guard error != LXW_NO_ERROR else { return }
    throw .library(library.lxw_strerror(error).map { String(cString: $0) } ?? "error \(error.rawValue)")
  }

  fileprivate func format(_ pattern: String, _ look: Look) -> UnsafeMutablePointer<lxw_format>? {
    if pattern.isEmpty, look == .plain { return nil }
    let key = FormatKey(pattern: pattern, look: look)
    if let format = formats[key] { return format }
    let format = library.workbook_add_format(book)
    if !pattern.isEmpty { library.format_set_num_format(format, pattern) }
    switch look {
    case .plain: break
    case .heading:
      library.format_set_bold(format)
      library.format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .total:
      library.format_set_bold(format)
      library.format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .note: library.format_set_italic(format)
    }
    formats[key] = format
    return format
  }

  /// One sheet.
  struct Sheet {
    fileprivate let file: WorkbookFile
    fileprivate let sheet: UnsafeMutablePointer<lxw_worksheet>
    fileprivate let number: Int

    /// Writes a cell; rows are written from the first to the last.
    func write(
      _ cell: SheetCell, row: Int, column: Int, pattern: String = "", look: Look = .plain
    ) throws(DocumentFailure) {
      // The library writes nothing for an empty text.
      let cell = if case .text("") = cell { SheetCell.blank } else { cell }
      // What has no look of its own is no cell.
      if case .blank = cell, look == .plain { return }
      file.cells[number] += 1
      let format = file.format(pattern, look)
      let (row, column) = (UInt32(row), UInt16(column))
      switch cell {
      case .blank: try check(library.worksheet_write_blank(sheet, row, column, format))
      case .number(let number): try check(library.worksheet_write_number(sheet, row, column, number, format))
      case .boolean(let isTrue): try check(library.worksheet_write_boolean(sheet, row, column, isTrue ? 1 : 0, format))
      // Never as a formula or a link, whatever it looks like.
      case .text(let text): try check(library.worksheet_write_string(sheet, row, column, text, format))
      }
    }

    /// Keeps the first row in view, and lets its columns be filtered over the rows below.
    func freezeHeading(columns: Int, rows: Int) throws(DocumentFailure) {
      library.worksheet_freeze_panes(sheet, 1, 0)
      // On every page that is printed, too.
      try check(library.worksheet_repeat_rows(sheet, 0, 0))
      guard rows > 0, columns > 0 else { return }
      try check(library.worksheet_autofilter(sheet, 0, 0, UInt32(rows), UInt16(columns - 1)))
    }

    /// How wide a column is, in digits.
    func setWidth(_ width: Double, of column: Int) throws(DocumentFailure) {
      try check(library.worksheet_set_column(sheet, UInt16(column), UInt16(column), width, nil))
    }

    /// Digits that are texts on purpose are not to be marked as a slip.
    func allowDigitsAsTexts(columns: Int, rows: Int) throws(DocumentFailure) {
      guard rows > 0, columns > 0 else { return }
      var last = [CChar](repeating: 0, count: 32)
      library.lxw_rowcol_to_cell(&last, UInt32(rows), UInt16(columns - 1))
      let end = String(decoding: last.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      try check(library.worksheet_ignore_errors(sheet, UInt8(LXW_IGNORE_NUMBER_STORED_AS_TEXT.rawValue), "A2:\(end)"))
    }

    private var library: kpi_xlsxwriter { file.library }

    private func check(_ error: lxw_error) throws(DocumentFailure) { try file.check(error) }
  }
}
