import KPIEngine
import KPILanguage

// What the session needs of the binder's rules, for expressions outside of a model.

extension DateLiteral {
  /// The value that the literal is in an expression.
  package var value: Value { PeriodBinder.value(of: self) }
}

extension Period {
  /// The days of a period, from its first to the one after its last; nil where it is none, which is then reported.
  ///
  /// - Parameters:
  ///   - variable: what a variable is.
  ///   - report: takes the mistake.
  package func days(
    today: Int, variable: @escaping (String) -> Compiler.Variable, report: (Diagnostic) -> Void
  ) -> Range<Int>? {
    do throws(PeriodBinder.Failure) {
      let unit = try PeriodBinder(today: today, variable: variable).unit(self, earliest: { nil })
      return unit.start..<unit.end
    } catch {
      report(error.diagnostic(at: span))
      return nil
    }
  }
}

extension Period {
  /// The day, week, month … that a period is, as the value that it is in an expression; nil where it is none or several,
  /// which is then reported.
  package func unitValue(
    today: Int, variable: @escaping (String) -> Compiler.Variable, report: (Diagnostic) -> Void
  ) -> Value? {
    do throws(PeriodBinder.Failure) {
      let unit = try PeriodBinder(today: today, variable: variable).unit(self, earliest: { nil })
      if let grain = unit.grain { return grain == .day ? .date(unit.start) : .unit(grain, day: unit.start) }
      report(
        Diagnostic(
          "several-units", "a parameter is one day, week, month, quarter or year, and this period is none of them",
          at: span))
    } catch {
      report(error.diagnostic(at: span))
    }
    return nil
  }
}

extension CalendarUnit {
  /// The units that have a day among these, one after the other, each as the value that it is in an expression; nil for
  /// hours and weekdays.
  package func units(in days: Range<Int>) -> UnfoldSequence<Value, Int>? {
    guard let grain = Grain(self) else { return nil }
    return sequence(state: grain.start(of: days.lowerBound)) { start in
      guard start < days.upperBound else { return nil }
      defer { start = grain.adding(1, to: start) }
      return grain == .day ? .date(start) : .unit(grain, day: start)
    }
  }
}

extension Scalar.Arithmetic {
  /// The unit of a result of this operation; nil is a bare number.
  ///
  /// - Parameter numbers: what a side without a unit is, where it is written as a number.
  package func unit(_ lhs: String?, _ rhs: String?, numbers: (lhs: Double?, rhs: Double?)) -> String? {
    Units.combine(self, lhs, rhs, numbers: numbers)
  }

  /// Whether two units may be added or compared: the same, or one of them a bare number.
  package static func canAdd(_ lhs: String?, _ rhs: String?) -> Bool { Units.canAdd(lhs, rhs) }
}
