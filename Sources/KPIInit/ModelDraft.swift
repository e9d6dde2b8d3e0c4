import KPIEngine
import KPISQLite

/// A model's text in the making: lines that can be taken back one by one, and statements to try.
package struct ModelDraft {
  /// The model's lines; a member, a metric, a report line each has its own.
  package private(set) var lines: [String]
  /// Statements that the model answers.
  package var statements: [String]

  /// Looks at a database and writes a model for it.
  ///
  /// - Parameters:
  ///   - name: the database's file, as the comments name it.
  ///   - today: the clock's day, in days since 1970.
  ///   - isCancelled: asked every few thousand steps of SQLite.
  /// - Throws: `StoreError` where the database cannot be read.
  package init(
    of database: Database, name: String, today: Int, isCancelled: @escaping @Sendable () -> Bool
  ) throws(StoreError) {
    let survey = try Survey(database, isCancelled: isCancelled)
    guard survey.tables.contains(where: { $0.problem == nil }) else {
      throw .unusable("`\(name)` has no tables that could be read")
    }
    let drafter = try Drafter(survey)
    guard !drafter.entities.isEmpty else {
      throw .unusable("`\(name)` has no table whose name a model can write")
    }
    var writer = ModelWriter(drafter, file: name, today: today)
    writer.write()
    lines = writer.lines
    statements = StatementWriter(drafter, writer.metrics).statements()
  }

  /// Turns a line into a comment that says why.
  package mutating func takeBack(line index: Int, because reason: String) {
    guard lines.indices.contains(index) else { return }
    let indent = lines[index].prefix { $0 == " " }
    lines[index] = "\(indent)# left out: \(lines[index].dropFirst(indent.count))  # \(Written.comment(reason))"
  }

  /// The model as it is printed.
  package var text: String {
    var all = lines
    if !statements.isEmpty {
      all += ["", "# Statements to try:", "#"] + statements.map { "#   \($0)" }
    }
    return all.joined(separator: "\n") + "\n"
  }
}
