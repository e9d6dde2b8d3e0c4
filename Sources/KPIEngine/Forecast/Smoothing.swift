/// Exponential smoothing of a monthly series: a level, a trend that may be damped, and seasons of twelve months.
///
/// Source: R. Hyndman, G. Athanasopoulos, "Forecasting: Principles and Practice" (3rd ed., 2021), chapter 8.
package struct Smoothing: Sendable, Hashable {
  /// How the months of the year differ.
  package enum Seasons: Sendable, Hashable {
    case none
    /// By an amount.
    case additive
    /// By a factor; for numbers above 0 only.
    case multiplicative
  }

  package let seasons: Seasons
  private let alpha: Double
  private let beta: Double
  private let gamma: Double
  private let damping: Double
  private let level: Double
  private let trend: Double
  /// The seasons of the next twelve months.
  private let season: [Double]
  /// One-step errors' standard deviation, relative to the fitted number where seasons are factors.
  private let deviation: Double

  package static let period = 12

  /// Whether the trend fades out.
  package var isDamped: Bool { damping < 1 }

  private struct Parameters {
    var values: [Double]
    var alpha: Double { values[0] }
    /// Shares of what alpha leaves, so that every vector within 0…1 is admissible.
    var beta: Double { values[0] * values[1] }
    var gamma: Double { (1 - values[0]) * values[2] }
  }

  /// The model with the least squared one-step error.
  ///
  /// - Parameter series: at least two years where there are seasons, else six months; finite numbers.
  /// - Returns: nil where the series is too short, or not above 0 where seasons are factors.
  package static func fit(_ series: [Double], seasons: Seasons, isDamped: Bool) -> Smoothing? {
    guard series.count >= (seasons == .none ? 6 : 2 * period) else { return nil }
    if seasons == .multiplicative, series.contains(where: { $0 <= 0 }) { return nil }
    var best: (error: Double, parameters: Parameters, damping: Double)?
    func consider(_ parameters: Parameters, _ damping: Double) -> Bool {
      guard let error = Run(series, seasons, parameters, damping)?.error, error.isFinite,
        error < best?.error ?? .infinity
      else { return false }
      best = (error, parameters, damping)
      return true
    }
    // A coarse grid, then steps that halve: the surface has flat valleys, but no more than a few.
    for damping in isDamped ? [0.8, 0.9, 0.98] : [1] {
      for alpha in stride(from: 0.05, through: 0.95, by: 0.15) {
        for beta in [0, 0.1, 0.3, 0.6] {
          for gamma in seasons == .none ? [0] : [0, 0.1, 0.3, 0.6] {
            _ = consider(Parameters(values: [alpha, beta, gamma]), damping)
          }
        }
      }
    }
    var step = 0.08
    while step > 0.002 {
      guard let start = best else { return nil }
      var improved = false
      for index in 0..<(seasons == .none ? 2 : 3) {
        for direction in [step, -step] {
          var parameters = start.parameters
          parameters.values[index] = min(1, max(index == 0 ? 0.01 : 0, parameters.values[index] + direction))
          if consider(parameters, start.damping) { improved = true }
        }
      }
      if !improved { step /= 2 }
    }
    guard let best, let run = Run(series, seasons, best.parameters, best.damping) else { return nil }
    return Smoothing(
      seasons: seasons, alpha: best.parameters.alpha, beta: best.parameters.beta, gamma: best.parameters.gamma,
      damping: best.damping, level: run.level, trend: run.trend, season: run.season,
      deviation: (run.error / Double(series.count)).squareRoot())
  }

  /// One pass over the series.
  private struct Run {
    var level: Double
    var trend: Double
    var season: [Double]
    var error = 0.0

    init?(_ series: [Double], _ seasons: Seasons, _ parameters: Parameters, _ damping: Double) {
      (level, trend, season) = Run.start(series, seasons)
      for (index, actual) in series.enumerated() {
        let slot = index % Smoothing.period
        let base = level + damping * trend
        let own = seasons == .none ? 0 : season[slot]
        let fitted = seasons == .multiplicative ? base * own : base + own
        // A level that falls to 0 leaves factors nothing to work on.
        if seasons == .multiplicative, base <= 0 || own <= 0 { return nil }
        let miss = actual - fitted
        let relative = seasons == .multiplicative ? miss / fitted : miss
        error += relative * relative
        let step = seasons == .multiplicative ? miss / own : miss
        trend = damping * trend + parameters.beta * step
        level = base + parameters.alpha * step
        if seasons != .none {
          season[slot] = own + parameters.gamma * (seasons == .multiplicative ? miss / base : miss)
        }
      }
      let turn = series.count % Smoothing.period
      season = Array(season[turn...] + season[..<turn])
    }

    /// The trend from the first two years' means, the seasons from what they leave.
    private static func start(_ series: [Double], _ seasons: Seasons) -> (Double, Double, [Double]) {
      let period = Smoothing.period
      guard seasons != .none else {
        let count = min(series.count, period)
        let half = count / 2
        let first = series[..<half].reduce(0, +) / Double(half)
        let second = series[half..<count].reduce(0, +) / Double(count - half)
        let trend = (second - first) / (Double(count) / 2)
        return (first - trend * (Double(half) + 1) / 2, trend, Array(repeating: 0, count: period))
      }
      let first = series[..<period].reduce(0, +) / Double(period)
      let second = series[period..<2 * period].reduce(0, +) / Double(period)
      let trend = (second - first) / Double(period)
      let level = first - trend * (Double(period) + 1) / 2
      func left(_ index: Int) -> Double {
        let line = level + trend * Double(index + 1)
        return seasons == .multiplicative ? (line > 0 ? series[index] / line : 1) : series[index] - line
      }
      var season = (0..<period).map { (left($0) + left($0 + period)) / 2 }
      let mean = season.reduce(0, +) / Double(period)
      season = season.map { seasons == .multiplicative ? $0 / mean : $0 - mean }
      return (level, trend, season)
    }
  }

  /// The numbers of the months 1…count after the series, each with the standard deviation of its error.
  package func forecast(_ count: Int) -> [(number: Double, deviation: Double)] {
    var trends = 0.0
    var fading = 1.0
    var variance = 1.0
    return (0..<count).map { index in
      fading *= damping
      trends += fading
      let base = level + trends * trend
      let own = seasons == .none ? 0 : season[index % Self.period]
      let number = seasons == .multiplicative ? base * own : base + own
      let spread = deviation * variance.squareRoot() * (seasons == .multiplicative ? abs(number) : 1)
      let weight = alpha + beta * trends + ((index + 1) % Self.period == 0 ? gamma : 0)
      variance += weight * weight
      return (number, spread)
    }
  }

  /// The same month of the year before; the spread grows with the years.
  package static func seasonalNaive(_ series: [Double], _ count: Int) -> [(number: Double, deviation: Double)] {
    guard series.count >= period else { return [] }
    let misses = series.indices.dropFirst(period).map { series[$0] - series[$0 - period] }
    let square = misses.reduce(0) { $0 + $1 * $1 }
    let deviation = misses.isEmpty ? 0 : (square / Double(misses.count)).squareRoot()
    return (0..<count).map { index in
      let years = Double(index / period + 1)
      return (series[series.count - period + index % period], deviation * years.squareRoot())
    }
  }

  /// Mean of |forecast − actual| ÷ ((|forecast| + |actual|) ÷ 2) × 100, 0 to 200; both 0 is no miss.
  package static func symmetricError(_ forecast: [Double], _ actual: [Double]) -> Double {
    let misses = zip(forecast, actual).map { forecast, actual -> Double in
      let size = abs(forecast) + abs(actual)
      return size == 0 ? 0 : abs(forecast - actual) / size * 200
    }
    return misses.isEmpty ? 0 : misses.reduce(0, +) / Double(misses.count)
  }
}
