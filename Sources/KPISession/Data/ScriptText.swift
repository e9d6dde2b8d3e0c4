import KPILanguage
import KPISQLite

/// Turns the bytes of a script or a model into text.
enum ScriptText {
  /// The text of the bytes; fails where they are not UTF-8 or hold a NUL, with the place.
  static func decode(_ bytes: [UInt8], name: String) throws(Halt) -> String {
    // Somebody who puts the database where a script stands, as `kpi DB` has it.
    if bytes.starts(with: DatabaseHeader.signature) {
      throw Halt(
        Diagnostic(
          .error, "not-text", "`\(shown(name))` is a database, no script", at: nil,
          notes: ["give it with `--db \(shown(name))`"]))
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw Halt(
        Diagnostic(
          .error, "not-text", "`\(shown(name))` is not UTF-8, it looks like UTF-16", at: nil,
          notes: ["save it as UTF-8"]))
    }
    if let offset = firstBadByte(bytes) {
      let line = bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
      throw Halt(
        Diagnostic(
          .error, "not-text", "`\(shown(name))` is not UTF-8: byte \(offset + 1), in line \(line), is no text", at: nil,
          notes: ["save it as UTF-8"]))
    }
    if let offset = bytes.firstIndex(of: 0) {
      let line = bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
      throw Halt(
        Diagnostic(
          .error, "not-text", "`\(shown(name))` holds a NUL character: byte \(offset + 1), in line \(line)", at: nil,
          notes: ["a script is plain text"]))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The offset of the first byte that is no UTF-8; nil where all are.
  private static func firstBadByte(_ bytes: [UInt8]) -> Int? {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar): offset += scalar.count
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }
}
