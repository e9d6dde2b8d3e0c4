import KPIEngine
import KPILanguage

/// What a model says: entities with their members, how they link, and what is declared about them.
///
/// Swift code knows no entity, column or metric by name; everything comes from here.
package struct Catalog: Sendable {
  package var name: String
  package var label: String?
  /// The keys of every entity and member that the text declares, those with mistakes too.
  package var declaredNames: Set<String> = []
  /// It is the model that comes with the program.
  package var isBuiltIn = false
  /// The text that declares it.
  package var source: SourceID?
  /// The entity that the reports count (`subject customers`).
  package var subject: Int?
  /// In the order of the load's entities; the tables of histories among them.
  package var entities: [Entity]
  private let entityNames = EntityNames()
  /// What all members are called; nil while they are being added.
  var knownNames: KnownNames?
  /// The entities with a history, which are few.
  var historic: [Int] = []
  /// By folded name.
  package var events: [String: EventsDeclaration]
  package var metrics: [String: MetricDeclaration] { didSet { metricNames = MetricNames() } }
  /// Folded metric names in the order they were declared.
  package var metricOrder: [String] { didSet { metricNames = MetricNames() } }
  private(set) var metricNames = MetricNames()
  package var segments: [String: SegmentDeclaration]
  package var reports: [String: ReportDeclaration]
  package var targets: [TargetDeclaration]
  /// In the order in which they were declared.
  package var alerts: [AlertDeclaration] = []
  package var viewer: ViewerDeclaration?
  /// Who sees which rows; nil where the model declares no viewer.
  package var visibility: Visibility?
  /// What to read from the database.
  package var spec: LoadSpec
  /// The names of several words that it declares.
  package var nameTable = NameTable()
  /// Where the text names the tables and columns that are read.
  package var namesRead = NamesRead()

  /// The entity of that name or label.
  package func entity(named name: String) -> Int? {
    entityNames.entity(named: name, among: entities)
  }

  /// Whether a member of any entity has that key as its name's or a label's; that but for diacritics.
  func isKnown(key: String) -> Bool {
    knownNames?.contains(key: key, entities) ?? entities.contains { $0.isKnown(key: key) }
  }
  func isKnown(plain: String) -> Bool {
    knownNames?.contains(plain: plain, entities) ?? entities.contains { $0.isKnown(plain: plain) }
  }

  /// A metric by name, label or other name.
  package func metric(named name: String) -> MetricDeclaration? {
    let wanted = Self.key(name)
    if let declared = metrics[wanted] { return declared }
    return metricNames.metric(of: wanted, among: metricOrder, metrics).flatMap { metrics[$0] }
  }

  /// A segment by name, label or other name.
  package func segment(named name: String) -> SegmentDeclaration? {
    segments[Self.key(name)] ?? Self.first(named: name, in: segments.keys.sorted().compactMap { segments[$0] })
  }

  /// Events by name, label or other name.
  package func events(named name: String) -> EventsDeclaration? {
    events[Self.key(name)] ?? Self.first(named: name, in: events.keys.sorted().compactMap { events[$0] })
  }

  /// The first that has the label or other name, else the only one that answers to it but for diacritics.
  private static func first<Content: Named>(named name: String, in all: [Content]) -> Content? {
    let wanted = key(name)
    return all.first { $0.labels.contains { key($0) == wanted } } ?? only(all.filter { $0.isLoosely(fold(wanted)) })
  }

  /// The one that is there; nil for none and for several.
  static func only<Content>(_ found: [Content]) -> Content? { found.count == 1 ? found[0] : nil }

  /// Takes from the rows what their keys are.
  mutating func takeKeys(of store: Store) {
    for (index, rows) in store.entities.enumerated() where entities.indices.contains(index) && rows.rowCount > 0 {
      if entities[index].hasTextKey != rows.hasTextKeys { entities[index].hasTextKey = rows.hasTextKeys }
    }
  }

  /// The key of an entity as a dimension, called as its column; nil where that is not its name.
  func keyMember(named name: String, of index: Int) -> Member? {
    guard let column = entities[index].keyColumn, let key = spec.entities[index].key, Self.key(key) == Self.key(name)
    else { return nil }
    let path = LinkPath(entity: index)
    let value =
      entities[index].hasTextKey
      ? TypedScalar(.text(path, column: column), .text) : TypedScalar(.number(path, column: column), .number)
    return Member(name: key, label: nil, kind: .dimension, value: value)
  }

  /// Entities so that those whose rows a condition (`table … where`) asks for come before that condition's own.
  package var entitiesByConditions: [Int] {
    var order: [Int] = []
    var seen: Set<Int> = []
    func visit(_ entity: Int) {
      guard seen.insert(entity).inserted else { return }
      _ = entities[entity].condition?.contains { part in
        let path: LinkPath? =
          switch part {
          case .text(let path, _), .number(let path, _), .time(let path, _, _), .row(let path), .attached(_, let path):
            path
          default: nil
          }
        path?.hops.forEach { visit($0.target) }
        return false
      }
      order.append(entity)
    }
    entities.indices.forEach(visit)
    return order
  }

  /// How names are compared: case-insensitively, blanks of labels written `_`.
  package static func key(_ name: String) -> String {
    let lower = name.inLowerCase
    guard lower.hasBlank else { return lower }
    // Where no mark makes another character of a blank its byte can be replaced.
    guard lower.isPlainlyComposed else { return String(lower.map { $0 == " " ? "_" : $0 }) }
    return String(decoding: lower.utf8.map { $0 == UInt8(ascii: " ") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }
}

/// What people call something by.
protocol Named {
  /// Its name, by which it is declared.
  var ownName: String { get }
  /// Its label and its other names.
  var labels: [String] { get }
}

extension Named {
  /// Whether one of its names is the wanted one but for diacritics.
  ///
  /// - Parameter plain: the wanted name's key without diacritics.
  func isLoosely(_ plain: String) -> Bool {
    fold(Catalog.key(ownName)) == plain || labels.contains { fold(Catalog.key($0)) == plain }
  }
}

extension MetricDeclaration: Named {
  var ownName: String { name.text }
  var labels: [String] { (label.map { [$0] } ?? []) + also }
}

extension SegmentDeclaration: Named {
  var ownName: String { name.text }
  var labels: [String] { (label.map { [$0] } ?? []) + also }
}

extension EventsDeclaration: Named {
  var ownName: String { name.text }
  var labels: [String] { (label.map { [$0] } ?? []) + also }
}

/// One entity of a model.
package struct Entity: Sendable, Named {
  package var name: String
  package var label: String?
  /// Other names that people call it by.
  package var also: [String] = []
  package var isOptional: Bool
  /// A history's table: it has no name that a question could ask for.
  package var isHistory: Bool
  /// The place of its declaration.
  package var span: Span?
  /// Where its key is declared; nil where none is.
  package var keySpan: Span?
  /// The column of its key; nil for an entity whose rows have none.
  package var keyColumn: Int?
  /// Whether its keys are texts; as the columns are declared until the rows are known.
  package var hasTextKey = false
  package private(set) var members: [Member] = []
  /// Where members stand by name, the first of each.
  private var places: [String: Int] = [:]
  /// By what else they are called.
  private var otherNames = OtherNames()
  /// `table … where`: the rows that are the entity's.
  package var condition: Scalar?
  package var nameColumn: Int?
  package var loginColumn: Int?
  /// The keys of what a drill shows of a row; empty for everything.
  var chosenColumns: [String] = []
  /// What places its rows in time; nil for an entity without a time.
  package var time: Scalar?
  /// The same as it is written, and how the rows are stored by it.
  package var placing: Placing?
  package var histories: [History] = []
  /// The texts in the condition of its table and in the time that places its rows.
  var written: [WrittenText] = []

  package init(name: String, label: String?, isOptional: Bool, isHistory: Bool = false, span: Span? = nil) {
    self.name = name
    self.label = label
    self.isOptional = isOptional
    self.isHistory = isHistory
    self.span = span
  }

  var key: String { Catalog.key(name) }
  var ownName: String { name }
  var labels: [String] { (label.map { [$0] } ?? []) + also }

  /// The member of that name or label; a label wins only where no name fits.
  package func member(named name: String) -> Member? {
    let wanted = Catalog.key(name)
    return (places[wanted] ?? otherNames.place(ofLabel: wanted, members)).map { members[$0] }
  }

  /// Whether a member has that key.
  func hasMember(_ key: String) -> Bool { places[key] != nil }

  /// Whether a member has that key as its name or a label; that but for diacritics.
  func isKnown(key: String) -> Bool { places[key] != nil || otherNames.place(ofLabel: key, members) != nil }
  func isKnown(plain: String) -> Bool { otherNames.place(ofPlain: plain, members) != nil }

  /// Adds a member behind the others.
  mutating func add(_ member: Member) {
    // The names are also those of copies, to which this member does not come.
    if !isKnownUniquelyReferenced(&otherNames) { otherNames = OtherNames() }
    members.append(member)
    if places[member.key] == nil { places[member.key] = members.count - 1 }
  }

  /// Brings the members into the order of their keys' numbers.
  mutating func sortMembers(by order: [String: Int]) {
    let numbers = members.map { order[$0.key] ?? .max }
    if !zip(numbers, numbers.dropFirst()).contains(where: >) { return }
    members = members.indices.sorted { numbers[$0] < numbers[$1] }.map { members[$0] }
    places = Dictionary(members.enumerated().map { ($1.key, $0) }, uniquingKeysWith: min)
    otherNames = OtherNames()
  }

  /// The one member whose name or label is that but for diacritics.
  func member(looselyNamed name: String) -> Member? { member(plainlyNamed: fold(Catalog.key(name))) }

  /// The one member whose name or label is that without diacritics.
  func member(plainlyNamed plain: String) -> Member? { otherNames.place(ofPlain: plain, members).map { members[$0] } }
}

/// A time, dimension, measure or link of an entity.
package struct Member: Sendable, Named {
  package enum Kind: Sendable, Equatable {
    case time(isPlanned: Bool)
    case dimension
    case measure
    case link
  }

  package var name: String
  package var label: String?
  /// Other names that people call it by.
  package var also: [String] = []
  package var kind: Kind
  package var value: TypedScalar
  /// A measure's unit.
  package var unit: String?
  /// Of a time: its value even where that lies after today, for times computed from it.
  package var asWritten: Scalar?
  /// The texts in its expression.
  var written: [WrittenText] = []

  package var key: String { Catalog.key(name) }
  var ownName: String { name }
  var labels: [String] { (label.map { [$0] } ?? []) + also }

  package var isTime: Bool { if case .time = kind { true } else { false } }
}

/// The changes of a dimension or link of a subject.
package struct History: Sendable {
  /// The member whose present value the history leads to.
  package var member: String
  /// The entity that holds the changes.
  package var changes: Int
  package var subject: LinkPath
  package var time: Scalar
  package var from: TypedScalar
  package var to: TypedScalar
}

/// What a row expression gives.
package enum ScalarType: Sendable, Hashable {
  case text, number, time, boolean, null
  case link(Int)

  /// How messages name it.
  var description: Message {
    switch self {
    case .text: "text"
    case .number: "a number"
    case .time: "a time"
    case .boolean: "a condition"
    case .null: "null"
    case .link: "a link"
    }
  }
}

/// A value with its type and, for numbers, its unit.
package struct TypedScalar: Sendable, Hashable {
  package var expression: Scalar
  package var type: ScalarType
  package var unit: String?
  /// Of a link: the path it follows.
  package var path: LinkPath?
  /// Of a literal written with `%`: the number as written, which it stands for beside a `%` value.
  var percent: Scalar?

  package init(_ expression: Scalar, _ type: ScalarType, unit: String? = nil, path: LinkPath? = nil) {
    self.expression = expression
    self.type = type
    self.unit = unit
    self.path = path
  }

  /// A link along a path.
  static func link(_ path: LinkPath) -> TypedScalar {
    TypedScalar(.row(path), .link(path.target), path: path)
  }
}

extension Scalar {
  /// The same value seen from the start of `path`, which leads to this expression's entity.
  func through(_ path: LinkPath) -> Scalar {
    guard !path.hops.isEmpty else { return self }
    return mapped { part in
      switch part {
      case .text(let own, let column): .text(path.appending(own), column: column)
      case .number(let own, let column): .number(path.appending(own), column: column)
      case .time(let own, let column, let isPlanned):
        .time(path.appending(own), column: column, isPlanned: isPlanned)
      case .row(let own): .row(path.appending(own))
      case .attached(let aggregate, let own): .attached(aggregate, path.appending(own))
      default: part
      }
    }
  }
}
