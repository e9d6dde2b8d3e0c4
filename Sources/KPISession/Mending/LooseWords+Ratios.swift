// What people say of one number over another, of ends of units, and of what was not done.
extension LooseWords {
  static let dividedBy = [
    "per", "tren moi", "tren mot", "tren 1", "cho moi", "cho mot", "divided by", "chia cho", "over", "/", "moi", "tren",
    "for each", "for every",
  ]
  /// Of the words before what rows are split by, those that may share a number out.
  static let sharing: Set<String> = ["per", "moi"]
  /// Whether a unit of time stands behind the first word, as in `per month`.
  static func eachUnit(behind words: ArraySlice<LooseWord>) -> Bool {
    words.dropFirst().prefix(2).contains { grainUnits[$0.plain] != nil }
  }
  static let endOfEach = [
    "at the end of each", "at the end of every", "end of each", "cuoi moi", "cuoi tung", "vao cuoi moi",
    "tai thoi diem cuoi moi", "tinh den cuoi moi",
  ]
  /// Of two things the one with more, or fewer.
  static let more = ["nhieu", "it", "more", "fewer", "less"]
  /// Who sells, said of each: `từng bạn`.
  static let persons = ["ban", "nguoi", "em", "anh em", "anh chi em", "ban sale", "thanh vien"]
  /// What somebody has done or not, with the number that counts it.
  static let deedsDone = [
    "goi": "cuoc goi", "gap": "cuoc gap", "called": "calls", "met": "meetings",
    "mua": "don hang", "ordered": "orders",
  ]
  static let never: Set<String> = ["never", "not"]
  static let notOnce = ["lan nao", "bao gio", "cuoc nao", "don nao", "lan nao ca", "even once", "at all", "yet"]
  /// Before a name, what makes its opposite of it.
  static let negations = ["un", "in", "non", "dis", "non-"]
  static let missed = ["missed", "miss", "did not reach", "didnt reach", "did not hit", "didnt hit", "failed to reach"]
  static let reached = ["hit", "reached", "met", "beat", "exceeded"]
  /// From one step to the next, said behind them.
  static let conversionsBehind = ["conversion rate", "conversion", "conversions", "conversion funnel", "funnel"]
}
