extension Parser {
  /// Reads a declaration, the small ones here.
  ///
  /// declaration := model | subject | entity | viewer | events | metric | segment | target | alert | report | policy
  /// model := "model" name [ TEXT ]
  /// subject := "subject" name
  /// policy := "policy" name "=" condition
  mutating func declaration(_ keyword: Keyword) throws(Failure) -> Declaration {
    switch keyword {
    case .model:
      try expect(.model)
      let name = try name("the model's name")
      return .model(name, label: try label())
    case .subject:
      try expect(.subject)
      return .subject(try name("an entity"))
    case .optional, .entity: return .entity(try entity())
    case .viewer: return .viewer(try viewer())
    case .policy:
      try expect(.policy)
      let name = try name("a policy's name")
      try expect(.equal)
      return .policy(name, try expression())
    case .redefine:
      try expect(.redefine)
      switch self.keyword()?.keyword {
      case .metric: return .metric(try metric(redefines: true))
      case .segment: return .segment(try segment(redefines: true))
      case .events: return .events(try events(redefines: true))
      default: throw expected("`metric`, `segment` or `events`", near: [.metric, .segment, .events])
      }
    case .metric: return .metric(try metric(redefines: false))
    case .segment: return .segment(try segment(redefines: false))
    case .events: return .events(try events(redefines: false))
    case .target: return .target(try target())
    case .alert: return .alert(try alert())
    default: throw expected("a declaration")
    }
  }

  /// Reads a metric.
  ///
  /// metric := [ "redefine" ] "metric" name [ TEXT ] [ also ] "=" condition { "as" metric-unit | "better lower" } [ TEXT ]
  /// metric-unit := name | "%"
  private mutating func metric(redefines: Bool) throws(Failure) -> MetricDeclaration {
    try expect(.metric)
    let name = try name("a metric's name")
    let label = try label()
    let also = try also()
    noteClause()
    try expect(.equal)
    let start = index
    let expression = try naming(.metric) { parser throws(Failure) in try parser.expression() }
    let text = sourceText(from: start)
    var unit: MetricDeclaration.Unit?
    var betterLower = false
    while true {
      let place = index
      if take(.as) {
        if unit != nil { repeated("as", place) }
        unit = try metricUnit()
      } else if take(.betterLower) {
        if betterLower { repeated("better lower", place) }
        betterLower = true
      } else {
        break
      }
    }
    noteClause()
    let description = kind == .text ? try plainText("a description") : nil
    return MetricDeclaration(
      name: name, label: label, also: also, expression: expression, text: text, unit: unit, betterLower: betterLower,
      description: description, redefines: redefines)
  }

  private mutating func metricUnit() throws(Failure) -> MetricDeclaration.Unit {
    let place = place(of: token)
    if take(.percent) { return MetricDeclaration.Unit(text: "%", span: place) }
    return MetricDeclaration.Unit(text: try name("a unit such as `VND` or `%`").text, span: place)
  }

  /// Reads a segment.
  ///
  /// segment := [ "redefine" ] "segment" name [ TEXT ] [ also ] "=" name "where" condition
  private mutating func segment(redefines: Bool) throws(Failure) -> SegmentDeclaration {
    try expect(.segment)
    let name = try name("a segment's name")
    let label = try label()
    let also = try also()
    noteClause()
    try expect(.equal)
    let entity = try entityName()
    try expect(.where)
    return SegmentDeclaration(
      name: name, label: label, also: also, entity: entity, condition: try condition(), redefines: redefines)
  }

  /// The name of an entity that was declared before.
  private mutating func entityName() throws(Failure) -> Name {
    let start = index
    let name = try name("an entity")
    if readings != nil, !name.isQuoted { note(.name(.entity), from: start) }
    return name
  }

  /// Reads an events.
  ///
  /// events := [ "redefine" ] "events" name [ TEXT ] [ also ] "=" events-part { "+" events-part }
  /// events-part := name [ "(" condition ")" ] [ "at" path ]
  private mutating func events(redefines: Bool) throws(Failure) -> EventsDeclaration {
    try expect(.events)
    let name = try name("a name after `events`")
    let label = try label()
    let also = try also()
    noteClause()
    try expect(.equal)
    var parts: [EventsDeclaration.Part] = []
    repeat {
      let entity = try entityName()
      let condition = try bracketedCondition()
      let time = take(.at) ? try path("a time after `at`") : nil
      parts.append(EventsDeclaration.Part(entity: entity, condition: condition, time: time))
    } while take(.plus)
    return EventsDeclaration(name: name, label: label, also: also, parts: parts, redefines: redefines)
  }

