#!/usr/bin/env bash
# Writes the completions and the manual page, as the argument parser makes them.
#
#     packaging/generate.sh KPI GENERATE-MANUAL FOLDER
set -euo pipefail
kpi=$1
manual=$2
folder=$3
mkdir -p "$folder/completions"
"$kpi" --generate-completion-script bash > "$folder/completions/kpi.bash"
"$kpi" --generate-completion-script zsh > "$folder/completions/_kpi"
"$kpi" --generate-completion-script fish > "$folder/completions/kpi.fish"
# Of a fixed day, so that it changes with kpi alone.
"$manual" "$kpi" --date 2026-11-28 --output-directory "$folder"
# The examples stay the lines that they are, and a command need not be there.
awk '
  /^kpi [^ ].*   / && !inside { print ".Bd -literal"; inside = 1 }
  inside && !/^kpi / { print ".Ed"; inside = 0 }
  { print }
' "$folder/kpi.1" | sed 's/^\.Ar subcommand$/.Op Ar subcommand/' > "$folder/kpi.1.new"
mv "$folder/kpi.1.new" "$folder/kpi.1"
