/// How far each subject gets along a sequence of events, and when.
///
/// A chain is one event per step, no event twice, each at or after the one before (`isStrict`: after it), within the
/// steps' bounds. A subject's chain is the deepest of all that begin in the frame; of those the one whose first event
/// is earliest, then its second, and so on.
package struct SequencePlan: Hashable, Sendable {
  package struct Step: Hashable, Sendable {
    /// The streams whose rows are the step's events; each with a time and a subject.
    ///
    /// A row of an entity, placed by one of its times, is one event, whichever streams it comes in.
    package var inputs: [Input]
    /// How long after the step before it may happen, the bound itself included; nil for any time.
    package var within: TimeShift?

    package init(inputs: [Input], within: TimeShift? = nil) {
      self.inputs = inputs
      self.within = within
    }
  }

  /// Whose chains are followed: the rows of an entity that meet its condition, split by its keys.
  package var subjects: Input
  /// In the order of the subjects' keys.
  package var dimensions: [Dimension]
  /// At least one.
  package var steps: [Step]
  /// How long after the first event the last may happen, the bound itself included.
  package var overall: TimeShift?
  package var isStrict: Bool
  /// The first step happens in the frame's whole unit; no event is after today.
  package var frame: Frame

  package init(
    subjects: Input, dimensions: [Dimension], steps: [Step], overall: TimeShift?, isStrict: Bool, frame: Frame
  ) {
    self.subjects = subjects
    self.dimensions = dimensions
    self.steps = steps
    self.overall = overall
    self.isStrict = isStrict
    self.frame = frame
  }

  /// Whether something limits how long the step is waited for.
  package func isBounded(_ step: Int) -> Bool { step > 0 && (overall != nil || steps[step].within != nil) }
}
