/// Codes that are kept as narrow as those seen so far allow: 8, 16, then 32 bits.
final class CodeVector {
  private var narrow: RawVector<UInt8>? = RawVector()
  private var middle: RawVector<UInt16>?
  private var wide: RawVector<UInt32>?
  private(set) var count = 0

  @inline(__always)
  func append(_ code: UInt32) {
    count &+= 1
    if let narrow, code <= 0xFF {
      narrow.append(UInt8(truncatingIfNeeded: code))
    } else if let middle, code <= 0xFFFF {
      middle.append(UInt16(truncatingIfNeeded: code))
    } else if let wide {
      wide.append(code)
    } else {
      widen(for: code)
    }
  }

  private func widen(for code: UInt32) {
    if let narrow, code <= 0xFFFF {
      let wider = RawVector<UInt16>(capacity: narrow.count * 2)
      for index in 0..<narrow.count { wider.append(UInt16(narrow[index])) }
      wider.append(UInt16(truncatingIfNeeded: code))
      self.narrow = nil
      middle = wider
    } else {
      let wider = RawVector<UInt32>(capacity: (count - 1) * 2)
      if let narrow { for index in 0..<narrow.count { wider.append(UInt32(narrow[index])) } }
      if let middle { for index in 0..<middle.count { wider.append(UInt32(middle[index])) } }
      wider.append(code)
      narrow = nil
      middle = nil
      wide = wider
    }
  }

  /// Calls `body` with each position and code.
  @inline(__always)
  func forEach(_ body: (Int, Int) -> Void) {
    if let narrow {
      for index in 0..<narrow.count { body(index, Int(narrow.base[index])) }
    } else if let middle {
      for index in 0..<middle.count { body(index, Int(middle.base[index])) }
    } else if let wide {
      for index in 0..<wide.count { body(index, Int(wide.base[index])) }
    }
  }
}

/// Whole numbers or nulls, in 32 bits until a number needs 64.
final class IntegerVector {
  private var narrow: RawVector<Int32>? = RawVector()
  private var wide: RawVector<Int64>?
  private(set) var count = 0

  var isWide: Bool { wide != nil }

  /// Appends a number other than `Int64.min`, which stands for null.
  @inline(__always)
  func append(_ number: Int64) {
    count &+= 1
    if let narrow {
      // The least number stands for null, so it needs the greater width.
      if let short = Int32(exactly: number), short != .min {
        narrow.append(short)
        return
      }
      if number == .min {
        narrow.append(.min)
        return
      }
      widen(narrow)
    }
    wide?.append(number)
  }

  @inline(__always)
  func appendNull() { append(.min) }

  private func widen(_ narrow: RawVector<Int32>) {
    let wider = RawVector<Int64>(capacity: narrow.count * 2)
    for index in 0..<narrow.count { wider.append(narrow[index] == .min ? .min : Int64(narrow[index])) }
    self.narrow = nil
    wide = wider
  }

  /// `Int64.min` is null.
  subscript(index: Int) -> Int64 {
    if let narrow { return narrow[index] == .min ? .min : Int64(narrow[index]) }
    return wide?[index] ?? .min
  }

  /// Calls `body` with each position and number; `Int64.min` is null.
  @inline(__always)
  func forEach(_ body: (Int, Int64) -> Void) {
    if let narrow {
      for index in 0..<narrow.count {
        let number = narrow.base[index]
        body(index, number == .min ? .min : Int64(number))
      }
    } else if let wide {
      for index in 0..<wide.count { body(index, wide.base[index]) }
    }
  }

  /// Multiplies every number by `factor`; false, with nothing changed, where one would not fit.
  func scale(by factor: Int64) -> Bool {
    let scaled = IntegerVector()
    for index in 0..<count {
      let number = self[index]
      if number == .min {
        scaled.appendNull()
        continue
      }
      let (product, overflows) = number.multipliedReportingOverflow(by: factor)
      if overflows || product == .min { return false }
      scaled.append(product)
    }
    narrow = scaled.narrow
    wide = scaled.wide
    return true
  }
}
