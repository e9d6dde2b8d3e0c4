import KPIEngine
import KPILanguage

/// Cells that are named as they stand on the screen, and not as the table was made.
extension DrillReport {
  /// A cell of a grid named by what stands on the screen: its line, then the heading of its column.
  ///
  /// `drill Chốt, 2023-12-30 customers` and `drill Chốt 2023-12-30` are `drill 2023-12-30, Chốt customers`: the keys
  /// as the table has them, and the first number that the grid's cells show.
  static func asShown(_ drill: Drill, _ table: ResultTable, _ origin: TableOrigin) -> Drill {
    guard case .grid(let lines, let across, let cells) = table.layout,
      let place = origin.keyColumns.firstIndex(where: { $0.name == across })
    else { return drill }
    let others = origin.keyColumns.indices.filter { $0 != place }
    // The grid's lines name the other keys, in this order.
    guard others.allSatisfy({ lines.contains(origin.keyColumns[$0].name) }) else { return drill }
    var shown = drill
    let rows = Array(origin.rows)
    if drill.keys.count == others.count, let first = cells.first,
      !matches(Drill.Key(text: drill.column.text, span: drill.column.span), rows, place).isEmpty
    {
      shown.keys.insert(Drill.Key(text: drill.column.text, span: drill.column.span), at: place)
      shown.column = Name(first, drill.column.span)
      return shown
    }
    guard drill.keys.count == origin.keyColumns.count, let last = drill.keys.last,
      matches(drill.keys[place], rows, place).isEmpty, !matches(last, rows, place).isEmpty
    else { return drill }
    shown.keys.removeLast()
    shown.keys.insert(last, at: place)
    return shown
  }

  /// A cell of a table that a pipe turned, named as it stands there; nil where it names none of these.
  ///
  /// `drill Facebook 2023-08` behind `| pivot month` is `drill Facebook, 2023-08 orders` before it.
  func asArranged(_ drill: Drill, _ table: ResultTable, _ origin: TableOrigin) -> Drill? {
    var turned = drill
    switch origin.arrangement {
    case nil: return nil
    case .spread(let place, let columns):
      guard case .one(let index) = NameMatch.find(drill.column.text, among: table.columnCandidates),
        let column = columns[table.columns[index].name], place <= drill.keys.count
      else { return nil }
      let span = drill.column.span
      let key =
        switch column.value {
        case nil: Drill.Key(text: "total", span: span)
        case .null?: Drill.Key(text: "(none)", span: span)
        case .other?: Drill.Key(text: "(other)", span: span)
        case let value?: Drill.Key(text: value.plainText, span: span, isQuoted: true)
        }
      turned.keys.insert(key, at: place)
      turned.column = Name(column.cell, span)
    case .gathered(let value):
      guard let last = drill.keys.last, drill.keys.count == origin.keyColumns.count + 1,
        case .one(let index) = NameMatch.find(drill.column.text, among: table.columnCandidates),
        table.columns[index].name == value
      else { return nil }
      turned.keys.removeLast()
      turned.column = Name(last.text, last.span)
      if turned.keys.isEmpty { turned.keys = [Drill.Key(text: "total", span: last.span)] }
    }
    return turned
  }
}

extension DrillReport {
  /// `total revenue` may be another name of a metric, and no column here: then `revenue` of the total's row is meant.
  static func withTotalApart(_ drill: Drill, _ table: ResultTable, _ origin: TableOrigin) -> Drill {
    let name = drill.column
    guard drill.keys.isEmpty, !name.isQuoted, origin.cells[Catalog.key(name.text)] == nil,
      case .none = NameMatch.find(name.text, among: table.columnCandidates),
      let blank = name.text.firstIndex(of: " "), isTotal(String(name.text[..<blank]))
    else { return drill }
    let rest = name.text[blank...].drop { $0 == " " }
    return Drill(
      table: drill.table, keys: [Drill.Key(text: String(name.text[..<blank]), span: name.span)],
      column: Name(String(rest), name.span))
  }

  /// Whether a key that is not quoted is the total's row.
  static func isTotal(_ text: String) -> Bool { ["total", "tong"].contains(fold(text)) }
}
