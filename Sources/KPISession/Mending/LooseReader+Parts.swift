import KPICompiler
import KPIEngine
import KPILanguage

// What a part of a line may be: each kind of part is tried in turn, the surer ones first.
extension LooseReader {
  /// Whether `and`, `,`, `by` or the like stands before a word.
  func followsJoint(_ place: Int) -> Bool {
    guard place > 0 else { return false }
    return (LooseWords.and + LooseWords.by + LooseWords.eachOne + ["which"]).contains(words[place - 1].plain)
  }

  /// `tăng bao nhiêu % so với tháng trước`: a number beside that of another period.
  private var asksForChange: Bool { question.compare != nil || isGrowth || comparesPeriods }

  /// `từ đâu`, not `từ đầu năm`.
  private var isFromWhere: Bool {
    let place = index + max(0, length(LooseWords.whereFrom) - 1)
    return PeriodReader.read(rest, today: today) == nil
      && ["đầu", "dầu"].contains(words[place].text.lowercased()) == false
  }

  /// `did revenue go up this month`: beside the period before.
  private mutating func readWhetherItRose() -> Bool {
    guard ["did", "has", "have", "is", "are"].contains(words.first?.plain), question.subjects.count == 1,
      question.verb == nil, question.compare == nil, take(LooseWords.rose)
    else { return false }
    if !comparesPeriods { question.compare = .previous }
    return true
  }

  /// `tổng số khách hàng`, `average days open`: a name whose first words would say something alone, too.
  private mutating func readLongName() -> Bool {
    guard let name = names.exact(beforeLatest), name.entry(.metric) != nil else { return false }
    // `số deal chốt được`, though `số deal` is a name, too.
    if index + 1 < words.count, length(["so", "tong", "luong", "so luong", "tong so"]) > 0 {
      let counting = length(["so", "tong", "luong", "so luong", "tong so"])
      if let inner = names.exact(rest.dropFirst(counting)), inner.length + counting > name.length,
        !rest.dropFirst(counting).prefix(inner.length).contains(where: {
          ["binh", "quan", "average"].contains($0.plain)
        })
      {
        index += counting
        return true
      }
    }
    let first = length(LooseWords.counting + LooseWords.mean + LooseWords.politeness)
    guard name.length > (first > 0 ? first : 2) else { return false }
    if rest.dropFirst(name.length).first.map({ LooseWords.behindVerbs.contains($0.plain) }) ?? false { return false }
    if PeriodReader.read(rest, today: today).map({ $0.length > name.length }) ?? false { return false }
    return trying { $0.readName(name) }
  }

