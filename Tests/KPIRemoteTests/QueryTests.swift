import KPIEngine
import KPISQLite
import Testing

@testable import KPIRemote

@Suite("Queries to engines")
struct QueryTests {
  private func isSent(_ sql: String, _ engine: RemoteAddress.Engine, mode: String = "") -> Bool {
    let quoting = engine == .postgresql ? .postgresql : QueryWords.Quoting(mode: mode)
    return (try? EngineQuery.checked(sql, engine, quoting)) != nil
  }

  @Test(
    "What only reads is sent",
    arguments: [
      "select 1", "  SELECT 1 ;", "with x as (select 1) select * from x", "values (1)", "-- a\nselect 1 -- b",
      "/* a */ select ';' as \"delete;\"", "select 1; -- the end", "select 1 /* ; */",
    ])
  func sent(_ sql: String) {
    #expect(isSent(sql, .postgresql))
    #expect(isSent(sql, .mysql))
  }

  @Test(
    "What is no single query is not",
    arguments: [
      "", ";", "delete from x", "set x = 1", "select 1; select 2", "select 1; delete from x", "copy x to '/tmp/x'",
      "select 'a", "select /* a", "do $$ begin end $$", "\u{0}select 1", "explain select 1", "call p()",
    ])
  func refused(_ sql: String) {
    #expect(!isSent(sql, .postgresql))
    #expect(!isSent(sql, .mysql))
  }

  @Test("Each engine's own quotes and comments")
  func quotes() {
    #expect(!isSent("select * from x into outfile '/tmp/x'", .mysql))
    #expect(isSent("select 'into outfile', `into` from x", .mariadb))
    #expect(!isSent("select 1 /*! into outfile '/tmp/x' */", .mysql))
    #expect(!isSent("select 1 /*M! into outfile '/tmp/x' */", .mariadb))
    // A backslash takes the quote in MySQL; in PostgreSQL the text ends there, and another statement follows.
    #expect(isSent(#"select 'a\'; delete from x; -- '"#, .mysql))
    #expect(!isSent(#"select 'a\'; delete from x; -- '"#, .postgresql))
    #expect(isSent(#"select E'a\'; delete from x; -- '"#, .postgresql))
    #expect(isSent("select $a$ ; delete from x $a$", .postgresql))
    #expect(isSent("select 1 /* a /* ; */ b */", .postgresql))
    #expect(isSent("select 1 # ; drop table x", .mysql))
    #expect(!isSent("select 1 # ; drop table x\n; drop table x", .mysql))
  }

  @Test("MySQL's modes say what ends a text")
  func modes() {
    let file = "into outfile '/tmp/x'"
    for mode in ["NO_BACKSLASH_ESCAPES", "PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,ANSI_QUOTES"] {
      #expect(!isSent(#"select 'a\' \#(file) -- '"#, .mariadb, mode: mode))
      #expect(isSent(#"select 'a\'"#, .mariadb, mode: mode))
    }
    #expect(!isSent(#"select 1 as "a\" \#(file) -- ""#, .mysql, mode: "ANSI_QUOTES"))
    #expect(isSent(#"select "a\" \#(file) -- ""#, .mysql, mode: "ONLY_FULL_GROUP_BY"))
    // Two dashes are two signs there unless a blank follows.
    #expect(!isSent("select 5--3 \(file)", .mysql))
    #expect(isSent("select 5 -- 3 \(file)", .mysql))
    #expect(isSent("select 5 --3 \(file)", .postgresql))
  }

  @Test("A comment at the end does not swallow what the driver writes behind the query")
  func comment() throws {
    #expect(try EngineQuery.checked("select 1 -- all", .postgresql, .postgresql).hasSuffix("\n"))
    #expect(try EngineQuery.checked("select 1 ; -- all", .postgresql, .postgresql).hasPrefix("select 1 \n"))
  }

  @Test("Names as each engine writes them")
  func names() {
    #expect(PostgreSQL.quoted("a\"b\\c'd") == "\"a\"\"b\\c'd\"")
    #expect(MariaDB.quoted("a`b\\c\"d") == "`a``b\\c\"d`")
  }

  @Test("Decimal digits as numbers, where nothing is lost")
  func numbers() {
    #expect(EngineQuery.number("1.50") == .decimal(150, scale: 2))
    #expect(EngineQuery.number("-0.5") == .decimal(-5, scale: 1))
    #expect(EngineQuery.number("123456789012345678") == .integer(123_456_789_012_345_678))
    #expect(EngineQuery.number("0.123456") == .real(0.123456))
    #expect(EngineQuery.number("12345678901234567.12345") == .text("12345678901234567.12345"))
    #expect(EngineQuery.number("nan") == .text("nan"))
    #expect(DecimalText.text(-5, scale: 3) == "-0.005")
    #expect(DecimalText.text(123_456, scale: 2) == "1234.56")
    #expect(DecimalText.text(7, scale: 0) == "7")
  }

  @Test("Times as text")
  func times() {
    let texts = TimeText()
    func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
    #expect(text(texts.day(0)) == "1970-01-01")
    #expect(text(texts.day(19_782)) == "2024-02-29")
    #expect(text(texts.moment(-1, isInstant: true)) == "1969-12-31 23:59:59.999999Z")
    #expect(text(texts.moment(1_706_720_400_000_000, isInstant: false)) == "2024-01-31 17:00:00")
    #expect(text(texts.clock(3_661_000_000)) == "01:01:01")
    #expect(text(texts.day(-719_528)) == "0000-01-01")
    #expect(text(texts.day(-719_529)) == "-0001-12-31")
    #expect(text(texts.day(2_932_897)) == "10000-01-01")
    // No number of the wire writes outside of its memory.
    for number in [Int64.min, .max, -9_222_425_352_054_775_807] { _ = texts.moment(number, isInstant: true) }
    for day in [Int32.min, .max] { _ = texts.day(Int64(day)) }
  }

  @Test("PostgreSQL's infinite times by the numbers that its driver gives")
  func endless() {
    #expect(EndlessTime.name(microseconds: .max &+ 946_684_800_000_000) == "infinity")
    #expect(EndlessTime.name(microseconds: .min &+ 946_684_800_000_000) == "-infinity")
    #expect(EndlessTime.name(day: .max &+ 10_957) == "infinity")
    #expect(EndlessTime.name(day: .min &+ 10_957) == "-infinity")
    #expect(EndlessTime.name(microseconds: 0) == nil && EndlessTime.name(day: -800_000) == nil)
  }
}
