import KPIEngine
import Testing

/// Exponential smoothing on series whose future is known.
struct SmoothingTests {
  private static let pattern = [1.2, 0.8, 0.9, 1.0, 1.1, 1.3, 0.7, 0.8, 0.9, 1.1, 1.0, 1.2]

  @Test(arguments: [Smoothing.Seasons.additive, .multiplicative])
  func continuesATrendWithSeasons(_ seasons: Smoothing.Seasons) throws {
    func actual(_ month: Int) -> Double {
      let line = 200 + 3 * Double(month)
      let season = Self.pattern[month % 12]
      return seasons == .additive ? line + 100 * (season - 1) : line * season
    }
    let model = try #require(Smoothing.fit((0..<48).map(actual), seasons: seasons, isDamped: false))
    for (index, month) in model.forecast(12).enumerated() {
      #expect(abs(month.number - actual(48 + index)) < 0.02 * actual(48 + index))
    }
  }

  @Test func spreadGrowsWithTheDistance() throws {
    let series = (0..<40).map { 100 + Double($0 * $0 % 17) }
    let model = try #require(Smoothing.fit(series, seasons: .none, isDamped: true))
    let deviations = model.forecast(6).map(\.deviation)
    #expect(deviations.first.map { $0 > 0 } == true)
    #expect(zip(deviations, deviations.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func refusesWhatItCannotLearnFrom() {
    #expect(Smoothing.fit(Array(repeating: 1, count: 23), seasons: .additive, isDamped: true) == nil)
    #expect(Smoothing.fit(Array(repeating: 0, count: 36), seasons: .multiplicative, isDamped: true) == nil)
    #expect(Smoothing.fit(Array(repeating: 1, count: 5), seasons: .none, isDamped: true) == nil)
  }

  @Test func naiveRepeatsTheLastYear() {
    let series = (1...30).map(Double.init)
    #expect(Smoothing.seasonalNaive(series, 14).map(\.number) == (19...30).map(Double.init) + [19, 20])
    #expect(Smoothing.seasonalNaive(Array(series.prefix(11)), 1).isEmpty)
  }

  @Test func symmetricErrorCountsTwoZerosAsNoMiss() {
    #expect(Smoothing.symmetricError([0, 100], [0, 300]) == 50)
    #expect(Smoothing.symmetricError([5], [0]) == 200)
  }
}
