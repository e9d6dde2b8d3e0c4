import KPICompiler
import KPILanguage

// What says that a number is asked for, in words or in another language's form.
extension LooseReader {
  mutating func takeEntity() -> Bool {
    guard let match = names.exact(rest), let entity = match.entry(.entity) else { return false }
    index += match.length
    takenEntity = entity
    return true
  }

  /// SQL or a cell's formula, whose brackets and function names say nothing that the metric does not.
  var isFormula: Bool {
    guard let first = words.first?.plain else { return false }
    if ["select", "=", "sumif", "sumifs", "countif", "countifs"].contains(first) { return true }
    // `avg(order amount) by department`
    return ["sum", "avg", "count"].contains(first) && words.count > 1 && words[1].plain == "("
  }

  /// `số lượng khách mới`: how many, though goods have a quantity of that name.
  mutating func readCounting() -> Bool {
    guard take(LooseWords.counting), let match = names.exact(rest), match.entry(.metric, .entity) != nil else {
      return false
    }
    showsRows = false
    return true
  }

  mutating func sellsMost() -> Bool {
    index += 1
    return length(LooseWords.highest + LooseWords.lowest) > 0
  }

  /// `bao nhiêu cái`, `bao nhiêu đơn`: a count of something, not money.
  func isThing(_ place: Int) -> Bool {
    guard place < words.count, words[place].plain != "tien" else { return false }
    return ["cai", "chiec", "mon", "goi", "hop", "bo"].contains(words[place].plain)
      || names.exact(words[place...])?.entry(.metric, .entity, .member) != nil
  }

  /// `bán được bao nhiêu màng RO`: how many of them, where the rows of what is sold say which.
  func piecesSold(behind place: Int) -> LooseNames.Entry? {
    guard question.subjects.isEmpty, place < words.count, let found = values.match(words[place...]),
      let metric = names.exact(LooseWord.words(of: question.isVietnamese ? "bán chạy" : "selling")[...])?.entry(
        .metric),
      let entity = names.definition(of: metric)?.split(whereSeparator: { "(.".contains($0) }).dropFirst().first,
      names.rows(of: String(entity))?.dimensions.contains(found.dimension) == true
    else { return nil }
    return metric
  }

  /// The words up to `mới nhất`: of `khách hàng mới nhất` only the customers are a name.
  var beforeLatest: ArraySlice<LooseWord> {
    guard question.verb == .list else { return rest }
    let place = words.indices.dropLast().first {
      $0 > index && words[$0].plain == "moi" && words[$0 + 1].plain == "nhat"
    }
    return place.map { words[index..<$0] } ?? rest
  }

  /// Brackets and function names of SQL or a cell; `SELECT *` asks for the rows, `ORDER BY 2` for a column by its place.
  mutating func takeFormula() -> Bool {
    guard isFormula else { return false }
    if plain == "*", index > 0, words[index - 1].plain == "select" {
      (question.verb, index) = (.list, index + 1)
      return true
    }
    let functions = ["sum", "sumif", "sumifs", "avg", "count", "countif", "countifs", "select", "distinct", "total"]
    return take(["(", ")", "=", "*"] + functions)
  }

  /// `cumulative revenue by month`.
  mutating func readLeadingCumulative() -> Bool {
    guard question.verb == nil || question.verb == .show, question.subjects.isEmpty, take(LooseWords.cumulative)
    else { return false }
    _ = take(["of", "the", "cua"])
    guard let match = names.exact(rest), match.entry(.metric) != nil, readName(match), let last = question.subjects.last
    else { return false }
    question.subjects[question.subjects.count - 1] = "cumulative(\(last))"
    return true
  }
}
