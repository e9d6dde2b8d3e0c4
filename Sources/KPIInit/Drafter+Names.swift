import KPIEngine
import KPILanguage
import KPISQLite

/// The names that things get in the model: their own, as far as those are free and can be written.
extension Drafter {
  private static let longestName = 48

  mutating func nameEntities() {
    var used: Set<String> = []
    for index in entities {
      let words = facts(index).words
      var name = Self.slug(words, else: "table_\(index + 1)")
      // `order` begins a clause: the plural does not.
      if Written.isKeyword(name) {
        let isPlural = Words.singular(name) != name
        name = isPlural || Written.isKeyword(name + "s") ? name + "_rows" : name + "s"
      }
      drafts[index].name = Self.free(name, &used)
      drafts[index].label = shown(words.isEmpty ? facts(index).name : words.label)
    }
  }

  static func slug(_ words: Words, else other: String) -> String {
    var name = words.written.joined(separator: "_")
    if name.count > longestName { name = String(name.prefix(longestName)) }
    guard let first = name.unicodeScalars.first else { return other }
    return first.properties.isAlphabetic ? name : other + "_" + name
  }

  /// A name that nothing else has yet.
  static func free(_ name: String, _ used: inout Set<String>) -> String {
    var free = name
    var number = 2
    while !used.insert(fold(free)).inserted {
      free = "\(name)_\(number)"
      number += 1
    }
    return free
  }

  mutating func nameMembers() {
    for index in entities { nameMembers(of: index) }
    prefixNamesReachedTwice()
  }

  private mutating func nameMembers(of index: Int) {
    let facts = facts(index)
    let thing = Self.slug(facts.words.singular, else: drafts[index].name)
    // The key answers to its column's name already.
    var used: Set<String> = []
    drafts[index].key.map { _ = used.insert(fold(facts.columns[$0.column].name)) }
    if drafts[index].parentTime != nil { used.insert("at") }
    func name(_ words: Words, _ column: Int) -> String {
      let plain = Self.slug(words, else: "column_\(column + 1)")
      return Written.isKeyword(plain) ? Self.slug(Words("\(thing)_\(plain)"), else: plain) : plain
    }
    for place in drafts[index].links.indices {
      let link = drafts[index].links[place]
      let words = facts.columns[link.column].words
      let stem = Self.stem(of: words) ?? words
      var name = Self.slug(stem, else: "link_\(link.column + 1)")
      if fold(name) == fold(facts.columns[link.column].name) || Written.isKeyword(name) {
        let target = Self.slug(self.facts(link.target).words.singular, else: name)
        if Written.isKeyword(name), !Written.isKeyword(target) { name = target }
      }
      drafts[index].links[place].name = Self.free(name, &used)
    }
    for place in drafts[index].times.indices {
      let time = drafts[index].times[place]
      let words =
        time.more.isEmpty ? facts.columns[time.column].words : Words(thing + (time.isOfMonths ? "_month" : "_date"))
      drafts[index].times[place].name = Self.free(name(words, time.column), &used)
    }
    for place in drafts[index].dimensions.indices {
      let column = drafts[index].dimensions[place].column
      let words = facts.columns[column].words
      drafts[index].dimensions[place].name = Self.free(name(words, column), &used)
    }
    for place in drafts[index].measures.indices {
      let measure = drafts[index].measures[place]
      let words = measure.column.map { facts.columns[$0].words } ?? Words(measure.name)
      drafts[index].measures[place].name = Self.free(name(words, measure.column ?? 0), &used)
    }
  }

  // MARK: Names that two paths lead to

  /// A name that is reached by two paths of the same length gets its entity's in front.
  private mutating func prefixNamesReachedTwice() {
    var clashes: [Int: Set<String>] = [:]
    for index in entities {
      var seen: Set<Int> = [index]
      var level = [index]
      var nearer: Set<String> = []
      while !level.isEmpty {
        var next: [Int] = []
        for table in level {
          for link in drafts[table].links
          where drafts[link.target].isEntity && !seen.contains(link.target) && !next.contains(link.target) {
            next.append(link.target)
          }
        }
        seen.formUnion(next)
        var holders: [String: [Int]] = [:]
        for table in next { for name in dimensionNames(table) { holders[name, default: []].append(table) } }
        for (name, tables) in holders where tables.count > 1 && !nearer.contains(name) {
          for table in tables { clashes[table, default: []].insert(name) }
        }
        nearer.formUnion(holders.keys)
        level = next
      }
    }
    for (index, names) in clashes.sorted(by: { $0.key < $1.key }) { prefix(names, of: index) }
  }

  private func dimensionNames(_ index: Int) -> [String] {
    (drafts[index].dimensions.map(\.name) + drafts[index].times.map(\.name)).map(fold)
  }

  private mutating func prefix(_ names: Set<String>, of index: Int) {
    let thing = Self.slug(facts(index).words.singular, else: drafts[index].name)
    var used = Set(
      (drafts[index].links.map(\.name) + drafts[index].measures.map(\.name)).map(fold) + dimensionNames(index))
    for place in drafts[index].dimensions.indices where names.contains(fold(drafts[index].dimensions[place].name)) {
      drafts[index].dimensions[place].name = Self.free("\(thing)_\(drafts[index].dimensions[place].name)", &used)
    }
    for place in drafts[index].times.indices where names.contains(fold(drafts[index].times[place].name)) {
      drafts[index].times[place].name = Self.free("\(thing)_\(drafts[index].times[place].name)", &used)
    }
  }
}
