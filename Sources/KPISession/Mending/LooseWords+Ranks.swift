import KPIEngine

// What people say of changes, of the best of something, and of places by another name.
extension LooseWords {
  static let greatestFall = [
    "biggest drop", "largest drop", "biggest fall", "biggest decline", "largest decline", "biggest decrease",
    "largest decrease", "greatest fall", "worst drop",
  ]
  static let greatestRise = [
    "biggest increase", "largest increase", "biggest rise", "biggest growth", "largest growth", "biggest jump",
    "highest growth", "best growth", "greatest increase", "fastest growth",
  ]
  static let falling = [
    "giam", "sut", "sut giam", "tut", "bi giam", "di xuong", "dropped", "drops", "fell", "falls", "declined",
    "decreased", "went down",
  ]
  static let rising = [
    "tang", "tang truong", "di len", "increased", "grew", "rose", "rises", "grows", "went up", "improved",
  ]
  /// The greatest of all changes.
  static let ofAll = [
    "nhieu nhat", "manh nhat", "lon nhat", "cao nhat", "nhanh nhat", "the most", "most", "fastest", "the fastest",
  ]
  static let worstSelling = [
    "ban e nhat", "ban cham nhat", "ban e am nhat", "ban kem nhat", "worst selling", "least selling", "slowest selling",
    "lowest selling", "slow selling", "poorest selling",
  ]
  static let leadingBest = ["biggest", "largest", "highest", "greatest", "max", "maximum"]
  static let leadingWorst = ["smallest", "lowest", "min", "minimum"]
  /// Of what has a size itself, not of how many there are.
  static let greatest = ["lon nhat", "to nhat", "gia tri nhat", "the largest", "the biggest", "largest", "biggest"]
  static let smallest = ["nho nhat", "be nhat", "the smallest", "smallest"]
  static let neverBought = [
    "chua mua lan nao", "chua mua gi", "chua tung mua", "chua tung mua hang", "chua bao gio mua", "chua mua bao gio",
    "chua mua hang lan nao", "chua mua", "never bought", "never bought anything", "never ordered", "never purchased",
    "have never bought", "have never ordered", "has never bought", "have not bought", "have not bought anything",
    "haven't bought", "did not buy", "didnt buy", "didnt buy anything", "with no purchases", "without purchases",
    "havent bought", "havent bought anything", "havent ordered", "havent placed an order", "didnt order",
    "khong mua", "khong mua gi", "khong mua hang", "khong phat sinh mua", "chua quay lai mua", "hasnt bought",
    "not buying", "with no purchase", "have not ordered", "did not order", "chua mua hang", "chua mua don nao",
  ]
  static let buying = [
    "bought", "ordered", "purchased", "spent", "have spent", "mua", "mua hang", "dat hang", "placed", "buy", "order",
    "have bought", "co mua",
    "da mua", "phat sinh",
  ]
  /// The first words of the verbs, which a line begins with.
  static let verbWords: Set<String> = {
    let phrases: [String] = verbs.flatMap { (_, phrases) in phrases }
    return Set(phrases.compactMap { phrase in phrase.split(separator: " ").first.map(String.init) })
  }()
  /// Other names of places, as they are typed.
  static let otherNames: [String: [String]] = [
    "tp ho chi minh": ["sai gon", "saigon", "hcm", "hcmc", "ho chi minh city", "tp hcm", "thanh pho ho chi minh"],
    "open": ["dang mo", "con mo", "chua dong", "still open", "dang treo", "con treo"],
    "ha noi": ["thu do"], "cancelled": ["bi huy", "huy", "da huy", "canceled"], "thua thien hue": ["hue"],
    "ba ria vung tau": ["vung tau", "brvt"],
    // What English lines call values that the data has in Vietnamese.
    "gia cao": ["price", "high price", "too expensive", "being too expensive"],
    "chua co nhu cau": ["no need", "lack of need"], "chon doi thu": ["competitor", "competitors", "a competitor"],
    "het ngan sach": ["no budget", "lack of budget"], "khong lien lac duoc": ["unreachable"],
    "san pham chua phu hop": ["poor fit", "product fit"],
    "bao gia": ["quotation", "proposal", "quote stage"], "dam phan": ["negotiation", "negotiating", "negotiations"],
    "dang tu van": ["consulting"], "tam dung": ["on hold", "paused"],
    "ban le": ["retail"], "bat dong san": ["real estate"], "giao duc": ["education"],
    "y te": ["healthcare", "health care", "medical"], "xay dung": ["construction"], "tai chinh": ["finance"],
    "cong nghe thong tin": ["information technology", "it industry", "cntt"], "van tai": ["transport", "logistics"],
    "nong nghiep": ["agriculture", "farming"], "det may": ["textile", "textiles", "garment"],
    "nha hang khach san": ["hospitality", "restaurants and hotels", "hotels and restaurants"],
    "ca nhan": ["individual", "individuals", "private customers"],
    "doanh nghiep lon": ["large companies", "enterprise", "large enterprises", "big companies", "enterprises"],
    "doanh nghiep vua": ["medium companies", "medium businesses", "medium sized companies"],
    "doanh nghiep nho": ["small businesses", "small companies", "small business"], "dai ly": ["dealer", "dealers"],
    "gioi thieu": ["referral", "word of mouth"], "hoi cho": ["trade fair", "trade fairs", "trade show", "trade shows"],
    "doi tac": ["partner", "partners"], "tong dai": ["hotline"],
    "ke toan": ["accounting"], "telesale": ["telesales", "tele sale", "tele sales"],
    "cham soc khach hang": ["customer care", "customer service", "cskh"],
    "kinh doanh mien bac": ["northern sales", "north region", "the north"],
    "kinh doanh mien nam": ["southern sales", "south region", "the south"],
    "may loc nuoc": ["water purifier", "water purifiers", "water filters"],
    "may loc khong khi": ["air purifier", "air purifiers"], "phu kien": ["accessories"],
    "thiet bi bep": ["kitchen appliances", "kitchen equipment"], "thiet bi van phong": ["office equipment"],
    "ba ria – vung tau": ["vung tau", "brvt", "ba ria vung tau"],
  ]
  /// `đầu tháng đến giờ`, `tháng này tới giờ`: from a unit's first day up to today.
  static let vietnameseToDate: [(Grain, [String])] = [
    (Grain.year, "nam"), (.quarter, "quy"), (.month, "thang"), (.week, "tuan"),
  ].map { grain, unit in
    let ends = ["den", "toi"].flatMap { to in ["nay", "gio", "bay gio", "hom nay"].map { "\(to) \($0)" } }
    let phrases = ["dau \(unit)", "tu dau \(unit)", "dau \(unit) nay", "tu dau \(unit) nay"].flatMap { start in
      ends.map { "\(start) \($0)" }
    }
    let running = ends.flatMap { end in ["nay", "nay tinh"].map { "\(unit) \($0) \(end)" } }
    return (grain, phrases + running + ["tu dau \(unit) nay", "tu dau \(unit)"])
  }
}
