import KPICompiler
import KPILanguage
import Testing

/// What a function takes: nothing that is written is dropped.
@Suite struct FunctionTests {
  private let database: SmallDatabase

  init() throws {
    database = try SmallDatabase(
      """
      INSERT INTO customers(id,name,created_at) VALUES (1,'A','2023-06-01 08:00:00');
      INSERT INTO orders(customer_id,employee_id,status,amount,created_at) VALUES
        (1,1,'placed',10,'2023-06-05 10:00:00'), (1,2,'placed',20,'2023-06-05 10:00:00');
      """)
  }

  @Test("the clauses of a call are all the properties it has")
  func everyPropertyIsAClause() {
    let names: [String: Call.Clause] = [
      "isDistinct": .distinct, "isFirst": .first, "of": .of, "each": .each, "condition": .where, "time": .at,
      "whileFrom": .while, "whileTo": .while, "overlaps": .overlaps, "per": .per, "timeWord": .timeWord,
      "having": .having,
    ]
    let call = Call(function: Name("count", Span(SourceID(0), 0, 0)))
    let properties = Set(Mirror(reflecting: call).children.compactMap(\.label))
    #expect(properties == Set(names.keys).union(["function", "arguments"]))
    #expect(Set(names.values) == Set(Call.Clause.allCases))
  }

  /// A call with every clause of the list.
  private static func call(_ name: String, arguments: Int, _ clauses: Set<Call.Clause>) -> Call {
    let place = Span(SourceID(0), 0, 0)
    let path = Path([Name("x", place)])
    let value = Expression(.path(path), place)
    var call = Call(function: Name(name, place))
    call.arguments = Array(repeating: value, count: arguments)
    for clause in clauses {
      switch clause {
      case .distinct: call.isDistinct = true
      case .first: call.isFirst = true
      case .of: call.of = path
      case .each: call.each = path
      case .where: call.condition = value
      case .at: call.time = path
      case .while: (call.whileFrom, call.whileTo) = (value, value)
      case .overlaps: call.overlaps = true
      case .per: call.per = path
      case .timeWord: call.timeWord = .ever
      case .having: call.having = value
      }
    }
    return call
  }

  @Test("every function in every place refuses every clause that none of its forms has", arguments: Function.all)
  func everyClauseIsLookedAt(_ function: Function) {
    for place in Function.Place.allCases {
      let forms = function.forms.filter { $0.places.contains(place) }
      for clause in Call.Clause.allCases where !forms.contains(where: { $0.takes.union($0.requires).contains(clause) })
      {
        for form in forms.isEmpty ? function.forms : forms {
          let call = Self.call(function.name, arguments: form.arguments.count, form.requires.union([clause]))
          #expect(call.clauses.contains(clause))
          var found: [Diagnostic] = []
          let isRight = Function.check(call, at: call.function.span, in: place) { found.append($0) }
          #expect(!isRight && found.count == 1, "\(form.text) with \(clause) in \(place)")
        }
      }
    }
  }

