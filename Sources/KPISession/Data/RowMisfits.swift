import KPICompiler
import KPIEngine
import KPILanguage

/// Rows that are not as a model says, among those that who asks sees.
struct RowMisfit {
  enum Kind: Hashable {
    /// What the load counted.
    case read(LoadNote.Kind)
    /// Links to rows that the table has and the entity leaves out.
    case linksLeftOut
  }

  var kind: Kind
  var entity: Int
  /// The source column.
  var column: String
  /// Rows, or keys that repeat.
  var count: Int
  /// How many rows it concerns.
  var rows: Int
  /// The first offending value; empty where it may not be told.
  var example: String
  /// Of one of them and of several: `link leads`.
  var phrase: (one: Phrase, several: Phrase)
  /// What becomes of the rows.
  var outcome: Message

  struct Phrase {
    /// What they are: `links`.
    var noun: Message
    /// What they do: `lead to no row`.
    var does: Message

    init(_ noun: Message, _ does: Message) { (self.noun, self.does) = (noun, does) }
  }

  /// `orders.customer_id: 3 links lead to no row, such as `9`, and count as null`.
  func text(_ catalog: Catalog) -> Message {
    let phrase = count == 1 ? phrase.one : phrase.several
    return "\(place(catalog)): \(count) \(phrase.noun) \(phrase.does)\(shownExample)\(outcome)"
  }

  /// The same with how many rows there are: `3 of 842 links lead to no row, …`.
  func text(ofRows total: Int, _ catalog: Catalog) -> Message {
    let own = count == 1 ? phrase.one : phrase.several
    let counted: Message =
      kind == .read(.repeatedKeys) ? "\(count) \(own.noun)" : "\(count) of \(total) \(phrase.several.noun)"
    let concerned: Message = kind == .read(.repeatedKeys) ? ", in \(rows) of \(total) rows" : ""
    return "\(place(catalog)): \(counted) \(own.does)\(shownExample)\(concerned)\(outcome)"
  }

  private func place(_ catalog: Catalog) -> String { "\(catalog.entities[entity].name).\(column)" }

  private var shownExample: Message { example.isEmpty ? "" : ", such as `\(shown(example))`" }

  /// The place in the model that says otherwise.
  func span(in catalog: Catalog) -> Span? {
    let declared = catalog.entities[entity]
    if kind == .read(.repeatedKeys) { return declared.keySpan ?? declared.span }
    return catalog.namesRead.span(of: column, readBy: .entity(declared.name)) ?? declared.span
  }
}

extension RowMisfit {
  /// All of a load, in the order of entities.
  ///
  /// - Parameter declared: per entity the rows that `table … where` leaves; nil where that is every row.
  static func all(
    of data: LoadedData, seenBy rowSets: RowSets, declared: [Buffer<UInt8>?], _ catalog: Catalog
  ) -> [RowMisfit] {
    var found: [RowMisfit] = []
    for note in data.store.notes where note.kind != .repeatedKeys {
      var seen = note
      seen.rows = note.rows.filter { rowSets.isVisible(Int($0), of: note.entity) }
      seen.count = seen.rows.count
      // The example may be of a row that he does not see.
      if seen.rows.first != note.rows.first { seen.example = "" }
      if seen.count > 0 { found.append(seen.misfit) }
    }
    let context = ExecutionContext(rowSets: rowSets, views: ViewCache())
    for entity in catalog.entities.indices {
      found += linksToRowsLeftOut(of: entity, declared, context, catalog)
      if let repeated = repeatedKeys(of: entity, context, catalog) { found.append(repeated) }
    }
    return found
  }

  private static func linksToRowsLeftOut(
    of entity: Int, _ declared: [Buffer<UInt8>?], _ context: ExecutionContext, _ catalog: Catalog
  ) -> [RowMisfit] {
    catalog.spec.entities[entity].columns.enumerated().compactMap { number, column in
      // A column that cannot lead to a row left out is not looked at.
      guard case .link(let target) = column.kind, let mask = declared[target],
        case .link(let rows, _) = context.store.entities[entity].columns[number]
      else { return nil }
      var count = 0
      var example: Int?
      for row in 1..<rows.count where rows[row] > 0 {
        guard context.store.entities[target].row(of: Int32(truncatingIfNeeded: rows[row]), in: mask) == 0,
          context.rowSets.isVisible(row, of: entity)
        else { continue }
        count += 1
        example = example ?? rows[row]
      }
      guard let example else { return nil }
      let source = catalog.spec.entities[entity].columns[number].source.first ?? ""
      return RowMisfit(
        kind: .linksLeftOut, entity: entity, column: source, count: count, rows: count,
        example: context.keyText(of: example, entity: target),
        phrase: (
          Phrase("link", "leads to a row that `\(catalog.entities[target].name)` leaves out"),
          Phrase("links", "lead to a row that `\(catalog.entities[target].name)` leaves out")
        ), outcome: count.asNull)
    }
  }

  private static func repeatedKeys(of entity: Int, _ context: ExecutionContext, _ catalog: Catalog) -> RowMisfit? {
    let groups = context.store.entities[entity].sameKeys.sorted { $0.key < $1.key }
    let repeated = groups.compactMap { _, rows in
      let seen = rows.filter { context.rowSets.isVisible(Int($0), of: entity) }
      return seen.count > 1 ? seen : nil
    }
    guard let first = repeated.first?.first else { return nil }
    return RowMisfit(
      kind: .read(.repeatedKeys), entity: entity, column: catalog.spec.entities[entity].key ?? "rowid",
      count: repeated.count, rows: repeated.reduce(0) { $0 + $1.count },
      example: context.keyText(of: Int(first), entity: entity),
      phrase: (Phrase("key", "is there more than once"), Phrase("keys", "are there more than once")),
      outcome: "; links lead to the first row")
  }
}

extension LoadNote {
  /// What a load counted, in the words for it.
  fileprivate var misfit: RowMisfit {
    typealias Phrase = RowMisfit.Phrase
    let (phrase, outcome): ((Phrase, Phrase), Message) =
      switch kind {
      case .danglingLinks: ((Phrase("link", "leads to no row"), Phrase("links", "lead to no row")), count.asNull)
      case .ambiguousLookups:
        (
          (
            Phrase("row", "looks up a key that several rows with different texts have"),
            Phrase("rows", "look up a key that several rows with different texts have")
          ), "; the first of them counts"
        )
      case .unreadableTimes:
        (
          (Phrase("value", "is no time"), Phrase("values", "are no time")),
          "; the rows are in no result by that time"
        )
      case .notNumbers: ((Phrase("value", "is no number"), Phrase("values", "are no number")), count.asNull)
      case .repeatedKeys: ((Phrase("row", "has the key of another"), Phrase("rows", "have the key of another")), "")
      case .nullKeys: ((Phrase("row", "has no key"), Phrase("rows", "have no key")), "")
      case .invalidText: ((Phrase("text", "is not UTF-8"), Phrase("texts", "are not UTF-8")), "")
      }
    return RowMisfit(
      kind: .read(kind), entity: entity, column: column, count: count, rows: count, example: example, phrase: phrase,
      outcome: outcome)
  }
}

extension Int {
  /// What becomes of so many values that mean nothing.
  fileprivate var asNull: Message { self == 1 ? ", and counts as null" : ", and count as null" }
}
