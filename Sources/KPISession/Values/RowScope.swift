import KPICompiler
import KPIEngine
import KPILanguage
import Synchronization

/// One row of a table, whose columns are names in a pipe's expressions.
struct RowScope: Sendable {
  let table: TableScope
  /// The row's cells; nil while a script is only checked.
  var cells: [Value]?
  /// Its place in the table; nil for the total, and while a script is only checked.
  var row: Int?

  /// The cell of that column; nil where there is no such column.
  func datum(of name: String) -> Datum? {
    guard let index = table.column(named: name) else { return nil }
    let column = table.column(index, inRow: row)
    guard let cells else { return Datum(Datum.kind(of: column), nil, unit: column.unit) }
    let value = cells[index]
    return Datum(value == .null ? .any : Datum.kind(of: column), value, unit: column.unit)
  }
}

/// The columns of a table as names, and the texts that its columns have.
final class TableScope: Sendable {
  let columns: [ResultColumn]
  private let table: ResultTable
  private var rows: [[Value]] { table.rows }
  private let found = Mutex<[String: String]>([:])

  init(_ table: ResultTable) {
    columns = table.columns
    self.table = table
  }

  /// A column as it is in a row.
  func column(_ index: Int, inRow row: Int?) -> ResultColumn {
    row.map { table.column(index, inRow: $0) } ?? columns[index]
  }

  /// The column of that name or label, case ignored.
  func column(named name: String) -> Int? { columns.index(named: name) }

  /// The columns' names, for messages.
  var columnList: String { columns.nameList }

  /// The text of the column that `wanted` means: exactly, else ignoring case, else diacritics, where one fits.
  func nearestText(_ wanted: String, inColumn name: String) -> String {
    guard let index = column(named: name), columns[index].type == .text else { return wanted }
    let key = "\(index) \(wanted)"
    return found.withLock { found in
      if let known = found[key] { return known }
      let match = Self.match(wanted, among: rows.map { $0[index] })
      found[key] = match
      return match
    }
  }

  private static func match(_ wanted: String, among cells: [Value]) -> String {
    var texts: Set<String> = []
    for case .text(let text) in cells { texts.insert(text) }
    if texts.contains(wanted) { return wanted }
    let sameLetters = texts.filter { $0.lowercased() == wanted.lowercased() }
    if sameLetters.count == 1, let only = sameLetters.first { return only }
    let plain = fold(wanted)
    let similar = texts.filter { fold($0) == plain }
    if similar.count == 1, let only = similar.first { return only }
    return wanted
  }
}

extension [ResultColumn] {
  /// The column of that name or label, case ignored and blanks of labels written `_`.
  func index(named name: String) -> Int? {
    let wanted = Catalog.key(name)
    return firstIndex { Catalog.key($0.name) == wanted } ?? firstIndex { Catalog.key($0.label) == wanted }
  }

  /// The columns' names, for messages.
  var nameList: String { map { "`\($0.name)`" }.joined(separator: ", ") }
}
