import KPICompiler
import KPIEngine
import KPILanguage

/// `param`: a value that is given from outside, or the one that it has otherwise.
extension Interpreter {
  /// What a declaration says, looked up.
  fileprivate struct Parameter {
    var name: Name
    var label: String?
    var type: ParameterType?
    /// What it may be; nil where anything of its type does.
    var choices: [Value]?
    /// The dimension whose values it may be.
    var dimension: String?

    /// What it takes, for messages.
    var takes: Message {
      guard let choices else { return type?.description ?? dimension.map { "a value of `\($0)`" } ?? "a value" }
      if choices.isEmpty { return "a value that the data has, which has none" }
      let shown = choices.prefix(10).map { "`\(KPILanguage.shown(Datum.text($0)))`" }.joined(separator: ", ")
      if choices.count > 10 { return "one of \(shown), … (\(choices.count) values)" }
      return choices.count == 1 ? "\(shown)" : "one of \(shown)"
    }

    /// `-p month=2023-09`.
    var example: String {
      "-p \(name.text)=\(choices?.first.map(Datum.text) ?? type?.example ?? "…")"
    }
  }

  /// Reports parameters that are declared twice, and those that rest on each other; none of those has a value then.
  func checkParameters(in statements: [Statement]) {
    checkRepeatedParameters(in: statements)
    guard let cycle = parameterCycle(in: statements) else { return }
    let names = (cycle.names + cycle.names.prefix(1)).map { "`$\($0)`" }.joined(separator: " → ")
    log.report(
      Diagnostic(
        .error, "parameter-cycle", "parameters rest on each other: \(names)", at: cycle.span,
        notes: ["give one of them a value of its own"]))
    cyclicParameters = Set(cycle.names.map(Catalog.key))
  }

  private func checkRepeatedParameters(in statements: [Statement]) {
    var first: [String: Name] = [:]
    for case .parameter(let declaration) in statements.map(\.kind) {
      let name = declaration.name
      guard let other = first[Catalog.key(name.text)] else {
        first[Catalog.key(name.text)] = name
        continue
      }
      log.error(
        "duplicate-parameter", "parameter `\(shown(name.text))` is declared twice", at: name.span,
        notes: world.sources.place(of: other.span).map { ["the first is at \(shown($0))"] } ?? [])
    }
  }

  /// The first parameters that each rest on the next, the last on the first; nil where there are none.
  private func parameterCycle(in statements: [Statement]) -> (names: [String], span: Span)? {
    var uses: [String: (name: Name, others: [String])] = [:]
    var order: [String] = []
    for case .parameter(let declaration) in statements.map(\.kind) {
      let key = Catalog.key(declaration.name.text)
      guard uses[key] == nil else { continue }
      var written = declaration.initial.map { [$0.span] } ?? []
      if case .list(let choices)? = declaration.choices { written += choices.map(\.span) }
      uses[key] = (declaration.name, written.flatMap { variables(in: $0) })
      order.append(key)
    }
    for start in order {
      var path = [start]
      while let last = path.last, let next = uses[last]?.others.first(where: { uses[$0] != nil }) {
        if next == start {
          return uses[start].map { (path.compactMap { uses[$0]?.name.text }, $0.name.span) }
        }
        // A circle that does not lead back here is found from where it begins.
        if path.contains(next) { break }
        path.append(next)
      }
    }
    return nil
  }

  /// The keys of the variables in a stretch of the script.
  private func variables(in span: Span) -> [String] {
    let list = tokens(of: Source(name: "", text: world.sources.text(of: span)), id: SourceID(0))
    return list.tokens.filter { $0.kind == .variable }.map { Catalog.key(String(list.text($0).dropFirst())) }
  }

  func parameter(_ declaration: ParameterDeclaration, _ span: Span) throws(Halt) {
    guard blockDepth == 0 else {
      log.error("misplaced-statement", "a parameter stands by itself, in no block", at: span)
      return
    }
    let name = declaration.name
    let key = Catalog.key(name.text)
    state.parameters.insert(key)
    guard !cyclicParameters.contains(key), let (parameter, initial) = try described(declaration) else {
      define(name, .datum(.unknown))
      return
    }
    if let given = world.options.parameters.first(where: { Catalog.key($0.key) == key })?.value {
      define(name, .datum(value(given, for: parameter) ?? .unknown))
    } else if let initial {
      define(name, .datum(initial))
    } else {
      if !missesParameters {
        log.report(
          Diagnostic(
            "missing-parameter", "parameter `\(shown(name.text))` has no value", at: name.span,
            label: "it takes \(parameter.takes)",
            notes: parameter.notes + ["give it one with `\(parameter.example)`"]))
      }
      define(name, .datum(Datum(parameter.type?.kind ?? .any, nil)))
    }
  }

