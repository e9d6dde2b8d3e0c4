import KPIEngine
import KPISQLite

/// Times: which columns hold them, in what form, and which of them places the rows.
extension Drafter {
  mutating func findTimes() {
    for index in entities {
      var found: [TableDraft.Time] = []
      for column in facts(index).columns.indices where !drafts[index].taken.contains(column) {
        if let time = time(column, of: index) { found.append(time) } else { noteUnreadable(column, of: index) }
      }
      // A month beside a day says nothing more; alone it is when the row was.
      if found.contains(where: { !$0.isOfMonths && !$0.isTrait }) { found.removeAll(where: \.isOfMonths) }
      if found.allSatisfy(\.isTrait), let time = timeOfColumns(index) { found.append(time) }
      for time in found { drafts[index].taken.formUnion([time.column] + time.more) }
      // The first time of an entity places its rows, and nobody counts customers by the year that they were born in.
      if found.allSatisfy(\.isTrait) {
        drafts[index].dimensions += found.map {
          .init(column: $0.column, why: "\($0.why); no time, for it does not say when the row came")
        }
      } else {
        drafts[index].times = found
      }
    }
  }

  /// Names that say that something is a time.
  private static let timeWords: Set<String> = [
    "date", "time", "at", "on", "datetime", "timestamp", "ts", "day", "when", "created", "updated", "modified", "ngay",
    "luc",
    "gio", "opened", "closed", "since", "until", "birthday", "dob", "start", "end", "deadline", "due", "expires",
    "expiry",
    "thoi", "started", "ended", "finished", "completed", "resolved", "sent", "received", "paid", "ordered", "shipped",
    "delivered",
    "joined", "registered", "login", "logout", "seen", "booked", "sold", "bought", "cancelled", "canceled", "returned",
    "signup",
    "answered", "changed", "posted", "issued", "effective", "valid", "dated", "first", "last", "tao", "dat",
  ]
  private static let traitWords: Set<String> = ["birth", "birthday", "birthdate", "dob", "born", "sinh", "founded"]

  private func time(_ column: Int, of index: Int) -> TableDraft.Time? {
    let facts = facts(index)
    let known = facts.columns[column]
    let isNamed = known.words.hasAny(Self.timeWords) || Self.endsLikeTime(known.words)
    let isTrait = known.words.hasAny(Self.traitWords) || Self.isLastChange(known.words)
    guard !known.isEmpty else {
      // Without a value only a declaration tells.
      guard known.isDeclaredTime, facts.rowCount == 0 || isNamed else { return nil }
      return .init(column: column, why: "declared \(known.declaredType), no value yet", isTrait: isTrait)
    }
    guard known.blobs == 0 else { return nil }
    let values = facts.sample.map { $0[column] }
    // What is called a time may have some that nobody can read; they are told.
    let needed = Int((Double(known.filled) * (isNamed ? 0.95 : 0.99)).rounded(.up))
    // Zero dates and endless ones are times by intention.
    func isBlank(_ value: SurveyValue) -> Bool {
      if case .text(let text) = value { return text.isEmpty || text.hasPrefix("0000-00-00") }
      return false
    }
    let blanks = values.count(where: isBlank)
    guard blanks < known.filled else { return nil }
    func odd(_ days: [Double?]) -> String {
      let odd = known.filled - blanks - days.count { $0 != nil }
      return odd > 0 ? "; \(odd) of \(known.filled - blanks) values are no time" : ""
    }
    func read(_ form: TimeForm) -> [Double?]? {
      let reader = form.reader()
      // Most columns are told by their first values.
      var misses = 0
      var days: [Double?] = []
      days.reserveCapacity(values.count)
      for value in values {
        let day = value == .null ? nil : reader.days(value)
        if day == nil, value != .null, !isBlank(value) {
          misses += 1
          if misses > known.filled - needed { return nil }
        }
        days.append(day)
      }
      return days.contains { $0 != nil } ? days : nil
    }
    if known.texts > known.filled / 2, let days = read(.iso) {
      let how = known.isDeclaredTime ? "declared \(known.declaredType), ISO text" : "found: ISO text"
      return .init(column: column, format: utc(known), why: how + odd(days), isTrait: isTrait, days: days)
    }
    if known.texts > known.filled / 2, !known.isNumeric {
      let readable = TimeForm.patterns.compactMap { form in read(form).map { (form, $0) } }.filter { form, _ in
        // `2023-1` is a semester as well as a month, `7/2023` is none.
        form.tellsDay || known.common.allSatisfy { value, _ in value.isText(long: form.format?.utf8.count) }
          || known.common.contains { value, _ in form.reader().days(value).map(Self.isAfterApril) ?? false }
      }
      guard let first = readable.first, let format = first.0.format else { return nil }
      let twin = readable.dropFirst().first { $0.0.format.map { Self.isTwin($0, of: format) } ?? false }
      let doubt = twin == nil ? "" : ", guessed: no value tells days from months"
      return .init(
        column: column, format: format, why: "found: \(format)\(doubt)\(odd(first.1))", isOfMonths: !first.0.tellsDay,
        isTrait: isTrait, days: first.1)
    }
    if known.isWhole, known.words.hasAny(Self.monthWords), let days = read(.pattern("yyyymm")),
      days.allSatisfy({ $0.map(Self.isPlausible) ?? true })
    {
      return .init(
        column: column, format: "yyyymm", why: "found: numbers that are months as yyyymm", isOfMonths: true,
        isTrait: isTrait, days: days)
    }
    guard known.isNumeric, isNamed || known.isDeclaredTime, known.maximum > 10_000 else { return nil }
    for form in TimeForm.numbers {
      guard let days = read(form), let format = form.format else { continue }
      return .init(
        column: column, format: format, why: "found: numbers that are times as \(format)\(odd(days))", isTrait: isTrait,
        days: days)
    }
    return nil
  }

