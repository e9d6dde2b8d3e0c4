/// Names that stand for one another in a text and what was made of it: they are compared as one.
struct ExchangedNames: Sendable {
  /// Another name that a name is compared as, by `Readings.key`; the last of a chain leads to itself.
  private var same: [String: String] = [:]

  /// Takes two names that mean the same in some place.
  mutating func add(_ first: String, _ second: String) {
    let (first, second) = (standing(for: Readings.key(first)), standing(for: Readings.key(second)))
    same[first] = second
    same[second] = second
  }

  /// What a name is compared as; itself where it was never exchanged.
  func known(_ name: String) -> String {
    let key = Readings.key(name)
    return same[key] == nil ? name : standing(for: key)
  }

  private func standing(for key: String) -> String {
    var key = key
    while let next = same[key], next != key { key = next }
    return key
  }
}
