import KPICompiler
import KPIEngine
import KPILanguage
import Synchronization

/// A part of a table that `$t`, `$t["Facebook"]` or `$t.total` means.
private struct TableSlice {
  var table: ResultTable
  /// How the text names it, for messages.
  var text: String
  /// The rows that the keys so far leave; nil while a script is only checked.
  var rows: ResultRows?
  /// How many dimension columns were given a key.
  var keyCount = 0
  var isTotal = false
  /// A key was given that the table does not have.
  var isMissing = false
}

private enum Part {
  case datum(Datum)
  case slice(TableSlice)
  /// A table of which not even the columns are known yet.
  case unknown
}

extension Evaluator {
  /// The value that a variable, a key or a column after it gives.
  func tableValue(_ expression: Expression) -> Datum? {
    switch part(expression) {
    case nil: return nil
    case .datum(let datum)?: return datum
    case .unknown?: return .unknown
    case .slice(let slice)?:
      if slice.table.columns.count == 1, slice.keyCount == 0, !slice.isTotal {
        return cell(slice, column: 0, expression.span)
      }
      let metrics = slice.table.columns.filter { $0.kind != .dimension }
      let example = metrics.first?.name ?? "column"
      log.error(
        "table-as-value", "`\(slice.text)` is a table, not a value", at: expression.span,
        label: "name a cell: `\(slice.text).\(slice.isTotal || slice.keyCount > 0 ? example : "total.\(example)")`",
        notes: ["its columns are \(slice.table.columns.nameList)"])
      return nil
    }
  }

  private func part(_ expression: Expression) -> Part? {
    switch expression.kind {
    case .variable(let name): return variable(name)
    case .index(let base, let key):
      guard let part = part(base) else { return nil }
      switch part {
      case .unknown:
        _ = self.key(key)
        return .unknown
      case .datum:
        log.error("not-a-table", "`\(shown(sourceText(base.span)))` is a value, it has no rows", at: expression.span)
        return nil
      case .slice(let slice): return narrow(slice, key, expression.span)
      }
    case .member(let base, let name):
      guard let part = part(base) else { return nil }
      switch part {
      case .unknown: return .unknown
      case .datum:
        log.error("not-a-table", "`\(shown(sourceText(base.span)))` is a value, it has no columns", at: name.span)
        return nil
      case .slice(let slice): return member(slice, name)
      }
    default: return evaluate(expression).map(Part.datum)
    }
  }

  private func variable(_ name: Name) -> Part? {
    switch variables[Catalog.key(name.text)] {
    case .datum(let datum)?: return .datum(datum)
    case .table(let table?, let isKnown)?:
      return .slice(TableSlice(table: table, text: "$\(name.text)", rows: isKnown ? table.rows : nil))
    case .table(nil, _)?: return .unknown
    case nil:
      log.error(
        "unknown-variable", "there is no variable `$\(shown(name.text))`", at: name.span,
        label: DidYouMean.label(for: name.text, among: variables.keys.sorted()),
        notes: variables.isEmpty ? ["`let \(shown(name.text)) = …` defines it"] : [])
      return nil
    }
  }

  /// A key's value; a bare word is a text.
  private func key(_ expression: Expression) -> Datum? {
    if case .path(let path) = expression.kind, path.names.count == 1, let name = path.names.first {
      return Datum(.text, .text(name.text))
    }
    return evaluate(expression)
  }

  private func narrow(_ slice: TableSlice, _ keyExpression: Expression, _ span: Span) -> Part? {
    guard let key = key(keyExpression) else { return nil }
    let dimensions = slice.table.columns.indices.filter { slice.table.columns[$0].kind == .dimension }
    guard !slice.isTotal, slice.keyCount < dimensions.count else {
      log.error(
        "too-many-keys",
        dimensions.count == 1
          ? "`\(slice.text)` has 1 dimension, and one key for each"
          : "`\(slice.text)` has \(dimensions.count) dimensions, and one key for each",
        at: span)
      return nil
    }
    var narrowed = slice
    narrowed.keyCount += 1
    narrowed.text = sourceText(span)
    guard let rows = slice.rows, let value = key.value else {
      narrowed.rows = nil
      return .slice(narrowed)
    }
    let column = dimensions[slice.keyCount]
    guard let matching = self.rows(rows, with: value, in: column, keyExpression.span) else { return nil }
    narrowed.rows = matching
    if narrowed.rows?.isEmpty == true, !rows.isEmpty {
      report(missing: key, in: rows.cells(of: column), &narrowed, keyExpression.span)
      if isStrict { return nil }
    }
    return .slice(narrowed)
  }

