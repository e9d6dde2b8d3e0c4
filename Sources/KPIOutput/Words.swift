import KPILanguage

/// The fixed words of the output in one language.
///
/// Labels of columns and notes come with the result.
struct Words: Sendable {
  let total: String
  let trend: String
  /// A null value of a dimension.
  let none: String
  /// The groups beyond `top N`.
  let other: String
  /// The period of rows that have no time.
  let everything: String
  /// Between numbers and what they are split by.
  let by: String
  let yes: String
  let no: String
  let noRows: String
  /// Above what the numbers mean, where that is folded away.
  let definitions: String
  let partialMark: String
  let maturingMark: String
  let minutes: String
  let days: String
  let points: String
  /// The line under a cut table, around the number of rows left out.
  let moreRows: (before: String, one: String, many: String)
  /// Behind how many rows there are.
  let rows: (one: String, many: String)
  /// Below a sheet, what some of its cells could not hold.
  let longNumbers: String
  let longTexts: String
  let farDates: String
  let decimalPoint: UInt8
  let groupSeparator: UInt8

  static func of(_ language: TextLanguage) -> Words {
    switch language {
    case .en: english
    case .vi: vietnamese
    }
  }

  private static let english = Words(
    total: "total", trend: "trend", none: "(none)", other: "(other)", everything: "all", by: "by", yes: "true",
    no: "false",
    noRows: "(no rows)", definitions: "what the numbers mean",
    partialMark: "* partial: the period is still running",
    maturingMark: "* maturing: the time it waits for is not over",
    minutes: "minutes", days: "days", points: "points", moreRows: ("… ", " more row", " more rows"),
    rows: (" row", " rows"),
    longNumbers: "numbers of more than 15 digits are texts, for a workbook keeps no more digits",
    longTexts: "texts of more than 32,767 characters are cut, for a cell holds no more",
    farDates: "dates before 1900-03-01 and after 9999-12-31 are texts, for a workbook does not count them",
    decimalPoint: UInt8(ascii: "."), groupSeparator: UInt8(ascii: ","))

  private static let vietnamese = Words(
    total: "tổng", trend: "xu hướng", none: "(chưa rõ)", other: "(khác)", everything: "tất cả", by: "theo", yes: "đúng",
    no: "sai",
    noRows: "(không có dòng nào)", definitions: "các con số này là gì",
    partialMark: "* chưa trọn: kỳ còn đang chạy",
    maturingMark: "* đang chờ: thời gian theo dõi chưa hết",
    minutes: "phút", days: "ngày", points: "điểm", moreRows: ("… còn ", " dòng", " dòng"),
    rows: (" dòng", " dòng"),
    longNumbers: "số dài hơn 15 chữ số được ghi dạng văn bản, vì bảng tính không giữ được hơn 15 chữ số",
    longTexts: "văn bản dài hơn 32.767 ký tự bị cắt bớt, vì một ô không chứa được hơn",
    farDates: "ngày trước 01/03/1900 hoặc sau 31/12/9999 được ghi dạng văn bản, vì bảng tính không tính được",
    decimalPoint: UInt8(ascii: ","), groupSeparator: UInt8(ascii: "."))

  /// The word for a unit that stands in the heading; nil for units that stand in the cells, and for none.
  func headingUnit(_ unit: String?) -> String? {
    switch unit {
    case "minutes": minutes
    case "days": days
    case "points": points
    default: nil
    }
  }
}
