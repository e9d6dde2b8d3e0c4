import KPILanguage

/// The stages of a pipe: what a stage takes of the table before it.
extension CompletionReader {
  mutating func stage() {
    if wants([.stage]) { return }
    guard let match = keyword() else { return }
    index += match.length
    switch match.keyword {
    case .sort:
      repeat {
        guard sum(.columns, { _ in [.keywords([.desc, .asc])] }) != nil, direction([]) else { return }
      } while take(.comma)
    case .select:
      repeat {
        if wants([.column(nil)]) { return }
        guard columnName() else { return }
      } while take(.comma)
    case .pivot: _ = wants([.splitColumn])
    case .where: _ = expression(.columns)
    case .assert: assertion(.columns)
    case .derive:
      repeat {
        if wants([]) { return }
        index += 1
        if wants([.words(["="])]) { return }
        guard take(.equal), expression(.columns, isCondition: false) else { return }
      } while take(.comma)
    case .export:
      if wants([.file]) { return }
      index += 1
      _ = wants([.keywords([.excel])])
    case .chart:
      if wants([.chart, .keywords([.to])]) { return }
      if !take(.to) { index += 1 } else if wants([.file]) { return }
      if wants([.keywords([.to])]) { return }
      if take(.to) { _ = wants([.file]) }
    default: break
    }
  }

  /// A column, whatever keyword its name is.
  private mutating func columnName() -> Bool {
    index += max(1, nameLength())
    return !wants([])
  }

  /// `CONDITION or empty "message"`.
  mutating func assertion(_ ground: Ground) {
    guard expression(ground, [.keywords([.orEmpty])]) else { return }
    var isOpen = !take(.orEmpty)
    if take(.text) {
      if isOpen, wants([.keywords([.orEmpty])]) { return }
      isOpen = false
    }
    _ = wants([])
  }
}
