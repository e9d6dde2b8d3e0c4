#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import KPILanguage

/// What the file system says about a path, without opening it.
struct FileFacts: Hashable, Sendable {
  var size: Int64
  var modifiedNanoseconds: Int64
  /// When its contents, its name or its rights were last changed; nobody can set that back.
  var changedNanoseconds: Int64
  var inode: UInt64
  var device: UInt64
  var isDirectory: Bool
  var isRegular: Bool

  /// nil where there is no such file.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    size = Int64(status.st_size)
    #if canImport(Glibc)
    modifiedNanoseconds = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
    changedNanoseconds = Int64(status.st_ctim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctim.tv_nsec)
    #else
    modifiedNanoseconds = Int64(status.st_mtimespec.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtimespec.tv_nsec)
    changedNanoseconds = Int64(status.st_ctimespec.tv_sec) &* 1_000_000_000 &+ Int64(status.st_ctimespec.tv_nsec)
    #endif
    inode = UInt64(status.st_ino)
    device = UInt64(truncatingIfNeeded: status.st_dev)
    isDirectory = status.st_mode & S_IFMT == S_IFDIR
    isRegular = status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether the file at `path` holds anything.
  static func holdsBytes(_ path: String) -> Bool { (FileFacts(path: path)?.size ?? 0) > 0 }

  /// The folder of `path`.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether this process may create files in the folder of `path`.
  static func isFolderWritable(of path: String) -> Bool { access(folder(of: path), W_OK) == 0 }

  /// Whether this process may read the file.
  static func isReadable(_ path: String) -> Bool { access(path, R_OK) == 0 }
}

/// The state of a database file: two equal stamps mean that nothing was written in between.
package struct DatabaseStamp: Hashable, Sendable {
  /// Bytes.
  package let size: Int64
  package let modifiedNanoseconds: Int64
  package let inode: UInt64
  /// SQLite's own counter in the header, of the last change that reached the file itself.
  package let changeCounter: UInt32
  /// The write-ahead log beside it; 0 where there is none.
  package let walSize: Int64
  package let walModifiedNanoseconds: Int64
}

/// The first bytes of a database file.
package struct DatabaseHeader {
  /// What every one begins with.
  ///
  /// Source: https://www.sqlite.org/fileformat2.html, 1.3.
  package static let signature = Array("SQLite format 3".utf8) + [0]

  private let bytes: [UInt8]

  /// - Parameter bytes: up to 4,096 from the file's start.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var hasSignature: Bool { bytes.count >= 100 && bytes.starts(with: Self.signature) }

  var changeCounter: UInt32 { number(at: 24) }

  /// Whether changes go to a write-ahead log first.
  var usesLog: Bool { bytes.count >= 20 && bytes[18] == 2 && bytes[19] == 2 }

  /// The number of the SQLite that changed the file last: 3,040,001 is 3.40.1.
  var writerVersion: Int32 { Int32(truncatingIfNeeded: number(at: 96)) }

  /// Bytes the file should have; nil where the header does not know (it was written by a very old SQLite).
  var expectedSize: Int64? {
    guard hasSignature, number(at: 24) == number(at: 92), number(at: 28) > 0 else { return nil }
    let written = Int64(bytes[16]) << 8 | Int64(bytes[17])
    return (written == 1 ? 65_536 : written) * Int64(number(at: 28))
  }

  /// What a file without the signature seems to be.
  enum Guess: Hashable { case encrypted, other(Message?) }

  var guess: Guess {
    let signatures: [(Message, [UInt8])] = [
      ("a ZIP archive or an Office file", [0x50, 0x4B, 0x03, 0x04]), ("a gzip archive", [0x1F, 0x8B]),
      ("a SQLite 2 database", Array("** This file contains an SQLite 2".utf8)),
      ("a zstd archive", [0x28, 0xB5, 0x2F, 0xFD]), ("a PDF", Array("%PDF".utf8)),
      ("a PostgreSQL dump", Array("PGDMP".utf8)), ("a Parquet file", Array("PAR1".utf8)),
    ]
    for (name, signature) in signatures where bytes.starts(with: signature) { return .other(name) }
    if !bytes.contains(where: { $0 < 32 && $0 != 9 && $0 != 10 && $0 != 13 }) { return .other("a text file") }
    // An encrypted page is noise: nearly every byte value is there. Pages come in powers of two.
    if bytes.count >= 1_024, Set(bytes.prefix(4_096)).count > 240 { return .encrypted }
    return .other(nil)
  }

  private func number(at offset: Int) -> UInt32 {
    guard bytes.count >= offset + 4 else { return 0 }
    return bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
