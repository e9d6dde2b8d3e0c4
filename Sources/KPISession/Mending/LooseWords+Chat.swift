// What people type in a chat: courtesies, shortened words, and verbs that only say who brings what.
extension LooseWords {
  /// Words to look over beside `politeness`.
  static let chatter = [
    "pls", "plz", "thx", "thanks", "thank you", "asap", "cam on", "hi", "hello", "kpi bot", "bot oi", "sep oi", "ad oi",
    "ok", "okay", "quick", "quickly", "nhanh", "giup e", "cho e", "giup a", "cho a", "e oi", "dum", "dum em",
    "giup nhe",
    "kip", "gium", "ho em", "ho minh", "now please", "just show", "actually", "thuc te", "cu the", "specifically",
    "exactly", "chinh xac", "hien dang", "currently have", "overall total", "in general", "performing", "performance",
    "hieu suat", "held", "logged", "se", "nhin chung",
    "noi chung", "cua ca cong ty", "ca cong ty", "toan cong ty", "toan bo cong ty", "toan he thong", "cua cong ty minh",
    "cua cong ty", "ra sao roi", "the nao roi", "o cong ty minh", "ben em", "ben anh", "tren toan quoc", "company",
    "company wide", "companywide", "whole company", "for the company", "for the whole company", "across the company",
    "over time", "wise", "leaderboard", "report", "reports", "we get", "we got", "giup anh nhe", "giup em nhe",
    "giup chi", "giup chi nhe",
    "giup anh", "nhe em", "nhe anh", "nha em", "em nhe", "giup em voi", "giup minh voi", "gap", "real quick",
    "if possible", "for me", "for my boss", "roi em", "roi nhi", "nhi", "the em", "day em", "vay em", "a nha",
  ]
  /// All words to look over.
  static let fillers = politeness + chatter
  /// What sources, people and places do to customers and money: `nguồn nào ra nhiều khách nhất`, `brings the most`.
  static let bringing = [
    "ra duoc", "ra", "dem ve", "mang ve", "dem lai", "tao ra", "keo ve", "kiem duoc", "kiem ve", "kiem", "dem den",
    "mang den", "don ve", "thu hut duoc", "co duoc", "ghi nhan", "ghi nhan duoc", "dong gop", "dong gop duoc",
    "brings in", "brings", "bring in", "bring", "bringing in", "bringing", "gives us", "gives", "gave us", "gave",
    "produces", "produced", "produce", "generates", "generate", "yields", "yield", "drives", "drove", "drive",
    "gets", "delivers", "delivered", "deliver", "sends", "sent us", "attracts", "attracted", "attract", "contributes",
    "contributed", "contribute", "earns", "places", "place", "placed",
    "makes", "has made", "have made", "had made", "book", "booked", "books",
  ]
  static let whereFrom = [
    "den tu dau", "tu dau den", "tu dau ra", "tu dau", "den tu nguon nao", "tu nguon nao", "den tu kenh nao",
    "tu kenh nao",
    "come from where", "where from", "from which source", "from which sources", "from which channel",
    "from what source",
    "from what sources", "from which channels", "o dau ra",
  ]
  /// Who sells, by a word that says so: the best of them are those with the most money.
  static let sellers = ["sellers", "seller", "nguoi ban hang", "nguoi ban"]
  /// Letters behind a number that stand for a unit of time: `30d`, `12w`.
  static let gluedUnits = [
    "d": "days", "days": "days", "day": "days", "w": "weeks", "wk": "weeks", "wks": "weeks", "weeks": "weeks",
    "mo": "months", "mos": "months", "mths": "months", "months": "months", "y": "years", "yr": "years", "yrs": "years",
    "thang": "thang", "ngay": "ngay", "tuan": "tuan", "nam": "nam",
  ]
  /// More of what people shorten.
  static let chatAbbreviations = [
    "dsach": "danh sach", "hqua": "hom qua", "hq": "hom qua", "bnhieu": "bao nhieu", "bnh": "bao nhieu",
    "nhiu": "nhieu", "ntn": "nhu the nao", "cgoi": "cuoc goi", "hok": "khong", "hong": "khong",
    "nvkd": "nhan vien", "dthu": "doanh thu", "ctr": "chuong trinh", "lnhuan": "loi nhuan", "cphi": "chi phi",
    "trg": "trong", "ng": "nguoi", "r": "roi", "vc": "viec", "cviec": "cong viec", "spham": "san pham",
    "pban": "phong ban", "tki": "thong ke", "bcao": "bao cao", "slg": "so luong", "vnam": "viet nam",
    "dvu": "dich vu", "ttrang": "trang thai", "hdong": "hop dong", "cus": "customer",
    "cuss": "customers", "acct": "customer", "accts": "customers", "hnoi": "ha noi", "saigon": "sai gon",
    "perf": "performance", "prev": "previous", "curr": "current", "num": "number", "amt": "amount", "pct": "percent",
    "mgr": "employee", "tgt": "target", "tgts": "targets", "cvr": "conversion rate", "yday": "yesterday",
    "tdy": "today", "tday": "today", "qtr": "quarter", "qtrs": "quarters", "svc": "service",
  ]
}
