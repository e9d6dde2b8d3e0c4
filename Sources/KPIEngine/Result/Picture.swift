/// What a table shows as a picture, where its columns alone do not say it; columns by name.
///
/// A report says it of its own table, so that whatever draws knows no report.
package enum Picture: Sendable, Hashable {
  /// Steps one after the other, each a column of the numbers over everything; `rates` lead from step to step.
  case stepColumns([String])
  /// Steps one after the other, each a row: what it is called, how many came so far, the rate from the step before;
  /// for each group anew.
  case steps(groups: [String], name: String, value: String, rate: String)
  /// Parts that lead from one total to another.
  case parts(from: String, to: String, part: String)
  /// Numbers against what was set for them; the pace where one is known.
  case targets(actual: String, target: String, pace: String)
  /// A number over time between the bounds that it keeps within, and what it was before the table begins.
  case band(value: String, low: String, high: String, before: [Earlier])
  /// A number over time, and how much of it came in each unit.
  case growth(total: String, added: String)
  /// Numbers with what was set for them; what else there is the columns say.
  case rules([Rule])
  /// How many there are in each group over time, together everyone.
  case layers(time: String, group: String, value: String)
  /// Things one by one: nothing to draw unless a form is named.
  case things
}

extension Picture {
  /// A number and where it was.
  package struct Earlier: Sendable, Hashable {
    package var place: Value
    package var number: Value

    package init(place: Value, number: Value) {
      self.place = place
      self.number = number
    }
  }

  /// A column, and the one of what was set for it.
  package struct Rule: Sendable, Hashable {
    package var value: String
    package var target: String

    package init(value: String, target: String) {
      self.value = value
      self.target = target
    }
  }
}

/// A form of picture that a question can ask for.
package enum ChartKind: String, Sendable, Hashable, CaseIterable {
  case bar, line, area, pie, heatmap, funnel, bullet, waterfall
}

/// That a table is to be drawn: as a form, or as the one that suits it.
package struct Drawing: Sendable {
  package var kind: ChartKind?
  /// The scene of the table that it was made of, and of no other: whatever changes rows or columns takes it away.
  package var scene: (any Sendable)?

  package init(kind: ChartKind?) { self.kind = kind }
}
