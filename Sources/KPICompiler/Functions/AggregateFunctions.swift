import KPIEngine
import KPILanguage

/// Functions over rows.
extension Function {
  /// The times at which an aggregate of a row's own subject, or of a thing, may look.
  private static let ofSubject: Set<Call.TimeWord> = [.beforePeriod, .beforeThis, .upToPeriod, .ever, .inPrevious]
  private static let ofThing: Set<Call.TimeWord> = [.beforePeriod, .upToPeriod, .ever, .inPrevious]
  /// Rows that are open at an end have an end to be open at.
  private static let whileOpen: Set<Call.TimeWord> = [.upToPeriod, .inPrevious]

  static let aggregates: [Function] = [
    Function(
      "count", .count, "how many rows, things or different values there are",
      example: "show count(orders), count(distinct orders.customer) by month quarter 2023-Q3",
      forms("count", "E", [.rows]) + distinct("count") + first("count") + each("count", nil)),
    measure(
      "sum", .sum, "the sum of a measure",
      example: "show sum(orders.amount where status = placed) by month quarter 2023-Q3"),
    measure("avg", .average, "the mean of a measure", example: "show avg(orders.amount) by month quarter 2023-Q3"),
    measure(
      "min", .minimum, "the least value of a measure", example: "show min(orders.amount) by month quarter 2023-Q3"),
    measure(
      "max", .maximum, "the greatest value of a measure", example: "show max(orders.amount) by source year 2023"),
    measure(
      "median", .quantile(0.5), "the middle value of a measure",
      example: "show median(orders.amount), avg(orders.amount) by source year 2023"),
    measure(
      "stddev", .deviation, "the sample standard deviation (n − 1) of a measure",
      example: "show stddev(orders.amount) by source year 2023"),
    Function(
      "percentile", .percentile, "the value that such a part of a measure's values does not exceed, interpolated",
      example: "show percentile(orders.amount, 0.9) by source year 2023",
      forms("percentile", "E.MEASURE", [.measure, .fraction], "0.9")
        + expressions("percentile", "X", [.measure, .fraction], "0.9") + each("percentile", "X, 0.9")),
    Function(
      "first", .aggregate(.first), "a measure's value in the earliest row",
      example: "show first(orders.amount) by source year 2023", ofMeasure("first")),
    Function(
      "last", .aggregate(.last), "a measure's value in the latest row",
      example: "show last(orders.amount) by source year 2023", ofMeasure("last")),
    Function(
      "first_time", .times(.minimum), "when the earliest row was",
      example: "show first_time(orders), last_time(orders) by source year 2023",
      forms("first_time", "E", [.rows])),
    Function(
      "last_time", .times(.maximum), "when the latest row was", example: "show last_time(calls) by employee",
      forms("last_time", "E", [.rows])),
    Function(
      "stock", .stock, "what is there at the period's end: all rows up to it, or those that are open then",
      example: "show stock(customers), stock(opportunities while created_at .. closed) by month quarter 2023-Q3",
      stocks),
  ]

  /// An aggregate of a measure, of things too.
  private static func measure(
    _ name: String, _ function: Aggregate.Function, _ summary: Message, example: String
  ) -> Function {
    Function(name, .aggregate(function), summary, example: example, ofMeasure(name) + each(name, "X"))
  }

  private static func ofMeasure(_ name: String) -> [Form] {
    forms(name, "E.MEASURE", [.measure]) + expressions(name, "X", [.measure])
  }

  /// Over an entity's rows: in a metric, of a row's own subject, and of a thing of `each`, whose entity is known.
  private static func forms(
    _ name: String, _ written: String, _ arguments: [Argument], _ more: String? = nil
  ) -> [Form] {
    let inside = ([written] + (more.map { [$0] } ?? [])).joined(separator: ", ")
    // `sum(amount)`, `count()`: of each thing the entity may be left out.
    let ofThing = ([written.replacing("E.", with: "")] + (more.map { [$0] } ?? [])).joined(separator: ", ")
    return over(name, inside, arguments, requires: [], ofThing: written == "E" ? "" : ofThing)
  }

