import ArgumentParser
import Glibc
import KPISession

/// `kpi cache list|clear`: the columns that are kept between starts.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "List or delete what is kept of databases between starts.",
    discussion: """
      What is read of a database is kept in the folder KPI_CACHE, else in $XDG_CACHE_HOME/kpi/columns or
      ~/.cache/kpi/columns, and serves as long as the database is not changed. Deleting it costs only time.
      An empty KPI_CACHE, or --no-cache, keeps nothing.
      """, subcommands: [List.self, Clear.self])

  /// The folder; tells where there is none.
  fileprivate static func folder() throws -> ColumnCache {
    if let folder = ColumnCache(.process) { return folder }
    Console.tell("nothing is kept: KPI_CACHE is empty, or there is neither XDG_CACHE_HOME nor HOME")
    throw CommandEnd(status: .success)
  }

  /// `kpi cache list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The databases of which columns are kept, with size and last use.")

    func run() throws {
      let folder = try CacheCommand.folder()
      let entries = folder.entries
      var lines = entries.map { entry in
        "\(Self.time(entry.usedAt))  \(Self.megabytes(entry.size))  \(entry.database ?? "(of another version)")"
      }
      let size = entries.reduce(0) { $0 + $1.size }
      lines.append("\(Self.megabytes(size)) of at most \(Self.megabytes(folder.limit)) in \(folder.path)")
      try Console.write(Array((lines.joined(separator: "\n") + "\n").utf8))
    }

    /// In the reader's zone.
    private static func time(_ seconds: Int64) -> String {
      var moment = time_t(seconds)
      var parts = tm()
      localtime_r(&moment, &parts)
      func digits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
      return "\(1900 + parts.tm_year)-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday)) "
        + "\(digits(parts.tm_hour)):\(digits(parts.tm_min))"
    }

    private static func megabytes(_ bytes: Int64) -> String {
      let tenths = (bytes * 10 + 500_000) / 1_000_000
      return "\(tenths / 10).\(tenths % 10) MB"
    }
  }

  /// `kpi cache clear`.
  struct Clear: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "clear", abstract: "Delete everything that is kept.")

    func run() throws {
      let count = try CacheCommand.folder().clear()
      Console.tell("deleted what was kept of \(count) \(count == 1 ? "load" : "loads")")
    }
  }
}
