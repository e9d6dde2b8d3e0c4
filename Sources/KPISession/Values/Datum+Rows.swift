import KPIEngine

/// What is done to values is done once to one that is the same everywhere, and row by row to those of a column; types,
/// units and names are looked at before, once for all rows.
extension Datum {
  /// The value in a row; nil where it is not known yet.
  func value(inRow row: Int) -> Value? { rows.map { $0[row] } ?? value }

  /// The same, for a number of the data where that holds.
  func measured(_ holds: Bool = true) -> Datum {
    var datum = self
    datum.isMeasured = holds && (kind == .number || value == .null)
    return datum
  }

  /// The datum after a function; unknown where it is, nil where the function reports a mistake.
  ///
  /// - Parameter kind: what the function gives.
  /// - Parameter ofNull: what null is; it may fit everywhere.
  func mapped(
    _ kind: Kind, unit: String? = nil, ofNull: Kind? = nil, _ function: (Value) -> Value?
  ) -> Datum? {
    guard let rows else {
      guard let value else { return Datum(kind, nil, unit: unit) }
      return function(value).map { Datum($0 == .null ? ofNull ?? kind : kind, $0, unit: unit).measured(isMeasured) }
    }
    var results: [Value] = []
    results.reserveCapacity(rows.count)
    for value in rows {
      guard let result = function(value) else { return nil }
      results.append(result)
    }
    return Datum(kind, rows: results, unit: unit)
  }

  /// Two data after a function; unknown where one is, nil where the function reports a mistake.
  static func joined(
    _ lhs: Datum, _ rhs: Datum, _ kind: Kind, unit: String? = nil, _ function: (Value, Value) -> Value?
  ) -> Datum? {
    switch (lhs.rows, rhs.rows) {
    case (nil, nil):
      guard let left = lhs.value, let right = rhs.value else { return Datum(kind, nil, unit: unit) }
      return function(left, right).map { Datum(kind, $0, unit: unit).measured(lhs.isMeasured || rhs.isMeasured) }
    case (let left?, nil):
      guard let right = rhs.value else { return Datum(kind, nil, unit: unit) }
      return Datum(kind, rows: left).mapped(kind, unit: unit) { function($0, right) }
    case (nil, let right?):
      guard let left = lhs.value else { return Datum(kind, nil, unit: unit) }
      return Datum(kind, rows: right).mapped(kind, unit: unit) { function(left, $0) }
    case (let left?, let right?):
      var results: [Value] = []
      results.reserveCapacity(left.count)
      for index in left.indices {
        guard let result = function(left[index], right[index]) else { return nil }
        results.append(result)
      }
      return Datum(kind, rows: results, unit: unit)
    }
  }

  /// Several data after a function of all of them; unknown where one is.
  static func joined(
    _ data: [Datum], _ kind: Kind, unit: String? = nil, ofNull: Kind? = nil, _ function: ([Value]) -> Value
  ) -> Datum {
    guard let count = data.lazy.compactMap(\.rows).first?.count else {
      let values = data.compactMap(\.value)
      guard values.count == data.count else { return Datum(kind, nil, unit: unit) }
      let value = function(values)
      return Datum(value == .null ? ofNull ?? kind : kind, value, unit: unit)
        .measured(data.contains { $0.isMeasured })
    }
    guard data.allSatisfy({ $0.rows != nil || $0.value != nil }) else { return Datum(kind, nil, unit: unit) }
    let results = (0..<count).map { row in function(data.compactMap { $0.value(inRow: row) }) }
    return Datum(kind, rows: results, unit: unit)
  }
}
