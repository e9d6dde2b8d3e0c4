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
