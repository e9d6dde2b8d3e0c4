/// Events of one step as they are read, in no order of subjects.
struct GatheredEvents {
  private var subjects: [Int32] = []
  private var stamps: [Int64] = []
  private var identities: [UInt64] = []
  private let chosen = Scratch<Int32>()
  private let instants = Scratch<Int64>()
  private let names = Scratch<UInt64>()

  /// Which subjects count, and when.
  struct Reach {
    /// By row of the subjects' entity its place among those that count; −1 for the others.
    let places: UnsafeBufferPointer<Int32>
    let times: ReachableTimes
    let windows: ReachWindows
  }

  /// Adds the events of a block whose subjects have a place, and which lie in those subjects' times.
  ///
  /// - Parameter kind: what sets these rows apart from other streams'; nil where no event needs a name.
  mutating func add(
    _ rows: Rows, _ owners: UnsafePointer<Int32>, _ times: UnsafePointer<Int64>, _ reach: Reach, kind: UInt64?,
    _ quiet: QuietTimes
  ) {
    // SAFETY: a block has no more rows than a scratch has places, a link leads to a row of the subjects' entity, and a
    // place is that of a subject. Windows hold only rows that have a place.
    guard let places = reach.places.baseAddress else { return }
    let (chosen, instants, names) = (chosen.base, instants.base, names.base)
    quiet.instants(of: times, count: rows.count, into: instants)
    let known = reach.windows.choose(rows.count, owners, instants, chosen)
    var count = 0
    reach.times.first.withUnsafeBufferPointer { first in
      reach.times.last.withUnsafeBufferPointer { last in
        for position in 0..<known {
          let index = Int(chosen[position])
          let place = Int(places[Int(owners[index])])
          let instant = instants[index]
          chosen[count] = Int32(truncatingIfNeeded: place)
          instants[count] = instant
          names[count] = UInt64(UInt32(bitPattern: rows.base[index]))
          count += instant >= first[place] && instant <= last[place] ? 1 : 0
        }
      }
    }
    subjects.append(contentsOf: UnsafeBufferPointer(start: chosen, count: count))
    stamps.append(contentsOf: UnsafeBufferPointer(start: instants, count: count))
    guard let kind else { return }
    for position in 0..<count { names[position] |= kind << 32 }
    identities.append(contentsOf: UnsafeBufferPointer(start: names, count: count))
  }

  /// Adds the events of a block, whoever has them; subjects are rows of their entity.
  mutating func add(
    _ rows: Rows, _ owners: UnsafePointer<Int32>, _ times: UnsafePointer<Int64>, kind: UInt64?, _ quiet: QuietTimes
  ) {
    let (instants, names) = (instants.base, names.base)
    quiet.instants(of: times, count: rows.count, into: instants)
    subjects.append(contentsOf: UnsafeBufferPointer(start: owners, count: rows.count))
    stamps.append(contentsOf: UnsafeBufferPointer(start: instants, count: rows.count))
    guard let kind else { return }
    for index in 0..<rows.count { names[index] = UInt64(UInt32(bitPattern: rows.base[index])) | kind << 32 }
    identities.append(contentsOf: UnsafeBufferPointer(start: names, count: rows.count))
  }

  var count: Int { subjects.count }

  /// Makes room for as many more.
  mutating func reserve(_ count: Int, _ hasIdentities: Bool) {
    subjects.reserveCapacity(subjects.count + count)
    stamps.reserveCapacity(stamps.count + count)
    if hasIdentities { identities.reserveCapacity(identities.count + count) }
  }

  /// The least and the greatest row of a subject; nil where nobody has an event.
  var subjectRows: ClosedRange<Int32>? {
    var (least, greatest) = (Int32.max, Int32(0))
    for subject in subjects {
      least = min(least, subject > 0 ? subject : .max)
      greatest = max(greatest, subject)
    }
    return greatest > 0 ? least...greatest : nil
  }

  /// Calls `body` with the subject of each event.
  @inline(__always)
  func forEachSubject(_ body: (Int32) -> Void) { for subject in subjects { body(subject) } }

