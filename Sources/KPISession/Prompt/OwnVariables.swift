import KPILanguage

/// The variables that an entry gives names to before a place in it.
struct OwnVariables {
  enum Meaning {
    case value
    /// A question's table, by its text.
    case table(String)
    /// A row of the table that a variable is.
    case row(of: String)
  }

  private(set) var names: [String] = []
  private(set) var meanings: [String: Meaning] = [:]

  init() {}

  /// Reads `let x =`, `param x`, `for x in` and `report r($x)` before a place.
  init(_ list: inout TokenList, _ end: Int) {
    for index in 0..<end where list.tokens[index].kind == .word || list.tokens[index].kind == .variable {
      guard let match = list.keyword(at: index) else { continue }
      let name = index + match.length
      guard name < end else { break }
      switch match.keyword {
      case .param: add(list.text(list.tokens[name]), .value)
      case .let: add(list.text(list.tokens[name]), Self.table(list, from: name + 2, end))
      case .for: add(list.text(list.tokens[name]), Self.row(&list, from: name + 1, end))
      case .report where name + 1 < end && list.tokens[name + 1].kind == .openRound:
        for place in (name + 2)..<max(name + 2, end) {
          guard list.tokens[place].kind == .variable || list.tokens[place].kind == .comma else { break }
          if list.tokens[place].kind == .variable { add(list.text(list.tokens[place]), .value) }
        }
      default: break
      }
    }
  }

  private mutating func add(_ written: String, _ meaning: Meaning) {
    let name = written.hasPrefix("$") ? String(written.dropFirst()) : written
    if meanings[name] == nil { names.append(name) }
    meanings[name] = meaning
  }

  /// The question that a `let` is bound to, up to the statement's end; a value where the text ends in it.
  private static func table(_ list: TokenList, from start: Int, _ end: Int) -> Meaning {
    guard start < end else { return .value }
    let last = list.tokens[start..<end].firstIndex {
      [.newline, .semicolon, .closeCurly].contains($0.kind)
    }
    guard let last, last > start else { return .value }
    return .table(list.text(list.tokens[start].start..<list.tokens[last - 1].end))
  }

  /// `in rows of $t`.
  private static func row(_ list: inout TokenList, from start: Int, _ end: Int) -> Meaning {
    for index in start..<min(end, start + 6) where list.tokens[index].kind == .variable {
      if (start..<index).contains(where: { list.keyword(at: $0)?.keyword == .rows }) {
        return .row(of: String(list.text(list.tokens[index]).dropFirst()))
      }
    }
    return .value
  }
}
