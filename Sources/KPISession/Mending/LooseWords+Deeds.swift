// What people say of what was done, and of rows by what happened to them.
extension LooseWords {
  /// What somebody does, with the number that counts it.
  static let deeds = [
    "chot": "don hang", "goi": "cuoc goi", "gap": "cuoc gap", "len": "don hang",
  ]
  static let behindDeeds: Set<String> = [
    "duoc", "nhieu", "it", "bao", "don", "dien", "khach", "tot", "cao", "hop", "the",
  ]
  /// Calls and messages that come in or go out, and whether the word stands behind their name.
  static let directions: [String: (value: String, isBehind: Bool)] = [
    "den": ("in", true), "vao": ("in", true), "di": ("out", true), "ra": ("out", true),
    "incoming": ("in", false), "inbound": ("in", false), "outgoing": ("out", false), "outbound": ("out", false),
  ]
  /// Behind what is counted: its sum.
  static let sumWords = ["value", "amount", "worth", "total value", "gia tri", "so tien", "tri gia", "tong gia tri"]
  static let sumOf = [
    "value of", "total value of", "amount of", "worth of", "gia tri cua", "tong gia tri cua", "tong gia tri", "gia tri",
  ]
  static let means: Set<String> = ["avg", "average", "mean", "median", "trung", "binh"]
  /// Before a comparison with what each row is worth.
  static let worth = [
    "worth", "valued", "value", "with value", "with amount", "with a value", "gia tri", "co gia tri", "tri gia",
    "so tien",
    "co so tien", "tri gia tren",
  ]
  /// Before the period that rows came in.
  static let creation = [
    "created", "that were created", "who were created", "added", "registered", "who registered", "who signed up",
    "signed up", "who joined", "joined", "tao", "duoc tao", "moi tao", "phat sinh", "ky", "da ky", "duoc ky", "signed",
    "created on", "created in", "acquired", "gained", "onboarded", "added on", "that joined",
  ]
  /// What says that a period is the one in which the rows came.
  static let cameIn: Set<String> = ["moi", "new", "tao", "created", "joined", "registered", "signed", "added"]
  static let timesWords = ["once": 1, "twice": 2, "thrice": 3]
  /// Parts of a unit of time that begin or end on no day that all agree on.
  static let partsOfUnits: Set<String> = ["dau", "giua", "cuoi", "early", "late", "mid", "beginning", "end"]
  /// What people are called that is another word, too, without its marks: inside a line a capital tells them.
  static let namesOfPeople: Set<String> = [
    "lan", "nhung", "tung", "dung", "chi", "hoa", "mai", "hai", "thu", "ha", "linh", "khoa", "long", "giang", "tuan",
    "quy", "nga", "hong", "tam", "cuong", "thao",
  ]

