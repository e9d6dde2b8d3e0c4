/// One column of a result's cells, kept as what they are: a text is a code, a number eight bytes.
///
/// A cell is read as a `Value`, whatever it is kept as.
package enum Cells: Sendable {
  /// Cells that nobody has told apart.
  case values([Value])
  /// Codes of texts; 0 is null.
  case texts([UInt32], among: TextList)
  /// Places among a few values; −1 is null.
  case coded([Int32], among: [Value])
  /// `number ÷ 10^scale`; `nullNumber` is null.
  case exact([Int64], scale: Int)
  /// NaN is null.
  case reals([Double])
  /// Local moments (see `Stamp`); `nullNumber` is null.
  case stamps([Int64], areDates: Bool, in: ZoneTable)
  /// Rows of an entity, below 1 null: what each is called is made only of those that are left in the end.
  case links([Int], RowNaming)

  package var count: Int {
    switch self {
    case .values(let values): values.count
    case .texts(let codes, _): codes.count
    case .coded(let places, _): places.count
    case .exact(let numbers, _): numbers.count
    case .reals(let numbers): numbers.count
    case .stamps(let stamps, _, _): stamps.count
    case .links(let rows, _): rows.count
    }
  }

  package subscript(row: Int) -> Value {
    switch self {
    case .values(let values): values[row]
    case .texts(let codes, let texts): codes[row] == 0 ? .null : .text(texts[Int(codes[row])])
    case .coded(let places, let values): places[row] < 0 ? .null : values[Int(places[row])]
    case .exact(let numbers, let scale): Self.exact(numbers[row], scale)
    case .reals(let numbers): numbers[row].isNaN ? .null : .real(numbers[row])
    case .stamps(let stamps, let areDates, let zone): Self.time(stamps[row], areDates, zone)
    case .links(let rows, let naming): naming[rows[row]]
    }
  }

  /// All cells, from the first row to the last.
  package var values: [Value] {
    if case .values(let values) = self { return values }
    let cells = named
    return (0..<count).map { cells[$0] }
  }

  /// The same cells, with what rows are called made once for each.
  package var named: Cells {
    guard case .links(let rows, let naming) = self else { return self }
    return RowLabels(KeyCodes(ofRows: rows), naming).cells(of: rows)
  }

  /// The names that several rows which links lead to have, and what each of those is called: `An`: `An #3`, `An #7`.
  package var sharedNames: [String: [String]] {
    guard case .links(let rows, let naming) = self else { return [:] }
    var labels: [String: [String]] = [:]
    for row in Set(rows) {
      if let name = naming.sharedName(of: row), case .text(let label) = naming[row] {
        labels[name, default: []].append(label)
      }
    }
    return labels
  }

  /// The cells of these rows, in that order.
  package func kept(_ rows: [Int]) -> Cells {
    switch self {
    case .values(let values): .values(rows.map { values[$0] })
    case .texts(let codes, let texts): .texts(rows.map { codes[$0] }, among: texts)
    case .coded(let places, let values): .coded(rows.map { places[$0] }, among: values)
    case .exact(let numbers, let scale): .exact(rows.map { numbers[$0] }, scale: scale)
    case .reals(let numbers): .reals(rows.map { numbers[$0] })
    case .stamps(let stamps, let areDates, let zone):
      .stamps(rows.map { stamps[$0] }, areDates: areDates, in: zone)
    case .links(let links, let naming): .links(rows.map { links[$0] }, naming)
    }
  }

  /// The rows that a column of links leads to, below 0 where it is null.
  package var rowNumbers: [Int] {
    if case .exact(let numbers, 0) = self { return numbers.map { Int($0) } }
    return values.map { value in if case .integer(let row) = value { Int(row) } else { -1 } }
  }

  /// Each as a whole number, 0 where it is none.
  package var wholeNumbers: [Int64] {
    if case .exact(let numbers, 0) = self { return numbers.map { $0 == nullNumber ? 0 : $0 } }
    return values.map { value in if case .integer(let number) = value { number } else { 0 } }
  }

  /// Of cells that are kept as codes: a row for every code that is there, the first that has it, and of every row its
  /// place among those; nil for other cells.
  package var examples: (rows: [Int], places: [Int32])? {
    let codes: [Int32]
    let size: Int
    switch self {
    case .texts(let own, let texts): (codes, size) = (own.map { Int32(truncatingIfNeeded: $0) }, texts.count)
    // Null is −1.
    case .coded(let own, let values): (codes, size) = (own.map { $0 + 1 }, values.count + 1)
    case .links(let own, _):
      let found = KeyCodes(ofRows: own)
      // What is below 0 is null as 0 is.
      codes = own.map { row in found.place(of: row).map { Int32(truncatingIfNeeded: $0) + 1 } ?? 0 }
      size = found.codes.count + 1
    default: return nil
    }
    var placeOfCode = [Int32](repeating: -1, count: size)
    var rows: [Int] = []
    let places = codes.enumerated().map { row, code in
      if placeOfCode[Int(code)] < 0 {
        placeOfCode[Int(code)] = Int32(truncatingIfNeeded: rows.count)
        rows.append(row)
      }
      return placeOfCode[Int(code)]
    }
    return (rows, places)
  }

  /// These cells, and others behind them.
  func followed(by other: Cells) -> Cells {
    switch (self, other) {
    case (.exact(let own, let scale), .exact(let further, let same)) where scale == same:
      .exact(own + further, scale: scale)
    case (.reals(let own), .reals(let further)): .reals(own + further)
    default: .values(values + other.values)
    }
  }

  /// Whether each is a whole number or null.
  package var areWhole: Bool {
    switch self {
    case .values(let values): values.allSatisfy(\.isWhole)
    case .texts(let codes, _): codes.allSatisfy { $0 == 0 }
    case .coded: (0..<count).allSatisfy { self[$0].isWhole }
    case .exact(let numbers, let scale): scale == 0 || numbers.allSatisfy { $0 == nullNumber }
    case .reals(let numbers): numbers.allSatisfy(\.isNaN)
    case .stamps(let stamps, _, _): stamps.allSatisfy { $0 == nullNumber }
    case .links: named.areWhole
    }
  }

  private static func exact(_ number: Int64, _ scale: Int) -> Value {
    number == nullNumber ? .null : scale == 0 ? .integer(number) : .decimal(number, scale: scale)
  }

  private static func time(_ stamp: Int64, _ areDates: Bool, _ zone: ZoneTable) -> Value {
    if stamp == nullNumber { return .null }
    return areDates ? .date(Int(Stamp.day(stamp))) : zone.value(of: stamp)
  }
}

extension Value {
  /// Null counts as whole: it says nothing about the column.
  package var isWhole: Bool {
    switch self {
    case .integer, .null: true
    default: false
    }
  }
}
