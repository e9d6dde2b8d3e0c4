/// Lines of text that are made when they are first read, and kept.
package final class LaterLines: Sendable {
  private let made: Made<[String]>

  package init(_ make: @escaping @Sendable () -> [String]) { made = Made(make) }

  package var lines: [String] { made.value }
}
