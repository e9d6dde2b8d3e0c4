import ArgumentParser
import KPISession

/// `kpi page SCRIPT… --db DB -o FILE.html`.
struct PageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "page", abstract: "Run scripts and write one page, with a picture of every answer that can be drawn.")

  @OptionGroup var script: ScriptOptions

  @OptionGroup var results: ResultOptions

  @OptionGroup var files: FileOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    let values = try script.parameters.values()
    var common = common
    guard common.format == nil || common.format == .html else {
      throw ValidationError("a page is HTML: leave `--format` out")
    }
    if let file = results.file, !file.lowercased().hasSuffix(".html") {
      throw ValidationError("a page is written to a file that ends in `.html`, not to `\(file)`")
    }
    common.format = .html
    let conversation = try Conversation(common, results: results) { options in
      options.parameters = values
      options.isStrictByDefault = true
      options.drawsPictures = true
      options.showsCard = true
      files.set(&options)
    }
    try script.run(try script.sources(conversation), conversation)
  }
}
