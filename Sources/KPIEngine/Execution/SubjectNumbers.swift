/// A number for every row of an entity, slot 0 (nobody) included, in memory that threads and questions share.
final class SubjectNumbers: Sendable {
  let kind: NumberVector.Kind
  /// For exact numbers and times; `nullNumber` is null.
  let exact: Buffer<Int64>
  /// For floating numbers; NaN is null.
  let real: Buffer<Double>

  init(_ numbers: NumberVector) {
    kind = numbers.kind
    exact = Buffer(numbers.exact)
    real = Buffer(numbers.real)
  }

  /// Exact numbers, or times.
  init(_ exact: Buffer<Int64>, kind: NumberVector.Kind) {
    self.kind = kind
    self.exact = exact
    real = Buffer([])
  }

  var byteCount: Int { exact.byteCount + real.byteCount }

  /// The same numbers in another kind, which holds them.
  func brought(to other: NumberVector.Kind) throws(ExecutionError) -> SubjectNumbers {
    if kind == other { return self }
    let numbers = NumberVector(
      kind: kind, exact: Array(UnsafeBufferPointer(start: exact.base, count: exact.count)),
      real: Array(UnsafeBufferPointer(start: real.base, count: real.count)))
    return SubjectNumbers(try numbers.brought(to: other))
  }
}
