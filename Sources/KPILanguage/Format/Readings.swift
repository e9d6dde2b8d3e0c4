/// What the parser read the words of a text as: what a text is written anew from, in its own or in the other language.
///
/// Places are UTF-8 offsets, so that the words in the braces of texts are among them.
package struct Readings: Sendable {
  /// What a word, or several that belong together, was read as.
  enum Kind: Sendable, Hashable {
    case keyword(KeywordMatch)
    /// A unit of time; `many` where its English form is the plural.
    case unit(KeywordMatch, many: Bool)
    /// A function, by its English name.
    case function(String)
    /// A setting or the type of a parameter, by its English name.
    case ours(String)
    /// The use of a name that something was declared by.
    case name(NameTable.Kinds)

    /// The keyword, where it is one.
    var match: KeywordMatch? {
      switch self {
      case .keyword(let match), .unit(let match, _): match
      case .function, .ours, .name: nil
      }
    }
  }

  /// A word with the offset after it.
  struct Word: Sendable, Hashable {
    var kind: Kind
    var end: Int
  }

  /// A period whose words stand in another order in the other language.
  struct RelativePeriod: Sendable, Hashable {
    enum Form: Sendable, Hashable { case this, previous, last(Count) }

    var form: Form
    var unit: CalendarUnit
    var end: Int
  }

  /// By where they begin.
  var words: [Int: Word] = [:]
  /// `this month`, `tháng này`, `last 7 days`, by where they begin.
  var periods: [Int: RelativePeriod] = [:]
  /// Where a minus stands before its only operand.
  var prefixes: Set<Int> = []
  /// Where `as` says in whose role is asked; its Vietnamese form fits nothing else.
  var roles: Set<Int> = []
  /// Where a round bracket belongs to the name before it.
  var tightBrackets: Set<Int> = []
  /// Where a clause may begin: lines are broken there first.
  var clauses: Set<Int> = []
  /// Ranges whose blanks are part of what they say; the value tells whether their words are too: they head a column, or
  /// stand in a cell.
  var kept: [Range<Int>: Bool] = [:]
  /// Where a column of a table is asked for, with the range of the question that the table comes from.
  var columns: [Int: Range<Int>] = [:]
  /// What the text itself calls so: columns and tables, which are no names of the model.
  var ownNames: Set<String> = []

  /// Where words and periods begin, in their order.
  var starts: [Int] { Set(words.keys).union(periods.keys).sorted() }

  /// How names are compared here: without case and marks, blanks as `_`.
  static func key(_ name: String) -> String { fold(name).replacing(" ", with: "_") }

  /// A name without its back quotes.
  static func unquoted(_ written: String) -> String {
    String(written.dropFirst().dropLast()).replacing("``", with: "`")
  }
}

/// How two trees of one text, written in two ways, are compared.
enum TreeComparison: Sendable {
  /// Without places and blanks.
  case exact
  /// And without the texts of definitions.
  case acrossLanguages
  /// The same, where what heads columns may be told in the other language, too.
  case acrossHeadings

  var isAcrossLanguages: Bool { self != .exact }
}

extension Parser {
  /// Notes what the next words are read as.
  mutating func note(_ kind: Readings.Kind, _ length: Int) {
    let last = list.tokens[min(index + max(1, length) - 1, list.tokens.count - 1)]
    let start = token.start
    readings?.words[start] = Readings.Word(kind: kind, end: last.end)
  }

  /// Notes what the words from a token up to the current one were read as.
  mutating func note(_ kind: Readings.Kind, from start: Int) {
    let (first, end) = (list.tokens[start].start, previousEnd)
    readings?.words[first] = Readings.Word(kind: kind, end: end)
  }

  /// Reads something whose names mean only so much.
  mutating func naming<Result>(
    _ kinds: NameTable.Kinds, _ read: (inout Parser) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let before = nameKinds
    // In an entity's block names are the table's columns, which have one name only.
    if !before.isEmpty { nameKinds = kinds }
    let result = try read(&self)
    nameKinds = before
    return result
  }

  /// What a name may mean: what its place says, else what is being read.
  func meant(_ kinds: NameTable.Kinds) -> NameTable.Kinds {
    kinds == .any || nameKinds.isEmpty ? nameKinds : kinds
  }

