import KPILanguage

extension Signature {
  /// Every function.
  package static let all: [Signature] = scalars + aggregates + windows + comingAndGoing + overGroups + ofRows

  // MARK: Functions of values

  private static let everywhere = Set(Place.allCases)

  private static let scalars: [Signature] = [
    Signature("if", [Form("if(C, X, Y)", [.condition, .value, .value], in: everywhere)]),
    Signature("coalesce", [Form("coalesce(X, Y, …)", [.value], mostOfLast: 64, in: everywhere)]),
    Signature("least", [Form("least(X, Y, …)", [.value], mostOfLast: 64, in: everywhere)]),
    Signature("greatest", [Form("greatest(X, Y, …)", [.value], mostOfLast: 64, in: everywhere)]),
    Signature("round", [Form("round(X, DECIMALS)", [.number, .places], optionalCount: 1, in: everywhere)]),
    Signature("abs", [Form("abs(X)", [.number], in: everywhere)]),
    Signature("days", [between("days"), ofPeriod("days")]),
    Signature("weeks", [between("weeks")]),
    Signature("hours", [between("hours")]),
    Signature("months", [between("months"), ofPeriod("months")]),
  ]

  private static func between(_ name: String) -> Form { Form("\(name)(FROM, TO)", [.time, .time], in: everywhere) }

  private static func ofPeriod(_ name: String) -> Form { Form("\(name)(P)", [.period], in: [.metric, .things]) }

  // MARK: Aggregates

  /// The times at which an aggregate of a row's own subject, or of a thing, may look.
  private static let ofSubject: Set<Call.TimeWord> = [.beforePeriod, .beforeThis, .upToPeriod, .ever, .inPrevious]
  private static let ofThing: Set<Call.TimeWord> = [.beforePeriod, .upToPeriod, .ever, .inPrevious]
  /// Rows that are open at an end have an end to be open at.
  private static let whileOpen: Set<Call.TimeWord> = [.upToPeriod, .inPrevious]

  private static let aggregates: [Signature] =
    [
      Signature("count", forms("count", "E", [.rows]) + distinct("count") + first("count") + each("count", nil)),
      Signature(
        "percentile",
        forms("percentile", "E.MEASURE", [.measure, .fraction], "0.9")
          + expressions("percentile", "X", [.measure, .fraction], "0.9") + each("percentile", "X, 0.9")),
      Signature("first_time", forms("first_time", "E", [.rows])),
      Signature("last_time", forms("last_time", "E", [.rows])),
      Signature("stock", stocks),
    ]
    + ["sum", "avg", "min", "max", "median", "stddev"].map { name in
      Signature(
        name, forms(name, "E.MEASURE", [.measure]) + expressions(name, "X", [.measure]) + each(name, "X"))
    }
    + ["first", "last"].map { name in
      Signature(name, forms(name, "E.MEASURE", [.measure]) + expressions(name, "X", [.measure]))
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
        "\(name)(\(text))".replacing("( ", with: "("), arguments, mostOfLast: mostOfLast,
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

  // MARK: Metrics of other periods and groups

  private static let windows: [Signature] = [
    Signature("previous", [Form("previous(M)", [.metric], in: [.metric])]),
    Signature("cumulative", [Form("cumulative(M)", [.metric], in: [.metric])]),
    Signature("so_far", [Form("so_far(M)", [.metric], in: [.metric])]),
    Signature("ago", [Form("ago(M, 1 year)", [.metric, .span], in: [.metric])]),
    Signature("rolling", [Form("rolling(M, 30 days)", [.metric, .span], in: [.metric])]),
    Signature("to_date", [Form("to_date(M, year)", [.metric, .unit], in: [.metric])]),
  ]

  private static let comingAndGoing: [Signature] = ["retained", "lost", "returning"].map { name in
    Signature(name, [Form("\(name)(EVENT where C per LINK)", [.event], takes: [.where, .per], in: [.metric])])
  }

  private static let overGroups: [Signature] = [
    Signature("share", [Form("share(M)", [.metric], in: [.metric])]),
    Signature("rank", [Form("rank(M)", [.metric], in: [.metric])]),
    Signature("target", [Form("target(M)", [.metricName], in: [.metric])]),
  ]

  // MARK: Rows

  private static let ofRows: [Signature] = [
    Signature("age", [Form("age(TIME)", [.time], in: [.row, .clause, .declaration])]),
    Signature(
      "bands", [Form("bands(X, 10, 20, …)", [.number, .edge], mostOfLast: 63, in: [.row, .clause, .declaration])]),
  ]
}
