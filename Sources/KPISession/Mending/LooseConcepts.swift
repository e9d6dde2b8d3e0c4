import KPICompiler
import KPILanguage

/// Numbers that businesses know by a name and a model may not have: the expression that they are, made of the metrics
/// that it does have.
struct LooseConcept: Sendable {
  /// As a metric of one's own would be called.
  var name: String
  var label: String
  var phrases: [String]
  /// Parts in brackets `{…}` are metrics, each by the first of its names that the model has.
  var formula: String
  var unit: String?
  /// Whether everybody means the same by it; else it is only told how it may be defined.
  var isSure = true

  /// The expression in a model's own metrics; nil where it has not all of them, or has the number itself.
  func expression(_ metric: (String) -> String?) -> String? {
    guard metric(name) == nil else { return nil }
    var text = ""
    var rest = formula[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let wanted = rest[rest.index(after: open)..<close].split(separator: "|").map(String.init)
      guard let found = wanted.lazy.compactMap(metric).first else { return nil }
      text += rest[..<open] + found
      rest = rest[rest.index(after: close)...]
    }
    return text + rest
  }

  /// One that a line asks for and the model has not.
  struct Missing: Sendable {
    var concept: LooseConcept
    /// In the line's language.
    var expression: String
    var isVietnamese: Bool

    /// The statement that gives it a name.
    var definition: String {
      let metric = isVietnamese ? Keyword.metric.entry.vietnamese.first ?? "metric" : "metric"
      let unit = concept.unit.map { " as \($0)" } ?? ""
      return "\(metric) \(concept.name) \"\(concept.label)\" = \(expression)\(unit)"
    }

    var note: Message {
      let name = isVietnamese ? concept.label : concept.name.replacing("_", with: " ")
      return "the model has no metric “\(name)”; `\(definition)` defines it"
    }
  }

