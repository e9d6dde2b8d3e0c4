/// One column of an entity.
///
/// Every column has `rowCount + 1` slots: slot 0 is the *null row*, whose every value is null, and a link that
/// leads nowhere points at it. So a value is fetched through any path of links without a branch. Real rows are
/// 1 … rowCount.
package enum Column: Sendable {
  /// Dictionary codes; 0 is null.
  case text(Codes, dictionary: Int)
  /// Row numbers in the target entity, in the narrowest width that holds how many rows it has; 0 is null.
  case link(Codes, target: Int)
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

/// Dictionary codes, or row numbers, in the narrowest width that holds them.
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

  package var count: Int {
    switch self {
    case .bits8(let codes): codes.count
    case .bits16(let codes): codes.count
    case .bits32(let codes): codes.count
    }
  }

  /// What `body` makes of each, in the same width, which must hold it.
  func mapped(_ body: (Int) -> Int) -> Codes {
    switch self {
    case .bits8(let codes): .bits8(codes.mapped { UInt8(truncatingIfNeeded: body(Int($0))) })
    case .bits16(let codes): .bits16(codes.mapped { UInt16(truncatingIfNeeded: body(Int($0))) })
    case .bits32(let codes): .bits32(codes.mapped { UInt32(truncatingIfNeeded: body(Int($0))) })
    }
  }
}

/// Whole numbers in the narrowest width that holds them; the width's least value is null.
package enum Integers: Sendable {
  case bits32(Buffer<Int32>)
  case bits64(Buffer<Int64>)
  /// One more from row to row, as most keys are: only the first is kept.
  case run(NumberRun)
  case near(NearNumbers)

  /// The number in `row`; nil where it is null.
  package subscript(row: Int) -> Int64? {
    switch self {
    case .bits32(let numbers): numbers[row] == .min ? nil : Int64(numbers[row])
    case .bits64(let numbers): numbers[row] == .min ? nil : numbers[row]
    case .run(let run): run[row]
    case .near(let numbers): numbers[row]
    }
  }

  package var byteCount: Int {
    switch self {
    case .bits32(let numbers): numbers.byteCount
    case .bits64(let numbers): numbers.byteCount
    case .run: 0
    case .near(let numbers): numbers.byteCount
    }
  }

  /// Whether it is the same memory.
  func isSame(as other: Integers) -> Bool {
    switch (self, other) {
    case (.bits32(let own), .bits32(let other)): own === other
    case (.bits64(let own), .bits64(let other)): own === other
    case (.near(let own), .near(let other)): own.least === other.least
    default: false
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
