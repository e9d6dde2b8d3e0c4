import KPICompiler
import KPIEngine
import KPILanguage

/// Reads a line that the language does not take, part by part in any order, as far as every word of it is understood.
///
/// A word that is not understood gives the line up: what is left out could turn it into another question.
struct LooseReader {
  var names: LooseNames
  let values: LooseValues
  let today: Int
  let words: [LooseWord]
  /// Whether one period is set beside another anywhere in the line; every word asks for it.
  let comparesPeriods: Bool
  var index = 0
  var question: LooseQuestion
  /// `so sánh A với B`: `với` stands before what it is compared with.
  var isComparing = false
  /// `cùng kỳ năm trước`, which is of some period; this year where none is written.
  var hasPlainCompare = false
  /// The metric that the rows are ordered by, where none is asked for.
  var orderMetric: String?
  /// The order's direction comes later in the line.
  var waitsForDirection = false
  /// The latest rows of a list, or the oldest.
  var order: Bool?
  /// The entity whose count was understood where only its name stands.
  var countedEntity: LooseNames.Entry?
  /// `khách hàng nào`, `which orders`: the rows are asked for, and of what.
  var asksWhich = false
  var whichEntity: LooseNames.Entry?
  /// The dimension of that name: `khách hàng nào có doanh thu cao nhất`.
  var countedMember: LooseNames.Entry?
  /// What is counted or listed.
  var subject: LooseNames.Entry?
  /// A number that waits for its superlative: `5 nhân viên … cao nhất`.
  var waitingTop: Int?
  /// It may go on from the last question.
  var isClause = false
  /// The period of the last question.
  var lastPeriod: PeriodPhrase?
  /// The verb asks for rows where an entity stands alone: `show customers`, not `how many customers`.
  var showsRows = false
  /// It asks for money without the name of a metric: `bán được bao nhiêu tiền`.
  var asksMoney = false
  /// The one entity that is named where its members might be meant too.
  var namedEntity: LooseNames.Entry?
  /// The greatest rise, or fall, is asked for.
  var changesMost: Bool?
  /// `best selling products`.
  var best: Best?
  /// What the subject counts by its name, and the word behind that.
  var subjectEntity: LooseNames.Entry?
  var subjectEnd: Int?
  /// `revenue growth`, `month over month`: beside the period before, of each unit where there are several.
  var isGrowth = false
  var growthGrain: String?
  /// `trend`: by a unit of time.
  var isTrend = false
  /// `right now`: of what is counted as it stands.
  var saysNow = false
  /// Money is asked for by its name: `tổng tiền`.
  var saysMoney = false
  /// The word behind a value that was named without its dimension.
  var valueEnd: Int?
  /// `tháng 10 và 11`: a number for each of them.
  var pairedGrain: String?
  /// What somebody did: `gọi nhiều nhất`.
  var deed: LooseNames.Entry?
  /// Values were held beside each other: `Facebook vs Zalo`.
  var isBeside = false
  /// The unit of a growth's checkpoints, where one was asked for.
  var checkpoints: String?
  /// `ít đơn nhất`: the superlative's first word.
  var saysFewest = false
  /// What SQL takes its rows from.
  var takenEntity: LooseNames.Entry?
  /// A mean is asked for, and over what; of a measure it is told already.
  var isMean = false
  var isMeanOfMeasure = false
  var meanSum: LooseNames.Entry?
  var meanOver: MeanOver?
  /// `overdue tasks`.
  var saysOverdue = false
  /// `at the end of each month`.
  var saysUnitsEnd = false
  /// `top reasons`, without how many.
  var saysTop = false
  /// `inactive customers`, which are so in some period.
  var saysInactive = false
  /// A window that moves along.
  var rolling: Rolling?
  /// `per customer`: what a number is shared out among, where it is split by something else, too.
  var sharedAmong: LooseNames.Entry?

  init(
    _ words: [LooseWord], of head: String, pipe: String, _ names: LooseNames, _ values: LooseValues, _ today: Int
  ) {
    // Parts that an idiom gives are in no language: what was typed is.
    let isGiven = words.contains { $0.kind == .part }
    let typed = isGiven ? LooseWord.words(of: head).flatMap(\.expanded) : words
    let isVietnamese = Self.isVietnamese(head, typed)
    self.names = names
    self.names.readsEnglish = !isVietnamese
    self.values = values
    self.today = today
    self.words = words
    comparesPeriods = Self.says(LooseWords.comparisonsOfPeriods, in: words)
    question = LooseQuestion(isVietnamese: isVietnamese)
    question.pipe = pipe
  }

  /// What a line may mean, the likeliest first; none where some of it is not understood.
  ///
  /// First as it was typed, then with Telex keys read, then with a letter of unknown words mended.
  ///
  /// Each is read when it is asked for: mostly the first of them is the one.
  ///
  /// - Parameter isClause: it may go on from the last question, with no verb and no metric of its own.
  static func read(
    _ line: String, names: LooseNames, values: LooseValues, today: Int, isClause: Bool = false,
    lastPeriod: PeriodPhrase? = nil
  ) -> AnySequence<LooseQuestion> {
    let (head, pipe) = split(line)
    let questions = LooseReadings(head, names).lazy.compactMap { words -> LooseQuestion? in
      var reader = LooseReader(words, of: head, pipe: pipe, names, values, today)
      (reader.isClause, reader.lastPeriod) = (isClause, lastPeriod)
      guard reader.read() else { return nil }
      // Rows have no order of their own: which are the greatest nobody has said.
      let question = reader.question
      if question.verb == .list, question.isRanked, question.order == nil { return nil }
      return question
    }
    return AnySequence(questions)
  }

