import KPIEngine
import KPILanguage
import KPISQLite

/// `sql '…'` of an engine: what may be sent, and what comes back.
enum EngineQuery {
  /// The query without what ends it; only what reads is sent, and the transaction is read-only besides.
  ///
  /// - Parameter quoting: how the session reads quotes.
  static func checked(
    _ sql: String, _ engine: RemoteAddress.Engine, _ quoting: QueryWords.Quoting
  ) throws(StoreError) -> String {
    guard !sql.utf8.contains(0) else { throw .query("a NUL byte stands in the query") }
    let words = QueryWords(sql, quoting)
    guard let first = words.words.first else { throw .query("the query is empty") }
    guard ["select", "with", "values", "table"].contains(first), !words.hasVersionComment,
      engine == .postgresql || !words.words.contains("into"),
      engine != .spark || !words.words.contains(where: ["insert", "update", "delete", "merge"].contains)
    else { throw .query("a query may only read: `select` or `with … select`") }
    guard !words.goesOn else { throw .query("a query is one statement; another one follows it") }
    guard words.isWhole else { throw .query("a quote or a comment in the query does not end") }
    // A comment to the end of the line would swallow what drivers write behind the query.
    return words.text + "\n"
  }

  /// A value as results have it; nil for a type that is not read.
  static func value(_ cell: EngineCell, isNumber: Bool, _ texts: TimeText) -> Value? {
    switch cell {
    case .null: return .null
    case .boolean(let isTrue): return .integer(isTrue ? 1 : 0)
    case .integer(let number): return .integer(number)
    case .unsigned(let number): return Int64(exactly: number).map { .integer($0) } ?? .text("\(number)")
    case .real(let number): return .real(number)
    case .single(let number): return .real(Double("\(number)") ?? Double(number))
    case .decimal(let coefficient, let scale): return number(DecimalText.text(coefficient, scale: scale))
    case .text(let text):
      let text = String(decoding: text, as: UTF8.self)
      return isNumber ? number(text) : .text(text)
    case .bytes(let bytes):
      return .text("x'" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined() + "'")
    case .day(let day):
      return .text(EndlessTime.name(day: day) ?? String(decoding: texts.day(Int64(day)), as: UTF8.self))
    case .moment(let microseconds, let isInstant):
      return .text(
        EndlessTime.name(microseconds: microseconds)
          ?? String(decoding: texts.moment(microseconds, isInstant: isInstant), as: UTF8.self))
    case .clock(let microseconds): return .text(String(decoding: texts.clock(microseconds), as: UTF8.self))
    case .other: return nil
    }
  }

  /// Decimal digits as a number where nothing is lost by it, else as they are.
  static func number(_ digits: String) -> Value {
    if let whole = Int64(digits) { return .integer(whole) }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count <= 4, let coefficient = Int64(parts[0] + parts[1]) else {
      guard let real = Double(digits), real.isFinite, digits.utf8.filter({ $0 >= 48 && $0 <= 57 }).count <= 15 else {
        return .text(digits)
      }
      return .real(real)
    }
    return .decimal(coefficient, scale: parts[1].utf8.count)
  }
}

/// The words of a query outside of texts, names in quotes and comments.
struct QueryWords {
  /// Small letters.
  private(set) var words: [String] = []
  /// Another statement follows a semicolon.
  private(set) var goesOn = false
  /// MySQL runs what stands in `/*! … */`.
  private(set) var hasVersionComment = false
  /// Every quote and comment ends.
  private(set) var isWhole = true
  /// What stands before the semicolon.
  private(set) var text = ""

  private let letters: [Unicode.Scalar]
  private var index = 0
  private let quoting: Quoting

  /// How an engine reads quotes and comments.
  struct Quoting: Sendable {
    /// Names stand in backticks, `#` begins a comment, comments do not nest, and no text stands between dollars.
    var hasBackticks = true
    /// In a text a backslash takes the next letter as it is.
    var hasBackslashes = true
    /// What stands in double quotes is a name, in which a backslash is one.
    var namesInDoubleQuotes = false
    /// `--` begins a comment whatever follows it.
    var hasBareDashes = true

