import KPIEngine
import KPISQLite

/// Numbers: what is summed, what is averaged, and what is no number at all.
extension Drafter {
  mutating func findNumbers() throws(StoreError) {
    for index in entities {
      let amount = try addProduct(index)
      for column in facts(index).columns.indices where !drafts[index].taken.contains(column) {
        addNumber(column, of: index, isAmount: column == amount)
      }
    }
  }

  private static let codeWords: Set<String> = [
    "id", "no", "nr", "code", "zip", "zipcode", "postal", "postcode", "phone", "fax", "mobile", "tel", "number", "num",
    "ma", "sku",
    "year", "nam", "month", "thang", "quarter", "version", "latitude", "longitude", "lat", "lng", "lon", "cmnd", "cccd",
    "dienthoai",
    "isbn", "ean", "barcode", "account", "ref", "uuid", "hash", "status", "state", "type", "kind", "level", "flag",
    "hour", "weekday", "yr", "yyyymm", "ym", "yearmonth",
  ]
  /// Who or what a row is of, where a whole number stands under such a word: `post_author`, `head`.
  private static let roleWords: Set<String> = [
    "author", "owner", "user", "creator", "assignee", "approver", "manager", "head", "parent", "boss", "supervisor",
    "employee", "customer", "client", "seller", "agent", "rep",
  ]
  private static let orderWords: Set<String> = [
    "seq", "sequence", "line", "position", "row", "index", "idx", "ordinal", "stt", "step", "sort", "rank",
    "linenumber",
    "displayorder", "sortorder",
  ]
  private static let averageWords: Set<String> = [
    "rate", "ratio", "percent", "percentage", "pct", "average", "avg", "mean", "score", "rating", "age", "tuoi", "diem",
    "ty", "tyle",
    "height", "weight", "grade", "gpa", "csat", "nps", "ces", "stars", "satisfaction", "mark", "marks", "temperature",
    "temp", "margin", "probability", "speed", "lai",
  ]
  private static let priceWords: Set<String> = ["price", "gia", "dongia"]
  private static let listPriceWords: Set<String> = [
    "price", "fee", "charge", "tariff", "cost", "gia", "dongia", "phi", "cuoc",
  ]
  private static let quantityWords: Set<String> = ["quantity", "qty", "sl", "units", "pieces", "amount_of"]

  private func isQuantity(_ words: Words) -> Bool {
    words.hasAny(Self.quantityWords) || words.joined == "so_luong" || words.joined.hasSuffix("_so_luong")
  }

  private func isPrice(_ words: Words) -> Bool {
    guard words.hasAny(Self.priceWords) || words.joined.hasPrefix("don_gia") else { return false }
    return !words.hasAny(["total", "subtotal", "tong", "sum", "giam", "tri"])
  }

  private func isDiscount(_ words: Words) -> Bool {
    words.has("discount") || words.joined.hasPrefix("giam_gia") || words.has("chiet")
  }

  private mutating func addNumber(_ column: Int, of index: Int, isAmount: Bool) {
    let known = facts(index).columns[column]
    // What is called like money and is mostly numbers is one with gaps: `n/a`.
    let isMostly = known.words.hasAny(Self.moneyWords) && known.blobs == 0 && known.numbers * 2 >= known.valued
    guard known.isNumeric || isMostly, known.filled > 0, known.leadingZeros == 0, Written.name(known.name) != nil,
      !known.isFlag
    else { return }
    if known.words.hasAny(Self.orderWords), known.isWhole {
      if isCounter(column, of: index) {
        drafts[index].taken.insert(column)
        drafts[index].remarks.append(
          "`\(Written.comment(known.name))` is left out: it counts the rows of its parent (found)")
      }
      return
    }
    guard !known.words.hasAny(Self.codeWords), !known.words.has("is"), !known.words.has("has") else { return }
    guard !isKeyPart(column, of: index), !isValueOfMany(column, of: index) else { return }
    // The key of something that is not here; beside nulls some tools write whole numbers as 12.0.
    guard
      !(known.hasNoFractions
        && (Self.endsLikeKey(known.words.last) || Self.roleWords.contains(known.words.last)
          || LinkTargets.superiors.contains(known.words.joined)
          || Self.stem(of: known.words) != nil && known.words.folded.count > 1
            && Self.keyEndings.contains(known.words.last)))
    else { return }
    // Few whole numbers are more likely a kind than an amount, where no name says otherwise.
    let isNamedLikeSum =
      known.words.hasAny([
        "amount", "total", "value", "revenue", "cost", "count", "sales", "fee", "tax", "tong", "tien",
      ])
      || isQuantity(known.words)
    let isScore = known.words.hasAny(Self.averageWords)
    if known.isWhole, known.distinct <= 5, !known.hasMoreValues, !isNamedLikeSum, !isScore, known.filled >= 20,
      known.maximum < 1_000
    {
      return
    }
    if isPartOfDate(known) { return }
    let isTrait =
      facts(index).words.hasAny(["product", "products", "hang", "item", "items"]) && drafts[index].times.isEmpty
    // A fee in a list of plans, which others lead to and which has no time, is a price: nobody paid it once for each.
    let isOfAList =
      drafts[index].times.isEmpty && known.words.hasAny(Self.listPriceWords)
      && entities.contains { drafts[$0].links.contains { $0.target == index } }
    let isAveraged =
      !isAmount
      && (isScore || isOfAList || isRate(known)
        || isPrice(known.words) && (hasQuantity(index) || isTrait || known.words.has("unit") || known.words.has("don")))
    let note = known.zeros * 2 > known.filled && isAveraged ? "; most values are 0, which the mean includes" : ""
    let form =
      known.writtenAs.map {
        known.isWrittenAsOthers ? "; guessed: \($0), as others here are written" : "; found: texts such as \($0)"
      } ?? ""
    let odd = known.valued - known.numbers
    let other = odd > 0 ? "; \(odd) of \(known.valued) values are no number and count as null" : ""
    drafts[index].measures.append(
      .init(
        expression: written(column, of: index), column: column, name: "", label: known.words.label,
        isAveraged: isAveraged, writtenAs: known.writtenAs,
        unit: unit(column, of: index, isAveraged: isAveraged),
        why: (isAveraged ? "averaged: guessed by its name" : "summed") + note + form + other))
    drafts[index].taken.insert(column)
  }

