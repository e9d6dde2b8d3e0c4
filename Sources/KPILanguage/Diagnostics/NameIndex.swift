/// Names made ready to be compared with what somebody wrote: folded once, side by side.
///
/// An unknown name is held against hundreds of thousands within milliseconds: lengths and letters rule most of them
/// out, and what is left is compared 64 letters at a time, the likeliest first.
package struct NameIndex: Sendable {
  /// Longer names are found when they are equal, and have no neighbours.
  static let longest = 64
  /// Of longer lists only the first are compared letter by letter.
  static let mostCandidates = 1_000_000
  /// Names between two questions whether to stop.
  private static let stride = 4_096

  package let names: [String]
  /// The folded letters of all names, one after the other; a name's end where the next begins.
  private var letters: [UInt32] = []
  private var ends: [Int32] = []
  private var counts: [LetterCounts] = []
  private var hashes: [UInt64] = []

  /// - Parameters:
  ///   - isCancelled: asked now and then; true leaves the rest of the names out.
  package init(_ names: [String], isCancelled: () -> Bool = { false }) {
    self.names = names
    letters.reserveCapacity(names.count * 16)
    ends.reserveCapacity(names.count)
    counts.reserveCapacity(names.count)
    hashes.reserveCapacity(names.count)
    for (index, name) in names.enumerated() {
      if index % Self.stride == 0, isCancelled() { return }
      let start = letters.count
      FoldedLetters.append(name, to: &letters)
      let (count, hash) = Self.marks(of: letters, from: start)
      ends.append(Int32(truncatingIfNeeded: letters.count))
      counts.append(count)
      hashes.append(hash)
    }
  }

  private static func marks(of letters: [UInt32], from start: Int = 0) -> (counts: LetterCounts, hash: UInt64) {
    var counts = LetterCounts()
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in start..<letters.count {
      counts.add(letters[index])
      hash = (hash ^ UInt64(letters[index])) &* 0x100_0000_01B3
    }
    return (counts, hash)
  }

  private func letters(of index: Int) -> ArraySlice<UInt32> {
    letters[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }

  /// The positions of the names that are equal but for case, diacritics and the kind of dash.
  package func similar(to name: String) -> [Int] {
    var wanted: [UInt32] = []
    FoldedLetters.append(name, to: &wanted)
    let hash = Self.marks(of: wanted).hash
    var found: [Int] = []
    for index in hashes.indices where hashes[index] == hash {
      if letters(of: index).elementsEqual(wanted) { found.append(index) }
    }
    return found
  }

  /// The nearest names, best first, each once, at most `limit`.
  ///
  /// First those that are equal but for case, then but for diacritics, then those at most a third of their letters
  /// away (insertions, deletions, replacements and swaps of neighbours). Names of one letter have no neighbours.
  package func nearest(to name: String, limit: Int, isCancelled: () -> Bool = { false }) -> [String] {
    let equal = similar(to: name).map { names[$0] }
    if !equal.isEmpty {
      let lower = name.lowercased()
      let sameLetters = equal.filter { $0.lowercased() == lower }
      // Where a name differs in nothing but case or marks, the others are not meant.
      return Self.first(limit, of: (sameLetters.isEmpty ? equal : sameLetters).sorted())
    }
    var wanted: [UInt32] = []
    FoldedLetters.append(name, to: &wanted)
    guard wanted.count > 1, wanted.count <= Self.longest else { return [] }
    return Self.first(limit, of: neighbours(of: wanted, limit, isCancelled))
  }

  /// How many letters two names differ in (insertions, deletions, replacements and swaps of neighbours), without case and
  /// marks; any number above `most` stands for all of them.
  package static func distance(from name: String, to other: String, atMost most: Int) -> Int {
    var wanted: [UInt32] = []
    var letters: [UInt32] = []
    FoldedLetters.append(name, to: &wanted)
    FoldedLetters.append(other, to: &letters)
    guard !wanted.isEmpty, wanted.count <= longest, !letters.isEmpty, abs(wanted.count - letters.count) <= most else {
      return most + 1
    }
    return BitPattern(wanted).distance(to: letters, 0..<letters.count, allowed: most)
  }

  private static func first(_ limit: Int, of names: [String]) -> [String] {
    var first: [String] = []
    for name in names where !first.contains(name) {
      first.append(name)
      if first.count == limit { break }
    }
    return first
  }

  private func neighbours(of wanted: [UInt32], _ limit: Int, _ isCancelled: () -> Bool) -> [String] {
    let pattern = BitPattern(wanted)
    var allowed = max(wanted.count, 3) / 3
    var found: [(distance: Int, name: String)] = []
    for (least, candidates) in candidates(for: wanted, allowed: allowed, isCancelled).enumerated() {
      // From here on all are farther than those that are told.
      if least > allowed { break }
      for (number, index) in candidates.enumerated() {
        if number % Self.stride == 0, isCancelled() { return [] }
        let range = (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
        let distance = pattern.distance(to: letters, range, allowed: allowed)
        guard distance <= allowed else { continue }
        found.append((distance, names[index]))
        guard found.count >= 64 else { continue }
        found = Self.best(found)
        if found.count >= limit { allowed = min(allowed, found[limit - 1].distance) }
      }
      found = Self.best(found)
      if found.count >= limit { allowed = min(allowed, found[limit - 1].distance) }
    }
    return found.map(\.name)
  }

  /// The names that may be near enough, by the least distance that their letters allow.
  private func candidates(for wanted: [UInt32], allowed: Int, _ isCancelled: () -> Bool) -> [[Int]] {
    let own = Self.marks(of: wanted).counts
    var candidates = [[Int]](repeating: [], count: allowed + 1)
    var start: Int32 = 0
    for index in 0..<min(ends.count, Self.mostCandidates) {
      if index % Self.stride == 0, isCancelled() { return [] }
      let length = Int(ends[index] &- start)
      start = ends[index]
      guard length > 1, length <= Self.longest, abs(length &- wanted.count) <= allowed else { continue }
      let least = own.difference(from: counts[index])
      if least <= allowed { candidates[least].append(index) }
    }
    return candidates
  }

  /// In the order of their distance, then of their names, so that the same list gives the same message.
  private static func best(_ found: [(distance: Int, name: String)]) -> [(distance: Int, name: String)] {
    var names: Set<String> = []
    return found.sorted { $0.distance != $1.distance ? $0.distance < $1.distance : $0.name < $1.name }
      .filter { names.insert($0.name).inserted }.prefix(32).map { $0 }
  }
}

/// A name of at most 64 letters, ready to be compared with many.
private struct BitPattern {
  private let count: Int
  /// Where each letter stands: of the common ones by number, of the others side by side.
  private var places = [UInt64](repeating: 0, count: 128)
  private var others: [(letter: UInt32, places: UInt64)] = []

  init(_ letters: [UInt32]) {
    count = letters.count
    for (index, letter) in letters.enumerated() {
      let bit: UInt64 = 1 << UInt64(index)
      if letter < 128 {
        places[Int(letter)] |= bit
      } else if let known = others.firstIndex(where: { $0.letter == letter }) {
        others[known].places |= bit
      } else {
        others.append((letter, bit))
      }
    }
  }

  private func places(of letter: UInt32) -> UInt64 {
    if letter < 128 { return places[Int(letter)] }
    return others.first { $0.letter == letter }?.places ?? 0
  }

  /// The Damerau–Levenshtein distance (optimal string alignment), or any number above `allowed`.
  ///
  /// A column of the table of distances is two words: where it rises from one row to the next, and where it falls
  /// (Hyyrö 2003).
  func distance(to letters: [UInt32], _ range: Range<Int>, allowed: Int) -> Int {
    var rises = ~UInt64(0)
    var falls: UInt64 = 0
    var diagonal: UInt64 = 0
    var before: UInt64 = 0
    var distance = count
    let last: UInt64 = 1 << UInt64(count - 1)
    for index in range {
      let here = places(of: letters[index])
      let swapped = ((~diagonal & here) << 1) & before
      diagonal = (((here & rises) &+ rises) ^ rises) | here | falls | swapped
      var right = falls | ~(diagonal | rises)
      let left = diagonal & rises
      if right & last != 0 { distance += 1 }
      if left & last != 0 { distance -= 1 }
      // Each letter that is left can bring them one nearer.
      if distance - (range.upperBound - index - 1) > allowed { return allowed + 1 }
      right = (right << 1) | 1
      rises = (left << 1) | ~(diagonal | right)
      falls = right & diagonal
      before = here
    }
    return distance
  }
}

/// How often a text has each letter: the letter's last five bits choose one of 32 counters of four bits each.
private struct LetterCounts {
  private static let highBits: UInt64 = 0x8888_8888_8888_8888
  private static let evenFours: UInt64 = 0x0F0F_0F0F_0F0F_0F0F

  private var low: UInt64 = 0
  private var high: UInt64 = 0

  /// Counts a letter, up to seven of a kind.
  mutating func add(_ letter: UInt32) {
    let place = UInt64(letter & 15) &* 4
    if letter & 16 == 0 {
      if low >> place & 7 < 7 { low &+= 1 << place }
    } else {
      if high >> place & 7 < 7 { high &+= 1 << place }
    }
  }

  /// A number of differences that there are at least: letters that only one of the two has.
  func difference(from other: LetterCounts) -> Int {
    let missing = Self.excess(low, other.low) &+ Self.excess(high, other.high)
    let surplus = Self.excess(other.low, low) &+ Self.excess(other.high, high)
    return Int(max(missing, surplus))
  }

  /// What the counters of `lhs` are above those of `rhs`, together.
  private static func excess(_ lhs: UInt64, _ rhs: UInt64) -> UInt64 {
    // With its highest bit set no counter borrows from the next; it keeps the bit where it is not the smaller one.
    let difference = (lhs | highBits) &- rhs
    let isAbove = (difference & highBits) >> 3
    let above = difference & (isAbove &* 7)
    let pairs = (above & evenFours) &+ (above >> 4 & evenFours)
    return (pairs &* 0x0101_0101_0101_0101) >> 56
  }
}
