import KPIEngine
import KPISQLite

/// Links: declared, or found by their names and held against the values.
extension Drafter {
  mutating func findLinks() throws(StoreError) {
    let targets = LinkTargets(self)
    for index in entities {
      addDeclaredLinks(index)
      addNamedLinks(index, targets)
      try checkLinks(index)
      for link in drafts[index].links { drafts[index].taken.insert(link.column) }
      drafts[index].key.map { _ = drafts[index].taken.insert($0.column) }
    }
  }

  private mutating func addDeclaredLinks(_ index: Int) {
    let facts = facts(index)
    for key in facts.schema.foreignKeys {
      guard let target = survey.table(named: key.target) else {
        drafts[index].remarks.append(
          "a foreign key leads to `\(Written.comment(key.target))`, which the database has not")
        continue
      }
      guard key.columns.count == 1 else {
        let columns = key.columns.map(Written.comment).joined(separator: ", ")
        drafts[index].remarks.append(
          "(\(columns)) together lead to `\(Written.comment(key.target))`; a link is one column")
        continue
      }
      guard let column = facts.index(of: key.columns[0]), Written.name(facts.columns[column].name) != nil,
        !drafts[index].links.contains(where: { $0.column == column }), drafts[target].isEntity
      else { continue }
      guard let targetKey = drafts[target].key else {
        drafts[index].remarks.append(
          "`\(Written.comment(facts.columns[column].name))` leads to `\(Written.comment(key.target))`, "
            + "which has no key of one column")
        continue
      }
      let name = self.facts(target).columns[targetKey.column].name
      guard key.targetColumns.first.map({ DatabaseSchema.isSame($0, name) }) ?? true else {
        drafts[index].remarks.append(
          "`\(Written.comment(facts.columns[column].name))` leads to another column of "
            + "`\(Written.comment(key.target))` than its key")
        continue
      }
      drafts[index].links.append(.init(column: column, target: target, why: "declared"))
    }
  }

  private mutating func addNamedLinks(_ index: Int, _ targets: LinkTargets) {
    let facts = facts(index)
    for column in facts.columns.indices {
      let known = facts.columns[column]
      guard Written.name(known.name) != nil, !known.isEmpty, known.blobs == 0,
        !drafts[index].links.contains(where: { $0.column == column }),
        drafts[index].key?.column != column || drafts[index].key?.condition != nil,
        let target = targets.target(
          of: known, from: index, hasKey: drafts[index].key != nil, isOwnKey: drafts[index].key?.column == column)
      else { continue }
      drafts[index].links.append(.init(column: column, target: target.table, why: target.isSure ? "found" : "guessed"))
    }
  }

  // MARK: Coverage

  /// Values that a link is checked with.
  private static let checkedValues = 500

  /// Says how many values lead somewhere, and lets links go that a name alone suggested.
  private mutating func checkLinks(_ index: Int) throws(StoreError) {
    var kept: [TableDraft.Link] = []
    for link in drafts[index].links {
      let column = facts(index).columns[link.column]
      guard column.valued > 0 else {
        if link.why == "declared" { kept.append(link) }
        continue
      }
      let (found, of) = try coverage(of: link, from: index)
      var link = link
      let target = Written.comment(facts(link.target).name)
      let whole = column.hasMoreValues || !facts(index).isWhole ? " looked at" : ""
      let text = "\(Written.count(found)) of \(Written.count(of)) values\(whole)"
      link.isSound = found * 10 >= of * 9
      let least = link.why == "declared" ? 0 : link.why == "found" ? 0.1 : 0.9
      guard of == 0 || Double(found) >= least * Double(of), of == 0 || found > 0 || link.why == "declared" else {
        drafts[index].remarks.append(
          "`\(Written.comment(column.name))` is no link: its name leads to `\(target)`, its values do not (\(text))")
        continue
      }
      link.why = "-> \(target): \(link.why), \(text)"
      kept.append(link)
    }
    drafts[index].links = kept
  }

  private func coverage(of link: TableDraft.Link, from index: Int) throws(StoreError) -> (found: Int, of: Int) {
    guard let key = drafts[link.target].key else { return (0, 0) }
    let target = facts(link.target)
    // An empty text is how an import writes that there is none.
    let values = facts(index).columns[link.column].common.filter { $0.value != .text("") }.prefix(Self.checkedValues)
      .map { "(\($0.value.literal))" }
    guard !values.isEmpty else { return (0, 0) }
    let keyName = target.columns[key.column].name
    // Without an index over a large table every value would cost a walk through all of it.
    guard target.isExact || target.isDeclaredUnique(keyName) else { return (values.count, values.count) }
    let row = try survey.reader.first(
      "WITH v(x) AS (VALUES \(values.joined(separator: ","))) SELECT count(*) FROM v WHERE x IN "
        + "(SELECT \(SurveyReader.quotedName(keyName)) FROM \(SurveyReader.quotedName(target.name)))")
    guard case .integer(let found)? = row.first else { return (0, values.count) }
    return (Int(found), values.count)
  }
}
