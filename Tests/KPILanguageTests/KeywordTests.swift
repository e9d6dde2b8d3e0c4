import KPILanguage
import Testing

@Suite struct KeywordTests {
  @Test("no two keywords fold to the same text")
  func folding() {
    var owners: [String: Keyword] = [:]
    for entry in Keyword.vocabulary {
      for form in Set((entry.english + entry.vietnamese).map(fold)) {
        #expect(owners[form] == nil, "\(form): \(entry.keyword) and \(String(describing: owners[form]))")
        owners[form] = entry.keyword
      }
    }
  }

  /// The contract's table gives these no Vietnamese form: names of formats and engines, and the words in which a model
  /// and the insides of a metric are written.
  private static let inEnglishOnly: Set<Keyword> = [
    .sql, .postgres, .spark, .excel, .null, .questionPeriod,
    .bar, .line, .pie, .heatmap,  // Forms of pictures, which have their Vietnamese in `chartKinds`.
    .subject, .optional, .viewer, .policy, .table, .name, .login, .time, .key, .planned, .order, .outcome, .targets,
    .access, .department, .parent, .head,
    .at, .while, .overlaps, .first, .each, .before, .upTo, .ever,
  ]

  @Test("every other keyword has a Vietnamese form, and the parser reads it as the English one")
  func vietnamese() {
    for entry in Keyword.vocabulary {
      #expect(entry.vietnamese.isEmpty == Self.inEnglishOnly.contains(entry.keyword), "\(entry.keyword)")
      for form in entry.vietnamese + entry.vietnamese.map({ $0.replacing(" ", with: "_") }) {
        #expect(Keyword(spelled: form) == entry.keyword, "\(form)")
      }
    }
  }

  @Test("pictures, settings, their switches and the types of parameters have Vietnamese names")
  func otherNames() {
    for kind in chartKinds { #expect(!kind.vietnamese.isEmpty && kind.vietnamese != kind.name) }
    for name in [
      "today", "timezone", "language", "strict", "text", "number", "boolean", "day", "week", "month", "quarter", "year",
      "period",
    ] {
      #expect(OurNames.vietnamese(name) != nil, "\(name)")
    }
    for text in [
      "thiết lập ngôn ngữ vi", "thiet lap ngon_ngu vi", "thiết lập múi giờ 'Asia/Tokyo'", "thiết lập nghiêm ngặt tắt",
      "thiết lập hôm nay 2023-12-31", "tham số n với vai số = 5", "tham số t với vai văn bản = 'a'",
      "tham số k với vai kỳ = tháng này", "tham số t với vai tháng = 2023-09", "set language vi",
    ] {
      #expect(GrammarTests.isParsed(text) && GrammarTests.grammar.recognises(text), "\(text)")
    }
  }

  @Test("every keyword has a line of help: lower case, no full stop")
  func help() {
    for entry in Keyword.vocabulary {
      #expect(!entry.help.english.isEmpty && !entry.help.english.hasSuffix("."), "\(entry.keyword)")
    }
  }

  @Test(
    "keywords are found in both languages, joined by blanks or `_`, in any case, without diacritics",
    arguments: [
      ("SHOW", Keyword.show), ("Xem", .show), ("tỷ trọng", .share), ("ty_trong", .share), ("TỶ_TRỌNG", .share),
      ("order_by", .orderBy), ("so với kỳ trước", .comparePrevious), ("so voi ky truoc", .comparePrevious),
      ("so với", .compareWith), ("weeks", .week), ("khong bo trong", .isNotNull), ("trong vòng", .within),
      ("dat", .let),
    ])
  func spelled(_ text: String, _ keyword: Keyword) {
    #expect(Keyword(spelled: text) == keyword)
  }

  @Test("other words are none", arguments: ["shows", "ký", "order by x", "", "so", "_show"])
  func other(_ text: String) {
    #expect(Keyword(spelled: text) == nil)
  }

  @Test("text folds to lower case without diacritics")
  func fold_() {
    #expect(fold("Chốt ĐƠN Hàng") == "chot don hang")
    #expect(fold("Cho\u{302}\u{301}t") == "chot")
  }
}
