// What people say around the ends of a stretch of time.
extension LooseWords {
  static let rangeStart = ["from", "between", "tu", "giua", "tinh tu"]
  static let rangeJoints = [
    "to", "until", "till", "through", "den", "toi", "den het", "toi het", "-", "–", "and", "va",
  ]
  /// A unit's first day.
  static let beginning = [
    "the beginning of", "beginning of", "the start of", "start of", "the first of", "dau", "ngay dau",
  ]
  /// A unit's last day.
  static let ending = ["the end of", "end of", "cuoi", "het", "ngay cuoi"]
  static let dayWords = ["ngay", "mung", "ngay mung", "hom", "day", "the"]
}
