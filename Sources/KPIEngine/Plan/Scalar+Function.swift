extension Scalar {
  /// A function of values: the same in a metric, of rows, in a pipe and in a script.
  ///
  /// What holds of it wherever it stands is said here, in one line (`facts`); `CellEvaluator.call` reckons it for one value, `Resolver` for
  /// blocks of rows.
  package enum Function: Hashable, Sendable {
    /// Calendar days, ISO weeks, hours, months (days ÷ 30.4375) between two times.
    case days, weeks, hours, months
    /// From the one's month of the calendar to the other's.
    case calendarMonths
    case least, greatest, absolute
    /// To so many decimals, halves away from zero.
    case round(places: Int)
    /// A time moved: hours are elapsed ones, of days and longer units the clock on the wall stays.
    case later(TimeShift)

    /// What a function makes of its operands.
    package enum Family: Hashable, Sendable {
      /// One of them: of their type, in their unit.
      case choice
      /// A number in the unit of its only one.
      case number
      /// The distance between two times.
      case distance
      /// A time of its only one.
      case moment
    }

    /// What holds of it wherever it stands: whether it gives whole numbers always, never, or (nil) where all operands are
    /// whole, and whether its result never falls where an operand rises.
    private var facts: (family: Family, isWhole: Bool?, isMonotonic: Bool, word: String) {
      switch self {
      case .days: (.distance, true, false, "days")
      case .weeks: (.distance, true, false, "weeks")
      case .hours: (.distance, false, false, "hours")
      case .months: (.distance, false, false, "months")
      case .calendarMonths: (.distance, true, false, "calendar_months")
      case .least: (.choice, nil, true, "least")
      case .greatest: (.choice, nil, true, "greatest")
      case .absolute: (.number, nil, false, "abs")
      case .round(let places): (.number, places == 0 ? true : nil, true, places == 0 ? "round" : "round \(places)")
      case .later(let shift): (.moment, false, true, "later \(shift.word)")
      }
    }

    package var family: Family { facts.family }

    package var isWhole: Bool? { facts.isWhole }

    package var isMonotonic: Bool { facts.isMonotonic }

    /// How a plan names it.
    package var word: String { facts.word }

    /// The unit that its result has, whatever its operands have; months stand below a ratio (money per month) as bare
    /// numbers.
    package var unit: String? { self == .days ? "days" : nil }
  }
}