  @Test(
    arguments: [
      ("sum(orders.amount, orders.cost)", "wrong-arguments", "`sum` takes one argument, not 2"),
      ("count(orders, customers)", "wrong-arguments", "`count` takes one argument, not 2"),
      ("previous(revenue where status = placed)", "misplaced-clause", "`previous` takes no `where` here"),
      ("so_far(revenue at created_at)", "misplaced-clause", "write `so_far(M)`"),
      ("to_date(revenue, fortnight)", "wrong-arguments", "a unit such as `year`"),
      ("rolling(revenue, 3)", "wrong-arguments", "a span such as `30 days`"),
      ("share(revenue per customer)", "no-groups", "is a part of each `customer`, by which nothing is split"),
      ("share(revenue having count() > 1)", "misplaced-clause", "`share` takes no `having` here"),
      ("rank(revenue, 2)", "wrong-arguments", "`rank` takes one argument, not 2"),
      ("target(revenue having count() > 1)", "misplaced-clause", "`target` takes no `having` here"),
      ("retained(orders at created_at)", "misplaced-clause", "write `retained(EVENT where C per LINK)`"),
      ("abs(revenue where amount > 3)", "misplaced-clause", "write `abs(X)`"),
      ("if(1 = 1, 2)", "wrong-arguments", "`if` takes 3 arguments, not 2"),
      ("count(orders having count() > 1)", "misplaced-clause", "`count` with `having` needs `each`"),
      ("count(orders per customer)", "misplaced-clause", "`count` with `per` needs `first`"),
      ("sum(orders.amount per customer)", "misplaced-clause", "`sum` takes no `per` here"),
      ("count(distinct nonsense)", "wrong-arguments", "count(distinct entity.link)"),
      ("count(customers where count(orders) > 1)", "not-per-subject", "add `per` and a link"),
      (
        "count(customers where sum(orders.amount per customer having count() > 1) > 1)", "misplaced-clause",
        "no `having`"
      ),
      ("count(customers where previous(revenue) > 1)", "misplaced-function", "write `previous(M)` in a metric"),
      ("count(orders where age(created_at, 3) > 1)", "wrong-arguments", "write `age(TIME)`"),
      ("age(revenue)", "misplaced-function", "`age` does not stand in a metric"),
      ("stock(sum(orders.amount where status = placed))", "misplaced-clause", "stand behind its measure"),
      ("stock(orders overlaps P)", "misplaced-clause", "`stock` takes no `overlaps` here"),
      ("round(revenue, 9)", "wrong-arguments", "a whole number from 0 to 8"),
      ("conut(orders)", "unknown-function", "did you mean `count`?"),
      ("conut(orders) month 2023-09", "unknown-function", "write `show count(orders) month 2023-09`"),
    ])
  func whatDoesNotFitIsShownHow(_ metric: String, _ code: String, _ message: String) throws {
    let answer = try database.session(today: "2023-12-31").enter("show \(metric)")
    #expect(answer.status == .mistake && answer.results.isEmpty, "\(answer.results)")
    #expect(answer.messages.contains("\"\(code)\"") && answer.messages.contains(message), "\(answer.messages)")
  }

  /// The same expression, in a metric, of a row, of a thing, in a pipe and in a script.
  @Test(
    arguments: [
      ("round(2.345, 2)", "2.35"), ("round(-2.5)", "-3"), ("round(1234.5, 0)", "1235"), ("round(7, 3)", "7"),
      ("weeks(2023-01-01, 2023-01-02)", "1"), ("days(2023-01-31, 2023-03-01)", "29"),
      ("hours(2023-01-01, 2023-01-02)", "24"), ("months(2023-01-01, 2023-01-01)", "0"),
      ("least(3, null, 2)", "2"), ("greatest(3, null, 2)", "3"), ("abs(2 - 5)", "3"), ("coalesce(null, 4)", "4"),
      ("if(5 between 1 and 5, 1, 0)", "1"), ("if(5 in (1, 2), 1, 0)", "0"), ("if(not 5 in (1, 2), 1, 0)", "1"),
      ("if(null is null and 1 is not null, 1, 0)", "1"), ("if(true and (1 > 2 or 2 > 1), 1, 0)", "1"),
      ("if(2023-09-06 in 2023-09, 1, 0)", "1"), ("if(2023-09-06 > 2023-08, 1, 0)", "1"),
      ("if(2023-08-15 > 2023-08 or 2023-08-15 != 2023-08, 1, 0)", "0"), ("if(2023-08-15 in (2023-08), 1, 0)", "1"),
      ("if(100 = within 2% of 101, 1, 0)", "1"), ("if(90 = within 2% of 101, 1, 0)", "0"),
      ("200 * 15%", "30"), ("if(0.15 = 15%, 1, 0)", "1"),
    ])
  func oneExpressionLanguage(_ expression: String, _ value: String) throws {
    let session = try database.session(today: "2023-12-31")
    for (place, question) in [
      ("a metric", "show \(expression)"), ("rows", "show avg(\(expression) of orders)"),
      ("things", "show max(\(expression) + 0 * count() each orders.customer)"),
      ("a pipe", "show orders | derive x = \(expression) | select x"),
      ("a script", "print \"[[{\(expression)}]]\""),
      (
        "having",
        "show orders by status having \(expression) = \(value) and round(orders / 3, 2) = 0.67 | derive x = \(value) | select x"
      ),
    ] {
      let answer = session.enter(question)
      let number = SmallDatabase.rows(answer.results) ?? answer.results
      #expect(
        number.contains("[[\(value)]]") || number.contains("[[\(value).0]]") || number.contains("[[\(value).00]]"),
        "\(place): \(question)\n\(answer.results)\(answer.messages)")
    }
  }
}