  /// What the names in a call's arguments mean.
  func argumentKinds(of function: String) -> NameTable.Kinds {
    let function = function.lowercased()
    if FunctionNames.ofRows.contains(function) { return .rows }
    if FunctionNames.ofMeasures.contains(function) { return peek().kind == .dot ? .rows : .member }
    return nameKinds
  }

  /// Notes that a clause may begin here.
  mutating func noteClause() {
    let start = token.start
    readings?.clauses.insert(start)
  }

  /// Notes that the bracket here belongs to the name before it.
  mutating func noteTight() {
    let start = token.start
    readings?.tightBrackets.insert(start)
  }

  /// Notes that `as` stands here before a login.
  mutating func noteRole() {
    let start = token.start
    readings?.roles.insert(start)
  }

  /// Notes that a minus with one operand stands here.
  mutating func notePrefix() {
    let start = token.start
    readings?.prefixes.insert(start)
  }

  /// Forgets what the word here was read as.
  mutating func forgetWord() {
    let start = token.start
    readings?.words[start] = nil
  }

  /// Notes that the blanks since a token are part of what is said.
  ///
  /// - Parameter isShown: whether its words are told as they are written, in a heading or a cell.
  mutating func noteKept(from start: Int, isShown: Bool = false) {
    guard readings != nil, start < index else { return }
    let range = list.tokens[start].start..<previousEnd
    readings?.kept[range] = isShown
  }

  /// Notes that a column of a table is asked for by the name that was just read.
  mutating func noteColumn(_ name: Int) {
    guard let head = columnsHead else { return }
    let start = list.tokens[name].start
    readings?.columns[start] = head
  }

  /// Reads what may name columns of the table that a question gives, the tokens of which are told.
  mutating func namingColumns<Result>(
    from start: Int, to end: Int, _ read: (inout Parser) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let before = columnsHead
    columnsHead = list.tokens[start].start..<list.tokens[end].start
    let result = try read(&self)
    columnsHead = before
    return result
  }

  /// Notes a period that the other language has in another order.
  mutating func notePeriod(_ kind: Period.Kind, from start: Int) {
    guard readings != nil else { return }
    let form: Readings.RelativePeriod.Form
    let unit: CalendarUnit
    switch kind {
    case .this(let of): (form, unit) = (.this, of)
    case .previous(let of): (form, unit) = (.previous, of)
    case .last(let count, let of): (form, unit) = (.last(count), of)
    default: return
    }
    let period = Readings.RelativePeriod(form: form, unit: unit, end: previousEnd)
    let first = list.tokens[start].start
    readings?.periods[first] = period
  }

  /// The text of an expression that nobody is shown as it is written, for the tree.
  func sourceText(from start: Int) -> String {
    switch comparison {
    case nil: written(from: start)
    case .acrossLanguages, .acrossHeadings: ""
    case .exact: written(from: start).filter { $0 != " " }
    }
  }

  /// The text of what heads a column or stands in a cell as it is written, blanks and words.
  mutating func shownText(from start: Int) -> String {
    noteKept(from: start, isShown: true)
    return comparison == .acrossHeadings ? "" : written(from: start)
  }

  /// The text of a metric's expression: what it is called heads the column where it is one name, else its text.
  mutating func headingText(from start: Int) -> String {
    guard lastKnownName == start..<index else { return shownText(from: start) }
    noteKept(from: start)
    return known(written(from: start))
  }

  /// A name as it is compared; elsewhere as it is written.
  func known(_ name: String) -> String {
    comparison?.isAcrossLanguages == true ? sameNames.known(name) : name
  }
}

extension [Int] {
  /// Those of sorted places that lie in a range.
  func words(in range: Range<Int>) -> [Int] {
    let first = partition(where: { $0 >= range.lowerBound })
    var end = first
    while end < count, self[end] < range.upperBound { end += 1 }
    return Array(self[first..<end])
  }

  private func partition(where isBehind: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension [Token] {
  /// The token that begins at a place, or the first one behind it.
  func firstIndex(from place: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].start >= place { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
