extension Parser {
  /// Reads an entity.
  ///
  /// entity := [ "optional" ] "entity" name [ TEXT ] [ also ] "{" [ member ] { ( NEWLINE | ";" ) [ member ] } "}"
  mutating func entity() throws(Failure) -> EntityDeclaration {
    let start = index
    let isOptional = take(.optional)
    try expect(.entity)
    let header = Result { () throws(Failure) -> (Name, String?, [String]) in
      let name = try self.name("an entity's name")
      let label = try self.label()
      let also = try self.also()
      if !at(.openCurly) { throw expected("`{`") }
      return (name, label, also)
    }
    // A mistake in the header hides none in the block.
    while !kind.endsStatement, !at(.openCurly) { advance() }
    guard at(.openCurly) else { throw Failure() }
    let errors = errorCount
    let members = try self.members()
    let (name, label, also) = try header.get()
    errorCount = errors
    return EntityDeclaration(
      name: name, label: label, also: also, isOptional: isOptional, members: members, span: span(from: start))
  }

  private mutating func members() throws(Failure) -> [EntityDeclaration.Member] {
    let open = index
    advance()
    try enter()
    let kinds = nameKinds
    nameKinds = []
    defer { nameKinds = kinds }
    var members: [EntityDeclaration.Member] = []
    while true {
      while take(.newline) || take(.semicolon) {}
      if at(.end) || at(.closeCurly) { break }
      // A statement inside an entity: its brace is missing.
      if let match = keyword(),
        [.entity, .optional, .metric, .segment, .events, .report, .policy].contains(match.keyword)
      {
        break
      }
      let start = index
      if let member = recovering({ parser throws(Failure) in try parser.member() }) { members.append(member) }
      if index == start { advance() }
    }
    leave()
    if !at(.closeCurly) {
      report(
        "unclosed-bracket", "`{` is not closed", list.span(list.tokens[open]),
        label: "expected `}` before \(found)")
      // The next statement is read as one, so it must not be skipped.
      unclosedEntityEnd()
      throw Failure()
    }
    advance()
    return members
  }

  /// Steps back to the line end before the statement that follows an entity without its brace.
  private mutating func unclosedEntityEnd() {
    if index > 0, list.tokens[index - 1].kind.endsStatement { index -= 1 }
  }

  /// Reads a member.
  ///
  /// member := table | "name" name | "login" name | "columns" name { "," name } | time | dimension | link | measure | history
  private mutating func member() throws(Failure) -> EntityDeclaration.Member {
    switch keyword()?.keyword {
    case .table: return try table()
    case .name:
      try expect(.name)
      return .name(try name("a column"))
    case .login:
      try expect(.login)
      return .login(try name("a column"))
    case .columns:
      try expect(.columns)
      var columns = [try name("a member of the entity")]
      while take(.comma) { columns.append(try name("a member of the entity")) }
      return .columns(columns)
    case .time: return .time(try time())
    case .dimension: return .dimension(try dimension())
    case .link: return .link(try link())
    case .measure: return .measure(try measure())
    case .history: return .history(try history())
    default:
      let words: [Keyword] = [.table, .name, .login, .columns, .time, .dimension, .link, .measure, .history]
      throw expected("a member such as `dimension`", near: words)
    }
  }

  /// Reads a table.
  ///
  /// table := "table" name { "key" name { "," name } | "where" condition }
  private mutating func table() throws(Failure) -> EntityDeclaration.Member {
    try expect(.table)
    let name = try name("a table's name")
    var key: [Name] = []
    var condition: Expression?
    while !kind.endsStatement {
      let start = index
      noteClause()
      if take(.key) {
        if !key.isEmpty { repeated("key", start) }
        key = [try self.name("a column")]
        while take(.comma) { key.append(try self.name("a column")) }
      } else if take(.where) {
        if condition != nil { repeated("where", start) }
        condition = try expression()
      } else {
        throw expected("`key` or `where`", near: [.key, .where])
      }
    }
    return .table(name, key: key, condition: condition)
  }

