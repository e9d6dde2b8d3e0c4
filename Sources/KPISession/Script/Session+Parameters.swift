import KPIEngine
import KPILanguage

extension Session {
  /// Shows the parameters that scripts and what they import take; nothing is run.
  package func showParameters(of sources: [Source]) -> ExitStatus { DeepStack.run { listParameters(sources) } }

  private func listParameters(_ sources: [Source]) -> ExitStatus {
    world.startClock()
    let checker = Interpreter(.checking, world: world, state: state, sink: nil)
    checker.missesParameters = true
    var rows: [[Value]] = []
    do throws(Halt) {
      var loader = ScriptLoader(world, names: names)
      var statements: [Statement] = []
      for source in sources { statements += try loader.statements(of: source) }
      checker.take(loader)
      checker.checkParameters(in: statements)
      for statement in statements {
        switch statement.kind {
        case .parameter(let declaration):
          rows.append(try checker.line(of: declaration))
          try checker.perform(statement)
        // A value that a parameter has otherwise may rest on these; what values there are, on the database.
        case .letValue(let name, let expression):
          checker.define(name, .datum(checker.apart.evaluator().evaluate(expression) ?? .unknown))
        case .set, .open: try checker.perform(statement)
        default: break
        }
      }
    } catch {
      report(checker.log.diagnostics + error.diagnostics)
      return error.status
    }
    report(checker.log.diagnostics)
    if let error = checker.log.firstError { return ExitStatus(code: error.code) }
    // The script's own `set language` holds for what is told of it.
    let language = checker.state.language
    let headings = [("parameter", "tham số"), ("takes", "nhận"), ("default", "mặc định"), ("label", "nhãn")]
    let columns = headings.map { name, label in
      ResultColumn(name: name, label: language == .vi ? label : nil, kind: .value, type: .text)
    }
    do throws(OutputFailure) {
      var table = ResultTable(name: "params", columns: columns, rows: rows)
      table.title = language == .vi ? "tham số" : nil
      try sink.show(table, language: language)
      return .success
    } catch {
      return ended(by: error)
    }
  }
}
