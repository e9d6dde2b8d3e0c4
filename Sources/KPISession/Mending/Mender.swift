import KPICompiler
import KPIEngine
import KPILanguage

/// Finds the line of the language that a line with mistakes means.
///
/// A line is offered only after it was checked like any other: it parses, its names and values are there, and it can be
/// planned. Where a word is not understood, or what was understood cannot be asked, none is offered.
struct Mender {
  let world: SessionWorld
  let state: SessionState
  /// The names of several words.
  let words: NameTable
  /// A clause alone goes on from the last question.
  var isPrompt = false
  /// What names and values were looked up for the lines before.
  let cache: VocabularyCache

  /// A line that may be meant.
  struct Found {
    var line: String
    /// The line that counts all there are, where an entity's name alone was taken for those that are new.
    var all: String?

    init(_ line: String) { self.line = line }

    init(_ question: LooseQuestion) {
      line = question.text
      guard let all = question.allOfThem else { return }
      var other = question
      other.subjects = [all]
      self.all = other.text
    }
  }

  /// The corrected line; nil where none is sure.
  func found(for written: String) -> Found? {
    let text = written.trimmed
    guard !text.isEmpty, text.utf8.count <= 1_000,
      var found = candidates(for: text).first(where: { $0.line != text && isSound($0.line) })
    else { return nil }
    found.line = inOneLanguage(found.line)
    found.all = found.all.flatMap { isSound($0) ? inOneLanguage($0) : nil }
    return found
  }

  /// A Vietnamese line with its functions and names in Vietnamese, too: `đếm(đơn_hàng …)`; itself where it has no others.
  private func inOneLanguage(_ line: String) -> String {
    let written = LooseWord.words(of: line)
    guard LooseReader.isVietnamese(line, written), let (names, _) = vocabulary, let model = state.model else {
      return line
    }
    let isForeign = written.indices.contains { place in
      let word = written[place]
      guard word.kind == .word, word.text.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
      let isCall = FunctionNames.vietnamese[word.text] != nil && line.contains("\(word.text)(")
      let label = names.label(of: word.text) ?? names.metric(named: word.text)?.label
      return isCall || label.map { $0 != word.text } ?? false
    }
    guard isForeign else { return line }
    let pairs =
      model.catalog.isBuiltIn
      ? BuiltInModel.pairs
      : NamePairs(parse(Source(name: model.modelName, text: model.modelText), id: SourceID(0)).statements)
    let source = Source(name: "mended", text: line)
    guard
      let told = try? KPILanguage.format(
        source, id: world.sources.add(source), names: words, language: .vi, pairs: pairs,
        keepsHeadings: false)
    else { return line }
    let text = told.text.split(separator: "\n").map { String($0).trimmed }.joined(separator: " ")
    return isSound(text) ? text : line
  }

  /// The other line that an English one may mean, where its dates can be read with the month first; nil where they cannot.
  func otherLine(for written: String, beside line: String) -> String? {
    guard let monthFirst = LooseDate.withMonthFirst(written.trimmed, today: world.today(state)) else { return nil }
    let other = isSound(monthFirst) ? monthFirst : found(for: monthFirst)?.line
    return other == line ? nil : other
  }

  /// A line with other words in place of some that mean nothing; nil where it is not sound either.
  func line(_ line: String, replacing wrong: Range<Int>, with words: String) -> String? {
    let bytes = Array(line.utf8)
    guard wrong.lowerBound >= 0, wrong.upperBound <= bytes.count else { return nil }
    let before = String(decoding: bytes[..<wrong.lowerBound], as: UTF8.self)
    let fixed = before + words + String(decoding: bytes[wrong.upperBound...], as: UTF8.self)
    return isSound(fixed) ? fixed : nil
  }

  /// What does here what a command of another program does.
  static func command(for text: String) -> String? {
    let plain = fold(text.trimmed)
    if let command = LooseWords.commands[plain] { return command }
    let words = plain.split(separator: " ").map(String.init)
    guard words.count == 2, let command = LooseWords.commandsWithName[words[0]] else { return nil }
    let name = text.trimmed.split(separator: " ").last.map(String.init) ?? words[1]
    if command != ".format" { return "\(command) \(name)" }
    return LooseWords.formats[words[1]].map { "\(command) \($0)" }
  }

  /// A whole question with a clause that stands alone; nil where a line is none.
  func example(of clause: String) -> String? {
    guard state.lastQuestion == nil, let catalog = state.model?.catalog, let metric = catalog.metricOrder.first,
      let names = catalog.metrics[metric]
    else { return nil }
    return clauses(clause.trimmed, lastPeriod: nil).lazy.compactMap { clause -> String? in
      guard !clause.clauses.isEmpty else { return nil }
      var question = clause
      question.subjects = [names.name.text]
      return question.text
    }.first { isSound($0) }
  }

