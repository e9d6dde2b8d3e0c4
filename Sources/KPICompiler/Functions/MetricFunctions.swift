import KPILanguage

/// Functions of metrics: other periods, coming and going, other groups, targets.
extension Function {
  static let ofMetrics: [Function] = [
    Function(
      "previous", .window(.previous), "a metric in the period before",
      example: "show revenue, previous(revenue) by month quarter 2023-Q3",
      [Form("previous(M)", [.metric], in: [.metric])]),
    Function(
      "ago", .window(.ago), "a metric so long before", example: "show revenue, ago(revenue, 1 year) month 2023-09",
      [Form("ago(M, 1 year)", [.metric, .span], in: [.metric])]),
    Function(
      "rolling", .window(.rolling), "a metric over so long a time up to each period's end",
      example: "show revenue, rolling(revenue, 3 months) by month quarter 2023-Q3",
      [Form("rolling(M, 30 days)", [.metric, .span], in: [.metric])]),
    Function(
      "cumulative", .window(.cumulative), "a metric from the question's beginning up to each period's end",
      example: "show revenue, cumulative(revenue) by month quarter 2023-Q3",
      [Form("cumulative(M)", [.metric], in: [.metric])]),
    Function(
      "to_date", .window(.toDate),
      "a metric from the beginning of the year, quarter, month or week up to each period's end",
      example: "show revenue, to_date(revenue, year) by month quarter 2023-Q3",
      [Form("to_date(M, year)", [.metric, .unit], in: [.metric])]),
    Function(
      "so_far", .window(.soFar), "a metric from the first row of all up to each period's end",
      example: "show revenue, so_far(revenue) by month quarter 2023-Q3",
      [Form("so_far(M)", [.metric], in: [.metric])]),
    comingAndGoing("retained", .retained, "who does something in the period and did in the one before"),
    comingAndGoing("lost", .lost, "who did something in the period before and does not in the period"),
    comingAndGoing(
      "returning", .returning, "who does something in the period, did not in the one before, and did earlier"),
    Function(
      "share", .share, "each group's % of the total", example: "show revenue, share(revenue) by source year 2023",
      [
        Form("share(M)", [.metric], in: [.metric]),
        Form("share(M per D)", [.metric], requires: [.per], in: [.metric]),
      ]),
    Function(
      "rank", .rank, "each group's place, 1 the greatest", example: "show revenue, rank(revenue) by source year 2023",
      [Form("rank(M)", [.metric], in: [.metric])]),
    Function(
      "target", .target, "what is set for a metric", example: "show revenue, target(revenue) by month quarter 2023-Q3",
      [Form("target(M)", [.metricName], in: [.metric])]),
  ]

  private static func comingAndGoing(_ name: String, _ subjects: Subjects, _ summary: Message) -> Function {
    Function(
      name, .subjects(subjects), summary,
      example: "show \(name)(orders where status = placed) by month quarter 2023-Q3",
      [Form("\(name)(EVENT where C per LINK)", [.event], takes: [.where, .per], in: [.metric])])
  }
}