  /// Whether a day is of no month that is a quarter's or a semester's number.
  private static func isAfterApril(_ day: Double) -> Bool { CivilDate(dayNumber: Int(day)).month > 4 }

  /// `dd/mm/yyyy` and `mm/dd/yyyy` read the same values differently.
  private static func isTwin(_ format: String, of other: String) -> Bool {
    format.count == other.count && format != other && Set(format) == Set(other)
  }

  /// Text in UTC says so in its column's name only.
  private func utc(_ column: ColumnFacts) -> String? {
    column.words.has("utc") || column.words.has("gmt") ? "utc" : nil
  }

  private static func endsLikeTime(_ words: Words) -> Bool {
    ["date", "time", "at", "timestamp"].contains { words.last.hasSuffix($0) && words.last.count > $0.count + 2 }
  }

  /// When a row was touched last, which says nothing of when it came.
  static func isLastChange(_ words: Words) -> Bool {
    [
      "last_update", "last_updated", "last_modified", "last_change", "modified_date", "modified_at", "date_modified",
      "last_updated_at", "last_modified_at", "last_modified_date", "update_date", "write_date", "system_modstamp",
    ].contains(words.joined)
  }

  /// Says so where a column is called like a time and its values are in no form that a load reads.
  private mutating func noteUnreadable(_ column: Int, of index: Int) {
    let known = facts(index).columns[column]
    let isNamed = known.isDeclaredTime || ["date", "datetime", "timestamp", "at"].contains(known.words.last)
    guard isNamed, known.isText, case .text(let example)? = known.common.first?.value else { return }
    drafts[index].remarks.append(
      "trap: `\(Written.comment(known.name))` is called like a time, and less than 95 % of its values (such as "
        + "'\(Written.comment(example))') are in one form that kpi reads")
  }

  // MARK: Which of them places the rows

  /// Names of times that say what was meant to happen.
  private static let planWords: Set<String> = [
    "due", "expected", "planned", "plan", "scheduled", "estimated", "expires", "expiry", "expiration", "deadline",
    "until", "target",
    "promised", "required", "renewal", "renews", "hen", "han", "dukien", "eta", "limit", "commitdate", "duedate",
  ]

  private static func isPlan(_ words: Words) -> Bool {
    let isValidTo = words.has("valid") && (words.has("to") || words.has("until"))
    return words.hasAny(planWords) || isValidTo || words.joined.hasPrefix("du_kien")
  }

  /// Which times are plans, which time places the rows, and what the company's day is.
  mutating func findPlans() {
    for index in entities {
      for place in drafts[index].times.indices {
        guard Self.isPlan(facts(index).columns[drafts[index].times[place].column].words) else { continue }
        drafts[index].times[place].isPlanned = true
        drafts[index].times[place].why += "; planned: guessed by its name"
      }
    }
    findPlansByValues()
    for index in entities { orderTimes(of: index) }
    lastDay = entities.flatMap { drafts[$0].times }.filter { !$0.isPlanned && !$0.isTrait }.compactMap(\.latest).max()
  }

  /// Names of what has happened, however late.
  private static let doneWords: Set<String> = [
    "closed", "close", "resolved", "completed", "finished", "ended", "shipped", "delivered", "paid", "cancelled",
    "canceled", "returned",
    "updated", "modified", "last", "changed", "received", "answered", "dong", "xong", "thuc", "left", "quit",
    "terminated", "termination", "resigned", "exit",
  ]

  /// A time that lies weeks after all others, and later than another of its own row, is an intention.
  private mutating func findPlansByValues() {
    var latest: [(table: Int, time: Int, day: Double)] = []
    for index in entities {
      for (place, time) in drafts[index].times.enumerated() where !time.isPlanned && !time.isTrait {
        time.latest.map { latest.append((index, place, $0)) }
      }
    }
    latest.sort { $0.day > $1.day }
    while latest.count > 1, latest[0].day > latest[1].day + 21 {
      let top = latest.removeFirst()
      guard isLaterInItsRow(top.time, of: top.table) else { return }
      drafts[top.table].times[top.time].isPlanned = true
      drafts[top.table].times[top.time].why += "; planned: found, it lies weeks after all others"
    }
  }

