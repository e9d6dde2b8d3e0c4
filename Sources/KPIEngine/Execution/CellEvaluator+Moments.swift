extension CellEvaluator {
  /// Compares moments and stretches of time: a date stands for its whole day, a month for all its days.
  ///
  /// As in a question's `where`: `> 2023-09` is after its last day, `>= 2023-09` from its first, `= 2023-09` in it.
  static func compare(
    _ comparison: Scalar.Comparison, _ lhs: Range<Int64>, _ rhs: Range<Int64>
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
  /// The stamps that a time covers: one for a moment, all of them for a day or a calendar unit; nil for what is no time.
  var moments: Range<Int64>? {
    switch self {
    case .date(let day): return Stamp.start(of: day)..<Stamp.start(of: day + 1)
    case .unit(let grain, let day): return Stamp.start(of: day)..<Stamp.start(of: grain.adding(1, to: day))
    // A time of the clock is of a day on which none is changed.
    case .time(let day, let second):
      let start = Stamp.start(of: day) + Int64(second) * Stamp.perSecond
      return start..<start + 1
    case .moment(let moment): return moment.stamp..<moment.stamp + 1
    default: return nil
    }
  }
}
