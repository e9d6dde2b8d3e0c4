import KPICompiler
import KPIEngine
import KPILanguage

// A number over another, at the ends of units of time, and how many there are asked behind what is counted.
extension LooseReader {
  /// `marketing cost per new customer`, `chi phí marketing trên mỗi khách mới`: the one divided by the other.
  ///
  /// What rows are called by splits them: `revenue per customer` is of each customer.
  mutating func readRatio() -> Bool {
    guard question.subjects.count == 1, subjectEnd == index, let first = subject, first.kind == .metric, !isClause,
      question.verb.map({ $0 == .show }) ?? true, take(LooseWords.dividedBy), let match = names.exact(rest),
      let second = match.entry(.metric), match.entry(.member, .entity) == nil, second != first
    else { return false }
    index += match.length
    let vietnamese = question.isVietnamese
    let named = names.metrics { $0 == "\(first.name) / \(second.name)" }.first
    question.subjects = [
      named?.text(inVietnamese: vietnamese)
        ?? "\(first.text(inVietnamese: vietnamese)) / \(second.text(inVietnamese: vietnamese))"
    ]
    (subject, subjectEnd, countedEntity, question.allOfThem) = (named, nil, nil, nil)
    return true
  }

  /// `at the end of each month`, `cuối mỗi tháng`: what there is then, for each of them.
  mutating func readUnitsEnd() -> Bool {
    guard !saysUnitsEnd, take(LooseWords.endOfEach), let grain = takeGrain(LooseWords.grainUnits) else { return false }
    question.by.append(text(ofGrain: grain))
    saysUnitsEnd = true
    return true
  }

  /// What comes in a period has no number at its end: all there are by then, or nothing.
  mutating func settleUnitsEnd() -> Bool {
    guard saysUnitsEnd else { return true }
    guard question.verb.map({ $0 == .show }) ?? true, question.subjects.count == 1, let metric = subject else {
      return false
    }
    if names.definition(of: metric)?.hasPrefix("stock(") == true { return true }
    guard let all = question.allOfThem else { return false }
    (question.subjects, question.allOfThem) = ([all], nil)
    return true
  }

  /// `đơn hàng bị hủy tháng này là bao nhiêu đơn`, `khách cũ mua lại bao nhiêu người`: what is counted is said again.
  mutating func readHowMany() -> Bool {
    guard question.subjects.count == 1, let subject, subject.kind == .metric,
      take(["bao nhieu", "la bao nhieu", "duoc bao nhieu", "co bao nhieu", "duoc tat ca bao nhieu"])
    else { return false }
    let counted = names.list(of: subject) != nil ? rowsMeant : names.countsSubjects(subject) ? names.subjectName : nil
    guard let counted else { return false }
    if let match = names.exact(rest), let again = match.entry(.entity) {
      index += match.length
      return again.name == counted
    }
    return take(counted == names.subjectName ? ["nguoi"] : ["cuoc", "lan", "luot"])
  }
}
