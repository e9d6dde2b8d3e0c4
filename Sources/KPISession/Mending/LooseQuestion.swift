import KPILanguage

/// A question as far as a line could be read, part by part; written out it is a line of the language.
struct LooseQuestion: Sendable {
  /// One condition, and what joins it to the one before it.
  struct Condition: Sendable {
    var text: String
    var isOr = false
    /// It is about a number of the table, so that it belongs to `having`.
    var isOfTable = false
    /// It says that something is not there.
    var isAbsence = false
    /// Of values that were named without their dimension.
    var dimension: String?
    var values: [String] = []
    /// It says that a dimension with a history has a value.
    var isOfState = false
  }

  enum Compare: Sendable { case previous, year, with(String) }

  var isVietnamese: Bool
  var verb: Keyword?
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
  /// Everything from the first `|` on, as it was written.
  var pipe = ""

  /// Only rows with a value; several of one dimension are any of them.
  mutating func addValue(_ value: String, of dimension: String) {
    let written = LooseValues.written(value)
    if let place = conditions.firstIndex(where: { $0.dimension == dimension }) {
      conditions[place].values.append(written)
      conditions[place].text = "\(dimension) in (\(conditions[place].values.joined(separator: ", ")))"
    } else {
      var condition = Condition(text: "\(dimension) = \(written)")
      (condition.dimension, condition.values) = (dimension, [written])
      conditions.append(condition)
    }
  }

  /// The line as the language writes it.
  var text: String {
    let verb = verb ?? .show
    func word(_ keyword: Keyword) -> String {
      isVietnamese ? keyword.entry.vietnamese.first ?? keyword.rawValue : keyword.rawValue
    }
    var parts = [word(verb)]
    if let detail { parts.append(word(detail)) }
    if !subjects.isEmpty {
      if verb == .scorecard { parts.append(word(.metrics)) }
      parts.append(subjects.joined(separator: verb == .funnel ? " -> " : ", "))
    }
    if let horizon { parts.append(horizon) }
    if let next { parts.append(next) }
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
    // `list` has no `top`: its rows are taken by a pipe.
    let takesTop = verb == .show || verb == .share || verb == .funnel
    if let top, takesTop, !isBottom {
      parts.append("\(word(.top)) \(top)")
      if let topPer { parts.append("\(word(.per)) \(topPer)") }
      if withOther { parts.append(word(.withOther)) }
    }
    if let top, takesTop, isBottom, let first = subjects.first {
      parts.append("| \(word(.sort)) \(first) \(word(.asc)) | \(word(.take)) \(top)")
    } else if let order, takesTop, let by = order.by ?? subjects.first {
      parts.append("\(word(.orderBy)) \(by) \(word(order.descending ? .desc : .asc))")
    }
    if let order, !takesTop, let by = order.by {
      parts.append("| \(word(.sort)) \(by) \(word(order.descending ? .desc : .asc))")
    }
    if let top, !takesTop { parts.append("| \(word(.take)) \(top)") }
    if !pipe.isEmpty { parts.append(pipe) }
    return parts.joined(separator: " ")
  }
}
