import KPICompiler
import KPILanguage

/// Reads an entry up to a place, as far as is needed to tell what may stand there.
///
/// It knows the order of words, which is the grammar's, and not their meaning: a line with a mistake is read as well as
/// it goes. Every function reads what its production says; where the text ends in it, `wanted` is what may stand there.
struct CompletionReader {
  var list: TokenList
  private let names: NameTable
  var index = 0
  let end: Int
  private(set) var wanted: [Wanted] = []
  /// What the question at hand asks for, and what it is split by.
  var metrics: [String] = []
  var groups: [String] = []
  var entity: String?
  /// Whether the rows at hand may be those of any entity: which, a word says that comes later.
  var isOfAnyRows = false
  var verb: Keyword?
  /// Whether the funnel at hand is one of steps.
  var hasSteps = false
  /// The clauses that it has.
  var used: Set<Keyword> = []
  /// The question before the pipe; nil where no pipe has begun.
  private(set) var head: String?
  /// The tables and keys of a `drill` that were written.
  var drillWords: [String] = []
  /// Whether the statement's first keyword is Vietnamese; nil where it has none.
  private(set) var isVietnamese: Bool?
  /// What the entry itself names so far.
  private(set) var own = OwnVariables()

  /// - Parameters:
  ///   - text: the entry up to the place.
  ///   - outer: of what stands in the braces of a text, what stands around it.
  init(_ text: String, names: NameTable, in outer: CompletionReader? = nil) {
    self.names = names
    list = tokens(of: Source(name: "", text: text), id: SourceID(0))
    var end = list.tokens.count
    while end > 0, list.tokens[end - 1].kind == .end { end -= 1 }
    self.end = end
    if let outer {
      (head, isVietnamese, own) = (outer.head, outer.isVietnamese, outer.own)
      interpolation()
      return
    }
    own = OwnVariables(&list, end)
    index = Self.lastStatement(list, end)
    for place in index..<end {
      if let match = list.keyword(at: place) {
        isVietnamese = match.isVietnamese
        break
      }
    }
    let start = questionStart()
    var depth = 0
    for place in index..<end {
      switch list.tokens[place].kind {
      case .openRound, .openSquare: depth += 1
      case .closeRound, .closeSquare: depth -= 1
      case .pipe where depth <= 0:
        head = list.text(min(list.tokens[start].start, list.tokens[place].start)..<list.tokens[place].start)
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

  /// Where the last statement's question begins, which `let x =` may stand before.
  private mutating func questionStart() -> Int {
    guard index + 2 < end, list.keyword(at: index)?.keyword == .let, list.tokens[index + 2].kind == .equal else {
      return index
    }
    return min(index + 3, end - 1)
  }

  /// `{EXPRESSION as FORM}`.
  private mutating func interpolation() {
    guard expression(head == nil ? .script : .columns, isCondition: false, [.keywords([.as])]), take(.as) else {
      return
    }
    _ = wants([.format])
  }

  // MARK: Looking

  var isAtEnd: Bool { index >= end }
  var kind: Token.Kind { isAtEnd ? .end : list.tokens[index].kind }
  var text: String { isAtEnd ? "" : list.text(list.tokens[index]) }

  func kindIs(_ kinds: Token.Kind...) -> Bool { kinds.contains(kind) }

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

  /// A name, its parts joined by dots as it was written; nil where none stands here, or the text ends in it.
  ///
  /// - Parameter sort: what alone fits there.
  mutating func path(_ sort: ValueKind? = nil) -> String? {
    var parts: [String] = []
    repeat {
      if isAtEnd, let last = parts.last {
        wanted = [.memberBehind(last, sort)]
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
}
