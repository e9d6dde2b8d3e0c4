import Foundation
import KPISession
import Testing

/// Names and values are found by one rule wherever they stand: as written, ignoring case, ignoring diacritics; by name
/// or by label of either language, whatever `set language` says.
@Suite struct NameTests {
  /// An's order of 100 is of September 2023 (Facebook), Bình's of 50 of December (Zalo).
  private func session(isStrict: Bool = false) throws -> (SmallDatabase, TextSession) {
    let database = try SmallDatabase(GridTests.rows)
    let session = try database.session(today: "2023-12-31")
    if isStrict { _ = session.enter("set strict on") }
    return (database, session)
  }

  private func expect(
    _ session: TextSession, _ text: String, _ rows: String, _ place: SourceLocation = #_sourceLocation
  ) {
    let answer = session.enter(text)
    #expect(answer.status == .success, "\(text)\n\(answer.messages)", sourceLocation: place)
    #expect(SmallDatabase.rows(answer.results) == rows, "\(text)\n\(answer.results)", sourceLocation: place)
  }

  @Test(arguments: ["en", "vi"]) func columnsAnswerToBothLanguages(_ language: String) throws {
    let (database, session) = try session()
    _ = session.enter("set language \(language)")
    let sorted = #"[["Facebook",100],["Zalo",50]]"#
    for name in ["revenue", "Revenue", "doanh_thu", "Doanh_Thu", "`Doanh thu`", "DOANH_THU"] {
      expect(session, "show revenue by source year 2023 | sắp xếp \(name) giảm", sorted)
      expect(session, "show revenue by source year 2023 | sort \(name) desc", sorted)
      expect(session, "show revenue by source year 2023 | where \(name) > 60 | select nguồn", #"[["Facebook"]]"#)
      expect(session, "show revenue by source year 2023 | derive x = \(name) * 2 | select x", "[[200],[100]]")
    }
    for name in ["source", "nguồn", "Nguồn", "nguon"] {
      expect(session, "show revenue by source year 2023 | sort \(name) desc | take 1", #"[["Zalo",50]]"#)
    }
    for name in ["revenue", "doanh_thu", "Doanh_Thu"] {
      expect(session, "show revenue by source year 2023 order by \(name) desc", sorted)
      expect(session, "show revenue by source year 2023 having \(name) > 60", #"[["Facebook",100]]"#)
    }
    expect(session, "show revenue by source year 2023 order by nguồn desc top 1", #"[["Facebook",100]]"#)
    expect(session, "growth year 2023 | sort tổng desc | take 1 | select ngày, tổng", #"[["2023-10-31",2]]"#)
    expect(
      session, "show revenue by source month 2023-12 compare previous | sort doanh_thu_trước desc | select nguồn",
      #"[["Zalo"]]"#)
    _ = database
  }

  @Test func totalsAnswerToBothLanguages() throws {
    let (database, session) = try session()
    _ = session.enter("let t = show revenue, orders by source year 2023")
    for path in ["$t.total.revenue", "$t.tổng.doanh_thu", "$t.tong.Revenue"] {
      #expect(session.enter("print \(path)").results.contains("\"text\":\"150\""))
    }
    #expect(session.enter("print $t[Facebook].doanh_thu").results.contains("\"text\":\"100\""))
    #expect(session.enter("print $t[facebook].`Doanh thu`").results.contains("\"text\":\"100\""))
    // A report without a total has its column of that name.
    _ = session.enter("let g = growth year 2023 | take 1")
    #expect(session.enter("print $g.tổng").results == session.enter("print $g.total").results)
    _ = database
  }

  @Test func textsInPipesAreFoundAsInQuestions() throws {
    let (database, session) = try session()
    let name = #"[["Nguyễn An"]]"#
    expect(session, "list customers | where name contains 'Nguyễn' | select name", name)
    expect(session, "list customers | where name contains 'nguyễn' | select name", name)
    let loose = session.enter("list customers | where name contains 'nguyen' | select name")
    #expect(SmallDatabase.rows(loose.results) == name && loose.messages.contains("loose-value"))
    let whole = session.enter("list customers | where name = 'nguyen an' | select name")
    #expect(SmallDatabase.rows(whole.results) == name && whole.messages.contains("loose-value"))
    let unknown = session.enter("list customers | where source = facebok | select name")
    #expect(SmallDatabase.rows(unknown.results) == "[]")
    #expect(unknown.messages.contains("unknown-value") && unknown.messages.contains("Facebook"))
    // What the data has, though this table has not, is no mistake.
    let elsewhere = session.enter("show revenue by source month 2023-09 | where source = Zalo")
    #expect(SmallDatabase.rows(elsewhere.results) == "[]" && !elsewhere.messages.contains("unknown-value"))
    _ = database
  }

  @Test(arguments: [
    "list customers | where name contains 'nguyen'", "list customers | where name = 'nguyen an'",
    "list customers | where source = facebok", "list customers | where name starts with 'binh'",
    "let t = show revenue by relationship; print $t[chot].revenue",
  ])
  func strictModeIsStrictEverywhere(_ text: String) throws {
    let (database, session) = try session(isStrict: true)
    let answer = session.enter(text)
    #expect(answer.status == .mistake, "\(answer.results)\(answer.messages)")
    #expect(answer.messages.contains("loose-value") || answer.messages.contains("unknown-value"))
    _ = database
  }

  @Test(arguments: ["en", "vi"]) func aJourneyIsDrilledByWhatStandsOnTheScreen(_ language: String) throws {
    let (database, session) = try session()
    _ = session.enter("set language \(language)")
    for drill in [
      "2023-12-31, Chốt customers", "2023-12-31, Chốt khách_hàng", "Chốt, 2023-12-31 customers", "Chốt 2023-12-31",
      "chot, '31/12/2023' khách_hàng",
    ] {
      _ = session.enter("journey days 4")
      let answer = session.enter("drill \(drill) | sort id | select id")
      #expect(answer.status == .success, "\(drill)\n\(answer.messages)")
      // An since the 30th, Bình since he was created.
      #expect(SmallDatabase.rows(answer.results) == "[[1],[2]]", "\(drill)\n\(answer.results)")
    }
    _ = database
  }

  @Test func namesOfTheModelToo() throws {
    let (database, session) = try session()
    for text in [
      "show doanh_thu by nguon year 2023", "show Doanh_Thu by Nguồn year 2023", "xem doanh_thu theo nguồn năm 2023",
    ] {
      expect(session, text, #"[["Facebook",100],["Zalo",50]]"#)
    }
    expect(session, "show new_customers where nguon = Facebook", "[[1]]")
    #expect(session.enter("segment quen \"Khách quen\" = customers where source = Facebook").status == .success)
    expect(session, "show new_customers where khách_quen", "[[1]]")
    expect(session, "show new_customers where khach_quen", "[[1]]")
    _ = database
  }

  /// A metric made of others says which of them has no such rows.
  @Test func aPartWithoutTheDimensionIsNamed() throws {
    let session = try TextSession(DemoFixture.path)
    let answer = session.enter("show profit by employee")
    #expect(answer.status == .mistake)
    #expect(
      answer.messages.contains("`profit` uses `marketing_cost`, whose rows (marketing_costs) have no `employee`"),
      "\(answer.messages)")
    // What a metric counts itself needs no such line.
    #expect(!session.enter("show visits by employee").messages.contains(" uses "))
  }
}
