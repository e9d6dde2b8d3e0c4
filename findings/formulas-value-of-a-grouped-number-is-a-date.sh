#!/usr/bin/env bash
# formulas (Excel's functions for Python): VALUE takes a text with a thousands separator for a date where it can: "1,234" is
# January of the year 2134, so 85469 (days since 1900), and so is "1,234.5"; "12,345" and "12,345,678" are errors.
#
# Seen with formulas 1.3.4, python-dateutil 4.0.0, CPython 3.11. Excel and LibreOffice (English) answer 1234.
# A good guess: a number as Excel itself writes it is a number, or an error.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" formulas==1.3.4 python-dateutil==4.0.0
PYTHONPATH="$work/lib" python3 - <<'PY' 2>/dev/null | tee "$work/seen"
import formulas
for text in '=VALUE("1234")', '=VALUE("1,234")', '=VALUE("12,345")', '=VALUE("1,234.5")', '=VALUE("12,345,678")', '=TEXT(1234,"#,##0")':
    print(text, formulas.Parser().ast(text)[1].compile()())
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
=VALUE("1234") 1234.0
=VALUE("1,234") 85469.0
=VALUE("12,345") [[#VALUE!]]
=VALUE("1,234.5") 85469.0
=VALUE("12,345,678") [[#VALUE!]]
=TEXT(1234,"#,##0") 1,234
SEEN
