import KPIEngine
import KPILanguage

/// The words of a page in one language; those that the script of the page says are in its data.
struct PageWords: Sendable {
  /// What the buttons and the lines that the page makes itself say, by the name that `page.js` knows.
  let script: [(name: String, text: String)]
  /// Around how many numbers have not all of their rows in the page.
  let rowsLeftOut: (before: String, after: String)

  static func of(_ language: TextLanguage) -> PageWords {
    switch language {
    case .en: english
    case .vi: vietnamese
    }
  }

  /// Behind how many checks failed.
  let checkFailed: String
  let checksFailed: String

  func failed(_ count: Int) -> String { "✗ \(count) \(count == 1 ? checkFailed : checksFailed)" }

  func leftOut(_ count: Int) -> String { "\(rowsLeftOut.before)\(count)\(rowsLeftOut.after)" }

  private static let english = PageWords(
    script: [
      ("close", "close"), ("all", "{n} rows"), ("some", "{n} of {all} rows are in this page; `drill` lists them all"),
      ("rows", "show the rows"), ("filter", "only this group, in every card"),
      ("filtered", "the cards show this group alone, as far as their rows are in this page."),
      ("picture", "the picture shows everything"), ("whole", "{n} cards cannot, and show everything."),
      ("lines", "the lines are those of everything"), ("everything", "show everything again"),
    ],
    rowsLeftOut: ("not all rows are in this page, of ", " numbers: `drill` lists them"), checkFailed: "check failed",
    checksFailed: "checks failed")

  private static let vietnamese = PageWords(
    script: [
      ("close", "đóng"), ("all", "{n} dòng"),
      ("some", "trang này có {n} trong {all} dòng; `soi` liệt kê đủ"), ("rows", "xem các dòng"),
      ("filter", "chỉ xem nhóm này, trong mọi thẻ"),
      ("filtered", "các thẻ chỉ tính nhóm này, khi trang này có đủ các dòng của thẻ."),
      ("picture", "hình vẽ vẫn là tất cả"), ("whole", "{n} thẻ không đủ dòng nên vẫn tính tất cả."),
      ("lines", "các dòng vẫn là của tất cả"), ("everything", "xem lại tất cả"),
    ],
    rowsLeftOut: ("trang này không có đủ dòng của ", " con số: `soi` liệt kê đủ"), checkFailed: "kiểm tra không đạt",
    checksFailed: "kiểm tra không đạt")
}
