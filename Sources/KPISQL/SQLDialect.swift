import KPIEngine

/// How an engine says what engines say differently.
///
/// A conforming type holds no state of a statement. Where a rule says "moment" it is a time of the company's wall clock, in
/// whatever form the engine compares such times.
package protocol SQLDialect: Sendable {
  /// The bytes that a name may have; nil without a limit.
  var nameLimit: Int? { get }
  /// Whether a table's rows have numbers that say where they stand.
  var hasRowNumbers: Bool { get }

  /// What begins a part of the statement that reads a table: its columns are made once for each row.
  var once: String { get }
  /// Whether the rows of a union have a type that holds those of all its parts; not with every engine that speaks the dialect.
  var unitesTypes: Bool { get }
  /// What the columns of `values` are called, before their number.
  var firstValues: String { get }

  // MARK: Names and texts

  /// A name as the statement writes it, quoted where it has to be.
  func identifier(_ name: String) -> String
  /// A table of the database, which no part of the statement is taken for.
  func table(_ name: String) -> String
  /// A text's literal.
  func literal(_ text: String) throws(SQLRefusal) -> String
  /// The literals of a key as an answer writes it.
  func key(_ text: String, of type: SQLType) throws(SQLRefusal) -> [String]
  /// The literal of a key that is a whole number.
  func key(_ number: Int64, of type: SQLType) throws(SQLRefusal) -> String

  // MARK: Conditions

  /// A condition as a value: 1, 0, or null.
  func value(ofCondition condition: String) -> String
  /// The condition that such a value is 1.
  func isTrue(_ value: String) -> String
  /// True where the condition does not hold, for null too.
  func complement(_ condition: String) -> String
  /// Whether two values are the same, null like any other.
  func same(_ lhs: String, _ rhs: String) -> String
  /// Whether two values are not the same, null like any other.
  func different(_ lhs: String, _ rhs: String) -> String
  func contains(_ text: String, _ literal: String) -> String
  func starts(_ text: String, _ literal: String) -> String

  // MARK: Order

  /// A term of an order, with the place of null written out: last where asked so, else first going up and last going down.
  func order(_ value: String, descending: Bool, nullsLast: Bool) -> String

  // MARK: Moments

  /// The moment that a day begins.
  func start(of day: Int) -> String
  /// The same, of days beyond the calendar too.
  func boundary(_ day: Int) -> String
  func time(day: Int, millisecond: Int) -> String
  /// The number of a moment's day: that of a Monday is divisible by seven.
  func dayNumber(_ time: String) -> String
  /// The same number of a day.
  func dayNumber(_ day: Int) -> String
  /// The month that holds a moment, counted from year 0.
  func monthNumber(_ time: String) -> String
  func year(_ time: String) -> String
  /// Month and day, which sort as they follow each other in a year.
  func monthAndDay(_ time: String) -> String
  /// Seconds since some moment.
  func seconds(_ time: String) -> String
  func time(_ time: String, plusSeconds seconds: Int) -> String
  /// So many months on, on the last day of the month where it has not the day.
  func time(_ time: String, plusMonths months: Int) -> String
  /// 0 … 23.
  func hour(_ time: String) -> String
  /// 1 for Monday … 7.
  func weekday(_ time: String) -> String

  // MARK: Numbers

  /// Nothing, where a column of that kind must stand.
  func null(_ kind: SQLKind) -> String
  /// A whole number that is reckoned with.
  func whole(_ number: Int64) -> String
  /// A number as floating point.
  func floating(_ number: String) -> String
  /// What of a number that is not negative is whole.
  func wholePart(_ number: String) -> String
  func quotient(_ lhs: String, _ rhs: String) -> String
  /// A quotient of whole numbers without what is behind the point.
  func wholeQuotient(_ lhs: String, _ rhs: Int) -> String
  /// A quotient of numbers of which one has a point, the second never 0.
  func fraction(_ lhs: String, _ rhs: String) -> String
  /// The mean of a group's values.
  func average(_ value: String) -> String
  /// To so many decimals, halves away from zero.
  func rounded(_ number: String, places: Int) -> String
  /// The lesser or greater of two, of one and null the one.
  func pick(_ lhs: String, _ rhs: String, greatest: Bool) -> String
  /// The lesser or greater of two that are there.
  func bound(_ lhs: String, _ rhs: String, greatest: Bool) -> String
  /// Several values as one, null where one is.
  func combination(_ parts: [String]) -> String
  /// A value that only tells others apart, of whatever type.
  func token(_ value: String) -> String

  // MARK: Columns as they are stored

  /// Any value as text.
  func text(_ column: SQLColumn) throws(SQLRefusal) -> String
  /// A key as text.
  func keyText(_ column: SQLColumn) throws(SQLRefusal) -> String
  /// A key that links lead to.
  func key(_ column: SQLColumn) throws(SQLRefusal) -> String
  /// The condition that a key is not composed, so that another one may be the same; nil where that is not asked.
  func isUncomposed(_ column: SQLColumn) -> String?
  /// What leads to a key of that type.
  func link(_ column: SQLColumn, to key: SQLType) throws(SQLRefusal) -> String
  /// Numbers, and texts that are numbers through and through; null for anything else.
  func number(_ column: SQLColumn) throws(SQLRefusal) -> String
  /// A moment, out of what a column holds.
  ///
  /// - Parameters:
  ///   - zone: the company's.
  ///   - name: how the statement calls its table.
  func time(
    _ column: SQLColumn, _ format: ColumnSpec.TimeFormat, zone: ZoneTable, called name: String
  ) throws(SQLRefusal) -> String
  /// What a text that stands for a key becomes, of the rows with it.
  func lookup(_ text: String, from table: String, where condition: String) -> String
  /// What a subquery selects that has one row at most and stands for its value.
  func only(_ value: String) -> String
  /// Since when the company's clocks have been so far ahead of UTC, from when Unix time begins on; nil where times are
  /// told without such a table.
  func table(of zone: ZoneTable, today: Int) -> String?
}

