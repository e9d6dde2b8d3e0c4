/// How far the writing of a demo database is.
package struct DemoProgress: Sendable, Equatable {
  package enum Phase: Sendable { case inventing, writing }

  package var phase: Phase
  /// Customers invented, or rows written, of `total`.
  package var done: Int
  package var total: Int
}

/// A database of the reference schema with the invented data of a Vietnamese company: three years up to a last day.
///
/// The same arguments give the same bytes, on any machine with the same version of SQLite. The data does not follow
/// the clock: it ends on `end`, so questions about it are asked with `set today` (or `--today`) of the same day.
/// Nothing is dated later, except planned dates (`due_at`, `expected_close_on`, `effective_on`, `expires_on`).
package enum DemoDatabase {
  /// The last day there is, where no other is asked for.
  package static let defaultEnd = "2023-12-31"
  /// The number of customers, where no other is asked for.
  package static let defaultCustomers = 2_000
  /// More would need more memory than most machines have (about 300 bytes per customer).
  package static let mostCustomers = 20_000_000

  /// Writes the database to a file that appears at its path only when it is complete.
  ///
  /// - Parameters:
  ///   - path: where it shall be; its folder must exist.
  ///   - customers: 0 … `mostCustomers`; about 14 rows each, and some ten thousand of the company itself.
  ///   - seed: another seed, other data.
  ///   - end: the last day, `YYYY-MM-DD`.
  ///   - overwrites: whether a file that exists already is replaced.
  ///   - pageLimit: the most pages of 4,096 bytes; reaching it is a full disk.
  ///   - progress: called now and then, from the calling thread.
  ///   - isCancelled: asked now and then; true ends the writing with `DemoError.cancelled`.
  /// - Throws: `DemoError`; the file's place is then as it was before.
  package static func write(
    to path: String, customers: Int = defaultCustomers, seed: UInt64 = 1, end: String = defaultEnd,
    overwrites: Bool = false, pageLimit: Int? = nil, progress: @escaping (DemoProgress) -> Void = { _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) throws(DemoError) {
    guard (0...mostCustomers).contains(customers) else { throw .customersOutOfRange(customers) }
    guard let calendar = DemoCalendar(end: end) else { throw .endOutOfRange(end) }
    let file = try DemoFile(
      path: path, overwrites: overwrites, pageLimit: pageLimit, schema: PackageResources.schema_sql)
    let company = Company(customers: customers, calendar: calendar, seed: seed)
    var writer = TableWriter(
      calendar: calendar, company: company, seed: seed,
      rows: try invent(
        customers, calendar: calendar, company: company, seed: seed, progress: progress, isCancelled: isCancelled),
      progress: progress, isCancelled: isCancelled)
    try writer.writeAll(to: file)
    try file.finish()
  }

  /// The lives of all customers.
  private static func invent(
    _ count: Int, calendar: DemoCalendar, company: Company, seed: UInt64, progress: (DemoProgress) -> Void,
    isCancelled: () -> Bool
  ) throws(DemoError) -> DemoRows {
    var life = CustomerLife(calendar: calendar, company: company)
    life.rows.reserve(customers: count)
    var random = SeededGenerator(seed: seed, subject: 0xDA_15)
    var id = 0
    for (day, arrivals) in CustomerLife.arrivals(count, calendar: calendar, seed: seed).enumerated() {
      if isCancelled() { throw .cancelled }
      progress(DemoProgress(phase: .inventing, done: id, total: count))
      for moment in CustomerLife.moments(arrivals, on: day, life.choices.anyHours, &random) {
        id += 1
        life.live(as: id, createdAt: moment, seed: seed)
      }
    }
    return life.rows
  }
}
