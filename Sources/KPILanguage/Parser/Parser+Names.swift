extension Keyword {
  /// Words that are no names without back quotes where a value or a metric is asked for, so that a clause without its
  /// content is told from a name.
  static let reserved: Set<Keyword> = [.by, .where, .and, .or, .not, .having]
}

/// A calendar unit as it is written.
struct FoundUnit {
  var unit: CalendarUnit
  /// How many words it takes.
  var length: Int
  /// Written in its English plural.
  var isPlural: Bool
  var isVietnamese: Bool
}

extension Parser {
  /// Reads a name.
  ///
  /// name := WORD | QUOTED-NAME
  mutating func name(_ what: Message) throws(Failure) -> Name {
    switch kind {
    case .word:
      // It may have been read as a keyword before.
      forgetWord()
      let name = Name(known(list.text(token)), place(of: token))
      advance()
      return name
    case .quotedName:
      let text = Readings.unquoted(list.text(token))
      let name = Name(known(text), place(of: token), isQuoted: true)
      advance()
      return name
    default: throw expected(what)
    }
  }

  /// Reads a name that something was declared by: also one of several words, keywords among them.
  ///
  /// known-name := name | NAME-OF-WORDS
  ///
  /// The longest that is a name wins; where a shorter one is followed by a keyword, both readings are tried.
  mutating func knownName(_ what: Message, _ kinds: NameTable.Kinds = .any) throws(Failure) -> Name {
    let lengths = knownLengths(kinds)
    let start = index
    guard let longest = lengths.first, longest > 1 || shorterNames[index] != nil else {
      let name = try name(what)
      lastKnownName = start..<index
      if readings != nil, !name.isQuoted {
        note(.name(meant(kinds)), from: start)
        noteColumn(start)
      }
      return name
    }
    for other in lengths.dropFirst() where keyword(other) != nil { otherReadings.append((start, other)) }
    if readings != nil {
      note(.name(meant(kinds)), shorterNames[start] ?? longest)
      noteColumn(start)
    }
    advance(shorterNames[start] ?? longest)
    lastKnownName = start..<index
    namesOfWords.append(span(from: start))
    return Name(known(written(from: start)), span(from: start))
  }

  /// How many words of the text from here are a name, each possible number, the greatest first.
  private func knownLengths(_ kinds: NameTable.Kinds) -> [Int] {
    guard kind == .word, let names else { return [] }
    return names.lengths(kinds) { offset in
      let token = peek(offset)
      return token.kind == .word ? list.text(token) : nil
    }
  }

  /// Whether a name begins here that is longer than the keyword that does.
  mutating func isAtLongName(_ kinds: NameTable.Kinds = .any) -> Bool {
    guard let longest = knownLengths(kinds).first, longest > 1 else { return false }
    return shorterNames[index] == nil && longest > (keyword()?.length ?? 0)
  }

  /// A name, or a keyword in its English form: what the grammar names itself (reports, settings).
  ///
  /// well-known-name := name | KEYWORD | WORD WORD
  ///
  /// The two words are those of a setting or a type in Vietnamese.
  ///
  /// - Parameter isOurs: no script has a name of its own here, so that the word is a keyword wherever it is spelled like one.
  mutating func wellKnownName(_ what: Message, isOurs: Bool = false) throws(Failure) -> Name {
    let start = index
    if isOurs, kind == .word, let ours = OurNames.match({ peek($0).kind == .word ? list.text(peek($0)) : nil }) {
      advance(ours.length)
      if readings != nil { note(.ours(ours.name), from: start) }
      return Name(ours.name, span(from: start))
    }
    guard let match = keyword(),
      match.isVietnamese || match.length > 1 || isOurs && list.text(token) == match.keyword.rawValue
    else { return try name(what) }
    advance(match)
    return Name(match.keyword.rawValue, span(from: start))
  }

  /// Reads a path.
  ///
  /// path := known-name { "." known-name }
  mutating func path(_ what: Message, _ kinds: NameTable.Kinds = .any) throws(Failure) -> Path {
    if isAtReserved {
      throw expected(what, notes: ["a name that is spelled like a keyword is written in back quotes"])
    }
    var names = [try knownName(what, kinds)]
    while at(.dot) {
      advance()
      names.append(try knownName("a name after `.`", .member))
    }
    return Path(names)
  }

  /// Whether a word stands here that is no name without back quotes.
  var isAtReserved: Bool {
    mutating get {
      guard kind == .word, let match = keyword(), Keyword.reserved.contains(match.keyword), !isAtLongName() else {
        return false
      }
      // `not (a = b)` begins a condition.
      return match.keyword != .not && peek(match.length).kind != .dot
    }
  }

