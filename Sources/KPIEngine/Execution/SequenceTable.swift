/// What a sequence plan answers: for each group of subjects that someone enters, and for all, how many reach each step.
package struct SequenceTable: Sendable {
  package struct Step: Sendable {
    /// Subjects whose chain reaches the step.
    package var subjects = 0
    /// Those subjects, and those waiting; nil where nobody is.
    package var reaching: Reach?
    package var waitingFor: Reach?
    /// Half of them took at most so long from their first step, in seconds: the mean of the middle two; nil for none.
    package var medianSeconds: Double?
    /// Subjects that reached the step before and not this one, and may still do so.
    package var waiting = 0
    /// Whether the number of subjects, the median can still change by events after today.
    package var isOpen = false
    package var isMedianOpen = false
  }

  /// Who reaches a step or waits for it: few tables are ever asked who they are.
  package struct Reach: Sendable {
    let depths: SequenceDepths
    let groups: SequenceGroups
    /// Nil for all.
    let group: Int?
    let step: Int
    let isWaiting: Bool

    /// Their row numbers, ascending.
    package var rows: [Int32] {
      func row(_ subject: Int) -> Int32? {
        let mark = depths.marks[subject]
        let depth = SequenceDepths.depth(mark)
        let isMeant = isWaiting ? depth == step && SequenceDepths.isWaiting(mark) : depth > step
        return isMeant ? groups.rows[subject] : nil
      }
      guard let group else { return groups.rows.indices.compactMap(row) }
      return groups.subjects(of: group).compactMap { row(Int($0)) }
    }
  }

  package struct Group: Sendable {
    /// A code per key.
    package var keys: [Int]
    package var steps: [Step]
  }

  /// In order of the keys, those without a declared order by the subjects that enter, descending.
  package var groups: [Group]
  package var total: [Step]
  /// How each key is shown.
  package var keys: [KeyLabels]
}
