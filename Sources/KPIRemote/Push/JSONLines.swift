import KPIEngine
import KPILanguage
import KPISQLite

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A table's rows as lines of JSON in a file that goes with this: `{"c0":"1","c2":"Huế"}`.
///
/// Every value is a text that means it exactly, and what is null is left out: no reader guesses a type, and none takes an empty
/// text for nothing.
final class JSONLines {
  let path: String
  private let descriptor: Int32
  private let texts = TimeText()
  private var buffer: [UInt8] = []

  private static let pieceSize = 1 << 20

  /// Makes the file; one that a program that was killed has left goes.
  init(_ path: String) throws(StoreError) {
    self.path = path
    unlink(path)
    // Spark's programs need not be this user's: the folder and the mask decide who may read.
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(path) }
    buffer.reserveCapacity(Self.pieceSize + 65_536)
  }

  deinit {
    close(descriptor)
    unlink(path)
  }

  /// Writes all rows.
  func add(
    _ rows: PushRows, _ columns: [PushedColumn], isCancelled: () -> Bool, advance: (Int) -> Void
  ) throws(StoreError) {
    let keys = columns.indices.map { Array("\"c\($0)\":\"".utf8) }
    var count = 0
    while try rows.next() {
      buffer.append(UInt8(ascii: "{"))
      var isFirst = true
      for (number, column) in columns.enumerated() {
        let cell = rows.cell(number)
        if case .null = cell { continue }
        if !isFirst { buffer.append(UInt8(ascii: ",")) }
        isFirst = false
        buffer.append(contentsOf: keys[number])
        try add(cell, column, rows, number)
        buffer.append(UInt8(ascii: "\""))
      }
      buffer.append(UInt8(ascii: "}"))
      buffer.append(UInt8(ascii: "\n"))
      count += 1
      if buffer.count >= Self.pieceSize {
        if isCancelled() { throw .cancelled }
        try flush()
        advance(count)
        count = 0
      }
    }
    try flush()
    advance(count)
  }

  private func add(
    _ cell: PushCell, _ column: PushedColumn, _ rows: PushRows, _ number: Int
  ) throws(StoreError) {
    switch (column.type, cell) {
    case (.boolean, .integer(let flag)): plain(flag != 0 ? "true" : "false")
    case (.boolean, .text(let word)):
      plain(TruthWords.value(of: String(decoding: word, as: UTF8.self)) == true ? "true" : "false")
    case (.bigint, .integer(let whole)): plain("\(whole)")
    case (.double, .integer(let whole)): plain("\(Double(whole))")
    case (.double, .real(let real)): plain("\(real)")
    case (.numeric(let scale), .integer), (.numeric(let scale), .real):
      guard let value = cell.tenThousandths else { throw .changedMeanwhile(path: column.name) }
      plain(DecimalText.text(value / (scale == 2 ? 100 : 1), scale: scale))
    case (.date, .text(let text)):
      guard let time = PushTime(text) else { throw .changedMeanwhile(path: column.name) }
      buffer.append(contentsOf: texts.day(time.day))
    case (.timestamp, .text(let text)), (.timestamptz, .text(let text)):
      guard let time = PushTime(text) else { throw .changedMeanwhile(path: column.name) }
      buffer.append(contentsOf: texts.moment(time.microseconds, isInstant: column.type == .timestamptz))
    case (.text, .text(let text)): quoted(text)
    case (.text, .integer), (.text, .real):
      if column.asWritten { quoted(rows.written(number)) } else { plain(cell.digits) }
    case (.bytea, .blob(let bytes)): for byte in bytes { hexadecimal(byte) }
    // The types were chosen by the same rows in the same transaction.
    default: throw .changedMeanwhile(path: column.name)
    }
  }

  /// What has nothing to be quoted.
  private func plain(_ text: String) { buffer.append(contentsOf: text.utf8) }

  private func quoted(_ text: UnsafeBufferPointer<UInt8>) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        buffer.append(UInt8(ascii: "\\"))
        buffer.append(byte)
      case 0..<32:
        plain("\\u00")
        hexadecimal(byte)
      default: buffer.append(byte)
      }
    }
  }

  private func hexadecimal(_ byte: UInt8) {
    for digit in [byte >> 4, byte & 15] { buffer.append(digit + (digit < 10 ? 48 : 87)) }
  }

  private func flush() throws(StoreError) {
    var start = 0
    while start < buffer.count {
      let written = buffer.withUnsafeBytes { bytes in
        write(descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start)
      }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw Self.failure(path) }
      start += written
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private static func failure(_ path: String) -> StoreError {
    .engine(
      code: "cannot-write",
      "cannot write `\(shown(path, limit: 200))`: \(Message(known: String(cString: strerror(errno)).lowercased()))",
      help: "`--files` names a folder that has room and that Spark's programs see under the same name")
  }
}
