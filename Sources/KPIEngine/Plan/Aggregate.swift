/// Rows of one entity as a stream: the visible rows that meet a condition, placed in time, with keys and a payload.
package struct Input: Hashable, Sendable {
  package var entity: Int
  /// What places a row in time; nil for an entity without a time, whose rows count in every unit.
  package var time: Scalar?
  package var condition: Scalar?
  /// One expression per dimension key of the question.
  package var keys: [Scalar]
  /// The measure, or the thing that is counted once; nil for a plain count.
  package var payload: Scalar?
  /// Whom the row belongs to, where the aggregate works per subject.
  package var subject: Scalar?

  package init(
    entity: Int, time: Scalar?, condition: Scalar? = nil, keys: [Scalar] = [],
    payload: Scalar? = nil, subject: Scalar? = nil
  ) {
    self.entity = entity
    self.time = time
    self.condition = condition
    self.keys = keys
    self.payload = payload
    self.subject = subject
  }

  /// Whether it is placed by an intention, which may lie after today.
  package var isPlanned: Bool { time?.isPlannedTime ?? false }
}

/// A period that takes the place of a unit before an aggregate looks at it: `previous(m)`, `rolling(m, 7 days)`, ….
package enum Shift: Hashable, Sendable {
  /// The period before the unit.
  case previous
  /// The unit shifted back.
  case ago(Int, Grain)
  /// Ends with the unit.
  case rolling(Int, Grain)
  /// From the question's start to the unit's end.
  case cumulative
  /// From the start of the calendar unit that holds the unit's last day.
  case toDate(Grain)
  /// Everything up to the unit's end.
  case soFar
  /// A period of its own, whatever is asked: `[M month 2023-09]` of a row.
  case fixed(FrameUnit)
}

/// Which rows of time an aggregate sees for a unit of the frame.
package enum Window: Hashable, Sendable {
  case unit
  /// All rows up to the unit's end.
  case soFar
  /// All rows before the unit.
  case before
  /// All rows before the time of the row that asks.
  case beforeRow
  /// All rows, up to today.
  case ever
  /// All rows, those after today too: a history's later changes still tell what was before them.
  case always
  /// Always these days, half-open.
  case fixed(Int, Int)
}

/// A number for every group of a question, from the rows of a window.
package struct Aggregate: Hashable, Sendable {
  /// Which units a row counts in.
  package enum Placement: Hashable, Sendable {
    case point
    /// Open at the window's end: begun before it and not ended before it.
    case openAtEnd(until: Scalar)
    /// Open at some time in the window.
    case overlapping(until: Scalar)

    /// What a row that has begun must meet to be open, not ended before the boundary; without an end it is.
    package var stillOpen: Scalar? {
      switch self {
      case .point: return nil
      case .overlapping(let until): return .not(.compare(.less, until, .boundary(.start)))
      case .openAtEnd(let until):
        let ended = Scalar.compare(.less, until, .boundary(.end))
        // A stock ends at today. An end that is planned may lie after it, in a period that still runs.
        return .not(until.isPlannedTime ? .all([ended, .compare(.less, until, .boundary(.tomorrow))]) : ended)
      }
    }
  }

  package var function: Function
  package var inputs: [Input]
  package var window: Window
  package var placement: Placement
  /// Periods that take the unit's place, the outermost first.
  package var shifts: [Shift] = []
  /// Set where the aggregate is over things linked from the rows, not over the rows.
  package var each: Each?

  package init(
    _ function: Function, inputs: [Input], window: Window = .unit, placement: Placement = .point, each: Each? = nil
  ) {
    self.function = function
    self.inputs = inputs
    self.window = window
    self.placement = placement
    self.each = each
  }

  /// Changes every input, those of inner aggregates too.
  package mutating func changeInputs(_ change: (inout Input) -> Void) {
    for index in inputs.indices { change(&inputs[index]) }
    guard var each else { return }
    for index in each.inner.indices { each.inner[index].changeInputs(change) }
    self.each = each
  }

  /// Whether it is amounts set for spans of time.
  package var isAllotted: Bool { if case .allotted = function { true } else { false } }

  /// Whether a group has a row because the aggregate has one in it.
  package var makesGroups: Bool { if case .allotted(let allotment) = function { allotment.makesGroups } else { true } }

  /// Whether values over parts can be folded into the value over the whole.
  package var isAdditive: Bool {
    if each != nil { return false }
    switch function {
    case .count, .sum, .average, .minimum, .maximum: return true
    default: return false
    }
  }
}

/// One number per thing that rows lead to (`each orders.customer`), aggregated in turn.
package struct Each: Hashable, Sendable {
  /// Aggregates of a thing's own rows; their inputs' `subject` is the thing.
  package var inner: [Aggregate]
  /// Over the inner aggregates; nil keeps every thing that has a row.
  package var having: Scalar?
  /// What is aggregated, over the inner aggregates; nil for a count of things.
  package var value: Scalar?

  package init(inner: [Aggregate], having: Scalar? = nil, value: Scalar? = nil) {
    self.inner = inner
    self.having = having
    self.value = value
  }
}

/// An aggregate per subject (`per customer`), for conditions.
package struct SubjectAggregate: Hashable, Sendable {
  package var aggregate: Aggregate
  /// The entity whose rows are the subjects.
  package var subject: Int
  /// It looks at the rows of the group and the question's condition only, not at all the subject's rows.
  package var isWithinGroup: Bool
  /// Before when the rows were that `before this` means, where it is not the row's own placing time: a condition about
  /// customers keeps theirs when it is asked of their orders.
  package var moment: Scalar?

  package init(aggregate: Aggregate, subject: Int, isWithinGroup: Bool = false) {
    self.aggregate = aggregate
    self.subject = subject
    self.isWithinGroup = isWithinGroup
  }
}
