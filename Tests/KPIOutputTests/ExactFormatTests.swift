import KPIEngine
import KPILanguage
import KPIOutput
import Testing

@Suite("JSON and CSV")
struct ExactFormatTests {
  @Test("JSON in the language's form, whatever the output language", arguments: TextLanguage.allCases)
  func json(language: TextLanguage) {
    #expect(
      OutputFormat.json.text(SampleTables.funnel, OutputOptions(language: language, isTerminal: true, rowLimit: 1))
        == #"{"name":"funnel","period":{"from":"2023-09-01","to":"2023-09-30"},"columns":["#
        + #"{"name":"source","kind":"dimension","type":"text"},"#
        + #"{"name":"new_customers","kind":"metric","type":"integer"},"#
        + #"{"name":"revenue","kind":"metric","type":"integer","unit":"VND"},"#
        + #"{"name":"order_rate","kind":"metric","type":"number","unit":"%"}],"#
        + #""rows":[["Facebook",1234,1234567,12.5],["Giới thiệu",0,-5000000000,33.333333333333336],"#
        + #"["(other)",7,0,null],[null,1,999,100]],"total":[null,1242,-4998764434,0.04],"#
        + #""states":[{"row":1,"column":"revenue","state":"partial"},"#
        + #"{"row":null,"column":"revenue","state":"partial"}],"notes":["3 \"dirty\" rows"]}"# + "\n")
  }

  @Test("parts are members of their own")
  func parts() {
    let text = OutputFormat.json.text(SampleTables.cycle)
    #expect(text.contains(#","total":null,"states":[{"row":5,"column":"customers","state":"maturing"}],"notes":[],"#))
    #expect(text.contains(#""totals":{"columns":[{"name":"offset","kind":"dimension","type":"integer"},"#))
    #expect(text.contains(#""rows":[[0,50,13,26.0],[1,43,0,0.0],[2,40,1,2.5]]},"cohorts":{"columns":["#))
    #expect(text.hasSuffix(#"[null,50,14,28.0,0.14285714285714285]]}}"# + "\n"))
  }

  @Test(
    "every kind of value, exact",
    arguments: [
      (.null, "null", "\"\""), (.integer(.min), "-9223372036854775808", "-9223372036854775808"),
      (.decimal(-5, scale: 2), "-0.05", "-0.05"), (.decimal(1250, scale: 2), "12.50", "12.50"),
      (.decimal(.min, scale: 4), "-922337203685477.5808", "-922337203685477.5808"),
      (.decimal(7, scale: 0), "7", "7"), (.real(0.1), "0.1", "0.1"), (.real(1e300), "1e+300", "1e+300"),
      (.real(.nan), "null", "\"\""), (.real(-.infinity), "null", "\"\""), (.real(-0.0), "0.0", "0.0"),
      (.boolean(true), "true", "true"), (.date(19_606), "\"2023-09-06\"", "2023-09-06"),
      (.time(day: 19_606, second: 36_061), "\"2023-09-06T10:01:01\"", "2023-09-06 10:01:01"),
      (.unit(.day, day: 19_606), "\"2023-09-06\"", "2023-09-06"),
      (.unit(.week, day: 19_604), "\"2023-W36\"", "2023-W36"),
      // 29 December 2025 begins the first week of 2026; 2020 had 53 weeks.
      (.unit(.week, day: 20_451), "\"2026-W01\"", "2026-W01"),
      (.unit(.week, day: 18_624), "\"2020-W53\"", "2020-W53"),
      (.unit(.month, day: 19_601), "\"2023-09\"", "2023-09"),
      (.unit(.quarter, day: 19_539), "\"2023-Q3\"", "2023-Q3"), (.unit(.year, day: 19_358), "\"2023\"", "2023"),
      (.text("Huế"), "\"Huế\"", "Huế"), (.other, "\"(other)\"", "(other)"),
    ] as [(Value, String, String)])
  func values(value: Value, json: String, csv: String) {
    let table = ResultTable(
      name: "show", columns: [ResultColumn(name: "n", kind: .value, type: .number)], rows: [[value]])
    #expect(OutputFormat.json.text(table).contains(#""rows":[[\#(json)]],"total":null"#))
    #expect(OutputFormat.csv.text(table) == "n\r\n\(csv)\r\n")
  }

