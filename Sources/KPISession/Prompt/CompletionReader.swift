import KPICompiler
import KPILanguage

/// What may stand at a place of an entry.
enum Wanted: Hashable {
  /// The verb of a question, or of any other statement.
  case statement, question
  case metric, entity, segment, events
  /// A name that the question asked for: what an order or a `having` speaks of.
  case asked
  /// A dimension that everything asked for reaches; any at all; one with a history.
  case dimension, anyDimension, state
  /// What a condition may speak of; what a link leads to.
  case member
  case memberBehind(String)
  /// A function that may stand in such a place.
  case function(Function.Place)
  case value(of: String)
  case keywords([Keyword])
  /// A form of a picture.
  case chart
  /// The clauses that the question does not have yet.
  case clause, period
  case unit, oneUnit, grain
  case stage, column
  case columnValue(of: String)
  case drillTable
  case drillKey(Int)
  case drillColumn
  case setting, login, variable, report, topic
  case settingValue(of: String)
  /// A file, in quotes.
  case file
}

/// Reads an entry up to a place, as far as is needed to tell what may stand there.
///
/// It knows the order of words, not their meaning: a line with a mistake is read as well as it goes.
struct CompletionReader {
  var list: TokenList
  private let names: NameTable
  var index = 0
  let end: Int
  private(set) var wanted: [Wanted] = []
  /// What the question at hand asks for.
  var metrics: [String] = []
  var entity: String?
  var verb: Keyword?
  /// The clauses that it has.
  var used: Set<Keyword> = []
  /// Where the question before the pipe begins and ends; nil where no pipe has begun.
  private(set) var head: Range<Int>?
  /// The tables and keys of a `drill` that were written.
  var drillWords: [String] = []
  /// Whether the statement's first keyword is Vietnamese; nil where it has none.
  private(set) var isVietnamese: Bool?

  /// - Parameter text: the entry up to the place.
  init(_ text: String, names: NameTable) {
    self.names = names
    list = tokens(of: Source(name: "", text: text), id: SourceID(0))
    var end = list.tokens.count
    while end > 0, list.tokens[end - 1].kind == .end { end -= 1 }
    self.end = end
    index = Self.lastStatement(list, end)
    for place in index..<end {
      if let match = list.keyword(at: place) {
        isVietnamese = match.isVietnamese
        break
      }
    }
    var depth = 0
    let start = index
    for place in index..<end {
      switch list.tokens[place].kind {
      case .openRound, .openSquare: depth += 1
      case .closeRound, .closeSquare: depth -= 1
      case .pipe where depth <= 0:
        head = (place == start ? list.tokens[place].start : list.tokens[start].start)..<list.tokens[place].start
        index = place + 1
      default: break
      }
    }
    if head != nil { stage() } else { statement() }
  }

  /// Where the last statement begins.
  private static func lastStatement(_ list: TokenList, _ end: Int) -> Int {
    let last = list.tokens[..<end].lastIndex {
      switch $0.kind {
      case .newline, .semicolon, .openCurly, .closeCurly: true
      default: false
      }
    }
    return last.map { $0 + 1 } ?? 0
  }

  // MARK: Looking

  var isAtEnd: Bool { index >= end }
  var kind: Token.Kind { isAtEnd ? .end : list.tokens[index].kind }
  var text: String { isAtEnd ? "" : list.text(list.tokens[index]) }

  mutating func keyword() -> KeywordMatch? { isAtEnd ? nil : list.keyword(at: index) }

  mutating func at(_ keywords: Keyword...) -> Bool { keyword().map { keywords.contains($0.keyword) } ?? false }

  mutating func take(_ keyword: Keyword) -> Bool {
    guard let match = self.keyword(), match.keyword == keyword else { return false }
    index += match.length
    return true
  }

  mutating func take(_ kind: Token.Kind) -> Bool {
    guard self.kind == kind else { return false }
    index += 1
    return true
  }

