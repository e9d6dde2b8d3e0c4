import KPIEngine
import KPILanguage

// Where the grammar takes a count, a variable of a whole number does too.

extension Count {
  /// What a variable is that should have been a count.
  package enum Failure: Error {
    case undefined(Name)
    case isTable(Name)
    /// Another value than a whole number from that one on.
    case other(Name, Value, unit: String?, from: Int)
  }

  /// What it is while a script is only checked and a variable's value comes when it runs: every report takes so many.
  private static let sample = 8

  /// The number.
  package func number(_ variable: (String) -> Compiler.Variable) throws(Failure) -> Int {
    guard case .variable(let name, let least) = self else {
      if case .written(let number) = self { return number }
      return 0
    }
    switch variable(name.text) {
    case .undefined: throw .undefined(name)
    case .table: throw .isTable(name)
    case .unknown(let values):
      var numbers: [Int] = []
      for value in values { numbers.append(try Self.number(value, unit: nil, of: name, from: least)) }
      return numbers.first ?? Self.sample
    case .value(let value, let unit, nil): return try Self.number(value, unit: unit, of: name, from: least)
    case .value(_, _, let percent?): throw .other(name, percent, unit: "%", from: least)
    }
  }

  private static func number(_ value: Value, unit: String?, of name: Name, from least: Int) throws(Failure) -> Int {
    guard unit == nil, let number = value.asCount, (least...most).contains(number) else {
      throw .other(name, value, unit: unit, from: least)
    }
    return number
  }
}

extension Count.Failure {
  package var diagnostic: Diagnostic {
    switch self {
    case .undefined(let name):
      Diagnostic("unknown-variable", "there is no variable `$\(shown(name.text))`", at: name.span)
    case .isTable(let name):
      Diagnostic(
        "table-as-value", "`$\(shown(name.text))` is a table, not a value", at: name.span,
        label: "a whole number is taken here")
    case .other(let name, let value, let unit, let least):
      Diagnostic(
        "bad-count",
        "`$\(shown(name.text))` is `\(shown(value.plainText))\(unit.map { " \($0)" } ?? "")`, and a whole number from \(least) to 1,000,000 is taken here",
        at: name.span)
    }
  }
}

extension Compiler {
  /// The number of a count; nil where its variable holds none, which has then been reported.
  func number(_ count: Count, _ report: (Diagnostic) -> Void) -> Int? {
    do throws(Count.Failure) {
      return try count.number(variable)
    } catch {
      report(error.diagnostic)
      return nil
    }
  }
}

extension Value {
  /// The whole number that it is; nil for fractions and everything else.
  fileprivate var asCount: Int? {
    switch self {
    case .integer(let number): return Int(exactly: number)
    case .decimal, .real:
      guard let number else { return nil }
      return Int(exactly: number)
    default: return nil
    }
  }
}
