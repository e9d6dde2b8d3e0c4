extension Scalar {
  /// A function of values: the same in a metric, of rows, in a pipe and in a script.
  ///
  /// What holds of it wherever it stands is said here, once; `CellEvaluator.call` reckons it for one value, `Resolver` for
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

    package var family: Family {
      switch self {
      case .least, .greatest: .choice
      case .absolute, .round: .number
      case .days, .weeks, .hours, .months, .calendarMonths: .distance
      case .later: .moment
      }
    }

    /// The unit that its result has, whatever its operands have; months stand below a ratio (money per month) as bare
    /// numbers.
    package var unit: String? { self == .days ? "days" : nil }

    /// Whether it gives whole numbers: always, never, or (nil) where all operands are whole.
    package var isWhole: Bool? {
      switch self {
      case .days, .weeks, .calendarMonths, .round(places: 0): true
      case .hours, .months, .later: false
      case .least, .greatest, .absolute, .round: nil
      }
    }

    /// Whether its result never falls where an operand rises.
    package var isMonotonic: Bool {
      switch self {
      case .least, .greatest, .round, .later: true
      case .absolute, .days, .weeks, .hours, .months, .calendarMonths: false
      }
    }

    /// How a plan names it.
    package var word: String {
      switch self {
      case .calendarMonths: "calendar_months"
      case .absolute: "abs"
      case .round(let places): places == 0 ? "round" : "round \(places)"
      case .later(let shift): "later \(shift.word)"
      case .days, .weeks, .hours, .months, .least, .greatest: "\(self)"
      }
    }
  }
}