  /// Leaves those whose subjects, which are rows, have a place: by that they are called from here on.
  ///
  /// - Parameter places: by row; −1 for those who have none.
  mutating func keep(_ places: [Int32]) {
    let hasIdentities = !identities.isEmpty
    var count = 0
    // SAFETY: a subject is a row of the entity; no more are kept than there are.
    places.withUnsafeBufferPointer { places in
      subjects.withUnsafeMutableBufferPointer { subjects in
        stamps.withUnsafeMutableBufferPointer { stamps in
          identities.withUnsafeMutableBufferPointer { identities in
            for event in subjects.indices {
              let place = places[Int(subjects[event])]
              (subjects[count], stamps[count]) = (place, stamps[event])
              if hasIdentities { identities[count] = identities[event] }
              count += place >= 0 ? 1 : 0
            }
          }
        }
      }
    }
    subjects.removeLast(subjects.count - count)
    stamps.removeLast(stamps.count - count)
    if hasIdentities { identities.removeLast(identities.count - count) }
  }

  /// Adds one event of a subject.
  mutating func add(_ subject: Int, at instant: Int64, identity: UInt64?) {
    subjects.append(Int32(truncatingIfNeeded: subject))
    stamps.append(instant)
    if let identity { identities.append(identity) }
  }

  /// Adds those of a part of the rows that comes behind.
  mutating func append(_ other: GatheredEvents) {
    subjects += other.subjects
    stamps += other.stamps
    identities += other.identities
  }

  /// The events of each subject, of `count`, in order of time.
  func bySubject(count: Int) -> SequenceEvents {
    let hasIdentities = !identities.isEmpty
    var names = identities
    // While events are placed, where a subject's next one goes stands one further on, so that in the end each offset
    // stands in its own place.
    let offsets = UnsafeMutablePointer<Int32>.allocate(capacity: count + 2)
    defer { offsets.deallocate() }
    offsets.initialize(repeating: 0, count: count + 2)
    // SAFETY: subjects are below `count`; of as many events as have been counted each gets a place of its own.
    let (ordered, starts) = subjects.withUnsafeBufferPointer { subjects in
      var (before, isAscending) = (Int32(0), true)
      for subject in subjects {
        offsets[Int(subject) + 2] += 1
        isAscending = isAscending && before <= subject
        before = subject
      }
      for subject in 0..<count { offsets[subject + 2] += offsets[subject + 1] }
      // Events that come by subject are in their places.
      let starts = offsets + (isAscending ? 1 : 0)
      let ordered = Buffer<Int64>(count: subjects.count) { ordered in
        if isAscending { _ = ordered.initialize(fromContentsOf: stamps) }
        for event in isAscending ? 0..<0 : subjects.indices {
          let next = Int(subjects[event]) + 1
          let place = Int(offsets[next])
          offsets[next] += 1
          ordered[place] = stamps[event]
          if hasIdentities { names[place] = identities[event] }
        }
        for subject in 0..<count where starts[subject + 1] - starts[subject] > 1 {
          Self.sort(Int(starts[subject])..<Int(starts[subject + 1]), of: ordered, &names, hasIdentities)
        }
      }
      return (ordered, UnsafePointer(starts))
    }
    let places = Buffer<Int32>(count: count + 1) {
      _ = $0.initialize(fromContentsOf: UnsafeBufferPointer(start: starts, count: count + 1))
    }
    return SequenceEvents(offsets: places, stamps: ordered, identities: Buffer(names))
  }

  /// Brings a subject's events into order.
  private static func sort(
    _ own: Range<Int>, of ordered: UnsafeMutableBufferPointer<Int64>, _ names: inout [UInt64], _ hasIdentities: Bool
  ) {
    // One stream's events mostly come in order, unless clocks went back over a midnight.
    guard own.dropFirst().contains(where: { ordered[$0 - 1] > ordered[$0] }) else { return }
    let sorted = own.sorted { ordered[$0] != ordered[$1] ? ordered[$0] < ordered[$1] : $0 < $1 }
    let (times, ids) = (sorted.map { ordered[$0] }, hasIdentities ? sorted.map { names[$0] } : [])
    for (offset, place) in own.enumerated() {
      ordered[place] = times[offset]
      if hasIdentities { names[place] = ids[offset] }
    }
  }
}
