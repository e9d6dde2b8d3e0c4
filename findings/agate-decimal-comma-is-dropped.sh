#!/usr/bin/env bash
# agate (which csvkit and csvsql read with): a number's commas are taken out wherever they stand, so 45,6 is 456 and
# 12,5% is 125: ten times as much, as a Number, without a word. A point that groups thousands is a decimal point:
# 475.000 is 475. A locale has to be given for each column type; a `Number(locale='vi')` reads both right.
#
# Seen with agate 1.14.2, Babel 2.19.0, CPython 3.11.
# A good guess: a comma groups thousands where three digits follow it, and else the column is text.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" agate==1.14.2 babel==2.19.0
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
import io
import agate
text = 'rate,share,amount\n"45,6","12,5%",475.000\n"7,25","3,4%",1.234\n'
for types in None, agate.TypeTester(types=[agate.Number(locale='vi')]):
    table = agate.Table.from_csv(io.StringIO(text), **({'column_types': types} if types else {}))
    for name in table.column_names:
        print(name, type(table.columns[name].data_type).__name__, *table.columns[name].values())
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
rate Number 456 725
share Number 125 34
amount Number 475.000 1.234
rate Number 45.6 7.25
share Number 12.5 3.4
amount Number 475000 1234
SEEN