  /// Says what may stand here, where the text ends; false where it goes on.
  mutating func wants(_ places: [Wanted]) -> Bool {
    guard isAtEnd else { return false }
    if wanted.isEmpty { wanted = places }
    return true
  }

  /// How many words from here are a name of several words, the longest.
  func nameLength() -> Int {
    guard kind == .word else { return 0 }
    return names.lengths(.any) { offset in
      let place = index + offset
      guard place < end, list.tokens[place].kind == .word else { return nil }
      return list.text(list.tokens[place])
    }.first ?? 0
  }

  /// Whether a name of several words begins here, longer than the keyword that does.
  mutating func isAtLongName() -> Bool { nameLength() > max(1, keyword()?.length ?? 0) }

  /// Whether a function is called here, whatever else its name is: `previous(`.
  var isAtCall: Bool { kind == .word && index + 1 < end && list.tokens[index + 1].kind == .openRound }

  /// A name, its parts joined by dots as it was written; nil where none stands here.
  mutating func path() -> String? {
    var parts: [String] = []
    repeat {
      if isAtEnd, let last = parts.last {
        wanted = [.memberBehind(last)]
        return nil
      }
      guard kind == .word || kind == .quotedName else { break }
      let length = max(1, nameLength())
      let words = (index..<min(end, index + length)).map { list.text(list.tokens[$0]).filter { $0 != "`" } }
      parts.append(words.joined(separator: " "))
      index += length
    } while take(.dot)
    return parts.isEmpty ? nil : parts.joined(separator: ".")
  }

  /// Goes over brackets that are closed; false, with what may stand inside, where they are not.
  mutating func brackets() -> Bool {
    var depth = 0
    let isSquare = kind == .openSquare
    let start = index
    while !isAtEnd {
      switch kind {
      case .openRound, .openSquare: depth += 1
      case .closeRound, .closeSquare: depth -= 1
      default: break
      }
      index += 1
      if depth == 0 { return true }
    }
    index = start + 1
    let before = start > 0 && list.tokens[start - 1].kind == .word ? list.text(list.tokens[start - 1]) : nil
    if isSquare { number() } else { arguments(of: before) }
    return false
  }

  /// What stands inside a round bracket: a condition, or an aggregate's rows with theirs.
  ///
  /// - Parameter name: what stands before the bracket.
  private mutating func arguments(of name: String?) {
    let english = name.map { FunctionNames.english(for: $0) ?? $0 }
    switch english.flatMap(Function.named)?.forms.first?.arguments.first {
    case .rows?, .event?: if wants([.entity, .events, .keywords([.distinct, .each, .first])]) { return }
    case .measure?: if wants([.entity, .member, .function(.row), .keywords([.each])]) { return }
    case .metric?, .metricName?: if wants([.metric]) { return }
    default: if wants([.member, .metric, .entity, .events, .function(.metric)]) { return }
    }
    let place = (index..<end).last { list.keyword(at: $0)?.keyword == .where }
    guard let place else {
      let start = index
      if path() != nil, wants([.keywords([.where, .per, .at])]) { return }
      index = start
      return condition([.member, .metric, .function(.row)])
    }
    entity = path().flatMap { $0.split(separator: ".").first.map(String.init) }
    index = place + 1
    condition([.member, .function(.row)])
  }

  /// `METRIC per UNIT when CONDITION`.
  private mutating func alert() {
    guard metricName(), unitBehindPer() else { return }
    if wants([.keywords([.when])]) { return }
    guard take(.when) else { return }
    condition([.metric, .function(.metric)])
  }

  /// `METRIC NUMBER per UNIT for DIMENSION = VALUE`.
  private mutating func target() {
    guard metricName() else { return }
    if wants([]) { return }
    while kind == .number || kind == .minus || kind == .variable { index += 1 }
    // `40 tr`
    if !isAtEnd, !at(.per) { index += 1 }
    guard unitBehindPer() else { return }
    if wants([.keywords([.for])]) { return }
    guard take(.for) else { return }
    if wants([.dimension]) { return }
    guard let name = path() else { return }
    guard take(.equal) else { return }
    _ = wants([.value(of: name)])
  }

