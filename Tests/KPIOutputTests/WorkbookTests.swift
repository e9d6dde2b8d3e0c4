import KPIEngine
import Testing

@testable import KPIOutput

/// The parts that a workbook is made of; whole workbooks are read back by `Tests/files/workbooks.py`.
@Suite struct WorkbookTests {
  private let words = Words.of(.en)

  @Test func sheetNames() {
    var names = SheetNames()
    #expect(names.next("funnel") == "funnel")
    #expect(names.next("Funnel") == "Funnel (2)")
    #expect(names.next("Đơn") == "Đơn" && names.next("đơn") == "đơn (2)")
    // One letter, written in two ways.
    #expect(names.next("Huế") == "Huế" && names.next("Hue\u{302}\u{301}") == "Huế (2)")
    #expect(names.next("a[b]:c*d?e/f\\g") == "a-b--c-d-e-f-g")
    #expect(names.next("'x'") == "’x’" && names.next("  ") == "kpi" && names.next("History") == "History (2)")
    #expect(names.next("a\u{0}b\u{FFFF}") == "a-u{0}b-u{FFFF}")
    let long = String(repeating: "ệ", count: 40)
    #expect(names.next(long) == String(repeating: "ệ", count: 30) + "…")
    #expect(names.next(long) == String(repeating: "ệ", count: 26) + "… (2)")
    #expect(names.next(String(repeating: "😀", count: 20)).utf16.count <= 31)
  }

  @Test(arguments: [
    ("Chốt", "Chốt"), ("a\nb", "a\nb"), ("a\u{0}b\u{1}\r\t", "a\\u{0}b\\u{1}\\r\\t"), ("_x0041_", "_x005F_x0041_"),
    ("_x00_x00e9_", "_x00_x005F_x00e9_"), ("_x004_", "_x004_"), ("_X0041_", "_x005F_X0041_"),
    ("\u{FFFE}\u{FFFF}\u{1FFFF}", "\\u{FFFE}\\u{FFFF}\u{1FFFF}"), ("a\u{202E}b", "a\\u{202E}b"), ("=1+1", "=1+1"),
    ("_\u{301}x0041_", "_\u{301}x0041_"),
  ])
  func texts(_ text: String, _ expected: String) {
    let (found, isCut) = SheetText.of(text)
    #expect(Array(found.utf8) == Array(expected.utf8) && !isCut)
  }

  @Test func longTexts() {
    let limit = 32_767
    #expect(SheetText.of(String(repeating: "a", count: limit)).isCut == false)
    for text in [String(repeating: "a", count: limit + 1), String(repeating: "😀", count: 20_000)] {
      let (found, isCut) = SheetText.of(text)
      #expect(isCut && found.hasSuffix("…") && found.utf16.count <= limit && found.utf16.count > limit - 3)
    }
    let escapes = SheetText.of(String(repeating: "_x0041_", count: 5_000))
    #expect(escapes.isCut && escapes.text.utf16.count <= limit)
  }

  private func cell(_ value: Value, isPercent: Bool = false) -> SheetCell {
    SheetCell.of(value, isPercent: isPercent, words).cell
  }

  @Test func cells() {
    #expect(cell(.null) == .blank && cell(.real(.nan)) == .blank && cell(.real(-.infinity)) == .blank)
    #expect(cell(.integer(999_999_999_999_999)) == .number(999_999_999_999_999))
    #expect(cell(.integer(-1_000_000_000_000_000)) == .text("-1000000000000000"))
    #expect(cell(.integer(.min)) == .text("-9223372036854775808"))
    #expect(SheetCell.of(.integer(.max), isPercent: false, words).loss == .longNumber)
    #expect(cell(.decimal(12_345, scale: 2)) == .number(123.45) && cell(.decimal(-5, scale: 2)) == .number(-0.05))
    #expect(cell(.decimal(12_3456_789_012_345_678, scale: 6)) == .number(123_456_789_012.345678))
    #expect(cell(.integer(100), isPercent: true) == .number(1) && cell(.real(12.5), isPercent: true) == .number(0.125))
    #expect(cell(.decimal(333, scale: 1), isPercent: true) == .number(0.333))
    #expect(cell(.boolean(true)) == .boolean(true) && cell(.other) == .text("(other)"))
    #expect(cell(.text("0012")) == .text("0012") && cell(.unit(.month, day: 19_600)) == .text("2023-08"))
    // 2024-01-05 is 45296; half a day is a half.
    let day = SampleTables.day("2024-01-05")
    #expect(cell(.date(day)) == .number(45_296) && cell(.unit(.day, day: day)) == .number(45_296))
    #expect(cell(.time(day: day, second: 43_200)) == .number(45_296.5))
    #expect(cell(.date(SampleTables.day("1900-03-01"))) == .number(61))
    #expect(cell(.date(SampleTables.day("1900-02-28"))) == .text("1900-02-28"))
    #expect(cell(.date(SampleTables.day("9999-12-31"))) == .number(2_958_465))
    #expect(SheetCell.of(.date(SampleTables.day("9999-12-31") + 1), isPercent: false, words).loss == .farDate)
  }