  static let all: [LooseConcept] = [
    LooseConcept(
      name: "gross_profit", label: "Lợi nhuận gộp",
      phrases: ["gross profit", "gross profits", "loi nhuan gop", "lai gop", "gp"],
      formula: "{revenue|sales|doanh thu} - {cost_of_sales|cogs|cost of goods|gia von}"),
    LooseConcept(
      name: "gross_margin", label: "Biên lợi nhuận gộp",
      phrases: [
        "gross margin", "gross margins", "gross profit margin", "bien loi nhuan gop", "ty suat loi nhuan gop",
        "ty le lai gop", "ty le loi nhuan gop", "bien lai gop",
      ],
      formula:
        "({revenue|sales|doanh thu} - {cost_of_sales|cogs|cost of goods|gia von}) / {revenue|sales|doanh thu} * 100",
      unit: "%"),
    LooseConcept(
      name: "profit_margin", label: "Biên lợi nhuận",
      phrases: [
        "profit margin", "net margin", "margin", "margins", "ty suat loi nhuan", "bien loi nhuan", "ty le loi nhuan",
        "ty le lai", "% loi nhuan", "net profit margin",
      ],
      formula: "{profit|loi nhuan} / {revenue|sales|doanh thu} * 100", unit: "%"),
    LooseConcept(
      name: "cost_per_lead", label: "Chi phí mỗi khách mới",
      phrases: [
        "cost per lead", "cost per new customer", "cost per new lead", "cpl", "cost of a lead",
        "acquisition cost per lead",
        "acquisition cost per new customer", "chi phi moi khach moi", "chi phi cho moi khach moi",
        "chi phi tren moi khach moi", "chi phi moi khach hang moi", "chi phi cho moi khach hang moi",
        "chi phi moi lead", "chi phi tren moi lead", "chi phi cho moi lead", "chi phi tren khach moi",
        "chi phi cho 1 khach moi", "chi phi cho mot khach moi", "chi phi tren 1 khach moi", "gia moi lead",
        "chi phi thu hut moi khach moi", "chi phi tren moi khach hang moi", "chi phi moi khach tiem nang",
      ],
      formula: "{acquisition_cost} / {leads|new_customers}"),
    LooseConcept(
      name: "repeat_purchase_rate", label: "Tỷ lệ mua lại",
      phrases: [
        "repeat purchase rate", "repeat rate", "repeat buyer rate", "repeat customer rate", "reorder rate",
        "ty le mua lai", "ty le khach mua lai", "ty le khach hang mua lai",
        "ty le mua lap lai",
        "repurchase rate", "ty le tai mua",
      ],
      formula: "{buyers_repeat} / {buyers} * 100", unit: "%"),
    LooseConcept(
      name: "revenue_per_buyer", label: "Doanh thu mỗi khách mua",
      phrases: [
        "arpu", "arpa", "arpc", "average revenue per user", "average revenue per account", "revenue per buyer",
        "average spend per customer", "spend per customer", "chi tieu trung binh moi khach",
        "doanh thu trung binh moi khach mua", "doanh thu moi khach mua", "doanh thu binh quan dau khach",
      ],
      formula: "{revenue|sales|doanh thu} / {buyers}"),
    LooseConcept(
      name: "roas", label: "Doanh thu trên chi phí marketing",
      phrases: [
        "roas", "return on ad spend", "doanh thu tren chi phi quang cao", "doanh thu tren chi phi marketing",
        "doanh thu tren moi dong quang cao",
      ],
      formula: "{revenue|sales|doanh thu} / {marketing_cost|ad spend}"),
    LooseConcept(
      name: "cost_ratio", label: "Tỷ lệ chi phí marketing trên doanh thu",
      phrases: [
        "ty le chi phi marketing tren doanh thu", "chi phi marketing tren doanh thu", "marketing cost ratio",
        "marketing cost to revenue", "marketing cost as a percent of revenue", "ty le chi phi quang cao tren doanh thu",
        "marketing spend as % of revenue", "marketing cost as % of revenue", "% chi phi marketing tren doanh thu",
      ],
      formula: "{marketing_cost|ad spend} / {revenue|sales|doanh thu} * 100", unit: "%"),
    LooseConcept(
      name: "items_per_order", label: "Số lượng mỗi đơn",
      phrases: [
        "items per order", "units per order", "basket size", "products per order", "so san pham moi don",
        "so luong moi don", "so mon moi don", "so san pham tren moi don", "so san pham trung binh moi don",
      ],
      formula: "{units_sold} / {orders}"),
    LooseConcept(
      name: "calls_per_order", label: "Cuộc gọi mỗi đơn",
      phrases: [
        "calls per order", "calls per sale", "so cuoc goi moi don", "so cuoc goi de co mot don",
        "so cuoc goi tren moi don",
      ],
      formula: "{calls} / {orders}"),
    LooseConcept(
      name: "average_talk_minutes", label: "Phút đàm thoại mỗi cuộc",
      phrases: [
        "average talk time", "average talk time per call", "talk time per call", "average call time",
        "average call length", "aht", "average handle time", "thoi gian goi trung binh",
        "thoi gian goi trung binh moi cuoc",
        "thoi gian goi trung binh mot cuoc", "thoi gian goi trung binh 1 cuoc", "thoi luong trung binh moi cuoc",
        "thoi gian goi moi cuoc", "so phut trung binh moi cuoc", "thoi gian dam thoai trung binh",
        "thoi gian dam thoai trung binh moi cuoc", "so phut goi trung binh moi cuoc",
        "thoi luong trung binh moi cuoc goi",
      ],
      formula: "{talk_minutes} / {calls_connected}"),
    LooseConcept(
      name: "marketing_roi", label: "ROI marketing",
      phrases: [
        "roi", "marketing roi", "return on investment", "roi quang cao", "roi marketing", "hieu qua quang cao",
        "hieu qua marketing", "ty suat hoan von",
      ],
      formula: "({revenue|sales|doanh thu} - {marketing_cost|ad spend}) / {marketing_cost|ad spend} * 100", unit: "%",
      isSure: false),
  ]
}
