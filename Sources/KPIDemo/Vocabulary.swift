/// What things are called at the demo company, and how often.
///
/// Every text is in composed form (NFC).
enum Vocabulary {
  // MARK: lookups

  /// A way customers come, and what is typical of them.
  struct Source {
    var name: String
    var weight: Int
    /// In thousandths, how many of its customers buy in the end.
    var buys: Int
    /// What a customer costs, in thousands of đồng; 0 where nothing is paid for.
    var cost: Int
    /// Visits of the web site per customer that comes this way; 0 where it is not seen there.
    var visits: Int
  }

  static let sources = [
    Source(name: "Facebook", weight: 31, buys: 130, cost: 95, visits: 34),
    Source(name: "Zalo", weight: 14, buys: 190, cost: 60, visits: 18),
    Source(name: "Website", weight: 15, buys: 180, cost: 45, visits: 48),
    Source(name: "Giới thiệu", weight: 12, buys: 340, cost: 0, visits: 0),
    Source(name: "Google", weight: 8, buys: 195, cost: 140, visits: 27),
    Source(name: "TikTok", weight: 8, buys: 85, cost: 70, visits: 41),
    Source(name: "Hội chợ", weight: 3, buys: 225, cost: 260, visits: 0),
    Source(name: "Tổng đài", weight: 5, buys: 235, cost: 0, visits: 0),
    Source(name: "Đối tác", weight: 3, buys: 275, cost: 0, visits: 0),
    Source(name: "Khác", weight: 1, buys: 110, cost: 0, visits: 9),
  ]

  /// The states a customer passes through, in their order.
  enum Relationship: Int {
    case new = 1
    case promising, advised, quoted, won, revived, paused, lost
  }

  static let relationships = [
    "Mới", "Tiềm năng", "Đang tư vấn", "Báo giá", "Chốt", "Chăm sóc lại", "Tạm dừng", "Mất",
  ]

  static let industries = [
    ("Bán lẻ", 20), ("Bất động sản", 9), ("Giáo dục", 8), ("Y tế", 7), ("Xây dựng", 9), ("Nhà hàng – khách sạn", 12),
    ("Tài chính", 5), ("Công nghệ thông tin", 6), ("Vận tải", 5), ("Nông nghiệp", 4), ("Dệt may", 5), ("Cơ khí", 4),
    ("Hành chính công", 3), ("Dịch vụ khác", 3),
  ]

  /// Customer groups; the last is given to whoever has bought a great deal.
  enum Group: Int {
    case person = 1
    case small, medium, large, dealer, vip
  }

  static let groups = ["Cá nhân", "Doanh nghiệp nhỏ", "Doanh nghiệp vừa", "Doanh nghiệp lớn", "Đại lý", "VIP"]

  /// A province and the part of the country it lies in.
  enum Region: Int { case north, centre, south }

  static let provinces: [(name: String, region: Region, weight: Int)] = [
    ("Hà Nội", .north, 240), ("TP. Hồ Chí Minh", .south, 270), ("Đà Nẵng", .centre, 70), ("Hải Phòng", .north, 45),
    ("Bình Dương", .south, 45), ("Đồng Nai", .south, 40), ("Cần Thơ", .south, 32), ("Quảng Ninh", .north, 22),
    ("Bắc Ninh", .north, 22), ("Khánh Hòa", .centre, 20), ("Thanh Hóa", .north, 18), ("Nghệ An", .centre, 18),
    ("Bà Rịa – Vũng Tàu", .south, 17), ("Thừa Thiên Huế", .centre, 15), ("Lâm Đồng", .south, 13),
    ("Long An", .south, 12),
    ("Quảng Nam", .centre, 11), ("Hải Dương", .north, 11), ("Hưng Yên", .north, 10), ("Thái Nguyên", .north, 9),
    ("Bình Định", .centre, 9), ("Đắk Lắk", .centre, 9), ("Kiên Giang", .south, 8), ("Tiền Giang", .south, 8),
    ("Nam Định", .north, 7), ("Vĩnh Phúc", .north, 7), ("An Giang", .south, 6), ("Gia Lai", .centre, 4),
    ("Lào Cai", .north, 3), ("Cà Mau", .south, 3), ("Hà Giang", .north, 1), ("Điện Biên", .north, 1),
  ]

  // MARK: names

