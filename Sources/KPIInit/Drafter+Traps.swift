import KPIEngine
import KPILanguage
import KPISQLite

/// What to look out for: said in comments, decided by nobody but the reader.
extension Drafter {
  mutating func findTraps() {
    for index in entities {
      for dimension in drafts[index].dimensions { noteSpellings(dimension, index) }
      for dimension in drafts[index].dimensions { noteNullGroup(dimension, index) }
      noteSeparators(index)
      notePoints(index)
      noteZeros(index)
      noteSoftDeletes(index)
      noteOutcomes(index)
      noteCurrencies(index)
    }
  }

  /// Values that differ by case, marks or blanks only.
  private mutating func noteSpellings(_ dimension: TableDraft.Dimension, _ index: Int) {
    let column = facts(index).columns[dimension.column]
    // Of yes and no every spelling is one of the two.
    guard column.isText, !column.isDeclaredBoolean, column.distinct <= 500, !column.hasMoreValues else { return }
    var groups: [String: [String]] = [:]
    for (value, _) in column.common {
      guard case .text(let text) = value else { continue }
      groups[text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " "), default: []].append(text)
    }
    let twins = groups.values.filter { $0.count > 1 }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    guard let first = twins.first else { return }
    let some = first.prefix(3).map { "'\(shown($0))'" }.joined(separator: ", ")
    drafts[index].remarks.append(
      "trap: `\(Written.comment(column.name))` has values that differ by case or blanks only (\(some)"
        + "\(twins.count > 1 ? ", and \(twins.count - 1) more" : "")); they are groups of their own")
  }

  /// A group without a value that holds much of a sum.
  private mutating func noteNullGroup(_ dimension: TableDraft.Dimension, _ index: Int) {
    let column = facts(index).columns[dimension.column]
    guard column.nulls > 0, column.distinct <= 200,
      let measure = drafts[index].measures.first(where: { !$0.isAveraged && $0.column != nil }),
      let number = measure.column
    else { return }
    var (without, all) = (0.0, 0.0)
    for row in facts(index).sample {
      let amount = row[number].number ?? 0
      all += amount
      if row[dimension.column] == .null { without += amount }
    }
    guard all > 0, without / all >= 0.2 else { return }
    drafts[index].remarks.append(
      "trap: rows without `\(Written.comment(column.name))` hold \(Int((without / all * 100).rounded())) % of "
        + "`\(Written.comment(facts(index).columns[number].name))`; they are a group of their own, without a name")
  }

  /// Texts such as `9.900` are read as decimals, and may be thousands.
  private mutating func notePoints(_ index: Int) {
    for measure in drafts[index].measures {
      guard let place = measure.column, case let column = facts(index).columns[place],
        let example = column.pointsBeforeThreeDigits
      else { continue }
      drafts[index].remarks.append(
        "trap: every point in `\(Written.comment(column.name))` stands before three digits, such as '\(shown(example))': "
          + "kpi reads decimals, a thousandth of what is meant where it sets off thousands: then write `as \"1.234,56\"`"
      )
    }
  }

  /// Numbers that are written for people, `1,234.50`, are texts to a database.
  private mutating func noteSeparators(_ index: Int) {
    for dimension in drafts[index].dimensions {
      let column = facts(index).columns[dimension.column]
      guard column.isText, column.filled > 0 else { continue }
      let written = column.common.filter { entry in
        guard case .text(let text) = entry.value else { return false }
        return text.wholeMatch(of: #/[-+]?\s*[$€£₫¥]?\s*(\d{1,3}([.,\s]\d{3})*|\d+)([.,]\d{1,2})?\s*[$€£₫¥đ%]?/#) != nil
      }
      let count = written.reduce(0) { $0 + $1.count }
      let isTold = written.contains { entry in
        if case .text(let text) = entry.value { text.contains { ",.$€£₫¥%".contains($0) } } else { false }
      }
      guard isTold, count * 10 >= column.common.reduce(0, { $0 + $1.count }) * 9, let example = written.first else {
        continue
      }
      drafts[index].remarks.append(
        "trap: `\(Written.comment(column.name))` has numbers that are written as text ('\(Written.comment(example.value.plain))'); "
          + "they are not summed")
    }
  }

  private mutating func noteZeros(_ index: Int) {
    for measure in drafts[index].measures {
      guard let number = measure.column else { continue }
      let column = facts(index).columns[number]
      guard column.filled > 0, column.zeros * 2 > column.filled else { continue }
      drafts[index].remarks.append(
        "trap: `\(Written.comment(column.name))` is 0 in \(column.zeros * 100 / column.filled) % of the rows looked at; a mean over "
          + "it says little")
    }
  }

  private mutating func noteSoftDeletes(_ index: Int) {
    guard drafts[index].key?.condition == nil else { return }
    for column in facts(index).columns where column.words.has("deleted") || column.words.joined == "da_xoa" {
      guard let name = Written.name(column.name) else { continue }
      let (count, condition) =
        column.isFlag ? (column.filled - column.zeros, "\(name) = 0") : (column.filled, "\(name) is null")
      guard count > 0 else { continue }
      drafts[index].remarks.append(
        "trap: \(Written.count(count)) of the \(Written.count(column.rows)) rows looked at are marked in `\(name)` and count here; "
          + "`where \(condition)` behind the key leaves them out")
    }
  }

  private static let outcomePairs: [(Set<String>, Set<String>)] = [
    (
      ["won", "success", "completed", "complete", "paid", "approved", "delivered", "sale", "done", "hoan thanh"],
      [
        "lost", "failed", "cancelled", "canceled", "cancel", "refunded", "rejected", "da huy", "huy", "that bai",
      ]
    )
  ]

  /// Outcomes that exclude each other are no steps of a funnel.
  private mutating func noteOutcomes(_ index: Int) {
    for dimension in drafts[index].dimensions {
      let column = facts(index).columns[dimension.column]
      guard column.isText, column.distinct <= 30, !column.hasMoreValues else { continue }
      let texts = column.common.compactMap { if case .text(let text) = $0.value { text } else { nil } }
      var values: [String: String] = [:]
      for text in texts.sorted() {
        // `wc-completed`, `order_paid`: what the last word says.
        values[Words(text).last] = values[Words(text).last] ?? text
      }
      for text in texts.sorted() { values[fold(text)] = text }
      for (good, bad) in Self.outcomePairs {
        guard let one = good.intersection(values.keys).min().flatMap({ values[$0] }),
          let other = bad.intersection(values.keys).min().flatMap({ values[$0] })
        else { continue }
        drafts[index].remarks.append(
          "trap: `\(Written.comment(one))` and `\(Written.comment(other))` of `\(Written.comment(column.name))` exclude each other: they are outcomes, no steps of a funnel, "
            + "and sums take both unless `where` chooses")
      }
    }
  }

  private mutating func noteCurrencies(_ index: Int) {
    for column in facts(index).columns where column.words.has("currency") || column.words.joined == "tien_te" {
      guard column.distinct > 1, !column.words.has("rate") else { continue }
      drafts[index].remarks.append(
        "trap: `\(Written.comment(column.name))` has \(column.distinct) currencies; a sum over rows of several means nothing"
      )
    }
  }
}
