import KPICompiler
import KPIEngine
import KPILanguage
import KPISQLite

/// What a table or column that is gone may be called now: one that no entity reads, that is named alike or holds the like.
struct LikelyNames {
  private let catalog: Catalog
  private let database: Database
  private let schema: DatabaseSchema
  /// What the model's definitions compare columns with.
  private let texts: [ColumnsRead.Use: Set<String>]
  private let isCancelled: @Sendable () -> Bool

  init(
    _ catalog: Catalog, _ definitions: [ModelReads.Definition], _ database: Database, _ schema: DatabaseSchema,
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    texts = definitions.reduce(into: [:]) { $0.merge($1.reads.texts) { $0.union($1) } }
    self.catalog = catalog
    self.database = database
    self.schema = schema
    self.isCancelled = isCancelled
  }

  /// The likeliest names, at most two, and what speaks for the first where that is not its name.
  func names(for gone: StoreError.MissingName) -> (names: [String], reason: Message?) {
    gone.column.map { column(of: gone, $0) } ?? table(for: gone)
  }

  // MARK: Tables

  private struct TableCandidate {
    var name: String
    /// Columns that it has of those that are read.
    var shared: Int
    var alike: Double

    static func isLikelier(_ lhs: TableCandidate, _ rhs: TableCandidate) -> Bool {
      if lhs.shared != rhs.shared { return lhs.shared > rhs.shared }
      return lhs.alike != rhs.alike ? lhs.alike > rhs.alike : lhs.name < rhs.name
    }
  }

  private func table(for gone: StoreError.MissingName) -> ([String], Message?) {
    let wanted = columnsRead(of: gone.table)
    var candidates: [TableCandidate] = []
    for table in schema.tables where table.problem == nil && !isRead(table.name) {
      let shared = wanted.count { table.column(named: $0) != nil }
      let candidate = TableCandidate(name: table.name, shared: shared, alike: Self.likeness(gone.table, table.name))
      if 2 * shared > wanted.count || candidate.alike >= 0.5 && shared > 0 { candidates.append(candidate) }
    }
    candidates.sort(by: TableCandidate.isLikelier)
    guard let best = candidates.first else { return ([], nil) }
    let equal = candidates.filter { $0.shared == best.shared && $0.alike == best.alike }
    guard equal.count <= 2 else { return ([], nil) }
    let (name, old) = (shown(best.name), shown(gone.table))
    return (
      equal.map(\.name), "`\(name)` has \(best.shared) of the \(wanted.count) columns that are read of `\(old)`"
    )
  }

  /// The columns that entities and lookups read of a table.
  private func columnsRead(of table: String) -> [String] {
    var read: [String] = []
    for entity in catalog.spec.entities where DatabaseSchema.isSame(entity.table, table) {
      read += (entity.key.map { [$0] } ?? []) + entity.columns.flatMap(\.source)
    }
    for case let lookup? in catalog.spec.dictionaries.map(\.lookup) where DatabaseSchema.isSame(lookup.table, table) {
      read += [lookup.key, lookup.text] + (lookup.order.map { [$0] } ?? [])
    }
    var seen: Set<String> = []
    return read.filter { seen.insert(Catalog.key($0)).inserted }
  }

  private func isRead(_ table: String) -> Bool {
    catalog.spec.entities.contains { DatabaseSchema.isSame($0.table, table) }
      || catalog.spec.dictionaries.contains { $0.lookup.map { DatabaseSchema.isSame($0.table, table) } ?? false }
  }

  // MARK: Columns

  private func column(of gone: StoreError.MissingName, _ column: String) -> ([String], Message?) {
    guard let table = schema.table(named: gone.table) else { return ([], nil) }
    let read = Set(columnsRead(of: gone.table).map(Catalog.key))
    let uses = self.uses(of: column, gone.table)
    var candidates: [ColumnCandidate] = []
    for candidate in table.columns where !read.contains(Catalog.key(candidate.name)) {
      let held = values(of: candidate.name, table.name)
      let proofs = uses.compactMap { proof(held, $0) }
      // It must do for everything that the column is read for.
      guard proofs.count == uses.count else { continue }
      candidates.append(
        ColumnCandidate(
          name: candidate.name, alike: Self.likeness(column, candidate.name),
          proof: proofs.first(where: \.isStrong) ?? proofs.first))
    }
    // A name that is alike says most; then values that the model itself names, or keys that lead somewhere.
    let named = candidates.filter { $0.alike >= 0.5 }
    let proven = candidates.filter { $0.proof?.isStrong ?? false }
    for group in [named.filter { $0.proof?.isStrong ?? false }, named, proven, candidates] where !group.isEmpty {
      guard group.count <= 2 else { continue }
      let sorted = group.sorted { $0.alike != $1.alike ? $0.alike > $1.alike : $0.name < $1.name }
      let isOnly = group.count == 1 && candidates.count == 1
      let only: Message? = isOnly ? "nothing else of `\(shown(table.name))` is left unread" : nil
      return (sorted.map(\.name), sorted[0].proof?.reason ?? only)
    }
    return ([], nil)
  }

  private struct ColumnCandidate {
    var name: String
    var alike: Double
    var proof: Proof?
  }

  private enum Use {
    case time(ColumnSpec.TimeFormat)
    case number
    case link(table: String, key: String?)
    case lookup(DictionarySpec.Lookup)
    case text(named: Set<String>)
    case key
  }

