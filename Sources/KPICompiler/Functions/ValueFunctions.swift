import KPILanguage

/// Functions of values, the same wherever an expression may stand.
extension Function {
  private static let everywhere = Set(Place.allCases)

  static let values: [Function] = [
    Function(
      "if", .choice, "X where the condition holds, else Y",
      example: "show orders by source year 2023 | derive size = if(orders > 10, \"large\", \"small\")",
      [Form("if(C, X, Y)", [.condition, .value, .value], in: everywhere)]),
    Function(
      "coalesce", .firstKnown, "the first of several values that is not empty",
      example: "show coalesce(revenue, 0) by day from 2023-09-01 to 2023-09-07",
      [Form("coalesce(X, Y, …)", [.value], mostOfLast: 64, in: everywhere)]),
    Function(
      "least", .value(.least), "the least of several values, empty ones left out",
      example: "show revenue by month quarter 2023-Q3 | derive counted = least(revenue, 500M)",
      [Form("least(X, Y, …)", [.value], mostOfLast: 64, in: everywhere)]),
    Function(
      "greatest", .value(.greatest), "the greatest of several values, empty ones left out",
      example: "show greatest(emails_sent, calls) by month quarter 2023-Q3",
      [Form("greatest(X, Y, …)", [.value], mostOfLast: 64, in: everywhere)]),
    Function(
      "round", .value(.round(places: 0)), "rounded to so many decimals, halves away from zero",
      example: "show round(order_rate, 1) by month quarter 2023-Q3",
      [Form("round(X, DECIMALS)", [.number, .places], optionalCount: 1, in: everywhere)]),
    Function(
      "abs", .value(.absolute), "a number without its sign",
      example: "show abs(orders - previous(orders)) by month quarter 2023-Q3",
      [Form("abs(X)", [.number], in: everywhere)]),
    Function(
      "days", .value(.days), "calendar days between two times, or those of the period",
      example: "show revenue / days(P) by month quarter 2023-Q3", [between("days"), ofPeriod("days")]),
    Function(
      "weeks", .value(.weeks), "weeks, which begin on Monday, between two times",
      example: "show avg(weeks(created_at, closed) of opportunities) year 2023", [between("weeks")]),
    Function(
      "hours", .value(.hours), "hours that went by between two times",
      example: "show avg(hours(opened_at, resolved_at) of tickets) by month quarter 2023-Q3", [between("hours")]),
    Function(
      "months", .value(.months), "months of 30.4375 days between two times, or those of the period",
      example: "show opportunity_value / months(P) by quarter year 2023", [between("months"), ofPeriod("months")]),
  ]

  private static func between(_ name: String) -> Form { Form("\(name)(FROM, TO)", [.time, .time], in: everywhere) }

  private static func ofPeriod(_ name: String) -> Form { Form("\(name)(P)", [.period], in: [.metric, .things]) }
}