  /// Reads a target.
  ///
  /// target := "target" path NUMBER "per" unit [ "for" path "=" value ]
  private mutating func target() throws(Failure) -> TargetDeclaration {
    try expect(.target)
    let metric = try naming(.metric) { parser throws(Failure) in try parser.path("a metric") }
    let amount = try number("the target's amount")
    try expect(.per)
    let unit = try expectUnit("a unit such as `month`")
    guard take(.for) else {
      return TargetDeclaration(metric: metric, amount: amount, unit: unit, dimension: nil, value: nil)
    }
    let dimension = try path("a dimension")
    try expect(.equal)
    let value = try expression(.sum, isValue: true)
    return TargetDeclaration(metric: metric, amount: amount, unit: unit, dimension: dimension, value: value)
  }

  /// Reads an alert.
  ///
  /// alert := "alert" path "per" unit "when" condition [ TEXT ]
  private mutating func alert() throws(Failure) -> AlertDeclaration {
    let start = index
    try expect(.alert)
    let metric = try naming(.metric) { parser throws(Failure) in try parser.path("a metric") }
    try expect(.per)
    let unit = try expectUnit("a unit such as `day`")
    noteClause()
    try expect(.when)
    let first = index
    let condition = try naming(.metric) { parser throws(Failure) in try parser.expression() }
    // The answer of `alerts` tells it as it is written.
    let text = shownText(from: first)
    noteClause()
    let advice = kind == .text ? try plainText("what to do") : nil
    return AlertDeclaration(
      metric: metric, unit: unit, condition: condition, text: text, advice: advice, span: span(from: start))
  }

  /// Reads a viewer.
  ///
  /// viewer := "viewer" name { "access" name | "department" name | "of" name | "parent" name | "head" name }
  private mutating func viewer() throws(Failure) -> ViewerDeclaration {
    try expect(.viewer)
    let start = index
    let entity = try name("an entity")
    var columns: [Keyword: Name] = [:]
    let words: [Keyword] = [.access, .department, .of, .parent, .head]
    while !kind.endsStatement {
      let place = index
      guard let match = keyword(), words.contains(match.keyword) else {
        throw expected("`access`, `department`, `of`, `parent` or `head`", near: words)
      }
      advance(match)
      let column = try name("a name after `\(match.keyword.told)`")
      if columns[match.keyword] != nil { repeated(match.keyword.rawValue, place) }
      columns[match.keyword] = column
    }
    guard let access = columns[.access], let department = columns[.department], let departments = columns[.of],
      let parent = columns[.parent], let head = columns[.head]
    else {
      let missing = words.filter { columns[$0] == nil }.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      report(
        "unexpected-token", "the viewer has no \(missing)", span(from: start),
        notes: [
          "it is written `viewer PEOPLE access COLUMN department COLUMN of DEPARTMENTS parent COLUMN head COLUMN`"
        ])
      throw Failure()
    }
    return ViewerDeclaration(
      entity: entity, access: access, department: department, departments: departments, parent: parent, head: head)
  }

  // MARK: Reports

  /// Reads what a report needs, after its name.
  ///
  /// report := "report" well-known-name report-part { report-part }
  /// report-part := "=" report-item { "," report-item } | "detail" path-list | "of" event | "outcome" event | "by" path
  ///              | "targets" name
  /// report-item := path | report-table
  mutating func reportDeclaration(_ name: Name) throws(Failure) -> ReportDeclaration {
    var report = ReportDeclaration(report: name)
    var places: Set<String> = []
    while !kind.endsStatement {
      let start = index
      noteClause()
      let word: String
      if take(.equal) {
        word = "the list after `=`"
        repeat {
          if at(.share), peek().kind == .word || peek().kind == .quotedName {
            report.tables.append(try reportTable())
          } else {
            report.metrics.append(try path("a metric or `share`"))
          }
        } while take(.comma)
      } else if let match = keyword() {
        advance(match)
        word = match.keyword.rawValue
        switch match.keyword {
        case .detail: report.detail = try pathList("a metric")
        case .of: report.of = try event("an event")
        case .outcome: report.outcome = try event("an outcome")
        case .by: report.by = try path("a dimension")
        case .targets: report.targets = try self.name("an entity")
        default:
          index = start
          throw expectedReportPart()
        }
      } else {
        throw expectedReportPart()
      }
      if !places.insert(word).inserted { repeated(word, start) }
    }
    if places.isEmpty { throw expectedReportPart() }
    return report
  }

  private mutating func expectedReportPart() -> Failure {
    expected(
      "`=`, `detail`, `of`, `outcome`, `by` or `targets`", near: [.detail, .of, .outcome, .by, .targets],
      notes: ["a report of one's own has a block: `report weekly($week) { … }`"])
  }

  /// Reads a report table.
  ///
  /// report-table := "share" path-list "by" path [ top ] "as" name
  private mutating func reportTable() throws(Failure) -> ReportDeclaration.Table {
    try expect(.share)
    let metrics = try pathList("a metric")
    try expect(.by)
    let dimension = try path("a dimension")
    let top = at(.top) ? try top() : nil
    try expect(.as)
    return ReportDeclaration.Table(metrics: metrics, dimension: dimension, top: top, name: try name("the table's name"))
  }
}
