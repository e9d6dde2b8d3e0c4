/// Writes JSON into bytes: results, diagnostics, whatever else is printed for programs.
///
/// Commas are set by the writer; that objects and arrays are closed in order is the caller's.
///
///     var json = JSONWriter()
///     json.beginObject()
///     json.key("name")
///     json.string("print")
///     json.endObject()
package struct JSONWriter {
  package var bytes: [UInt8] = []
  /// Whether `<`, `>`, `&` are escaped too, for JSON inside an HTML script.
  private let isForHTML: Bool
  private var needsComma = false

  package init(isForHTML: Bool = false) { self.isForHTML = isForHTML }

  package mutating func beginObject() { begin(UInt8(ascii: "{")) }
  package mutating func endObject() { end(UInt8(ascii: "}")) }
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// The name of the member whose value is written next.
  package mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func null() { value("null") }
  package mutating func boolean(_ isTrue: Bool) { value(isTrue ? "true" : "false") }

  package mutating func integer(_ number: Int64) {
    separate()
    bytes.append(integer: number)
  }

  package mutating func integer(_ number: Int) { integer(Int64(number)) }

  /// `coefficient ÷ 10^scale`, every digit.
  package mutating func decimal(_ coefficient: Int64, scale: Int) {
    separate()
    bytes.append(decimal: coefficient, scale: scale)
  }

  /// The shortest digits that read back as the same number; null for NaN and infinities, which JSON does not have.
  package mutating func real(_ number: Double) {
    separate()
    if !bytes.append(real: number) { bytes.append(contentsOf: "null".utf8) }
  }

  /// Text in quotes; control characters, also those above ASCII, are escaped.
  package mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    if needsEscapes(text.utf8Span.span) {
      for scalar in text.unicodeScalars { append(escaping: scalar) }
    } else {
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Ends a line of JSON Lines, after the outermost value.
  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  /// Writes a value in quotes whose bytes need no escape.
  mutating func plainString(_ write: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    write(&bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func value(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    needsComma = false
  }

  private mutating func end(_ bracket: UInt8) {
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private func needsEscapes(_ text: Span<UInt8>) -> Bool {
    for index in text.indices {
      switch text[index] {
      case 0..<0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "\\"): return true
      // U+0080 … U+009F, which a terminal may obey, and U+2028, U+2029, which JavaScript takes for line ends.
      case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0: return true
      case 0xE2 where index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] & 0xFE == 0xA8: return true
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): if isForHTML { return true }
      default: continue
      }
    }
    return false
  }

  private mutating func append(escaping scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": bytes.append(contentsOf: "\\\"".utf8)
    case "\\": bytes.append(contentsOf: "\\\\".utf8)
    case "\n": bytes.append(contentsOf: "\\n".utf8)
    case "\r": bytes.append(contentsOf: "\\r".utf8)
    case "\t": bytes.append(contentsOf: "\\t".utf8)
    case "<" where isForHTML, ">" where isForHTML, "&" where isForHTML: append(code: scalar.value)
    default:
      let value = scalar.value
      if value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0x2028 || value == 0x2029 {
        append(code: value)
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// `\u001b`: four hexadecimal digits.
  private mutating func append(code: UInt32) {
    let digits = String(code, radix: 16)
    bytes.append(contentsOf: "\\u".utf8)
    for _ in 0..<(4 - digits.utf8.count) { bytes.append(UInt8(ascii: "0")) }
    bytes.append(contentsOf: digits.utf8)
  }
}
