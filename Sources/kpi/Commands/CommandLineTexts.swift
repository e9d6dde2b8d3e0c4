/// What is told of a mistake in the command line, for whoever asked for Vietnamese there: our texts and the library's.
enum CommandLineTexts {
  /// A message in the language that the arguments ask for.
  static func told(_ message: String, for arguments: [String]) -> String {
    guard asksForVietnamese(arguments) else { return message }
    return message.split(separator: "\n", omittingEmptySubsequences: false).map { vietnamese(String($0)) }
      .joined(separator: "\n")
  }

  private static func asksForVietnamese(_ arguments: [String]) -> Bool {
    if arguments.contains("--language=vi") { return true }
    return zip(arguments, arguments.dropFirst()).contains { $0 == "--language" && $1 == "vi" }
  }

  /// A line with its partner; itself where it has none.
  private static func vietnamese(_ line: String) -> String {
    for (english, vietnamese) in heads where line.hasPrefix(english) {
      return vietnamese + translated(String(line.dropFirst(english.count)))
    }
    return translated(line)
  }

  /// What an option says of itself, behind how it is written.
  private static func option(_ text: String) -> String? {
    for (english, vietnamese) in options where text.hasSuffix("  " + english) {
      return text.dropLast(english.count) + vietnamese
    }
    return nil
  }

  private static func translated(_ text: String) -> String {
    if let option = option(text) { return option }
    for (english, vietnamese) in pairs {
      guard let places = places(of: english, in: text) else { continue }
      var result = vietnamese
      for (index, place) in places.enumerated() { result = result.replacing("{\(index)}", with: place) }
      return result
    }
    return text
  }

  /// What stands in a pattern's places (`{0}`, `{1}`, in this order); nil where the text is not of the pattern.
  private static func places(of pattern: String, in text: String) -> [String]? {
    let parts = pattern.split(separator: /\{\d\}/, omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, text.hasPrefix(first) else { return nil }
    var rest = text.dropFirst(first.count)
    if parts.count == 1 { return rest.isEmpty ? [] : nil }
    var places: [String] = []
    for part in parts.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: part) else { return nil }
      places.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    guard rest.hasSuffix(last) else { return nil }
    return places + [String(rest.dropLast(last.count))]
  }

  private static let heads = [("Error: ", "Lỗi: "), ("Usage: ", "Cách dùng: "), ("Help:  ", "Ý nghĩa:  ")]

  private static let pairs: [(String, String)] = [
    ("Unknown option '{0}'. Did you mean '{1}'?", "không có tùy chọn '{0}'. Có phải '{1}'?"),
    ("Unknown option '{0}'", "không có tùy chọn '{0}'"),
    ("Missing expected argument '{0}'", "còn thiếu '{0}'"),
    ("Missing value for '{0}'", "'{0}' còn thiếu giá trị"),
    (
      "Unexpected argument '{0}': a question is written `-c '{1}'`",
      "không hiểu '{0}' ở chỗ này: câu hỏi viết sau -c, `-c '{1}'`"
    ),
    ("Unexpected argument '{0}'", "không hiểu '{0}' ở chỗ này"),
    ("{0} unexpected arguments: {1}", "không hiểu {0} mục ở chỗ này: {1}"),
    (
      "The value '{0}' is invalid for '{1}'. Please provide one of the following:",
      "'{1}' không nhận '{0}'. Hãy chọn một trong:"
    ),
    ("The value '{0}' is invalid for '{1}'. {2}", "'{1}' không nhận '{0}'. {2}"),
    ("The value '{0}' is invalid for '{1}'", "'{1}' không nhận '{0}'"),
    ("  See '{0}' for more information.", "  Xem thêm: '{0}'."),
    (
      "there is no command or database `{0}`: did you mean `{1}`?",
      "không có lệnh hay cơ sở dữ liệu nào tên `{0}`: có phải `{1}`?"
    ),
    ("a command stands first: `{0}`", "lệnh phải đứng đầu: `{0}`"),
    ("there is no command `{0}`", "không có lệnh `{0}`"),
    (
      "--read-only lets nothing be written: leave out --update and --junit",
      "--read-only không cho ghi gì: hãy bỏ --update và --junit"
    ),
    ("--jobs takes a number from 1 to 256", "--jobs nhận một số từ 1 đến 256"),
    (
      "-o is for -c and for scripts; the prompt has `.output FILE`",
      "-o dùng với -c và với kịch bản; ở dấu nhắc hãy dùng `.output TỆP`"
    ),
    ("name what to check: `{0}`", "hãy nói rõ kiểm tra gì: `{0}`"),
    ("`kpi check` writes --format table or json", "`kpi check` chỉ ghi dạng --format table hoặc json"),
    (
      "a script and --runs above 0, or --load, are needed",
      "cần một kịch bản và --runs lớn hơn 0, hoặc --load"
    ),
    (
      "--format {0} is written to a file: add `{1}`",
      "--format {0} phải ghi ra tệp: hãy thêm `{1}`"
    ),
    ("--threads takes a number from 1 to 1024", "--threads nhận một số từ 1 đến 1024"),
    ("--timeout takes a number of seconds above 0", "--timeout nhận một số giây lớn hơn 0"),
    ("a page is HTML: leave `--format` out", "trang luôn là HTML: hãy bỏ `--format`"),
    (
      "a page is written to a file that ends in `.html`, not to `{0}`",
      "trang phải ghi vào tệp có đuôi `.html`, không phải `{0}`"
    ),
    ("-p takes NAME=VALUE, not `{0}`", "-p viết dạng TÊN=GIÁ_TRỊ, không phải `{0}`"),
    ("-p gives `{0}` twice", "-p cho `{0}` hai lần"),
    ("`-`, standard input, stands once", "`-` (đầu vào chuẩn) chỉ được viết một lần"),
  ]
}
