import KPICompiler
import KPILanguage

// Two things held beside each other: values of a dimension, numbers, a number and its target.
extension LooseReader {
  /// `facebook so với zalo`, `doanh thu vs chi phí marketing`, `doanh thu so với chỉ tiêu`.
  mutating func readBeside() -> Bool {
    let isValue = valueEnd == index && question.conditions.last?.dimension != nil
    let joints = LooseWords.versus + (isComparing ? ["with", "voi", "to", "va", "and"] : [])
    guard take(joints) else { return false }
    if isValue, let found = values.match(rest) {
      let entry = LooseNames.Entry(kind: .member, name: found.dimension, label: names.label(of: found.dimension))
      let dimension = entry.text(inVietnamese: question.isVietnamese)
      guard dimension == question.conditions.last?.dimension else { return false }
      index += found.value.length
      valueEnd = index
      question.addValue(found.value.text, of: dimension)
      isBeside = true
      return true
    }
    if take(LooseWords.targets), question.verb == nil || question.verb == .show, !question.subjects.isEmpty {
      question.verb = .scorecard
      return true
    }
    // Another number, which stands in a column of its own.
    return !question.subjects.isEmpty && names.exact(rest)?.entry(.metric) != nil
      && PeriodReader.read(rest, today: today) == nil
  }

  /// `nguồn nào nhiều khách hơn`, `which has more orders` of two: what they are held against each other by.
  mutating func readMore() -> Bool {
    guard isBeside, question.subjects.isEmpty, take(LooseWords.more), let match = names.exact(rest),
      let metric = match.entry(.metric) ?? match.entry(.entity).flatMap({ names.count(of: $0.name) })
    else { return false }
    index += match.length
    guard !question.isVietnamese || take(["hon"]) else { return false }
    question.subjects = [metric.text(inVietnamese: question.isVietnamese)]
    subject = metric
    return true
  }

  /// Values that are compared stand in a row each.
  mutating func settleBeside() {
    guard isBeside || isComparing, question.verb.map({ $0 == .show }) ?? true else { return }
    for condition in question.conditions {
      guard let dimension = condition.dimension, condition.values.count > 1, !question.by.contains(dimension) else {
        continue
      }
      question.by.append(dimension)
    }
  }

  /// `nhân viên chưa đạt chỉ tiêu`, `departments below target`: the rows of a scorecard on one side of 100 %.
  mutating func readAchievement() -> Bool {
    guard question.verb == nil || question.verb == .scorecard, question.achieved == nil, !isClause else {
      return false
    }
    if trying({ $0.readTargetOf() }) { return true }
    let isBelow = take(LooseWords.belowTarget)
    guard isBelow || take(LooseWords.atTarget) else { return false }
    question.verb = .scorecard
    question.achieved = isBelow ? "<" : ">="
    return true
  }

  /// `missed their call target`: of one number.
  private mutating func readTargetOf() -> Bool {
    let isBelow = take(LooseWords.missed)
    guard isBelow || take(LooseWords.reached) else { return false }
    _ = take(["their", "the", "its", "our"])
    guard question.subjects.isEmpty, let match = names.exact(rest), let metric = match.entry(.metric) else {
      return false
    }
    index += match.length
    guard take(LooseWords.targets) else { return false }
    (question.verb, question.achieved) = (.scorecard, isBelow ? "<" : ">=")
    question.subjects = [metric.text(inVietnamese: question.isVietnamese)]
    subject = metric
    return true
  }

  /// Who reached a target is no greatest: of several numbers no row has one.
  func settleAchievement() -> Bool {
    question.achieved == nil || question.top == nil && waitingTop == nil && best == nil && question.order == nil
  }

  /// A part of a total is read in the whole table: `what percent of orders came from Zalo` is the share by source.
  mutating func settleShare() {
    guard question.verb == .share, question.by.isEmpty, question.conditions.count == 1,
      let dimension = question.conditions[0].dimension
    else { return }
    (question.by, question.conditions) = ([dimension], [])
  }
}
