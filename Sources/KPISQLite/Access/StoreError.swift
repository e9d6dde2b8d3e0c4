import KPIEngine
import KPILanguage

/// Why a database cannot be opened, read or asked; every case is the data's fault (exit status 3) but `cancelled`.
package enum StoreError: Error, Sendable, Hashable {
  case noSuchFile(path: String)
  case isDirectory(path: String)
  /// A device, a pipe, a socket.
  case notAFile(path: String)
  case noPermission(path: String)
  /// No bytes at all.
  case emptyFile(path: String)
  /// `looksLike` names what it seems to be (`a text file`); nil where nothing is known.
  case notADatabase(path: String, looksLike: Message?)
  case encrypted(path: String)
  /// The file is shorter than its header says (both in bytes).
  case truncated(path: String, expected: Int64, actual: Int64)
  case damaged(path: String, detail: String)
  /// Another program holds a lock that did not go within the busy time.
  case locked(path: String)
  /// A journal of an interrupted program has to be rolled back first, which takes a program that may write.
  case needsRecovery(path: String)
  /// A database in WAL mode whose log this process cannot read, or cannot know to be empty.
  case logOutOfReach(path: String, isFolderWritable: Bool)
  /// Something in the schema that this SQLite does not understand; `object` names the table, index or view.
  case newerSQLite(path: String, object: String?, detail: String, isCertain: Bool)
  /// Somebody wrote the file while it was read without locks.
  case changedMeanwhile(path: String)
  case outOfMemory
  case cancelled
  /// Every table and column that the model names and the database has not.
  case missing([MissingName])
  /// More rows than row numbers.
  case tooManyRows(table: String)
  /// A view or table that SQLite cannot read.
  case unreadable(table: String, detail: String)
  /// The plain description itself is at fault: a pattern without a year, a time that hangs on itself.
  case unusable(Message)
  /// A query that is no single read-only statement, or that SQLite refuses.
  case query(Message)
  /// Whatever an engine behind a wire, its driver or its address have to say; `code` is that of the diagnostic.
  case engine(code: String, Message, help: Message?)
  /// Any other answer of SQLite's, with its (extended) result code.
  case failed(path: String, code: Int32, detail: String)

  /// A table or column that is not there.
  package struct MissingName: Sendable, Hashable {
    /// The entity that names it; nil for a lookup table.
    package var entity: String?
    package var table: String
    /// nil: the table is missing.
    package var column: String?
    /// What is there instead: the table's columns, or the database's tables.
    package var present: [String]

    package init(entity: String?, table: String, column: String?, present: [String]) {
      self.entity = entity
      self.table = table
      self.column = column
      self.present = present
    }
  }

  /// What is wrong, in one line (several missing names: a line each).
  package var message: Message {
    switch self {
    case .noSuchFile(let path): "cannot open `\(path)`: there is no such file"
    case .isDirectory(let path): "cannot open `\(path)`: it is a directory, not a database file"
    case .notAFile(let path): "cannot open `\(path)`: it is no regular file"
    case .noPermission(let path): "cannot open `\(path)`: permission denied"
    case .emptyFile(let path): "cannot read `\(path)`: the file is empty (0 bytes)"
    case .notADatabase(let path, let looksLike):
      looksLike.map { "cannot read `\(path)`: it is not a SQLite database, it looks like \($0)" }
        ?? "cannot read `\(path)`: it is not a SQLite database"
    case .encrypted(let path): "cannot read `\(path)`: it is not a plain SQLite database, it looks encrypted"
    case .truncated(let path, let expected, let actual):
      "cannot read `\(path)`: the file is cut off, \(actual) of \(expected) bytes are there"
    case .damaged(let path, let detail): "cannot read `\(path)`: the database is damaged (\(detail))"
    case .locked(let path): "cannot read `\(path)`: another program has locked it"
    case .needsRecovery(let path):
      "cannot read `\(path)`: a program was interrupted while writing it, and its journal must be rolled back first"
    case .logOutOfReach(let path, let isFolderWritable):
      isFolderWritable
        ? "cannot read `\(path)`: it is in WAL mode, and `\(path)-wal` (its write-ahead log) cannot be read with it"
        : """
        cannot read `\(path)`: it is in WAL mode, and `\(path)-wal` (its write-ahead log) cannot be read with it, \
        as the folder `\(FileFacts.folder(of: path))` may not be written to
        """
    case .newerSQLite(let path, let object, let detail, let isCertain):
      Self.newer(path, object, detail, isCertain)
    case .changedMeanwhile(let path): "cannot read `\(path)`: another program wrote it meanwhile"
    case .outOfMemory: "out of memory while reading the database"
    case .cancelled: "interrupted"
    case .missing(let names): Message.list(names.map(Self.sentence), separator: "\n")
    case .tooManyRows(let table): "table `\(table)` has too many rows: at most 2,147,483,646 can be read"
    case .unreadable(let table, let detail): "cannot read `\(table)`: \(detail)"
    case .unusable(let reason): reason
    case .query(let reason): reason
    case .engine(_, let reason, _): reason
    case .failed(let path, let code, let detail): "cannot read `\(path)`: \(detail) (SQLite code \(code))"
    }
  }

  /// What to do about it; nil where there is nothing to say.
  package var help: Message? {
    switch self {
    case .noSuchFile: "check the path; `kpi demo FILE` makes a database to try"
    case .isDirectory: "name the database file inside it"
    case .notAFile: "copy the database to a file first"
    case .noPermission: "ask for read permission on the file and its folder"
    case .emptyFile: "the copy or export that made it probably failed; make it again"
    case .notADatabase: "name a file that SQLite has written; import other data with `sqlite3 new.db`"
    case .encrypted: "decrypt it first, for example by exporting it from the program that made it"
    case .truncated: "copy the file again; it was probably copied or downloaded in part"
    case .damaged: "restore a backup, or try `sqlite3 FILE .recover` on a copy"
    case .locked: "wait until the other program has finished writing, or read a copy"
    case .needsRecovery: "open it once with the program that writes it, or with `sqlite3`, and close it again"
    case .logOutOfReach(let path, let isFolderWritable):
      isFolderWritable
        ? "ask for read permission on `\(path)-wal` and `\(path)-shm`"
        : """
        the newest rows stand in the log: copy both files to a folder that can be written, \
        or have the program that writes the database close it
        """
    case .newerSQLite(_, let object, _, _):
      object.map { "read it with a newer SQLite, or write `\($0)` so that an older one reads it" }
        ?? "read it with a newer SQLite"
    case .changedMeanwhile: "ask again when the other program has finished, or read a copy"
    case .outOfMemory: "close other programs, or name fewer columns in the model"
    case .missing(let names): Self.present(names)
    case .engine(_, _, let help): help
    case .unreadable: "check the view or table with `sqlite3`"
    case .cancelled, .tooManyRows, .unusable, .query, .failed: nil
    }
  }

  private static func newer(_ path: String, _ object: String?, _ detail: String, _ isCertain: Bool) -> Message {
    let version = Connection.version
    let what: Message = object.map { "`\($0)` in it" } ?? "it"
    return isCertain
      ? "cannot read `\(path)`: SQLite \(version) does not understand \(what), which a newer SQLite wrote (\(detail))"
      : "cannot read `\(path)`: SQLite \(version) does not understand \(what), as it seems a newer SQLite wrote (\(detail))"
  }

  private static func sentence(_ name: MissingName) -> Message {
    switch (name.column, name.entity) {
    case (let column?, let entity?): "table `\(name.table)` has no column `\(column)`, which entity `\(entity)` reads"
    case (let column?, nil): "table `\(name.table)` has no column `\(column)`, which a lookup reads"
    case (nil, let entity?): "the database has no table `\(name.table)`, which entity `\(entity)` reads"
    case (nil, nil): "the database has no table `\(name.table)`, which a lookup reads"
    }
  }

  /// What is there, once for each table.
  private static func present(_ names: [MissingName]) -> Message? {
    var lines: [Message] = []
    for name in names {
      let present = name.present.joined(separator: ", ")
      let line: Message =
        present.isEmpty
        ? "the database has no tables"
        : name.column == nil ? "tables: \(present)" : "columns of `\(name.table)`: \(present)"
      if !lines.contains(line) { lines.append(line) }
    }
    return lines.isEmpty ? nil : Message.list(lines, separator: "\n")
  }
}
