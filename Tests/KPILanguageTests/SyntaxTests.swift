import KPILanguage
import Testing

/// What statements mean: the shapes that other rooms read.
@Suite struct SyntaxTests {
  private func statements(_ text: String) -> [Statement] {
    let parsed = parse(Source(name: "test", text: text), id: SourceID(0))
    #expect(parsed.diagnostics.isEmpty, "\(text)")
    return parsed.statements
  }

  private func question(_ text: String) throws -> Question {
    let statement = try #require(statements(text).first)
    guard case .pipeline(let pipeline) = statement.kind, case .question(let question) = pipeline.head else {
      throw Unexpected()
    }
    return question
  }

  /// An expression without its places, in prefix form.
  private func shape(_ text: String) throws -> String {
    let (expression, diagnostics) = parseExpression(Source(name: "test", text: text), id: SourceID(0))
    #expect(diagnostics.isEmpty, "\(text)")
    return shape(try #require(expression))
  }

  private struct Unexpected: Error {}

  private func shape(_ expression: Expression) -> String {
    switch expression.kind {
    case .number(let number):
      "\(number.coefficient)\(number.scale > 0 ? "e-\(number.scale)" : "")\(number.isPercent ? "%" : "")"
    case .text(let text): "'\(text)'"
    case .interpolation(let parts):
      "{"
        + parts.map { part in
          switch part {
          case .literal(let text): "'\(text)'"
          case .expression(let expression, let format):
            shape(expression) + (format.map { " as \($0.decimals.map(String.init) ?? "plain")\($0.scale ?? "")" } ?? "")
          }
        }.joined(separator: " ") + "}"
    case .boolean(let value): "\(value)"
    case .null: "null"
    case .date(let date): "\(date)"
    case .relativeDay(let days): "today\(days < 0 ? "\(days)" : "")"
    case .span(let span): "\(span.count.text)\(span.unit)"
    case .path(let path): path.text
    case .bracketed(let inner): "[\(shape(inner))]"
    case .variable(let name): "$\(name.text)"
    case .negate(let inner): "(neg \(shape(inner)))"
    case .not(let inner): "(not \(shape(inner)))"
    case .binary(let op, let left, let right): "(\(op.rawValue) \(shape(left)) \(shape(right)))"
    case .inList(let left, let values, let negated):
      "(\(negated ? "not " : "")in \(shape(left)) \(values.map(shape).joined(separator: " ")))"
    case .inPeriod(let left, let period, let negated):
      "(\(negated ? "not " : "")in \(shape(left)) \(shape(period)))"
    case .between(let left, let low, let high): "(between \(shape(left)) \(shape(low)) \(shape(high)))"
    case .isNull(let left, let negated): "(\(negated ? "is not null" : "is null") \(shape(left)))"
    case .tolerance(.written(let share), let value): "(within \(share.coefficient) \(shape(value)))"
    case .tolerance(.variable(let name), let value): "(within $\(name.text) \(shape(value)))"
    case .call(let call): shape(call)
    case .metricValue(let value):
      "[\(shape(value.metric))\(value.period.map { " " + shape($0) } ?? "")\(value.condition.map { " where " + shape($0) } ?? "")]"
    case .index(let table, let key): "\(shape(table))[\(shape(key))]"
    case .member(let table, let name): "\(shape(table)).\(name.text)"
    }
  }

  private func shape(_ call: Call) -> String {
    var words = [call.function.text]
    if call.isDistinct { words.append("distinct") }
    if call.isFirst { words.append("first") }
    words += call.arguments.map(shape)
    if let of = call.of { words.append("of " + of.text) }
    if let each = call.each { words.append("each " + each.text) }
    if let condition = call.condition { words.append("where " + shape(condition)) }
    if let time = call.time { words.append("at " + time.text) }
    if let from = call.whileFrom, let to = call.whileTo { words.append("while " + shape(from) + " " + shape(to)) }
    if call.overlaps { words.append("overlaps") }
    if let per = call.per { words.append("per " + per.text) }
    if let word = call.timeWord { words.append("\(word)") }
    if let having = call.having { words.append("having " + shape(having)) }
    return "(" + words.joined(separator: " ") + ")"
  }

  private func shape(_ period: Period) -> String {
    switch period.kind {
    case .unit(let unit, let moment): "\(unit)\(moment.map { " " + shape($0) } ?? "")"
    case .within(let moment): shape(moment)
    case .range(let from, let to): "\(shape(from))...\(shape(to))"
    case .last(let count, let unit): "last \(count.text) \(unit)"
    case .previous(let unit): "previous \(unit)"
    case .this(let unit): "this \(unit)"
    case .today: "today"
    case .yesterday: "yesterday"
    case .all: "all"
    case .variable(let name): "$\(name.text)"
    }
  }

  private func shape(_ moment: Moment) -> String {
    let base =
      switch moment.base {
      case .literal(let date): "\(date)"
      case .today: "today"
      case .variable(let name): "$\(name.text)"
      }
    return moment.offsets.reduce(base) { $0 + ($1.isNegative ? "-" : "+") + "\($1.span.count.text)\($1.span.unit)" }
  }

  @Test(
    "expressions",
    arguments: [
      ("a + b * c - d", "(- (+ a (* b c)) d)"),
      ("-a * -2 / (b)", "(/ (* (neg a) (neg 2)) [b])"),
      ("a = 1 or b = 2 and not c = 3", "(or (= a 1) (and (= b 2) (not (= c 3))))"),
      ("not (a = b) and not not c", "(and (not [(= a b)]) (not (not c)))"),
      ("a and b and c", "(and (and a b) c)"),
      ("direction=in", "(= direction in)"), ("kind = not and x != by", "(and (= kind not) (!= x by))"),
      ("a = employee.name", "(= a employee.name)"), ("a = (employee)", "(= a [employee])"),
      ("a = Đúng or b = true or c = null", "(or (or (= a Đúng) (= b true)) (= c null))"),
      ("a in (in, 'b c', 3)", "(in a in 'b c' 3)"), ("a not in (x) and b", "(and (not in a x) b)"),
      ("t in 2023-06", "(in t month(year: 2023, month: 6))"), ("t in 2023", "(in t year(2023))"),
      ("t not in last 7 days", "(not in t last 7 day)"), ("t in month $m", "(in t month $m)"),
      ("t in $p", "(in t $p)"), ("t in today - 6 months", "(in t today-6month)"),
      ("a between 1 and 2 and b is not null", "(and (between a 1 2) (is not null b))"),
      ("a contains 'x' or b starts with in", "(or (contains a 'x') (starts with b in))"),
      ("a within 2% of b + 1", "(= a (within 2 (+ b 1)))"), ("a >= within 5% of b", "(>= a (within 5 b))"),
      ("2 tỷ + 500tr - 1.5k", "(- (+ 2000000000 500000000) 1500)"), ("1_000.25 * 15%", "(* 100025e-2 15%)"),
      ("2023 - 5", "(- 2023 5)"), ("x + 2023-09-06", "(+ x day(year: 2023, month: 9, day: 6))"),
      ("2020-W53", "week(year: 2020, week: 53)"), ("2024-02-29", "day(year: 2024, month: 2, day: 29)"),
      ("today - 6 months + 1 day", "(+ (- today 6month) 1day)"), ("closed + 3 days", "(+ closed 3day)"),
      ("hôm qua", "today-1"),
      ("'it''s' = \"say \"\"{{x}}\"\" {a + 1}!\"", "(= 'it's' {'say \"{x}\" ' (+ a 1) '!'})"),
      ("\"{$t[\"Facebook\"].revenue}\"", "{$t['Facebook'].revenue}"),
      ("[revenue month 2023-09 where a = b]", "[revenue month month(year: 2023, month: 9) where (= a b)]"),
      ("[a - b all] + $x", "(+ [(- a b) all] $x)"), ("$t.total.revenue", "$t.total.revenue"),
      (
        "count(distinct orders.customer where status = placed)",
        "(count distinct orders.customer where (= status placed))"
      ),
      ("count(first orders per customer)", "(count first orders per customer)"),
      ("first(orders.amount)", "(first orders.amount)"),
      ("count(each)", "(count each)"), ("count()", "(count)"), ("if(a = b, 1, 0)", "(if (= a b) 1 0)"),
      (
        "count(each o.c where s = p up to P having count() >= 2)",
        "(count each o.c where (= s p) upToPeriod having (>= (count) 2))"
      ),
      ("avg(days(c, P.last) of o while c .. d overlaps P)", "(avg (days c P.last) of o while c d overlaps)"),
      ("stock(sum o.amount while a .. b)", "(stock (sum o.amount) while a b)"),
      ("count(o per c in previous)", "(count o per c inPrevious)"), ("sum(o.x at closed)", "(sum o.x at closed)"),
      ("rolling(m, 7 days)", "(rolling m 7day)"), ("to_date(m, năm)", "(to_date m year)"),
      ("`a``b`.`by` + where.x", "(+ a`b.by where.x)"),
    ])
  func expressions(_ text: String, _ expected: String) throws {
    #expect(try shape(text) == expected)
  }

  @Test(
    "periods",
    arguments: [
      ("month 2023-09", "month month(year: 2023, month: 9)"), ("week 2023-W36", "week week(year: 2023, week: 36)"),
      ("year 2023", "year year(2023)"), ("quarter", "quarter"), ("in 2023-Q3", "quarter(year: 2023, quarter: 3)"),
      ("from 2023-01 to today - 1 day", "month(year: 2023, month: 1)...today-1day"), ("month $m", "month $m"),
      ("from yesterday to today", "today-1day...today"), ("day today - 2 weeks", "day today-2week"),
      ("last 7 days", "last 7 day"), ("last month", "previous month"), ("previous year", "previous year"),
      ("this week", "this week"), ("today", "today"), ("hôm qua", "yesterday"), ("tất cả", "all"), ("$p", "$p"),
      ("tháng này", "this month"), ("tháng trước", "previous month"), ("tuần qua", "previous week"),
      ("7 ngày qua", "last 7 day"), ("3 tháng gần đây", "last 3 month"), ("thang nay", "this month"),
      ("năm 2023", "year year(2023)"),
      ("từ 2023-09-01 đến hôm nay", "day(year: 2023, month: 9, day: 1)...today"),
    ])
  func periods(_ text: String, _ expected: String) throws {
    #expect(shape(try #require(try question("show a \(text) by b").clauses.period)) == expected)
    #expect(shape(try #require(try question("growth \(text)").clauses.period)) == expected)
  }

  @Test("a metric item keeps its text, without comments and line ends")
  func itemText() throws {
    guard case .show(let items) = try question("show revenue, ( a # no\n  + b )*2 by c").verb else {
      throw Unexpected()
    }
    #expect(items.map(\.text) == ["revenue", "( a + b )*2"])
  }

  @Test("clauses stand in any order and keep their places")
  func clauses() throws {
    let text =
      "show a top 5 with other where b = 1 order by a desc compare year having a > 1 by month, x.y last 2 weeks"
    let clauses = try question(text).clauses
    #expect(clauses.top?.amount == .groups(.written(5)) && clauses.top?.withOther == true)
    #expect(clauses.compare == .year)
    #expect(clauses.order?.descending == true)
    #expect(clauses.by.count == 2)
    let span = try #require(clauses.bySpan)
    #expect(String(text.utf8.prefix(span.end).dropFirst(span.start)) == "by month, x.y")
  }

  @Test("outcomes of a cycle")
  func cycle() throws {
    guard case .cycle(.order(_, nil)?, let horizon?) = try question("cycle order days 8").verb else {
      throw Unexpected()
    }
    #expect(horizon.count == .written(8) && horizon.unit == .day)
    guard case .cycle(.state(let path, let value)?, _) = try question("chu kỳ mối_quan_hệ=Chốt tuần 12").verb
    else { throw Unexpected() }
    #expect(path.text == "mối_quan_hệ" && shape(value) == "Chốt")
    guard case .cycle(.event(let event)?, _) = try question("cycle orders days 30").verb else { throw Unexpected() }
    #expect(event.path.text == "orders" && event.condition == nil)
    guard case .cycle(nil, nil) = try question("cycle by source").verb else { throw Unexpected() }
    guard case .cycle(.order(_, .some)?, _) = try question("cycle order(amount > 5M) days 8").verb
    else { throw Unexpected() }
  }

  @Test("an event has its condition in brackets", arguments: ["growth %", "retention % months 3", "cycle % days 8"])
  func events(_ form: String) throws {
    let event: Event?
    switch try question(form.replacing("%", with: "orders(amount > 5M)")).verb {
    case .report(_, .event(let read?), _), .cycle(.event(let read)?, _): event = read
    default: throw Unexpected()
    }
    #expect(event?.path.text == "orders" && event?.condition.map(shape) == "(> amount 5000000)")
  }

  @Test("steps of a funnel keep their text without `within`")
  func funnel() throws {
    let text =
      "funnel strict customers -> calls(status = answered) within 7 days -> orders overall 36 hours month 2023-09"
    guard case .orderedFunnel(let funnel) = try question(text).verb else { throw Unexpected() }
    #expect(funnel.strict && funnel.overall == TimeSpan(.written(36), .hour))
    #expect(funnel.steps.map(\.text) == ["customers", "calls(status = answered)", "orders"])
    #expect(funnel.steps.map(\.within) == [nil, TimeSpan(.written(7), .day), nil])
  }

  @Test(
    "drill tells table, keys and column apart",
    arguments: [
      ("Facebook orders", "- Facebook orders"), ("2023-12-30, Chốt customers", "- 2023-12-30,Chốt customers"),
      ("a Facebook b", "a Facebook b"), ("(chưa rõ) orders", "- (none) orders"), ("orders", "-  orders"),
      ("'(none)' by", "- '(none)' by"), ("t 1, 2, 3 where", "t 1,2,3 where"),
    ])
  func drill(_ text: String, _ expected: String) throws {
    guard case .drill(let drill) = try question("drill " + text).verb else { throw Unexpected() }
    let keys = drill.keys.map { $0.isQuoted ? "'\($0.text)'" : $0.text }.joined(separator: ",")
    #expect("\(drill.table?.text ?? "-") \(keys) \(drill.column.text)" == expected)
  }

  @Test("both ways to type a text are one, and spans count in the composed text")
  func normalisation() throws {
    let composed = Source(name: "a", text: "show a where b = Chốt month 2023-09")
    let decomposed = Source(name: "a", text: "\u{FEFF}show a where b = Cho\u{302}\u{301}t\r\n month 2023-09")
    let lhs = parse(composed, id: SourceID(0)).statements
    let rhs = parse(decomposed, id: SourceID(0)).statements
    #expect(decomposed.text == "show a where b = Chốt\n month 2023-09")
    #expect(lhs.count == 1 && rhs.count == 1)
    #expect(try question(composed.text).clauses.condition == question(decomposed.text).clauses.condition)
  }

  @Test("a file with mistakes keeps its good statements, reports each mistake, and names what was to be defined")
  func recovery() {
    let text = """
      metric a = 1 1
      metric b = (2
      show c by
      show d
      for x in values of s { show e; show f by; show g }
      entity h { time i; dimension j = ; name k }
      show l
      """
    let parsed = parse(Source(name: "test", text: text), id: SourceID(0))
    #expect(parsed.diagnostics.count == 5)
    #expect(parsed.statements.count == 4)
    #expect(parsed.unparsedNames == ["a", "b", "j"])
    guard case .forEach(_, _, let body) = parsed.statements[1].kind else {
      Issue.record("no for")
      return
    }
    #expect(body.count == 2)
  }

  @Test(
    "an entry at the prompt is finished or not",
    arguments: [
      ("", true), ("show a", true), ("show a by", true), ("show a,", false), ("show a |", false), ("show a \\", false),
      ("show (a", false), ("show (a]", true), ("entity a {", false), ("entity a { name b }", true), ("let x =", false),
      ("show a where b = 1 and", false), ("show a where b = or", true), ("funnel a ->", false), ("sql 'select", false),
      ("print 'a", false), ("print 'a\nb'", true), ("show a # (", true), ("metric a = b as %", true),
      ("if $x {\n show a\n", false),
    ])
  func completeness(_ text: String, _ expected: Bool) {
    #expect(isComplete(text) == expected)
  }
}
