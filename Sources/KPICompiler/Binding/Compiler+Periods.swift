import KPIEngine
import KPILanguage

extension Compiler {
  /// A period's days; nil where it was no period, which has then been reported.
  func unit(of period: Period, earliest: () -> Int?, _ report: (Diagnostic) -> Void) -> FrameUnit? {
    let binder = PeriodBinder(today: context.today, variable: variable)
    do throws(PeriodBinder.Failure) {
      return try binder.unit(period, earliest: earliest)
    } catch {
      report(error.diagnostic(at: period.span))
      return nil
    }
  }
}

extension Compiler {
  /// Whether a period hangs on a variable whose value comes only when the script runs.
  func isUnknown(_ period: Period) -> Bool {
    func isUnknown(_ name: Name) -> Bool { if case .unknown = variable(name.text) { true } else { false } }
    func isUnknown(_ count: Count) -> Bool {
      if case .variable(let name, _) = count { isUnknown(name) } else { false }
    }
    func isUnknown(_ moment: Moment) -> Bool {
      if case .variable(let name) = moment.base, isUnknown(name) { return true }
      return moment.offsets.contains { isUnknown($0.span.count) }
    }
    switch period.kind {
    case .variable(let name): return isUnknown(name)
    case .unit(_, let moment?), .within(let moment): return isUnknown(moment)
    case .range(let from, let to): return isUnknown(from) || isUnknown(to)
    case .last(let count, _): return isUnknown(count)
    case .unit(_, nil), .previous, .this, .today, .yesterday, .all: return false
    }
  }
}

extension PeriodBinder.Failure {
  func diagnostic(at span: Span) -> Diagnostic {
    switch self {
    case .unknownVariable(let name):
      Diagnostic("unknown-variable", "there is no variable `$\(name.text)`", at: name.span)
    case .notADate(let name):
      Diagnostic("not-a-period", "`$\(name.text)` is neither a date nor a period", at: name.span)
    case .notACount(let failure): failure.diagnostic
    case .reversed(let first, let last):
      Diagnostic(
        "reversed-period",
        "the period ends on \(CivilDate(dayNumber: last).iso), before it begins on \(CivilDate(dayNumber: first).iso)",
        at: span)
    case .noDays: Diagnostic("empty-period", "a period has at least one unit, and at most 100,000", at: span)
    case .several(let unit, let first, let last):
      Diagnostic(
        "bad-period",
        "\(CivilDate(dayNumber: first).iso) – \(CivilDate(dayNumber: last).iso) lies in more than one `\(unit.told)`",
        at: span, notes: ["`in` takes all days of a date or a unit: `in 2023-Q3`, `in $p`"])
    case .beyondDates:
      Diagnostic("bad-period", "a date lies in the years 1 to 9999", at: span)
    case .outOfRange:
      Diagnostic("bad-period", "a period is counted in days, weeks, months, quarters or years", at: span)
    }
  }
}

extension Period {
  /// Whether it is `all`.
  var isAll: Bool { if case .all = kind { true } else { false } }
}
