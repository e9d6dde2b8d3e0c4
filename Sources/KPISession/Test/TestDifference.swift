import KPILanguage
import KPIOutput

/// What changed between what was expected and what came, cell by cell where lines are of one table.
package enum TestDifference {
  /// Lines that say what changed.
  ///
  /// - Parameter language: that of what came.
  package static func lines(_ expected: [String], _ actual: [String], _ language: TextLanguage) -> [String] {
    let (old, new) = (expected.map(Line.init), actual.map(Line.init))
    let languages = (old: self.language(of: expected) ?? language, new: language)
    var result: [String] = []
    for change in aligned(old, new) {
      switch change {
      case .changed(let before, let after):
        if let cells = cells(old[before], new[after], heading: heading(above: after, new), languages) {
          result += cells
        } else {
          result += ["- \(old[before].text)", "+ \(new[after].text)"]
        }
      case .gone(let index): result.append("- \(old[index].text)")
      case .come(let index): result.append("+ \(new[index].text)")
      }
    }
    return result
  }

  private struct Line: Hashable {
    var text: String
    /// What stands between two blanks or more.
    var cells: [String]

    init(_ text: String) {
      self.text = text
      var cells: [String] = []
      var cell = ""
      var blanks = 0
      for character in text.dropFirst(2) {
        if character == " " {
          blanks += 1
          continue
        }
        if blanks > 1, !cell.isEmpty {
          cells.append(cell)
          cell = ""
        } else if blanks == 1, !cell.isEmpty {
          cell.append(" ")
        }
        blanks = 0
        cell.append(character)
      }
      if !cell.isEmpty { cells.append(cell) }
      self.cells = cells
    }

    var isRule: Bool { text.dropFirst(2).allSatisfy { $0 == "─" || $0 == " " } && text.contains("─") }
    /// What tells a row of a table from the others.
    var key: String { isRule ? "#> ─" : text.prefix(2) + (cells.first ?? "") }
  }

  private enum Change {
    case changed(Int, Int)
    case gone(Int)
    case come(Int)
  }

  /// The lines that differ, those of one row beside one another.
  private static func aligned(_ old: [Line], _ new: [Line]) -> [Change] {
    let difference = new.map(\.key).difference(from: old.map(\.key))
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var changes: [Change] = []
    var (before, after) = (0, 0)
    while before < old.count || after < new.count {
      let isGone = before < old.count && removed.contains(before)
      let isNew = after < new.count && inserted.contains(after)
      if isGone, isNew, old[before].cells.count == new[after].cells.count {
        changes.append(.changed(before, after))
        (before, after) = (before + 1, after + 1)
      } else if isGone || after >= new.count {
        changes.append(.gone(before))
        before += 1
      } else if isNew || before >= old.count {
        changes.append(.come(after))
        after += 1
      } else {
        // Of lines that are drawn alike only what they say counts.
        let isSame = old[before].cells == new[after].cells || old[before].isRule && new[after].isRule
        if !isSame { changes.append(.changed(before, after)) }
        (before, after) = (before + 1, after + 1)
      }
    }
    // What is drawn otherwise and says the same differs all the same.
    if changes.isEmpty {
      for index in old.indices where old[index].text != new[index].text { changes.append(.changed(index, index)) }
    }
    return changes
  }

  /// The headings above a line of a table; nil where it is of none.
  private static func heading(above line: Int, _ lines: [Line]) -> [String]? {
    guard let rule = lines[..<line].firstIndex(where: \.isRule), rule > 0 else { return nil }
    // The first rule of its own table, not that above a total.
    var first = rule
    for index in lines[..<line].indices where lines[index].isRule && index > 0 {
      if index == 1 || lines[index - 2].cells.isEmpty { first = index }
    }
    return lines[first - 1].cells
  }

  /// `Facebook, revenue: 5,287,000 ₫ → 5,300,000 ₫ (+13,000)`; nil where the lines are no rows of one table.
  private static func cells(
    _ old: Line, _ new: Line, heading: [String]?, _ languages: (old: TextLanguage, new: TextLanguage)
  ) -> [String]? {
    guard old.text.prefix(2) == new.text.prefix(2), let heading, old.cells.count == new.cells.count,
      old.cells.count == heading.count, old.cells != new.cells
    else { return nil }
    return heading.indices.filter { old.cells[$0] != new.cells[$0] }.map { index in
      let row = index == 0 || heading.count == 1 ? "" : "\(old.cells[0]), "
      let change = change(old.cells[index], new.cells[index], languages).map { " (\($0))" } ?? ""
      return "\(row)\(heading[index]): \(old.cells[index]) → \(new.cells[index])\(change)"
    }
  }

  /// The language that a table is written in, by the days of the period above it; nil where it has none.
  private static func language(of lines: [String]) -> TextLanguage? {
    for line in lines {
      guard let mark = line.firstRange(of: " · ") else { continue }
      // `01/09/2023` is how Vietnamese has a day.
      let day = line[mark.upperBound...].prefix { $0 != " " }
      if day.count(where: { $0 == "/" }) == 2 { return .vi }
      if day.count(where: { $0 == "-" }) == 2 { return .en }
    }
    return nil
  }

  /// By how much a number changed, written as the new one is; nil where they are no numbers.
  private static func change(
    _ old: String, _ new: String, _ languages: (old: TextLanguage, new: TextLanguage)
  ) -> String? {
    guard let before = number(old), let after = number(new) else { return nil }
    let (group, point) = signs(languages.new)
    let (oldGroup, oldPoint) = signs(languages.old)
    guard let first = scaled(before, oldGroup, oldPoint), let second = scaled(after, group, point) else { return nil }
    let places = max(first.places, second.places)
    // 128 bits hold every number that is read here, with all the other's decimals.
    func fit(_ number: (value: Int, places: Int)) -> Int128 {
      (number.places..<places).reduce(Int128(number.value)) { value, _ in value * 10 }
    }
    let difference = fit(second) - fit(first)
    // Only a mark beside it changed, or the language.
    if difference == 0 { return nil }
    return (difference < 0 ? "-" : "+") + written(difference.magnitude, places, group, point)
  }

  /// What stands between groups of digits, and before decimals.
  private static func signs(_ language: TextLanguage) -> (group: Character, point: Character) {
    language == .vi ? (".", ",") : (",", ".")
  }

  /// The digits and signs of a cell; nil where it has other words than a unit behind them.
  private static func number(_ cell: String) -> String? {
    let text = cell.filter { $0 != "*" }.trimmingBlanks
    let number = text.prefix { "+-0123456789.,".contains($0) }
    guard number.contains(where: \.isNumber), number.utf8.count <= 24 else { return nil }
    let unit = text[number.endIndex...]
    return unit.isEmpty || unit.hasPrefix(" ") && !unit.contains(where: \.isNumber) ? String(number) : nil
  }

  private static func scaled(_ text: String, _ group: Character, _ point: Character) -> (value: Int, places: Int)? {
    let sign = text.hasPrefix("-") ? -1 : 1
    let digits = text.drop { $0 == "+" || $0 == "-" }
    let parts = digits.split(separator: point, omittingEmptySubsequences: false)
    guard parts.count <= 2 else { return nil }
    let groups = parts[0].split(separator: group, omittingEmptySubsequences: false)
    guard groups.dropFirst().allSatisfy({ $0.count == 3 }), let first = groups.first,
      groups.count == 1 || first.count <= 3,
      parts.count == 1 || !parts[1].contains(group),
      let value = Int(groups.joined() + (parts.count == 2 ? parts[1] : ""))
    else { return nil }
    return (sign * value, parts.count == 2 ? parts[1].count : 0)
  }

  private static func written(_ value: UInt128, _ places: Int, _ group: Character, _ point: Character) -> String {
    var digits = Array(String(value))
    while digits.count <= places { digits.insert("0", at: 0) }
    var whole = String(
      digits.dropLast(places).reversed().enumerated().flatMap { index, digit in
        index > 0 && index.isMultiple(of: 3) ? [group, digit] : [digit]
      }.reversed())
    if places > 0 { whole += String(point) + String(digits.suffix(places)) }
    return whole
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
