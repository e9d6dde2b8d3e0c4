import Glibc
import KPISession

/// The editor of `.edit`: `VISUAL`, else `EDITOR`, else `vi`.
enum TextEditor {
  /// What a text has become in the editor; nil where it could not be started.
  static func edit(_ text: String) -> String? {
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.trimmed.isEmpty ? nil : $0 }
    }
    let folder = variable("TMPDIR") ?? "/tmp"
    var template = Array("\(folder)/kpi-XXXXXX.kpi".utf8CString)
    let file = mkstemps(&template, 4)
    guard file >= 0 else { return nil }
    let path = template.withUnsafeBufferPointer {
      String(decoding: $0.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    defer { unlink(path) }
    let written = Descriptor.writeAll(Array((text + "\n").utf8), to: file)
    close(file)
    let editor = variable("VISUAL") ?? variable("EDITOR") ?? "vi"
    // The name goes to the shell as an argument, never as a part of the command.
    guard written == 0, let process = Pager.start(["/bin/sh", "-c", editor + " \"$1\"", "kpi", path]),
      Pager.wait(for: process) == 0, let bytes = try? SessionEnvironment.process.readFile(path)
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}
