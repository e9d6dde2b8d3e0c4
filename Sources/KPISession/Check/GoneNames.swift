import KPICompiler
import KPIEngine
import KPILanguage
import KPISQLite

/// The tables and columns that a model names and a database has not, with all that rests on them.
struct GoneNames {
  private let names: [StoreError.MissingName]
  private let catalog: Catalog
  /// Entities whose table is gone.
  private let tables: Set<Int>
  /// Entities whose key is gone, with their tables' columns or alone.
  private let keys: Set<Int>
  /// Columns of which nothing can be known.
  let uses: Set<ColumnsRead.Use>

  init(_ names: [StoreError.MissingName], _ catalog: Catalog) {
    self.names = names
    self.catalog = catalog
    var (tables, keys): (Set<Int>, Set<Int>) = ([], [])
    var uses: Set<ColumnsRead.Use> = []
    for name in names {
      let effect = Effect(of: name, catalog)
      tables.formUnion(effect.tables)
      keys.formUnion(effect.keys)
      uses.formUnion(effect.uses)
    }
    (self.tables, self.keys, self.uses) = (tables, keys, uses)
  }

  /// What one name that is gone takes with it.
  private struct Effect {
    var tables: Set<Int> = []
    var keys: Set<Int> = []
    var uses: Set<ColumnsRead.Use> = []

    init(of name: StoreError.MissingName, _ catalog: Catalog) {
      for (index, entity) in catalog.spec.entities.enumerated() {
        if name.entity == nil {
          for column in entity.columns {
            guard case .lookup(let number) = column.kind, let lookup = catalog.spec.dictionaries[number].lookup,
              DatabaseSchema.isSame(lookup.table, name.table), name.column.map(lookup.names) ?? true
            else { continue }
            uses.formUnion(column.source.map { .init(entity: index, column: $0) })
          }
          continue
        }
        guard name.entity == entity.name, DatabaseSchema.isSame(name.table, entity.table) else { continue }
        if let column = name.column {
          uses.formUnion(
            entity.columns.flatMap(\.source).filter { DatabaseSchema.isSame($0, column) }.map {
              .init(entity: index, column: $0)
            })
          if entity.key.map({ DatabaseSchema.isSame($0, column) }) ?? false { keys.insert(index) }
        } else {
          tables.insert(index)
          keys.insert(index)
          uses.formUnion(entity.columns.flatMap(\.source).map { .init(entity: index, column: $0) })
        }
      }
      // What leads to rows that cannot be found says nothing either.
      for (index, entity) in catalog.spec.entities.enumerated() {
        for column in entity.columns {
          guard case .link(let target) = column.kind, keys.contains(target) else { continue }
          uses.formUnion(column.source.map { .init(entity: index, column: $0) })
        }
      }
    }
  }

  // MARK: What is told

  /// - Parameter definitions: all of the model's.
  func findings(_ likely: LikelyNames, _ definitions: [ModelReads.Definition]) -> [CheckReport.Finding] {
    return zip(names, names.map { $0.diagnostic(catalog) }).map { name, diagnostic in
      let effect = Effect(of: name, catalog)
      let broken = definitions.filter { definition in
        !definition.reads.uses.isDisjoint(with: effect.uses)
          || !definition.reads.entities.isDisjoint(with: effect.tables)
      }.map(\.name)
      let (candidates, reason) = likely.names(for: name)
      var told = diagnostic
      if !candidates.isEmpty {
        told.label = Message.either(candidates.map { "`\(shown($0))`" }).map { "is it \($0) now?" }
        told.notes.insert(contentsOf: reason.map { [$0] } ?? [], at: 0)
      }
      if !broken.isEmpty { told.notes.append("what rests on it: \(Self.list(broken))") }
      return CheckReport.Finding(diagnostic: told, isMisfit: true, likely: candidates, breaks: broken.map(\.english))
    }
  }

  private static func list(_ names: [Message]) -> Message {
    let first = Message.list(Array(names.prefix(12)))
    return names.count > 12 ? "\(first) and \(names.count - 12) more" : "\(first)"
  }

  // MARK: What is read nevertheless

  /// What of a description can be read: null for columns that are gone, no rows for tables.
  func readable(_ spec: LoadSpec) -> LoadSpec {
    var readable = spec
    readable.readsMissingAsNull = true
    for index in tables { readable.entities[index].isOptional = true }
    for index in keys { readable.entities[index].key = nil }
    let lookups = names.filter { $0.entity == nil }
    for number in readable.dictionaries.indices {
      guard let lookup = readable.dictionaries[number].lookup,
        lookups.contains(where: { name in
          DatabaseSchema.isSame(name.table, lookup.table) && name.column.map(lookup.names) ?? true
        })
      else { continue }
      // The keys stand for their texts.
      readable.dictionaries[number].lookup = nil
      for entity in readable.entities.indices {
        for column in readable.entities[entity].columns.indices
        where readable.entities[entity].columns[column].kind == .lookup(dictionary: number) {
          readable.entities[entity].columns[column].kind = .text(dictionary: number)
        }
      }
    }
    return readable
  }

  /// Whether rows are odd only because a name is gone.
  func explains(_ misfit: RowMisfit, _ catalog: Catalog) -> Bool {
    if tables.contains(misfit.entity) || uses.contains(.init(entity: misfit.entity, column: misfit.column)) {
      return true
    }
    return keys.contains(misfit.entity) && [.read(.repeatedKeys), .read(.nullKeys)].contains(misfit.kind)
  }
}

extension DictionarySpec.Lookup {
  /// Whether it reads that column of its table.
  fileprivate func names(_ column: String) -> Bool {
    [key, text, order].contains { $0.map { DatabaseSchema.isSame($0, column) } ?? false }
  }
}
