/// The places of texts in Vietnamese alphabetical order.
package enum AlphabeticalRanks {
  /// The keys of all texts in one piece of memory, with the first eight bytes of each as a number at its hand.
  private struct Entry {
    let lead: UInt64
    let start: Int
    let count: Int
    let text: Int
  }

  /// Per text the number of different texts before it; equal texts share a place.
  package static func of<Texts: RandomAccessCollection>(_ texts: Texts) -> [Int32]
  where Texts.Element == String, Texts.Index == Int {
    var bytes: [UInt8] = []
    var entries: [Entry] = []
    entries.reserveCapacity(texts.count)
    for (index, text) in texts.enumerated() {
      let key = CollationKey(text).bytes
      var lead: UInt64 = 0
      for place in 0..<8 { lead = lead << 8 | (place < key.count ? UInt64(key[place]) : 0) }
      entries.append(Entry(lead: lead, start: bytes.count, count: key.count, text: index))
      bytes += key
    }
    var ranks = [Int32](repeating: 0, count: texts.count)
    bytes.withUnsafeBytes { keys in
      /// Below 0 where the left one stands first; of equal keys the texts decide, as they do between two keys.
      func order(_ left: Entry, _ right: Entry) -> Int {
        if left.lead != right.lead { return left.lead < right.lead ? -1 : 1 }
        let shared = min(left.count, right.count)
        var place = 8
        while place + 8 <= shared {
          let first = UInt64(bigEndian: keys.loadUnaligned(fromByteOffset: left.start + place, as: UInt64.self))
          let second = UInt64(bigEndian: keys.loadUnaligned(fromByteOffset: right.start + place, as: UInt64.self))
          if first != second { return first < second ? -1 : 1 }
          place += 8
        }
        while place < shared {
          let (first, second) = (keys[left.start + place], keys[right.start + place])
          if first != second { return first < second ? -1 : 1 }
          place += 1
        }
        if left.count != right.count { return left.count - right.count }
        let (first, second) = (texts[left.text], texts[right.text])
        return first < second ? -1 : second < first ? 1 : 0
      }
      entries.sort { order($0, $1) < 0 }
      var rank: Int32 = 0
      for (place, entry) in entries.enumerated() {
        if place > 0, order(entries[place - 1], entry) != 0 { rank += 1 }
        ranks[entry.text] = rank
      }
    }
    return ranks
  }
}
