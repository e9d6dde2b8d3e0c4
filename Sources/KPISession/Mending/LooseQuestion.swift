import KPILanguage

/// A question as far as a line could be read, part by part; written out it is a line of the language.
struct LooseQuestion: Sendable {
  /// One condition, and what joins it to the one before it.
  struct Condition: Sendable {
    var text: String
    var isOr = false
    /// It is about a number of the table, so that it belongs to `having`.
    var isOfTable = false
    /// It picks some of the rows, which are then listed, not counted: what they have not, how they are called.
    var picksRows = false
    /// Of values that were named without their dimension.
    var dimension: String?
    var values: [String] = []
    /// It says that a dimension with a history has a value.
    var isOfState = false
    /// It is about a number that each row has of its own.
    var own: Own?
  }

  /// A metric of each row of a list, and what it is held against.
  struct Own: Sendable {
    var metric: String
    var comparison: String
  }

  enum Compare: Sendable { case previous, year, with(String) }

  var isVietnamese: Bool
  var verb: Keyword?
  /// Where an entity's name alone was taken for those that are new: the metric that counts all there are.
  var allOfThem: String?
  /// Directly behind the verb: `detail`, `strict`.
  var detail: Keyword?
  /// Metrics, or what else the verb is about.
  var subjects: [String] = []
  var by: [String] = []
  var period: PeriodPhrase?
  var conditions: [Condition] = []
  var compare: Compare?
  var top: Int?
  /// The least in place of the greatest.
  var isBottom = false
  var withOther = false
  /// What the greatest are kept within.
  var topPer: String?
  var order: (by: String?, descending: Bool)?
  /// `days 8`.
  var horizon: String?
  /// `next 3 months`.
  var next: String?
  /// `30 days`: the longest time that an ordered funnel may take.
  var overall: String?
  /// Rows of a scorecard below 100 %, `<`, or from there on, `>=`.
  var achieved: String?
  /// The table is drawn: the form, empty where none is said.
  var picture: String?
  /// The number of rows is one to keep in the order asked for, not the greatest of the first metric.
  var isLimit = false
  /// The rows are kept by a pipe, because `top` does not choose among them.
  var isPiped = false
  /// The greatest or the least are meant, of whatever is asked for.
  var isRanked = false
  /// Everything from the first `|` on, as it was written.
  var pipe = ""

  /// Only rows with a value; several of one dimension are any of them.
  mutating func addValue(_ value: String, of dimension: String) {
    let written = LooseValues.written(value)
    if let place = conditions.firstIndex(where: { $0.dimension == dimension }) {
      conditions[place].values.append(written)
      conditions[place].text = "\(dimension) \(word(.in)) (\(conditions[place].values.joined(separator: ", ")))"
    } else {
      var condition = Condition(text: "\(dimension) = \(written)")
      (condition.dimension, condition.values) = (dimension, [written])
      conditions.append(condition)
    }
  }

  /// A word of the language as the line writes it.
  func word(_ keyword: Keyword) -> String {
    isVietnamese ? keyword.entry.vietnamese.first ?? keyword.rawValue : keyword.rawValue
  }

  /// The line as the language writes it.
  var text: String {
    let verb = verb ?? .show
    var parts = [word(verb)]
    if let detail { parts.append(word(detail)) }
    if !subjects.isEmpty {
      if verb == .scorecard { parts.append(word(.metrics)) }
      parts.append(subjects.joined(separator: verb == .funnel ? " -> " : ", "))
    }
    if let horizon { parts.append(horizon) }
    if let next { parts.append(next) }
    if let overall { parts.append("\(word(.overall)) \(overall)") }
    // `list` has no `top`: its rows are taken by a pipe.
    let takesTop = verb == .show || verb == .share || verb == .funnel
    return (parts + clauses(takesTop: takesTop) + stages(takesTop: takesTop)).joined(separator: " ")
  }

  /// The clauses alone, as they go on from the last question.
  var clauses: String { clauses(takesTop: false).joined(separator: " ") }

  /// The stages of a pipe alone, each with its `|`.
  var stages: String { stages(takesTop: false).joined(separator: " ") }

  private func clauses(takesTop: Bool) -> [String] {
    var parts: [String] = []
    if !by.isEmpty { parts.append("\(word(.by)) \(by.joined(separator: ", "))") }
    if let period { parts.append(period.text(inVietnamese: isVietnamese)) }
    for (keyword, ofTable) in [(Keyword.where, false), (.having, true)] {
      let own = conditions.filter { $0.isOfTable == ofTable }
      guard !own.isEmpty else { continue }
      let joined = own.enumerated().map { index, condition in
        index == 0 ? condition.text : "\(word(condition.isOr ? .or : .and)) \(condition.text)"
      }
      parts.append("\(word(keyword)) \(joined.joined(separator: " "))")
    }
    switch compare {
    case .previous: parts.append(word(.comparePrevious))
    case .year: parts.append(word(.compareYear))
    case .with(let period): parts.append("\(word(.compareWith)) \(period)")
    case nil: break
    }
    if let top, takesTop, !isBottom, !isKeptByPipe {
      parts.append("\(word(.top)) \(top)")
      if let topPer { parts.append("\(word(.per)) \(topPer)") }
      if withOther { parts.append(word(.withOther)) }
    }
    if let order, takesTop, !isBottom, !isKeptByPipe, let by = order.by ?? subjects.first {
      parts.append("\(word(.orderBy)) \(by) \(word(order.descending ? .desc : .asc))")
    }
    return parts
  }

  /// `order by orders limit 3`: the first rows in that order, which are not the greatest of the first metric.
  private var isKeptByPipe: Bool {
    if isPiped { return true }
    guard isLimit, top != nil, let order else { return false }
    return !order.descending || order.by.map { $0 != subjects.first } ?? false
  }

  /// What a pipe calls a number: an expression is a name in backticks.
  private func column(_ subject: String) -> String {
    subject.contains { "/*(".contains($0) } ? "`\(subject)`" : subject
  }

  private func stages(takesTop: Bool) -> [String] {
    var parts: [String] = []
    let isPiped = !takesTop || isKeptByPipe
    if let top, takesTop, isBottom, let first = subjects.first.map(column) {
      parts.append("| \(word(.sort)) \(first) \(word(.asc)) | \(word(.take)) \(top)")
    } else {
      if let order, isPiped, let by = order.by ?? (takesTop ? subjects.first.map(column) : nil) {
        parts.append("| \(word(.sort)) \(by) \(word(order.descending ? .desc : .asc))")
      }
      if let top, isPiped { parts.append("| \(word(.take)) \(top)") }
    }
    if let achieved { parts.append("| \(word(.where)) \(isVietnamese ? "đạt" : "achieved") \(achieved) 100") }
    if !pipe.isEmpty { parts.append(pipe) }
    if let picture {
      parts.append("| \(word(.chart))" + (picture.isEmpty ? "" : " \(picture)"))
    }
    return parts
  }
}
