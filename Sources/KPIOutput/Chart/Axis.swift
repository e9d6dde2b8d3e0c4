import KPIEngine

/// A linear scale over some numbers, with round ticks.
struct Axis {
  let low: Double
  let high: Double
  /// Round numbers over the whole of it, ascending; none where the axis is only a scale.
  let ticks: [Double]

  /// Over the numbers as they are; pass 0 among them where bars begin there.
  init(_ numbers: [Double]) {
    let known = numbers.filter(\.isFinite)
    let (least, greatest) = (known.min() ?? 0, known.max() ?? 0)
    low = least
    high = greatest > least ? greatest : least + max(1, abs(least) * 1e-9)
    ticks = []
  }

  /// Over the numbers and out to round ticks; from 0 where that wastes less than half of the room.
  init(covering numbers: [Double], ticks: Int) {
    let known = numbers.filter(\.isFinite)
    // One number alone is drawn against 0.
    let own = Axis(known.min() == known.max() ? numbers + [0] : numbers)
    let start = own.low > 0 && own.low < own.high * 0.6 ? 0 : own.low
    let step = Self.step(own.high - start, ticks)
    let first = (start / step).rounded(.down)
    let last = max((own.high / step).rounded(.up), first + 1)
    low = first * step
    high = last * step
    // Numbers far from 0 that hardly differ may have no room for more.
    self.ticks = stride(from: first, through: min(last, first + 20), by: 1).map { $0 * step }
  }

  /// Where a number stands, from 0 to 1.
  func place(_ number: Double) -> Double { min(1, max(0, (number - low) / (high - low))) }

  /// 1, 2 or 5 times a power of ten.
  private static func step(_ span: Double, _ count: Int) -> Double {
    guard span > 0, span.isFinite else { return 1 }
    let rough = span / Double(max(count, 1))
    var power = 1.0
    while power * 10 <= rough { power *= 10 }
    while power > rough { power /= 10 }
    let steps = [1.0, 2, 5, 10]
    return power * (steps.first { $0 * power >= rough * 0.999_999 } ?? 10)
  }
}
