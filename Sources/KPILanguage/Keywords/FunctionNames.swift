/// What functions are called in Vietnamese; the tree has their English names.
package enum FunctionNames {
  /// Vietnamese by English, words joined by `_`; without marks they are understood too.
  package static let vietnamese: [String: String] = [
    "if": "nếu", "coalesce": "thay_trống", "least": "bé_hơn_cả", "greatest": "lớn_hơn_cả", "round": "làm_tròn",
    "abs": "trị_tuyệt_đối", "days": "số_ngày", "weeks": "số_tuần", "hours": "số_giờ", "months": "số_tháng",
    "count": "đếm", "sum": "tổng", "avg": "trung_bình", "min": "nhỏ_nhất", "max": "lớn_nhất", "median": "trung_vị",
    "stddev": "độ_lệch_chuẩn", "percentile": "phân_vị", "first_time": "lần_đầu", "last_time": "lần_cuối",
    "stock": "tồn", "first": "đầu_tiên", "last": "cuối_cùng", "previous": "kỳ_trước", "cumulative": "lũy_kế",
    "so_far": "đến_nay", "ago": "cách_đây", "rolling": "trượt", "to_date": "từ_đầu", "retained": "ở_lại",
    "lost": "rời_bỏ", "returning": "quay_lại", "share": "tỷ_trọng", "rank": "thứ_hạng", "target": "chỉ_tiêu",
    "age": "tuổi", "bands": "chia_khoảng",
  ]

  /// Those whose arguments name rows: an entity, events.
  static let ofRows: Set<String> = ["count", "stock", "first_time", "last_time", "retained", "lost", "returning"]
  /// Those whose arguments name rows and a value of theirs, `E.MEASURE`, or the value alone.
  static let ofMeasures: Set<String> = [
    "sum", "avg", "min", "max", "median", "stddev", "percentile", "first", "last",
  ]

  private static let english: [String: String] = Dictionary(uniqueKeysWithValues: vietnamese.map { (fold($1), $0) })

  /// The English name of a function that is written in Vietnamese; nil for any other word.
  package static func english(for name: String) -> String? {
    name.utf8.count <= KeywordMatcher.longestWord ? english[fold(name)] : nil
  }
}