  static let families: [(String, Int)] = [
    ("Nguyễn", 380), ("Trần", 110), ("Lê", 95), ("Phạm", 70), ("Hoàng", 40), ("Huỳnh", 35), ("Phan", 45), ("Vũ", 28),
    ("Võ", 25), ("Đặng", 21), ("Bùi", 20), ("Đỗ", 14), ("Hồ", 13), ("Ngô", 13), ("Dương", 10), ("Lý", 5), ("Đinh", 8),
    ("Trịnh", 7), ("Mai", 6), ("Tạ", 3), ("Tôn Nữ", 1), ("Âu", 1),
  ]
  static let middlesMale = [
    "Văn", "Hữu", "Đức", "Minh", "Quốc", "Anh", "Xuân", "Thành", "Gia", "Công", "Ngọc", "Quang",
  ]
  static let middlesFemale = [
    "Thị", "Thị", "Thị", "Ngọc", "Thu", "Thanh", "Hồng", "Minh", "Phương", "Kim", "Bích", "Diệu",
  ]
  static let givenMale = [
    "Anh", "Bình", "Cường", "Dũng", "Đạt", "Đức", "Giang", "Hải", "Hiếu", "Hùng", "Huy", "Khánh", "Khoa", "Kiên",
    "Long",
    "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Sơn", "Tài", "Thắng", "Thịnh", "Tú", "Tuấn", "Tùng", "Việt", "Vinh", "Ý",
  ]
  static let givenFemale = [
    "An", "Anh", "Châu", "Chi", "Diệp", "Dung", "Giang", "Hà", "Hạnh", "Hiền", "Hoa", "Huệ", "Hương", "Lan", "Linh",
    "Loan",
    "Ly", "Mai", "My", "Nga", "Ngân", "Nhung", "Oanh", "Phượng", "Quỳnh", "Thảo", "Thúy", "Trang", "Uyên", "Vân", "Yến",
  ]
  static let companyForms = ["Công ty TNHH", "Công ty Cổ phần", "Cửa hàng", "Hộ kinh doanh", "Doanh nghiệp tư nhân"]
  static let companyTrades = [
    "Thương mại", "Xây dựng", "Dịch vụ", "Nội thất", "Dược phẩm", "Vận tải", "Thực phẩm", "Du lịch", "Điện máy",
    "Cơ khí",
  ]
  static let companyNames = [
    "An Phát", "Bảo Tín", "Đại Việt", "Đông Á", "Gia Hưng", "Hoàng Long", "Hồng Hà", "Hưng Thịnh", "Kim Cương",
    "Lộc Phát",
    "Minh Khôi", "Minh Phát", "Nam Việt", "Ngọc Ánh", "Phú Quý", "Phương Nam", "Quang Minh", "Sao Mai", "Sông Hồng",
    "Tân Tiến", "Thành Đạt", "Thiên Ân", "Trường Sơn", "Tuấn Tú", "Việt Tiến", "Vĩnh An",
  ]

  // MARK: selling

  static let stages = ["Tiếp cận", "Khảo sát", "Báo giá", "Đàm phán", "Ký kết"]
  static let lostReasons = [
    ("Giá cao", 34), ("Chọn đối thủ", 22), ("Chưa có nhu cầu", 18), ("Không liên lạc được", 13), ("Hết ngân sách", 9),
    ("Sản phẩm chưa phù hợp", 4),
  ]
  static let projects = ["Triển khai 2023", "Chăm sóc định kỳ", "Mở rộng đại lý", "Hội nghị khách hàng"]
  static let taskKinds = ["Gọi lại", "Gửi báo giá", "Demo sản phẩm", "Lắp đặt", "Bảo trì", "Thu công nợ"]

  /// What is sold: price in thousands of đồng.
  static let products: [(name: String, category: String?, price: Int, weight: Int)] = [
    ("Máy lọc nước RO 7 lõi", "Máy lọc nước", 4_290, 60), ("Máy lọc nước RO 10 lõi", "Máy lọc nước", 6_490, 75),
    ("Máy lọc nước nóng lạnh", "Máy lọc nước", 8_990, 40), ("Máy lọc nước để gầm", "Máy lọc nước", 5_690, 30),
    ("Máy lọc nước công nghiệp 250 l/h", "Máy lọc nước", 38_500, 4),
    ("Máy lọc nước công nghiệp 500 l/h", "Máy lọc nước", 62_000, 2),
    ("Máy lọc không khí 30 m²", "Máy lọc không khí", 3_190, 42),
    ("Máy lọc không khí 50 m²", "Máy lọc không khí", 5_490, 28),
    ("Máy lọc không khí 80 m²", "Máy lọc không khí", 8_790, 12), ("Máy hút ẩm 20 l", "Máy lọc không khí", 4_990, 15),
    ("Bếp từ đôi", "Thiết bị bếp", 7_490, 26), ("Bếp từ đơn", "Thiết bị bếp", 1_890, 20),
    ("Máy hút mùi 70 cm", "Thiết bị bếp", 4_390, 14), ("Máy rửa bát 8 bộ", "Thiết bị bếp", 9_900, 9),
    ("Máy rửa bát 14 bộ", "Thiết bị bếp", 16_900, 7), ("Lò vi sóng 25 l", "Thiết bị bếp", 2_290, 18),
    ("Cây nước nóng lạnh", "Thiết bị văn phòng", 3_690, 24),
    ("Máy pha cà phê tự động", "Thiết bị văn phòng", 12_900, 8),
    ("Máy hủy tài liệu", "Thiết bị văn phòng", 2_590, 7), ("Quạt điều hòa", "Thiết bị văn phòng", 3_490, 11),
    ("Lõi lọc số 1–2–3", "Phụ kiện", 290, 150), ("Màng RO", "Phụ kiện", 690, 95),
    ("Lõi than hoạt tính", "Phụ kiện", 180, 70),
    ("Bộ lọc HEPA", "Phụ kiện", 590, 60), ("Bình áp", "Phụ kiện", 520, 25), ("Vòi nước inox", "Phụ kiện", 240, 30),
    ("Van khóa", "Phụ kiện", 60, 22), ("Gói bảo trì 6 tháng", "Dịch vụ", 890, 34),
    ("Gói bảo trì 12 tháng", "Dịch vụ", 1_590, 30),
    ("Lắp đặt tại nhà", "Dịch vụ", 350, 46), ("Vệ sinh máy", "Dịch vụ", 250, 28),
    ("Tư vấn hệ thống", "Dịch vụ", 2_500, 4),
    ("Quà tặng kèm", nil, 90, 20), ("Hàng trưng bày", nil, 1_990, 4),
  ]
}
