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
      Self.diagnostic(name, value, unit: unit, from: least)
    }
  }

  /// What is wrong with a value: that it is no number, no whole one, one of something, or too small or too great.
  private static func diagnostic(_ name: Name, _ value: Value, unit: String?, from least: Int) -> Diagnostic {
    let variable = "$" + shown(name.text)
    let told = shown(value.plainText)
    switch value {
    case .null:
      return Diagnostic(
        "bad-count", "`\(variable)` has no value, and a whole number from \(least) to 1,000,000 is taken here",
        at: name.span)
    case .text(let text):
      let isNumber = Int(text.filter { $0 != "_" }) != nil
      return Diagnostic(
        "bad-count",
        "`\(variable)` is the text `\(told)`, and a whole number from \(least) to 1,000,000 is taken here",
        at: name.span,
        notes: isNumber ? ["a number is written without quotes: `\(told)`"] : [])
    default: break
    }
    if unit == nil, let number = value.asWhole {
      return Diagnostic(
        "bad-count",
        number < Int64(least)
          ? "`\(variable)` is `\(told)`, and at least \(least) is taken here"
          : "`\(variable)` is `\(told)`, and at most 1,000,000 is taken here",
        at: name.span)
    }
    let suffix = unit.map { $0 == "%" ? "%" : " \($0)" } ?? ""
    return Diagnostic(
      "bad-count",
      "`\(variable)` is `\(told)\(suffix)`, and a whole number from \(least) to 1,000,000 is taken here", at: name.span,
      notes: unit == nil && value.number != nil ? ["`round(\(variable), 0)` is a whole number"] : [])
  }
}

extension Diagnostic {
  /// Nothing is nearer than not at all.
  package static func negativeTolerance(_ name: Name) -> Diagnostic {
    Diagnostic("bad-tolerance", "`$\(shown(name.text))` is less than 0, and a tolerance is 0 or more", at: name.span)
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

extension Compiler {
  /// The number of a quantity, of a share that of its percent; nil where its variable holds none, which has then been
  /// reported.
  ///
  /// - Parameter sample: what it is while a script is only checked and a variable's value comes when it runs.
  func number(_ quantity: Quantity, sample: Double, _ report: (Diagnostic) -> Void) -> Double? {
    guard case .variable(let name) = quantity else {
      if case .written(let literal) = quantity { return literal.value.number }
      return nil
    }
    switch variable(name.text) {
    case .undefined: report(Count.Failure.undefined(name).diagnostic)
    case .table: report(Count.Failure.isTable(name).diagnostic)
    case .unknown: return sample
    case .value(let value, let unit, let percent):
      let isPlain = unit == nil || unit == "%"
      if isPlain, let number = (percent ?? value).number { return number }
      report(
        Diagnostic(
          "not-a-number",
          "`$\(shown(name.text))` is `\(shown(value.plainText))\(unit.map { " \($0)" } ?? "")`, and a number is taken here",
          at: name.span))
    }
    return nil
  }
}

extension Value {
  /// A whole number of any size; nil for fractions and everything else.
  fileprivate var asWhole: Int64? {
    if case .integer(let number) = self { return number }
    return number.flatMap(Int64.init(exactly:))
  }

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
