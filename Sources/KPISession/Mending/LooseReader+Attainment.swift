import KPILanguage

// How much of a target was reached, in any order of its words.
extension LooseReader {
  /// `đạt bao nhiêu % kế hoạch`, `hoàn thành được mấy phần trăm chỉ tiêu`, `% of target reached`, `how much of the quota`.
  mutating func readAttainment() -> Bool {
    guard !isClause, question.verb.map({ $0 == .show || $0 == .scorecard }) ?? true, question.achieved == nil,
      question.period == nil || question.verb == .scorecard || question.compare == nil
    else { return false }
    var (hasVerb, isHow, isPercent, hasTarget) = (false, false, false, false)
    var isTaken = true
    while isTaken, index < words.count {
      isTaken = true
      if !hasVerb, take(LooseWords.attaining) {
        hasVerb = true
      } else if !isHow, take(["duoc bao nhieu", "bao nhieu", "nhieu", "how much", "what", "how far"]) {
        isHow = true
      } else if !isPercent, take(["%", "phan tram", "percent", "percentage", "pct"]) {
        isPercent = true
      } else if !hasTarget, take(LooseWords.targets + ["quotas", "plans", "goal", "goals", "dinh muc"]) {
        hasTarget = true
      } else if isPercent || isHow || hasVerb,
        take(["duoc", "cua", "so voi", "of", "the", "their", "our", "its", "did"])
      {
      } else {
        isTaken = false
      }
    }
    guard isPercent && (hasVerb || hasTarget) || hasVerb && isHow && hasTarget else { return false }
    question.verb = .scorecard
    readUnitAtEnd()
    return true
  }
}

extension LooseWords {
  static let attaining = [
    "dat", "hoan thanh", "thuc hien", "dat duoc", "hoan thanh duoc", "da dat", "da hoan thanh", "reached", "achieved",
    "attained", "hit", "completed", "reach", "achieve", "attain",
  ]
}
