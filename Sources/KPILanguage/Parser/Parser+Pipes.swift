extension Parser {
  /// Reads a pipeline.
  ///
  /// pipeline := ( question | VARIABLE | "_" ) { "|" stage } | "|" stage { "|" stage }
  mutating func pipeline() throws(Failure) -> Pipeline {
    let start = index
    let head: Pipeline.Head
    if at(.pipe) {
      head = .lastResult
    } else if at(.variable) {
      head = .variable(variable())
    } else if isAtLastResult {
      advance()
      head = .lastResult
    } else {
      head = .question(try question())
    }
    let end = index
    var stages: [Pipeline.Stage] = []
    while take(.pipe) {
      let place = index
      let pipes = try namingColumns(from: start, to: end) { parser throws(Failure) in try parser.stage() }
      stages += pipes.map { Pipeline.Stage(pipe: $0, span: span(from: place)) }
    }
    return Pipeline(head: head, stages: stages, span: span(from: start))
  }

  /// Reads a stage; one that sorts by several columns, or derives several, is as many.
  ///
  /// stage := "sort" sum direction { "," sum direction } | "take" count | "where" condition
  ///        | "select" known-name { "," known-name } | "derive" name "=" condition { "," name "=" condition }
  ///        | "pivot" name | "unpivot" | "card" | "save as" name
  ///        | "chart" [ "bar" | "line" | "pie" | "heatmap" | "funnel" | WORD ] [ "to" text ]
  ///        | "export" text [ "excel" ] | "assert" assertion
  private mutating func stage() throws(Failure) -> [Pipe] {
    let stages: [Keyword] = Keyword.beginning(.pipe) + [.where, .assert]
    guard let match = keyword(), stages.contains(match.keyword) else {
      guard kind != .invalid, hasRoomToReport else { throw Failure() }
      let offered = Keyword.offered(.pipe) + [.where, .assert]
      report(
        "unknown-pipe", isAtQuestionEnd ? "expected a stage after `|`" : "no stage of a pipe begins with \(found)",
        foundSpan, label: nearestLabel(offered),
        notes: ["stages are \(Message.list(offered.map(\.told)))"])
      throw Failure()
    }
    advance(match)
    readsColumns = true
    defer { readsColumns = false }
    switch match.keyword {
    case .sort:
      var keys: [Pipe] = []
      repeat {
        let column = try expression(.sum)
        keys.append(.sort(column, descending: try direction()))
      } while take(.comma)
      // Equal rows stay as they were: the last key first.
      return keys.reversed()
    case .take: return [.take(try count("a number of rows", from: 0))]
    case .where: return [.filter(try expression())]
    case .select:
      var columns = [try knownName("a column")]
      while take(.comma) { columns.append(try knownName("a column")) }
      return [.select(columns)]
    case .derive:
      var columns: [Pipe] = []
      repeat {
        let column = try name("a column")
        readings?.ownNames.insert(column.text)
        try expect(.equal)
        columns.append(.derive(column, try expression()))
      } while take(.comma)
      return columns
    case .pivot: return [.pivot(try name("a column"))]
    case .unpivot: return [.unpivot]
    case .card: return [.card]
    case .chart: return [try chart()]
    case .export:
      guard kind == .text else { throw expected("a file name in quotes") }
      let file = try factor(isValue: false)
      return [.export(to: file, excel: take(.excel))]
    case .saveAs:
      let name = try name("a name")
      readings?.ownNames.insert(name.text)
      return [.save(as: name)]
    default:
      let (condition, message, orEmpty) = try assertion()
      return [.assert(condition, message: message, orEmpty: orEmpty)]
    }
  }

  /// Whether `_`, the last result, stands here as a table.
  var isAtLastResult: Bool { at(word: "_") && (peek().kind == .pipe || peek().kind.endsStatement) }

  /// The forms of pictures in both languages, words only here: a column may be called `area`.
  static let chartKinds: [(name: String, vietnamese: String)] = [
    ("bar", "cột"), ("line", "đường"), ("area", "miền"), ("pie", "tròn"), ("heatmap", "nhiệt"), ("funnel", "phễu"),
    ("bullet", "đích"), ("waterfall", "thác"),
  ]

  private mutating func chart() throws(Failure) -> Pipe {
    var chartKind: String?
    if let kind = Self.chartKinds.first(where: { at(word: $0.name) || at(word: $0.vietnamese) }) {
      chartKind = kind.name
      advance()
    }
    var file: Expression?
    if take(.to) {
      guard kind == .text else { throw expected("a file name in quotes") }
      file = try factor(isValue: false)
    }
    if !isAtQuestionEnd {
      throw expected(
        "`to`, a form (\(Self.chartKinds.map { "`\($0.name)`" }.joined(separator: ", "))) or the end of the chart",
        near: [.bar, .line, .pie, .heatmap, .funnel, .to])
    }
    return .chart(kind: chartKind, to: file)
  }

  /// Reads an assertion.
  ///
  /// assertion := condition [ "or empty" ] [ text ] [ "or empty" ]
  mutating func assertion() throws(Failure) -> (condition: Expression, message: Expression?, orEmpty: Bool) {
    let condition = try expression()
    var orEmpty = take(.orEmpty)
    let message = kind == .text ? try factor(isValue: false) : nil
    if !orEmpty { orEmpty = take(.orEmpty) }
    return (condition, message, orEmpty)
  }
}
