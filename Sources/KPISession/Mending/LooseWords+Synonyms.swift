// Words that mean the same wherever they stand in a name.
extension LooseWords {
  private static let oneWord = [
    "kh": "khach", "nv": "nhan vien", "dt": "doanh thu", "ds": "doanh so", "dh": "don hang", "hd": "hop dong",
    "sp": "san pham", "chitieu": "chi tieu", "tl": "ty le", "gt": "gia tri", "cp": "chi phi", "ln": "loi nhuan",
    "mkt": "marketing", "qc": "quang cao", "bq": "trung binh", "tb": "trung binh", "ch": "co hoi", "tg": "thoi gian",
    "deal": "co hoi", "deals": "opportunities", "opp": "opportunity", "opps": "opportunities", "client": "customer",
    "clients": "customers", "account": "customer", "accounts": "customers", "avg": "average", "mean": "average",
    "mail": "email", "mails": "emails", "task": "viec", "advertising": "ad", "ads": "ad", "purchased": "bought",
    "percentage": "rate", "meeting": "cuoc gap",
  ]
  private static let oneOfTwoWords = [
    ("khach hang", "khach"), ("cong viec", "viec"), ("binh quan", "trung binh"), ("quang cao", "marketing"),
    ("noi chuyen", "dam thoai"), ("cuoc hen", "cuoc gap"), ("giup do", "ho tro"),
  ].map { (" \($0) ", " \($1) ") }

  /// A name with one word for each thing: `deal đang mở` and `cơ hội đang mở` are one.
  static func withOneWordForEach(_ phrase: String) -> String {
    var text = " " + phrase.split(separator: " ").map { oneWord[String($0)] ?? String($0) }.joined(separator: " ") + " "
    for (said, meant) in oneOfTwoWords where text.contains(said) { text = text.replacing(said, with: meant) }
    return String(text.dropFirst().dropLast())
  }

  /// First words of what English writes with a hyphen: `first-time`, `click-through`.
  static let beforeHyphens: Set<String> = [
    "first", "one", "click", "pick", "closed", "sign", "multi", "follow", "lead", "to", "year", "month", "week",
    "quarter", "day", "over", "on", "best", "top", "long", "walk", "e", "repeat", "pre", "up", "call", "cross",
    "in", "out", "non", "check", "half", "full", "real", "average", "high", "low", "back", "end", "start",
  ]

  /// What belongs to the verb before it: `khách hàng mua nhiều nhất`, `khách mua trên 5 triệu`.
  static let behindVerbs: Set<String> = [
    "nhieu", "it", "tren", "duoi", "tu", "hon", "the", "most", "more", "over", "at", "once", "twice", "again", "only",
  ]
  /// What is called so is something else, too: a state of customers and a metric of all that are new.
  static let noSynonyms: Set<String> = ["khach hang tiem nang"]

  /// Whether a number rose or fell.
  static let rose = [
    "go up or down", "up or down", "go up", "go down", "gone up", "gone down", "going up", "going down", "increase",
    "increased", "increasing", "rise", "risen", "rising", "grow", "grown", "growing", "improve", "improved",
    "improving",
    "drop", "dropped", "dropping", "fall", "fallen", "falling", "decline", "declined", "declining", "decrease",
    "decreased", "decreasing", "up", "down",
  ]

  /// What binds a number to the one before it, so that they are no two.
  static let binding: Set<String> = ["in", "from", "per", "on", "tren", "trong", "tu", "moi"]

  /// How words to look over are written with their marks, where other marks make a word that says something: `rời` is no
  /// `rồi`.
  static let markedFillers: [String: Set<String>] = [
    "roi": ["rồi"], "gap": ["gấp"], "chi": ["chỉ", "chị"], "dat": ["đạt"], "di": ["đi"], "ve": ["về", "vẽ"],
    "dau": ["đâu", "đầu"],
    "tu": ["từ"], "cai": ["cái"], "hoi": ["hỏi"], "toi": ["tôi", "tới"], "nua": ["nữa"], "tinh": ["tính"],
    "co": ["có"], "so": ["số"], "cac": ["các"], "can": ["cần"], "muon": ["muốn"], "nha": ["nhá"], "nhe": ["nhé"],
    "a": ["ạ", "à"], "anh": [], "minh": ["mình"], "duoc": ["được"], "dang": ["đang"], "hay": ["hãy"], "the": ["thế"],
    "vay": ["vậy"], "luon": ["luôn"], "nguoi": ["người"], "tong": ["tổng"], "ly": [], "sep": ["sếp"], "em": [],
    "nao": ["nào"], "cho": ["cho"], "xin": [], "hai": [], "ra": [], "trong": ["trong"], "se": ["sẽ"],
    "nhanh": [], "voi": ["với"], "biet": ["biết"],
  ]
}
