import KPILanguage

/// A file of rows that is no database yet: the command that makes one of it.
struct ImportAdvice {
  let diagnostic: Diagnostic

  /// nil where the name is not that of such a file.
  init?(path: String) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return nil }
    let ending = file[file.index(after: dot)...].lowercased()
    let stem = String(file[..<dot])
    let folder = path.dropLast(file.count)
    let database = "\(folder)\(stem).db"
    let command: String
    switch ending {
    case "csv", "tsv", "tab":
      let mode = ending == "csv" ? "csv" : "tabs"
      command =
        "sqlite3 \(Self.shell(database)) \(Self.shell(".mode \(mode)")) "
        + Self.shell(".import \(Self.dotArgument(path)) \(Self.dotArgument(Self.table(stem)))")
    case "xlsx", "xls", "ods":
      let csv = "\(folder)\(stem).csv"
      command =
        "sqlite3 \(Self.shell(database)) \(Self.shell(".mode csv")) "
        + Self.shell(".import \(Self.dotArgument(csv)) \(Self.dotArgument(Self.table(stem)))")
      diagnostic = Diagnostic(
        .error, "cannot-open", "`\(shown(path))` is a workbook, not a database", at: nil,
        notes: [
          "save its sheet as CSV, `\(csv)`, and import that: `\(command)`",
          "then: `kpi init \(Self.shell(database))`",
        ])
      return
    default: return nil
    }
    diagnostic = Diagnostic(
      .error, "cannot-open", "`\(shown(path))` is a text of rows, not a database", at: nil,
      notes: ["import it: `\(command)`", "then: `kpi init \(Self.shell(database))`"])
  }

  /// A table's name that needs no quotes anywhere.
  private static func table(_ stem: String) -> String {
    var name = ""
    for scalar in stem.unicodeScalars {
      let isWord = scalar.properties.isAlphabetic || (48...57).contains(scalar.value)
      name.unicodeScalars.append(isWord ? scalar : "_")
    }
    return name.unicodeScalars.first.map { (48...57).contains($0.value) } ?? true ? "t" + name : name
  }

  /// An argument of the shell.
  private static func shell(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || (48...57).contains($0.value) || "/._-".unicodeScalars.contains($0)
    }
    let text = text.hasPrefix("-") ? "./" + text : text
    return isPlain ? text : "'" + text.replacing("'", with: #"'\''"#) + "'"
  }

  /// An argument of one of `sqlite3`'s own commands, which reads `\` in double quotes.
  private static func dotArgument(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || (48...57).contains($0.value) || "/._-".unicodeScalars.contains($0)
    }
    guard !isPlain else { return text }
    return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
