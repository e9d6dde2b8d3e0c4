/// The letters that `fold` leaves of a text, reckoned letter by letter where that gives the same.
enum FoldedLetters {
  /// Stands for what needs its whole text.
  private static let unknown: UInt32 = .max
  /// Stands for a mark, of which nothing is left.
  private static let nothing: UInt32 = .max - 1

  /// What `foldWhole` makes of U+00C0 to U+024F, one letter of each: Latin letters with marks.
  private static let latin = letters(
    """
    aaaaaaæceeeeiiiiðnooooo×øuuuuyþßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþyaaaaaaccccccccddddeeeeeeeeeegggg\
    gggghhħħiiiiiiiiiıĳĳjjkkĸllllllŀŀłłnnnnnnŉŋŋooooooœœrrrrrrssssssssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſ\
    ƀɓƃƃƅƅɔƈƈɖɗƌƌƍǝəɛƒƒɠɣƕɩɨƙƙƚƛɯɲƞɵooƣƣƥƥʀƨƨʃƪƫƭƭʈuuʊʋƴƴƶƶʒƹƹƺƻƽƽƾƿǀǁǂǃǆǆǆǉǉǉǌǌǌaaiioouuuuuuuuuuǝaa\
    aaææǥǥggkkooooʒʒjǳǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝȝhhƞȡȣȣȥȥaaeeooooooooyyȴȵȶȷȸȹⱥȼȼƚⱦȿ\
    ɀɂɂƀʉʌɇɇɉɉɋɋɍɍɏɏ
    """)
  /// Of U+1E00 to U+1EFF: those of Vietnamese with two marks.
  private static let vietnamese = letters(
    """
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrr\
    ssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyẚſẜẝßẟaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyỻỻỽỽỿỿ
    """)

  private static func letters(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  /// Adds the folded letters of a text; an en dash is a hyphen.
  static func append(_ text: String, to letters: inout [UInt32]) {
    let start = letters.count
    if read(text, dashesAlike: true, { letters.append($0) }) { return }
    letters.removeSubrange(start...)
    for scalar in foldWhole(text).unicodeScalars { letters.append(scalar.value == 0x2013 ? 0x2D : scalar.value) }
  }

  /// The folded text; nil where a letter of it wants the whole text.
  static func fold(_ text: String) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    let isKnown = read(text, dashesAlike: false) { letter in
      if letter < 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: letter))
      } else if let scalar = Unicode.Scalar(letter) {
        bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    return isKnown ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// Reads the folded letters one by one; false, and no further, where one wants the whole text.
  private static func read(_ text: String, dashesAlike: Bool, _ take: (UInt32) -> Void) -> Bool {
    // Letters of one to three bytes are read here, which is quicker than asking for each as a scalar.
    var value: UInt32 = 0
    var missing = 0
    for byte in text.utf8 {
      switch byte {
      case 0..<0x80: value = UInt32(byte)
      case 0x80..<0xC0:
        value = value << 6 | UInt32(byte & 0x3F)
        missing -= 1
      case 0xC0..<0xE0: (value, missing) = (UInt32(byte & 0x1F), 1)
      case 0xE0..<0xF0: (value, missing) = (UInt32(byte & 0x0F), 2)
      default: return false
      }
      guard missing == 0 else { continue }
      let letter = dashesAlike && value == 0x2013 ? 0x2D : folded(of: value)
      if letter == nothing { continue }
      if letter == unknown { return false }
      take(letter)
    }
    return true
  }

  /// What is left of a letter.
  private static func folded(of value: UInt32) -> UInt32 {
    switch value {
    case 0x41...0x5A: value + 0x20
    case 0..<0xC0: value
    case 0xC0..<0x250: latin[Int(value - 0xC0)]
    case 0x300..<0x370: nothing
    case 0x1E00..<0x1F00: vietnamese[Int(value - 0x1E00)]
    // Dashes, quotes and dots, which have no case and no marks.
    case 0x2010...0x2027: value
    default: unknown
    }
  }
}
