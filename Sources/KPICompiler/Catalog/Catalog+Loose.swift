import KPILanguage

extension Catalog {
  /// What a name was read as that fits only without its marks, as the model writes it; nil for one that fits as written.
  package func readLoosely(_ written: String) -> String? {
    let key = Self.key(written)
    // `name` and `login` are every entity's own, `tên` the first one in Vietnamese.
    if metrics[key] != nil || ["name", "login"].contains(key) || entities.contains(where: { $0.answers(to: key) }) {
      return nil
    }
    let named: [any Named] = metricOrder.compactMap { metrics[$0] } + Array(segments.values) + Array(events.values)
    if named.contains(where: { thing in Self.key(thing.ownName) == key || thing.labels.contains { Self.key($0) == key }
    }) {
      return nil
    }
    let plain = fold(key)
    func fitting(_ thing: any Named) -> String? {
      ([thing.ownName] + thing.labels).first { fold(Self.key($0)) == plain }
    }
    return named.lazy.compactMap(fitting).min()
      ?? entities.lazy.filter { !$0.isHistory }.compactMap { entity in
        fitting(entity) ?? entity.members.lazy.compactMap(fitting).first
      }.first
  }
}

extension Entity {
  /// Whether it or one of its members is called so, as written or ignoring case.
  fileprivate func answers(to key: String) -> Bool {
    self.key == key || labels.contains { Catalog.key($0) == key } || member(named: key) != nil
  }
}