  private func isLaterInItsRow(_ place: Int, of index: Int) -> Bool {
    let time = drafts[index].times[place]
    guard !facts(index).columns[time.column].words.hasAny(Self.doneWords) else { return false }
    return drafts[index].times.contains { other in
      guard other.column != time.column, !other.isPlanned, !other.isTrait else { return false }
      var (later, both) = (0, 0)
      for (mine, yours) in zip(time.days, other.days) {
        guard let mine, let yours else { continue }
        both += 1
        // A bare date beside a clock time of the same day is not before it.
        if mine.rounded(.down) >= yours.rounded(.down) { later += 1 }
      }
      return both > 0 && later * 10 >= both * 9
    }
  }

  private static let beginnings: [String] = [
    "created", "ordered", "order", "opened", "placed", "start", "started", "sent", "registered", "signup", "joined",
    "tao", "dat",
  ]

  /// The time that places the rows comes first: filled nearly everywhere, the earliest of its row.
  private mutating func orderTimes(of index: Int) {
    let times = drafts[index].times
    if drafts[index].key?.condition != nil, !times.isEmpty {
      drafts[index].times[0].why += "; of a row that is left: when its version began"
    }
    guard times.count > 1 else { return }
    let rows = facts(index).sample.count
    func rank(_ time: TableDraft.Time) -> [Int] {
      let isThin = time.filled * 100 < rows * 90
      var earlier = 0
      for other in times where other.column != time.column && !other.isPlanned && !other.isTrait {
        var (before, both) = (0, 0)
        for (mine, yours) in zip(time.days, other.days) {
          guard let mine, let yours else { continue }
          both += 1
          if mine <= yours { before += 1 }
        }
        if before * 2 >= both { earlier += 1 }
      }
      let words = facts(index).columns[time.column].words
      let word = Self.beginnings.firstIndex { words.has($0) } ?? Self.beginnings.count
      return [time.isTrait ? 1 : 0, time.isPlanned ? 1 : 0, isThin ? 1 : 0, -earlier, word]
    }
    let ranked = times.enumerated().map { (offset: $0.offset, rank: rank($0.element)) }
    guard let best = ranked.min(by: { $0.rank.lexicographicallyPrecedes($1.rank) }), !times[best.offset].isTrait else {
      return
    }
    drafts[index].times.remove(at: best.offset)
    drafts[index].times.insert(times[best.offset], at: 0)
    let thin = rows - times[best.offset].filled
    drafts[index].times[0].why += "; places the rows"
    if thin > 0, rows > 0 {
      drafts[index].times[0].why += ", \(Written.count(thin)) of the \(Written.count(rows)) rows looked at have none"
    }
  }

  // MARK: The time of the row that it belongs to

  /// A table without a time takes that of the row that its rows belong to: an order's item that of the order.
  mutating func placeByParents() {
    ledTo = Set(entities.flatMap { drafts[$0].links.map(\.target) })
    for _ in 0..<4 {
      var isChanged = false
      for index in entities where drafts[index].parentTime == nil {
        let times = drafts[index].times.filter { !$0.isTrait }
        // What has only a time by which something is to be done was there when its order was.
        guard times.allSatisfy({ Self.isPlan(facts(index).columns[$0.column].words) }) else { continue }
        let parents = drafts[index].links.indices.filter {
          let target = drafts[index].links[$0].target
          return isParent(target, of: index) && (times.isEmpty || isNamedPart(index, of: target))
        }
        // A star's facts have the key of their day.
        let day = times.isEmpty ? drafts[index].links.indices.first { isCalendar(drafts[index].links[$0].target) } : nil
        let best =
          day
          ?? parents.max {
            rank(drafts[index].links[$0].target, of: index) < rank(drafts[index].links[$1].target, of: index)
          }
        guard let best else { continue }
        drafts[index].parentTime = best
        isChanged = true
      }
      if !isChanged { return }
    }
  }

  /// Whether a table's rows are events, and those of the other a part of them.
  private func isParent(_ parent: Int, of index: Int) -> Bool {
    guard parent != index, drafts[parent].isEntity, drafts[parent].hasTime else { return false }
    if isNamedPart(index, of: parent) { return true }
    // A thing that something happens to is no part of what it leads to: a customer of a region is none.
    return !ledTo.contains(index) && facts(index).rowCount >= facts(parent).rowCount && !drafts[parent].links.isEmpty
  }

  /// Whether a table's name says that its rows are a part of the other's: `order_items` of `orders`.
  func isNamedPart(_ index: Int, of parent: Int) -> Bool {
    let (part, whole) = (facts(index).words.joined, facts(parent).words.singular.joined)
    // In Vietnamese the part comes first: `chi_tiet_hoa_don` of `hoa_don`.
    return part.hasPrefix(whole) && part.count > whole.count + 1
      || ["chi_tiet_", "ct_", "dong_"].contains { part == $0 + whole }
  }

  private func rank(_ parent: Int, of index: Int) -> (Int, Int) {
    (isNamedPart(index, of: parent) ? 1 : 0, facts(parent).rowCount)
  }
}

extension SurveyValue {
  /// Whether it is a text of so many bytes, or none at all.
  fileprivate func isText(long count: Int?) -> Bool {
    if case .text(let text) = self { text.isEmpty || text.utf8.count == count } else { true }
  }
}
