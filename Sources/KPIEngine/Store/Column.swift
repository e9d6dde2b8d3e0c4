/// One column of an entity.
///
/// Every column has `rowCount + 1` slots: slot 0 is the *null row*, whose every value is null, and a link that
/// leads nowhere points at it. So a value is fetched through any path of links without a branch. Real rows are
/// 1 … rowCount.
package enum Column: Sendable {
  /// Dictionary codes; 0 is null.
  case text(Codes, dictionary: Int)
  /// Row numbers in the target entity; 0 is null.
  case link(Buffer<Int32>, target: Int)
  /// Whole numbers.
  case integer(Integers)
  /// Exact decimals: value = stored ÷ 10^scale, 1 ≤ scale ≤ 4.
  case decimal(Integers, scale: Int)
  /// Floating point; NaN is null.
  case real(Buffer<Double>)
  /// Local calendar day and milliseconds since it began.
  case time(TimeColumn)

  package var byteCount: Int {
    switch self {
    case .text(let codes, _): codes.byteCount
    case .link(let rows, _): rows.byteCount
    case .integer(let numbers), .decimal(let numbers, _): numbers.byteCount
    case .real(let numbers): numbers.byteCount
    case .time(let time): time.byteCount
    }
  }
}

/// Dictionary codes in the narrowest width that holds them.
package enum Codes: Sendable {
  case bits8(Buffer<UInt8>)
  case bits16(Buffer<UInt16>)
  case bits32(Buffer<UInt32>)

  package subscript(row: Int) -> Int {
    switch self {
    case .bits8(let codes): Int(codes[row])
    case .bits16(let codes): Int(codes[row])
    case .bits32(let codes): Int(codes[row])
    }
  }

  package var byteCount: Int {
    switch self {
    case .bits8(let codes): codes.byteCount
    case .bits16(let codes): codes.byteCount
    case .bits32(let codes): codes.byteCount
    }
  }
}

/// Whole numbers in the narrowest width that holds them; the width's least value is null.
package enum Integers: Sendable {
  case bits32(Buffer<Int32>)
  case bits64(Buffer<Int64>)

  /// The number in `row`; nil where it is null.
  package subscript(row: Int) -> Int64? {
    switch self {
    case .bits32(let numbers): numbers[row] == .min ? nil : Int64(numbers[row])
    case .bits64(let numbers): numbers[row] == .min ? nil : numbers[row]
    }
  }

  package var byteCount: Int {
    switch self {
    case .bits32(let numbers): numbers.byteCount
    case .bits64(let numbers): numbers.byteCount
    }
  }
}

/// Times as local day numbers (days since 1970-01-01) and milliseconds since the day began (see `Stamp`).
package struct TimeColumn: Sendable {
  /// `Int32.min` is null.
  package static let null = Int32.min

  package let days: Buffer<Int32>
  /// 0 ..< `Stamp.perDay`; nil where every value is a bare date (0).
  package let milliseconds: Buffer<Int32>?

  package init(days: Buffer<Int32>, milliseconds: Buffer<Int32>?) {
    self.days = days
    self.milliseconds = milliseconds
  }

  package var byteCount: Int { days.byteCount + (milliseconds?.byteCount ?? 0) }
}
