import KPIEngine
import KPILanguage
import KPIOutput

/// `| chart`.
extension Interpreter {
  /// `| chart [KIND] [to "f.svg"]`: the tables as they are to be drawn, or their pictures in a file.
  ///
  /// - Parameter tables: nil where they are not known yet.
  /// - Returns: nil where one of them cannot be drawn, which is reported.
  func chart(
    _ tables: [ResultTable]?, as kind: String?, to name: Expression?, _ span: Span
  ) throws(Halt) -> [ResultTable]? {
    guard var tables else {
      if let name { _ = try picture(name) }
      return nil
    }
    for index in tables.indices {
      do throws(ChartRefusal) {
        tables[index].drawing = try ChartScene.drawing(tables[index], as: kind.flatMap(ChartKind.init), state.language)
      } catch {
        log.error("no-picture", error.message, at: span, notes: error.notes)
        return nil
      }
    }
    if let name, let (format, text) = try picture(name) {
      let python = format == .png ? world.environment.program("python3") : nil
      if format == .png, python == nil {
        let refusal = ExportFile.Refusal.noPictureLibrary
        log.error(refusal.code, refusal.message, at: name.span, notes: refusal.notes)
        return nil
      }
      let rows = isChecking ? nil : tables.reduce(0) { $0 + $1.rows.count }
      try write(text, name.span, rows: rows) { [language = state.language, tables] file, receive in
        var options = OutputOptions(language: language)
        options.scratchFolder = file.scratchFolder
        options.python = python
        try format.write(tables, options, receive: receive)
      }
    }
    return tables
  }

  /// How far the rows behind a table's numbers go on a page; the page has a limit of its own beside.
  private static let pageLimits = RowsBehind.Limits(cells: 1_000, rows: 500, all: PageRows.mostRows)

  /// The table as a page has it: drawn where it can be, with the rows behind its numbers.
  func onPage(_ table: ResultTable, _ pipeline: Pipeline) throws(Halt) -> ResultTable {
    let span = pipeline.span
    var table = table
    if case .question(let question) = pipeline.head { table.asked = world.sources.text(of: question.span) }
    if table.drawing == nil { table.drawing = Drawing(kind: nil) }
    guard let origin = table.origin, origin.arrangement == nil else { return table }
    let compiler = try context.compiler(at: span)
    // Rows behind every number would be a walk through the tables for each.
    guard compiler.context.elsewhere == nil else { return table }
    do throws(ExecutionError) {
      table.behind = try compiler.rowsBehind(table, groups: world.groups, Self.pageLimits)
    } catch {
      throw context.halt(error, span)
    }
    try world.checkColumns(nil, at: span)
    return table
  }

  /// The file of a picture; nil where its name is not known yet, or is none of a picture's, which is reported.
  private func picture(_ name: Expression) throws(Halt) -> (format: ChartFormat, text: String)? {
    guard let text = try fileName(name) else { return nil }
    if let format = ChartFormat(of: text) { return (format, text) }
    let endings = ChartFormat.allCases.map { "`.\($0.rawValue)`" }.joined(separator: ", ")
    log.error(
      "bad-ending", "the ending of `\(shown(text))` names no form of picture", at: name.span,
      label: DidYouMean.label(for: FileEnding.of(text), among: ChartFormat.allCases.map(\.rawValue)),
      notes: ["endings are \(endings)"])
    return nil
  }
}

extension ChartRefusal {
  fileprivate var message: Message {
    switch self {
    case .nothingToDraw: "there is nothing to draw: no row, or no number beside another"
    case .listsThings: "a list is of things, which no form of picture suits by itself"
    case .needs(.line): "a line needs a key of time, such as `by month`"
    case .needs(.area): "an area needs a key of time, and no number below 0"
    case .needs(.pie): "a pie shows the parts of one whole, of numbers that are not below 0 and add up to the total"
    case .needs(.heatmap): "a heatmap needs two keys, such as `by month, source`"
    case .needs(.funnel): "a funnel shows steps: `funnel` has them"
    case .needs(.bullet): "bullets show numbers against targets: `scorecard` has them"
    case .needs(.waterfall): "a waterfall shows parts that add up to a change: `why` has them"
    case .needs(.bar): "bars need a number for each row"
    }
  }

  fileprivate var notes: [Message] {
    switch self {
    case .needs: ["`| chart` alone takes the form that suits the table"]
    case .listsThings: ["count them with `show … by …`, or name a form: `| chart bar`"]
    case .nothingToDraw: []
    }
  }
}
