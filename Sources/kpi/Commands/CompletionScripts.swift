import ArgumentParser

/// The completions that the argument parser writes, for a program whose first word is a command or else a database.
///
/// The parser's own take that word for the database, whatever it is, and so offer nothing behind a command.
enum CompletionScripts {
  static func text(for shell: CompletionShell) -> String {
    let names =
      (KPI.commands.filter { $0.configuration.shouldDisplay }.map { $0.configuration.commandName ?? "" } + ["help"])
      .joined(separator: " ")
    var script = KPI.completionScript(for: shell) + "\n"
    for (written, meant) in mended(shell, names) {
      guard let range = script.firstRange(of: written) else { continue }
      script.replaceSubrange(range, with: meant)
    }
    // A command may stand where the database may.
    return shell == .fish ? script.replacing("\"kpi\" -eq 2' -fa", with: "\"kpi\" -eq 1' -fa") : script
  }

  private static func mended(_ shell: CompletionShell, _ names: String) -> [(String, String)] {
    switch shell {
    case .bash:
      [
        (
          "    __kpi_offer_flags_options 1\n",
          """
              # The first word is a command, or else the database.
              local -i databases=1
              [[ "${COMP_CWORD}" -gt 1 && " \(names) " = *" ${COMP_WORDS[1]} "* ]] && databases=0
              __kpi_offer_flags_options "${databases}"

          """
        ),
        (
          "    1)\n        __kpi_add_completions -f\n        return\n",
          """
              1)
                  __kpi_add_completions -f
                  [[ "${COMP_CWORD}" -eq 1 ]] && COMPREPLY+=($(compgen -W '\(names)' -- "${cur}"))
                  return

          """
        ),
      ]
    case .zsh:
      [
        ("    local -ar arg_specs=(\n        ':DB:_files'\n", "    local -a arg_specs=(\n        ':DB:_files'\n"),
        (
          "    _arguments -w -s -S : \"${arg_specs[@]}\" && ret=0\n    case",
          """
              # The first word is a command, or else the database.
              if (( CURRENT == 2 )) || [[ " \(names) " == *" ${words[2]} "* ]]; then
                  arg_specs=("${(@)arg_specs:#:DB:_files}")
              fi
              _arguments -w -s -S : "${arg_specs[@]}" && ret=0
              case
          """
        ),
        (
          "        _describe -V subcommand subcommands && ret=0\n",
          "        _describe -V subcommand subcommands && ret=0\n        _files && ret=0\n"
        ),
      ]
    case .fish:
      [
        (
          "        __kpi_parse_subcommand 1 'c=+'",
          """
                  # The first word is a command, or else the database.
                  set -l databases 1
                  contains -- "$unparsed_tokens[2]" \(names); and set databases 0
                  __kpi_parse_subcommand $databases 'c=+'
          """
        )
      ]
    default: []
    }
  }
}
