import KPIEngine
import KPILanguage

/// What people say for what the language has a word of its own for; without case and marks, as `LooseWord.plain`.
///
/// The language itself knows none of these: they lead to the line that it does know.
enum LooseWords {
  // MARK: Times

  static let units: [(Grain, [String])] = [
    (.day, ["day", "days", "ngay", "hom"]), (.week, ["week", "weeks", "tuan"]), (.month, ["month", "months", "thang"]),
    (.quarter, ["quarter", "quarters", "quy"]), (.year, ["year", "years", "nam"]),
  ]
  static let inside = [
    "over the", "across the", "in", "on", "for", "during", "within", "of", "at", "trong", "vao", "cua", "luc",
    "trong suot",
  ]
  static let today = ["today", "hom nay", "ngay hom nay"]
  static let dayBeforeYesterday = ["hom kia", "ngay hom kia", "the day before yesterday", "day before yesterday"]
  static let yesterday = ["yesterday", "hom qua", "ngay hom qua"]
  static let allTime = [
    "all time", "all", "tat ca", "tu truoc den nay", "tu truoc toi nay", "tu truoc toi gio", "tu truoc den gio",
    "tu dau den gio", "of all time", "toan bo thoi gian", "ever",
  ]
  static let unitToDate: [(Grain, [String])] =
    vietnameseToDate + englishToDate + [
      (.year, ["year to date", "ytd"]), (.quarter, ["quarter to date", "qtd"]), (.month, ["month to date", "mtd"]),
      (.week, ["week to date", "wtd"]),
    ]
  private static let englishToDate: [(Grain, [String])] = [
    (Grain.year, "year"), (.quarter, "quarter"), (.month, "month"), (.week, "week"),
  ].map { grain, unit in
    let starts = ["since the start of", "since the beginning of", "from the start of", "from the beginning of"]
    return (grain, starts.flatMap { ["\($0) the \(unit)", "\($0) this \(unit)"] })
  }
  static let lastOnes = ["last", "past", "previous", "recent", "most recent", "trailing"]
  static let recently = [
    "gan nhat", "gan day nhat", "gan day", "vua qua", "vua roi", "qua", "tro lai day", "tro lai", "cuoi cung",
    "ago to today",
  ]
  static let running = ["nay", "hien tai", "hien nay", "dang chay"]
  static let former = ["truoc do", "truoc", "ngoai", "vua roi", "vua qua", "roi", "qua"]
  static let coming = ["sau", "toi", "ke tiep", "tiep theo", "sap toi"]
  static let firstHalf = ["6 thang dau nam", "sau thang dau nam", "nua dau nam", "first half of", "first half", "h1"]
  static let secondHalf = [
    "6 thang cuoi nam", "sau thang cuoi nam", "nua cuoi nam", "second half of", "second half", "h2",
  ]
  static let roman = ["i": 1, "ii": 2, "iii": 3, "iv": 4]
  static let months: [String: Int] = {
    let names = [
      "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
      "december",
    ]
    var months: [String: Int] = ["sept": 9]
    for (index, name) in names.enumerated() {
      months[name] = index + 1
      months[String(name.prefix(3))] = index + 1
    }
    return months
  }()
  static let monthNumbers = [
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "chap": 12,
  ]
  private static let countWords = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "mot": 1, "hai": 2, "ba": 3,
    "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
  ]

  /// A number in digits or as a word.
  static func smallNumber(_ plain: String) -> Int? { Int(plain) ?? countWords[plain] }

  // MARK: Words to look over

  static let politeness = [
    "please", "toi gio", "toi nay", "does", "hay", "giup toi", "giup", "cho toi", "toi muon", "can you", "could you",
    "i want", "the", "a", "an",
    "total of",
    "number of", "tong so", "tong cong", "so luong", "tong", "so", "total", "cac", "nhung", "moi thu", "cua", "of",
    "me",
    "data", "so lieu", "la", "is", "are", "was", "were", "co", "with", "voi", "ra sao", "the nao", "bao nhieu",
    "nhu the nao",
    "have", "has", "had", "we", "did", "do", "our", "in total", "vnd", "nao", "which", "duoc", "la bao nhieu", "all",
    "ve", "about", "theo so lieu", "ban duoc", "ban ra", "roi", "em", "anh", "chi", "minh", "xin", "chao", "xin chao",
    "nhe", "nha",
    "a", "di", "giup em", "giup minh", "cho em", "cho minh", "duoc khong", "can", "muon", "biet", "ket qua",
    "ket qua kinh doanh",
    "thong tin",
    "tong hop", "dang", "den gio", "get", "got", "count", "combined", "so far", "there", "ly",
    "please?",
    "that", "what", "new", "how did", "how does", "cong lai", "vay", "dau", "dau tien", "len dau", "tu", "cai",
    "chi so", "sep", "cho sep", "nhieu",
    "hai", "ca hai", "both", "thi sao",
    "the",
    "cua cac", "and", "hoi", "sep hoi", "came", "come", "coming", "dat", "sum of", "nguoi", "chung ta", "cong ty",
    "minh co", "ben minh", "cua minh", "cong ty minh", "toi", "nua", "luon",
    "sap xep",
    "thu duoc", "dat duoc", "mang lai", "chi tinh", "only", "just", "tinh theo", "tinh",
    "value", "figures", "numbers", "kpi", "a table of", "table of", "brought", "generated", "made", "handled", "took",
    "received", "signed", "their", "each of", "overall", "will",
    "be", "their own", "make", "occur", "happen", "happened", "xay ra", "tang hay giam", "go up or down", "up or down",
    "increase or decrease", "hon hay kem", "ca nha",
    "lam on", "vui long", "nhe a", "voi a", "giup voi", "oi", "a oi", "chi oi",
    "em oi",
  ]

  // MARK: Clauses

  static let by = [
    "giua cac", "between", "among", "group by", "grouped by", "split by", "broken down by", "breakdown by",
    "break down by", "by", "per", "for each", "ranked by", "ranking by", "rank by", "split out by", "sliced by",
    "by each",
    "each", "theo tung", "theo", "moi", "tung", "chia theo", "phan theo", "nhom theo", "gom theo", "phan loai theo",
    "cua tung",
    "cua moi", "tren moi", "across",
  ]
  /// Grains in one word.
  static let grains: [String: String] = [
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year",
    "hang ngay": "day", "hang tuan": "week", "hang thang": "month", "hang quy": "quarter", "hang nam": "year",
    "hourly": "hour", "month by month": "month", "week by week": "week", "day by day": "day",
    "quarter by quarter": "quarter", "year by year": "year", "theo tung thang": "month", "tung thang mot": "month",
  ]
  static let grainUnits: [String: String] = [
    "day": "day", "days": "day", "ngay": "day", "date": "day", "week": "week", "weeks": "week", "tuan": "week",
    "month": "month", "months": "month", "thang": "month", "quarter": "quarter", "quarters": "quarter",
    "quy": "quarter",
    "year": "year", "years": "year", "nam": "year", "hour": "hour", "gio": "hour", "weekday": "weekday",
    "thu": "weekday",
    "day of week": "weekday", "hour of day": "hour", "hour of the day": "hour", "khung gio": "hour",
    "gio trong ngay": "hour", "khung gio trong ngay": "hour", "day of the week": "weekday", "thu trong tuan": "weekday",
    "cac thu trong tuan": "weekday",
    "ngay trong tuan": "weekday",
  ]
  static let and = ["and", "va", ",", "&", "&&", ";", "cung", "cung voi", "along with", "+", "lan"]
  static let or = ["or", "hoac", "hay", "hay la", "||"]
  static let lowest = [
    "lowest", "smallest", "worst", "least", "thap nhat", "it nhat", "nho nhat", "kem nhat", "dung cuoi",
    "e nhat", "cham nhat", "dung bet ve", "dung bet", "bet nhat", "bet bang", "doi so", "dung cuoi ve", "dung chot",
    "yeu nhat", "te nhat", "slowest", "fewest",
    "with the lowest",
  ]
  static let bottom = ["bottom", "worst"]
  static let withOther = [
    "with other", "with others", "and other", "and others", "and the rest", "and the rest as other",
    "the rest as other", "rest as other", "with the rest as other", "gop khac",
    "cac tinh con lai gop khac", "con lai gop chung", "va phan con lai", "con lai gop vao khac",
    "con lai gop khac", "con lai la khac", "phan con lai gop khac", "va khac", "va con lai", "gop phan con lai",
  ]
  static let eachOne = [
    "for each", "in each", "per", "each", "moi", "tung", "cua moi", "cua tung", "trong moi", "trong tung", "by each",
  ]
  static let latest = ["latest", "newest", "most recent", "moi nhat", "gan nhat", "gan day nhat", "moi day"]
  static let oldest = ["oldest", "earliest", "cu nhat", "som nhat"]
  static let isPart = ["chiem bao nhieu %", "chiem bao nhieu phan tram", "chiem bao nhieu", "chiem ty trong", "%"]
  static let meaning = [
    "calculated", "computed", "defined", "nghia la gi", "la gi", "mean", "means", "co nghia la gi", "duoc tinh the nao",
    "tinh the nao",
  ]
  static let without = [
    "without", "have no", "has no", "with no", "never", "were never", "was never", "have never been", "never been",
    "were not", "have not been", "not", "havent", "havent been", "chua duoc", "chua tung", "chua tung duoc", "chua he",
    "chua co", "khong co", "chua", "thieu", "no", "chua phat sinh",
    "missing",
  ]
  static let except = [
    "khong tinh", "khong ke", "tru di", "bo", "not counting", "without counting", "but not", "apart from", "not from",
    "not via", "without", "loai tru", "chua ke", "chua tinh", "loai",
    "khong phai", "khong phai tu", "khong phai la", "ngoai tru",
    "tru", "except", "excluding", "khong gom", "khong bao gom", "other than", "khac",
  ]
  static let cumulative = ["luy ke", "cong don", "cumulative", "running total", "luy tien"]
  static let isThere = ["do we have", "are there", "exist", "co nhung gi", "la nhung gi", "gom nhung gi", "gom nhung"]
  static let arrows = [
    "->", ">", "→", "=>", ",", "toi", "den", "roi", "sau do", "then", "to", "rang", "thanh", "roi den", "sang",
    "ra", "into", "thanh", "den khi", "tiep theo la", "and then", "roi toi", "qua",
  ]
  static let top = ["top", "only top", "best", "lay top"]
  /// So many rows in the order that they have.
  static let limit = ["limit", "first", "chi lay", "lay", "take", "only the first", "gioi han"]
  /// Forms of pictures, and how the language writes them.
  static let pictureForms: [(english: String, vietnamese: String, phrases: [String])] = [
    ("bar", "cột", ["bar", "column", "cot", "thanh"]), ("line", "đường", ["line", "duong"]),
    ("area", "miền", ["area", "mien"]), ("pie", "tròn", ["pie", "donut", "tron", "banh"]),
    ("heatmap", "nhiệt", ["heatmap", "heat", "nhiet"]), ("funnel", "phễu", ["funnel"]),
  ]
  static let pictures = ["chart", "graph", "plot", "draw", "bieu do", "do thi", "ve hinh"]
  /// What says that a number is asked for, not rows.
  static let counting = [
    "sum", "so luong", "luong", "luot", "so luot", "tong so", "volume of", "number of", "count of", "count", "dem",
  ]
  static let money = [
    "ban duoc", "bao nhieu tien", "sold", "sell", "bring in", "brought in", "earn", "earned", "how much money",
    "mua", "bought", "spent", "sells", "chitieu", "spend", "ban the nao", "ban ra sao", "ban sao roi",
    "ban duoc the nao",
    "ban duoc khong", "ban co tot khong", "how are sales", "how were sales",
  ]
  static let who = ["who", "ai", "nguoi nao"]
  static let alerts = ["alert", "alert me", "alerts", "notify me", "warn me", "tell me", "alert us"]
  static let vietnameseAlerts = ["bao dong", "bao cho toi", "nhac toi", "canh bao khi", "bao dong khi"]
  static let falls = [
    "drops", "drop", "falls", "fall", "drops below", "falls below", "decreases", "giam", "giam xuong", "giam duoi",
    "xuong duoi", "tut",
  ]
  static let rises = ["rises", "rise", "grows", "increases", "jumps", "tang", "tang vot", "tang tren", "tang len"]
  static let exceeds = ["exceeds", "passes", "vuot", "vuot qua", "qua"]
  /// Verbs that show the rows of what stands alone behind them.
  static let rowVerbs: Set<String> = [
    "show", "show me", "display", "give me", "get", "xem", "cho xem", "cho toi xem", "hien thi", "hien", "lay",
    "cho em xem", "cho minh xem", "xem giup",
  ]
  /// Words that somebody's name stands behind.
  static let owners: Set<String> = [
    "cua", "of", "for", "by", "did", "does", "has", "had", "from", "anh", "chi", "em", "ban", "co", "chu", "ong", "ba",
    "nv", "vien", "sale", "employee",
  ]
  /// Words of a period, which are written with a capital, too.
  static let calendarWords: Set<String> = [
    "tháng", "quý", "quí", "năm", "tuần", "ngày", "hôm", "last", "this", "month", "year", "quarter", "week", "today",
  ]
  static let highest = [
    "highest", "most", "largest", "biggest", "best", "cao nhat", "nhieu nhat", "lon nhat", "hang dau", "dung dau",
    "tot nhat",
    "top dau", "dan dau ve", "dan dau", "dung dau ve", "dung nhat ve", "dung nhat", "dung top", "gioi nhat", "nhat",
    "ban chay nhat", "with the highest", "with the most", "nhieu tien nhat", "the most",
    "the highest",
    "the biggest", "biggest number of", "highest number of",
  ]
  static let descending = [
    "sorted descending", "in descending order", "descending", "desc", "giam dan", "giam", "from high to low",
    "tu cao den thap", "tu cao xuong thap", "cao xuong thap", "tu lon xuong nho", "tu nhieu den it",
    "tu nhieu xuong it",
    "tu tren xuong duoi", "high to low", "lon den nho",
    "cao den thap", "highest first", "largest first", "biggest first", "best first", "most first", "top first",
    "cao nhat truoc", "lon nhat truoc", "nhieu nhat truoc", "cao nhat len dau", "lon nhat len dau",
    "highest to lowest", "largest to smallest", "tu lon den nho", "tu lon toi nho",
  ]
  static let ascending = [
    "sorted ascending", "in ascending order", "ascending", "asc", "tang dan", "from low to high", "tu thap den cao",
    "tu thap len cao", "tu nho den lon", "tu nho len lon", "tu it den nhieu",
    "low to high", "thap den cao",
    "lowest first", "smallest first", "worst first", "least first", "thap nhat truoc", "nho nhat truoc",
    "it nhat truoc",
  ]
  static let orderBy = [
    "order by", "sort by", "sorted by", "ordered by", "xep theo", "sap xep theo", "sap xep", "sap theo", "sort", "xep",
  ]
  static let comparePrevious = [
    "vs the month before", "vs the quarter before", "vs the week before", "vs the year before", "vs the day before",
    "vs the period before", "vs the one before", "so voi thang truoc do", "so voi quy truoc do",
    "so voi tuan truoc do", "so voi nam truoc do",
    "so voi ky truoc", "so ky truoc", "compare previous", "compared to previous period", "vs previous period",
    "vs previous",
    "compared with previous", "compared to previous", "compared to the previous period",
    "compared with the previous period",
    "vs the previous period", "versus the previous period", "against the previous period", "than the previous period",
    "compared to the period before", "so voi ky lien truoc", "so voi ky truoc do", "versus previous",
    "so voi giai doan truoc",
  ]
  static let compareYear: [String] = {
    let versus = ["", "vs ", "versus ", "compared to ", "compared with ", "against ", "than "]
    let units = ["period", "month", "quarter", "week", "time", "day", "months", "weeks", "days", "point"]
    let english = versus.flatMap { versus in
      ["same", "the same"].flatMap { same in
        units.flatMap { unit in
          ["last year", "of last year", "in last year", "a year ago", "one year ago", "the year before"]
            .map { "\(versus)\(same) \(unit) \($0)" }
        }
      }
    }
    let vietnamese = ["", "so voi ", "so "].flatMap { versus in
      ["thang", "quy", "tuan", "thoi diem", "giai doan", "ngay"].flatMap { unit in
        ["nam ngoai", "nam truoc"].map { "\(versus)cung \(unit) \($0)" }
      }
    }
    return english + vietnamese + compareYearAlone
  }()
  private static let compareYearAlone = [
    "so voi cung ky nam ngoai", "so voi cung ky nam truoc", "so voi cung ky", "cung ky nam truoc",
    "cung ky nam ngoai", "cung ky", "so cung ky", "compare year", "yoy", "year over year", "year on year",
    "so voi cung thang nam ngoai", "so voi cung thang nam truoc", "so voi cung quy nam ngoai",
    "so voi cung quy nam truoc", "so cung ky nam ngoai", "so cung ky nam truoc", "vs cung ky",
    "vs cung ky nam ngoai", "vs cung ky nam truoc",
  ]
  static let versus = [
    "vs", "vs.", "versus", "compared to", "compared with", "compare with", "compare to", "compare", "so voi", "so",
    "against",
  ]

  /// What is said of a number that `why` asks about.
  static let changes = [
    "dropped", "drop", "fell", "fall", "decreased", "decrease", "went down", "go down", "down", "increased", "increase",
    "rose", "rise", "went up", "go up", "up", "changed", "change", "giam", "tang", "lai giam", "lai tang", "giam manh",
    "tang manh", "thay doi", "bi giam", "sut giam", "does", "has", "there", "fewer", "more", "less", "lower", "higher",
    "worse", "better", "so much", "a lot", "it", "thap", "nhieu", "sut", "di xuong", "di len", "tut",
    "kem", "chung lai", "dung lai",
  ]

  // MARK: Conditions

  static let `where` = [
    "having", "giu", "where", "loc", "loc theo", "filter", "filter by", "filtered by", "dieu kien", "whose",
    "that have", "with", "who made", "who had", "who have", "who has", "who got", "who handled", "who took",
    "that made",
    "that had", "that has", "who did", "making", "having made", "trong do", "ma co", "ma", "khi", "neu", "when", "if",
  ]
  /// What stands before a value: `của Facebook`, `ở Hà Nội`.
  static let beforeValue = [
    "from", "of", "in", "at", "for", "by", "via", "cua", "o", "tai", "tu", "cho", "thuoc", "qua", "tren", "ben",
    "den tu", "came from", "coming from", "come from", "to", "with", "located in", "based in", "giua", "between",
    "den tu kenh", "nam o",
  ]
  static let signs: [String: String] = [
    "=": "=", "==": "=", "!=": "!=", "<>": "!=", ">": ">", ">=": ">=", "=>": ">=", "<": "<", "<=": "<=", "=<": "<=",
  ]
  static let comparisons: [(String, [String])] = [
    (">=", ["at least", "it nhat", "toi thieu", "khong duoi", "greater than or equal to", "lon hon hoac bang"]),
    ("<=", ["at most", "nhieu nhat", "toi da", "khong qua", "less than or equal to", "nho hon hoac bang"]),
    (
      ">",
      [
        "greater than", "more than", "over", "above", "is greater than", "is more than", "lon hon", "cao hon",
        "nhieu hon", "tren", "hon",
      ]
    ),
    ("<", ["less than", "fewer than", "under", "below", "is less than", "nho hon", "thap hon", "it hon", "duoi"]),
    ("!=", ["is not", "isn't", "not equal to", "khac", "khong phai la", "khong phai", "khac voi", "not"]),
    ("=", ["is", "equals", "equal to", "equal", "la", "bang"]),
  ]
  /// Words that are no slips of others: `old` is not `sold`, `early` not `yearly`.
  static let noSlips: Set<String> = ["old", "early", "late", "low", "cheap"]
  static let contains = ["co chu", "co tu", "co chua chu", "contains", "containing", "chua", "co chua"]
  static let startsWith = ["starts with", "begins with", "bat dau bang", "bat dau voi"]
  static let like = ["like", "ilike", "giong", "giong nhu"]
  static let isNull = [
    "is null", "is empty", "bo trong", "chua co", "is missing", "is blank", "chua ro", "khong co", "la null",
    "= null",
  ]
  static let isNotNull = ["is not null", "is not empty", "khong bo trong"]
  /// Words of number, with the suffix that the language has for them.
  static let numberSuffixes: [String: String] = [
    "tr": "tr", "trieu": "tr", "m": "M", "million": "M", "ty": " tỷ", "ti": " tỷ", "billion": "B", "b": "B", "k": "k",
    "nghin": "k", "ngan": "k", "thousand": "k", "bn": "B", "mil": "M", "mn": "M",
  ]

  /// Every word that one of the tables knows.
  static let all: Set<String> = {
    let tables: [[String]] = [
      inside, today, yesterday, allTime, lastOnes, recently, running, former, firstHalf, secondHalf, politeness, by,
      and, or,
      top, highest, descending, ascending, orderBy, comparePrevious, compareYear, versus, changes, `where`, beforeValue,
      contains, startsWith, like, isNull, isNotNull, Array(grains.keys), Array(grainUnits.keys), Array(months.keys),
      Array(numberSuffixes.keys), units.flatMap { $0.1 }, unitToDate.flatMap { $0.1 }, verbs.flatMap { $0.1 },
      comparisons.flatMap { $0.1 }, limit, pictures, bringing, chatter, buyingSomething, again, forTheFirstTime,
      rolling, attaining, coming, Array(ahead), whereFrom, inactive, minus, ending, beginning, until,
      pictureForms.flatMap(\.phrases), counting, money, who,
    ]
    var words: Set<String> = []
    for phrase in tables.joined() {
      for word in phrase.split(separator: " ") { words.insert(String(word)) }
    }
    return words
  }()

  /// What people shorten.
  static let abbreviations = [
    "kh": "khach hang", "nv": "nhan vien", "dt": "doanh thu", "ds": "doanh so", "dh": "don hang", "hd": "hop dong",
    "sp": "san pham", "pb": "phong ban", "mkt": "marketing", "cv": "cong viec", "sl": "so luong", "tb": "trung binh",
    "bq": "binh quan",
    "gt": "gia tri", "tl": "ty le", "ln": "loi nhuan", "cp": "chi phi", "dthu": "doanh thu", "dso": "doanh so",
    "cust": "customer",
    "custs": "customers", "emp": "employee", "dept": "department", "rev": "revenue", "opp": "opportunities",
    "opps": "opportunities", "qty": "quantity", "avg": "average", "prod": "product", "prov": "province",
    "cohoi": "co hoi", "thg": "thang", "hnay": "hom nay", "nvien": "nhan vien", "khg": "khach hang",
    "cty": "cong ty", "dhang": "don hang", "tgian": "thoi gian", "mth": "month", "yr": "year", "wk": "week",
    "kháchhàng": "khach hang", "hn": "ha noi", "hcm": "ho chi minh", "sg": "sai gon",
    "tphcm": "tp ho chi minh", "ko": "khong", "dc": "duoc", "trc": "truoc", "bn": "bao nhieu", "nvkd": "nhan vien",
    "dn": "da nang", "fb": "facebook", "gg": "google",
    "camp": "campaign",
  ]
}
