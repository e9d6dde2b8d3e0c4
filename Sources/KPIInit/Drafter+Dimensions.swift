import KPIEngine
import KPISQLite

/// Dimensions: everything else that splits rows into kinds.
extension Drafter {
  /// Members of one entity; a table of two thousand columns is no model.
  private static let mostMembers = 120
  /// Bytes of a text that is still a value, not a story.
  private static let longestValue = 120

  /// What nobody may see in an answer.
  private static let secretWords: Set<String> = [
    "password", "passwd", "pwd", "passphrase", "salt", "secret", "matkhau", "otp",
  ]

  mutating func findDimensions() {
    for index in entities {
      var left: [String] = []
      for column in facts(index).columns.indices where !drafts[index].taken.contains(column) {
        let known = facts(index).columns[column]
        if drafts[index].nameColumn == column, drafts[index].sharedColumn != column,
          !Self.familyNames.contains(known.words.joined)
        {
          continue
        }
        if let why = reasonToLeaveOut(known, of: index) {
          drafts[index].remarks.append("`\(Written.comment(known.name))` is left out: \(why)")
          continue
        }
        let members = drafts[index].dimensions.count + drafts[index].measures.count + drafts[index].times.count
        guard members < Self.mostMembers else {
          left.append(Written.comment(known.name))
          continue
        }
        drafts[index].dimensions.append(.init(column: column, why: ""))
      }
      if !left.isEmpty {
        let some = left.prefix(5).joined(separator: ", ")
        drafts[index].remarks.append(
          "\(left.count) more columns are not taken up: \(some)\(left.count > 5 ? ", …" : "")")
      }
      cutMeasures(of: index)
    }
  }

  private mutating func cutMeasures(of index: Int) {
    let extra = drafts[index].measures.count - Self.mostMembers
    guard extra > 0 else { return }
    drafts[index].measures.removeLast(extra)
    drafts[index].remarks.append("\(extra) more numbers are not taken up")
  }

  private func reasonToLeaveOut(_ column: ColumnFacts, of index: Int) -> String? {
    if facts(index).rowCount == 0 { return column.declaredType.contains("BLOB") ? "bytes" : nil }
    if column.isEmpty { return facts(index).isWhole ? "it is always null" : "it is null in every row looked at" }
    if column.valued == 0 { return "it is always empty" }
    if column.blobs * 2 > column.filled { return "bytes" }
    if column.words.hasAny(Self.secretWords) { return "a secret, by its name" }
    if column.longestText > Self.longestValue, column.averageLength > 40 { return "texts of their own" }
    return nil
  }
}
