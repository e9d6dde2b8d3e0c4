import KPICompiler
import KPIEngine
import KPILanguage

extension Session {
  /// What does here what a command of another program does; an empty entry takes it.
  package func meantCommand(for text: String) -> String? {
    suggestion = Mender.command(for: text)
    return suggestion
  }

  /// Diagnostics with the corrected line, where there is one: of the first mistakes of a text, each of its own line.
  func mended(_ diagnostics: [Diagnostic], isPrompt: Bool = false) -> [Diagnostic] {
    var mended = diagnostics
    var seen: [String: String?] = [:]
    // A line in which several values are unknown is not sound with one of them mended.
    let unknown = diagnostics.filter { $0.code == "unknown-value" || $0.code == "unknown-key" }.compactMap(\.span)
    let onOneLine = Dictionary(grouping: Set(unknown), by: lineStart).mapValues(\.count)
    for index in mended.indices {
      let diagnostic = mended[index]
      if diagnostic.code == "unknown-column", diagnostic.label?.isText("write `{0}`") == true {
        // Which number of a row is drilled into is told beside the mark.
        if isPrompt { suggestion = diagnostic.label?.english.split(separator: "`").dropFirst().first.map(String.init) }
        continue
      }
      if diagnostic.code == "unknown-value" || diagnostic.code == "unknown-key" {
        if let span = diagnostic.span, onOneLine[lineStart(of: span), default: 0] > 1 { continue }
        mend(&mended[index], isPrompt) { LooseValues.written($0) }
        continue
      }
      // A name before a bracket is a function's: the rest of the line is as it is meant.
      if diagnostic.code == "unknown-function", mend(&mended[index], isPrompt, by: { $0 }) { continue }
      // A table that cannot be drawn was asked for rightly.
      guard diagnostic.severity == .error, diagnostic.code != "no-picture",
        ExitStatus(code: diagnostic.code) == .mistake,
        let span = diagnostic.span, let line = world.sources.line(of: span)
      else { continue }
      if let known = seen[line] {
        if let fixed = known { mended[index].drop(whatContradicts: fixed) }
        continue
      }
      guard seen.count < 3 else { continue }
      let mender = Mender(world: world, state: state, words: names, isPrompt: isPrompt, cache: vocabularyCache)
      let command = (isPrompt ? Mender.command(for: line) : nil).map(Mender.Found.init)
      let found = command ?? mender.found(for: line)
      seen[line] = .some(found?.line)
      guard let found else {
        if diagnostic.code == "unknown-statement", let example = mender.example(of: line) {
          mended[index].notes = ["a question comes first, as in `\(example)`; a clause alone goes on from the last one"]
        } else if let missing = mender.missing(in: line) {
          mended[index].notes.removeAll { $0 == "`help` lists the statements" }
          mended[index].notes.append(missing.note)
        } else if diagnostic.code == "unknown-statement", diagnostic.label == nil, let note = mender.notUnderstood(line)
        {
          mended[index].notes.insert(note, at: 0)
        }
        continue
      }
      let fixed = found.line
      mended[index].drop(whatContradicts: fixed)
      // The whole line says more than a guess at one word of it.
      if mended[index].label?.isText("did you mean {0}?") == true { mended[index].label = nil }
      mended[index].notes.removeAll { $0 == "`help` lists the statements" }
      if let other = mender.otherLine(for: line, beside: fixed) {
        // Which of the two is meant is not for Enter to say.
        mended[index].notes.append("write `\(fixed)` where the day comes first, `\(other)` where the month does")
        continue
      }
      mended[index].notes.append(isPrompt ? "write `\(fixed)`, or press Enter for it" : "write `\(fixed)`")
      if let all = found.all {
        mended[index].notes.append("that counts the new ones of the period; `\(all)` counts all there are at its end")
      }
      if let missing = mender.missing(in: line), fixed.contains(missing.expression) {
        mended[index].notes.append(missing.note)
      }
      if isPrompt { suggestion = fixed }
    }
    // A quote that opens a text in what was typed (`haven't`) opens none in the line that is meant.
    let fixed = Set(seen.compactMap { $0.value == nil ? nil : $0.key })
    mended.removeAll { diagnostic in
      guard diagnostic.code == "unclosed-text", let span = diagnostic.span else { return false }
      return world.sources.line(of: span).map(fixed.contains) ?? false
    }
    return mended
  }

  /// Where the line of a span begins.
  private func lineStart(of span: Span) -> Span {
    let start = span.start - (world.sources.column(of: span) ?? 0)
    return Span(span.source, start, start)
  }

  /// Adds the line with what is near in place of what was written, where just one is and the line is sound then.
  @discardableResult
  private func mend(_ diagnostic: inout Diagnostic, _ isPrompt: Bool, by written: (String) -> String) -> Bool {
    let isGuess = ["nearest: {0}", "did you mean {0}?"].contains { diagnostic.label?.isText($0) == true }
    guard isGuess, let span = diagnostic.span,
      let line = world.sources.line(of: span), let start = world.sources.column(of: span),
      let near = diagnostic.label?.english.split(separator: "`"), (2...3).contains(near.count)
    else { return false }
    let mender = Mender(world: world, state: state, words: names, isPrompt: isPrompt, cache: vocabularyCache)
    let wrong = start..<(start + span.end - span.start)
    guard let fixed = mender.line(line, replacing: wrong, with: written(String(near[1]))) else { return false }
    diagnostic.notes.append(isPrompt ? "write `\(fixed)`, or press Enter for it" : "write `\(fixed)`")
    if isPrompt { suggestion = fixed }
    return true
  }
}

extension Diagnostic {
  /// Without a guess beside the marked text that the whole line offered does not hold.
  fileprivate mutating func drop(whatContradicts fixed: String) {
    let isGuess =
      label?.isText("did you mean {0}?") == true || code == "bad-date" && label?.isText("write `{0}`") == true
    guard isGuess, let guess = label?.english.split(separator: "`").dropFirst().first else { return }
    if !fixed.contains(guess) { label = nil }
  }
}