  /// The metric that a declaration is about; false where the text ends in it.
  private mutating func metricName() -> Bool {
    if wants([.metric]) { return false }
    guard let name = path() else { return false }
    metrics = [name]
    return true
  }

  /// `per UNIT`; false where the text ends in it.
  private mutating func unitBehindPer() -> Bool {
    if wants([.keywords([.per])]) { return false }
    guard take(.per) else { return false }
    if wants([.keywords([.day, .week, .month, .quarter, .year])]) { return false }
    index += keyword()?.length ?? 1
    return true
  }

  // MARK: Statements

  private mutating func statement() {
    if wants([.statement]) { return }
    guard let match = keyword() else {
      // A word that begins no statement leads nowhere.
      return kind == .word ? () : expression()
    }
    if match.keyword.entry.role == .question { return question() }
    index += match.length
    switch match.keyword {
    case .open, .import: _ = wants([.file])
    case .set:
      if wants([.setting]) { return }
      let name = text
      index += 1
      if name.lowercased() == Keyword.today.rawValue { _ = wants([]) } else { _ = wants([.settingValue(of: name)]) }
    case .as: _ = wants([.login])
    case .run: _ = wants([.report])
    case .alert: alert()
    case .target: target()
    case .let:
      index += 1
      guard take(.equal) else { return }
      if wants([.question, .function(.value)]) { return }
      if keyword()?.keyword.entry.role == .question { question() } else { expression(isOfScript: true) }
    case .for:
      if wants([]) { return }
      index += 1
      if wants([.keywords([.in])]) { return }
      guard take(.in) else { return }
      if wants([.unit, .keywords([.values, .rows])]) { return }
      if take(.values) {
        _ = take(.of)
        _ = wants([.anyDimension])
      } else if keyword()?.keyword.entry.role == .period {
        index += keyword()?.length ?? 1
        if take(.of) { _ = wants([.period]) }
      }
    case .print, .assert, .warnIf, .if: expression(isOfScript: true)
    default: expression()
    }
  }

  /// What stands in a definition: names of every sort; what is reckoned in a script, where a metric stands in `[…]`.
  private mutating func expression(isOfScript: Bool = false) {
    let isBeginning = isAtEnd
    while !isAtEnd {
      if kind == .openSquare || kind == .openRound {
        if !brackets() { return }
      } else if kind == .word || kind == .quotedName {
        if path() == nil { return }
      } else {
        index += 1
      }
    }
    let names: [Wanted] = isOfScript ? [.variable, .function(.value)] : [.metric, .entity, .function(.metric)]
    _ = wants(names + (isBeginning ? [] : [.keywords([.and, .or])]))
  }

  /// `[M PERIOD where …]`.
  private mutating func number() {
    if wants([.metric]) { return }
    guard let name = path() else { return }
    metrics = [name]
    clauses([.period, .keywords([.where])])
  }

  // MARK: Pipes

  private mutating func stage() {
    if wants([.stage]) { return }
    guard let match = keyword() else { return }
    index += match.length
    switch match.keyword {
    case .sort:
      if wants([.column]) { return }
      index += 1
      _ = wants([.keywords([.desc, .asc])])
    case .select:
      if wants([.column]) { return }
      if list.tokens[end - 1].kind == .comma { wanted = [.column] }
    case .pivot: _ = wants([.column])
    case .where, .assert: condition([.column])
    case .derive:
      index += 1
      if take(.equal) {
        index = end
        _ = wants([.column, .function(.value)])
      }
    case .export: _ = wants([.file])
    case .chart:
      if wants([.chart, .keywords([.to])]) { return }
      if !take(.to) { index += 1 } else if wants([.file]) { return }
      if wants([.keywords([.to])]) { return }
      if take(.to) { _ = wants([.file]) }
    default: break
    }
  }
}
