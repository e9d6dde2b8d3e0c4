import KPIEngine

/// One page with a card per result: no script, nothing loaded from elsewhere; numbers as on a terminal, all rows.
///
/// It is plain enough for mail programs, which leave out what they do not know of the style.
struct HTMLRenderer: Renderer {
  func begin(_ options: OutputOptions, into sink: inout ByteSink) {
    PageFrame.begin(options.language, title: "kpi", into: &sink)
  }

  func end(_ options: OutputOptions, into sink: inout ByteSink) { PageFrame.end(into: &sink) }

  func print(_ text: String, _ options: OutputOptions, into sink: inout ByteSink) {
    PageFrame.print(text, into: &sink)
  }

  func check(_ note: CheckNote, _ options: OutputOptions, into sink: inout ByteSink) {
    PageFrame.check(note, into: &sink)
  }

  func render(_ table: ResultTable, _ options: OutputOptions, into sink: inout ByteSink) throws {
    if table.layout == .text {
      try PageFrame.lines(of: table, options.language, into: &sink)
    } else {
      try Card(table, options.language).write(
        number: nil, links: PictureLinks(), explainsMarks: true, into: &sink)
    }
  }
}