  /// Whether it is a part of a declared key, its own table's or one that leads elsewhere.
  private func isKeyPart(_ column: Int, of index: Int) -> Bool {
    let schema = facts(index).schema
    let name = facts(index).columns[column].name
    return (schema.foreignKeys.map(\.columns) + [schema.primaryKey].filter { $0.count > 1 })
      .contains { columns in columns.contains { DatabaseSchema.isSame($0, name) } }
  }

  /// Whether a text beside it says what each number is of: `meta_value` beside `meta_key`, `value` beside `property`.
  private func isValueOfMany(_ column: Int, of index: Int) -> Bool {
    let words = facts(index).columns[column].words
    guard words.last == "value" else { return false }
    let of = words.dropLast().joined
    return facts(index).columns.contains { other in
      guard other.isText, other.distinct > 1, !other.isUnique else { return false }
      return other.words.dropLast().joined == of && ["key", "name", "code"].contains(other.words.last)
        || of.isEmpty && ["property", "attribute", "field", "metric", "indicator"].contains(other.words.joined)
    }
  }

  /// A discount or a tax that is a share: at most 1, or one of the few whole percents that a law has.
  private func isRate(_ column: ColumnFacts) -> Bool {
    let isTax = column.words.hasAny(["tax", "vat", "thue"])
    guard isTax || isDiscount(column.words) else { return false }
    let isLawful =
      isTax && column.hasNoFractions && column.maximum <= 30 && column.distinct <= 6 && !column.hasMoreValues
      && column.filled >= 20
    return column.maximum <= 1 || isLawful
  }

  private func hasQuantity(_ index: Int) -> Bool {
    facts(index).columns.contains { isQuantity($0.words) && $0.isNumeric }
  }

  /// 1, 2, 3 … within each of what it is linked to.
  private func isCounter(_ column: Int, of index: Int) -> Bool {
    let known = facts(index).columns[column]
    guard known.minimum >= 0, known.minimum <= 1 else { return false }
    return drafts[index].links.contains { link in
      var seen: Set<[SurveyValue]> = []
      return facts(index).sample.allSatisfy { seen.insert([$0[link.column], $0[column]]).inserted }
    }
  }

  // MARK: Units

  private static let currencies: [String: String] = [
    "usd": "USD", "vnd": "VND", "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "brl": "BRL", "inr": "INR", "cny": "CNY",
    "aud": "AUD",
    "cad": "CAD", "chf": "CHF", "sgd": "SGD", "thb": "THB", "dong": "VND", "dollars": "USD", "euros": "EUR",
  ]
  static let moneyWords: Set<String> = [
    "amount", "total", "price", "value", "revenue", "cost", "fee", "tax", "sales", "salary", "paid", "payment", "tien",
    "gia", "subtotal",
    "balance", "charge", "charges", "budget", "discount", "profit",
  ]

