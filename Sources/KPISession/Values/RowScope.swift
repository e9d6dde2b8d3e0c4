import KPICompiler
import KPIEngine
import KPILanguage
import Synchronization

/// Rows of a table, whose columns are names in a pipe's expressions.
struct RowScope: Sendable {
  let table: TableScope
  /// The rows' cells; nil while a script is only checked.
  var rows: ResultRows?
  /// The place of the first in the table; nil for the total, and while a script is only checked.
  var first: Int?
  /// Where it is noted down which columns were read.
  var reads: ColumnReads?

  /// Whether one column has the name.
  func has(_ name: String) -> Bool { if case .one = table.find(name) { true } else { false } }

  /// The cells of a column.
  func datum(at index: Int) -> Datum {
    reads?.note(index)
    let column = table.column(index, inRow: first)
    guard let rows else { return Datum(Datum.kind(of: column), nil, unit: column.unit) }
    return Datum(Datum.kind(of: column), rows: rows.cells(of: index), unit: column.unit)
  }
}

/// Notes down which columns an expression reads.
final class ColumnReads: Sendable {
  private let read = Mutex<Set<Int>>([])

  func note(_ column: Int) { read.withLock { _ = $0.insert(column) } }

  var columns: Set<Int> { read.withLock { $0 } }
}

/// The columns of a table as names, and the texts that its columns have.
final class TableScope: Sendable {
  let columns: [ResultColumn]
  private let candidates: [NameMatch.Candidate]
  private let table: ResultTable
  private var rows: ResultRows { table.rows }
  private let found = Mutex<[String: NameMatch.Found]>([:])
  private let matches = Mutex<[String: TextMatch]>([:])
  private let texts = Mutex<[Int: [String]]>([:])
  private let sharedNames = Mutex<[Int: [String: [String]]]>([:])
  /// The texts that the data has in a dimension of a column's name.
  private let known: @Sendable (String) -> [String]

  /// - Parameter known: the texts that the data has in a dimension of that name.
  init(_ table: ResultTable, known: @escaping @Sendable (String) -> [String] = { _ in [] }) {
    columns = table.columns
    candidates = table.columnCandidates
    self.table = table
    self.known = known
  }

  /// A column as it is in a row.
  func column(_ index: Int, inRow row: Int?) -> ResultColumn {
    row.map { table.column(index, inRow: $0) } ?? columns[index]
  }

  /// The column that a name means.
  func find(_ name: String) -> NameMatch.Found {
    found.withLock { found in
      let match = found[name] ?? NameMatch.find(name, among: candidates)
      found[name] = match
      return match
    }
  }

  /// The columns' names, for messages.
  var columnList: Message { columns.nameList }

  /// The different texts of a column.
  func texts(ofColumn index: Int) -> [String] {
    texts.withLock { texts in
      if let known = texts[index] { return known }
      var seen: Set<String> = []
      for cell in rows.differentCells(of: index) { if case .text(let text) = cell { seen.insert(text) } }
      let own = seen.sorted()
      texts[index] = own
      return own
    }
  }

  /// The names that several things of a column have, with what each of those is called there.
  private func sharedNames(ofColumn index: Int) -> [String: [String]] {
    sharedNames.withLock { names in
      if let known = names[index] { return known }
      let own = rows.columns.indices.contains(index) ? rows.columns[index].sharedNames : [:]
      names[index] = own
      return own
    }
  }

  /// The texts of the cells that a text means: `An` all who are called so, though they are told apart as `An #3`, `An #7`.
  func cells(called text: String, inColumn index: Int) -> [String] {
    sharedNames(ofColumn: index)[text] ?? [text]
  }

  /// The texts that the data has beyond those of the column.
  func otherTexts(ofColumn index: Int) -> [String] { known(columns[index].name) }

  /// The values of a column for a message, the nearest first, then those that most rows of the table have.
  func valuesThere(inColumn index: Int, nearest: [String]) -> Message? {
    var counts: [String: Int] = [:]
    for cell in rows.cells(of: index) { if case .text(let text) = cell { counts[text, default: 0] += 1 } }
    let isCounted = counts.values.contains { $0 > 1 }
    let others = texts(ofColumn: index).filter { !nearest.contains($0) }.enumerated()
      .sorted { (counts[$1.element] ?? 0, $0.offset) < (counts[$0.element] ?? 0, $1.offset) }.map(\.element)
    return Compiler.listed((nearest + others).map { ($0, isCounted ? counts[$0] : nil) })
  }

  /// What a text right of `=` means in a column: among its own cells, else among what the data has.
  func match(_ wanted: String, inColumn index: Int) -> TextMatch {
    let key = "\(index) \(wanted)"
    if let known = matches.withLock({ $0[key] }) { return known }
    let own = texts(ofColumn: index)
    var match = TextMatch.whole(wanted, among: own + sharedNames(ofColumn: index).keys.sorted())
    if case .none(let nearest) = match {
      // In a table that was kept, names are texts: none of them is left out without a word.
      let told = own.filter { $0.hasPrefix(wanted + " #") }
      switch TextMatch.whole(wanted, among: otherTexts(ofColumn: index)) {
      case _ where !told.isEmpty: match = .none(nearest: told)
      case .none(let others): match = .none(nearest: nearest.isEmpty ? others : nearest)
      case let elsewhere: match = elsewhere
      }
    }
    // What stands in the cell for people is its value too.
    let words = columns[index].words
    if case .none = match, let name = texts(ofColumn: index).first(where: { words[$0].map(fold) == fold(wanted) }) {
      match = .exact([name])
    }
    matches.withLock { $0[key] = match }
    return match
  }
}

extension ResultTable {
  /// The column that a name means; nil where there is none, or several, which is then reported.
  func column(named name: Name, of what: Message, _ log: DiagnosticLog) -> Int? {
    switch NameMatch.find(name.text, among: columnCandidates) {
    case .one(let index): return index
    case .several(let indices): log.report(columns.ambiguous(name.text, indices, at: name.span))
    case .none:
      log.error(
        "unknown-column", "\(what) has no column `\(shown(name.text))`", at: name.span,
        label: DidYouMean.label(for: name.text, among: columns.map(\.name)),
        notes: ["its columns are \(columns.nameList)"])
    }
    return nil
  }
}

extension [ResultColumn] {
  /// The columns' names, for messages.
  var nameList: Message { .list(map { "`\($0.told)`" }) }

  /// Several columns answer to a name alike.
  func ambiguous(_ name: String, _ indices: [Int], at span: Span?) -> Diagnostic {
    Diagnostic(
      .error, "ambiguous-column", "`\(shown(name))` may be any of \(indices.count) columns", at: span,
      label: Message.either(indices.map { "`\(self[$0].name)`" }).map { "write \($0)" })
  }
}
