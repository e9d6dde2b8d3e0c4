import Synchronization

/// What the columns of a table answer to besides their names and headings: the headings of the other language.
///
/// Made when they are first asked for.
package final class ColumnAliases: Sendable {
  private let make: @Sendable () -> [String: [String]]
  private let made = Mutex<[String: [String]]?>(nil)

  /// - Parameter make: the aliases by column name.
  package init(_ make: @escaping @Sendable () -> [String: [String]]) { self.make = make }

  /// The aliases of a column; none for one that got its name in a pipe.
  package subscript(column: String) -> [String] {
    made.withLock { made in
      let known = made ?? make()
      made = known
      return known[column] ?? []
    }
  }
}