  /// A unit only where a name or the data says it.
  private func unit(_ column: Int, of index: Int, isAveraged: Bool) -> String? {
    let words = facts(index).columns[column].words
    for word in words.folded { if let code = Self.currencies[word] { return code } }
    if words.last == "minutes" || words.last == "phut" { return "minutes" }
    if words.last == "hours" { return "hours" }
    if words.last == "days" { return "days" }
    // What is greater than 1 under such a name is no share.
    if isAveraged, words.hasAny(["pct", "percent", "percentage"]), facts(index).columns[column].maximum > 1 {
      return "%"
    }
    if let code = facts(index).columns[column].currency { return code }
    guard words.hasAny(Self.moneyWords) else { return nil }
    return currency(of: index)
  }

  /// The one currency that a column of the table names.
  private func currency(of index: Int) -> String? {
    for column in facts(index).columns where column.words.has("currency") || column.words.joined == "tien_te" {
      guard column.distinct == 1, !column.hasMoreValues, case .text(let code)? = column.common.first?.value else {
        continue
      }
      let name = code.uppercased()
      if Self.currencies.values.contains(name) { return name }
    }
    return nil
  }

  // MARK: Quantity × price

  /// An amount is quantity × price × (1 − discount), unless a column is that already, which is returned.
  private mutating func addProduct(_ index: Int) throws(StoreError) -> Int? {
    let facts = facts(index)
    let usable = facts.columns.indices.filter {
      facts.columns[$0].isNumeric && Written.name(facts.columns[$0].name) != nil && !drafts[index].taken.contains($0)
    }
    guard let quantity = usable.first(where: { isQuantity(facts.columns[$0].words) }),
      let price = usable.first(where: { isPrice(facts.columns[$0].words) })
    else { return nil }
    let discount = usable.first { isDiscount(facts.columns[$0].words) }
    let fraction = discount.flatMap { fractionOf($0, index) }
    // Whatever its name says: where the rows show that percents were taken off, they were.
    let percents = discount.flatMap { column -> Double? in
      facts.columns[column].minimum >= 0 && facts.columns[column].maximum <= 100 ? 100 : nil
    }
    for column in usable where column != quantity && column != price && column != discount {
      for divisor in [nil, fraction, percents]
      where isProduct(column, quantity, price, discount: divisor == nil ? nil : discount, divisor ?? 1, index) {
        let product = divisor == nil ? "quantity × price" : "quantity × price × (1 − discount)"
        drafts[index].remarks.append(
          "`\(Written.comment(facts.columns[column].name))` is \(product) already (found, held against the rows)")
        if divisor == 100, let discount { addPercents(discount, of: index) }
        return column
      }
    }
    var expression = "\(written(quantity, of: index)) * \(written(price, of: index))"
    var why = "guessed: quantity × price"
    if let discount, let fraction {
      let share = written(discount, of: index) + (fraction == 1 ? "" : " / 100")
      expression += " * (1 - coalesce(\(share), 0))"
      why += " × (1 − discount)"
    } else if discount != nil {
      why += "; the discount is no share and is not taken off"
    }
    drafts[index].measures.append(
      .init(
        expression: expression, column: nil, name: "amount", label: "Amount",
        writtenAs: [quantity, price].lazy.compactMap { facts.columns[$0].writtenAs }.first,
        unit: unit(price, of: index, isAveraged: false),
        why: why))
    return nil
  }

  /// A discount that the rows show to be in percent.
  private mutating func addPercents(_ column: Int, of index: Int) {
    let known = facts(index).columns[column]
    drafts[index].measures.append(
      .init(
        expression: written(column, of: index), column: column, name: "", label: known.words.label, isAveraged: true,
        writtenAs: known.writtenAs, unit: "%", why: "averaged: percents by which amounts are less (found)"))
    drafts[index].taken.insert(column)
  }

  /// 1 for a discount from 0 to 1, 100 for one in percent; nil where it is neither.
  private func fractionOf(_ column: Int, _ index: Int) -> Double? {
    let known = facts(index).columns[column]
    guard known.minimum >= 0 else { return nil }
    if known.maximum <= 1 { return 1 }
    return known.maximum <= 100 && known.words.hasAny(["pct", "percent", "percentage", "rate", "phan"]) ? 100 : nil
  }

  private func isProduct(
    _ column: Int, _ quantity: Int, _ price: Int, discount: Int?, _ divisor: Double, _ index: Int
  ) -> Bool {
    var (fits, all) = (0, 0)
    for row in facts(index).sample {
      guard let amount = row[column].number, let count = row[quantity].number, let each = row[price].number else {
        continue
      }
      let share = discount.map { (row[$0].number ?? 0) / divisor } ?? 0
      all += 1
      let expected = count * each * (1 - share)
      if abs(amount - expected) <= max(0.011, abs(expected) * 0.001) { fits += 1 }
    }
    return all > 0 && fits * 20 >= all * 19
  }
}
