import KPILanguage
import KPISQLite
import Synchronization

/// Hands an engine's values over to what takes a table's rows; one thread at a time has it.
final class RowWriter: @unchecked Sendable {
  // SAFETY: the thread that reads a query writes, and whoever waits for it looks at `failure` afterwards.
  private let table: RowSink
  private let forms: [ColumnForm]
  private let texts = TimeText()
  /// Why a row could not be kept.
  private(set) var failure: StoreError?

  init(_ table: RowSink, forms: [ColumnForm]) {
    self.table = table
    self.forms = forms
  }

  @inline(__always)
  func put(_ cell: EngineCell, at column: Int) {
    switch cell {
    case .null: return
    case .integer(let number): table.put(number, at: column)
    case .text(let text):
      switch forms[column] {
      case .plain, .single: table.put(held: text, at: column)
      case .number: table.put(digits: text, at: column)
      case .instant: table.put(String(decoding: text, as: UTF8.self) + "Z", at: column)
      }
    case .moment(let microseconds, let isInstant):
      if let name = EndlessTime.name(microseconds: microseconds) { return table.put(name, at: column) }
      table.put(copied: texts.moment(microseconds, isInstant: isInstant), at: column)
    case .day(let day):
      if let name = EndlessTime.name(day: day) { return table.put(name, at: column) }
      table.put(copied: texts.day(Int64(day)), at: column)
    default: rare(cell, column)
    }
  }

  private func rare(_ cell: EngineCell, _ column: Int) {
    switch cell {
    case .boolean(let isTrue): table.put(isTrue ? Int64(1) : 0, at: column)
    case .unsigned(let number):
      if let whole = Int64(exactly: number) { table.put(whole, at: column) } else { table.put("\(number)", at: column) }
    case .real(let number):
      // A floating number of 32 bits means its own shortest digits, not those of the nearest of 64.
      if forms[column] == .single, let short = Double("\(Float(number))"), number.isFinite {
        table.put(short, at: column)
      } else {
        table.put(number, at: column)
      }
    case .single(let number): table.put(Double("\(number)") ?? Double(number), at: column)
    case .decimal(let coefficient, let scale):
      var digits = DecimalText.text(coefficient, scale: scale)
      digits.withUTF8 { table.put(digits: $0, at: column, isHeld: false) }
    case .bytes(let bytes): table.put(held: UnsafeRawBufferPointer(bytes), at: column)
    case .clock(let microseconds): table.put(copied: texts.clock(microseconds), at: column)
    case .other: table.put("?", at: column)
    case .null, .integer, .text, .moment, .day: return
    }
  }

  func endRow() throws(EngineFailure) {
    do throws(StoreError) {
      try table.endRow()
    } catch {
      failure = error
      throw EngineFailure(.refused, own: "the row cannot be kept")
    }
  }
}

/// PostgreSQL's infinite times, which its driver gives as numbers before every date: shifted from 2000 to 1970 they overflow.
enum EndlessTime {
  static func name(microseconds: Int64) -> String? {
    guard microseconds <= -9_222_425_352_054_775_808 else { return nil }
    return microseconds == -9_222_425_352_054_775_808 ? "-infinity" : "infinity"
  }

  static func name(day: Int32) -> String? {
    guard day <= -2_147_472_691 else { return nil }
    return day == -2_147_472_691 ? "-infinity" : "infinity"
  }
}

/// Writes decimals.
enum DecimalText {
  static func text(_ coefficient: Int128, scale: Int) -> String {
    guard scale > 0 else { return "\(coefficient)" }
    var digits = "\(coefficient.magnitude)"
    if digits.count <= scale { digits = String(repeating: "0", count: scale - digits.count + 1) + digits }
    let point = digits.index(digits.endIndex, offsetBy: -scale)
    return (coefficient < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
  }
}

/// How far the tables are that come over a wire, by the rows that the engine guesses they have.
final class WireMeter: Sendable {
  /// By table, in the order in which they are wanted.
  private let come: Mutex<[Double]>
  private let rows: [Double]
  private let report: (@Sendable (Double) -> Void)?

  init(_ wanted: [WantedTable], _ tables: [RemoteTable], _ report: (@Sendable (Double) -> Void)?) {
    rows = wanted.map { one in tables.first { $0.name == one.name }?.rows ?? 0 }
    come = Mutex(rows.map { _ in 0 })
    self.report = report
  }

  func advance(by count: Int, of table: Int) {
    tell { $0[table] = min($0[table] + Double(count), rows[table]) }
  }

  func end(_ table: Int) { tell { $0[table] = rows[table] } }

  private func tell(_ change: (inout [Double]) -> Void) {
    guard let report else { return }
    // One call at a time, never falling.
    come.withLock { come in
      change(&come)
      report(come.reduce(0, +) / max(1, rows.reduce(0, +)))
    }
  }
}
