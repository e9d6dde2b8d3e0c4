import Synchronization

/// The names of several words that a model, a script or the prompt declares: how the parser tells that the words
/// `doanh thu theo dòng hàng` are one name.
///
/// Words are compared without case and marks; which of two names is meant, where they differ in nothing else, the
/// binder decides by what was written.
package struct NameTable: Sendable {
  /// What may be called so.
  package struct Kinds: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let metric = Kinds(rawValue: 1)
    package static let entity = Kinds(rawValue: 2)
    /// A time, dimension, link or measure.
    package static let member = Kinds(rawValue: 4)
    package static let segment = Kinds(rawValue: 8)
    package static let events = Kinds(rawValue: 16)
    /// What has rows.
    package static let rows: Kinds = [.entity, .events, .segment]
    /// What a condition names.
    package static let condition: Kinds = [.member, .segment, .entity]
    /// What happens: an event of a question.
    package static let event: Kinds = [.entity, .events, .metric]
    package static let any: Kinds = [.metric, .entity, .member, .segment, .events]
  }

  /// A name as it was given; it is cut into words when a text has its first one.
  private struct Entry: Sendable, Hashable {
    var text: String
    var kinds: Kinds
    /// By which something is declared; else a label or another name.
    var isDeclared: Bool

    /// As they are compared; nil for what is no name of words.
    ///
    /// `orders_per_buyer` is not `orders per buyer`, which says something of its own; a label is meant to be read.
    var words: [String]? {
      if isDeclared {
        let holdsKeyword = text.utf8.split(separator: UInt8(ascii: "_")).contains {
          Keyword(spelled: String(Substring($0))) != nil
        }
        if holdsKeyword { return nil }
      }
      let words = NameTable.words(of: text)
      return words.allSatisfy(NameTable.isWord) ? words : nil
    }
  }

  /// Names that have been cut into words.
  private typealias Words = [(words: [String], kinds: Kinds)]

  /// The names that begin with letters that words of texts had, cut once for all texts; by their first words.
  private final class Cut: Sendable {
    private let names = Mutex<[UInt8: [String: Words]]>([:])

    var isEmpty: Bool { names.withLock { $0.isEmpty } }

    func names(_ first: String, _ entries: [UInt8: [Entry]]) -> Words {
      guard let letter = first.utf8.first, let beginning = entries[letter] else { return [] }
      return names.withLock { names in
        if let known = names[letter] { return known[first] ?? [] }
        var made: [String: Words] = [:]
        var seen: Set<Entry> = []
        // Many entities have a link or a dimension of the same names.
        for entry in beginning where seen.insert(entry).inserted {
          guard let words = entry.words, let first = words.first else { continue }
          made[first, default: []].append((words, entry.kinds))
        }
        names[letter] = made
        return made[first] ?? []
      }
    }
  }

  /// By the first byte of their first words: texts ask for few of the hundreds that a model has, and the byte is soon told.
  private var entries: [UInt8: [Entry]] = [:]
  /// Of these entries: other tables, from before a name came to them, have theirs.
  private var cut = Cut()
  /// Names that are made when a text first asks for some; nil where they stand in `entries`.
  private var later: (@Sendable () -> NameTable)?

  package init() {}

  /// Names that a text may do without: `make` is called when it asks for some.
  package init(later make: @escaping @Sendable () -> NameTable) { later = make }

  /// The names that declarations give, and their labels.
  package init(_ statements: [Statement]) {
    for statement in statements {
      if case .declaration(let declaration) = statement.kind { add(declaration) }
    }
  }

  /// Takes the names that a declaration gives.
  package mutating func add(_ declaration: Declaration) {
    switch declaration {
    case .metric(let metric): add(metric.name.text, metric.label, metric.also, .metric)
    case .segment(let segment): add(segment.name.text, segment.label, segment.also, .segment)
    case .events(let events): add(events.name.text, events.label, events.also, .events)
    case .entity(let entity):
      add(entity.name.text, entity.label, entity.also, .entity)
      for member in entity.members {
        switch member {
        case .time(let time): add(time.name.text, time.label, time.also, .member)
        case .dimension(let dimension): add(dimension.name.text, dimension.label, dimension.also, .member)
        case .link(let link): add(link.name.text, link.label, link.also, .member)
        case .measure(let measure): add(measure.name.text, measure.label, measure.also, .member)
        case .table, .name, .login, .columns, .history: break
        }
      }
    case .model, .subject, .viewer, .target, .alert, .report, .policy: break
    }
  }

  private mutating func add(_ name: String, _ label: String?, _ also: [String], _ kinds: Kinds) {
    add(Entry(text: name, kinds: kinds, isDeclared: true))
    for text in (label.map { [$0] } ?? []) + also { add(text, kinds) }
  }

  /// Takes one name; one with signs between its words can only be written in back quotes.
  package mutating func add(_ text: String, _ kinds: Kinds) { add(Entry(text: text, kinds: kinds, isDeclared: false)) }

  private mutating func add(_ entry: Entry) {
    if let later { self = later() }
    guard let first = Self.firstByte(of: entry.text) else { return }
    if !isKnownUniquelyReferenced(&cut) || !cut.isEmpty { cut = Cut() }
    entries[first, default: []].append(entry)
  }

  /// The first byte of a name's first word as it is compared; nil for what has no words.
  private static func firstByte(of text: String) -> UInt8? {
    guard let first = text.unicodeScalars.first(where: { $0 != " " && $0 != "_" }) else { return nil }
    if first.isASCII { return String(first).inLowerCase.utf8.first }
    // Of a mark alone nothing is left: what follows it begins the word.
    return fold(String(first)).utf8.first ?? words(of: text).first?.utf8.first
  }

  /// The words of a name as they are compared.
  private static func words(of text: String) -> [String] {
    let folded = fold(text)
    // Of plain letters each byte is a character.
    guard folded.utf8.allSatisfy({ $0 < 0x80 }) else {
      return folded.split { $0 == " " || $0 == "_" }.map(String.init)
    }
    let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "_") }
    if !folded.utf8.contains(where: isBlank) { return folded.isEmpty ? [] : [folded] }
    return folded.utf8.split(whereSeparator: isBlank).map { String(Substring($0)) }
  }

  /// Whether a name can be written as it is, without back quotes.
  package static func isWritten(_ name: String) -> Bool {
    let words = words(of: name)
    return !words.isEmpty && words.allSatisfy(isWord) && words[0].unicodeScalars.first?.properties.isAlphabetic == true
  }

  private static func isWord(_ word: String) -> Bool {
    word.unicodeScalars.allSatisfy { scalar in
      if scalar.value < 0x80 { return scalar.isASCIILetter || scalar.isASCIIDigit }
      return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }
  }

  /// Whether it is the other or a copy of it, to which no name has come since.
  package func isSame(as other: NameTable) -> Bool { cut === other.cut }

  /// How many words of the text are a name of those kinds, each possible length, the longest first.
  ///
  /// - Parameter word: the n-th word from where the name would begin; nil where something else stands there.
  package func lengths(_ kinds: Kinds, _ word: (Int) -> String?) -> [Int] {
    if let later { return later().lengths(kinds, word) }
    // Those whose words so far are the text's; nil before its first.
    var names: Words?
    var found: [Int] = []
    var (length, count) = (0, 0)
    while let text = word(length) {
      for part in Self.words(of: text) {
        names =
          names.map { names in names.filter { $0.words.count > count && $0.words[count] == part } }
          ?? cut.names(part, entries)
        count += 1
        if names?.isEmpty ?? true { return found }
      }
      length += 1
      let known = names ?? []
      if known.contains(where: { $0.words.count == count && !$0.kinds.isDisjoint(with: kinds) }) {
        found.insert(length, at: 0)
      }
      if names != nil, known.allSatisfy({ $0.words.count == count }) { return found }
    }
    return found
  }
}
