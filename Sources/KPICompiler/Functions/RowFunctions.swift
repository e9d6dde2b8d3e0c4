import KPILanguage

/// Functions of a row alone.
extension Function {
  private static let places: Set<Place> = [.row, .clause, .declaration]

  static let ofRows: [Function] = [
    Function(
      "age", .age, "whole years from a time to the period's last day",
      example: "show new_customers year 2023 where age(birthday) >= 18",
      [Form("age(TIME)", [.time], in: places)]),
    Function(
      "bands", .bands, "the band that a number falls into, as text",
      example: "show new_customers year 2023 where bands(age(birthday), 18, 35) = \"18–34\"",
      [Form("bands(X, 10, 20, …)", [.number, .edge], mostOfLast: 63, in: places)]),
  ]
}
