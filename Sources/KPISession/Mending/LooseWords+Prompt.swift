// What other programs have for the commands of the prompt.
extension LooseWords {
  /// What stands before a question whose table goes to a file, and before that file.
  static let exports = ["export", "save", "write", "download"]
  static let vietnameseExports = ["xuat ra file", "xuat file", "xuat", "luu", "ghi ra", "tai ve"]
  static let exportsTo = [
    "xuat ra excel", "xuat ra file excel", "xuat ra file", "xuat ra csv", "xuat ra", "xuat vao file", "luu vao file",
    "luu vao", "luu ra file", "export to", "exported to", "save to", "saved to", "save as", "and save to",
    "and export to",
    "to file", "to a file", "to csv file", "to csv", "to excel file", "to an excel file", "to excel", "ra excel",
    "ra file excel", "ra csv", "ra file csv", "vao excel", "sang excel", "sang file excel", "into excel", "to", "into",
    "as", "ra file", "ra tep", "ra", "vao file", "vao", "thanh file", "thanh",
  ]

  /// Formats that a phrase of `exportsTo` ends with.
  static let endingsSaid = ["excel", "csv"]

  /// What stands before a topic of `help`.
  static let help = ["man", "how to use", "help with", "help me with"] + vietnameseHelp
  static let vietnameseHelp = ["huong dan dung", "huong dan ve"]

  /// The same where a name follows.
  static let commandsWithName: [String: String] = [
    ".mode": ".format", "\\d": ".schema", "\\d+": ".schema", ".tables": ".schema", ".describe": ".schema",
    "\\c": ".open", ".connect": ".open", "\\i": ".read", ".source": ".read", "source": ".read", "\\o": ".output",
    ".export": ".once", ".save": ".once", ".timer": ".timing",
    "\\timing": ".timing", ".maxrows": ".limit",
  ]

  /// Formats of other programs, with the one that is like it.
  static let formats: [String: String] = [
    "csv": "csv", "tsv": "tsv", "tabs": "tsv", "json": "json", "jsonlines": "jsonl", "jsonl": "jsonl", "html": "html",
    "markdown": "md", "md": "md", "table": "table", "box": "table", "column": "table", "columns": "table",
    "duckbox": "table", "list": "csv", "line": "table",
  ]

  /// Commands of other programs, with what does the same here.
  static let commands: [String: String] = [
    "exit": ".quit", "quit": ".quit", "q": ".quit", "bye": ".quit", "thoat": ".quit", "\\q": ".quit", ".exit": ".quit",
    ".q": ".quit", "exit()": ".quit", "quit()": ".quit", ":q": ".quit", "dung": ".quit", "?": "help", "\\?": "help",
    "\\h": "help", "/help": "help", "/?": "help", "huong dan": "trợ giúp", "tro giup": "trợ giúp", "giup": "trợ giúp",
    "help me": "help", ".tables": ".schema",
    "\\d": ".schema", "\\dt": ".schema", "show tables": ".schema", "tables": ".schema", ".mode": ".format",
    ".timer": ".timing", "\\timing": ".timing", ".databases": ".model", "\\l": ".model", "clear": ".help",
    ".headers": ".format",
  ]
}
