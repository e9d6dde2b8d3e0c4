import KPIEngine
import KPISQLite

/// Makes a model's draft from what a database has: each step takes what the steps before it have found.
struct Drafter {
  let survey: Survey
  var drafts: [TableDraft]
  /// The table of the subject.
  var subject: Int?
  /// The latest time that is no plan, in days since 1970.
  var lastDay: Double?
  /// The tables that links lead to.
  var ledTo: Set<Int> = []

  init(_ survey: Survey) throws(StoreError) {
    self.survey = survey
    drafts = survey.tables.indices.map { TableDraft(table: $0) }
    chooseTables()
    try findKeys()
    findLines()
    try findLinks()
    findTimes()
    findLookups()
    try findNumbers()
    findDimensions()
    leaveOutBridges()
    nameEntities()
    placeByParents()
    findPlans()
    findSubject()
    nameMembers()
    findHistories()
    findTraps()
  }

  func facts(_ index: Int) -> TableFacts { survey.tables[index] }

  /// A column's name as the model writes it; every column that is used can be written.
  func written(_ column: Int, of table: Int) -> String {
    Written.name(facts(table).columns[column].name) ?? ""
  }

  var entities: [Int] { drafts.indices.filter { drafts[$0].isEntity } }

  // MARK: Which tables

  private mutating func chooseTables() {
    let tables = survey.tables
    let isAllEmpty = tables.allSatisfy { $0.rowCount == 0 || $0.problem != nil }
    let shadows = shadowTables()
    for index in drafts.indices {
      let facts = tables[index]
      if let problem = facts.problem {
        drafts[index].fate = .leftOut("it cannot be read: \(Written.comment(problem))")
      } else if Written.name(facts.name) == nil {
        drafts[index].fate = .leftOut("its name has characters that no model can write")
      } else if shadows.contains(index) {
        drafts[index].fate = .leftOut("it belongs to a virtual table")
      } else if facts.rowCount == 0, !isAllEmpty {
        drafts[index].fate = .leftOut("it is empty")
      }
      for column in facts.columns.indices where Written.name(facts.columns[column].name) == nil {
        drafts[index].taken.insert(column)
        drafts[index].remarks.append(
          "`\(Written.comment(facts.columns[column].name))` is left out: its name has characters that no model can write"
        )
      }
    }
    leaveOutViews()
  }

  /// The tables in which SQLite's full-text and other modules keep what is theirs.
  private func shadowTables() -> Set<Int> {
    var found: Set<Int> = []
    let endings = [
      "_data", "_idx", "_content", "_docsize", "_config", "_segments", "_segdir", "_stat", "_node", "_rowid", "_parent",
    ]
    for virtual in survey.tables where virtual.schema.rowID == nil && !virtual.schema.isView {
      for ending in endings { survey.table(named: virtual.name + ending).map { _ = found.insert($0) } }
    }
    return found
  }

  /// A view is taken only where nothing else has its columns.
  private mutating func leaveOutViews() {
    var known: [String: [String]] = [:]
    func note(_ facts: TableFacts) {
      for column in facts.columns { known[column.words.joined, default: []].append(facts.name) }
    }
    for index in drafts.indices where drafts[index].isEntity && !facts(index).schema.isView { note(facts(index)) }
    for index in drafts.indices where drafts[index].isEntity && facts(index).schema.isView {
      let columns = facts(index).columns
      let there = columns.compactMap { known[$0.words.joined] }
      guard there.count * 2 > columns.count else {
        note(facts(index))
        continue
      }
      let most = Dictionary(grouping: there.flatMap(\.self)) { $0 }.max {
        ($0.value.count, $1.key) < ($1.value.count, $0.key)
      }
      drafts[index].fate = .leftOut(
        "a view, whose columns are those of `\(Written.comment(most?.key ?? ""))` and others")
    }
  }

  /// A table that holds nothing but which rows belong together says nothing of its own.
  private mutating func leaveOutBridges() {
    let ledTo = Set(entities.flatMap { drafts[$0].links.map(\.target) })
    let others = entities
    guard others.count > 2 else { return }
    for index in others where drafts[index].links.count >= 2 {
      let draft = drafts[index]
      let columns = facts(index).columns.count { !Self.isLastChange($0.words) }
      let own = draft.key.map { key in draft.links.contains { $0.column == key.column } ? 0 : 1 } ?? 0
      guard draft.links.count + own == columns, draft.times.isEmpty, !ledTo.contains(index) else { continue }
      let ends = draft.links.map { "`\(Written.comment(facts($0.target).name))`" }.joined(separator: " and ")
      drafts[index].fate = .leftOut("it only joins \(ends)")
    }
  }
}