  /// A number that is known by a name and that the model has not, though it has what that is made of.
  func missing(in written: String) -> LooseConcept.Missing? {
    guard let (names, _) = vocabulary else { return nil }
    let words = LooseWord.words(of: written.trimmed)
    let isVietnamese = LooseReader.isVietnamese(written, words)
    let saysROI = words.contains { $0.text == "ROI" }
    let said = " \(LooseWord.inContext(words.flatMap(\.expanded)).map(\.plain).joined(separator: " ")) "
    let found = LooseConcept.all.compactMap { concept -> (length: Int, missing: LooseConcept.Missing)? in
      // `lâu rồi` is no ROI.
      let phrases = concept.phrases.filter { said.contains(" \($0) ") && !(isVietnamese && $0 == "roi" && !saysROI) }
      guard let phrase = phrases.max(by: { $0.count < $1.count }),
        let expression = names.concepts[concept.name]
      else { return nil }
      let own = isVietnamese ? inOneLanguage("\(Keyword.show.entry.vietnamese[0]) \(expression)") : nil
      let text = own.flatMap { $0.split(separator: " ", maxSplits: 1).last.map(String.init) } ?? expression
      return (phrase.count, LooseConcept.Missing(concept: concept, expression: text, isVietnamese: isVietnamese))
    }
    return found.max { $0.length < $1.length }?.missing
  }

  /// What is told of a line that is not understood: the word that keeps it from that, and what the others ask.
  func notUnderstood(_ written: String) -> Message? {
    if let refused = refused(written.trimmed) { return refused }
    guard let (names, values) = vocabulary,
      let stuck = LooseReader.stuck(written.trimmed, names: names, values: values, today: world.today(state))
    else { return nil }
    guard let word = stuck.word else { return "each of these words is known, but not what they ask together" }
    guard let rest = stuck.rest?.text, isSound(rest) else { return "`\(word)` is not understood here" }
    return "`\(word)` is not understood here; the rest asks `\(inOneLanguage(rest))`"
  }