  /// `mấy hôm nay`, `mấy tuần gần đây`: some time of late, which is no period.
  static func sayRecently(_ words: [LooseWord]) -> Bool {
    words.indices.dropLast(2).contains { place in
      ["mấy", "may", "vài", "vai"].contains(words[place].text.lowercased())
        && ["hom", "ngay", "tuan", "thang"].contains(words[place + 1].plain)
        && ["nay", "qua", "gan", "roi", "vua"].contains(words[place + 2].plain)
    }
  }
  /// Words to look over that are those of Vietnamese alone.
  static let vietnameseOnly: Set<String> = ["roi", "chi", "cai", "hai", "ve", "dat", "em", "anh", "minh", "dau", "xin"]
  static let targets = [
    "target", "targets", "the target", "plan", "quota", "chi tieu", "muc tieu", "ke hoach", "kpi",
  ]
  /// Each of some words before what a target is called.
  private static func targetsOf(_ words: String...) -> [String] {
    words.flatMap { word in
      ["chi tieu", "kpi", "muc tieu", "ke hoach", "target", "targets", "quota", "plan"].map { "\(word) \($0)" }
    }
  }
  static let belowTarget: [String] =
    targetsOf(
      "chua dat", "khong dat", "chua hoan thanh", "khong hoan thanh", "duoi", "hut", "truot", "thieu", "below", "under",
      "missed", "missed their", "missed the", "behind", "behind their", "short of", "short of their", "below their",
      "kem") + [
      "chua dat chi tieu", "khong dat chi tieu", "chua dat kpi", "khong dat kpi", "chua dat muc tieu", "duoi chi tieu",
      "chua hoan thanh chi tieu", "chua hoan thanh kpi", "khong hoan thanh chi tieu", "below target", "under target",
      "missed target", "missed their target", "missed the target", "are below target", "behind target",
      "chua dat target",
      "below their target", "under quota", "hut chi tieu", "truot kpi", "truot chi tieu",
    ]
  static let atTarget: [String] =
    targetsOf(
      "vuot", "da vuot", "da dat", "dat duoc", "da hoan thanh", "hoan thanh", "hit", "hit their", "beat", "beat their",
      "exceeded", "exceeded their", "above", "above their", "over", "reached", "reached their", "met", "met their",
      "tren") + [
      "vuot chi tieu", "da dat chi tieu", "vuot kpi", "dat kpi", "dat chi tieu roi", "da dat kpi", "hit target",
      "beat target", "beat their target", "beat the target", "exceeded target", "exceeded their target",
      "hit their target", "hit the target", "above target", "reached target", "reached their target", "vuot muc tieu",
      "over target", "met target", "met their target", "da hoan thanh chi tieu", "hoan thanh kpi",
    ]
  /// What a cycle begins with anyway.
  static let fromCreation: [String] = {
    let starts = [
      "luc tao", "khi tao", "luc tiep nhan", "khi tiep nhan", "khach moi", "luc vao", "ngay tao", "luc co lead",
    ]
    let ends = ["den luc", "den khi", "toi luc", "toi khi", "den", "toi", "den ngay"]
    let vietnamese = starts.flatMap { start in ends.map { "tu \(start) \($0)" } }
    let english = ["creation", "created", "lead", "new lead", "first contact", "sign up", "new"].flatMap { start in
      [
        "from \(start) to", "from \(start) until", "from \(start) to first", "\(start) to",
        "from \(start) to the first",
      ]
    }
    return vietnamese + english + [
      "after being created", "after creation", "after they are created", "after signing up", "sau khi tao",
      "ke tu khi tao", "tu luc tao", "tu khi tao",
    ] + ["len", "den khi", "toi khi", "until", "to"]
  }()
  /// Steps of a funnel by what is done there.
  static let stepDeeds = [
    "goi": "cuoc goi", "mua": "don hang", "gap": "cuoc gap", "chot": "don hang", "call": "calls", "order": "orders",
    "buy": "orders", "purchase": "orders", "meeting": "meetings", "called": "calls", "bought": "orders",
  ]
  /// What a cycle waits for anyway.
  static let toBuying = [
    "customers to buy", "to buy", "a customer to buy", "until they buy", "to order", "to first order", "to purchase",
    "to first purchase", "before they buy", "khach mua", "de khach mua", "thi mua", "thi khach mua", "khach moi mua",
    "until first order", "for customers to buy", "for a customer to buy", "customers take to buy", "mua lan dau",
  ]
  static let thanBefore = [
    "it hon", "nhieu hon", "thap hon", "cao hon", "kem hon", "tot hon", "better than", "worse than", "higher than",
    "lower than", "more than", "less than", "below", "than", "hon",
  ]
  static let lateShare = [
    "share", "split", "breakdown", "distribution", "mix", "% split", "percentage", "in percent", "ty trong", "co cau",
    "phan bo", "chiem ty trong bao nhieu",
  ]
  static let lateTargets = [
    "target achievement", "targets achievement", "achievement", "vs target", "against target", "vs targets", "target",
    "so voi chi tieu", "dat bao nhieu % chi tieu", "dat bao nhieu chi tieu", "dat bao nhieu kpi", "dat bao nhieu % kpi",
    "hoan thanh bao nhieu %", "hoan thanh bao nhieu phan tram", "target progress", "to target", "vs plan",
    "attainment", "quota attainment",
  ]
  /// What says that a number of months is still to come.
  static let ahead: Set<String> = ["next", "coming", "toi", "sau", "tiep", "nua", "ahead"]
}
