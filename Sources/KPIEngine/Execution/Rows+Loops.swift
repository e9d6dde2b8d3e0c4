/// Loops over the values of a block.
///
/// What is done to each value is put in place of its call: it must be written where the loop is asked for, and that in the
/// kernel's own closure. One that is handed in from outside the kernel would be called for every row.
extension Rows {
  @inline(__always)
  func each<Input, Output>(
    _ values: UnsafeMutablePointer<Input>, _ out: UnsafeMutablePointer<Output>, _ body: (Input) -> Output
  ) {
    for index in 0..<count { out[index] = body(values[index]) }
  }

  @inline(__always)
  func each<Left, Right, Output>(
    _ left: UnsafeMutablePointer<Left>, _ right: UnsafeMutablePointer<Right>, _ out: UnsafeMutablePointer<Output>,
    _ body: (Left, Right) -> Output
  ) {
    for index in 0..<count { out[index] = body(left[index], right[index]) }
  }
}

/// Two values of every row, side by side.
struct Sides<Input: BitwiseCopyable> {
  private let lhs: Fill<Input>
  private let rhs: Fill<Input>
  private let left = Scratch<Input>()
  private let right = Scratch<Input>()

  init(_ lhs: @escaping Fill<Input>, _ rhs: @escaping Fill<Input>) { (self.lhs, self.rhs) = (lhs, rhs) }

  @inline(__always)
  func each<Output>(_ rows: Rows, _ out: UnsafeMutablePointer<Output>, _ body: (Input, Input) -> Output) {
    let (left, right) = (left.base, right.base)
    lhs(rows, left)
    rhs(rows, right)
    rows.each(left, right, out, body)
  }

  /// 1 where it holds.
  @inline(__always)
  func flags(_ rows: Rows, _ out: UnsafeMutablePointer<UInt8>, _ holds: (Input, Input) -> Bool) {
    each(rows, out) { holds($0, $1) ? 1 : 0 }
  }
}

extension Sides<Int64> {
  /// The numbers of two sides, null where one of them is.
  ///
  /// The least of 64 bits, which means null, is beyond them too.
  ///
  /// - Parameter body: gives the number and whether it is beyond 64 bits; it is asked for nulls too, and not listened to.
  /// - Returns: whether any number is beyond.
  @inline(__always)
  func exact(
    _ rows: Rows, _ out: UnsafeMutablePointer<Int64>, _ body: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) -> Bool {
    var isBeyond = false
    each(rows, out) { left, right in
      let isNull = left == nullNumber || right == nullNumber
      let (number, overflow) = body(left, right)
      isBeyond = isBeyond || (overflow || number == nullNumber) && !isNull
      return isNull ? nullNumber : number
    }
    return isBeyond
  }
}
