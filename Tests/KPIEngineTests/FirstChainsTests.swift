import Testing

@testable import KPIEngine

/// Chains of many subjects, a step at a time, against the search for each; what its groups come to against lists.
@Suite struct FirstChainsTests {
  /// Subjects with steps of random events, all under the limits of the first.
  private struct Company {
    let given: SequenceSolverTests.Case
    let steps: [[[SequenceSolverTests.Event]]]
    let events: [SequenceEvents]

    init(_ seed: UInt64, count: Int, hasIdentities: Bool, most: Int) {
      let given = SequenceSolverTests.random(seed)
      var dice = SequenceSolverTests.Dice(state: seed &* 31 &+ UInt64(count))
      let depth = given.steps.count
      let steps = (0..<count).map { subject in
        var own = SequenceSolverTests.random(seed &+ UInt64(subject) &* 7_919).steps
        own = own.count >= depth ? Array(own[..<depth]) : own + given.steps[own.count...]
        return own.enumerated().map { step, events in
          events.prefix(dice.roll(most + 1)).map { event -> SequenceSolverTests.Event in
            // Without identities no two steps have an event in common.
            SequenceSolverTests.Event(
              stamp: event.stamp, identity: hasIdentities ? event.identity : UInt64(step * 1_000) + event.identity)
          }
        }
      }
      (self.given, self.steps) = (given, steps)
      events = (0..<depth).map { step in
        let own = steps.map { $0[step] }
        return SequenceEvents(
          offsets: own.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) },
          stamps: own.flatMap { $0.map(\.stamp) },
          identities: hasIdentities ? own.flatMap { $0.map(\.identity) } : [])
      }
    }

    var solver: SequenceSolver {
      SequenceSolver(
        events, within: given.within, overall: given.overall, isStrict: given.isStrict, tomorrow: given.tomorrow,
        zone: .utc)
    }
  }

  private struct Found: Equatable {
    var marks: [Int32]
    /// By step, by subject.
    var lengths: [[Int32: Int64]]
  }

  @Test(arguments: [0, 1, 511, 512, 513, 1_100], [false, true])
  func chainsAreThoseOfTheSearch(_ count: Int, _ hasIdentities: Bool) {
    var (searched, all) = (0, 0)
    for seed in UInt64(1)...40 {
      let company = Company(seed, count: count, hasIdentities: hasIdentities, most: seed % 3 == 0 ? 1 : 7)
      let given = company.given
      let isByCalendar = (given.within + [given.overall]).contains { $0.map { $0.length == nil } ?? false }
      let marks = UnsafeMutablePointer<Int32>.allocate(capacity: count + 1)
      defer { marks.deallocate() }
      let first = FirstChains(
        company.events, within: given.within, overall: given.overall, isStrict: given.isStrict,
        tomorrow: given.tomorrow, marks: marks)
      #expect((first == nil) == isByCalendar)
      guard let first else { continue }
      let solver = company.solver
      var expected = Found(marks: [], lengths: company.events.map { _ in [:] })
      for subject in 0..<count {
        solver.solve(subject)
        expected.marks.append(solver.mark)
        for (step, stamp) in solver.chain.enumerated().dropFirst() {
          expected.lengths[step][Int32(subject)] = stamp - solver.chain[0]
        }
      }
      var steps = ReachedSteps(stepCount: company.events.count)
      for start in stride(from: 0, to: count, by: FirstChains.most) {
        first.take(start..<min(count, start + FirstChains.most), into: &steps) { subject, steps in
          searched += 1
          solver.solve(subject)
          marks[subject] = solver.mark
          for (step, stamp) in solver.chain.enumerated().dropFirst() {
            steps.append(subject, after: stamp - solver.chain[0], to: step)
          }
        }
      }
      all += count
      #expect(steps.subjects.map(\.count) == expected.lengths.map(\.count), "seed \(seed)")
      let lengths = zip(steps.subjects, steps.lengths).map { Dictionary(zip($0, $1)) { first, _ in first } }
      #expect(Found(marks: (0..<count).map { marks[$0] }, lengths: lengths) == expected, "seed \(seed)")
    }
    #expect(count < 500 || searched < all / 2)
  }

  @Test(arguments: [0, 1, 5, 600], [1, 3, 2_000])
  func groupsHaveTheNumbersOfTheirSubjects(_ count: Int, _ cells: Int) {
    var dice = SequenceSolverTests.Dice(state: UInt64(count * 7 + cells))
    let outcomes = SequenceOutcomes(subjectCount: count, stepCount: 3)
    let cellOf = (0..<count).map { _ in UInt64(dice.roll(cells)) }
    let rows = (0..<count).map { Int32(2 * $0 + 5) }
    var chains: [(depth: Int, isWaiting: Bool, isOpen: Bool, lengths: [Int64])] = []
    var parts = [ReachedSteps(stepCount: 3), ReachedSteps(stepCount: 3)]
    for subject in 0..<count {
      let (depth, isWaiting) = (dice.roll(4), dice.roll(5) == 0)
      let isOpen = isWaiting || dice.roll(9) == 0
      let lengths = (0..<max(depth, 1)).map { Int64($0 * 1_000 * (1 + dice.roll(90))) }
      chains.append((depth, isWaiting, isOpen, lengths))
      outcomes.depths.marks[subject] = SequenceDepths.mark(depth: depth, isWaiting, isOpen: isOpen)
      for (step, length) in lengths.enumerated().dropFirst() {
        parts[dice.roll(2)].append(subject, after: length, to: step)
      }
    }
    for part in parts { outcomes.add(part) }
    let groups = SequenceGroups(rows: rows, cells: cellOf, cellCount: UInt64(cells))
    let found = outcomes.steps(of: groups)
    func check(_ steps: [SequenceTable.Step], _ members: [Int]) {
      for (step, own) in steps.enumerated() {
        let reaching = members.filter { chains[$0].depth > step }
        let waiting = members.filter { chains[$0].depth == step && chains[$0].isWaiting }
        #expect(own.subjects == reaching.count)
        #expect(own.waiting == waiting.count)
        #expect(own.reaching?.rows == reaching.map { rows[$0] })
        #expect((own.waitingFor?.rows ?? []) == waiting.map { rows[$0] })
        let lengths = reaching.map { step == 0 ? 0 : chains[$0].lengths[step] }.sorted()
        let middle = lengths.isEmpty ? nil : Double(lengths[(lengths.count - 1) / 2] + lengths[lengths.count / 2]) / 2
        #expect(own.medianSeconds == middle.map { $0 / 1_000 })
        #expect(own.isOpen == members.contains { chains[$0].isOpen && chains[$0].depth <= step })
        #expect(own.isMedianOpen == (step > 0 && members.contains { chains[$0].isOpen }))
      }
    }
    check(found.total, Array(0..<count))
    for (cell, steps) in zip(groups.cells, found.groups) {
      check(steps, (0..<count).filter { cellOf[$0] == cell })
    }
    #expect(found.groups.reduce(0) { $0 + $1[0].subjects } == found.total[0].subjects)
  }

  @Test(arguments: [1, 2, 47, 48, 49, 50, 2_000])
  func placesAreThoseInOrder(_ count: Int) {
    var dice = SequenceSolverTests.Dice(state: UInt64(count))
    let kinds: [() -> Int64] = [
      { 5 }, { Int64(dice.roll(3)) }, { Int64(dice.roll(1_000_000)) - 500_000 },
      { dice.roll(2) == 0 ? .min : .max }, { Int64(truncatingIfNeeded: dice.state &* UInt64(dice.roll(1 << 30))) },
      { dice.roll(40) == 0 ? Int64(dice.roll(1 << 30)) << 32 : Int64(dice.roll(9)) },
    ]
    for kind in kinds {
      let numbers = (0..<count).map { _ in kind() }
      let sorted = numbers.sorted()
      numbers.withUnsafeBufferPointer { numbers in
        for place in stride(from: 0, to: count, by: max(1, count / 40)) {
          #expect(numbers.atPlace(place) == sorted[place])
          guard place + 1 < count else { continue }
          #expect(numbers.atPlaces(place, place + 1) == (sorted[place], sorted[place + 1]))
        }
      }
    }
  }
}
