import KPILanguage

// What people say for the verbs.
extension LooseWords {
  /// The longest of the phrases that stand at a place is meant.
  static let verbs: [(Keyword, [String])] = [
    (
      .show,
      [
        "show me", "show", "display", "give me", "get", "report", "tell me", "what is", "what was", "what were",
        "what are",
        "whats", "how many", "how much", "compare", "xem", "cho xem", "cho toi xem", "hien thi", "hien", "thong ke",
        "bao cao", "select", "sumif", "pivot", "cho sep xem", "cho sep bao cao", "cho biet", "lay", "so sanh", "tinh",
        "xem giup", "so sanh giup", "cho em xem", "cho minh xem",
        "compare the", "cho chi xem", "cho anh xem", "cho anh biet", "cho chi biet", "cho em biet", "cho minh biet",
        "cho toi biet", "gui em", "gui cho em", "cho em hoi", "cho hoi", "i need", "i need to see", "i want to see",
        "want to see", "let me see", "can i see", "could i see", "can you show me", "could you show me", "see", "view",
        "check", "look at", "give us", "show us", "tell us", "cho bao cao", "can xem", "muon xem", "toi muon xem",
        "em muon xem", "tra cuu", "thong ke cho", "doc", "bao cao ve", "kiem tra",
        "rank", "rank the", "ranking of", "ranking", "xep hang", "bang xep hang", "cho xin", "xin so lieu",
        "cho xin so lieu", "cho em xin", "cho minh xin", "cho chi xin", "cho anh xin", "cho a xem", "cho e xem", "pull",
        "pull up", "fetch", "print", "calculate", "calc", "compute", "summarize", "summarise", "break down",
        "breakdown",
        "track", "plot", "thong ke ve", "tong hop", "tinh giup", "tinh ho", "cho con so", "tinh giup minh",
        "tinh giup em",
        "tinh giup anh", "tinh hinh", "sap xep", "sap xep cac", "gui anh", "gui chi", "gui minh", "gui cho anh",
        "gui cho chi", "gui cho minh",
        "minh muon xem", "minh can xem", "minh can", "anh muon xem", "anh can xem", "anh can", "chi can",
        "chi muon xem",
        "em can", "em can xem", "cho anh xin", "cho chi xin", "nho em xem", "em check giup", "check giup", "xem dum",
        "xem ho", "xem gium", "coi", "coi giup", "coi dum", "cho coi", "cho anh coi", "cho em coi", "cho minh coi",
        "chia",
        "bang", "bang tong hop", "bang so lieu", "id like to see", "id like", "i would like to see", "i would like",
        "could i get", "can i get", "can i have", "may i see", "could you get me", "how are we doing on",
        "how are we doing with", "how did we do on", "how are we doing in", "leaderboard of", "leaderboard for",
      ]
    ),
    (
      .list,
      [
        "list", "list all", "danh sach", "liet ke", "xem danh sach", "show list of", "ds", "a list of", "list of",
        "give me a list of", "give me list of", "show me a list of", "cho xem danh sach", "cho toi danh sach",
        "cho em danh sach", "cho em xin danh sach", "xin danh sach", "lay danh sach", "xuat danh sach",
        "liet ke danh sach", "show all", "find", "tim",
      ]
    ),
    (
      .share,
      [
        "ty trong", "co cau", "ty le phan bo", "phan bo", "phan bo cua", "phan phoi", "percent of", "percentage of",
        "% of", "share", "share of",
        "breakdown of", "split of", "split", "split up", "distribution of", "mix of", "ty le dong gop",
        "bao nhieu phan tram", "bao nhieu %",
        "what percent of", "what percentage of",
        "what share of", "percentage", "phan tram", "ty le phan tram", "% cua", "ti trong",
      ]
    ),
    (
      .growth,
      [
        "tang truong", "growth", "growth of", "customer growth", "toc do tang truong", "muc tang truong", "toc do tang",
        "muc tang", "growth in",
        "growth rate of", "growth rate",
      ]
    ),
    (
      .funnel,
      [
        "pheu ban hang", "sales funnel", "pheu", "pheu chuyen doi", "funnel", "conversion funnel", "detailed funnel",
        "pheu khach hang", "customer funnel",
      ]
    ),
    (
      .cycle,
      [
        "chu ky", "chu ky ban hang", "chu ky mua hang", "chu ky mua", "chu ky chot don", "cycle", "sales cycle",
        "cycle time",
        "how long does it take", "how long do", "how long until", "how long before", "time to buy", "time to order",
        "time to first order", "time to first purchase", "time to purchase",
        "mat bao lau", "bao lau", "thoi gian mua hang", "buying cycle", "purchase cycle", "order cycle",
      ]
    ),
    (
      .journey,
      [
        "hanh trinh", "journey", "customer journey", "hanh trinh khach hang", "hanh trinh khach", "state of customers",
        "customer states",
        "customer state", "states of customers", "trang thai khach hang qua", "bien dong trang thai khach hang",
        "dien bien trang thai khach hang", "dien bien trang thai khach",
        "how have customer states moved", "how have customer states changed",
        "how did customer states change", "customer state changes", "khach hang chuyen trang thai",
      ]
    ),
    (
      .portrait,
      [
        "chan dung", "portrait", "customer portrait", "chan dung khach hang", "ve chan dung", "customer profile",
        "profile of customers", "customer demographics", "demographics", "dac diem khach hang",
        "profile of our customers",
      ]
    ),
    (
      .scorecard,
      [
        "the diem", "scorecard", "bang diem", "muc tieu", "chi tieu", "dat bao nhieu % chi tieu",
        "dat bao nhieu phan tram chi tieu", "tien do chi tieu", "dat chi tieu", "hoan thanh chi tieu", "targets",
        "target achievement", "progress against target", "progress to target",
        "bao nhieu % chi tieu", "bao nhieu phan tram chi tieu", "how far are we from target", "are we on target",
        "how far from target", "are we on track", "are we on track for", "on track for",
        "how are we doing against target", "kpi", "bang kpi", "diem kpi", "target vs actual",
        "actual vs target", "targets vs actuals", "actuals vs targets", "thuc te so voi chi tieu",
        "chi tieu va thuc te",
        "ket qua kpi", "tien do kpi", "% hoan thanh chi tieu", "ty le hoan thanh chi tieu", "ty le dat chi tieu",
        "% dat chi tieu", "muc do hoan thanh chi tieu", "% hoan thanh kpi", "ty le hoan thanh kpi", "hoan thanh kpi",
        "phan tram dat chi tieu", "phan tram hoan thanh chi tieu", "ty le dat kpi", "% kpi",
        "thuc hien so voi chi tieu", "duoc bao nhieu % chi tieu",
      ]
    ),
    (
      .retention,
      [
        "giu chan", "retention", "customer retention", "ty le giu chan theo lua", "cohort retention", "cohort",
        "cohorts", "retention cohorts", "cohort analysis", "retention by cohort", "retention cohort", "cohort giu chan",
        "giu chan cohort", "giu chan khach", "retention by first purchase month", "retention by first order month",
        "retention by month of first purchase", "retention by month of first order", "giu chan theo thang mua dau",
        "ty le quay lai theo lua", "retention by monthly cohort", "retention by monthly cohorts", "monthly cohorts",
        "monthly cohort", "retention by cohort month", "retention by signup cohort", "cohort by month",
        "giu chan theo cohort", "giu chan theo lua", "giu chan theo nhom thang", "cohort theo thang",
        "cohort khach hang",
        "phan tich cohort", "monthly retention cohort", "monthly cohort retention", "monthly retention cohorts",
        "retention table", "bang giu chan", "bang cohort", "cohort table", "customer cohorts", "cohort analysis of",
      ]
    ),
    (.values, ["gia tri", "values", "values of"]),
    (
      .why,
      [
        "vi sao", "tai sao", "why", "nguyen nhan", "ly do", "reasons for", "reason for", "reasons why", "what caused",
        "explain why", "why did", "why was", "why is", "sao", "sao ma", "co sao", "nguyen nhan vi sao", "do dau",
      ]
    ),
    (
      .forecast,
      [
        "du bao", "du doan", "forecast", "predict", "du kien", "uoc tinh", "uoc", "projected", "project",
        "projection of",
        "prediction of", "forecast of", "estimate", "expected",
      ]
    ),
    (
      .describe,
      [
        "mo ta", "describe", "how is", "explain what is", "desc", "show columns from", "columns of", "what does",
        "define", "explain", "giai thich",
        "dinh nghia", "y nghia", "y nghia cua",
      ]
    ),
  ]
}
