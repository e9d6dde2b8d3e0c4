import KPICompiler
import KPILanguage

// What somebody did, said by a verb, and which of the rows are meant by the words around their name.
extension LooseReader {
  /// `chốt được nhiều đơn nhất`, `gọi nhiều nhất`: what somebody did, no state that a customer is in.
  mutating func readDeed() -> Bool {
    guard let plain, let thing = LooseWords.deeds[plain], !isClause, question.verb.map({ $0 == .show }) ?? true,
      index + 1 < words.count
    else { return false }
    index += 1
    let next = words[index].plain
    guard LooseWords.behindDeeds.contains(next) || Int(next) != nil else { return false }
    deed = names.exact(LooseWord.words(of: thing)[...])?.entry(.metric)
    guard let deed else { return false }
    // `cơ hội … chốt được bao nhiêu`: no orders of theirs.
    if let subject, subject.kind == .metric, countedEntity?.name ?? "" != names.subjectName, subject != deed,
      !names.reads(subject, deed)
    {
      return false
    }
    _ = take(["dien", "duoc"])
    // `gặp khách nhiều nhất`: whom they meet anyway.
    if ["gap", "goi"].contains(plain), length(["khach hang", "khach"]) > 0,
      ["nhieu", "it"].contains(rest.dropFirst(length(["khach hang", "khach"])).first?.plain)
    {
      _ = take(["khach hang", "khach"])
    }
    _ = take(["bao nhieu cuoc", "bao nhieu lan", "bao nhieu luot", "may cuoc", "nhieu cuoc"])
    return true
  }

  /// `cuộc gọi đến`, `incoming calls`: those that came in or went out.
  mutating func readDirection() -> Bool {
    guard let plain, let (value, isBehind) = LooseWords.directions[plain] else { return false }
    if isBehind {
      guard index > 0, ["goi", "mail", "email", "emails"].contains(words[index - 1].plain) else { return false }
      index += 1
      // `cuộc gọi đến hết tháng 9` goes up to its end.
      guard length(["het", "nay", "gio", "hom nay", "cuoi", "ngay"]) == 0 else { return false }
    } else {
      index += 1
      guard names.exact(rest)?.entry(.metric, .entity) != nil else { return false }
    }
    guard let (dimension, text) = values.direction(value) else { return false }
    let entry = LooseNames.Entry(kind: .member, name: dimension, label: names.label(of: dimension))
    question.addValue(text, of: entry.text(inVietnamese: question.isVietnamese))
    return true
  }

  /// `won deals value`, `giá trị hợp đồng`: the sum of what was counted.
  mutating func readSum() -> Bool {
    // `value of open deals`
    if question.subjects.isEmpty, question.verb.map({ $0 == .show }) ?? true, take(LooseWords.sumOf),
      let match = names.exact(rest), let counted = match.entry(.metric), let sum = names.sum(of: counted)
    {
      index += match.length
      question.subjects = [sum.text(inVietnamese: question.isVietnamese)]
      subject = sum
      return true
    }
    let isMean = words.contains { LooseWords.means.contains($0.plain) }
    guard question.subjects.count == 1, !isMean, let subject, subjectEnd == index, let sum = names.sum(of: subject),
      take(LooseWords.sumWords), length(LooseWords.highest + LooseWords.lowest) == 0
    else { return false }
    // `đơn hàng giá trị trên 5 triệu` is about each of them.
    var behind = self
    guard behind.readSign() == nil, behind.readRange() == nil else { return false }
    question.subjects = [sum.text(inVietnamese: question.isVietnamese)]
    (self.subject, countedEntity, namedEntity) = (sum, nil, nil)
    return true
  }

  /// `customers created today`: their period, which the entity's own time says anyway.
  mutating func readCreation() -> Bool {
    guard countedEntity != nil || question.verb == .list || subject != nil, take(LooseWords.creation) else {
      return false
    }
    return PeriodReader.read(rest, today: today) != nil
  }

  /// What was done is what is counted, where no number was named.
  mutating func settleDeed() {
    guard let deed, question.subjects.isEmpty, question.verb.map({ $0 == .show }) ?? true else { return }
    question.subjects.append(deed.text(inVietnamese: question.isVietnamese))
    subject = deed
  }

  /// `gặp được bao nhiêu khách`: those who were met, not those who are new.
  var dropsDeed: Bool {
    guard deed != nil, let subject, let all = names.subjectName.flatMap({ names.count(of: $0) }) else { return false }
    return subject == all && question.subjects == [all.text(inVietnamese: question.isVietnamese)]
  }

  /// `chốt mấy đơn, bao nhiêu tiền`: two numbers, of which one would be told.
  var dropsMoney: Bool {
    guard saysMoney, question.subjects.count == 1, let subject, names.list(of: subject) != nil else { return false }
    return words.contains { $0.plain == "," || LooseWords.and.contains($0.plain) }
  }

  /// `đầu năm`, `early September`: a part of a unit of time that has no days of its own.
  var saysPartOfUnit: Bool {
    guard let plain, LooseWords.partsOfUnits.contains(plain), index + 1 < words.count else { return false }
    let next = words[index + 1].plain
    return LooseWords.grainUnits[next] != nil || LooseWords.months[next] != nil
  }
}
