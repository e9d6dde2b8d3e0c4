import Foundation
import Testing

/// What is installed beside the program is that of this program; `make generated` writes it anew.
@Suite struct PackagingTests {
  private static let folder = MarkdownDocument.root + "/packaging/"

  @Test(arguments: [("bash", "kpi.bash"), ("zsh", "_kpi"), ("fish", "kpi.fish")])
  func completions(_ shell: String, _ file: String) throws {
    let outcome = try Program.run(["--generate-completion-script", shell])
    let kept = try String(contentsOfFile: Self.folder + "completions/" + file, encoding: .utf8)
    #expect(outcome.status == 0 && outcome.results == kept, "`make generated` writes \(file) anew")
  }

  /// What the program says of itself: each command with its arguments.
  private struct Tool: Decodable {
    struct Command: Decodable {
      struct Argument: Decodable {
        struct Name: Decodable {
          var kind: String
          var name: String
        }
        var kind: String
        var shouldDisplay: Bool
        var names: [Name]?
        var abstract: String?
        var valueName: String?
      }
      var commandName: String
      var abstract: String?
      var shouldDisplay: Bool
      var arguments: [Argument]?
      var subcommands: [Command]?
    }
    var command: Command
  }

  @Test func manual() throws {
    let outcome = try Program.run(["--experimental-dump-help"])
    let tool = try JSONDecoder().decode(Tool.self, from: Data(outcome.results.utf8))
    let page = try String(contentsOfFile: Self.folder + "kpi.1", encoding: .utf8)
    var count = 0
    func check(_ command: Tool.Command) {
      if let abstract = command.abstract { #expect(page.contains(abstract), "\(command.commandName)") }
      for argument in command.arguments ?? [] where argument.shouldDisplay {
        for name in argument.names ?? [] {
          let flag = name.kind == "long" ? "-\(name.name)" : name.name
          #expect(page.contains("Fl \(flag)") || page.contains(", \(flag)"), "\(command.commandName) \(flag)")
          count += 1
        }
        // The page escapes what begins a line.
        if let abstract = argument.abstract, !abstract.isEmpty { #expect(page.contains(abstract), "\(abstract)") }
      }
      for command in command.subcommands ?? [] where command.shouldDisplay && command.commandName != "help" {
        check(command)
      }
    }
    check(tool.command)
    #expect(count > 60)
  }

  /// The first word is a command, or else the database: what the argument parser writes offers nothing behind a command.
  @Test(arguments: [
    ("kpi r", "run"), ("kpi run --par", "--params"), ("kpi test --jun", "--junit"), ("kpi cache ", "list clear"),
    ("kpi crm.db --form", "--format"), ("kpi crm.db --format c", "csv"), ("kpi run --la", "--language"),
  ])
  func completionsInBash(_ line: String, _ offered: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    let script = """
      source '\(Self.folder)completions/kpi.bash'
      COMP_LINE="$1"; COMP_POINT=${#1}; read -ra COMP_WORDS <<< "$1"
      [[ "$1" = *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=()
      _kpi kpi "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
      echo "${COMPREPLY[*]}"
      """
    process.arguments = ["-c", script, "bash", line]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(text.contains(offered), "\(line): \(text)")
  }

  /// `kpi --help` shows the bare form with its options, and no command is named that it does not list.
  @Test func help() throws {
    let help = try Program.run(["--help"]).results
    #expect(
      help.contains("USAGE: kpi [<options>] [<DB>]") && help.contains("--as <LOGIN>") && help.contains("-o <FILE>"))
    #expect(help == (try Program.run(["help"]).results))
    for (arguments, part) in [
      (["--hlp"], "Did you mean '--help'?"), (["--versoin"], "Did you mean '--version'?"),
      (["--modle", "x"], "Did you mean '--model'?"), (["x.db", "run", "y"], "a command stands first"),
      (["x.db", "show revenue"], "a question is written `-c 'show revenue'`"),
      (["--csv"], "Did you mean '--format csv'?"), (["--lang", "vi"], "Did you mean '--language'?"),
      (["help", "nonsense"], "no command `nonsense`"), (["ask", "x"], "Unexpected argument 'x'"),
    ] {
      let outcome = try Program.run(arguments)
      #expect(outcome.status == 2 && outcome.messages.contains(part), "\(arguments): \(outcome.messages)")
      #expect(!outcome.messages.contains("kpi ask"), "\(outcome.messages)")
    }
    let commands = try JSONDecoder().decode(
      Tool.self, from: Data(Program.run(["--experimental-dump-help"]).results.utf8))
    for command in commands.command.subcommands ?? [] where command.shouldDisplay {
      #expect(help.contains("\n  \(command.commandName) ") || command.commandName == "help", "\(command.commandName)")
    }
  }
}
