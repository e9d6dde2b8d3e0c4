import KPIEngine
import KPILanguage
import KPISQLite

extension SessionWorld {
  /// Whether a database's own engine answers: as somebody said; else Spark, and what has more rows than memory may hold.
  ///
  /// - Parameter path: the database as it is told.
  func isAskedThere(_ database: Database, _ spec: LoadSpec, _ path: String) throws(Halt) -> Bool {
    if let engine = options.engine { return engine == .there }
    guard database.isRemote else { return false }
    if (try? database.isOfSpark) == true { return true }
    // What cannot be known now is told by the load.
    guard let size = try? database.guessedSize(of: spec) else { return false }
    let limit = try MemoryLimit(environment)
    guard let most = limit.bytes, size.bytes > most else { return false }
    let (rows, needed, allowed) = (size.rows, MemoryLimit.text(size.bytes), MemoryLimit.text(most))
    let address = shown(path, limit: 200)
    guard database.reading(isStopped) != nil else {
      throw Halt(
        StoreError.engine(
          code: "too-large",
          "`\(address)` has about \(rows) rows, for whose columns about \(needed) are needed, and they may take \(allowed)",
          help:
            "name fewer tables and columns in the model, set `KPI_MEMORY`, or load all the same with `--engine here`"
        ), at: nil)
    }
    tell(
      """
      `\(address)` has about \(rows) rows, for whose columns about \(needed) are needed, and they may take \(allowed): \
      its own engine answers; `--engine here` loads them all the same, `KPI_MEMORY` sets what they may take
      """)
    return true
  }
}

/// How much memory the columns of a database behind a wire may take: `KPI_MEMORY`, else three quarters of what is free.
struct MemoryLimit: Sendable {
  /// nil where nobody says, and the system does not tell.
  let bytes: Int?

  init(_ environment: SessionEnvironment) throws(Halt) {
    guard let text = environment.variables["KPI_MEMORY"], !text.isEmpty else {
      bytes = environment.freeMemory().map { $0 / 4 * 3 }
      return
    }
    guard let bytes = Self.bytes(text) else {
      throw Halt(
        Diagnostic(
          .error, "bad-memory", "`\(shown(text))`, given with KPI_MEMORY, is no amount of memory", at: nil,
          label: "it is written `800MB` or `4GB`"))
    }
    self.bytes = bytes
  }

  /// `800MB`, `4 gb`, `0.5G`, `1000000`; nil for anything else.
  static func bytes(_ text: String) -> Int? {
    let letters = text.lowercased().filter { $0 != " " }
    let digits = letters.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let scales: [String: Double] = [
      "": 1, "b": 1, "k": 1e3, "kb": 1e3, "m": 1e6, "mb": 1e6, "g": 1e9, "gb": 1e9, "t": 1e12, "tb": 1e12,
    ]
    guard let number = Double(digits), let scale = scales[String(letters.dropFirst(digits.count))] else { return nil }
    let bytes = number * scale
    return bytes >= 1 && bytes < 1e18 ? Int(bytes) : nil
  }

  /// `5.2 GB`, `800 MB`.
  static func text(_ bytes: Int) -> String {
    let tenths = bytes / 100_000_000
    return tenths >= 10 ? "\(tenths / 10).\(tenths % 10) GB" : "\(max(1, bytes / 1_000_000)) MB"
  }
}