  /// The line before its first `|`, and the rest of it.
  static func split(_ line: String) -> (String, String) {
    guard let bar = line.firstIndex(of: "|") else { return (line, "") }
    return (String(line[..<bar]), String(line[bar...]))
  }

  // MARK: Taking words

  var rest: ArraySlice<LooseWord> { words[index...] }
  var plain: String? { index < words.count ? words[index].plain : nil }

  /// The longest of the phrases that stands here, in words.
  func length(_ phrases: [String]) -> Int {
    guard index < words.count, words[index].kind != .text else { return 0 }
    var longest = 0
    let first = words[index].plain
    for phrase in phrases where phrase.hasPrefix(first) {
      let parts = phrase.split(separator: " ")
      guard parts.count > longest, index + parts.count <= words.count else { continue }
      if zip(words[index...], parts).allSatisfy({ $0.plain == $1 && $0.kind != .text }) { longest = parts.count }
    }
    return longest > 0 && isNameOfSomebody ? 0 : longest
  }

  /// `của Lan`, `anh Tùng`, `for Nhung`: a name, though without its marks it is a word to look over (`lẫn`, `từng`, `những`).
  var isNameOfSomebody: Bool {
    guard index > 0, let first = words[index].text.unicodeScalars.first, first.properties.isUppercase,
      LooseWords.owners.contains(words[index - 1].plain) || LooseWords.namesOfPeople.contains(words[index].plain),
      words[index].text.count > 1
    else { return false }
    let isTitle = words.allSatisfy { $0.kind != .word || $0.isCapital }
    return !isTitle && !LooseWords.calendarWords.contains(words[index].text.lowercased())
  }

  mutating func take(_ phrases: [String]) -> Bool {
    let length = length(phrases)
    index += length
    return length > 0
  }

  /// What `body` reads; nothing is taken where it reads nothing.
  mutating func trying<Result>(_ body: (inout LooseReader) -> Result?) -> Result? {
    let before = self
    if let result = body(&self) { return result }
    self = before
    return nil
  }

  /// What `body` reads; nothing is taken where it reads nothing.
  mutating func trying(_ body: (inout LooseReader) -> Bool) -> Bool {
    let before = self
    if body(&self) { return true }
    self = before
    return false
  }

  // MARK: The line

  /// Whether brackets may say what is reckoned first.
  private var hasSigns: Bool { isFormula || words.contains { ["/", "*", "+", "-", "=", "<", ">"].contains($0.plain) } }

  mutating func read() -> Bool {
    if LooseWords.sayRecently(words) { return false }
    readVerb()
    while index < words.count {
      if let plain, ["?", ".", ";", "!", ":"].contains(plain) || ["(", ")"].contains(plain) && !hasSigns {
        index += 1
        continue
      }
      guard readPart() else { return false }
    }
    settle()
    settleBeside()
    guard settleShares(), settleRolling(), settleMean(), settleOverdue(), settleOwnCount(), settleUnitsEnd(),
      settleAchievement()
    else { return false }
    settleAhead()
    settleListed()
    guard settleSteps(), settleRanks(), settleGrowth(), settleMoney(), settleStates(), settleNow() else { return false }
    if saysInactive, question.period == nil { return false }
    settleOwn()
    settleFuture()
    if asksForRate || dropsDeed || dropsMoney { return false }
    if saysFewest { return false }
    if saysTop, question.by.isEmpty || question.subjects.isEmpty { return false }
    if asksForFuture { return false }
    if isClause { return question.verb == nil && question.subjects.isEmpty && waitingTop == nil }
    // There is no greatest of one number.
    if question.isRanked, question.by.isEmpty, question.verb == nil || question.verb == .show { return false }
    // Nothing is split by a number that rows have.
    if question.by.contains(where: { names.isMeasure($0) }) { return false }
    if question.verb == nil, question.subjects.isEmpty { return false }
    // `tỷ trọng … mỗi tháng` is of each month, and `share` is of all of them together.
    if question.verb == .share, question.by.count > 1, words.contains(where: { LooseWords.eachOne.contains($0.plain) }),
      Grain.allCases.contains(where: { question.by.contains(text(ofGrain: $0.rawValue)) })
    {
      return false
    }
    // `what percent of orders were cancelled`: a number of those that were placed has no part of others.
    if question.verb == .share, let subject, let definition = names.definition(of: subject),
      question.by.contains(where: { by in
        names.exact(LooseWord.words(of: by)[...])?.entry(.member).map { definition.contains("\($0.name) = ") } ?? false
      })
    {
      return false
    }
    // What cuts a table's rows needs rows.
    if question.by.isEmpty, question.verb != .list, question.conditions.contains(where: \.isOfTable) { return false }
    if hasPlainCompare, question.period == nil { question.period = PeriodPhrase(kind: .this(.year), length: 0) }
    if question.verb == .why, question.compare == nil { question.compare = .previous }
    // The last month that is over.
    if question.verb == .why, question.period == nil {
      question.period = PeriodPhrase(kind: .previous(.month), length: 0)
    }
    // Targets are for months: those of today alone nobody asks for.
    if question.verb == .scorecard, question.period == nil {
      question.period = PeriodPhrase(kind: .this(.month), length: 0)
    }
    // Of a list no order is known whose end could be taken.
    if question.isBottom, question.verb == .list, question.order == nil { return false }
    return waitingTop == nil
  }
}
