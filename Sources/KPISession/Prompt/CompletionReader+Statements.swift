import KPICompiler
import KPILanguage

/// Statements that are no questions.
extension CompletionReader {
  mutating func statement() {
    if wants([.statement]) { return }
    guard let match = keyword() else {
      // A word that begins no statement leads nowhere.
      guard kind != .word else { return }
      _ = expression(.script)
      return
    }
    if match.keyword.entry.role == .question { return question() }
    // Any other word begins no statement.
    guard match.keyword.entry.role == .statement else { return }
    index += match.length
    switch match.keyword {
    case .open:
      if wants([.file]) { return }
      index += 1
      if wants([.keywords([.model])]) { return }
      if take(.model) { _ = wants([.file]) }
    case .import: _ = wants([.file])
    case .set: setting()
    case .as: _ = wants([.login])
    case .run: run()
    case .let: binding()
    case .param: parameter()
    case .for: loop()
    case .print: _ = expression(.script, isCondition: false)
    case .if: _ = expression(.script)
    case .assert, .warnIf: assertion(.script)
    default: declaration(match.keyword)
    }
  }

  private mutating func setting() {
    if wants([.setting]) { return }
    // By its Vietnamese name too, of one word or two.
    let match = keyword()
    let ours = ourName()
    let name = ours?.name ?? match?.keyword.rawValue ?? text
    index += ours?.length ?? match?.length ?? 1
    _ = take(.equal)
    if name.lowercased() == Keyword.today.rawValue { _ = wants([]) } else { _ = wants([.settingValue(of: name)]) }
  }

  /// The Vietnamese name of a setting or a type that stands here.
  private func ourName() -> (name: String, length: Int)? {
    OurNames.match { place in
      index + place < end && list.tokens[index + place].kind == .word ? list.text(list.tokens[index + place]) : nil
    }
  }

  private mutating func run() {
    if wants([.report]) { return }
    index += 1
    guard take(.openRound) else { return }
    repeat {
      guard expression(.script, isCondition: false) else { return }
    } while take(.comma)
  }

  /// `x = EXPRESSION or QUESTION`.
  private mutating func binding() {
    if wants([]) { return }
    index += 1
    if wants([.words(["="])]) { return }
    guard take(.equal) else { return }
    if wants([.question] + Ground.script.operands()) { return }
    if keyword()?.keyword.entry.role == .question { question() } else { _ = expression(.script, isCondition: false) }
  }

  /// `month as day in (…) = 2023-09 "label"`.
  private mutating func parameter() {
    if wants([]) { return }
    index += 1
    if wants([.keywords([.as, .in]), .words(["="])]) { return }
    if take(.as) {
      if wants([.parameterType]) { return }
      index += ourName()?.length ?? keyword()?.length ?? 1
    }
    if wants([.keywords([.in]), .words(["="])]) { return }
    if take(.in) {
      if wants([.keywords([.values])]) { return }
      if take(.values) {
        if wants([.keywords([.of])]) { return }
        _ = take(.of)
        if wants([.anyDimension]) { return }
        _ = path()
      } else {
        while !isAtEnd, kind != .closeRound { index += 1 }
        _ = take(.closeRound)
      }
    }
    if wants([.words(["="])]) { return }
    guard take(.equal) else { return }
    _ = wants([.period])
  }

  /// `m in months of year 2023`, `s in values of source`, `r in rows of $t`.
  private mutating func loop() {
    if wants([]) { return }
    index += 1
    if wants([.keywords([.in])]) { return }
    guard take(.in) else { return }
    if wants([.units(isOne: false), .keywords([.values, .rows])]) { return }
    let isOfRows = at(.rows)
    let isOfValues = at(.values)
    guard isOfRows || isOfValues || keyword()?.keyword.entry.role == .period else { return }
    index += keyword()?.length ?? 1
    if wants([.keywords([.of])]) { return }
    guard take(.of) else { return }
    if isOfRows {
      _ = wants([.variable])
    } else if isOfValues {
      _ = wants([.anyDimension])
    } else if !wants([.period]) {
      _ = period([])
    }
  }

  // MARK: Declarations

  private mutating func declaration(_ word: Keyword) {
    switch word {
    case .redefine:
      if wants([.keywords([.metric, .segment, .events])]) { return }
      guard let match = keyword() else { return }
      index += match.length
      declaration(match.keyword)
    case .alert: alert()
    case .target: target()
    case .metric:
      guard named() else { return }
      let after: [Wanted] = [.keywords([.as, .betterLower])]
      guard expression(.metrics, isCondition: false, after) else { return }
      while !wants(after) {
        if take(.as) {
          if wants([.metricUnit]) { return }
        } else if take(.betterLower) {
          continue
        }
        index += 1
      }
    case .segment:
      guard named() else { return }
      if wants([.entity]) { return }
      guard rows(), !wants([.keywords([.where])]) else { return }
      if take(.where) { _ = expression(.rows) }
    case .events:
      guard named() else { return }
      repeat {
        if wants([.entity, .events]) { return }
        guard rows(), !wants([.keywords([.at])]) else { return }
        if take(.at) {
          if wants([.member(.time)]) { return }
          _ = path()
        }
      } while take(.plus)
    case .report: break
    default: _ = expression(.script)
    }
  }

  /// The name that a declaration gives, and its labels up to `=`; false where the text ends in it.
  private mutating func named() -> Bool {
    if wants([]) { return false }
    index += 1
    while !isAtEnd, kind != .equal {
      if kindIs(.text, .comma) || at(.also) { index += keyword()?.length ?? 1 } else { return false }
    }
    if wants([.keywords([.also]), .words(["="])]) { return false }
    return take(.equal)
  }

  /// `METRIC per UNIT when CONDITION`; the alerts of a period without a metric.
  private mutating func alert() {
    guard metricName(), unitBehindPer() else { return }
    if wants([.keywords([.when])]) { return }
    guard take(.when) else { return }
    _ = expression(.metrics)
  }

  /// `METRIC NUMBER per UNIT for DIMENSION = VALUE`.
  private mutating func target() {
    guard metricName() else { return }
    if wants([]) { return }
    while kindIs(.number, .minus, .variable) { index += 1 }
    // `40 tr`
    if !isAtEnd, !at(.per) { index += 1 }
    guard unitBehindPer() else { return }
    if wants([.keywords([.for])]) { return }
    guard take(.for) else { return }
    if wants([.dimension]) { return }
    guard let name = path() else { return }
    if wants([.words(["="])]) { return }
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
}