  /// Reads a path list.
  ///
  /// path-list := path { "," path }
  mutating func pathList(_ what: Message) throws(Failure) -> [Path] {
    var paths = [try path(what)]
    while take(.comma) { paths.append(try path(what)) }
    return paths
  }

  /// A variable's name, without `$`.
  mutating func variable() -> Name {
    let name = Name(String(list.text(token).dropFirst()), place(of: token))
    advance()
    return name
  }

  /// A text without interpolation: a label, a file, a format.
  mutating func plainText(_ what: Message) throws(Failure) -> String {
    guard kind == .text else { throw expected(what) }
    let parts = list.texts[token.payload]
    guard parts.count == 1, case .literal(let text) = parts[0] else {
      report(
        "unexpected-token", "\(what) takes no `{…}`", list.span(token), label: "write it in single quotes, or `{{`")
      throw Failure()
    }
    advance()
    return text
  }

  /// A label, where there is one.
  mutating func label() throws(Failure) -> String? {
    kind == .text ? try plainText("a label") : nil
  }

  /// Reads other names.
  ///
  /// also := "also" TEXT { "," TEXT }
  mutating func also() throws(Failure) -> [String] {
    noteClause()
    guard take(.also) else { return [] }
    var names = [try plainText("a name in quotes")]
    while take(.comma) { names.append(try plainText("a name in quotes")) }
    return names
  }

  /// A number token's value.
  mutating func number(_ what: Message) throws(Failure) -> NumberLiteral {
    guard kind == .number else { throw expected(what) }
    let literal = list.numbers[token.payload]
    advance()
    return literal
  }

  /// Whether a count stands at an offset.
  func isCount(_ offset: Int = 0) -> Bool { peek(offset).kind == .number || peek(offset).kind == .variable }

  /// A whole number from `minimum` up to a million, or a variable that holds one.
  ///
  /// count := NUMBER | VARIABLE
  mutating func count(_ what: Message, from minimum: Int) throws(Failure) -> Count {
    if at(.variable) { return .variable(variable(), from: minimum) }
    let span = list.span(token)
    let literal = try number(what)
    guard literal.scale == 0, !literal.isPercent, (Int64(minimum)...Int64(Count.most)).contains(literal.coefficient)
    else {
      report("bad-number", "expected \(what), found `\(shown(list.text(span.start..<span.end)))`", span)
      throw Failure()
    }
    return .written(Int(literal.coefficient))
  }

  /// A number, or a variable that holds one.
  ///
  /// quantity := NUMBER | VARIABLE
  mutating func quantity(_ what: Message) throws(Failure) -> Quantity {
    at(.variable) ? .variable(variable()) : .written(try number(what))
  }

  // MARK: Units

  /// The calendar unit at an offset; plural where its English form is.
  mutating func unit(_ offset: Int = 0) -> FoundUnit? {
    guard let match = keyword(offset), let unit = CalendarUnit(rawValue: match.keyword.rawValue) else { return nil }
    let isPlural = !match.isVietnamese && list.text(peek(offset)).utf8.count > unit.rawValue.utf8.count
    return FoundUnit(unit: unit, length: match.length, isPlural: isPlural, isVietnamese: match.isVietnamese)
  }

  /// A unit to count in; `hours` says whether hours may be counted.
  ///
  /// unit := "day" | "week" | "month" | "quarter" | "year"
  /// span-unit := unit | "hour"
  mutating func expectUnit(_ what: Message, hours: Bool = false, many: Bool = false) throws(Failure) -> CalendarUnit {
    guard let found = unit(), found.unit != .weekday, hours || found.unit != .hour else {
      throw expected(what, near: [.day, .week, .month, .quarter, .year])
    }
    advance(found, many: many)
    return found.unit
  }

  /// Reads a span.
  ///
  /// span := count span-unit
  mutating func timeSpan(_ what: Message, from minimum: Int = 0) throws(Failure) -> TimeSpan {
    let count = try count(what, from: minimum)
    return TimeSpan(count, try expectUnit("a unit such as `days`", hours: true, many: !count.isOne))
  }

  /// Takes a unit.
  ///
  /// - Parameter many: whether there are several of it, so that its English form is the plural.
  mutating func advance(_ unit: FoundUnit, many: Bool) {
    if readings != nil, let match = keyword() { note(.unit(match, many: many), match.length) }
    advance(unit.length)
  }
}
