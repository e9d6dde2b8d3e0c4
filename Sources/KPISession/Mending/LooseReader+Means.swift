import KPICompiler
import KPIEngine
import KPILanguage

// Means: of a measure, or of a number over each of something: `average revenue per employee`, `mỗi ngày trung bình bao nhiêu`.
extension LooseReader {
  /// What a mean is reckoned over.
  enum MeanOver: Sendable {
    case grain(Grain)
    case member(LooseNames.Entry)
  }

  /// `average order amount`, `trung bình mỗi ngày`, `per employee` of a mean.
  mutating func readMean() -> Bool {
    guard question.verb.map({ $0 == .show }) ?? true, !isClause, says(LooseWords.mean) else { return false }
    // `average deal size` is a metric.
    let length = length(LooseWords.mean)
    if length > 0, let name = names.exact(rest), name.length > length, name.entry(.metric) != nil { return false }
    if take(LooseWords.mean) {
      isMean = true
      _ = take(["number of", "count of", "of", "so", "cua", "the"])
      if meanOver == nil { _ = trying { $0.readMeanOver() } }
      if question.subjects.isEmpty {
        _ = trying { reader in
          let isOpen = reader.take(["("])
          return reader.readMeasureMean() && (!isOpen || reader.take([")"]))
        }
      }
      return true
    }
    // `tuổi trung bình của khách hàng`, `thời lượng cuộc gọi trung bình`
    if question.subjects.isEmpty, trying({ $0.readMeasureMean(isBehind: true) }) { return true }
    return meanOver == nil && trying { $0.readMeanOver() }
  }

  /// Whether one of some phrases stands anywhere in the line.
  func says(_ phrases: [String]) -> Bool { Self.says(phrases, in: words) }

  static func says(_ phrases: [String], in words: [LooseWord]) -> Bool {
    words.indices.contains { place in
      let first = words[place].plain
      return phrases.contains { phrase in
        guard phrase.hasPrefix(first) else { return false }
        let parts = phrase.split(separator: " ")
        return place + parts.count <= words.count && zip(words[place...], parts).allSatisfy { $0.plain == $1 }
      }
    }
  }

  /// `per employee`, `mỗi ngày`, `một tháng`.
  private mutating func readMeanOver() -> Bool {
    // `thời lượng gọi trung bình của mỗi nhân viên`: of each of them, not shared out among them.
    if isMeanOfMeasure, length(["cua moi", "cua tung", "for each"]) > 0 { return false }
    guard take(LooseWords.meanOver) else { return false }
    // `mỗi tháng 9` is no unit.
    if let grain = takeGrain(LooseWords.grainUnits).flatMap(Grain.init(rawValue:)) {
      guard plain.flatMap({ Int($0) }) == nil else { return false }
      meanOver = .grain(grain)
      return true
    }
    guard let match = names.exact(rest), let over = match.entry(.member, .entity) ?? countedThing(match) else {
      return false
    }
    index += match.length
    meanOver = .member(over)
    return true
  }

  /// `khách mua`: the things that a metric counts.
  private func countedThing(_ match: LooseNames.Match) -> LooseNames.Entry? {
    guard let metric = match.entry(.metric), names.definition(of: metric)?.hasPrefix("count(") == true else {
      return nil
    }
    return metric
  }

  /// `average discount`, `average amount of orders`, `average order amount`: of what the rows have.
  private mutating func readMeasureMean(isBehind: Bool = false) -> Bool {
    guard let (measure, rows) = measureHere(isMean: true), !isBehind || take(LooseWords.mean),
      let mean = names.mean(of: measure, in: rows)
    else { return false }
    if isBehind { _ = trying { $0.readOwner([rows]) } }
    question.subjects = [mean.text(inVietnamese: question.isVietnamese)]
    subject = mean
    isMeanOfMeasure = true
    meanSum = names.sum(of: measure, in: rows)
    return true
  }

  /// A measure with the entity that has it, which stands before it, behind it, or is the only one.
  mutating func measureHere(isMean: Bool = false) -> (LooseNames.Entry, LooseNames.Rows)? {
    guard let match = names.exact(rest) else { return nil }
    // `average invoice amount`: of what a metric adds up.
    if isMean, let sum = match.entry(.metric), let (entity, _, summed) = names.parts(of: sum), let measure = summed,
      names.definition(of: sum) == "sum(\(entity).\(measure))", let rows = names.rows(of: entity),
      let own = rows.measures.first(where: { $0.name == measure })
    {
      index += match.length
      return (own, rows)
    }
    if let measure = match.entry(.member),
      names.measureMembers.contains(measure.name) || isMean && !names.entities(with: measure).isEmpty
    {
      index += match.length
      var owners = names.entities(with: measure)
      if let owner = trying({ $0.readOwner(owners) }) { return (measure, owner) }
      // Of several the one whose rows are added up.
      if owners.count > 1 { owners.removeAll { !names.isSummed(measure, in: $0) } }
      return owners.count == 1 ? (measure, owners[0]) : nil
    }
    guard let entity = match.entry(.entity), let rows = names.rows(of: entity.name) else { return nil }
    index += match.length
    guard let next = names.exact(rest), let measure = next.entry(.member),
      rows.measures.contains(where: { $0.name == measure.name })
    else { return nil }
    index += next.length
    return (measure, rows)
  }

