import Testing

@testable import KPIEngine

/// A chain and what it waits for do not change where events that nothing reaches are left out.
@Suite struct ReachableTimesTests {
  @Test func chainsStayWithoutWhatIsOutOfReach() {
    var left = 0
    for seed in UInt64(0)..<3_000 {
      let asked = SequenceSolverTests.random(seed)
      let all = asked.steps.map { step in
        SequenceEvents(offsets: [0, step.count], stamps: step.map(\.stamp), identities: step.map(\.identity))
      }
      var reachable = ReachableTimes(subjectCount: 1)
      var near: [SequenceEvents] = []
      for (step, events) in asked.steps.enumerated() {
        let kept = events.filter { $0.stamp >= reachable.first[0] && $0.stamp <= reachable.last[0] }
        left += events.count - kept.count
        let own = SequenceEvents(offsets: [0, kept.count], stamps: kept.map(\.stamp), identities: kept.map(\.identity))
        near.append(own)
        guard step + 1 < asked.steps.count else { break }
        reachable.advance(
          behind: own, within: asked.within[step + 1], overall: step == 0 ? asked.overall : nil, .utc)
      }
      #expect(answer(asked, all) == answer(asked, near), "seed \(seed)")
    }
    #expect(left > 1_000)
  }

  private func answer(
    _ asked: SequenceSolverTests.Case, _ events: [SequenceEvents]
  ) -> SequenceSolverTests.Answer {
    let solver = SequenceSolver(
      events, within: asked.within, overall: asked.overall, isStrict: asked.isStrict, tomorrow: asked.tomorrow,
      zone: .utc)
    solver.solve(0)
    return SequenceSolverTests.Answer(chain: solver.chain, isAwaited: solver.isAwaited)
  }
}
