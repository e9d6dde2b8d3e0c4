import KPIEngine

/// What a picture shows, whoever draws it: made once from a result table, with the table's own numbers and words.
package struct ChartScene: Sendable, Hashable {
  /// A number as it is drawn and as it is read.
  package struct Number: Sendable, Hashable {
    /// Nil where there is none.
    package var value: Double?
    /// As in the table, with its unit.
    package var exact: String
    /// Short enough for a picture: `1,5 tỷ ₫`.
    package var short: String
    /// Whether it can still change.
    package var isPartial = false
    /// What the pointer tells in place of the exact number: with its part of the whole.
    package var told: String?
    /// Where it stands in the table; nil where it is reckoned from several of its cells.
    package var cell: TableCell?
  }

  /// A cell of the table that is drawn; a row of nil is the total.
  package struct TableCell: Sendable, Hashable {
    package var row: Int?
    package var column: Int
  }

  /// Numbers of one kind, one per category.
  package struct Series: Sendable, Hashable {
    package var name: String
    package var numbers: [Number]
    /// An earlier period's, drawn behind and paler.
    package var isEarlier = false
    /// What was set for the numbers beside it: a rule, no course.
    package var isTarget = false
    /// Which of the colours it has: in all pictures of a table one group has one.
    package var tint = 0
  }

  /// One step of a funnel.
  package struct Step: Sendable, Hashable {
    package var name: String
    package var number: Number
    /// What leads to it from the step before, as it is read; nil for the first.
    package var rate: String?
  }

  /// A number against what was set for it.
  package struct Target: Sendable, Hashable {
    package var name: String
    package var actual: Number
    package var target: Number
    /// What that is called.
    package var word: String
    /// What it would be by now, were it reached evenly; nil where the period is over.
    package var pace: Double?
    /// In %, as it is read.
    package var achieved: String
  }

  /// The numbers of a line, with the bounds that they keep within.
  package struct Band: Sendable, Hashable {
    package var low: Series
    package var high: Series

    /// From what was to what is to come, over the units that are neither: the running one.
    static func bridge(_ series: [Series]) -> Series? {
      guard series.count == 2, let start = series[0].numbers.lastIndex(where: { $0.value != nil }),
        let end = series[1].numbers.firstIndex(where: { $0.value != nil }), start < end,
        let low = series[0].numbers[start].value, let high = series[1].numbers[end].value
      else { return nil }
      var bridge = Series(name: "", numbers: [], isEarlier: true, tint: series[1].tint)
      bridge.numbers = series[0].numbers.indices.map { place in
        let share = Double(place - start) / Double(end - start)
        return Number(
          value: (start...end).contains(place) ? low + (high - low) * share : nil, exact: "", short: "")
      }
      return bridge
    }

    /// The bounds at a place, in brackets; empty where there are none.
    func told(_ place: Int) -> String {
      guard low.numbers.indices.contains(place), low.numbers[place].value != nil else { return "" }
      return " (\(low.numbers[place].exact) – \(high.numbers[place].exact))"
    }
  }

  package enum Form: Sendable, Hashable {
    /// A bar per category and series; `parts` are the % that each is of the total, where they add up to one.
    case bars(categories: [String], series: [Series], parts: [String]?)
    /// `places` are where the categories lie from 0 to 1: days at their distances, units of time side by side.
    case lines(categories: [String], places: [Double], series: [Series], band: Band?)
    /// Bars along time, each over the stretch that its number came in: from `starts` to `places`, both from 0 to 1.
    case columns(categories: [String], starts: [Double], places: [Double], series: Series)
    /// Lines upon each other: together the whole.
    case layers(categories: [String], series: [Series])
    /// The parts of a whole.
    case slices([Bar])
    /// A cell per line and place across; nil where nothing has been observed.
    case grid(lines: [String], across: [String], cells: [[Number?]])
    case steps([Step])
    case targets([Target])
    /// From a total over parts that are added or taken away to another total.
    case parts(from: Bar, parts: [Bar], to: Bar)
  }

  /// A number with its name.
  package struct Bar: Sendable, Hashable {
    package var name: String
    package var number: Number
    /// In %, as it is read; nil where it is part of no whole.
    package var part: String?
  }

  /// One picture; a table with several numbers has one for each.
  package struct Panel: Sendable, Hashable {
    package var heading: String
    package var form: Form
  }

  package var title: String
  /// Nil where the table has no period.
  package var period: String?
  package var panels: [Panel]
  /// What the marks mean, and what was left out.
  package var notes: [String]
}

extension ChartScene {
  /// What layers are called: each with what it ends at, and whether that is more than it began with.
  static func namesOfLayers(_ series: [Series]) -> [String] {
    series.map { own in
      let known = own.numbers.compactMap(\.value)
      guard let first = known.first, let last = known.last, let end = own.numbers.last else { return own.name }
      let change = last > first ? "▲" : last < first ? "▼" : "="
      return "\(own.name) \(end.exact)\(end.isPartial ? "*" : "") \(change)"
    }
  }

  /// Whether places from 0 to 1 lie side by side.
  static func areEven(_ places: [Double]) -> Bool {
    places.indices.allSatisfy { abs(places[$0] * Double(max(places.count - 1, 1)) - Double($0)) < 1e-6 }
  }
}

extension ChartScene.Panel {
  /// Whether it shows numbers against what was set for them.
  var isOfTargets: Bool { if case .targets = form { true } else { false } }

  /// Whether a number of it can still change.
  var hasMarks: Bool {
    switch form {
    case .bars(_, let series, _), .lines(_, _, let series, _), .layers(_, let series):
      series.contains { $0.numbers.contains(where: \.isPartial) }
    case .columns(_, _, _, let series): series.numbers.contains(where: \.isPartial)
    case .slices(let slices): slices.contains(where: \.number.isPartial)
    case .grid(_, _, let cells): cells.contains { $0.contains { $0?.isPartial ?? false } }
    case .steps(let steps): steps.contains(where: \.number.isPartial)
    case .targets(let targets): targets.contains { $0.actual.isPartial || $0.target.isPartial }
    case .parts(let from, let parts, let to): ([from, to] + parts).contains(where: \.number.isPartial)
    }
  }
}
