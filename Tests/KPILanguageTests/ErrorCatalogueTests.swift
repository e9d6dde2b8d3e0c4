import KPILanguage
import Testing

/// Mistakes and what is said about them, as it is shown.
@Suite struct ErrorCatalogueTests {
  @Test("a mistake is shown as the catalogue says", arguments: ErrorCatalogue.entries)
  func entry(_ entry: ErrorCatalogue.Entry) {
    let source = Source(name: "test.kpi", text: entry.source)
    let parsed = parse(source, id: SourceID(0))
    #expect(DiagnosticRenderer(sources: [SourceID(0): source]).render(parsed.diagnostics) == entry.shown)
  }
}

enum ErrorCatalogue {
  struct Entry: Sendable, CustomTestStringConvertible {
    var source: String
    var shown: String
    var testDescription: String { source }

    init(_ source: String, _ shown: String) {
      self.source = source
      self.shown = shown + "\n"
    }
  }

  static let entries: [Entry] = [
    Entry(
      "funnel by source month 2023-13",
      """
      error[bad-date]: `2023-13` has a month that does not exist
        ┌─ test.kpi:1:24
      1 │ funnel by source month 2023-13
        │                        ^^^^^^^ months are 01 to 12
      """),
    Entry(
      "show revenue day 2023-02-30",
      """
      error[bad-date]: `2023-02-30` is a day that does not exist
        ┌─ test.kpi:1:18
      1 │ show revenue day 2023-02-30
        │                  ^^^^^^^^^^ 2023-02 has 28 days
      """),
    Entry(
      "show revenue week 2023-W54",
      """
      error[bad-date]: `2023-W54` is a week that does not exist
        ┌─ test.kpi:1:19
      1 │ show revenue week 2023-W54
        │                   ^^^^^^^^ 2023 has the weeks W01 to W52
      """),
    Entry(
      "show revenue month 2023-9",
      """
      error[bad-date]: `2023-9` is no date
        ┌─ test.kpi:1:20
      1 │ show revenue month 2023-9
        │                    ^^^^^^ write `2023-09`
      """),
    Entry(
      "show revenue from 01/09/2023 to 2023-09-30",
      """
      error[bad-date]: dates are written year, month, day
        ┌─ test.kpi:1:19
      1 │ show revenue from 01/09/2023 to 2023-09-30
        │                   ^^^^^^^^^^ write `2023-09-01`, or `2023-01-09` where the month comes first
      """),
    Entry(
      "show orders where amount > 1.500.000",
      """
      error[bad-number]: numbers are grouped with `_`
        ┌─ test.kpi:1:28
      1 │ show orders where amount > 1.500.000
        │                            ^^^^^^^^^ write `1_500_000`
      """),
    Entry(
      "show orders where amount > 99999999999999999999",
      """
      error[bad-number]: the number is too large
        ┌─ test.kpi:1:28
      1 │ show orders where amount > 99999999999999999999
        │                            ^^^^^^^^^^^^^^^^^^^^
        = numbers have at most 18 digits
      """),
    Entry(
      "show orders within 8days",
      """
      error[unexpected-token]: expected a clause, found `within`
        ┌─ test.kpi:1:13
      1 │ show orders within 8days
        │             ^^^^^^

      error[bad-number]: unexpected letters in a number
        ┌─ test.kpi:1:20
      1 │ show orders within 8days
        │                    ^^^^^ write `8 days`
      """),
    Entry(
      "show revenue where source = Facebook-Ads",
      """
      error[unexpected-token]: `Facebook-Ads` needs quotes
        ┌─ test.kpi:1:29
      1 │ show revenue where source = Facebook-Ads
        │                             ^^^^^^^^^^^^ write `'Facebook-Ads'`
        = a subtraction has blanks around `-`
      """),
    Entry(
      "show revenue where source = Giới thiệu month 2023-09",
      """
      error[unexpected-token]: expected a clause, found `thiệu`
        ┌─ test.kpi:1:34
      1 │ show revenue where source = Giới thiệu month 2023-09
        │                                  ^^^^^ a value of several words is written in quotes: `'Giới thiệu'`
      """),
    Entry(
      "show revenue by",
      """
      error[unexpected-token]: expected a dimension or a unit of time after `by`, found the end
        ┌─ test.kpi:1:16
      1 │ show revenue by
        │                ^
      """),
    Entry(
      "show",
      """
      error[unexpected-token]: expected a metric, found the end
        ┌─ test.kpi:1:5
      1 │ show
        │     ^
      """),
    Entry(
      "frobnicate",
      """
      error[unknown-statement]: no statement begins with `frobnicate`
        ┌─ test.kpi:1:1
      1 │ frobnicate
        │ ^^^^^^^^^^
        = `help` lists the statements
      """),
    Entry(
      "shwo revenue",
      """
      error[unknown-statement]: no statement begins with `shwo`
        ┌─ test.kpi:1:1
      1 │ shwo revenue
        │ ^^^^ did you mean `show`?
      """),
    Entry(
      "x = 5",
      """
      error[unknown-statement]: no statement begins with `x`
        ┌─ test.kpi:1:1
      1 │ x = 5
        │ ^ write `let x = …`
      """),
    Entry(
      "show revenue whre source = Zalo",
      """
      error[unexpected-token]: expected a clause, found `whre`
        ┌─ test.kpi:1:14
      1 │ show revenue whre source = Zalo
        │              ^^^^ did you mean `where`?
      """),
    Entry(
      "show revenue month 2023-09 month 2023-08",
      """
      error[repeated-clause]: the period is given twice
        ┌─ test.kpi:1:28
      1 │ show revenue month 2023-09 month 2023-08
        │                            ^^^^^^^^^^^^^ the first is `month 2023-09`
      """),
    Entry(
      "metric a = count(b where c = 1 where d = 2)",
      """
      error[repeated-clause]: `where` is given twice
        ┌─ test.kpi:1:32
      1 │ metric a = count(b where c = 1 where d = 2)
        │                                ^^^^^^^^^^^
      """),
    Entry(
      "show revenue where (source = Facebook month 2023-09",
      """
      error[unclosed-bracket]: `(` is not closed
        ┌─ test.kpi:1:20
      1 │ show revenue where (source = Facebook month 2023-09
        │                    ^ expected `)` before `month`
      """),
    Entry(
      "for m in months of year 2023 {\n  show a",
      """
      error[unclosed-bracket]: `{` is not closed
        ┌─ test.kpi:1:30
      1 │ for m in months of year 2023 {
        │                              ^ expected `}` before the end
      """),
    Entry(
      "show a | srot b",
      """
      error[unknown-pipe]: no stage of a pipe begins with `srot`
        ┌─ test.kpi:1:10
      1 │ show a | srot b
        │          ^^^^ did you mean `sort`?
        = stages are sort, take, select, derive, pivot, unpivot, chart, export, save as, card, where, assert
      """),
    Entry(
      "show revenue top 0",
      """
      error[bad-number]: expected a number from 1 after `top`, found `0`
        ┌─ test.kpi:1:18
      1 │ show revenue top 0
        │                  ^
      """),
    Entry(
      "show revenue days 7",
      """
      error[unexpected-token]: expected a period, found `days`
        ┌─ test.kpi:1:14
      1 │ show revenue days 7
        │              ^^^^ write `last 7 days`
      """),
    Entry(
      "cycle 8 days",
      """
      error[unexpected-token]: expected a clause, found `8`
        ┌─ test.kpi:1:7
      1 │ cycle 8 days
        │       ^ write `days 8`
      """),
    Entry(
      "show revenue by month 2023-09",
      """
      error[unexpected-token]: expected a clause, found `2023-09`
        ┌─ test.kpi:1:23
      1 │ show revenue by month 2023-09
        │                       ^^^^^^^ a period has its own word: `by month month 2023-09`
      """),
    Entry(
      "show revenue month 9",
      """
      error[bad-date]: `9` is no date
        ┌─ test.kpi:1:20
      1 │ show revenue month 9
        │                    ^ write `2023-09-06`, `2023-09`, `2023-W36`, `2023-Q3` or `2023`
      """),
    Entry(
      "show a where b < c < d",
      """
      error[unexpected-token]: expected `and` or `or` between two comparisons, found `<`
        ┌─ test.kpi:1:20
      1 │ show a where b < c < d
        │                    ^ write `a < b and b < c`
      """),
    Entry(
      "show a where x == 1",
      """
      error[unexpected-character]: unexpected `==`
        ┌─ test.kpi:1:16
      1 │ show a where x == 1
        │                ^^ write `=`
      """),
    Entry(
      "print “hello”",
      """
      error[unexpected-character]: unexpected typographic quote
        ┌─ test.kpi:1:7
      1 │ print “hello”
        │       ^ write `'` or `"`
      """),
    Entry(
      "print \"hello",
      """
      error[unclosed-text]: the text is not closed
        ┌─ test.kpi:1:7
      1 │ print "hello
        │       ^ `"` has to follow on the same line
      """),
    Entry(
      "print \"a {1 +} b\"",
      """
      error[unexpected-token]: expected a name, a number or a bracket, found the end
        ┌─ test.kpi:1:14
      1 │ print "a {1 +} b"
        │              ^
      """),
    Entry(
      "show `a",
      """
      error[unclosed-text]: the name is not closed
        ┌─ test.kpi:1:6
      1 │ show `a
        │      ^ a back quote has to follow
      """),
    Entry(
      "show a\0b",
      """
      error[unexpected-character]: unexpected character U+0000
        ┌─ test.kpi:1:7
      1 │ show a�b
        │       ^
      """),
    Entry(
      "show $",
      """
      error[unexpected-character]: a variable's name follows `$` directly
        ┌─ test.kpi:1:6
      1 │ show $
        │      ^
      """),
    Entry(
      "show a \\ b",
      """
      error[unexpected-character]: unexpected `\\`
        ┌─ test.kpi:1:8
      1 │ show a \\ b
        │        ^ it joins lines and is the last thing on its line

      error[unexpected-token]: expected a clause, found `b`
        ┌─ test.kpi:1:10
      1 │ show a \\ b
        │          ^
      """),
    Entry(
      "show revenue compare",
      """
      error[unexpected-token]: expected `compare previous`, `compare year` or `compare with`, found `compare`
        ┌─ test.kpi:1:14
      1 │ show revenue compare
        │              ^^^^^^^
      """),
    Entry(
      "show revenue compare year lunar",
      """
      error[unexpected-token]: expected a clause, found `lunar`
        ┌─ test.kpi:1:27
      1 │ show revenue compare year lunar
        │                           ^^^^^
        = `compare year lunar` is reserved for a later version
      """),
    Entry(
      "show a where source = by owner",
      """
      error[unexpected-token]: expected a value, found `by`
        ┌─ test.kpi:1:23
      1 │ show a where source = by owner
        │                       ^^
      """),
    Entry(
      "show by source",
      """
      error[unexpected-token]: expected a metric, found `by`
        ┌─ test.kpi:1:6
      1 │ show by source
        │      ^^
      """),
    Entry(
      "explain explain show a",
      """
      error[unexpected-token]: expected a question other than `explain`, found `explain`
        ┌─ test.kpi:1:9
      1 │ explain explain show a
        │         ^^^^^^^
      """),
    Entry(
      "entity a {\n  dimension b =\n  frob\n  tabel t\n}\nshow x",
      """
      error[unexpected-token]: expected a member such as `dimension`, found `tabel`
        ┌─ test.kpi:4:3
      4 │   tabel t
        │   ^^^^^ did you mean `table`?
      """),
    Entry(
      "viewer a access b head c",
      """
      error[unexpected-token]: the viewer has no `department`, `of`, `parent`
        ┌─ test.kpi:1:8
      1 │ viewer a access b head c
        │        ^^^^^^^^^^^^^^^^^
        = it is written `viewer PEOPLE access COLUMN department COLUMN of DEPARTMENTS parent COLUMN head COLUMN`
      """),
    Entry(
      "drill a b c d e",
      """
      error[unexpected-token]: expected one key per dimension, separated by `,`
        ┌─ test.kpi:1:7
      1 │ drill a b c d e
        │       ^ a value of several words is written in quotes
      """),
    Entry(
      "report weekly",
      """
      error[unexpected-token]: expected `=`, `detail`, `of`, `outcome`, `by` or `targets`, found the end
        ┌─ test.kpi:1:14
      1 │ report weekly
        │              ^
        = a report of one's own has a block: `report weekly($week) { … }`
      """),
    Entry(
      "chu kỳ mối_quan_hệ=Chốt 8 ngày",
      """
      error[unexpected-token]: expected a clause, found `8`
        ┌─ test.kpi:1:25
      1 │ chu kỳ mối_quan_hệ=Chốt 8 ngày
        │                         ^ write `ngày 8`
      """),
    Entry(
      "show a\n\tby b wher c",
      """
      error[unexpected-token]: expected a clause, found `wher`
        ┌─ test.kpi:2:7
      2 │     by b wher c
        │          ^^^^ did you mean `where`?
      """),
    Entry(
      "if $x { show a } els { show b }",
      """
      error[unexpected-token]: expected the end of the statement, found `els`
        ┌─ test.kpi:1:18
      1 │ if $x { show a } els { show b }
        │                  ^^^ did you mean `else`?
      """),
    Entry(
      "}",
      """
      error[unexpected-token]: unexpected `}`
        ┌─ test.kpi:1:1
      1 │ }
        │ ^ no block is open here
      """),
    Entry(
      "redefine target a 3 per day",
      """
      error[unexpected-token]: expected `metric`, `segment` or `events`, found `target`
        ┌─ test.kpi:1:10
      1 │ redefine target a 3 per day
        │          ^^^^^^
      """),
    Entry(
      "show a where x in y",
      """
      error[unexpected-token]: expected a list in brackets or a period after `in`, found `y`
        ┌─ test.kpi:1:19
      1 │ show a where x in y
        │                   ^ write `in (…)`
      """),
    Entry(
      "funnel overall 3 days",
      """
      error[unexpected-token]: only a funnel of steps has `overall`
        ┌─ test.kpi:1:8
      1 │ funnel overall 3 days
        │        ^^^^^^^^^^^^^^
      """),
  ]
}
