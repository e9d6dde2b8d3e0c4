/// The different codes that a key has in some rows, ascending, each with its place among them.
///
/// What is known of each code stands in arrays by place: a question shows few of the values that a key can take.
struct KeyCodes: Sendable {
  let codes: [Int]
  /// By code, −1 for one that is not there; where there are few codes of very many, by hash.
  private let places: [Int32]
  private let sparse: [Int: Int32]

  /// - Parameters:
  ///   - codes: in any order, each as often as it comes; those below 0 are none.
  ///   - size: above every code.
  init(_ codes: some Collection<Int>, size: Int) {
    guard codes.count * 16 >= size else {
      self.codes = Set(codes).filter { $0 >= 0 }.sorted()
      places = []
      var sparse: [Int: Int32] = [:]
      for (place, code) in self.codes.enumerated() { sparse[code] = Int32(truncatingIfNeeded: place) }
      self.sparse = sparse
      return
    }
    var places = [Int32](repeating: -1, count: size)
    for code in codes where code >= 0 { places[code] = 0 }
    var found: [Int] = []
    for code in places.indices where places[code] == 0 {
      places[code] = Int32(truncatingIfNeeded: found.count)
      found.append(code)
    }
    self.codes = found
    self.places = places
    sparse = [:]
  }

  /// The different ones among rows of an entity, those below 0 none.
  init(ofRows rows: [Int]) { self.init(rows, size: max(0, rows.max() ?? 0) + 1) }

  /// Where a code stands among them; nil for one that is not there.
  func place(of code: Int) -> Int? {
    if places.isEmpty { return sparse[code].map(Int.init) }
    guard code >= 0, code < places.count, places[code] >= 0 else { return nil }
    return Int(places[code])
  }
}