    static let postgresql = Quoting(hasBackticks: false, hasBackslashes: false, namesInDoubleQuotes: true)
    static let spark = Quoting()

    init(hasBackticks: Bool = true, hasBackslashes: Bool = true, namesInDoubleQuotes: Bool = false) {
      self.hasBackticks = hasBackticks
      self.hasBackslashes = hasBackslashes
      self.namesInDoubleQuotes = namesInDoubleQuotes
    }

    /// MySQL's and MariaDB's, by the session's `sql_mode`.
    init(mode: String) {
      let modes = mode.uppercased().split(separator: ",")
      self.init(
        hasBackslashes: !modes.contains("NO_BACKSLASH_ESCAPES"), namesInDoubleQuotes: modes.contains("ANSI_QUOTES"))
      // `5--3` is 8 there.
      hasBareDashes = false
    }
  }

  init(_ sql: String, _ quoting: Quoting) {
    letters = Array(sql.unicodeScalars)
    self.quoting = quoting
    var end: Int?
    while index < letters.count {
      let start = index
      if skipComment() { continue }
      let letter = letters[index]
      if letter.properties.isWhitespace {
        index += 1
      } else if letter == ";" {
        if end == nil { end = index }
        index += 1
      } else {
        if end != nil { goesOn = true }
        readWord(from: start)
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: letters[..<(end ?? letters.count)])
    text = String(view)
  }

  private func isNext(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    return index + wanted.count <= letters.count && Array(letters[index..<index + wanted.count]) == wanted
  }

  private func isBlank(at place: Int) -> Bool {
    place >= letters.count || letters[place].properties.isWhitespace || letters[place].value < 32
  }

  private mutating func skipComment() -> Bool {
    if isNext("--") && (quoting.hasBareDashes || isBlank(at: index + 2)) || quoting.hasBackticks && isNext("#") {
      while index < letters.count, letters[index] != "\n" { index += 1 }
      return true
    }
    guard isNext("/*") else { return false }
    if isNext("/*!") || isNext("/*M!") { hasVersionComment = true }
    index += 2
    var depth = 1
    while index < letters.count, depth > 0 {
      if isNext("*/") {
        depth -= 1
        index += 2
      } else if isNext("/*"), !quoting.hasBackticks {
        depth += 1
        index += 2
      } else {
        index += 1
      }
    }
    if depth > 0 { isWhole = false }
    return true
  }

  private mutating func readWord(from start: Int) {
    let letter = letters[index]
    if letter == "'" || letter == "\"" || letter == "`" && quoting.hasBackticks {
      let isName = letter == "`" || letter == "\"" && quoting.namesInDoubleQuotes
      let isEscaping =
        !isName && (quoting.hasBackslashes || !quoting.hasBackticks && words.last == "e" && isPrefix(start))
      index += 1
      while index < letters.count, letters[index] != letter { index += isEscaping && letters[index] == "\\" ? 2 : 1 }
      if index >= letters.count { isWhole = false }
      index += 1
      return
    }
    if letter == "$", !quoting.hasBackticks, let tag = dollarTag() {
      index += tag.count
      while index < letters.count, !isNext(tag) { index += 1 }
      if index >= letters.count { isWhole = false }
      index += tag.count
      return
    }
    guard letter.properties.isAlphabetic || letter == "_" else {
      index += 1
      return
    }
    while index < letters.count,
      letters[index].properties.isAlphabetic || letters[index].isDigit || letters[index] == "_"
        || letters[index] == "$"
    { index += 1 }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: letters[start..<index])
    words.append(String(view).lowercased())
  }

  /// Whether the letter before a quote is the `E` of PostgreSQL's texts with backslashes.
  private func isPrefix(_ start: Int) -> Bool {
    start > 0 && (letters[start - 1] == "e" || letters[start - 1] == "E")
  }

  /// `$tag$`, which begins a text of PostgreSQL's; nil where it is a parameter.
  private func dollarTag() -> String? {
    var end = index + 1
    while end < letters.count, letters[end].properties.isAlphabetic || letters[end].isDigit || letters[end] == "_" {
      end += 1
    }
    guard end < letters.count, letters[end] == "$" else { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: letters[index...end])
    return String(view)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { (48...57).contains(value) }
}
