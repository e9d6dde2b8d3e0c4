/// The state that each subject is in at the end of some days, from the changes of its state.
///
/// The state at a time is what the last change at or before it led to; before the first change, what that change came
/// from; without changes, the present state. Changes of one subject are in order of time, then key.
package struct AsOfPlan: Hashable, Sendable {
  package struct Changes: Hashable, Sendable {
    package var entity: Int
    package var subject: LinkPath
    /// Changes after today count: they tell what the state before them was.
    package var time: Scalar
    package var from: Scalar
    package var to: Scalar

    package init(entity: Int, subject: LinkPath, time: Scalar, from: Scalar, to: Scalar) {
      self.entity = entity
      self.subject = subject
      self.time = time
      self.from = from
      self.to = to
    }
  }

  /// The rows that are counted, each from its time on; rows without one never are.
  package var subjects: Input
  /// The subjects' present state.
  package var present: Scalar
  package var changes: Changes
  package var dimension: Dimension
  /// Ascending day numbers.
  package var days: [Int]
  /// The day that the first is compared with.
  package var dayBefore: Int
  package var frame: Frame

  package init(
    subjects: Input, present: Scalar, changes: Changes, dimension: Dimension, days: [Int], dayBefore: Int,
    frame: Frame
  ) {
    self.subjects = subjects
    self.present = present
    self.changes = changes
    self.dimension = dimension
    self.days = days
    self.dayBefore = dayBefore
    self.frame = frame
  }
}

extension AsOfPlan.Changes {
  /// 1 where a subject's state met a test at a moment, else 0: an expression over the subjects' rows.
  ///
  /// - Parameters:
  ///   - present: the state that the last change has led to.
  ///   - moment: which changes had happened, over their rows.
  package func flag(
    of subjects: Int, _ present: Scalar, upTo moment: Scalar, meets test: (Scalar) -> Scalar
  ) -> Scalar {
    func flag(_ state: Scalar) -> Scalar { .choose(test(state), then: .integer(1), otherwise: .integer(0)) }
    let isPast = Scalar.compare(.less, time, .boundary(.tomorrow))
    let last = aggregate(.last, of: subjects, where: .all([isPast, moment]), payload: flag(to))
    // A change after today still tells what was before it.
    return .coalesce([last, aggregate(.first, of: subjects, where: nil, payload: flag(from)), flag(present)])
  }

  /// An aggregate of each subject's changes, those after today too.
  package func aggregate(
    _ function: Aggregate.Function, of subjects: Int, where condition: Scalar?, payload: Scalar
  ) -> Scalar {
    let input = Input(
      entity: entity, time: time, condition: condition, payload: payload, subject: .row(subject))
    return .attached(
      SubjectAggregate(aggregate: Aggregate(function, inputs: [input], window: .always), subject: subjects),
      LinkPath(entity: subjects))
  }
}
