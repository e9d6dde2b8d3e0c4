import Synchronization
import Testing

@testable import KPIEngine

/// Tasks are each done once, and all before their list ends, lists within tasks too.
@Suite struct TeamTests {
  @Test(arguments: [1, 2, 4], [0, 1, 2, 7, 40]) func everyTaskIsDoneOnce(_ threads: Int, _ count: Int) {
    let team = Team(threads: threads)
    for _ in 0..<50 {
      let done = Mutex([Int](repeating: 0, count: count))
      team.perform(count) { index in done.withLock { $0[index] += 1 } }
      #expect(done.withLock { $0 } == Array(repeating: 1, count: count))
    }
  }

  @Test(arguments: [1, 2, 4]) func listsWithinTasksEndBeforeThem(_ threads: Int) {
    let team = Team(threads: threads)
    for _ in 0..<50 {
      let sums = Mutex([Int](repeating: 0, count: 6))
      team.perform(6) { outer in
        let sum = Atomic(0)
        team.perform(9) { middle in
          team.perform(3) { inner in
            _ = sum.wrappingAdd(outer * 100 + middle * 10 + inner, ordering: .relaxed)
          }
        }
        let found = sum.load(ordering: .relaxed)
        sums.withLock { $0[outer] = found }
      }
      #expect(sums.withLock { $0 } == (0..<6).map { $0 * 2_700 + 3 * 360 + 27 })
    }
  }

  /// The threads at work at one time are never more than the team has.
  @Test(arguments: [2, 3]) func noMoreThreadsThanTheTeamHas(_ threads: Int) {
    let team = Team(threads: threads)
    let now = Atomic(0)
    let most = Mutex(0)
    team.perform(8) { _ in
      team.perform(8) { _ in
        let working = now.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
        most.withLock { $0 = max($0, working) }
        var number = 1
        for step in 1..<2_000 { number = number &* 31 &+ step }
        #expect(number != 0)
        _ = now.wrappingSubtract(1, ordering: .sequentiallyConsistent)
      }
    }
    #expect((1...threads).contains(most.withLock { $0 }))
  }
}
