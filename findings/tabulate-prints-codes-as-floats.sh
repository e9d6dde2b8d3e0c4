#!/usr/bin/env bash
# tabulate prints texts that look like numbers as numbers, where every text of the column does: of product codes 7E10 and
# 12E3 it makes 7e+10 and 12000, and of the rates 45.60 and 1.5, which were written with two decimals on purpose, 45.6 and 1.5.
# One code with another letter in the column, and all of them stay as they are: so one row more changes the others.
# `disable_numparse=True` leaves texts alone.
#
# Seen with tabulate 0.10.0, CPython 3.11.
# A good guess: a text is printed as it is; only numbers are formatted.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" tabulate==0.10.0
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
from tabulate import tabulate
codes = [['7E10', '45.60'], ['12E3', '1.50']]
for rows, options in (codes, {}), (codes + [['A1', '2.00']], {}), (codes, {'disable_numparse': True}):
    print(tabulate(rows, tablefmt='tsv', **options))
PY
diff <(sed 's/[ \t][ \t]*/ /g; s/^ //; s/ $//' "$work/seen") - <<'SEEN' || { echo "changed"; exit 1; }
7e+10 45.6
12000 1.5
7E10 45.6
12E3 1.5
A1 2
7E10 45.60
12E3 1.50
SEEN
