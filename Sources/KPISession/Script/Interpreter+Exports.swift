import KPIEngine
import KPILanguage
import KPIOutput

/// `| export "f.csv"`.
extension Interpreter {
  /// Writes a table to a file; while a script is only checked, whether it could be written.
  func export(_ table: ResultTable?, to name: Expression, excel: Bool) throws(Halt) {
    guard let datum = try found(context.evaluator().evaluate(name), name.span) else { return }
    // A name that comes when the script runs is checked then.
    guard case .text(let text)? = datum.value, let format = format(of: text, excel, name.span) else { return }
    guard !world.options.isReadOnly else {
      log.error(
        "not-allowed", "with --read-only nothing is written, `\(shown(text))` neither", at: name.span)
      return
    }
    do throws(ExportFile.Refusal) {
      let file = try ExportFile(text, below: world.options.outputFolder ?? ".", in: world.environment)
      // In a block it may never be written.
      if isChecking, blockDepth > 0 { return }
      if file.isThere, !world.options.overwrites, isChecking || !isConfirmed(text) {
        log.error(
          "file-exists", "`\(shown(text))` exists already", at: name.span,
          notes: ["`--force` lets exports replace files"])
        return
      }
      guard !isChecking, let table else { return }
      try write(table, to: file, format, text)
      let count = table.rows.count
      sink?.note(
        count == 1 ? "wrote `\(shown(text))`: 1 row" : "wrote `\(shown(text))`: \(count) rows", in: state.language)
    } catch {
      if world.isStopped() { throw world.stop() }
      log.error(error.code, error.message, at: name.span, notes: error.notes)
    }
  }

  private func write(
    _ table: ResultTable, to file: ExportFile, _ format: ExportFormat, _ name: String
  ) throws(ExportFile.Refusal) {
    do {
      try file.write { receive in
        try format.write(table, language: state.language == .vi ? .vi : .en) { [world] bytes in
          if world.isStopped() { throw ExportFile.Refusal(code: "interrupted", message: "interrupted") }
          try receive(bytes)
        }
      }
    } catch let refusal as ExportFile.Refusal {
      throw refusal
    } catch {
      throw ExportFile.Refusal(code: "cannot-export", message: "cannot write `\(shown(name))`: \("\(error)")")
    }
  }

  /// Whether whoever sits at the prompt lets a file be replaced.
  private func isConfirmed(_ name: String) -> Bool {
    notesChanges && sink?.confirms("`\(shown(name))` exists already. Replace it?") == true
  }

  /// The form that a file's ending asks for; nil where it asks for none, which is reported.
  private func format(of name: String, _ excel: Bool, _ span: Span) -> ExportFormat? {
    let file = name.split(separator: "/").last ?? ""
    let ending = file.lastIndex(of: ".").map { file[file.index(after: $0)...].lowercased() } ?? ""
    if let format = ExportFormat(ending: ending, isForExcel: excel) { return format }
    let endings = ExportFormat.endings.map { "`.\($0)`" }.joined(separator: ", ")
    if ending == "xlsx" {
      log.error(
        "not-yet", "`.xlsx` is not in this version yet", at: span,
        notes: ["a spreadsheet opens `export \"\(shown(String(name.dropLast(5)))).csv\" excel`"])
    } else if excel {
      log.error("bad-ending", "`excel` is for files that end in `.csv`", at: span)
    } else {
      log.error(
        "bad-ending", "the ending of `\(shown(name))` names no form of file", at: span,
        label: DidYouMean.label(for: ending, among: ExportFormat.endings), notes: ["endings are \(endings)"])
    }
    return nil
  }
}
