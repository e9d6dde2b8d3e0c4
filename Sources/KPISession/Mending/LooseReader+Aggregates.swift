import KPICompiler
import KPIEngine
import KPILanguage

// Other aggregates than sum and mean, and windows that move along.
extension LooseReader {
  /// `3 month rolling average`, `bình quân trượt 7 ngày`: how long the window is, and whether its sum or its mean is meant.
  struct Rolling: Sendable {
    var count: Int
    var grain: Grain
    var isMean: Bool
  }

  /// `median order value`, `max order value`, `giá trị đơn trung vị`: of what the rows have.
  mutating func readAggregate() -> Bool {
    guard !isClause, question.verb.map({ $0 == .show }) ?? true, question.subjects.isEmpty else { return false }
    guard let (function, _) = LooseWords.aggregates.first(where: { length($0.phrases) > 0 }),
      let phrases = LooseWords.aggregates.first(where: { $0.function == function })?.phrases, take(phrases)
    else { return false }
    _ = take(["of", "the", "cua"])
    guard let (measure, rows) = measureHere(isMean: true) ?? trying({ $0.measureOfEntity() }),
      let aggregate = names.aggregate(function, of: measure, in: rows)
    else { return false }
    question.subjects = [aggregate.text(inVietnamese: question.isVietnamese)]
    (subject, isMeanOfMeasure) = (aggregate, false)
    return true
  }

  /// `order size`, `deal value`, `giá trị đơn`: what a number beside the rows is held against.
  private mutating func measureOfEntity() -> (LooseNames.Entry, LooseNames.Rows)? {
    // `order size`: a quotient by that name adds the measure up.
    if let match = names.exact(rest), let quotient = match.entry(.metric),
      let sum = names.definition(of: quotient)?.split(separator: " ").first.flatMap({ names.metric(named: String($0)) }
      ),
      let (entity, _, summed) = names.parts(of: sum), let rows = names.rows(of: entity),
      let measure = rows.measures.first(where: { $0.name == summed })
    {
      index += match.length
      return (measure, rows)
    }
    let isBefore = take(LooseWords.sumWords)
    if isBefore { _ = take(["of", "cua", "the"]) }
    guard let match = names.exact(rest), let entity = match.entry(.entity), let rows = names.rows(of: entity.name),
      let measure = rows.meant
    else { return nil }
    index += match.length
    guard isBefore || take(LooseWords.sumWords + ["size", "sizes"]) else { return nil }
    return (measure, rows)
  }

  /// `rolling 3 month average of revenue`, `7 day moving average`, `doanh thu trung bình trượt 3 tháng`.
  mutating func readRolling() -> Bool {
    guard !isClause, rolling == nil, question.verb.map({ $0 == .show }) ?? true, says(LooseWords.rolling) else {
      return false
    }
    var said: (isRolling: Bool, isMean: Bool, isSum: Bool, span: (Int, Grain)?) = (false, false, false, nil)
    while index < words.count {
      if take(LooseWords.rolling) {
        said.isRolling = true
      } else if take(LooseWords.mean) {
        said.isMean = true
      } else if take(["sum", "total", "tong"]) {
        said.isSum = true
      } else if said.span == nil, let span = trying({ $0.takeSpan() }) {
        said.span = span
      } else {
        break
      }
    }
    guard said.isRolling, let span = said.span else { return false }
    _ = take(["of", "cua", "the"])
    rolling = Rolling(count: span.0, grain: span.1, isMean: said.isMean)
    return true
  }

  /// `3 months`, `7-day`.
  private mutating func takeSpan() -> (Int, Grain)? {
    guard let count = plain.flatMap(LooseWords.smallNumber), (2...400).contains(count) else { return nil }
    index += 1
    _ = take(["-"])
    guard let (grain, forms) = LooseWords.units.first(where: { length($0.1) > 0 }), take(forms) else { return nil }
    return (count, grain)
  }

  /// The window of each unit, when everything is read; false where it has none.
  mutating func settleRolling() -> Bool {
    guard let rolling else { return true }
    guard question.subjects.count == 1, question.verb.map({ $0 == .show }) ?? true, question.compare == nil,
      let metric = subject, metric.kind == .metric, let definition = names.definition(of: metric),
      !definition.contains("stock("), let unit = Keyword(rawValue: rolling.grain.rawValue)
    else { return false }
    let isQuotient = definition.contains(" / ") || definition.hasPrefix("avg(")
    guard !isQuotient || rolling.isMean else { return false }
    let name = metric.text(inVietnamese: question.isVietnamese)
    let span = "\(rolling.count) \(question.isVietnamese ? question.word(unit) : "\(unit.rawValue)s")"
    let function = question.isVietnamese ? FunctionNames.vietnamese["rolling"] ?? "rolling" : "rolling"
    // A rate over the window is a mean of it already.
    let divisor = rolling.isMean && !isQuotient ? " / \(rolling.count)" : ""
    question.subjects = ["\(function)(\(name), \(span))\(divisor)"]
    let isSplit = question.by.contains { item in LooseWords.grainUnits.values.contains { text(ofGrain: $0) == item } }
    if !isSplit { question.by.append(text(ofGrain: rolling.grain.rawValue)) }
    (subject, question.allOfThem, countedEntity) = (nil, nil, nil)
    return true
  }
}

extension LooseWords {
  static let aggregates: [(function: String, phrases: [String])] = [
    ("median", ["median", "trung vi"]),
    ("max", ["maximum", "max", "toi da", "lon nhat"]),
    ("min", ["minimum", "min", "toi thieu", "nho nhat"]),
  ]
  static let rolling = ["rolling", "moving", "running average", "truot", "cuon chieu", "trailing"]
}
