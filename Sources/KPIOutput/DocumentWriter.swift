import Glibc
import KPIEngine

/// Makes a file of results that can only be written once all of them are known.
protocol DocumentWriter: AnyObject {
  /// Takes a result.
  func add(_ table: ResultTable, _ options: OutputOptions) throws(DocumentFailure)
  /// Takes the text of a `print`.
  func add(printed text: String) throws(DocumentFailure)
  /// Takes a check that did not pass; files without a place for it leave it out.
  func add(check note: CheckNote)
  /// Writes the file and hands its bytes on.
  ///
  /// Throws `DocumentFailure`, and what the receiver throws. That is called with no bytes too, so that it can end the work.
  func finish(_ options: OutputOptions, receive: ([UInt8]) throws -> Void) throws
}

extension DocumentWriter {
  func add(check note: CheckNote) {}
}

/// A check that did not pass, as it is read: what is told first.
package struct CheckNote: Sendable {
  package var isFailure: Bool
  package var lines: [String]

  package init(isFailure: Bool, lines: [String]) {
    self.isFailure = isFailure
    self.lines = lines
  }
}

/// Why a file that is made of all results cannot be written.
package enum DocumentFailure: Error {
  /// A sheet does not hold so many rows; how many it may hold beside what stands around them.
  case tooManyRows(Int, limit: Int)
  /// A sheet does not hold so many columns.
  case tooManyColumns(Int, limit: Int)
  /// A file cannot be written; the number of the error.
  case system(Int32)
  /// A library's own words.
  case library(String)
  /// Something was left out without a word: there was no place to put it.
  case incomplete
  /// The file holds one table.
  case severalTables
  /// The file holds a table, and there is none.
  case noTable
  /// The file holds no lines of text.
  case noPlaceForText
  /// The program that writes the file is not there.
  case noProgram
  /// The program of that name, which writes the file, ended with that status, and said that.
  case program(String, Int32, String)
  /// The library that draws the file is not there.
  case noPictureLibrary
}

/// The bytes of a file that was made, without a copy of them.
final class FileBytes {
  private let start: UnsafeMutableRawPointer?
  let count: Int

  init(_ path: String) throws(DocumentFailure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
    count = Int(status.st_size)
    start = count == 0 ? nil : mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard start != MAP_FAILED else { throw .system(errno) }
  }

  deinit { if let start { munmap(start, count) } }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
  var text: String { String(decoding: bytes, as: UTF8.self) }
  func prefix(_ length: Int) -> Slice<UnsafeRawBufferPointer> { bytes.prefix(length) }
  func suffix(_ length: Int) -> Slice<UnsafeRawBufferPointer> { bytes.suffix(length) }

  /// Hands them on in pieces.
  func pass(to receive: ([UInt8]) throws -> Void) throws {
    for offset in stride(from: 0, to: count, by: 1 << 16) {
      try receive(Array(bytes[offset..<min(count, offset + 1 << 16)]))
    }
  }
}