  /// Lines that may be meant, the likeliest first; each is looked for when those before it were not the one.
  private func candidates(for text: String) -> AnySequence<Found> {
    let plain = fold(text)
    for phrase in LooseWords.help where plain.hasPrefix(phrase + " ") {
      let verb = LooseWords.vietnameseHelp.contains(phrase) ? "trợ giúp" : "help"
      return AnySequence([Found("\(verb) \(text.dropFirst(phrase.count + 1))")])
    }
    if plain.hasPrefix("select ") || plain.hasPrefix("with ") && plain.contains(" select ") {
      let query = text.trimmedSemicolon
      // What the database itself cannot read asks for the model's names.
      // Who may not use `sql` has the database asked nothing.
      if world.login(state) == nil, let database = state.model?.database,
        (try? database.query("explain \(query)", isCancelled: world.isStopped)) != nil
      {
        return AnySequence([Found("sql '\(query.replacing("'", with: "''"))'")])
      }
    }
    if let export = Export(text) {
      if isSound(export.question) { return AnySequence([Found(export.line(export.question))]) }
      return AnySequence(candidates(for: export.question).lazy.map { Found(export.line($0.line)) })
    }
    if let line = LooseFormula.line(text) { return candidates(for: line) }
    guard let (names, values) = vocabulary else { return AnySequence([]) }
    let today = world.today(state)
    if let alert = LooseReader.alert(text, names: names, values: values, today: today) {
      return AnySequence([Found(alert)])
    }
    let mended = [Self.withPoints(text), LikePattern.replaced(in: text)].compactMap(\.self).map(Found.init)
    let questions = LooseReader.read(text, names: names, values: values, today: today)
      .lazy.flatMap { question in
        AnySequence([{ [question] }, { names.siblings(of: question) }].lazy.flatMap { $0() }.map(Found.init))
      }
    let clauses = AnySequence { goingOn(text).lazy.map(Found.init).makeIterator() }
    // `per employee` goes on, though the word alone would ask what employees there are.
    let isClause = LooseWords.by.contains { plain.hasPrefix($0 + " ") }
    // Behind a question it is a clause of that, or nobody knows.
    let isOne = isClause && isPrompt && state.lastQuestion != nil
    let readings = isClause ? [clauses] + (isOne ? [] : [AnySequence(questions)]) : [AnySequence(questions), clauses]
    // What no reading has a place for is put together from its parts.
    let parts = AnySequence { (isOne ? AnySequence([]) : composed(text, names, values)).makeIterator() }
    return AnySequence(([AnySequence(mended)] + readings + [parts]).lazy.joined())
  }

  /// Lines made of the parts of a line, whatever their order.
  private func composed(_ text: String, _ names: LooseNames, _ values: LooseValues) -> AnySequence<Found> {
    AnySequence(
      LooseParts.questions(text, names: names, values: values, today: world.today(state))
        .lazy.flatMap { question in
          AnySequence([{ [question] }, { names.siblings(of: question) }].lazy.flatMap { $0() }.map(Found.init))
        })
  }

  /// The model's names and the data's values.
  private var vocabulary: (LooseNames, LooseValues)? {
    guard let catalog = state.model?.catalog else { return nil }
    return cache.vocabulary(of: CompletionCache.Sight(state, world)) {
      let compiler = try? StatementContext(world: world, state: state, log: DiagnosticLog(), isChecking: true)
        .compiler(at: Span(SourceID(0), 0, 0))
      // One more than is taken tells that a list is longer; a million customers are not gone through for a slip.
      let values = LooseValues(catalog) {
        compiler?.texts(ofAnyDimension: $0, limit: LooseValues.mostValues + 1) ?? []
      }
      return (LooseNames(catalog), values)
    }
  }

  /// What a text may be where it holds clauses alone.
  private func clauses(_ text: String, lastPeriod: PeriodPhrase?) -> AnySequence<LooseQuestion> {
    guard let (names, values) = vocabulary else { return AnySequence([]) }
    return LooseReader.read(
      text, names: names, values: values, today: world.today(state), isClause: true, lastPeriod: lastPeriod)
  }

  /// The last question with the clauses of a text; stages of a pipe alone go on from its table.
  private func goingOn(_ text: String) -> [String] {
    guard isPrompt, let last = state.lastQuestion, let (names, values) = vocabulary else { return [] }
    let before = LooseReader.read(last, names: names, values: values, today: world.today(state)).first { _ in true }
    return clauses(text, lastPeriod: before?.period).compactMap { clause in
      let (own, stages) = (clause.clauses, clause.stages)
      if own.isEmpty { return stages.isEmpty ? nil : stages }
      guard let full = GoingOn(names: words).question(after: last, with: own) else { return nil }
      return stages.isEmpty ? full : "\(full) \(stages)"
    }
  }

  /// A line with points for decimal commas, `0,7`; nil where it has none.
  private static func withPoints(_ text: String) -> String? {
    var letters = Array(text.unicodeScalars)
    var quote: Unicode.Scalar?
    var isChanged = false
    func isDigit(_ place: Int) -> Bool { letters.indices.contains(place) && ("0"..."9").contains(letters[place]) }
    for place in letters.indices {
      if let open = quote {
        if letters[place] == open { quote = nil }
      } else if "'\"`".unicodeScalars.contains(letters[place]) {
        quote = letters[place]
      } else if letters[place] == ",", isDigit(place - 1), isDigit(place + 1) {
        // `5,000` has thousands.
        let isThousands = isDigit(place + 2) && isDigit(place + 3) && !isDigit(place + 4)
        if isThousands, letters[place - 1] != "0" || isDigit(place - 2) { return nil }
        letters[place] = "."
        isChanged = true
      }
    }
    guard isChanged else { return nil }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: letters)
    return String(view)
  }

  /// Whether a line is one that can be asked as it stands.
  private func isSound(_ line: String) -> Bool { check(line).isSound }

  /// A value that is not there, or only something like it, is a mistake here: it is not what was meant.
  private func check(_ line: String) -> (isSound: Bool, mistake: Diagnostic?) {
    let source = Source(name: "mended", text: line)
    let parsed = parse(source, id: world.sources.add(source), names: words)
    guard parsed.diagnostics.isEmpty, parsed.statements.count == 1, let statement = parsed.statements.first else {
      return (false, parsed.diagnostics.first)
    }
    let checker = Interpreter(.checking, world: world, state: state, sink: nil)
    var isHalted = false
    do throws(Halt) {
      try checker.perform(statement)
    } catch {
      isHalted = true
    }
    let mistake = checker.log.diagnostics.first {
      $0.severity == .error || $0.severity == .warning && $0.code.hasPrefix("unknown")
    }
    return (!isHalted && mistake == nil, mistake)
  }

  /// Why a line cannot be asked, though all of it is understood.
  private func refused(_ text: String) -> Message? {
    guard let (names, values) = vocabulary else { return nil }
    let questions = LooseReader.read(text, names: names, values: values, today: world.today(state))
    guard let question = questions.first(where: { _ in true })?.text, let mistake = check(question).mistake else {
      return nil
    }
    let why = mistake.notes.first ?? mistake.message
    return "`\(inOneLanguage(question))` may be meant, which cannot be asked: \(why)"
  }
}

/// The names and values that lines were mended with, as long as they hold.
final class VocabularyCache {
  private var sight: CompletionCache.Sight?
  private var known: (LooseNames, LooseValues)?

  /// Forgets everything, as when something is declared.
  func forget() { (sight, known) = (nil, nil) }

  func vocabulary(
    of now: CompletionCache.Sight, _ make: () -> (LooseNames, LooseValues)
  ) -> (LooseNames, LooseValues) {
    if let known, sight == now { return known }
    let made = make()
    (sight, known) = (now, made)
    return made
  }
}

extension String {
  /// Without semicolons at its end.
  fileprivate var trimmedSemicolon: String {
    var text = trimmed[...]
    while text.last == ";" { text.removeLast() }
    return String(text)
  }
}
