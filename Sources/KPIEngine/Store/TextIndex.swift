/// Finds the position of a text among many different ones by its bytes.
struct TextIndex: Sendable {
  /// Open addressing over a power of two, at most half of it taken; 0 is a free place, others are positions.
  private var places: [UInt32]

  /// - Parameter texts: different ones in NFC; the first stands for null and is not found.
  init(_ texts: TextList) {
    var size = 64
    while size < texts.count * 2 { size *= 2 }
    places = [UInt32](repeating: 0, count: size)
    for number in texts.indices.dropFirst() {
      var place = texts.withBytes(of: number) { Self.hash($0) } & (size - 1)
      while places[place] != 0 { place = (place + 1) & (size - 1) }
      places[place] = UInt32(truncatingIfNeeded: number)
    }
  }

  /// Nil where there is no such text.
  ///
  /// - Parameter text: in NFC.
  func position(of text: String, in texts: TextList) -> Int? {
    var text = text
    return text.withUTF8 { wanted in
      var place = Self.hash(wanted) & (places.count - 1)
      while places[place] != 0 {
        let number = Int(places[place])
        if texts.withBytes(of: number, { $0.elementsEqual(wanted) }) { return number }
        place = (place + 1) & (places.count - 1)
      }
      return nil
    }
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    return hasher.finalize() & .max
  }
}
