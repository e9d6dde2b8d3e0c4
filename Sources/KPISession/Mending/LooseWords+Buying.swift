// What people say of buying, and of one number without another.
extension LooseWords {
  static let buyingSomething = [
    "mua san pham", "dat don", "len don", "xuong tien", "placed orders", "placed an order", "made a purchase",
    "made purchases", "made an order", "phat sinh don hang", "phat sinh don", "co don hang", "co don", "place orders",
    "place an order", "make a purchase", "order anything", "buy anything", "buy something", "bought something",
    "bought anything", "chot don", "giao dich", "chitieu",
  ]
  static let inactive = ["inactive", "dormant", "lapsed", "ngu dong", "khong hoat dong", "im lang"]
  static let forTheFirstTime = [
    "lan dau tien", "lan dau", "for the first time", "for their first time", "first time",
  ]
  static let again = [
    "lai lan nua", "lan thu 2", "lan thu hai", "lan 2", "lan hai", "tu lan 2", "tro lai", "lai", "nua", "again",
    "more than once", "a second time", "nhieu lan", "tu 2 lan tro len", "tu 2 lan", "tu hai lan", "tiep", "repeatedly",
    "at least twice", "tren 1 lan", "hon 1 lan", "hon mot lan",
  ]
  /// What holds a period against another one.
  static let comparisonsOfPeriods: [String] =
    compareYear.filter { !$0.isEmpty } + comparePrevious + [
      "so voi thang", "so voi quy", "so voi nam", "so voi tuan", "so voi hom", "so voi ky", "so thang", "so quy",
      "so nam", "so tuan", "vs last", "versus last", "vs previous", "compared to last", "compared with last",
      "than last", "vs yesterday", "so voi ngay",
    ]
  /// Which way a number went, beside the one that it is held against: both are shown anyway.
  static let changing = [
    "tang bao nhieu", "giam bao nhieu", "tang len bao nhieu", "giam di bao nhieu", "tang hay giam bao nhieu",
    "co tang truong", "co tang len", "co giam di", "co tang", "co giam", "tang len", "giam xuong", "tang manh",
    "giam manh",
    "increase",
    "decrease", "increased", "decreased", "change by", "changed by", "change", "changed", "grow", "grew", "drop",
    "dropped", "fell", "fall", "thay doi bao nhieu", "thay doi the nao", "thay doi", "bien dong the nao", "chenh lech",
    "chenh bao nhieu", "hon bao nhieu", "kem bao nhieu",
  ]
  /// Before a number whose change between two periods is asked for.
  static let changeOf = [
    "percentage change in", "percent change in", "% change in", "change in", "difference in", "chenh lech",
    "muc thay doi cua", "thay doi cua", "the change in", "the difference in", "increase in", "decrease in",
  ]
  static let minus = [
    "tru di", "tru", "minus", "less", "-", "–", "−", "net of", "without", "khong tinh", "chua tinh", "tru cho",
  ]
  static let plus = ["plus", "cong voi", "cong them", "cong"]
  static let percentOf = [
    "bao nhieu % la", "bao nhieu %", "bao nhieu phan tram", "ty le %", "ty le phan tram", "ty le", "phan tram", "%",
    "what percent of", "what percentage of", "percentage of", "percent of", "% of", "share of", "proportion of",
    "the share of", "what share of",
  ]
}
