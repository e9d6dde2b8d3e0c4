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

  func value(_ index: Int) -> Value {
    if isNull(index) { return .null }
    switch kind {
    case .real: return .real(real[index])
    case .exact(let scale): return scale == 0 ? .integer(exact[index]) : .decimal(exact[index], scale: scale)
    case .stamps: return zone.value(of: exact[index])
    }
  }
}
