import KPIEngine
import KPISQLite

/// Keys: by what column a row is known.
extension Drafter {
  mutating func findKeys() throws(StoreError) {
    let wanted = referencedColumns()
    let names = NamesTaken(self)
    for index in entities { try findKey(of: index, referenced: wanted[index] ?? [], names) }
  }

  /// By table, the columns that declared foreign keys lead to.
  private func referencedColumns() -> [Int: [String]] {
    var found: [Int: [String]] = [:]
    for table in survey.tables {
      for key in table.schema.foreignKeys where key.columns.count == 1 && key.targetColumns.count == 1 {
        survey.table(named: key.target).map { found[$0, default: []].append(key.targetColumns[0]) }
      }
    }
    return found
  }

  private mutating func findKey(
    of index: Int, referenced: [String], _ names: NamesTaken
  ) throws(StoreError) {
    let facts = facts(index)
    let usable = { (column: Int) in Written.name(facts.columns[column].name) != nil }
    if try findVersionedKey(of: index) { return }
    if let own = facts.schema.onlyKey, let column = facts.index(of: own), usable(column) {
      // Where others lead to another unique column, that is the key that links need.
      let other = referenced.first { !DatabaseSchema.isSame($0, own) && facts.isDeclaredUnique($0) }
      if let other, !referenced.contains(where: { DatabaseSchema.isSame($0, own) }), let column = facts.index(of: other)
      {
        drafts[index].key = .init(column: column, why: "declared unique, and what others lead to")
      } else {
        drafts[index].key = .init(column: column, why: "declared")
      }
      return
    }
    if facts.schema.primaryKey.count > 1 {
      let columns = facts.schema.primaryKey.map(Written.comment).joined(separator: ", ")
      drafts[index].keyNote = "no key: (\(columns)) together are declared, and kpi reads keys of one column"
      return
    }
    for column in facts.columns.indices
    where usable(column) && facts.isDeclaredUnique(facts.columns[column].name)
      && facts.columns[column].nulls == 0 && facts.rowCount > 0
    {
      drafts[index].key = .init(column: column, why: "declared unique")
      return
    }
    for column in keyCandidates(index) where usable(column) && facts.columns[column].isUnique {
      guard facts.columns[column].nulls == 0, try isUnique(column, of: index, where: nil) else { continue }
      drafts[index].key = .init(
        column: column, why: "found: \(facts.isExact ? "no value" : "no value that was looked at") is there twice")
      return
    }
    var guess = try sharedKey(of: index, names)
    if guess == nil { guess = try firstKey(of: index, names) }
    drafts[index].key = guess.map { .init(column: $0.column, why: $0.why) }
  }

  /// A column that other tables have too, where its values are there more than once: `Mã hàng` of goods and of sales.
  private func sharedKey(of index: Int, _ names: NamesTaken) throws(StoreError) -> (column: Int, why: String)? {
    var repeated: [(column: Int, twins: [ColumnFacts])] = []
    for (column, known) in facts(index).columns.enumerated() where known.isUnique {
      let places = names.columns[known.words.glued, default: []].filter { $0.table != index }
      func isRepeated(_ place: (table: Int, column: Int)) -> Bool {
        let other = facts(place.table).columns[place.column]
        return !other.isUnique || other.nulls > 0
      }
      guard !places.isEmpty, places.allSatisfy(isRepeated) else { continue }
      repeated.append((column, places.map { facts($0.table).columns[$0.column] }))
    }
    let why = "found: no value is there twice, as it is in other tables"
    for (column, _) in repeated where try isOwnKey(column, of: index, names) { return (column, why) }
    for (column, twins) in repeated where twins.contains(where: { holds(column, of: index, valuesOf: $0) }) {
      if try isFilledOnce(column, of: index) { return (column, why) }
    }
    return nil
  }

  /// Whether a column of texts has what another table's column of that name has: `sales_agent` of teams and of deals.
  private func holds(_ column: Int, of index: Int, valuesOf other: ColumnFacts) -> Bool {
    let known = facts(index).columns[column]
    guard known.isText, other.isText, known.distinct > 2, !known.hasMoreValues, !other.hasMoreValues else {
      return false
    }
    let found = other.counts.keys.count { known.counts[$0] != nil }
    // What is only a list of what something is called elsewhere may be short of some.
    let least = facts(index).columns.count == 2 ? 50 : 90
    return found * 100 >= other.distinct * least
  }

  /// The first column, where it is called like a key: exports begin with `Record Id`.
  private func firstKey(of index: Int, _ names: NamesTaken) throws(StoreError) -> (column: Int, why: String)? {
    guard !facts(index).columns.isEmpty else { return nil }
    return try isOwnKey(0, of: index, names) ? (0, "guessed: the first column, no value is there twice") : nil
  }

  /// Whether a column is called like a key, of nothing that is another table, and no value is there twice.
  private func isOwnKey(_ column: Int, of index: Int, _ names: NamesTaken) throws(StoreError) -> Bool {
    let known = facts(index).columns[column]
    guard let stem = Self.stem(of: known.words),
      names.tables[stem.singular.joined, default: []].allSatisfy({ $0 == index })
    else { return false }
    return try isFilledOnce(column, of: index)
  }

  /// Whether every row has a value of its own.
  private func isFilledOnce(_ column: Int, of index: Int) throws(StoreError) -> Bool {
    let known = facts(index).columns[column]
    guard Written.name(known.name) != nil, known.isUnique, known.nulls == 0, known.emptyTexts == 0, known.blobs == 0
    else { return false }
    return try isUnique(column, of: index, where: nil)
  }

