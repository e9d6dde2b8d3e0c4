import KPIEngine
import KPISQLite

/// Numbers that are written for people: which columns have them, and how.
extension TableFacts {
  private static let forms: [(form: NumberForm, example: String)] = ["1.234,56", "1,234.56"].compactMap { example in
    NumberForm(example).map { ($0, example) }
  }

  private static let currencies: [(sign: String, code: String)] = [
    ("₫", "VND"), ("đ", "VND"), ("vnd", "VND"), ("vnđ", "VND"), ("$", "USD"), ("usd", "USD"), ("€", "EUR"),
    ("£", "GBP"),
  ]

  /// Takes the texts of such columns for the numbers that they write.
  mutating func readWrittenNumbers() {
    for column in columns.indices where columns[column].texts > 0 && columns[column].blobs == 0 {
      guard !columns[column].isDeclaredTime, let (form, example) = form(of: column) else { continue }
      var numbers = ColumnFacts(schema.columns[column])
      numbers.writtenAs = example
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
  private func form(of column: Int) -> (NumberForm, String)? {
    // `500.000` is a number as it stands, 500; that it may be thousands is told as a trap.
    guard !columns[column].isNumeric else { return nil }
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