  private func report(missing key: Datum, in cells: [Value], _ slice: inout TableSlice, _ span: Span) {
    slice.isMissing = true
    let texts = cells.map(Self.keyText)
    log.report(
      Diagnostic(
        isStrict ? .error : .warning, "unknown-row", "the table has no row \(key.shown)", at: span,
        label: DidYouMean.label(for: key.text, among: texts),
        notes: [Compiler.listed(Array(Set(texts)).sorted().map { ($0, nil) })].compactMap(\.self)))
  }

  /// The rows whose cell is the key: exactly, else ignoring case, else ignoring diacritics; nil where that is a
  /// mistake, which was reported.
  private func rows(_ rows: ResultRows, with key: Value, in column: Int, _ span: Span) -> ResultRows? {
    let cells = rows.cells(of: column)
    func kept(_ holds: (Value) -> Bool) -> ResultRows { rows.kept(cells.indices.filter { holds(cells[$0]) }) }
    let same = kept { CellEvaluator.compare(.equal, $0, key) || Self.keyTexts($0).contains(Datum.text(key)) }
    guard same.isEmpty, case .text(let wanted) = key else { return same }
    switch TextMatch.whole(wanted, among: Array(Set(cells.map(Self.keyText))).sorted()) {
    case .exact(let texts): return kept { texts.contains(Self.keyText($0)) }
    case .loose(let text):
      let found = Diagnostic.looseValue(wanted, text, isStrict: isStrict, at: span)
      log.report(found)
      return found.severity == .error ? nil : kept { Self.keyText($0) == text }
    case .none: return kept { _ in false }
    }
  }

  /// What a cell answers to as a key, in both languages.
  private static func keyTexts(_ cell: Value) -> [String] {
    switch cell {
    case .null: ["(none)", "(chưa rõ)"]
    case .other: ["(other)", "(khác)"]
    default: [Datum.text(cell)]
    }
  }

  private static func keyText(_ cell: Value) -> String { cell == .null ? "(none)" : Datum.text(cell) }

  private func member(_ slice: TableSlice, _ name: Name) -> Part? {
    let hasKeys = slice.keyCount > 0 || slice.isTotal
    let isTotal = ["total", "tong"].contains(fold(name.text))
    if !hasKeys, isTotal, let total = slice.table.total {
      var part = slice
      part.isTotal = true
      part.text = "\(slice.text).total"
      part.rows = slice.rows == nil ? nil : ResultRows([total])
      return .slice(part)
    }
    if !hasKeys, isTotal, case .none = NameMatch.find(name.text, among: slice.table.columnCandidates) {
      log.error(
        "unknown-column", "`\(slice.text)` has no total", at: name.span,
        notes: ["its columns are \(slice.table.columns.nameList)"])
      return nil
    }
    guard let column = slice.table.column(named: name, of: "`\(slice.text)`", log) else { return nil }
    return cell(slice, column: column, name.span).map(Part.datum)
  }

  private func cell(_ slice: TableSlice, column index: Int, _ span: Span) -> Datum? {
    let column = slice.table.columns[index]
    guard let rows = slice.rows else { return Datum(Datum.kind(of: column), nil, unit: column.unit) }
    guard rows.count <= 1 else {
      log.error(
        "many-rows", "`\(slice.text)` has \(rows.count) rows", at: span,
        label: slice.table.total == nil || slice.keyCount > 0
          ? "name one with `\(slice.text)[…]`" : "name one with `\(slice.text)[…]`, or `\(slice.text).total`"
      )
      return nil
    }
    guard let row = rows.first else {
      if !slice.isMissing { emptiness?.note() }
      return Datum(.any, .null, unit: column.unit).measured(column.kind != .dimension)
    }
    let isNull = row[index] == .null
    var datum = Datum(isNull ? .any : Datum.kind(of: column), row[index], unit: column.unit)
      .measured(column.kind != .dimension)
    datum.isGroupOfNone = isNull && column.kind == .dimension
    return datum
  }
}

/// Remembers that a value came from a table without rows.
final class EmptinessNote: Sendable {
  private let flag = Mutex(false)

  func note() { flag.withLock { $0 = true } }

  var isNoted: Bool { flag.withLock { $0 } }
}