  /// Reads a time.
  ///
  /// time := "time" path [ TEXT ] [ also ] [ "planned" ] [ "=" condition { "," name } ] [ time-format ] [ "planned" ]
  private mutating func time() throws(Failure) -> EntityDeclaration.TimeMember {
    try expect(.time)
    let start = index
    let path = try path("a time's name")
    var member = EntityDeclaration.TimeMember(
      name: path.names.last ?? Name("", span(from: start)), label: try label(), also: try also(),
      isPlanned: take(.planned),
      value: Expression(.path(path), path.span ?? span(from: start)), format: nil)
    if take(.equal) {
      member.value = try expression()
      while take(.comma) { member.more.append(try name("a column")) }
    }
    member.format = try timeFormat()
    if take(.planned) { member.isPlanned = true }
    return member
  }

  /// Reads how a column has its times; nil where nothing says so.
  ///
  /// time-format := "as" ( name | TEXT )
  private mutating func timeFormat() throws(Failure) -> String? {
    guard take(.as) else { return nil }
    return kind == .text ? try plainText("a format") : try name("a format").text
  }

  /// Reads a dimension.
  ///
  /// dimension := "dimension" name [ TEXT ] [ also ] [ "=" condition ] [ "->" name "." name [ "by" name ] [ "order" name ] ]
  private mutating func dimension() throws(Failure) -> EntityDeclaration.DimensionMember {
    try expect(.dimension)
    let name = try name("a dimension's name")
    let label = try label()
    let also = try also()
    let value = try valueOrSelf(name)
    var lookup: EntityDeclaration.Lookup?
    noteClause()
    if take(.arrow) {
      let table = try self.name("a table")
      try expect(.dot, "`.` and a column")
      let column = try self.name("a column")
      let key = take(.by) ? try self.name("a column") : nil
      let order = take(.order) ? try self.name("a column") : nil
      lookup = EntityDeclaration.Lookup(table: table, column: column, key: key, order: order)
    }
    return EntityDeclaration.DimensionMember(name: name, label: label, also: also, value: value, lookup: lookup)
  }

  /// Reads an optional part.
  ///
  /// [ "=" condition ]; without it the column of the same name.
  private mutating func valueOrSelf(_ name: Name) throws(Failure) -> Expression {
    take(.equal) ? try expression() : Expression(.path(Path([name])), name.span)
  }

  /// Reads a link.
  ///
  /// link := "link" name [ TEXT ] [ also ] "=" path [ "->" name ]
  private mutating func link() throws(Failure) -> EntityDeclaration.LinkMember {
    try expect(.link)
    let name = try name("a link's name")
    let label = try label()
    let also = try also()
    try expect(.equal)
    let path = try path("a column or a path")
    let target = take(.arrow) ? try self.name("an entity") : nil
    return EntityDeclaration.LinkMember(name: name, label: label, also: also, path: path, target: target)
  }

  /// Reads a measure.
  ///
  /// measure := "measure" name [ TEXT ] [ also ] [ "=" condition ] [ "as" TEXT ] [ "as" metric-unit ]
  private mutating func measure() throws(Failure) -> EntityDeclaration.MeasureMember {
    try expect(.measure)
    let name = try name("a measure's name")
    let label = try label()
    let also = try also()
    let value = try valueOrSelf(name)
    var form: Name?
    var unit: Name?
    while take(.as) {
      let place = place(of: token)
      if kind == .text, form == nil {
        form = Name(try plainText("a number such as \"1.234,56\""), place)
        continue
      }
      unit = take(.percent) ? Name("%", place) : try self.name("a unit such as `VND`")
      break
    }
    return EntityDeclaration.MeasureMember(name: name, label: label, also: also, value: value, form: form, unit: unit)
  }

  /// Reads a history.
  ///
  /// history := "history" name "=" name [ "key" name ] "by" name "at" name [ time-format ] "from" name "to" name
  ///   [ "->" path ] [ "where" condition ]
  private mutating func history() throws(Failure) -> EntityDeclaration.HistoryMember {
    try expect(.history)
    let dimension = try name("a dimension")
    try expect(.equal)
    let table = try name("a table")
    let key = take(.key) ? try name("a column") : nil
    noteClause()
    try expect(.by)
    let subject = try name("a column")
    try expect(.at)
    let time = try name("a column")
    let format = try timeFormat()
    noteClause()
    try expect(.from)
    let from = try name("a column")
    try expect(.to)
    let to = try name("a column")
    noteClause()
    let target = take(.arrow) ? try path("an entity or a table's column") : nil
    noteClause()
    let condition = take(.where) ? try expression() : nil
    return EntityDeclaration.HistoryMember(
      dimension: dimension, table: table, key: key, subject: subject, time: time, format: format, from: from, to: to,
      target: target, condition: condition)
  }
}
