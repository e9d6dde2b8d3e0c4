/// A name as written, with its place.
package struct Name: Sendable, Hashable {
  /// The text in NFC, without back quotes.
  package var text: String
  package var span: Span
  /// Written in back quotes, so never a keyword.
  package var isQuoted: Bool

  package init(_ text: String, _ span: Span, isQuoted: Bool = false) {
    self.text = text
    self.span = span
    self.isQuoted = isQuoted
  }
}

/// A dotted path of names: `customer.source`, `orders.amount`.
package struct Path: Sendable, Hashable {
  package var names: [Name]

  package init(_ names: [Name]) { self.names = names }

  package var text: String { names.map(\.text).joined(separator: ".") }
  package var span: Span? {
    guard let first = names.first, let last = names.last else { return nil }
    return first.span.through(last.span)
  }
}

/// An exact decimal number, `coefficient × 10^-scale`.
///
/// `500M`, `2 tỷ` and `1_000` are already multiplied out.
package struct NumberLiteral: Sendable, Hashable {
  package var coefficient: Int64
  package var scale: Int
  /// Written with `%`; the coefficient is as written (15 for `15%`).
  package var isPercent: Bool

  package init(coefficient: Int64, scale: Int = 0, isPercent: Bool = false) {
    self.coefficient = coefficient
    self.scale = scale
    self.isPercent = isPercent
  }
}

/// A calendar unit that a period, a grain or a span is counted in.
package enum CalendarUnit: String, Sendable, Hashable, CaseIterable {
  case hour, day, week, month, quarter, year, weekday
}

/// A checked calendar literal: `2023-09-06`, `2023-W36`, `2023-09`, `2023-Q3`, `2023`.
package enum DateLiteral: Sendable, Hashable {
  case day(year: Int, month: Int, day: Int)
  case week(year: Int, week: Int)
  case month(year: Int, month: Int)
  case quarter(year: Int, quarter: Int)
  case year(Int)
}

/// `8 days`, `36 hours`, `1 year`.
package struct TimeSpan: Sendable, Hashable {
  package var count: Count
  package var unit: CalendarUnit

  package init(_ count: Count, _ unit: CalendarUnit) {
    self.count = count
    self.unit = unit
  }
}

/// A part of an interpolated text.
package enum TextPart: Sendable, Hashable {
  case literal(String)
  /// `{$m}`, `{$m as 0.0}`.
  case expression(Expression, TextFormat?)
}

/// How a number is written in a text: `{$m as plain}`, `{$m as 0.0}`, `{$m as 0.0 tr}`.
package struct TextFormat: Sendable, Hashable {
  /// Digits behind the point; nil writes it so that it can be read again, without grouping and unit.
  package var decimals: Int?
  /// What it is counted in, as it was written: `k`, `M`, `B`, `tr`, `tỷ`; nil for ones.
  package var scale: String?
  /// The power of ten that this is.
  package var power = 0

  package init(decimals: Int?, scale: String? = nil, power: Int = 0) {
    (self.decimals, self.scale, self.power) = (decimals, scale, power)
  }
}

/// An operator with two sides; the raw value is how it is written.
package enum BinaryOperator: String, Sendable, Hashable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and, or
  case contains
  case startsWith = "starts with"
}

/// An expression or a condition, with its place in the text.
package struct Expression: Sendable, Hashable {
  /// What an expression is.
  package indirect enum Kind: Sendable, Hashable {
    case number(NumberLiteral)
    /// `'…'`, or `"…"` without interpolation.
    case text(String)
    case interpolation([TextPart])
    case boolean(Bool)
    case null
    case date(DateLiteral)
    /// `today`, `yesterday` as a date.
    case relativeDay(Int)
    /// `6 months` after `+`, `-`, or as an argument of `rolling`, `ago`.
    case span(TimeSpan)
    /// A name or a path; right of a comparison it may turn out to be a bare value.
    case path(Path)
    /// `(employee)`: a path in brackets, which is never a value.
    case bracketed(Expression)
    case variable(Name)
    case negate(Expression)
    case not(Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// `A [not] in (x, y)`.
    case inList(Expression, [Expression], negated: Bool)
    /// `closed_at [not] in 2023-06`: a time inside a period.
    case inPeriod(Expression, Period, negated: Bool)
    case between(Expression, Expression, Expression)
    case isNull(Expression, negated: Bool)
    /// `within 2% of X`, `within $t of X` right of a comparison.
    case tolerance(Quantity, Expression)
    case call(Call)
    /// `[M PERIOD where …]`.
    case metricValue(MetricValue)
    /// `$t["Facebook"]`.
    case index(Expression, Expression)
    /// `$t.total`, `$t["Facebook"].revenue`.
    case member(Expression, Name)
  }

  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// A function or an aggregate with the clauses that an aggregate may carry inside its brackets.
///
/// `count(distinct orders.customer where status = placed)` has `function` count, `isDistinct`, one argument and `condition`.
package struct Call: Sendable, Hashable {
  /// When a per-subject aggregate looks, seen from the question's period P or the row.
  package enum TimeWord: Sendable, Hashable { case beforePeriod, beforeThis, upToPeriod, ever, inPrevious }

  package var function: Name
  package var arguments: [Expression] = []
  package var isDistinct = false
  /// `count(first E per customer)`.
  package var isFirst = false
  /// `avg(X of E …)`.
  package var of: Path?
  /// `count(each E.LINK …)`, `avg(X each E.LINK …)`.
  package var each: Path?
  package var condition: Expression?
  /// `at opened_at`.
  package var time: Path?
  /// `while A .. B`.
  package var whileFrom: Expression?
  package var whileTo: Expression?
  /// `overlaps P` after `while`.
  package var overlaps = false
  /// `per customer`.
  package var per: Path?
  package var timeWord: TimeWord?
  package var having: Expression?

  package init(function: Name) { self.function = function }
}

/// `[M PERIOD where …]`.
package struct MetricValue: Sendable, Hashable {
  package var metric: Expression
  package var period: Period?
  package var condition: Expression?
}

/// A period as written; the calendar is reckoned when it is bound.
package struct Period: Sendable, Hashable {
  /// The forms of a period.
  package indirect enum Kind: Sendable, Hashable {
    /// `month 2023-09`; without a literal the current one.
    case unit(CalendarUnit, Moment?)
    /// `in 2023-09`.
    case within(Moment)
    case range(from: Moment, to: Moment)
    /// `last 7 days`, the running one included.
    case last(Count, CalendarUnit)
    /// `previous month`, `last month`.
    case previous(CalendarUnit)
    case this(CalendarUnit)
    case today
    case yesterday
    case all
    /// `$p` where a period may stand.
    case variable(Name)
  }

  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// A date in a period: a literal, a variable, or `today ± span`.
package struct Moment: Sendable, Hashable {
  /// What a date is reckoned from.
  package enum Base: Sendable, Hashable {
    case literal(DateLiteral)
    case today
    case variable(Name)
  }

  package var base: Base
  /// `- 6 months`: the spans to add, each with its sign.
  package var offsets: [Offset]
  package var span: Span

  /// A span to add or take away.
  package struct Offset: Sendable, Hashable {
    package var isNegative: Bool
    package var span: TimeSpan

    package init(isNegative: Bool, span: TimeSpan) {
      self.isNegative = isNegative
      self.span = span
    }
  }

  package init(_ base: Base, offsets: [Offset] = [], _ span: Span) {
    self.base = base
    self.offsets = offsets
    self.span = span
  }
}
