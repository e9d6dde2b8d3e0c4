/// Codes that are kept as narrow as those seen so far allow: 8, 16, then 32 bits.
///
/// One block of memory and no reference in it: an append must not count references.
final class CodeVector {
  // SAFETY: `block` holds `count` codes of `width` bytes; only this class writes them, one thread at a time has it.
  private let block = RawBlock()
  private var width = 1
  private(set) var count = 0

  @inline(__always)
  func append(_ code: UInt32) {
    if width == 1, code <= 0xFF {
      block.reserve(count &+ 1)
      block.base.storeBytes(of: UInt8(truncatingIfNeeded: code), toByteOffset: count, as: UInt8.self)
      count &+= 1
    } else {
      appendWide(code)
    }
  }

  private func appendWide(_ code: UInt32) {
    if width < 4, code > 0xFFFF { widen(to: 4) } else if width < 2 { widen(to: 2) }
    block.reserve((count + 1) * width)
    if width == 2 {
      block.base.storeBytes(of: UInt16(truncatingIfNeeded: code), toByteOffset: count * 2, as: UInt16.self)
    } else {
      block.base.storeBytes(of: code, toByteOffset: count * 4, as: UInt32.self)
    }
    count += 1
  }

  private func widen(to wider: Int) {
    block.reserve(count * wider)
    // From the end, so that no code is overwritten before it is moved.
    for index in stride(from: count - 1, through: 0, by: -1) {
      let code = UInt32(self[index])
      if wider == 2 {
        block.base.storeBytes(of: UInt16(truncatingIfNeeded: code), toByteOffset: index * 2, as: UInt16.self)
      } else {
        block.base.storeBytes(of: code, toByteOffset: index * 4, as: UInt32.self)
      }
    }
    width = wider
  }

  subscript(index: Int) -> Int {
    precondition(index >= 0 && index < count, "outside the vector")
    switch width {
    case 1: return Int(block.base.load(fromByteOffset: index, as: UInt8.self))
    case 2: return Int(block.base.load(fromByteOffset: index * 2, as: UInt16.self))
    default: return Int(block.base.load(fromByteOffset: index * 4, as: UInt32.self))
    }
  }

  /// Calls `body` with each position and code.
  @inline(__always)
  func forEach(_ body: (Int, Int) -> Void) {
    let base = block.base
    switch width {
    case 1: for index in 0..<count { body(index, Int(base.load(fromByteOffset: index, as: UInt8.self))) }
    case 2: for index in 0..<count { body(index, Int(base.load(fromByteOffset: index * 2, as: UInt16.self))) }
    default: for index in 0..<count { body(index, Int(base.load(fromByteOffset: index * 4, as: UInt32.self))) }
    }
  }
}

/// Whole numbers or nulls, in 32 bits until a number needs 64.
final class IntegerVector {
  // SAFETY: as `CodeVector`, with numbers of 4 or 8 bytes.
  private let block = RawBlock()
  private(set) var isWide = false
  private(set) var count = 0

  /// Appends a number; `Int64.min` stands for null.
  @inline(__always)
  func append(_ number: Int64) {
    // The least number of a width stands for null, so it needs the greater width.
    if !isWide, number > Int64(Int32.min), number <= Int64(Int32.max) {
      put(Int32(truncatingIfNeeded: number))
    } else if !isWide, number == .min {
      put(Int32.min)
    } else {
      appendWide(number)
    }
  }

  @inline(__always)
  func appendNull() { append(.min) }

  @inline(__always)
  private func put(_ number: Int32) {
    block.reserve((count &+ 1) &* 4)
    block.base.storeBytes(of: number, toByteOffset: count &* 4, as: Int32.self)
    count &+= 1
  }

  private func appendWide(_ number: Int64) {
    if !isWide {
      block.reserve(count * 8)
      // From the end, so that no number is overwritten before it is moved.
      for index in stride(from: count - 1, through: 0, by: -1) {
        block.base.storeBytes(of: self[index], toByteOffset: index * 8, as: Int64.self)
      }
      isWide = true
    }
    block.reserve((count + 1) * 8)
    block.base.storeBytes(of: number, toByteOffset: count * 8, as: Int64.self)
    count += 1
  }

  /// `Int64.min` is null.
  subscript(index: Int) -> Int64 {
    precondition(index >= 0 && index < count, "outside the vector")
    if isWide { return block.base.load(fromByteOffset: index * 8, as: Int64.self) }
    let number = block.base.load(fromByteOffset: index * 4, as: Int32.self)
    return number == .min ? .min : Int64(number)
  }

  /// Calls `body` with each position and number; `Int64.min` is null.
  @inline(__always)
  func forEach(_ body: (Int, Int64) -> Void) {
    let base = block.base
    if isWide {
      for index in 0..<count { body(index, base.load(fromByteOffset: index * 8, as: Int64.self)) }
    } else {
      for index in 0..<count {
        let number = base.load(fromByteOffset: index * 4, as: Int32.self)
        body(index, number == .min ? .min : Int64(number))
      }
    }
  }

  /// Forgets all numbers.
  func removeAll() {
    count = 0
    isWide = false
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
    removeAll()
    scaled.forEach { _, number in append(number) }
    return true
  }
}
