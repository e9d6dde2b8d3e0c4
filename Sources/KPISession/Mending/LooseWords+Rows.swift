// What people say of rows: how much they are worth, how long they took, by when they were due.
extension LooseWords {
  /// Parts of the names of measures that are money.
  static let moneyMeasures = [
    "total", "amount", "value", "price", "revenue", "fee", "paid", "tong", "tong tien", "thanh tien", "so tien",
    "gia tri", "doanh thu", "hoc phi", "tien",
  ]
  /// Units of a length of time, with what one of them is in seconds.
  static let lengthUnits: [(seconds: Int, forms: Set<String>)] = [
    (1, ["seconds", "second", "giay", "secs", "sec", "s"]), (60, ["minutes", "minute", "phut", "mins", "min", "p"]),
    (3_600, ["hours", "hour", "tieng", "hrs"]),
  ]
  /// What says that a length is asked for: `longer than 5 minutes`.
  static let longer = [
    "longer than", "lasting more than", "lasting over", "that lasted over", "dai hon", "lau hon", "keo dai tren",
  ]
  static let shorter = ["shorter than", "lasting less than", "lasting under", "ngan hon", "keo dai duoi"]
  /// Parts of the names of times by when something should be done, or when it was.
  static let dueTimes: Set<String> = ["due", "deadline", "han"]
  static let doneTimes: Set<String> = [
    "completed", "done", "finished", "resolved", "paid", "returned", "delivered", "hoan", "xong", "tra",
  ]
  static let overdue = [
    "overdue", "past due", "that are overdue", "that are past due", "past their due date", "qua han", "bi qua han",
    "dang qua han", "da qua han", "tre han", "bi tre han", "dang tre han", "qua deadline", "tre deadline",
    "het han ma chua xong",
    "are overdue", "is overdue",
  ]
  /// What looks ahead: of a month without a year the one to come is meant.
  static let lookingAhead = [
    "expiring", "to expire", "will expire", "upcoming", "that expire", "sap het han", "sap den han", "sap toi han",
    "den han",
    "toi han", "due", "coming due", "due for renewal", "expected to close", "du kien chot", "se het han", "sap het",
  ]
  /// What says that a length of years is somebody's age.
  static let yearsOld = ["years old", "year old", "years of age", "yrs old", "tuoi"]
  /// Means, before or behind what they are of.
  static let mean = [
    "on average", "the average", "average", "avg", "mean", "trung binh", "binh quan", "muc trung binh",
    "tinh trung binh",
    "tinh binh quan",
  ]
  /// Before what a mean is reckoned over: `mỗi ngày`, `per customer`.
  static let meanOver = [
    "per", "a", "each", "every", "for each", "for every", "in a", "moi", "moi mot", "mot", "tren moi", "tren mot",
    "cua moi", "cua mot",
    "tren 1", "moi 1", "1", "tren", "theo moi", "tinh tren", "tinh tren moi", "/", "cho moi",
  ]
  /// From one step to the next: `conversion from calls to orders`.
  static let conversions = [
    "conversion from", "conversion rate from", "conversion of", "converted from", "convert from", "conversions from",
    "ty le chuyen doi tu", "ty le chuyen tu", "chuyen doi tu", "ty le tu", "ty le chuyen doi", "chuyen doi",
    "ty le chuyen", "chuyen tu",
  ]
  /// What people are, with what the data may call it.
  static let genders: [String: [String]] = [
    "nam": ["male", "nam", "m"], "nữ": ["female", "nu", "f"], "male": ["male", "nam", "m"],
    "female": ["female", "nu", "f"],
    "men": ["male", "nam", "m"], "women": ["female", "nu", "f"],
  ]
}
