extension CellEvaluator {
  /// Compares moments and stretches of time: a date stands for its whole day, a month for all its days.
  ///
  /// As in a question's `where`: `> 2023-09` is after its last day, `>= 2023-09` from its first, `= 2023-09` in it.
  static func compare(
    _ comparison: RowExpression.Comparison, _ lhs: Range<Int64>, _ rhs: Range<Int64>
  ) -> Bool {
    let isBefore = lhs.upperBound <= rhs.lowerBound
    let isAfter = lhs.lowerBound >= rhs.upperBound
    switch comparison {
    case .less: return isBefore
    case .greater: return isAfter
    case .lessOrEqual: return !isAfter
    case .greaterOrEqual: return !isBefore
    case .equal: return lhs.contains(rhs) || rhs.contains(lhs)
    case .notEqual: return !(lhs.contains(rhs) || rhs.contains(lhs))
    }
  }
}

extension Value {
  /// The seconds that a time covers: one for a moment, all of them for a day or a calendar unit; nil for what is no time.
  var moments: Range<Int64>? {
    guard let start = seconds else { return nil }
    switch self {
    case .date: return start..<start + 86_400
    case .unit(let grain, let day): return start..<Int64(grain.adding(1, to: day)) * 86_400
    default: return start..<start + 1
    }
  }
}
