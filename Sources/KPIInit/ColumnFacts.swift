import KPIEngine
import KPISQLite

/// What the rows that were looked at say about one column.
struct ColumnFacts {
  let name: String
  let declaredType: String
  var words: Words

  private(set) var rows = 0
  private(set) var nulls = 0
  private(set) var integers = 0
  private(set) var reals = 0
  private(set) var texts = 0
  private(set) var blobs = 0
  /// Texts that write a number.
  private(set) var numericTexts = 0
  /// Numbers in text, or text, with a zero in front: a code.
  private(set) var leadingZeros = 0
  private(set) var emptyTexts = 0
  private(set) var longestText = 0
  private(set) var textBytes = 0
  private(set) var zeros = 0
  /// Numbers that are not whole.
  private(set) var fractions = 0
  private(set) var minimum = Double.infinity
  private(set) var maximum = -Double.infinity
  /// A number as the column's texts write it for people, and the currency beside them.
  var writtenAs: String?
  /// Whether other columns alone tell that it is written so.
  var isWrittenAsOthers = false
  var currency: String?
  /// How often each value is there, up to a limit.
  private(set) var counts: [SurveyValue: Int] = [:]
  private(set) var hasMoreValues = false

  /// Different values that are told apart.
  static let mostValues = 1_000

  init(_ column: DatabaseSchema.Column) {
    name = column.name
    declaredType = column.declaredType.uppercased()
    words = Words(column.name)
  }

  mutating func add(_ value: SurveyValue) {
    rows += 1
    switch value {
    case .null:
      nulls += 1
      return
    case .blob:
      blobs += 1
      return
    case .integer: integers += 1
    case .real: reals += 1
    case .text(let text):
      texts += 1
      let length = text.utf8.count
      if length == 0 { emptyTexts += 1 }
      longestText = max(longestText, length)
      textBytes += length
      if text.utf8.first == 48, length > 1, text.utf8.allSatisfy({ (48...57).contains($0) }) { leadingZeros += 1 }
    }
    if let number = value.number {
      if case .text = value { numericTexts += 1 }
      if number == 0 { zeros += 1 }
      if number != number.rounded() { fractions += 1 }
      minimum = min(minimum, number)
      maximum = max(maximum, number)
    }
    if counts[value] != nil || counts.count < Self.mostValues {
      counts[value, default: 0] += 1
    } else {
      hasMoreValues = true
    }
  }

  var filled: Int { rows - nulls }
  var isEmpty: Bool { filled == 0 }
  /// How many different values there are; at least that many where `hasMoreValues`.
  var distinct: Int { counts.count }
  /// Whether no value was seen twice.
  var isUnique: Bool {
    !hasMoreValues && distinct == filled && filled > 0 || hasMoreValues && counts.values.allSatisfy { $0 == 1 }
  }
  var numbers: Int { integers + reals + numericTexts }
  /// Values that are there; an empty text is how an import writes that nothing is.
  var valued: Int { filled - emptyTexts }
  /// At least 99 % numbers.
  var isNumeric: Bool { valued > 0 && Double(numbers) >= 0.99 * Double(valued) && blobs == 0 }
  var isWhole: Bool { reals == 0 && hasNoFractions }
  /// Whole numbers, however they are stored: `12.0` too.
  var hasNoFractions: Bool { isNumeric && fractions == 0 }
  var isText: Bool { filled > 0 && !isNumeric && texts > 0 }
  var averageLength: Double { texts > 0 ? Double(textBytes) / Double(texts) : 0 }
  /// Only 0 and 1.
  var isFlag: Bool { isWhole && minimum >= 0 && maximum <= 1 && maximum >= minimum }

  /// Values by how often they are there, then as they are written.
  var common: [(value: SurveyValue, count: Int)] {
    counts.map { ($0.key, $0.value) }.sorted {
      $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.literal < $1.0.literal
    }.map { (value: $0.0, count: $0.1) }
  }

  /// Declared as a time.
  var isDeclaredBoolean: Bool { declaredType.hasPrefix("BOOL") }
  var isDeclaredTime: Bool { declaredType.contains("DATE") || declaredType.contains("TIME") }
}
