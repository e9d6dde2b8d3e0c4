import KPICompiler
import KPILanguage

// What the subjects did that the model waits for: customers who bought, again or for the first time.
extension LooseReader {
  /// `khách ở Hà Nội mua hàng`, `customers in Hanoi who bought`: how many different ones, not how many came;
  /// `khách VIP mua bao nhiêu đơn`: how many orders, and theirs.
  mutating func readBuyers() -> Bool {
    guard !isClause, question.verb.map({ $0 == .show }) ?? true, question.by.isEmpty, question.top == nil,
      let outcome = names.outcome, let subject = names.subjectName, countedEntity?.name == subject,
      let count = names.count(of: subject), question.subjects == [count.text(inVietnamese: question.isVietnamese)]
    else { return false }
    _ = take(["who", "that", "which", "da", "co", "da tung", "have", "has", "had", "did"])
    let returns = take(["quay lai", "quay tro lai", "came back and", "came back to", "returned and", "returned to"])
    guard take(LooseWords.buying + LooseWords.buyingSomething) || returns else { return false }
    if !returns, takeHowMuch() {
      guard let match = names.exact(rest), let metric = match.entry(.metric) else { return readMoneyOfThem() }
      index += match.length
      return counts(metric)
    }
    _ = take(["hang", "don hang", "don"])
    let isFirst = take(LooseWords.forTheFirstTime)
    let isAgain = !isFirst && (take(LooseWords.again) || returns)
    // `mua nhiều nhất` is about how much, and `mua trên 3 lần` of each of them.
    guard length(LooseWords.highest + ["nhieu", "it", "most", "least"]) == 0, plain.flatMap({ Int($0) }) == nil,
      readSign() == nil
    else { return false }
    guard let (entity, condition, measure) = names.parts(of: outcome), measure == nil else { return false }
    let tail = condition.map { " where \($0)" } ?? ""
    let definition: String
    if isFirst {
      definition = "count(first \(entity) per \(linkToSubject)\(tail))"
    } else if isAgain {
      definition = "count(each \(entity).\(linkToSubject)\(tail) having count() >= 2)"
    } else {
      definition = "count(distinct \(entity).\(linkToSubject)\(tail))"
    }
    let named = names.metrics { $0 == definition }.first
    return counts(named ?? LooseNames.Entry(kind: .metric, name: definition))
  }

  /// `mua bao nhiêu tiền`: the money that they brought.
  private mutating func readMoneyOfThem() -> Bool {
    guard take(["tien"]), let money = names.money else { return false }
    return counts(money)
  }

  private mutating func takeHowMuch() -> Bool {
    take(["het bao nhieu", "bao nhieu", "duoc bao nhieu", "tong cong bao nhieu"])
  }

  /// The number that is asked for in place of how many there are.
  private mutating func counts(_ metric: LooseNames.Entry) -> Bool {
    question.subjects = [metric.text(inVietnamese: question.isVietnamese)]
    (subject, question.allOfThem, countedEntity, countedMember, namedEntity) = (metric, nil, nil, nil, nil)
    (asksWhich, whichEntity, subjectEnd) = (false, nil, index)
    return true
  }

  /// What rows call their link to the subject: `customer` of `customers`.
  private var linkToSubject: String {
    guard let subject = names.subjectName else { return "" }
    let forms = [subject, String(subject.dropLast()), String(subject.dropLast(3)) + "y"]
    return forms.first { names.linkMembers.contains($0) } ?? subject
  }

  /// `khách quay lại mua lần 2`: what the number says already.
  mutating func readAgainBehind() -> Bool {
    guard let subject, question.subjects.count == 1, let definition = names.definition(of: subject),
      definition.contains("having count() >= 2") || definition.contains(" before P) > 0")
    else { return false }
    return take(LooseWords.again + ["mua hang", "mua"])
  }

  /// `khách nam … khách nữ`, `mấy khách Hà Nội mấy khách Sài Gòn`: the same counted twice, of two values.
  mutating func readAgain() -> Bool {
    guard !isClause, let last = question.conditions.last, let dimension = last.dimension,
      let counted = countedEntity, let match = names.exact(rest), match.entry(.entity)?.name == counted.name
    else { return false }
    let before = last.values.count
    // Vietnamese has the value behind the name, English before it.
    guard question.isVietnamese else { return false }
    index += match.length
    guard readGender() || readBareValue(),
      let place = question.conditions.firstIndex(where: { $0.dimension == dimension }),
      question.conditions[place].values.count == before + 1, question.conditions.count >= 1
    else { return false }
    isBeside = true
    return true
  }

  /// `inactive customers last 60 days`, `khách ngủ đông 3 tháng`: those without an order in it; of no period they are none.
  mutating func readInactive() -> Bool {
    guard !isClause, question.verb.map({ $0 == .show || $0 == .list }) ?? true, let outcome = names.outcome,
      let subject = names.subjectName
    else { return false }
    let isBefore = take(LooseWords.inactive)
    guard
      isBefore
        ? names.exact(rest)?.entry(.entity)?.name == subject
        : countedEntity?.name == subject || question.verb == .list && self.subject?.name == subject
    else { return false }
    if isBefore {
      guard question.subjects.isEmpty, let match = names.exact(rest), let entity = match.entry(.entity) else {
        return false
      }
      index += match.length
      (question.subjects, question.verb, self.subject) = (
        [entity.text(inVietnamese: question.isVietnamese)], .list, entity
      )
    } else if !take(LooseWords.inactive) {
      return false
    }
    addOwn(outcome, "= 0", picksRows: question.verb != .list)
    saysInactive = true
    return true
  }

  /// `90 ngày chưa mua`, `haven't ordered in 6 months`: the time in which they did not.
  mutating func readStretchOfAbsence() -> Bool {
    let isAbsent = question.conditions.contains { $0.own?.comparison == "= 0" } || says(LooseWords.neverBought)
    guard isAbsent, question.period == nil else { return false }
    _ = take([
      "in over", "in more than", "for over", "for more than", "for at least", "in the last", "in", "for", "within",
      "over", "hon", "qua", "tren", "trong vong", "trong", "suot", "da", "duoc", "tu",
    ])
    guard let count = plain.flatMap(LooseWords.smallNumber), (1...400).contains(count) else { return false }
    index += 1
    guard let (grain, forms) = LooseWords.units.first(where: { length($0.1) > 0 }), take(forms) else { return false }
    _ = take(["roi", "nay", "lien tiep", "lien", "now", "or more", "tro len", "lai day"] + LooseWords.recently)
    question.period = PeriodPhrase(kind: .last(count, grain), length: 0)
    return true
  }
}