extension SQLDialect {
  package func isUncomposed(_ column: SQLColumn) -> String? { nil }

  package var nameLimit: Int? { nil }
  package var once: String { "as" }
  package var unitesTypes: Bool { true }
  package var firstValues: String { "column" }

  package func complement(_ condition: String) -> String { "(\(condition)) is not true" }
  package func weekday(_ time: String) -> String { "\(dayNumber(time)) % 7 + 1" }
  package func wholeQuotient(_ lhs: String, _ rhs: Int) -> String { "\(lhs) / \(rhs)" }
  package func fraction(_ lhs: String, _ rhs: String) -> String { "\(lhs) / \(rhs)" }
  package func only(_ value: String) -> String { value }

  /// A number of so many decimals.
  func decimal(_ coefficient: Int64, scale: Int) -> String {
    let digits = CivilDate.padded(0, scale + 1) + "\(coefficient.magnitude)"
    let whole = digits.dropLast(scale).drop { $0 == "0" }
    let sign = coefficient < 0 ? "-" : ""
    return sign + (whole.isEmpty ? "0" : whole) + (scale > 0 ? "." + digits.suffix(scale) : "")
  }

  /// A name without quotes where it is plain, else in those.
  func quoted(_ name: String, unless reserved: Set<String>, in quote: Unicode.Scalar = "\"") -> String {
    let isPlain =
      name.unicodeScalars.allSatisfy { $0 == "_" || ("a"..."z").contains($0) || ("0"..."9").contains($0) }
      && !(name.unicodeScalars.first.map { ("0"..."9").contains($0) } ?? true) && !reserved.contains(name)
    return isPlain ? name : wrapped(name, in: quote)
  }

  /// A text between marks, those inside doubled.
  func wrapped(_ text: String, in mark: Unicode.Scalar) -> String {
    var written = String.UnicodeScalarView([mark])
    for scalar in text.unicodeScalars {
      if scalar == mark { written.append(mark) }
      written.append(scalar)
    }
    written.append(mark)
    return String(written)
  }

  /// The digits of a moment.
  func digits(day: Int, millisecond: Int) -> String {
    let (second, rest) = (millisecond / 1_000, millisecond % 1_000)
    let parts = [second / 3_600, second / 60 % 60, second % 60].map { CivilDate.padded($0, 2) }
    return "\(CivilDate(dayNumber: day).iso) \(parts.joined(separator: ":")).\(CivilDate.padded(rest, 3))"
  }
}

extension ZoneTable {
  /// Since when clocks have been so far ahead of UTC: nil for as long as Unix time lasts.
  ///
  /// From when Unix time begins to ten years after today: no database of a CRM has instants beyond.
  func stretches(today: Int) -> [(since: Int64?, ahead: Int32)] {
    let last = Int64(today + 3_653) * 86_400
    var stretches: [(since: Int64?, ahead: Int32)] = []
    for (since, ahead) in zip([.min] + transitions, offsets) where since <= last {
      if since <= 0 { stretches = [] }
      stretches.append((since <= 0 ? nil : since, ahead))
    }
    return stretches
  }
}
