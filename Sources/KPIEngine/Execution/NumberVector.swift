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
    case .exact(let scale): exact[index] == nullNumber ? .nan : Double(exact[index]) / Double(powersOfTen[scale])
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
        if overflow { throw .overflow }
        return number
      }
      self = .exact(numbers, scale: scale)
    }
  }

  func value(_ index: Int) -> Value {
    if isNull(index) { return .null }
    switch kind {
    case .real: return .real(real[index])
    case .exact(let scale): return scale == 0 ? .integer(exact[index]) : .decimal(exact[index], scale: scale)
    case .stamps: return zone.value(of: exact[index])
    }
  }
}
