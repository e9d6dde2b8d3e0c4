import KPIEngine

/// Whether a subject's dimension had a value at a moment, as an expression over the subject's rows.
///
/// The last change up to the moment decides; before the first change, what that change says was there; without
/// changes the present.
struct StateExpression {
  let subject: Int
  let history: History
  /// The value's test over the changes' sides, and over the present.
  let wasIt: Scalar
  let becameIt: Scalar
  let isIt: Scalar

  /// 1 where it had the value, else 0, by the changes that meet `upTo` (over the changes' rows).
  func flag(upTo moment: Scalar) -> Scalar {
    let time = history.timeAsWritten
    let last = overChanges(
      .last, where: .all([.compare(.less, time, .boundary(.tomorrow)), moment]), payload: Self.flag(becameIt))
    // A change after today still tells what was before it.
    let before = overChanges(.first, where: nil, payload: Self.flag(wasIt))
    return .coalesce([last, before, Self.flag(isIt)])
  }

  /// An aggregate of each subject's changes, those after today too.
  func overChanges(
    _ function: Aggregate.Function, where condition: Scalar?, payload: Scalar
  ) -> Scalar {
    let input = Input(
      entity: history.changes, time: history.timeAsWritten, condition: condition, payload: payload,
      subject: .row(history.subject))
    return .attached(
      SubjectAggregate(aggregate: Aggregate(function, inputs: [input], window: .always), subject: subject),
      LinkPath(entity: subject))
  }

  static func flag(_ condition: Scalar) -> Scalar {
    .choose(condition, then: .integer(1), otherwise: .integer(0))
  }
}
