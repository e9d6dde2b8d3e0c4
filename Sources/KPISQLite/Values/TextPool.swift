import KPIEngine

/// Distinct byte strings, numbered from 1 in order of first sight.
final class TextPool: @unchecked Sendable {
  // SAFETY: filled by one thread, then only read; the loader joins its workers in between.
  private let arena = RawVector<UInt8>(capacity: 1_024)
  /// Where the text of a code ends; the first is for null.
  private let ends = RawVector<Int>()
  private let hashes = RawVector<UInt32>()
  /// Open addressing over a power of two; 0 is a free place.
  private var places: [UInt32] = Array(repeating: 0, count: 64)

  init() { ends.append(0) }

  var count: Int { ends.count - 1 }

  /// Takes all that another has, which is empty afterwards; what was here is gone.
  func take(_ other: TextPool) {
    arena.take(other.arena)
    ends.take(other.ends)
    hashes.take(other.hashes)
    places = other.places
    other.removeAll()
  }

  func removeAll() {
    arena.removeAll()
    ends.removeAll()
    ends.append(0)
    hashes.removeAll()
    places = Array(repeating: 0, count: 64)
  }

  /// All texts by code, null's first; none can be added or looked for afterwards.
  func finished() -> TextList {
    hashes.removeAll()
    places = []
    // SAFETY: nothing is added any more, so both blocks stay where they are as long as this pool, which the buffers hold.
    return Self.list(
      Buffer(UnsafePointer(arena.base), count: arena.count, of: self),
      Buffer(UnsafePointer(ends.base), count: ends.count, of: self))
  }

  /// The texts of some codes, in that order, with one for null in front.
  func texts(of codes: [UInt32]) -> TextList {
    var size = 0
    let ends = Buffer<Int>(count: codes.count + 1) { ends in
      ends.initialize(repeating: 0)
      for (number, code) in codes.enumerated() {
        if code != 0 { size += bytes(Int(code)).count }
        ends[number + 1] = size
      }
    }
    let all = Buffer<UInt8>(count: size) { target in
      var place = 0
      for code in codes where code != 0 {
        let text = bytes(Int(code))
        place = target[place...].initialize(fromContentsOf: UnsafeBufferPointer(start: text.base, count: text.count))
      }
    }
    return Self.list(all, ends)
  }

  private static func list(_ bytes: Buffer<UInt8>, _ ends: Buffer<Int>) -> TextList {
    guard let list = TextList(bytes, ends: ends) else { preconditionFailure("ends of a pool ascend") }
    return list
  }

  /// The bytes of a code that this pool gave; valid until the next text is added.
  func bytes(_ code: Int) -> Bytes {
    let start = ends[code - 1]
    return Bytes(UnsafePointer(arena.base) + start, count: ends[code] - start)
  }

  /// The code of these bytes, a new one where they are new.
  func code(_ text: Bytes) -> Int {
    let hash = Self.hash(text)
    let (place, found) = search(text, hash)
    if found != 0 { return found }
    arena.append(text)
    ends.append(arena.count)
    hashes.append(hash)
    places[place] = UInt32(truncatingIfNeeded: count)
    if count * 2 > places.count { rehash() }
    return count
  }

  /// The code of these bytes; nil where the pool has not seen them.
  func find(_ text: Bytes) -> Int? {
    let (_, found) = search(text, Self.hash(text))
    return found == 0 ? nil : found
  }

  /// Whether the code's bytes are these.
  @inline(__always)
  func isEqual(_ code: Int, _ text: Bytes) -> Bool {
    let start = ends[code - 1]
    guard ends[code] - start == text.count else { return false }
    let mine = UnsafePointer(arena.base) + start
    for index in 0..<text.count where mine[index] != text.base[index] { return false }
    return true
  }

  private func search(_ text: Bytes, _ hash: UInt32) -> (place: Int, code: Int) {
    let mask = places.count - 1
    var place = Int(hash) & mask
    while true {
      let code = Int(places[place])
      if code == 0 || (hashes[code - 1] == hash && isEqual(code, text)) { return (place, code) }
      place = (place + 1) & mask
    }
  }

  private func rehash() {
    let mask = places.count * 2 - 1
    var wider = [UInt32](repeating: 0, count: mask + 1)
    for code in 1...count {
      var place = Int(hashes[code - 1]) & mask
      while wider[place] != 0 { place = (place + 1) & mask }
      wider[place] = UInt32(truncatingIfNeeded: code)
    }
    places = wider
  }

  /// Eight bytes at a time, multiplied and folded.
  private static func hash(_ text: Bytes) -> UInt32 {
    let memory = UnsafeRawPointer(text.base)
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: text.count)
    var offset = 0
    while offset + 8 <= text.count {
      state = mix(state ^ memory.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < text.count {
      rest = rest << 8 | UInt64(text.base[offset])
      offset += 1
    }
    state = mix(state ^ rest)
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let (high, low) = value.multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return high ^ low
  }
}