  /// `X of E`.
  private static func expressions(
    _ name: String, _ written: String, _ arguments: [Argument], _ more: String? = nil
  ) -> [Form] {
    let inside = ([written] + (more.map { [$0] } ?? [])).joined(separator: ", ") + " of E"
    return over(name, inside, arguments, requires: [.of], ofThing: inside)
  }

  private static func distinct(_ name: String) -> [Form] {
    [[Call.Clause.distinct], [.distinct, .of]].flatMap { (requires: Set<Call.Clause>) -> [Form] in
      let of = requires.contains(.of)
      return over(
        name, of ? "distinct X, Y, … of E" : "distinct E.X, E.Y, …", [.measure], requires: requires, mostOfLast: 8,
        ofThing: of ? "distinct X, Y, … of E" : "distinct X, Y, …")
    }
  }

  private static func over(
    _ name: String, _ inside: String, _ arguments: [Argument], requires: Set<Call.Clause>, mostOfLast: Int = 1,
    ofThing: String
  ) -> [Form] {
    func form(
      _ text: String, _ clauses: Set<Call.Clause>, _ takes: Set<Call.Clause>, _ words: Set<Call.TimeWord>,
      _ place: Place, isOptional: Bool = false
    ) -> Form {
      Form(
        "\(name)(\(text.drop { $0 == " " }))", arguments, mostOfLast: mostOfLast,
        optionalCount: isOptional ? 1 : 0, requires: requires.union(clauses), takes: takes,
        timeWords: words, in: [place])
    }
    // `count()` and `first_time()` are of each thing's own rows.
    let isOptional = arguments == [.rows]
    return [
      form("\(inside) where C at TIME", [], [.where, .at], [], .metric),
      form("\(inside) where C while A .. B overlaps P", [.while], [.where, .overlaps], [], .metric),
      form("\(inside) where C at TIME per LINK before this", [.per], [.where, .at], ofSubject, .row),
      form("\(inside) where C while A .. B per LINK up to P", [.per, .while], [.where], whileOpen, .row),
      form("\(ofThing) where C at TIME up to P", [], [.where, .at], Self.ofThing, .things, isOptional: isOptional),
    ]
  }

  /// `count(first E per LINK)`.
  private static func first(_ name: String) -> [Form] {
    [
      Form(
        "\(name)(first E per LINK where C)", [.rows], requires: [.first, .per], takes: [.where, .at], in: [.metric])
    ]
  }

  private static func each(_ name: String, _ value: String?) -> [Form] {
    let inside = (value.map { "\($0) " } ?? "") + "each E.LINK where C at TIME up to P having C"
    let arguments: [Argument] = value == nil ? [] : name == "percentile" ? [.number, .fraction] : [.value]
    return [
      Form(
        "\(name)(\(inside))", arguments, requires: [.each], takes: [.where, .at, .having], timeWords: ofThing,
        in: [.metric])
    ]
  }

  /// All rows up to the end, or those open then.
  private static let stocks: [Form] = [
    Form("stock(E where C at TIME)", [.rows], takes: [.where, .at], in: [.metric]),
    Form("stock(E where C while A .. B)", [.rows], requires: [.while], takes: [.where], in: [.metric]),
    Form("stock(sum X of E where C at TIME)", [.rows], requires: [.of], takes: [.where, .at], in: [.metric]),
    Form("stock(sum X of E where C while A .. B)", [.rows], requires: [.of, .while], takes: [.where], in: [.metric]),
    Form("stock(E where C at TIME per LINK)", [.rows], requires: [.per], takes: [.where, .at], in: [.row]),
    Form("stock(E where C while A .. B per LINK)", [.rows], requires: [.per, .while], takes: [.where], in: [.row]),
    Form(
      "stock(sum X of E where C at TIME per LINK)", [.rows], requires: [.of, .per], takes: [.where, .at], in: [.row]),
    Form(
      "stock(sum X of E where C while A .. B per LINK)", [.rows], requires: [.of, .per, .while], takes: [.where],
      in: [.row]),
  ]
}