  /// What the model takes a column of a table for.
  private func uses(of column: String, _ table: String) -> [Use] {
    var found: [Use] = []
    for (index, entity) in catalog.spec.entities.enumerated() where DatabaseSchema.isSame(entity.table, table) {
      if entity.key.map({ DatabaseSchema.isSame($0, column) }) ?? false { found.append(.key) }
      for spec in entity.columns where spec.source.contains(where: { DatabaseSchema.isSame($0, column) }) {
        switch spec.kind {
        case .time(let format) where spec.source.count == 1: found.append(.time(format))
        case .number: found.append(.number)
        case .link(let target):
          let leads = catalog.spec.entities[target]
          found.append(.link(table: leads.table, key: leads.key))
        case .lookup(let number): catalog.spec.dictionaries[number].lookup.map { found.append(.lookup($0)) }
        case .text, .writtenNumber:
          found.append(.text(named: texts[.init(entity: index, column: column)] ?? []))
        case .time, .linkedTime, .key: break
        }
      }
    }
    return found
  }

  private struct Proof {
    var isStrong: Bool
    var reason: Message?
  }

  /// Whether values may be what a column is taken for; nil where they are something else.
  private func proof(_ values: [SurveyValue], _ use: Use) -> Proof? {
    guard !values.isEmpty else { return Proof(isStrong: false) }
    func share(_ holds: (SurveyValue) -> Bool) -> Double { Double(values.count(where: holds)) / Double(values.count) }
    switch use {
    case .time(let format):
      let reader = TimeForm(format).reader()
      let isTime = share { reader.days($0) != nil } >= 0.5
      return isTime ? Proof(isStrong: true, reason: "its values are times as well") : nil
    case .number: return share { $0.number != nil } >= 0.5 ? Proof(isStrong: false) : nil
    case .key: return Set(values).count == values.count ? Proof(isStrong: false) : nil
    case .link(let table, let key): return leads(values, table, key)
    case .lookup(let lookup): return leads(values, lookup.table, lookup.key)
    case .text(let named):
      guard !named.isEmpty else { return Proof(isStrong: false) }
      let held = Set(values.compactMap { if case .text(let text) = $0 { text } else { nil } })
      guard let text = named.sorted().first(where: held.contains) else { return nil }
      return Proof(isStrong: true, reason: "it has `\(shown(text))`, which the model names")
    }
  }

  /// Whether most of the values are keys of a table.
  private func leads(_ values: [SurveyValue], _ table: String, _ key: String?) -> Proof? {
    guard let target = schema.table(named: table), let key = key ?? target.rowID else { return Proof(isStrong: false) }
    let some = Array(Set(values)).sorted { $0.literal < $1.literal }.prefix(100)
    let list = some.map(\.literal).joined(separator: ", ")
    let column = target.column(named: key).map { SurveyReader.quotedName($0.name) } ?? key
    let rows = "\(SurveyReader.quotedName(target.name)) WHERE \(column) IN (\(list))"
    let query = "SELECT count(DISTINCT \(column)) FROM \(rows)"
    guard let answer = try? database.query(query, isCancelled: isCancelled),
      case .integer(let found)? = answer.rows.first?.first
    else { return Proof(isStrong: false) }
    return 2 * Int(found) >= some.count
      ? Proof(isStrong: false, reason: "its values are keys of `\(shown(table))`") : nil
  }

  /// Some values of a column, without nulls.
  private func values(of column: String, _ table: String) -> [SurveyValue] {
    guard let reader = try? SurveyReader(database, of: (table, 2_000), isCancelled: isCancelled) else { return [] }
    let name = SurveyReader.quotedName(column)
    var values: [SurveyValue] = []
    // From the first rows alone: a column of nulls is not gone through to its end.
    try? reader.rows("SELECT \(name) FROM (SELECT \(name) FROM \(SurveyReader.quotedName(table)) LIMIT 2000)") { row in
      if let value = row.first, value != .null { values.append(value) }
    }
    return values
  }

  // MARK: Names

  /// 1 for the same letters, at least 0.5 for names that are near or share what says most of them, 0 for others.
  static func likeness(_ old: String, _ new: String) -> Double {
    if DidYouMean.nearest(to: old, among: [new]).first != nil { return 1 }
    let (first, second) = (words(of: old), words(of: new))
    let shared = first.filter(second.contains).filter { !generic.contains($0) }
    guard !shared.isEmpty else { return 0 }
    return Double(2 * shared.count) / Double(first.count + second.count) * 0.4 + 0.5
  }

  /// Words that say nothing of which column it is.
  private static let generic: Set<String> = [
    "id", "no", "at", "on", "of", "the", "name", "date", "time", "is", "has", "ma", "so", "ngay", "ten",
  ]

  /// `customerId`, `customer_id`: customer, id; a plural is its singular.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var wasLower = false
    for letter in name {
      let isWord = letter.isLetter || letter.isNumber
      if !isWord || letter.isUppercase && wasLower {
        words.append(word)
        word = ""
      }
      if isWord { word.append(letter) }
      wasLower = letter.isLowercase
    }
    words.append(word)
    return words.filter { !$0.isEmpty }.map { word in
      let plain = fold(word)
      return plain.count > 3 && plain.hasSuffix("s") ? String(plain.dropLast()) : plain
    }
  }
}
