import KPIEngine
import KPISQLite

/// Numbers that are written for people: which columns have them, and how.
extension TableFacts {
  private static let forms: [(form: NumberForm, example: String)] = [withPoints, "1,234.56"].compactMap { example in
    NumberForm(example).map { ($0, example) }
  }

  private static let currencies: [(sign: String, code: String)] = [
    ("₫", "VND"), ("đ", "VND"), ("vnd", "VND"), ("vnđ", "VND"), ("$", "USD"), ("usd", "USD"), ("€", "EUR"),
    ("£", "GBP"),
  ]

  /// The form that sets thousands off with what is a decimal point to a database.
  static let withPoints = "1.234,56"

  /// Takes the texts of such columns for the numbers that they write.
  ///
  /// - Parameter hasPoints: whether other columns of the database are written with points before three digits.
  mutating func readWrittenNumbers(hasPoints: Bool = false) {
    for column in columns.indices where columns[column].texts > 0 && columns[column].blobs == 0 {
      guard columns[column].writtenAs == nil, !columns[column].isDeclaredTime else { continue }
      guard let (form, example) = form(of: column, hasPoints: hasPoints) else { continue }
      var numbers = ColumnFacts(schema.columns[column])
      numbers.writtenAs = example
      numbers.isWrittenAsOthers = hasPoints
      numbers.currency = currency(of: column)
      for row in sample.indices {
        if case .text(let text) = sample[row][column], let plain = form.plain(text), let number = Double(plain) {
          let isWhole = number == number.rounded() && abs(number) < 1e15
          sample[row][column] = isWhole ? .integer(Int64(number)) : .real(number)
        }
        numbers.add(sample[row][column])
      }
      columns[column] = numbers
    }
  }

  /// The form that at least 99 % of a column's texts have, where some tell it from plain numbers.
  private func form(of column: Int, hasPoints: Bool) -> (NumberForm, String)? {
    // `500.000` is a number as it stands, 500; that it may be thousands is told as a trap, unless others are written so.
    if columns[column].isNumeric {
      guard hasPoints, columns[column].pointsBeforeThreeDigits != nil else { return nil }
      return Self.forms.first { form, example in
        example == Self.withPoints
          && sample.allSatisfy { if case .text(let text) = $0[column] { form.plain(text) != nil } else { true } }
      }
    }
    var texts: [String] = []
    for row in sample { if case .text(let text) = row[column], !text.isEmpty { texts.append(text) } }
    var best: (form: NumberForm, example: String, grouped: Int)?
    for (form, example) in Self.forms {
      var (read, grouped, codes) = (0, 0, 0)
      for text in texts {
        guard let plain = form.plain(text) else { continue }
        read += 1
        if let separator = form.separator, text.contains(separator) { grouped += 1 }
        // A zero in front is of a number of a telephone, or of another code.
        if plain.utf8.count > 1, plain.first == "0", plain.dropFirst().first != "." { codes += 1 }
      }
      guard read > 0, codes == 0, read * 100 >= texts.count * 99 else { continue }
      if grouped > best?.grouped ?? -1 { best = (form, example, grouped) }
    }
    return best.map { ($0.form, $0.example) }
  }

  /// The currency that stands beside most numbers of a column.
  private func currency(of column: Int) -> String? {
    let texts = columns[column].common.prefix(20).compactMap { entry -> String? in
      if case .text(let text) = entry.value { text.lowercased() } else { nil }
    }
    return Self.currencies.first { sign, _ in
      !texts.isEmpty && texts.count { $0.hasPrefix(sign) || $0.hasSuffix(sign) } * 2 > texts.count
    }?.code
  }
}

extension ColumnFacts {
  /// A text of a column in which every point stands before three digits, `475.000`; nil where that is not so.
  var pointsBeforeThreeDigits: String? {
    guard numericTexts > 0 else { return nil }
    let written = common.compactMap { entry -> String? in
      if case .text(let text) = entry.value, text.contains(".") { text } else { nil }
    }
    let isSo = written.allSatisfy { $0.wholeMatch(of: #/\s*-?[1-9]\d{0,2}\.\d{3}\s*/#) != nil }
    return written.count > 1 && isSo ? written.first : nil
  }
}
