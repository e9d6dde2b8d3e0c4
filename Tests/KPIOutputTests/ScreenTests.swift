import Foundation
import KPIEngine
import KPIOutput
import Testing

/// What a terminal shows otherwise than a pipe.
@Suite("screen") struct ScreenTests {
  private static func text(_ table: ResultTable, width: Int = 80, colour: Bool = false, many: Bool = false) -> String {
    var options = OutputOptions(isTerminal: true, width: width, colour: colour)
    options.hasManyColours = many
    return String(decoding: OutputFormat.table.bytes(of: table, options), as: UTF8.self)
  }

  private static func change(_ numbers: [Int64]) -> ResultTable {
    ResultTable(
      name: "show",
      columns: [
        ResultColumn(name: "source", kind: .dimension, type: .text),
        ResultColumn(name: "orders_change", kind: .metric, type: .integer),
      ],
      rows: numbers.map { [.text("x"), .integer($0)] })
  }

  /// Cohorts as a triangle: cohort, offset, customers, rate.
  static func retention(_ rows: [[Value]]) -> ResultTable {
    var table = ResultTable(
      name: "retention",
      columns: [
        ResultColumn(name: "cohort", kind: .dimension, type: .text),
        ResultColumn(name: "offset", kind: .dimension, type: .integer),
        ResultColumn(name: "customers", kind: .metric, type: .integer),
        ResultColumn(name: "rate", kind: .metric, type: .number, unit: "%"),
      ], rows: rows)
    table.layout = .grid(lines: ["cohort"], across: "offset", cells: ["customers", "rate"])
    return table
  }

  @Test("one row is shown down the page, on a terminal only")
  func oneRow() {
    let table = ResultTable(
      name: "show",
      columns: [
        ResultColumn(name: "revenue", kind: .metric, type: .integer, unit: "VND"),
        ResultColumn(name: "orders", kind: .metric, type: .integer),
        ResultColumn(name: "rate", kind: .metric, type: .number, unit: "%"),
      ],
      rows: [[.integer(1_234_567), .integer(12), .real(45.62)]])
    #expect(Self.text(table).hasSuffix("\n\nrevenue  1,234,567 ₫\norders            12\nrate          45.6 %\n"))
    #expect(OutputFormat.table.text(table).contains("revenue  orders    rate\n"))
    #expect(!Self.text(Self.change([1, 2])).contains("orders_change  +1"))
  }

  @Test("rises and falls have colours where colour is wanted")
  func risesAndFalls() {
    let coloured = Self.text(Self.change([5, -3, 0]), colour: true)
    #expect(coloured.contains("\u{1B}[32m+5\u{1B}[39;49m") && coloured.contains("\u{1B}[31m-3\u{1B}[39;49m"))
    #expect(coloured.contains(" 0\n"))
    #expect(!Self.text(Self.change([5, -3])).contains("\u{1B}"))
  }

  @Test("the rates of a triangle are warm where the terminal has the colours")
  func heat() {
    let grid = Self.retention([
      [.text("a"), .integer(0), .integer(10), .real(100)], [.text("a"), .integer(1), .integer(4), .real(40)],
      [.text("b"), .integer(0), .integer(9), .real(100)], [.text("b"), .integer(1), .integer(0), .real(0)],
    ])
    // The greatest below 100 % is the hottest; nothing is not warm.
    let shown = Self.text(grid, colour: true, many: true)
    #expect(shown.contains("\u{1B}[38;5;231;48;5;28m4 (40.0 %)\u{1B}[39;49m"), "\(shown)")
    #expect(shown.contains("0 (0.0 %)\n") && !shown.contains("m0 (0.0 %)"))
    #expect(!Self.text(grid, colour: true).contains("48;5"))
    // Colours change no place.
    let plain = Self.text(grid)
    #expect(shown.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test("blocks repeat headings and the first column; names are whole, other texts are cut where that helps")
  func blocks() {
    let names = ["Nguyễn Thị Minh Khai", "Trần Quốc Toản"]
    let table = ResultTable(
      name: "list",
      columns: [ResultColumn(name: "name", kind: .dimension, type: .text)]
        + (1...6).map { ResultColumn(name: "amount_\($0)", kind: .metric, type: .integer) },
      rows: names.map { [.text($0)] + (1...6).map { .integer(Int64($0) * 1_000_000) } })
    let text = Self.text(table, width: 50)
    for name in names { #expect(text.split(separator: "\n").count { $0.hasPrefix(name) } == 3) }
    #expect(text.split(separator: "\n").count { $0.hasPrefix("name ") } == 3)
    #expect(!text.contains("…"))
  }

  @Test("below the rows of a drill stands how many there are")
  func rowCount() {
    var table = Self.change([1, 2, 3])
    table.tellsRowCount = true
    #expect(Self.text(table).hasSuffix("\n3 rows\n"))
    table.rows = table.rows.kept([0])
    #expect(OutputFormat.table.text(table).hasSuffix("\n1 row\n"))
  }
}

/// What is written in colour is read on light and on dark terminals.
@Suite("contrast") struct ContrastTests {
  /// The light of a colour of the 256, as WCAG reckons it.
  private static func light(_ colour: Int) -> Double {
    let parts: [Int] =
      if colour >= 232 {
        Array(repeating: 8 + (colour - 232) * 10, count: 3)
      } else {
        [(colour - 16) / 36, (colour - 16) / 6 % 6, (colour - 16) % 6].map { $0 == 0 ? 0 : 55 + $0 * 40 }
      }
    let linear = parts.map { part in
      let share = Double(part) / 255
      return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  private static func contrast(_ lhs: Int, _ rhs: Int) -> Double {
    let lights = [light(lhs), light(rhs)].sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  @Test func everyColourIsReadOnWhiteAndOnBlack() {
    var options = OutputOptions(isTerminal: true, colour: true)
    options.hasManyColours = true
    let table = ResultTable(
      name: "show",
      columns: [
        ResultColumn(name: "source", kind: .dimension, type: .text),
        ResultColumn(name: "change", kind: .metric, type: .integer),
      ], rows: [[.text("a"), .integer(1)], [.text("b"), .integer(-1)]])
    let grid = ScreenTests.retention(
      (1...20).map { [.text("a"), .integer(Int64($0)), .integer(1), .real(Double($0) * 4)] })
    let bytes = OutputFormat.table.bytes(of: table, options) + OutputFormat.table.bytes(of: grid, options)
    let text = String(decoding: bytes, as: UTF8.self)
    let (black, white) = (16, 231)
    var letters: Set<Int> = []
    for match in text.matches(of: /38;5;(\d+)m/) {
      let colour = Int(match.1) ?? 0
      letters.insert(colour)
      #expect(Self.contrast(colour, black) >= 4 && Self.contrast(colour, white) >= 4, "\(colour)")
    }
    var grounds: Set<Int> = []
    for match in text.matches(of: /38;5;(\d+);48;5;(\d+)m/) {
      let (letter, ground) = (Int(match.1) ?? 0, Int(match.2) ?? 0)
      grounds.insert(ground)
      #expect(Self.contrast(letter, ground) >= 4.5, "\(letter) on \(ground)")
    }
    #expect(letters.count == 2 && grounds.count == 5)
  }
}
