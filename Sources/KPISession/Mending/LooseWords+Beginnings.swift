import KPILanguage

// What tells which language a line is in, and what is said of money and its growth.
extension LooseWords {
  /// First words of English lines, whatever values follow.
  static let englishBeginnings: Set<String> = Set([
    "how", "what", "which", "who", "give", "get", "find", "compare", "display", "export", "define", "average",
    "conversion", "overdue", "customers", "employees", "orders", "calls", "tasks", "revenue", "contracts",
    "deals", "leads",
  ]).union(Keyword.beginning(.question).map(\.rawValue))
  /// Words that no English line has.
  static let vietnameseWords: Set<String> = [
    "xem", "theo", "thang", "nam", "quy", "ngay", "tuan", "loc", "doanh", "khach", "danh", "cua", "cac", "nhan",
    "don", "liet", "ke", "nao", "nhieu", "bao", "hom", "goi", "cuoc", "gia", "phong", "nguon", "tinh", "nhat", "voi",
    "truoc", "pheu", "hanh", "trinh", "khong", "chua", "duoc", "hop", "dong", "vien", "lieu", "trong", "dang", "vi",
    "sao", "ty", "ti", "kh", "nv", "dt", "sp", "dh", "ds", "ko", "tang", "giam", "thu", "mua",
  ]
  /// Small words that no Vietnamese line has.
  static let englishWords: Set<String> = [
    "in", "by", "of", "who", "the", "have", "not", "from", "for", "with", "were", "was", "is", "did", "how", "per",
    "which", "what", "and", "at", "their", "our", "vs", "customers", "orders", "revenue", "employees", "sales", "last",
  ]
  /// First phrases of Vietnamese lines without their marks: what begins a question or a statement.
  static let vietnameseBeginnings: [[String]] = Keyword.allCases.flatMap { keyword -> [[String]] in
    guard keyword.entry.role == .question || keyword.entry.role == .statement else { return [] }
    return keyword.entry.vietnamese.map { LooseWord.plain($0) }.filter { $0 != keyword.rawValue }
      .map { $0.split(separator: " ").map(String.init) }
  }
  static let unitOverUnit: [(String, [String])] = [
    ("day", ["day over day", "dod"]), ("week", ["week over week", "week on week", "wow"]),
    ("month", ["month over month", "month on month", "mom"]),
    ("quarter", ["quarter over quarter", "quarter on quarter", "qoq"]),
  ]
  static let trend = ["trend", "trends", "trending", "trend line", "xu huong", "dien bien", "bien dong"]
  static let growth = ["growth", "tang truong", "growth rate", "muc tang truong", "toc do tang truong"]
  /// Money by its name.
  static let moneyWords = ["tong so tien", "tong tien", "bao nhieu tien", "tien", "how much money", "money"]
  static let now = [
    "right now", "now", "currently", "at the moment", "as of now", "hien tai", "hien nay", "bay gio", "luc nay",
  ]
  /// Values of one everyday word, which stand alone for what they say.
  static let everydayValues: Set<String> = ["moi", "mat", "khac", "new", "other", "lost"]
  /// Before the end of a period whose beginning is not said.
  static let until = [
    "until", "till", "up to", "through", "until the end of", "up to the end of", "den het", "tinh den het", "tinh den",
    "den cuoi", "den",
  ]
}

extension [LooseWord] {
  /// Whether the first words are these.
  func begin(with phrase: [String]) -> Bool {
    count >= phrase.count && zip(self, phrase).allSatisfy { $0.plain == $1 && $0.kind == .word }
  }
}
