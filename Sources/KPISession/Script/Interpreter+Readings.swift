import KPILanguage

extension Interpreter {
  /// What a statement means whose words can be read in several ways: the one reading that can be bound.
  ///
  /// Where several can be, that is reported and nil; where none can, it is as it was read first.
  func reading(of statement: Statement) throws(Halt) -> Statement? {
    guard !statement.others.isEmpty else { return statement }
    let readings = ([statement] + statement.others).map { reading in
      var alone = reading
      alone.others = []
      return alone
    }
    var sound: [Statement] = []
    for reading in readings where try isSound(reading) { sound.append(reading) }
    guard sound.count > 1 else { return sound.first ?? readings[0] }
    log.error(
      "ambiguous-reading", "this can be read in \(sound.count) ways", at: statement.span,
      label: "write \(Message.either(sound.map { "`\(spelled($0))`" }) ?? "")")
    return nil
  }

  private func isSound(_ statement: Statement) throws(Halt) -> Bool {
    let checker = Interpreter(.checking, world: world, state: state, sink: nil)
    try checker.perform(statement)
    return checker.log.firstError == nil
  }

  /// A statement as it is written, with `_` in place of the blanks in its names.
  private func spelled(_ statement: Statement) -> String {
    var text = Array(world.sources.text(of: statement.span).utf8)
    for span in statement.namesOfWords {
      for place in span.start - statement.span.start..<span.end - statement.span.start where text[place] == 32 {
        text[place] = UInt8(ascii: "_")
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