  private mutating func readOwner(_ owners: [LooseNames.Rows]) -> LooseNames.Rows? {
    _ = take(["of", "of the", "cua", "cac"])
    guard let match = names.exact(rest), let entity = match.entry(.entity),
      let owner = owners.first(where: { $0.entity.name == entity.name })
    else { return nil }
    index += match.length
    return owner
  }

  /// What a mean comes to, when everything is read; false where nobody has said over what it is.
  mutating func settleMean() -> Bool {
    guard isMean || meanOver != nil else { return true }
    settleDeed()
    if isMeanOfMeasure {
      // `average absent per lesson`: over its own rows it is that anyway.
      guard case .member(let member)? = meanOver else { return meanOver == nil }
      let entity = names.exact(LooseWord.words(of: member.name)[...])?.entry(.entity)?.name
      if let entity, meanSum.flatMap({ names.parts(of: $0) })?.entity == entity { return true }
      // `average sale total per customer`: over something else it is the sum that is shared out.
      guard let meanSum, names.definition(of: meanSum) != nil else { return false }
      (subject, question.subjects) = (meanSum, [meanSum.text(inVietnamese: question.isVietnamese)])
    }
    guard question.verb.map({ $0 == .show }) ?? true, question.subjects.count == 1, let metric = subject,
      metric.kind == .metric, question.top == nil, question.compare == nil,
      let definition = names.definition(of: metric).map(LooseNames.withoutFactor)
    else { return false }
    guard let over = meanOver else {
      // A rate, or what is a mean already.
      return definition.contains(" / ") || definition.hasPrefix("avg(") || definition.hasPrefix("median(")
    }
    guard isMean, !definition.contains(" / "), !definition.contains("avg("), !definition.contains("stock(") else {
      return false
    }
    let name = metric.text(inVietnamese: question.isVietnamese)
    switch over {
    case .grain(let grain):
      guard !question.by.contains(text(ofGrain: grain.rawValue)) else { return false }
      let quotient: String? =
        switch grain {
        case .day: "\(name) / days(P)"
        case .week: "\(name) / days(P) * 7"
        case .month: "\(name) / months(P)"
        default: nil
        }
      guard let quotient else { return false }
      question.subjects = [quotient]
    case .member(let member):
      guard let count = things(member, of: metric) else { return false }
      question.subjects = ["\(name) / \(count)"]
      if let named = quotient(metric, count) { question.subjects = [named] }
    }
    (subject, question.allOfThem, countedEntity) = (nil, nil, nil)
    return true
  }

  /// `revenue per customer by industry`: of each industry what it comes to per customer, not a row for each of them.
  mutating func settleShares() -> Bool {
    // `which source brings the most revenue per customer`: the most of a quotient, of none of the customers.
    if let sharedAmong, question.top != nil, question.topPer == nil, question.by.count == 2,
      question.by.last == sharedAmong.text(inVietnamese: question.isVietnamese)
    {
      return false
    }
    guard let sharedAmong, sharedAmong.name == names.subjectName || isLinkToSubject(sharedAmong),
      question.verb.map({ $0 == .show }) ?? true, question.by.count > 1, question.top == nil, waitingTop == nil,
      question.subjects.count == 1, let metric = subject, metric.kind == .metric
    else { return true }
    let text = sharedAmong.text(inVietnamese: question.isVietnamese)
    guard question.by.first == text, let count = things(sharedAmong, of: metric) else { return true }
    question.by.removeFirst()
    question.subjects = [
      quotient(metric, count) ?? "\(metric.text(inVietnamese: question.isVietnamese)) / \(count)"
    ]
    (subject, question.allOfThem, countedEntity) = (nil, nil, nil)
    return true
  }

  private func isLinkToSubject(_ member: LooseNames.Entry) -> Bool {
    guard names.linkMembers.contains(member.name), let subject = names.subjectName else { return false }
    return [subject, String(subject.dropLast())].contains(member.name)
  }

  /// How many different ones there are among the rows of a metric.
  private func things(_ member: LooseNames.Entry, of metric: LooseNames.Entry) -> String? {
    if member.kind == .metric { return member.text(inVietnamese: question.isVietnamese) }
    guard let (entity, condition, _) = names.parts(of: metric) else { return nil }
    let tail = condition.map { " where \($0)" } ?? ""
    let own = names.exact(LooseWord.words(of: member.name)[...])?.entry(.entity)
    let isOwn = own?.name == entity
    // `employees` may be an entity, `employee` is what rows call theirs.
    let path = isOwn ? nil : linkName(member)
    guard isOwn || path != nil else { return nil }
    let text = path.map { "count(distinct \(entity).\($0)\(tail))" } ?? "count(\(entity)\(tail))"
    let found = names.metrics { $0 == text }.first
    return found?.text(inVietnamese: question.isVietnamese) ?? text
  }

  /// What rows call their link to an entity, or a dimension's own name.
  private func linkName(_ entry: LooseNames.Entry) -> String? {
    if entry.kind == .member { return names.isMeasure(entry.name) ? nil : entry.name }
    let forms = [entry.name, String(entry.name.dropLast())]
    return forms.first { names.linkMembers.contains($0) }
  }

  /// The metric that is a quotient already: `revenue / orders`.
  private func quotient(_ metric: LooseNames.Entry, _ count: String) -> String? {
    guard let counted = names.exact(LooseWord.words(of: count)[...])?.entry(.metric) else { return nil }
    return names.metrics { $0 == "\(metric.name) / \(counted.name)" }.first?.text(inVietnamese: question.isVietnamese)
  }
}
