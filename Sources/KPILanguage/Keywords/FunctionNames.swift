/// What functions are called in Vietnamese, and what their arguments name; the tree has their English names.
package enum FunctionNames {
  private enum Arguments {
    case values
    /// An entity, events.
    case rows
    /// Rows and a value of theirs, `E.MEASURE`, or the value alone.
    case measures
  }

  private static let table: [(english: String, vietnamese: String, arguments: Arguments)] = [
    ("if", "nếu", .values), ("coalesce", "thay_trống", .values), ("least", "bé_hơn_cả", .values),
    ("greatest", "lớn_hơn_cả", .values), ("round", "làm_tròn", .values), ("abs", "trị_tuyệt_đối", .values),
    ("days", "số_ngày", .values), ("weeks", "số_tuần", .values), ("hours", "số_giờ", .values),
    ("months", "số_tháng", .values), ("age", "tuổi", .values), ("bands", "chia_khoảng", .values),
    ("count", "đếm", .rows), ("stock", "tồn", .rows), ("first_time", "lần_đầu", .rows),
    ("last_time", "lần_cuối", .rows), ("retained", "ở_lại", .rows), ("lost", "rời_bỏ", .rows),
    ("returning", "quay_lại", .rows),
    ("sum", "tổng", .measures), ("avg", "trung_bình", .measures), ("min", "nhỏ_nhất", .measures),
    ("max", "lớn_nhất", .measures), ("median", "trung_vị", .measures), ("stddev", "độ_lệch_chuẩn", .measures),
    ("percentile", "phân_vị", .measures), ("first", "đầu_tiên", .measures), ("last", "cuối_cùng", .measures),
    ("previous", "kỳ_trước", .values), ("cumulative", "lũy_kế", .values), ("so_far", "đến_nay", .values),
    ("ago", "cách_đây", .values), ("rolling", "trượt", .values), ("to_date", "từ_đầu", .values),
    ("share", "tỷ_trọng", .values), ("rank", "thứ_hạng", .values), ("target", "chỉ_tiêu", .values),
  ]

  /// Vietnamese by English, words joined by `_`; without marks they are understood too.
  package static let vietnamese = Dictionary(uniqueKeysWithValues: table.map { ($0.english, $0.vietnamese) })
  static let ofRows = Set(table.filter { $0.arguments == .rows }.map(\.english))
  static let ofMeasures = Set(table.filter { $0.arguments == .measures }.map(\.english))

  private static let english: [String: String] = Dictionary(uniqueKeysWithValues: vietnamese.map { (fold($1), $0) })

  /// The English name of a function that is written in Vietnamese; nil for any other word.
  package static func english(for name: String) -> String? {
    name.utf8.count <= KeywordMatcher.longestWord ? english[fold(name)] : nil
  }
}