  /// Columns whose names say that they are the table's key, the plainest first.
  func keyCandidates(_ index: Int) -> [Int] {
    let facts = facts(index)
    let table = facts.words.singular.joined
    func rank(_ words: Words) -> Int? {
      let name = words.joined
      if ["id", "uuid", "guid", "rowid", "ma"].contains(name) { return 0 }
      let stem = Self.stem(of: words)
      if let stem, stem.singular.glued == facts.words.singular.glued { return 1 }
      // `ma_kh` of `khach_hang`.
      if words.folded.count == 2, words.has("ma") || words.has("id"), let short = stem?.joined,
        short == facts.words.folded.map({ String($0.prefix(1)) }).joined()
      {
        return 2
      }
      if name == table { return 3 }
      return nil
    }
    return facts.columns.indices.compactMap { column in rank(facts.columns[column].words).map { (column, $0) } }
      .sorted { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0 }.map(\.0)
  }

  /// Whether all rows that a condition leaves have different values.
  func isUnique(_ column: Int, of index: Int, where condition: String?) throws(StoreError) -> Bool {
    let facts = facts(index)
    // Too many rows to hold against each other in the time that there is: what was looked at has to do.
    guard facts.isExact else { return facts.columns[column].isUnique && condition == nil }
    let name = SurveyReader.quotedName(facts.columns[column].name)
    let row = try survey.reader.first(
      "SELECT count(*), count(DISTINCT \(name)) FROM \(SurveyReader.quotedName(facts.name))"
        + (condition.map { " WHERE \($0)" } ?? ""))
    return row.count == 2 && row[0] == row[1] && row[0] != .integer(0)
  }

  // MARK: Rows per version

  /// A table with a row per version is keyed by what its versions share, where a condition leaves one of each.
  private mutating func findVersionedKey(of index: Int) throws(StoreError) -> Bool {
    let facts = facts(index)
    guard facts.isExact, facts.rowCount > 1 else { return false }
    let table = facts.words.singular.joined
    let conditions = versionConditions(index)
    guard !conditions.isEmpty else { return false }
    for column in facts.columns.indices {
      let column = column
      let words = facts.columns[column].words
      guard let stem = Self.stem(of: words),
        stem.singular.joined == table || table.hasPrefix(stem.singular.joined + "_"),
        facts.schema.onlyKey.map({ !DatabaseSchema.isSame($0, facts.columns[column].name) }) ?? true,
        Written.name(facts.columns[column].name) != nil, facts.columns[column].nulls == 0,
        try !isUnique(column, of: index, where: nil)
      else { continue }
      for condition in conditions where try isUnique(column, of: index, where: condition.sql) {
        drafts[index].key = .init(
          column: column, condition: condition.model,
          why: "found: there more than once, and once among the rows of this condition")
        return true
      }
    }
    return false
  }

  /// Conditions that a table's columns offer for its rows of today: in SQL, and as a model writes them.
  private func versionConditions(_ index: Int) -> [(sql: String, model: String)] {
    let facts = facts(index)
    var found: [(sql: String, model: String)] = []
    for column in facts.columns {
      guard let name = Written.name(column.name) else { continue }
      let quoted = SurveyReader.quotedName(column.name)
      let words = column.words
      if column.isFlag,
        words.has("current") || words.has("latest") || words.joined == "active" || words.joined == "is_active"
      {
        found.append(("\(quoted) = 1", "\(name) = 1"))
      }
      if column.isFlag, words.has("deleted") { found.append(("\(quoted) = 0", "\(name) = 0")) }
      let isEnd = [
        "valid_to", "end_date", "effective_to", "expired_at", "ended_at", "valid_until", "den_ngay", "deleted_at",
      ]
      .contains(words.joined)
      if isEnd, column.nulls > 0 { found.append(("\(quoted) IS NULL", "\(name) is null")) }
    }
    return found
  }

  // MARK: Words of keys

  /// What a key's name says it is the key of: `customer_id`, `CustomerNo`, `id_khach_hang`, `ma_khach_hang`.
  static func stem(of words: Words) -> Words? {
    guard words.folded.count > 1 else {
      // `customerid`, `custkey`, written without a sign between.
      guard let word = words.folded.first, endsLikeKey(word) else { return nil }
      return Words(String(word.dropLast(word.hasSuffix("id") ? 2 : 3)))
    }
    if keyEndings.contains(words.last) { return words.dropLast() }
    if let first = words.folded.first, keyBeginnings.contains(first) { return words.dropFirst() }
    return nil
  }

  /// Words that end like a key, and are none.
  private static let noKeys: Set<String> = [
    "paid", "unpaid", "prepaid", "valid", "void", "avoid", "solid", "liquid", "fluid", "humid", "rapid", "hybrid",
    "covid", "squid", "grid", "bid", "monkey", "turkey", "hockey", "whiskey", "jockey", "donkey",
  ]

  /// `ownerid`, `suppkey`: a word that is glued to what it is.
  static func endsLikeKey(_ word: String) -> Bool {
    word.count > 4 && (word.hasSuffix("id") || word.hasSuffix("key")) && !noKeys.contains(word)
  }

  static let keyEndings: Set<String> = [
    "id", "no", "nr", "num", "number", "code", "key", "fk", "ref", "uuid", "guid", "sk", "ma",
  ]
  static let keyBeginnings: Set<String> = ["id", "ma", "fk", "so"]
}

/// What tables and columns are called, and which.
private struct NamesTaken {
  /// By their name without anything between its words.
  var columns: [String: [(table: Int, column: Int)]] = [:]
  /// By their name in the singular.
  var tables: [String: [Int]] = [:]

  init(_ drafter: Drafter) {
    for index in drafter.entities {
      tables[drafter.facts(index).words.singular.joined, default: []].append(index)
      for column in drafter.facts(index).columns.indices {
        columns[drafter.facts(index).columns[column].words.glued, default: []].append((index, column))
      }
    }
  }
}
