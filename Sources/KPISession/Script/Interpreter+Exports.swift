import KPIEngine
import KPILanguage
import KPIOutput

/// `| export "f.csv"`.
extension Interpreter {
  /// Writes tables to a file; while a script is only checked, whether it could be written.
  ///
  /// - Parameter tables: nil where they are not known yet.
  func export(_ tables: [ResultTable]?, to name: Expression, excel: Bool) throws(Halt) {
    guard let text = try fileName(name), let format = format(of: text, excel, name.span) else { return }
    if let tables, tables.count > 1, !format.holdsSeveral {
      let others = OutputFormat.endings.filter { OutputFormat(ending: $0)?.holdsSeveral == true }
      log.error(
        "many-tables",
        "a file that ends in `.\(format.ending ?? "")` holds one table, this question has \(tables.count)",
        at: name.span, notes: ["\(Message.list(others.map { Message(written: "`.\($0)`") })) hold several"])
      return
    }
    let parquetProgram = format == .parquet ? world.environment.program("duckdb") : nil
    if format == .parquet, parquetProgram == nil {
      let refusal = ExportFile.Refusal.noParquetProgram
      log.error(refusal.code, refusal.message, at: name.span, notes: refusal.notes)
      return
    }
    let rows = tables?.reduce(0) { $0 + $1.rows.count }
    let language = state.language
    try write(text, name.span, rows: rows) { file, receive in
      var options = OutputOptions(language: language)
      options.scratchFolder = file.scratchFolder
      options.parquetProgram = parquetProgram
      try format.write(tables ?? [], options, receive: receive)
    }
  }

  /// The name of a file to write; nil where it comes when the script runs and is checked then, or was a mistake.
  func fileName(_ name: Expression) throws(Halt) -> String? {
    guard let datum = try found(context.evaluator().evaluate(name), name.span) else { return nil }
    if case .text(let text)? = datum.value {
      let last = text.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
      // Such a file would be hidden, and the next one without a name would take its place.
      guard last.hasPrefix("."), !last.dropFirst().contains(".") else { return text }
      log.error(
        "bad-ending", "`\(shown(text))` is an ending without a name", at: name.span,
        notes: ["in a name `{…}` is empty where its value is not there"])
      return nil
    }
    if world.options.isReadOnly { log.error("not-allowed", "with --read-only nothing is written", at: name.span) }
    return nil
  }

  /// Writes a file of some rows; while a script is only checked, whether it could be written.
  ///
  /// - Parameter rows: how many; nil where they are not known yet.
  func write(
    _ text: String, _ span: Span, rows: Int?,
    _ body: (_ file: ExportFile, _ receive: @escaping ([UInt8]) throws -> Void) throws -> Void
  ) throws(Halt) {
    guard !world.options.isReadOnly else {
      log.error("not-allowed", "with --read-only nothing is written, `\(shown(text))` neither", at: span)
      return
    }
    do throws(ExportFile.Refusal) {
      let file = try ExportFile(text, below: world.options.outputFolder ?? ".", in: world.environment)
      // In a block it may never be written.
      if isChecking, blockDepth > 0 { return }
      if file.isThere, !world.options.overwrites, isChecking || !isConfirmed(text) {
        log.error(
          "file-exists", "`\(shown(text))` exists already", at: span,
          notes: ["`--force` lets exports replace files"])
        return
      }
      guard !isChecking, let rows else { return }
      do {
        try file.write { receive in
          try body(file) { [world] bytes in
            if world.isStopped() { throw ExportFile.Refusal(code: "interrupted", message: "interrupted") }
            try receive(bytes)
          }
        }
      } catch {
        throw ExportFile.Refusal(error, name: text)
      }
      sink?.note(
        rows == 1 ? "wrote `\(shown(text))`: 1 row" : "wrote `\(shown(text))`: \(rows) rows", in: state.language)
    } catch {
      if world.isStopped() { throw world.stop() }
      log.error(error.code, error.message, at: span, notes: error.notes)
    }
  }

  /// Whether whoever sits at the prompt lets a file be replaced.
  private func isConfirmed(_ name: String) -> Bool {
    notesChanges && sink?.confirms("`\(shown(name))` exists already. Replace it?") == true
  }

  /// The form that a file's ending asks for; nil where it asks for none, which is reported.
  private func format(of name: String, _ excel: Bool, _ span: Span) -> OutputFormat? {
    let ending = FileEnding.of(name)
    if let format = OutputFormat(ending: ending, isForExcel: excel) { return format }
    if excel {
      log.error("bad-ending", "`excel` is for files that end in `.csv`", at: span)
    } else {
      log.report(FileEnding.unknown(name, at: span))
    }
    return nil
  }
}

/// What stands behind the last point of a file's name.
enum FileEnding {
  /// The ending in lower case; empty where there is none.
  static func of(_ name: String) -> String {
    let file = name.split(separator: "/").last ?? ""
    return file.lastIndex(of: ".").map { file[file.index(after: $0)...].lowercased() } ?? ""
  }

  /// That an ending is none of a format.
  static func unknown(_ name: String, at span: Span?) -> Diagnostic {
    Diagnostic(
      .error, "bad-ending", "the ending of `\(shown(name))` names no form of file", at: span,
      label: DidYouMean.label(for: of(name), among: OutputFormat.endings),
      notes: ["endings are \(OutputFormat.endings.map { "`.\($0)`" }.joined(separator: ", "))"])
  }
}
