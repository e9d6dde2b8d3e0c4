import KPILanguage
import KPIOutput

/// The file that all results of a run go to: `-o FILE`.
package final class ResultFile {
  /// As it was named.
  package let name: String
  /// The form that was asked for, or that the ending names.
  package let format: OutputFormat

  private let file: ExportFile
  private let parquetProgram: String?
  private var pending: PendingFile?

  /// - Parameters:
  ///   - name: from the command line, so it may be anywhere.
  ///   - format: nil takes that of the ending.
  /// - Throws: `Halt` where it may not or cannot be written.
  package init(
    _ name: String, format: OutputFormat?, options: SessionOptions, environment: SessionEnvironment = .process
  ) throws(Halt) {
    self.name = name
    let ending = FileEnding.of(name)
    let named = OutputFormat(ending: ending)
    guard let format = format ?? named else { throw Halt(FileEnding.unknown(name, at: nil)) }
    guard named == nil || named == format || format.ending == ending else {
      throw Halt(
        Diagnostic(
          .error, "bad-ending", "`--format \(format.rawValue)` does not write files that end in `.\(ending)`", at: nil))
    }
    guard !options.isReadOnly else {
      throw Halt(
        Diagnostic(.error, "not-allowed", "with --read-only nothing is written, `\(shown(name))` neither", at: nil))
    }
    do throws(ExportFile.Refusal) {
      parquetProgram = format == .parquet ? environment.program("duckdb") : nil
      if format == .parquet, parquetProgram == nil { throw .noParquetProgram }
      file = try ExportFile(name, below: nil, in: environment)
    } catch { throw Halt(error.diagnostic) }
    guard !file.isThere || options.overwrites else {
      throw Halt(
        Diagnostic(
          .error, "file-exists", "`\(shown(name))` exists already", at: nil,
          notes: ["`--force` lets exports replace files"]))
    }
    self.format = format
  }

  /// Sets what formats need of the place while they write.
  package func set(_ options: inout OutputOptions) {
    options.scratchFolder = file.scratchFolder
    options.parquetProgram = parquetProgram
  }

  /// Whether anything was written to it.
  package var isBegun: Bool { pending != nil }

  /// Adds bytes to what stands beside its place.
  package func write(_ bytes: [UInt8]) throws(OutputFailure) {
    guard !bytes.isEmpty else { return }
    try attempt { () throws(ExportFile.Refusal) in
      try begun().write(bytes)
    }
  }

  /// Puts it into its place.
  package func finish() throws(OutputFailure) {
    try attempt { () throws(ExportFile.Refusal) in
      try begun().finish()
    }
    pending = nil
  }

  /// Leaves nothing of it.
  package func giveUp() {
    pending?.giveUp()
    pending = nil
  }

  private func begun() throws(ExportFile.Refusal) -> PendingFile {
    if let pending { return pending }
    let begun = try file.begin()
    pending = begun
    return begun
  }

  private func attempt(_ body: () throws(ExportFile.Refusal) -> Void) throws(OutputFailure) {
    do throws(ExportFile.Refusal) { try body() } catch { throw OutputFailure(error.diagnostic) }
  }
}

extension ExportFile.Refusal {
  /// It as it is told where no line of a script is to blame.
  var diagnostic: Diagnostic { Diagnostic(.error, code, message, at: nil, notes: notes) }
}