  /// One part of the question; false where the next word is none.
  mutating func readPart() -> Bool {
    if words[index].kind == .part { return readGivenPart() }
    // `có đơn nào chưa`, `đạt chưa ạ`: it asks, and denies nothing.
    if question.isVietnamese, index > 0, ["chua", "khong", "nhi", "ha", "khong a", "chua a"].contains(plain),
      !words[(index + 1)...].contains(where: {
        $0.kind != .sign && !["a", "nhi", "vay", "the", "em", "anh", "sep"].contains($0.plain)
      })
    {
      index += 1
      return true
    }
    // `nữ mua lần đầu tháng 12`: their first ever, no beginning of the month.
    if question.verb != .cycle, length(["lan dau"]) > 0, names.exact(rest) == nil { return false }
    if readLongName() { return true }
    // `P, how many orders did we get`
    if question.verb == nil, question.subjects.isEmpty, question.period != nil,
      take([", how many", ", how much", "how many", "how much"])
    {
      return true
    }
    // `tỉnh nào ít đơn nhất`
    if plain == "it", !question.by.isEmpty, names.exact(rest.dropFirst())?.entry(.metric) != nil,
      words[index...].contains(where: { $0.plain == "nhat" }), length(LooseWords.lowest) == 0
    {
      (index, saysFewest) = (index + 1, true)
      return true
    }
    if trying({ $0.readWhetherItRose() }) || trying({ $0.readGreatestOfMeasure() }) { return true }
    if trying({ $0.readMean() }) || trying({ $0.readOverdue() }) || trying({ $0.readLength() }) { return true }
    if trying({ $0.readConversion() }) || trying({ $0.readGender() }) { return true }
    if trying({ $0.readRatio() }) || trying({ $0.readUnitsEnd() }) || trying({ $0.readHowMany() }) { return true }
    if trying({ $0.readMore() }) { return true }
    if trying({ $0.readDifference() }) || trying({ $0.readPercentOf() }) || trying({ $0.readAttainment() }) {
      return true
    }
    if trying({ $0.readRolling() }) || trying({ $0.readAggregate() }) || trying({ $0.readPerson() }) { return true }
    if trying({ $0.readWorth() }) || trying({ $0.readTimesBought() }) { return true }
    if trying({ $0.readBuyers() }) || trying({ $0.readInactive() }) || trying({ $0.readAgain() })
      || trying({ $0.readAgainBehind() })
      || trying({ $0.readStretchOfAbsence() })
    {
      return true
    }
    if trying({ $0.readDeed() }) || trying({ $0.readDirection() }) || trying({ $0.readSteps() }) { return true }
    if trying({ $0.readAchievement() }) || trying({ $0.readSum() }) || trying({ $0.readCreation() }) { return true }
    if trying({ $0.readGreatestChange() }) || trying({ $0.readLeadingBest() }) { return true }
    if trying({ $0.readWorstSelling() }) { return true }
    if question.verb == nil || question.verb == .show, question.subjects.isEmpty, let verb = verbHere,
      verb.keyword.isReport, verb.keyword != .share || !asksForChange,
      names.exact(rest).map({ $0.length <= verb.length }) ?? true
    {
      // `month on month growth of orders`: beside the month before, not how many there are so far.
      if verb.keyword != .growth || growthGrain == nil { question.verb = verb.keyword }
      index += verb.length
      return true
    }
    if trying({ $0.readLateVerb() }) || trying({ $0.readAhead() }) || readDetail() { return true }
    if question.verb == .why, take(LooseWords.changes) { return true }
    if question.verb == .scorecard, !question.by.isEmpty, take(LooseWords.lateTargets + ["dat bao nhieu phan tram"]) {
      return true
    }
    if question.verb == .scorecard, take(["chi so", "cac chi so", "metrics", "metric"]) { return true }
    if trying({ $0.readCounting() }) { return true }
    let name = names.exact(beforeLatest)
    let period = PeriodReader.read(rest, today: today)
    // The longer of the two is meant; a name that begins with a unit of time is one.
    if let name, name.length >= period?.length ?? 0, name.length > 1, readName(name) { return true }
    // `máy lọc nước`, though `máy` is a month without its mark.
    if let value = values.match(rest)?.value, value.length > max(1, period?.length ?? 0, name?.length ?? 0), !isClause,
      trying({ $0.readBareValue() })
    {
      return true
    }
    if !question.by.isEmpty || !question.subjects.isEmpty, question.verb.map({ $0 == .show }) ?? true,
      length(["ra sao"]) == 0, take(LooseWords.bringing)
    {
      return true
    }
    if !question.subjects.isEmpty, isFromWhere, take(LooseWords.whereFrom),
      let source = names.exact(LooseWord.words(of: "source")[...])
        ?? names.exact(LooseWord.words(of: "nguồn")[...]), let member = source.entry(.member)
    {
      question.by.append(member.text(inVietnamese: question.isVietnamese))
      return true
    }
    if trying({ $0.readHorizon() }) || trying({ $0.readOrder() }) || trying({ $0.readTop() }) { return true }
    if take(LooseWords.withOther) {
      question.withOther = true
      return true
    }
    // `tăng bao nhiêu % so với tháng trước`: the change has its % anyway.
    if asksForChange, question.verb.map({ $0 == .show }) ?? true, length(LooseWords.ofAll) == 0,
      trying({ $0.take(LooseWords.changing) && $0.length(LooseWords.ofAll) == 0 })
    {
      return true
    }
    if asksForChange,
      take(["bao nhieu %", "bao nhieu phan tram", "%", "how many percent", "by how much", "by what percent"])
    {
      return true
    }
    if question.verb == nil || question.verb == .show, take(LooseWords.isPart) {
      question.verb = .share
      return true
    }
    if take(LooseWords.meaning), question.subjects.count == 1, question.by.isEmpty, question.period == nil {
      question.verb = .describe
      return true
    }
    if let last = question.subjects.last, !last.contains("("), take(LooseWords.cumulative) {
      question.subjects[question.subjects.count - 1] = "cumulative(\(last))"
      return true
    }
    // `lũy kế bao nhiêu người`: nothing is counted that was not said.
    if length(["bao nhieu nguoi", "nhieu nguoi", "how many people"]) > 0, !question.subjects.isEmpty { return false }
    if trying({ $0.readLeadingCumulative() }) || takeFormula() { return true }
    if takePicture() || trying({ $0.readGrowth() }) { return true }
    if take(LooseWords.counting) {
      showsRows = false
      return true
    }
    if take(LooseWords.now) {
      saysNow = true
      return true
    }
    if question.verb.map({ $0 == .show }) ?? true, take(LooseWords.money) {
      // `bán được bao nhiêu cái` asks how many.
      let isCount = length(["bao nhieu"]) > 0 && isThing(index + 2)
      if length(["bao nhieu"]) > 0, let sold = piecesSold(behind: index + 2) {
        question.subjects.append(sold.text(inVietnamese: question.isVietnamese))
        subject = sold
        return true
      }
      asksMoney = !isCount && !words.contains { $0.plain == "many" }
      return true
    }
    // `distinct customers`: rows of theirs are each one.
    if ["distinct", "unique"].contains(plain),
      names.exact(words[(index + 1)...])?.entry(.entity)?.name == names.subjectName
    {
      index += 1
      return true
    }
    if take(LooseWords.moneyWords) {
      (asksMoney, saysMoney) = (true, true)
      return true
    }
    // `ai bán nhiều nhất`
    if plain == "ban", trying({ $0.sellsMost() }) {
      asksMoney = true
      return true
    }
    let isOpen = question.subjects.isEmpty && question.by.isEmpty && question.verb.map { $0 == .show } ?? true
    // `who are our best customers` asks for those.
    let isWho = index + 1 >= words.count || !["are", "is", "were", "la"].contains(words[index + 1].plain)
    if isOpen, let person = names.person, take(LooseWords.sellers) {
      question.by.append(person.text(inVietnamese: question.isVietnamese))
      asksMoney = true
      return true
    }
    if isOpen, isWho, let person = names.person, take(LooseWords.who) {
      question.by.append(person.text(inVietnamese: question.isVietnamese))
      return true
    }
    if isFormula, trying({ $0.take(["from"]) && $0.takeEntity() }) {
      // `count(*)`
      if question.verb == .list, question.subjects.isEmpty, let entity = takenEntity {
        question.subjects.append(entity.text(inVietnamese: question.isVietnamese))
        subject = entity
        return true
      }
      let isCount = question.subjects.isEmpty && words.contains { $0.plain == "count" || $0.plain == "countif" }
      if isCount, let entity = takenEntity, let metric = names.count(of: entity.name) {
        question.subjects.append(metric.text(inVietnamese: question.isVietnamese))
      }
      return true
    }
    if question.subjects.isEmpty, question.by.count == 1, take(LooseWords.isThere) {
      if isCounting { return true }
      question.verb = .values
      (question.subjects, question.by) = (question.by, [])
      return true
    }
    if trying({ $0.readCompare() }) || trying({ $0.readPeriod() }) { return true }
    if trying({ $0.readEach() }) || trying({ $0.readBy() }) || trying({ $0.readConditions() }) { return true }
    if trying({ $0.readUnitOfTime() }) || trying({ $0.readAbsence() }) { return true }
    if let name, readName(name) { return true }
    if trying({ $0.readBareNumber() }) || !isClause && trying({ $0.readBareValue() }) { return true }
    // A word that is known is not a slip of another.
    if let plain, let near = names.match(rest) {
      // Of several words the first may be one of another phrase: `doan thu`.
      let isSaidAlone = length(LooseWords.top + LooseWords.limit + LooseWords.highest + LooseWords.lowest) > 0
      let isFiller = length(LooseWords.politeness + LooseWords.and + LooseWords.beforeValue) > 0
      if !LooseWords.all.contains(plain) || near.length > 1 && !isFiller && !isSaidAlone, readName(near) { return true }
    }
    if !question.subjects.isEmpty || question.verb != nil, take(LooseWords.and) { return true }
    // `đơn hàng đầu tiên` are the first, `cuối năm` is a part of it.
    if length(["dau tien", "lan dau"]) > 0 && !question.isRanked || saysPartOfUnit { return false }
    return takeFiller([]) || take(["for", "in", "trong", "cho", "on", "theo", "va"])
  }
}
