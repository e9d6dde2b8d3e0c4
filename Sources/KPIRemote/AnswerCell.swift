import KPIEngine
import Synchronization

/// Values of answers to statements of ours, which have few types.
enum AnswerCell {
  static func value(_ cell: EngineCell, isNumber: Bool) throws(EngineFailure) -> Value {
    switch cell {
    case .null: return .null
    case .boolean(let holds): return .integer(holds ? 1 : 0)
    case .integer(let number): return .integer(number)
    case .real(let number): return number.isFinite ? .real(number) : .null
    case .single(let number): return number.isFinite ? .real(Double("\(number)") ?? Double(number)) : .null
    case .text(let text):
      let text = String(decoding: text, as: UTF8.self)
      return isNumber ? number(text) : .text(text)
    case .day(let day): return .date(Int(day))
    case .moment(let microseconds, _):
      guard EndlessTime.name(microseconds: microseconds) == nil else { return .null }
      let milliseconds = microseconds / 1_000 - (microseconds % 1_000 < 0 ? 1 : 0)
      let day = milliseconds / 86_400_000 - (milliseconds % 86_400_000 < 0 ? 1 : 0)
      let rest = Int(milliseconds - day * 86_400_000)
      if rest % 1_000 == 0 { return .time(day: Int(day), second: rest / 1_000) }
      return .moment(
        LocalMoment(
          day: Int(day), second: rest / 1_000, millisecond: rest % 1_000,
          stamp: Stamp.start(of: Int(day)) + Int64(rest)))
    case .decimal(let coefficient, let scale): return number(DecimalText.text(coefficient, scale: scale))
    case .unsigned, .bytes, .clock, .other:
      throw EngineFailure(.refused, own: "the answer has a column of a type that is not read")
    }
  }

  /// Decimal digits: exact where they fit, without the zeros behind, else floating.
  private static func number(_ digits: String) -> Value {
    var digits = digits
    if digits.contains(".") {
      while digits.last == "0" { digits.removeLast() }
      if digits.last == "." { digits.removeLast() }
    }
    if let whole = Int64(digits) { return .integer(whole) }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 2, parts[1].utf8.count <= 4, let coefficient = Int64(parts[0] + parts[1]) {
      return .decimal(coefficient, scale: parts[1].utf8.count)
    }
    return Double(digits).flatMap { $0.isFinite ? .real($0) : nil } ?? .null
  }
}

/// The rows of an answer, as they come.
final class AnswerRows: Sendable {
  private let gathered = Mutex(RowsBuilder())

  var rows: ResultRows { gathered.withLock { $0.rows } }

  /// - Parameter areNumbers: by column whether its texts are the digits of numbers.
  func append(_ batch: borrowing ArrowBatch, areNumbers: [Bool]) throws(EngineFailure) {
    // Taken out, so that nothing is copied; batches come one after the other.
    var own = gathered.withLock { rows in
      defer { rows = RowsBuilder() }
      return rows
    }
    for row in 0..<batch.rowCount {
      for (column, isNumber) in areNumbers.enumerated() {
        own.append(try AnswerCell.value(batch.cell(column, row), isNumber: isNumber), at: column)
      }
      own.endRow()
    }
    gathered.withLock { [own] in $0 = own }
  }
}
