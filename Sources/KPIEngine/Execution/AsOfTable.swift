/// What an as-of plan answers.
package struct AsOfTable: Sendable {
  package struct Cell: Hashable, Sendable {
    /// Subjects in the state at the end of the day.
    package var subjects = 0
    /// Of those, who were not in it at the end of the day before in the plan: new ones too.
    package var arrived = 0
    /// Who were in it then and are not now.
    package var left = 0
  }

  /// The codes of the states that some subject is in at the end of one of the days, in their declared order or by name.
  package var states: [Int]
  /// How the states are shown.
  package var labels: KeyLabels
  /// Per day, per state.
  package var cells: [[Cell]]
}