  /// A declaration looked up, and the value that it has otherwise; nil where a mistake was reported.
  private func described(_ declaration: ParameterDeclaration) throws(Halt) -> (Parameter, Datum?)? {
    var parameter = Parameter(name: declaration.name, label: declaration.label)
    if let type = declaration.type {
      parameter.type = ParameterType(rawValue: type.text.lowercased())
      guard parameter.type != nil else {
        let names = ParameterType.allCases.map(\.rawValue)
        log.error(
          "unknown-type", "there is no type `\(shown(type.text))`", at: type.span,
          label: DidYouMean.label(for: type.text, among: names),
          notes: [
            "types are \(Message.list(names.map { "`\(Message(named: $0, vietnamese: OurNames.vietnamese($0)))`" }))"
          ])
        return nil
      }
    }
    switch declaration.choices {
    case nil: break
    case .list(let expressions)?:
      var choices: [Value] = []
      for expression in expressions {
        guard let datum = datum(of: expression, parameter.type, context.evaluator(bareWords: true)) else { return nil }
        parameter.type = parameter.type ?? ParameterType(of: datum)
        guard check(datum, parameter, isChoice: true, at: expression.span) else { return nil }
        choices += [datum.value].compactMap { $0 }
      }
      parameter.choices = choices.count == expressions.count ? choices : nil
    case .values(let path)?:
      parameter.dimension = path.text
      // Where parameters are listed alone, what the data has is not known.
      if missesParameters, state.model == nil { break }
      guard let (kind, values) = try dataValues(of: path) else { return nil }
      parameter.type = parameter.type ?? ParameterType(of: Datum(kind, nil))
      parameter.choices = values
    }
    guard let written = declaration.initial else { return (parameter, nil) }
    guard let datum = initial(written, parameter.type, context) else { return nil }
    parameter.type = parameter.type ?? ParameterType(of: datum)
    guard check(datum, parameter, at: written.span) else { return nil }
    return (parameter, parameter.choice(for: datum) ?? datum)
  }

  /// What a parameter is that nothing or something was given for; nil where a mistake was reported.
  private func initial(
    _ written: ParameterDeclaration.Initial, _ type: ParameterType?, _ context: StatementContext
  ) -> Datum? {
    let evaluator = context.evaluator(bareWords: true)
    switch written {
    case .expression(let expression): return datum(of: expression, type, evaluator)
    case .period(let period): return evaluator.unit(of: period).map { Datum($0) }
    }
  }

  /// What a declaration has written; nil where a mistake was reported.
  private func datum(of expression: Expression, _ type: ParameterType?, _ evaluator: Evaluator) -> Datum? {
    if type?.readsYears == true, let year = expression.year { return Datum(year.value) }
    return evaluator.evaluate(expression)
  }

  /// Whether a value that the declaration has fits it; where not that is reported.
  private func check(_ datum: Datum, _ parameter: Parameter, isChoice: Bool = false, at span: Span) -> Bool {
    if parameter.type?.takes(datum) ?? true,
      isChoice || datum.value == nil || parameter.choices == nil || parameter.choice(for: datum) != nil
    {
      return true
    }
    log.error(
      "bad-parameter",
      "parameter `\(shown(parameter.name.text))` takes \(isChoice ? parameter.type?.description ?? "a value" : parameter.takes)",
      at: span)
    return false
  }

  /// The value of `-p name=text`; nil where it does not fit, which is reported.
  private func value(_ text: String, for parameter: Parameter) -> Datum? {
    if let datum = read(text, for: parameter), parameter.type?.takes(datum) ?? true {
      guard parameter.choices != nil else { return datum }
      if let choice = parameter.choice(for: datum) { return choice }
    }
    log.error(
      "bad-parameter",
      "parameter `\(shown(parameter.name.text))` takes \(parameter.takes), not `\(shown(text))`",
      at: parameter.name.span,
      label: parameter.choices.flatMap { DidYouMean.label(for: text, among: $0.map(Datum.text)) },
      notes: parameter.notes + ["give it with `\(parameter.example)`"])
    return nil
  }

  /// A text from outside as a value: read as an expression, as it stands where the parameter is a text; nil where it
  /// cannot be read.
  private func read(_ text: String, for parameter: Parameter) -> Datum? {
    if parameter.type == .text { return Datum(.text, .text(text.inNFC)) }
    let source = Source(name: "-p \(parameter.name.text)", text: text)
    guard let written = parseParameterValue(source, id: world.sources.add(source)) else {
      return parameter.type == nil ? Datum(.text, .text(text.inNFC)) : nil
    }
    // What is wrong with it is told of the parameter.
    return initial(written, parameter.type, apart)
  }

  /// What evaluates without telling what is wrong.
  var apart: StatementContext {
    StatementContext(world: world, state: state, log: DiagnosticLog(), isChecking: isChecking)
  }

  /// The values that the data has of a dimension, while a script is checked too; nil where a mistake was reported.
  private func dataValues(of path: Path) throws(Halt) -> (kind: Datum.Kind, values: [Value]?)? {
    guard let header = try values(of: path) else { return nil }
    guard isChecking else { return (header.kind, header.values) }
    guard state.model?.database != nil else { return (header.kind, nil) }
    let asker = Interpreter(.running, world: world, state: state, sink: nil)
    guard let found = try asker.values(of: path) else { return nil }
    return (found.kind, found.values)
  }

  // MARK: Lists

  /// What is told of a parameter without running anything.
  func line(of declaration: ParameterDeclaration) throws(Halt) -> [Value] {
    let described = try described(declaration)
    let initial = declaration.initial.map { world.sources.text(of: $0.span) }
    return [
      .text(declaration.name.text),
      described.map { .text($0.0.takes.text(in: state.language).filter { $0 != "`" }) } ?? .null,
      initial.map(Value.text) ?? .null, declaration.label.map(Value.text) ?? .null,
    ]
  }
}

fileprivate extension Interpreter.Parameter {
  /// What its label adds to a message.
  var notes: [Message] { label.map { ["it is “\(shown($0))”"] } ?? [] }

  /// The choice that a value means: as it is written, else ignoring case; nil where there is none.
  func choice(for datum: Datum) -> Datum? {
    guard let choices, let value = datum.value else { return nil }
    if let same = choices.first(where: { $0 == value || CellEvaluator.compare(.equal, $0, value) }) {
      return Datum(same)
    }
    guard case .text(let text) = value else { return nil }
    let near = choices.filter { Datum.text($0).lowercased() == text.lowercased() }
    return near.count == 1 ? Datum(near[0]) : nil
  }
}
