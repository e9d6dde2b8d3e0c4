/// Numbers for cells: exact with a scale, floating, or times; with nulls.
struct NumberVector {
  enum Kind: Equatable {
    case exact(scale: Int)
    case real
    case stamps
  }

  var kind: Kind
  /// For exact numbers and times; `nullNumber` is null.
  var exact: [Int64] = []
  /// For floating numbers; NaN is null.
  var real: [Double] = []
  /// The zone of times.
  var zone = ZoneTable.utc
  /// The decimals that every exact number shows; those beyond only where it needs them.
  ///
  /// Nil for all of the scale's.
  var leastScale: Int?
  /// Numbers that the kind cannot hold, by their place, where it has null.
  var beyond: [Int: Value] = [:]

  init(kind: Kind, exact: [Int64] = [], real: [Double] = []) {
    self.kind = kind
    self.exact = exact
    self.real = real
  }

  static func exact(_ numbers: [Int64], scale: Int = 0) -> NumberVector {
    NumberVector(kind: .exact(scale: scale), exact: numbers)
  }

  static func real(_ numbers: [Double]) -> NumberVector { NumberVector(kind: .real, real: numbers) }

  func isNull(_ index: Int) -> Bool { kind == .real ? real[index].isNaN : exact[index] == nullNumber }

  /// As floating point; NaN is null.
  ///
  /// Times become stamps.
  func double(_ index: Int) -> Double {
    switch kind {
    case .real: real[index]
    case .stamps: exact[index] == nullNumber ? .nan : Double(exact[index])
    case .exact(let scale): exact[index] == nullNumber ? .nan : nearestReal(exact[index], scale: scale)
    }
  }

  /// The values as one list: exact where all of them are, in the largest of their scales.
  ///
  /// - Parameter zone: that of times among them.
  init(_ values: [Value], in zone: ZoneTable) throws(ExecutionError) {
    var scale = 0
    var (isReal, isTime) = (false, false)
    for value in values {
      if let exact = value.exactNumber {
        scale = max(scale, exact.scale)
      } else if case .real = value {
        isReal = true
      } else if value.seconds != nil {
        isTime = true
      }
    }
    if isReal {
      self = .real(values.map { $0.number ?? .nan })
    } else if isTime {
      self.init(kind: .stamps, exact: values.map { $0.stamp(in: zone) ?? nullNumber })
      self.zone = zone
    } else {
      let numbers = try values.map { value throws(ExecutionError) in
        guard let exact = value.exactNumber else { return nullNumber }
        let (number, overflow) = exact.coefficient.multipliedReportingOverflow(by: powersOfTen[scale - exact.scale])
        if overflow || number == nullNumber { throw .overflow }
        return number
      }
      self = .exact(numbers, scale: scale)
    }
  }

  /// The same numbers in another kind, which holds them.
  func brought(to other: Kind) throws(ExecutionError) -> NumberVector {
    switch (kind, other) {
    case _ where kind == other: return self
    case (.exact, .real): return .real(exact.indices.map(double))
    case (.exact(let scale), .exact(let wider)) where scale <= wider:
      let factor = powersOfTen[wider - scale]
      return .exact(
        try exact.map { number throws(ExecutionError) in
          if number == nullNumber { return number }
          let (product, overflow) = number.multipliedReportingOverflow(by: factor)
          if overflow || product == nullNumber { throw .overflow }
          return product
        }, scale: wider)
    // Nulls are of every kind.
    case (.real, _) where real.allSatisfy(\.isNaN):
      return NumberVector(kind: other, exact: real.map { _ in nullNumber })
    case (.exact, _) where exact.allSatisfy({ $0 == nullNumber }): return NumberVector(kind: other, exact: exact)
    default: throw .overflow
    }
  }

  func value(_ index: Int) -> Value {
    if isNull(index) { return beyond[index] ?? .null }
    switch kind {
    case .real: return .real(real[index])
    case .exact(let scale): return decimal(exact[index], scale)
    case .stamps: return zone.value(of: exact[index])
    }
  }

  private func decimal(_ number: Int64, _ scale: Int) -> Value {
    var (number, scale) = (number, scale)
    while let leastScale, scale > leastScale, number % 10 == 0 { (number, scale) = (number / 10, scale - 1) }
    return scale == 0 ? .integer(number) : .decimal(number, scale: scale)
  }
}
