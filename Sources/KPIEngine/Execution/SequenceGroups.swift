/// The subjects of a plan, each in one group.
final class SequenceGroups: Sendable {
  /// By subject its row, ascending, and its group's number.
  let rows: [Int32]
  let numbers: [Int32]
  /// The cells of the groups, whose numbers come in no order; a group may have no one.
  let cells: [UInt64]
  /// The subjects by group, and where those of each begin.
  private let members: Made<(subjects: [Int32], starts: [Int])>

  var count: Int { cells.count }

  /// - Parameters:
  ///   - cells: by subject that of its group.
  ///   - cellCount: more than any cell.
  init(rows: [Int32], cells: [UInt64], cellCount: UInt64) {
    self.rows = rows
    // Where there are few cells their own numbers serve, else those of a table.
    let numbers: [Int32]
    if cellCount <= UInt64(max(1_024, cells.count)) {
      numbers = cells.map { Int32(truncatingIfNeeded: $0) }
      self.cells = Array(0..<cellCount)
    } else {
      var table = KeyTable()
      numbers = cells.map { Int32(truncatingIfNeeded: table.number(of: $0)) }
      self.cells = table.keys
    }
    self.numbers = numbers
    let count = self.cells.count
    members = Made { Self.members(numbers, groupCount: count) }
  }

  /// The subjects of a group, ascending.
  func subjects(of group: Int) -> ArraySlice<Int32> {
    let (subjects, starts) = members.value
    return subjects[starts[group]..<starts[group + 1]]
  }

  private static func members(_ numbers: [Int32], groupCount: Int) -> (subjects: [Int32], starts: [Int]) {
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for number in numbers { starts[Int(number) + 1] += 1 }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    var places = starts
    var subjects = [Int32](repeating: 0, count: numbers.count)
    for (subject, number) in numbers.enumerated() {
      subjects[places[Int(number)]] = Int32(truncatingIfNeeded: subject)
      places[Int(number)] += 1
    }
    return (subjects, starts)
  }
}
