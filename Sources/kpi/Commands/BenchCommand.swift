import ArgumentParser
import Glibc
import KPISession

/// `kpi bench STATEMENTS.kpi --db DB`: how long each statement takes; `--load`: how long the load takes.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure statements, or the load.")

  @Argument(help: ArgumentHelp("A script; each of its questions is measured.", valueName: "STATEMENTS"))
  var script: String?

  @Option(help: ArgumentHelp("The database.", valueName: "DB"))
  var db: String

  @Option(help: ArgumentHelp("How often each question is answered, after one answer to warm up.", valueName: "N"))
  var runs = 5

  @Flag(help: "Measure the load.")
  var load = false

  @Flag(help: "Answer each question in SQL too, by the database itself, and tell what differs; nothing is measured.")
  var sql = false

  @Option(
    help: ArgumentHelp(
      "With --sql: write each question for PostgreSQL, beside the engine's rows. FILE has lines of a table, a column, its type there and that type's decimals, with tabs between.",
      valueName: "FILE", visibility: .hidden))
  var postgresTypes: String?

  @Option(help: ArgumentHelp("The same for Spark, without decimals.", valueName: "FILE", visibility: .hidden))
  var sparkTypes: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    // What is measured is the load, not what an earlier start has kept.
    let conversation = try Conversation(common) { $0.usesCache = false }
    try conversation.open(db)
    let clock = Stopwatch()
    try conversation.attempt { () throws(Halt) in try conversation.session.load() }
    let loading = clock.read()
    if load {
      var usage = rusage()
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return try tell(loading, peak: usage.ru_maxrss, columns: conversation.session.columnBytes, opening: try opening())
    }
    guard let script, runs > 0 else { throw ValidationError("a script and --runs above 0, or --load, are needed") }
    let source = try conversation.attempt { () throws(Halt) in try conversation.session.script(script) }
    if sql { return try compare(source, conversation) }
    for statement in Session.statementTexts(of: source, names: conversation.session.names) {
      try measure(statement, conversation)
    }
  }

  /// Milliseconds that it takes to open the database and the snapshot of its columns; nil where none can be kept.
  private func opening() throws -> Double? {
    for _ in 0..<2 {
      let conversation = try Conversation(common)
      let clock = Stopwatch()
      try conversation.open(db)
      try conversation.attempt { () throws(Halt) in try conversation.session.load() }
      if conversation.session.usedSnapshot { return clock.read().wall }
      conversation.session.keepSnapshots()
    }
    return nil
  }

  private func tell(_ loading: Stopwatch.Reading, peak: Int, columns: Int, opening: Double?) throws {
    var json = JSONWriter()
    json.beginObject()
    json.key("load_wall_s")
    json.real(loading.wall / 1_000)
    json.key("load_cpu_s")
    json.real(loading.cpu / 1_000)
    json.key("peak_mb")
    json.real(Double(peak) / 1_024)
    json.key("columns_mb")
    json.real(Double(columns) / 1_048_576)
    json.key("snapshot_open_ms")
    if let opening { json.real(opening) } else { json.null() }
    json.endObject()
    json.endLine()
    try Console.write(json.bytes)
  }

  /// A line per statement: what its plans answer in SQL.
  private func compare(_ source: Source, _ conversation: Conversation) throws {
    func types(_ path: String?) throws -> String? {
      try path.map { path in try conversation.attempt { () throws(Halt) in try conversation.session.script(path).text }
      }
    }
    let other = try types(sparkTypes).map(OtherEngine.spark) ?? types(postgresTypes).map(OtherEngine.postgres)
    for statement in Session.statementTexts(of: source, names: conversation.session.names) {
      var json = JSONWriter()
      json.beginObject()
      json.key("statement")
      json.string(statement)
      do throws(Halt) {
        let session = conversation.session
        let outcomes =
          if let other { try session.plans(of: statement, for: other) } else {
            try session.answersInSQL(of: statement)
          }
        for outcome in outcomes { outcome.write(to: &json) }
      } catch {
        json.key("mistake")
        json.string(error.diagnostics.first?.code ?? "")
      }
      json.endObject()
      json.endLine()
      try Console.write(json.bytes)
    }
  }

  private func measure(_ statement: String, _ conversation: Conversation) throws {
    var walls: [Double] = []
    var processors: [Double] = []
    for run in 0...runs {
      let clock = Stopwatch()
      let tables = try conversation.attempt { () throws(Halt) in try conversation.session.tables(of: statement) }
      let reading = clock.read()
      if run == runs {
        try tell(statement, walls + [reading.wall], processors + [reading.cpu], tables)
      } else if run > 0 {
        walls.append(reading.wall)
        processors.append(reading.cpu)
      }
    }
  }

  private func tell(_ statement: String, _ walls: [Double], _ processors: [Double], _ tables: [MeasuredTable]) throws {
    // A setting has no answer and nothing to measure.
    guard let last = tables.last else { return }
    var json = JSONWriter()
    json.beginObject()
    json.key("statement")
    json.string(statement)
    json.key("wall_ms")
    json.beginObject()
    json.key("min")
    json.real(walls.min() ?? 0)
    json.key("median")
    json.real(Stopwatch.median(walls))
    json.key("max")
    json.real(walls.max() ?? 0)
    json.endObject()
    json.key("cpu_ms")
    json.real(Stopwatch.median(processors))
    json.key("rows")
    json.integer(last.rowCount)
    json.endObject()
    // The result is a JSON object already: it goes in before the closing brace.
    json.bytes.removeLast()
    json.bytes += Array(",\"result\":".utf8)
    let objects = tables.map(\.json)
    json.bytes += objects.count == 1 ? objects[0] : Array("[".utf8) + objects.joined(separator: [44]) + Array("]".utf8)
    json.bytes += Array("}\n".utf8)
    try Console.write(json.bytes)
  }
}

extension SQLOutcome {
  fileprivate func write(to json: inout JSONWriter) {
    switch self {
    case .same(let rows):
      json.key("same")
      json.integer(rows)
    case .refused(let what):
      json.key("refused")
      json.string(what)
    case .differs(let sql, let engine, let database):
      json.key("differs")
      json.beginObject()
      json.key("sql")
      json.string(sql)
      json.key("engine")
      json.string(engine.joined(separator: " | "))
      json.key("database")
      json.string(database.joined(separator: " | "))
      json.endObject()
    case .written(let sql, let rows):
      json.key("written")
      json.beginObject()
      json.key("sql")
      json.string(sql)
      json.key("rows")
      json.beginArray()
      for row in rows {
        json.beginArray()
        for cell in row { cell.write(to: &json) }
        json.endArray()
      }
      json.endArray()
      json.endObject()
    }
  }
}

extension SQLCell {
  fileprivate func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .number(let number): json.real(number)
    case .text(let text): json.string(text)
    }
  }
}

/// Wall clock and processor time since its making.
struct Stopwatch {
  /// Milliseconds.
  struct Reading {
    var wall: Double
    var cpu: Double
  }

  private let start = ContinuousClock.now
  private let processor = Stopwatch.processorTime()

  func read() -> Reading {
    Reading(wall: (ContinuousClock.now - start) / .milliseconds(1), cpu: Stopwatch.processorTime() - processor)
  }

  /// Of all threads.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
  }

  static func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
