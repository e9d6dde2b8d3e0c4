import KPIEngine

/// A value as a workbook holds it.
enum SheetCell: Equatable {
  case blank
  case number(Double)
  case boolean(Bool)
  case text(String)

  /// What a cell could not hold as it is.
  enum Loss: CaseIterable {
    /// More digits than the fifteen that a workbook keeps: a text.
    case longNumber
    /// Longer than a cell takes: cut.
    case longText
    /// A day that a workbook does not count: a text.
    case farDate
  }

  /// The cell of a value, and what was lost on the way.
  ///
  /// Percentages are parts of one, for a workbook multiplies them by a hundred to show them.
  static func of(_ value: Value, isPercent: Bool, _ words: Words) -> (cell: SheetCell, loss: Loss?) {
    switch value {
    case .null: return (.blank, nil)
    case .boolean(let isTrue): return (.boolean(isTrue), nil)
    case .integer(let number): return decimal(number, scale: 0, isPercent, value)
    case .decimal(let coefficient, let scale): return decimal(coefficient, scale: scale, isPercent, value)
    case .real(let number):
      // A number that is none makes the whole file unreadable for some.
      guard number.isFinite else { return (.blank, nil) }
      return (.number(isPercent ? number / 100 : number), nil)
    case .text(let text): return of(text)
    case .other: return of(words.other)
    case .date(let day), .unit(.day, let day): return date(day, 0, value)
    case .time(let day, let second): return date(day, Double(second), value)
    case .moment(let moment):
      return date(moment.day, Double(moment.second) + Double(moment.millisecond) / 1_000, value)
    case .unit: return (exactText(value), nil)
    }
  }

  private static func of(_ text: String) -> (cell: SheetCell, loss: Loss?) {
    let (text, isCut) = SheetText.of(text)
    return (.text(text), isCut ? .longText : nil)
  }

  private static func decimal(
    _ coefficient: Int64, scale: Int, _ isPercent: Bool, _ value: Value
  ) -> (cell: SheetCell, loss: Loss?) {
    // The last digits behind the point are nothing to anybody, those of a whole number may be a key.
    guard scale > 0 || (coefficient.magnitude < 1_000_000_000_000_000 && scale >= -6) else {
      return (exactText(value), .longNumber)
    }
    let places = scale + (isPercent ? 2 : 0)
    var power = 1.0
    for _ in 0..<places.magnitude { power *= 10 }
    return (.number(places < 0 ? Double(coefficient) * power : Double(coefficient) / power), nil)
  }

  /// Days are counted from 1900, whose February has a day too many, to 9999.
  private static func date(_ day: Int, _ second: Double, _ value: Value) -> (cell: SheetCell, loss: Loss?) {
    let count = day + 25_569
    guard (61...2_958_465).contains(count) else { return (exactText(value), .farDate) }
    return (.number(Double(count) + second / 86_400), nil)
  }

  private static func exactText(_ value: Value) -> SheetCell {
    var bytes: [UInt8] = []
    bytes.append(exact: value)
    return .text(String(decoding: bytes, as: UTF8.self))
  }
}