  @Test(arguments: [
    (ResultColumn(name: "r", kind: .metric, type: .integer, unit: "VND"), "#,##0 \"₫\"", "r"),
    (ResultColumn(name: "r", kind: .metric, type: .number, unit: "%"), "#,##0.0%", "r"),
    (
      ResultColumn(name: "r_change", kind: .metric, type: .number, unit: "%"),
      "+#,##0.0%;-#,##0.0%;#,##0.0%", "r_change"
    ),
    (ResultColumn(name: "r", kind: .metric, type: .number), "#,##0.00", "r"),
    (ResultColumn(name: "r", kind: .metric, type: .number, unit: "USD"), "#,##0.00", "r (USD)"),
    (ResultColumn(name: "r", kind: .metric, type: .number, unit: "days"), "#,##0.0", "r (days)"),
    (ResultColumn(name: "age", kind: .dimension, type: .integer), "0", "age"),
    (ResultColumn(name: "d", kind: .dimension, type: .date), "yyyy-mm-dd", "d"),
    (ResultColumn(name: "t", kind: .value, type: .time), "yyyy-mm-dd hh:mm:ss", "t"),
    (ResultColumn(name: "s", kind: .dimension, type: .text), "", "s"),
  ])
  func formats(_ column: ResultColumn, _ pattern: String, _ heading: String) {
    #expect(SheetFormat(column, .en).pattern == pattern)
    #expect(SheetFormat.heading(column, CellFormatter(.en)) == heading)
  }

  @Test func unitsOfCells() {
    let column = ResultColumn(name: "r", kind: .metric, type: .number, unit: "d\"a\\y")
    #expect(SheetFormat(column, .en, unitStandsInCells: true).pattern == "#,##0.00 \"day\"")
    let date = ResultColumn(name: "d", kind: .dimension, type: .date)
    #expect(SheetFormat(date, .vi).pattern == "dd/mm/yyyy")
  }

  private func bytes(_ tables: [ResultTable], _ options: OutputOptions = OutputOptions()) throws -> [UInt8] {
    final class Received { var bytes: [UInt8] = [] }
    let received = Received()
    try OutputFormat.xlsx.write(tables, options) { received.bytes += $0 }
    return received.bytes
  }

  @Test("the same tables make the same bytes, and what is read back counts its cells")
  func proof() throws {
    let first = try bytes([SampleTables.funnel, SampleTables.cycle])
    #expect(first == (try bytes([SampleTables.funnel, SampleTables.cycle])))
    #expect(first.starts(with: [0x50, 0x4B]))
    // 4 headings and a mark's; 16 cells of which one is null, and one mark; the total's 4 with its mark; 4 lines.
    let funnel = try bytes([SampleTables.funnel])
    for (cells, isRight) in [([5 + 14 + 1 + 5 + 3], true), ([27], false), ([28, 1], false)] {
      var isWhole = true
      do { try funnel.withUnsafeBytes { try WorkbookProof($0).check(cells: cells) } } catch { isWhole = false }
      #expect(isWhole == isRight, "\(cells)")
    }
    for cut in [0, 10, funnel.count / 2, funnel.count - 1] {
      #expect(throws: DocumentFailure.self) {
        try Array(funnel[..<cut]).withUnsafeBytes { try WorkbookProof($0).check(cells: [28]) }
      }
    }
  }

  @Test("a sheet that would be too long or too wide is refused before anything is written")
  func limits() throws {
    let column = ResultColumn(name: "n", kind: .value, type: .integer)
    var long = ResultTable(name: "list", columns: [column], rows: [])
    long.rows = ResultRows(
      columns: [.exact(Array(repeating: 1, count: 1_048_577), scale: 0)], count: 1_048_577)
    let wide = ResultTable(name: "list", columns: Array(repeating: column, count: 16_385), rows: [])
    var options = OutputOptions()
    // Nothing could be written there.
    options.scratchFolder = "/nowhere"
    #expect {
      try bytes([SampleTables.funnel, long], options)
    } throws: {
      guard case DocumentFailure.tooManyRows(1_048_577, limit: 1_048_570) = $0 else { return false }
      return true
    }
    #expect {
      try bytes([wide], options)
    } throws: {
      guard case DocumentFailure.tooManyColumns(16_385, limit: 16_384) = $0 else { return false }
      return true
    }
    #expect {
      try bytes([SampleTables.funnel], options)
    } throws: {
      guard case DocumentFailure.system = $0 else { return false }
      return true
    }
  }
}
