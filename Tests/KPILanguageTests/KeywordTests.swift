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
