import KPIEngine

// Parts of a unit of time by a word.
extension PeriodReader {
  /// `last weekend`, `cuối tuần này`: Saturday and Sunday of a week.
  mutating func weekend() -> PeriodPhrase.Kind? {
    let isThis = take(["cuoi tuan nay", "this weekend"])
    guard isThis || take(["cuoi tuan truoc", "last weekend"]) else { return nil }
    let monday = Grain.week.start(of: today) - (isThis ? 0 : 7)
    return .range(from: point(.day, monday + 5), to: point(.day, monday + 6))
  }

  /// `đầu tháng 12`, `giữa tháng này`, `cuối tháng`: its first, second or last ten days.
  mutating func partOfMonth() -> PeriodPhrase.Kind? {
    let part = ["dau thang", "giua thang", "cuoi thang"].firstIndex { take([$0]) }
    guard let part else { return nil }
    index -= 1
    var month = trying { $0.moment() }?.start
    if month == nil, let kind = trying({ $0.behindUnit() }) {
      switch kind {
      case .this: month = today
      case .previous: month = Grain.month.start(of: today) - 1
      default: return nil
      }
    } else if month == nil {
      index += 1
      // `đầu tháng sau` and what nobody knows.
      month = today
    }
    guard let day = month else { return nil }
    let first = Grain.month.start(of: day)
    let last = Grain.month.adding(1, to: first) - 1
    let (from, to) = [(first, first + 9), (first + 10, first + 19), (first + 20, last)][part]
    return .range(from: point(.day, from), to: point(.day, to))
  }
}
