import KPIEngine
import Testing

@Suite("Vietnamese order and widths")
struct TextOrderTests {
  /// Each list ascending, as ICU orders it for `vi`.
  @Test(
    "CLDR order",
    arguments: [
      // Letters of the alphabet, each with its capital after it.
      ["a", "A", "ă", "Ă", "â", "Â", "b", "d", "D", "đ", "Đ", "e", "ê", "g", "o", "ô", "ơ", "p", "u", "ư", "v", "y"],
      // Tones: none, grave, hook, tilde, acute, dot below; case only after them.
      ["a", "A", "à", "À", "ả", "ã", "á", "ạ", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "ầ", "ẩ", "ẫ", "ấ", "ậ", "b"],
      ["Dung", "Dùng", "Dủng", "Dũng", "Dúng", "Dụng", "Dưng", "Đạt", "Đặng"],
      // A tone decides only where all letters are equal.
      ["Nguyễn Hồng An", "Nguyễn Hồng Dung", "Nguyễn Hồng Dũng", "Nguyễn Hồng Dũng Em", "Nguyễn Hổng Dung Em B"],
      ["Bình Dương", "Bình Định", "Bình Phước", "Binh Thuận", "Bình Thuận"],
      ["oàn", "oản", "oán"],
      // A blank stands before every letter, punctuation before digits, digits by their signs.
      ["an b", "ana", "anb"],
      ["<18", "10", "18–24", "25–34", "35–44", "45–54", "55+", "9", "a"],
      [" ", "_", "-", ",", ";", ":", "!", "?", ".", "'", "\"", "(", ")", "[", "]", "{", "}", "@", "*", "/", "\\", "&"],
      ["&", "#", "%", "`", "^", "+", "<", "=", ">", "|", "~", "$", "₫", "€", "0", "1", "9", "a", "Z"],
      // Letters of other languages by their base; other scripts after all.
      ["cafe", "café", "cafe z", "cafz", "zoo", "я", "日本"],
      ["", "a", "aa", "b"],
    ])
  func order(ascending: [String]) {
    for (lhs, rhs) in zip(ascending, ascending.dropFirst()) {
      #expect(CollationKey(lhs) < CollationKey(rhs), "\(lhs) before \(rhs)")
      #expect(!CollationKey.precedes(rhs, lhs))
    }
  }

  @Test(
    "composed and decomposed are one",
    arguments: [
      ("Huế", "Hue\u{302}\u{301}"), ("ậ", "a\u{323}\u{302}"), ("ậ", "a\u{302}\u{323}"), ("ợ", "o\u{31B}\u{323}"),
      ("ợ", "o\u{323}\u{31B}"), ("Ữ", "U\u{31B}\u{303}"), ("한", "\u{1112}\u{1161}\u{11AB}"), ("Å", "\u{212B}"),
    ])
  func canonicalEquivalence(composed: String, decomposed: String) {
    #expect(CollationKey(composed) == CollationKey(decomposed))
    #expect(CollationKey(composed).bytes == CollationKey(decomposed).bytes)
  }

  @Test("different texts are never equal: what the order ignores decides at last")
  func totalOrder() {
    let texts = ["a", "a\u{200D}", "\u{0}a", "a\u{AD}", "...", "…", " ", "\u{A0}", "ß", "ss", "é", "e\u{341}\u{341}"]
    for lhs in texts {
      for rhs in texts where lhs != rhs {
        let (left, right) = (CollationKey(lhs), CollationKey(rhs))
        #expect((left < right) != (right < left))
      }
    }
  }

  @Test(
    "widths on a terminal",
    arguments: [
      ("", 0), ("abc", 3), ("Huế", 3), ("Hue\u{302}\u{301}", 3), ("1.234 ₫", 7), ("日本語", 6), ("한국", 4),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("🇻🇳", 2), ("1️⃣", 2), ("❤️", 2), ("❤", 1), ("–…█", 3),
      ("ＡＢ", 4), ("ｱﾊﾟ", 3), ("a\u{200B}b", 2), ("\u{1B}[0m", 3), ("สวัสดี", 4), ("नमस्ते", 4),
    ])
  func widths(text: String, width: Int) {
    #expect(displayWidth(text) == width)
  }
}