  @Test(
    "a long table's rows in CSV are what each is alone, however its columns are kept", arguments: [1, 511, 512, 1_300])
  func blocks(count: Int) {
    let own = (0..<count).map { "tên \($0), \"\($0)\"" }
    let columns: [Cells] = [
      .texts((0..<count).map { UInt32($0 % 3) }, among: ["never shown", "a;b", "=x"]),
      .texts((0..<count).map { UInt32($0) }, among: TextList(own)),
      .coded((0..<count).map { Int32($0 % 4) - 1 }, among: [.other, .boolean(true), .text("")]),
      .exact((0..<count).map { Int64($0 * 37 - 900) }, scale: 2),
      .reals((0..<count).map { $0 % 5 == 0 ? .nan : Double($0) / 8 }),
      .values((0..<count).map { .unit(.day, day: $0 * 11) }),
    ]
    func text(_ rows: ResultRows) -> Substring {
      let table = ResultTable(
        name: "list", columns: "abcdef".map { ResultColumn(name: String($0), kind: .value, type: .text) }, rows: rows)
      return OutputFormat.csv.text(table).dropFirst("a,b,c,d,e,f\r\n".count)
    }
    let table = ResultRows(columns: columns, count: count)
    let alone = table.map { row in text(ResultRows([Array(row)])) }
    #expect(text(table) == alone.joined())
  }

  @Test("two columns of one name are two members of JSON lines")
  func sameNames() {
    let columns = ["a", "a", "A", "a_2"].map { ResultColumn(name: $0, kind: .value, type: .integer) }
    let table = ResultTable(
      name: "sql", columns: columns, rows: [[.integer(1), .integer(2), .integer(3), .integer(4)]])
    #expect(OutputFormat.jsonl.text(table) == #"{"a":1,"a_2":2,"A":3,"a_2_2":4}"# + "\n")
  }

  @Test("CSV quotes and alters nothing")
  func csv() {
    #expect(
      OutputFormat.csv.text(SampleTables.funnel, OutputOptions(language: .vi, rowLimit: 1))
        == [
          "source,new_customers,revenue,order_rate", "Facebook,1234,1234567,12.5",
          "Giới thiệu,0,-5000000000,33.333333333333336", "(other),7,0,", ",1,999,100", "",
        ].joined(separator: "\r\n"))
    #expect(
      OutputFormat.csv.text(SampleTables.hostileTable)
        == [
          "name", "</script><script>alert(1)</script>", "\"a,b\"", "\"say \"\"hi\"\"\"", "\"two\nlines\"",
          "\"tab\there\"", "\"=1+1\"", "\"\u{1B}[31mred\u{7}\"", "\u{9B}2J", "abc\u{202E}fdp",
          "| pipe | *bold* [x](y) `c`", "'\\", "\"\"", "",
        ].joined(separator: "\r\n"))
    let terminal = OutputFormat.csv.text(SampleTables.hostileTable, OutputOptions(isTerminal: true))
    #expect(!terminal.unicodeScalars.contains("\u{1B}") && !terminal.unicodeScalars.contains("\u{9B}"))
  }

  @Test("JSON escapes what would break a line, a terminal or a page")
  func escapes() {
    var json = JSONWriter()
    json.beginArray()
    for text in SampleTables.hostile + ["\u{2028}", "\u{0}"] { json.string(text) }
    json.endArray()
    #expect(
      String(decoding: json.bytes, as: UTF8.self)
        == #"["</script><script>alert(1)</script>","a,b","say \"hi\"","two\nlines","tab\there","=1+1","#
        + #""\u001b[31mred\u0007","\u009b2J","abc"# + "\u{202E}"
        + #"fdp","| pipe | *bold* [x](y) `c`","'\\","","\u2028","\u0000"]"#)
    var page = JSONWriter(isForHTML: true)
    page.string("</script>&amp;")
    #expect(String(decoding: page.bytes, as: UTF8.self) == #""\u003c/script\u003e\u0026amp;""#)
  }

  @Test("nested objects and arrays get their commas")
  func commas() {
    var json = JSONWriter()
    json.beginObject()
    json.key("a")
    json.beginArray()
    json.beginObject()
    json.endObject()
    json.beginArray()
    json.endArray()
    json.integer(1)
    json.null()
    json.endArray()
    json.key("b")
    json.boolean(false)
    json.endObject()
    json.endLine()
    json.real(0.5)
    #expect(String(decoding: json.bytes, as: UTF8.self) == #"{"a":[{},[],1,null],"b":false}"# + "\n0.5")
  }

  @Test("an empty result")
  func empty() {
    let table = ResultTable(name: "show", columns: [ResultColumn(name: "n", kind: .value, type: .text)], rows: [])
    #expect(
      OutputFormat.json.text(table)
        == #"{"name":"show","period":null,"columns":[{"name":"n","kind":"value","type":"text"}],"rows":[],"#
        + #""total":null,"states":[],"notes":[]}"# + "\n")
    #expect(OutputFormat.csv.text(table) == "n\r\n")
  }
}
