import KPICompiler
import KPIEngine
import KPILanguage

/// What a load tells about the rows that are there for who asks: notes, and warnings with the model's line.
struct LoadNews: Sendable {
  private(set) var notes: [String] = []
  private(set) var warnings: [Diagnostic] = []

  init() {}

  /// - Parameter declared: per entity the rows that `table … where` leaves; nil where that is every row.
  init(of store: Store, seenBy rowSets: RowSets, declared: [Buffer<UInt8>?], _ catalog: Catalog) {
    for note in store.notes where note.kind != .repeatedKeys {
      var seen = note
      seen.rows = note.rows.filter { rowSets.isVisible(Int($0), of: note.entity) }
      seen.count = seen.rows.count
      // The example may be of a row that he does not see.
      if seen.rows.first != note.rows.first { seen.example = "" }
      guard seen.count > 0 else { continue }
      guard note.kind == .ambiguousLookups else {
        notes.append(seen.text(catalog))
        continue
      }
      warnings.append(
        Diagnostic(
          .warning, "repeated-key", seen.text(catalog), at: catalog.entities[note.entity].span,
          notes: ["name the column by which one row is found: `-> TABLE.COLUMN by KEY`"]))
    }
    let context = ExecutionContext(rowSets: rowSets, views: ViewCache())
    for entity in catalog.entities.indices {
      noteLinksToRowsLeftOut(of: entity, declared, context, catalog)
      warnOfRepeatedKeys(of: entity, context, catalog)
    }
  }

  /// Links to rows that the table has and the entity has not.
  private mutating func noteLinksToRowsLeftOut(
    of entity: Int, _ declared: [Buffer<UInt8>?], _ context: ExecutionContext, _ catalog: Catalog
  ) {
    for (number, column) in context.store.entities[entity].columns.enumerated() {
      guard case .link(let rows, let target) = column, let mask = declared[target] else { continue }
      var count = 0
      var example: Int?
      for row in 1..<rows.count where rows[row] > 0 {
        guard context.store.entities[target].row(of: rows[row], in: mask) == 0,
          context.rowSets.isVisible(row, of: entity)
        else { continue }
        count += 1
        example = example ?? Int(rows[row])
      }
      guard let example else { continue }
      let source = catalog.spec.entities[entity].columns[number].source.first ?? ""
      notes.append(
        "\(catalog.entities[entity].name).\(source): \(count == 1 ? "1 link leads" : "\(count) links lead") to a row "
          + "that `\(catalog.entities[target].name)` leaves out, such as "
          + "`\(shown(context.keyText(of: example, entity: target)))`, and count\(count == 1 ? "s" : "") as null")
    }
  }

  private mutating func warnOfRepeatedKeys(of entity: Int, _ context: ExecutionContext, _ catalog: Catalog) {
    let groups = context.store.entities[entity].sameKeys.sorted { $0.key < $1.key }
    let repeated = groups.compactMap { _, rows in
      let seen = rows.filter { context.rowSets.isVisible(Int($0), of: entity) }
      return seen.count > 1 ? seen[0] : nil
    }
    guard let first = repeated.first else { return }
    let declared = catalog.entities[entity]
    warnings.append(
      Diagnostic(
        .warning, "repeated-key",
        "\(declared.name).\(catalog.spec.entities[entity].key ?? "rowid"): "
          + "\(repeated.count == 1 ? "1 key is" : "\(repeated.count) keys are") there more than once, such as "
          + "`\(shown(context.keyText(of: Int(first), entity: entity)))`; links lead to the first row",
        at: declared.keySpan ?? declared.span,
        notes: [
          "keep one row of each key with `table … where CONDITION`, or name another column as the key"
        ]))
  }

  static func += (news: inout LoadNews, more: LoadNews) {
    news.notes += more.notes
    news.warnings += more.warnings
  }
}
