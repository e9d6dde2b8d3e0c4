import Testing

@testable import KPIEngine

/// The quick ways through a sequence against the slow ones, over shapes around a block of rows.
@Suite struct QuickPathsTests {
  static let counts = [0, 1, 2_047, 2_048, 2_049]

  private static let zones = [
    ZoneTable.utc, .vietnam,
    // Clocks go back at instant 2,000,000 and forth at 20,000,000.
    ZoneTable(transitions: [2_000_000, 20_000_000], offsets: [7_200, 3_600, 7_200]),
  ]

  @Test(arguments: counts) func instantsOfABlockAreThoseOfItsStamps(_ count: Int) {
    for zone in Self.zones {
      for firstDay in [-3, 20, 5_000] {
        var dice = SequenceSolverTests.Dice(state: UInt64(count))
        let stamps = (0..<count).map { _ in
          Stamp.start(of: firstDay + dice.roll(40)) + Int64(dice.roll(86_400_000))
        }
        let (given, found) = (Buffer(stamps), UnsafeMutablePointer<Int64>.allocate(capacity: max(count, 1)))
        defer { found.deallocate() }
        QuietTimes(zone).instants(of: given.base, count: count, into: found)
        #expect((0..<count).map { found[$0] } == stamps.map(zone.instant))
      }
    }
  }

  @Test(arguments: counts) func hoursOfABlockAreThoseOfItsStamps(_ count: Int) {
    for zone in Self.zones {
      for firstDay in [-3, 20, 5_000] {
        for hasNulls in [false, true] {
          var dice = SequenceSolverTests.Dice(state: UInt64(count))
          let stamps = (0..<count).map { _ in
            hasNulls && dice.roll(5) == 0
              ? nullNumber : Stamp.start(of: firstDay + dice.roll(40)) + Int64(dice.roll(86_400_000))
          }
          let (given, found) = (Buffer(stamps), UnsafeMutablePointer<Int64>.allocate(capacity: max(count, 1)))
          defer { found.deallocate() }
          QuietTimes(zone).hours(of: given.base, count: count, into: found)
          let expected = stamps.map { $0 == nullNumber ? nullNumber : zone.wallMilliseconds(of: $0) / 3_600_000 }
          #expect((0..<count).map { found[$0] } == expected)
        }
      }
    }
  }

  /// Numbers of one bit to 64, sorted already and not, few and many.
  @Test(arguments: [0, 1, 2, 255, 256, 257, 4_095, 4_096, 10_000]) func digitsSortAsComparingDoes(_ count: Int) {
    for bits in [1, 7, 8, 9, 11, 12, 27, 40, 63, 64] {
      var dice = SequenceSolverTests.Dice(state: UInt64(count &* 67 &+ bits))
      var numbers = (0..<count).map { _ -> Int64 in
        let wide = Int64(truncatingIfNeeded: dice.roll(1 << 32)) << 32 | Int64(dice.roll(1 << 32))
        return wide >> Int64(64 - bits)
      }
      if bits == 64, count > 2 { (numbers[0], numbers[1]) = (.max, .min) }
      let floats =
        numbers.map { Double(bitPattern: UInt64(bitPattern: $0)) }.filter { !$0.isNaN } + [0, -1.5, .infinity]
      var (own, room) = (numbers, numbers)
      own.withUnsafeMutableBufferPointer { own in room.withUnsafeMutableBufferPointer { DigitSort.sort(own, $0) } }
      #expect(own == numbers.sorted())
      own.withUnsafeMutableBufferPointer { own in room.withUnsafeMutableBufferPointer { DigitSort.sort(own, $0) } }
      #expect(own == numbers.sorted())
      var (real, realRoom) = (floats, floats)
      real.withUnsafeMutableBufferPointer { real in
        realRoom.withUnsafeMutableBufferPointer { DigitSort.sort(real, $0) }
      }
      #expect(real == floats.sorted())
    }
  }

  /// Windows may hold more than the times, never less; who has no times has no window.
  @Test(arguments: counts) func windowsHoldWhatIsReachable(_ count: Int) {
    for span in [Int64(0), 1, 65_534, 65_535, 40_000_000_000, 4_000_000_000_000] {
      var dice = SequenceSolverTests.Dice(state: UInt64(count) &+ UInt64(span))
      let instants: Range<Int64> = 1_700_000_000_000..<1_700_000_000_000 + span
      let rows = (0..<count / 3).map { Int32(3 * $0 + 1) }
      let begin = { Int64(dice.roll(Int(truncatingIfNeeded: min(span, 1 << 30)) + 1)) }
      let starts = rows.map { _ in instants.lowerBound + begin() }
      let events = SequenceEvents(
        offsets: Array(0...rows.count), stamps: starts, identities: [])
      var reachable = ReachableTimes(subjectCount: rows.count)
      let whole = ReachWindows(reachable, rows, rowCount: count, instants: instants)
      reachable.advance(behind: events, within: .hours(30), overall: nil, .utc)
      let windows = ReachWindows(reachable, rows, rowCount: count, instants: instants)
      let owners = Buffer<Int32>((0..<count).map { _ in Int32(dice.roll(count + 1)) })
      let times = Buffer<Int64>((0..<count).map { _ in instants.lowerBound - 5 + begin() })
      var places = [Int](repeating: -1, count: count + 1)
      for (place, row) in rows.enumerated() { places[Int(row)] = place }
      let chosen = UnsafeMutablePointer<Int32>.allocate(capacity: max(count, 1))
      defer { chosen.deallocate() }
      let found = Set((0..<windows.choose(count, owners.base, times.base, chosen)).map { Int(chosen[$0]) })
      for index in 0..<count {
        let place = places[Int(owners[index])]
        if place < 0 {
          #expect(!found.contains(index))
        } else if times[index] >= reachable.first[place], times[index] <= reachable.last[place] {
          #expect(found.contains(index))
        }
      }
      let all = whole.choose(count, owners.base, times.base, chosen)
      #expect(all == (0..<count).count { places[Int(owners[$0])] >= 0 })
    }
  }

  @Test func limitsAreThoseOfTheirShifts() {
    let moments: [Int64] = [-86_400_000, 0, 1, 2_678_400_000 - 1, 1_706_659_200_000, 1_706_745_600_000]
    let shifts: [TimeShift?] = [
      nil, .hours(0), .hours(5), .calendar(3, .day), .calendar(2, .week), .calendar(1, .month), .calendar(1, .quarter),
    ]
    for shift in shifts {
      let limit = StepLimit(shift)
      for moment in moments {
        #expect(limit.latest(after: moment, .utc) == shift.map { $0.adding(to: moment, in: .utc) } ?? .max)
      }
      moments.withUnsafeBufferPointer { moments in
        #expect(
          limit.latest(afterAny: moments, .utc)
            == moments.reduce(Int64.min) { least, moment in
              max(least, shift.map { $0.adding(to: moment, in: .utc) } ?? .max)
            })
      }
    }
    // What 64 bits do not hold is left to whoever shifts by it.
    #expect(TimeShift.hours(.max).length == nil)
  }
}
