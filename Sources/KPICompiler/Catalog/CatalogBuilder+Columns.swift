import KPIEngine
import KPILanguage

extension CatalogBuilder {
  /// The entity's column of that description, a new one where there is none yet.
  mutating func column(_ spec: ColumnSpec, of index: Int) -> Int {
    if let known = catalog.spec.entities[index].columns.firstIndex(of: spec) { return known }
    catalog.spec.entities[index].columns.append(spec)
    return catalog.spec.entities[index].columns.count - 1
  }

  mutating func textColumn(_ name: Name, _ index: Int) -> Int {
    noteRead(name, by: index)
    if let known = catalog.spec.entities[index].columns.firstIndex(where: {
      if case .text = $0.kind { $0.source == [name.text] } else { false }
    }) {
      return known
    }
    return column(ColumnSpec(source: [name.text], kind: .text(dictionary: newDictionary(nil))), of: index)
  }

  mutating func newDictionary(_ lookup: DictionarySpec.Lookup?) -> Int {
    catalog.spec.dictionaries.append(DictionarySpec(lookup: lookup))
    return catalog.spec.dictionaries.count - 1
  }

  mutating func dictionary(_ lookup: EntityDeclaration.Lookup) -> Int? {
    let table = lookup.table.text
    guard let key = lookup.key?.text ?? keyForLookups(in: table) else {
      report(
        "no-key", "table `\(table)` has no key of one column by which its rows could be looked up",
        at: lookup.table.span,
        notes: ["name the column: `-> \(table).\(lookup.column.text) by COLUMN`"])
      return nil
    }
    catalog.namesRead.add(nil, of: .lookup(table: table), at: lookup.table.span)
    for name in [lookup.key, lookup.column, lookup.order] {
      catalog.namesRead.add(name, of: .lookup(table: table))
    }
    let description = DictionarySpec.Lookup(
      table: table, key: key, text: lookup.column.text, order: lookup.order?.text)
    if let known = lookups[description] { return known }
    let made = newDictionary(description)
    lookups[description] = made
    return made
  }

  /// The key that an entity over the table declares, else the table's own; nil where it has none.
  private func keyForLookups(in table: String) -> String? {
    let owner = catalog.spec.entities.first { DatabaseSchema.isSame($0.table, table) && $0.key != nil }
    if let key = owner?.key { return key }
    // A table that is not there is told when the rows are read.
    guard let schema, let known = schema.table(named: table), known.problem == nil else { return "id" }
    return known.onlyKey ?? known.column(named: "id")?.name
  }
}
