import KPICompiler
import KPIEngine
import KPILanguage

/// What compares a value, and what it is compared with: by what kind of value it is.
extension CompletionLists {
  func comparisons(_ wanted: Wanted, _ reader: CompletionReader, _ typed: String) -> [Entry] {
    switch wanted {
    case .operators(let left, let isNegated, let isOfScript):
      let kind = kind(of: left, reader)
      let words = kind.operators(isNegated: isNegated, isOfScript: isOfScript)
      return (isNegated ? [] : kind.signs.map { Entry($0) }) + keywords(words)
    case .comparand(let left):
      switch (kind(of: left, reader), left) {
      case (.number, .member): return entries(of: .member(.number), reader, typed)
      case (.number, .column): return entries(of: .column(.number), reader, typed)
      case (.time, .member): return keywords([.today, .yesterday]) + entries(of: .member(.time), reader, typed)
      case (.time, .column): return keywords([.today, .yesterday]) + entries(of: .column(.time), reader, typed)
      case (.time, _): return keywords([.today, .yesterday])
      case (.boolean, .member), (.boolean, .column): return keywords([.true, .false])
      default: return []
      }
    case .membership(let left):
      let kind = kind(of: left, reader)
      return (kind == .time ? [] : [Entry("(")])
        + (kind == .time || kind == .unknown ? entries(of: .period, reader, typed) : [])
    case .whole(let left, let more):
      let kind = kind(of: left, reader)
      return kind == .boolean || kind == .unknown ? more.flatMap { entries(of: $0, reader, typed) } : []
    default: return []
    }
  }

  private func kind(of left: Left, _ reader: CompletionReader) -> ValueKind {
    switch left {
    case .number: .number
    case .time: .time
    case .text: .text
    case .boolean: .boolean
    case .unknown: .unknown
    case .member(let name): known.kind(name, reader.metrics, reader.entity) ?? .unknown
    case .column(let name):
      known.table(reader.head ?? "").flatMap { table in
        if case .one(let place) = NameMatch.find(name, among: table.columnCandidates) {
          return ValueKind(table.columns[place].type)
        }
        return nil
      } ?? .unknown
    }
  }

  // MARK: Columns

  func columns(_ reader: CompletionReader, where isMeant: (ResultColumn) -> Bool) -> [Entry] {
    known.table(reader.head ?? "")?.columns.filter(isMeant).map { Entry(column: $0) } ?? []
  }

  /// What is taken out of a table, or of a row of one.
  func columns(of variable: String, isRow: Bool, _ reader: CompletionReader) -> [Entry] {
    guard let text = source(of: variable, reader), let table = known.table(text) else { return [] }
    var isRow = isRow
    if case .row? = reader.own.meanings[variable] { isRow = true }
    return table.columns.map { Entry(column: $0) } + (isRow ? [] : [Entry("total")])
  }

  /// The text of the question whose table a variable is, or is a row of.
  func source(of variable: String, _ reader: CompletionReader) -> String? {
    switch reader.own.meanings[variable] {
    case .table(let text)?: text
    case .row(let table)? where table != variable: source(of: table, reader)
    case .row?, .value?: nil
    case nil: "$\(variable)"
    }
  }
}

extension ValueKind {
  init(_ type: ScalarType) {
    switch type {
    case .text: self = .text
    case .number: self = .number
    case .time: self = .time
    case .boolean: self = .boolean
    case .link: self = .link
    case .null: self = .unknown
    }
  }

  init(_ type: ResultColumn.ValueType) {
    switch type {
    case .text: self = .text
    case .integer, .number: self = .number
    case .date, .time, .unit: self = .time
    case .boolean: self = .boolean
    }
  }

  /// The signs that compare such values.
  fileprivate var signs: [String] {
    switch self {
    case .text, .link, .boolean: ["=", "!="]
    case .number, .time, .unknown: ["=", "!=", "<", "<=", ">", ">="]
    }
  }

  /// The words that compare such values; behind `not` those that it may stand before.
  fileprivate func operators(isNegated: Bool, isOfScript: Bool) -> [Keyword] {
    let own: [Keyword] =
      switch self {
      case .text, .link: [.in, .contains, .startsWith]
      case .number, .time: [.between, .in]
      case .boolean: []
      case .unknown: [.in, .between, .contains, .startsWith]
      }
    if isNegated { return own }
    let isNear = isOfScript && (self == .number || self == .unknown)
    return own + (own.isEmpty ? [] : [.not]) + [.isNull, .isNotNull] + (isNear ? [.within] : [])
  }
}
