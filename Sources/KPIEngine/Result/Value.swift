/// A cell of a result.
package enum Value: Sendable, Hashable {
  case null
  case integer(Int64)
  /// `coefficient ÷ 10^scale`, exact.
  case decimal(Int64, scale: Int)
  case real(Double)
  case text(String)
  case boolean(Bool)
  /// A local day number.
  case date(Int)
  /// A local day number and a second of the day.
  case time(day: Int, second: Int)
  /// A time with milliseconds, or of a day on which clocks are changed.
  case moment(LocalMoment)
  /// A unit of a grain, by its first day (uncut): `2023-09`, `2023-W36`.
  case unit(Grain, day: Int)
  /// The groups beyond `top N with other`, taken together: a dimension cell that is no value of the data.
  ///
  /// `(other)` in JSON, CSV and pipes; in the output language on a terminal.
  case other
}

/// What one row of a grain stands for.
package enum Grain: String, Sendable, Hashable, CaseIterable {
  case day, week, month, quarter, year
}
