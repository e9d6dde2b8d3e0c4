#!/usr/bin/env bash
# pandas 3: to_sql writes a duration as an integer in the unit that the column happens to have, which depends on how it
# was made, while the warning that comes with it still says nanoseconds. The same 36 hours from the same program stand in
# SQLite as three numbers, a thousand and a billion times apart, and the table says only INTEGER.
#
# Seen with pandas 3.1.1, numpy 2.4.6, CPython 3.11; 36 hours:
#   from text "36h" 129600000000 (µs)    from 1.5 days 129600000000000 (ns)    from numpy hours 129600 (s)
# A good guess: one unit, and the one that the warning names, as before version 3.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  pandas==3.1.1 numpy==2.4.6
PYTHONPATH="$work/lib" python3 - <<'PY' | tee "$work/seen"
import sqlite3
import warnings
import numpy
import pandas
database = sqlite3.connect(":memory:")
for made, wait in (
    ("text", pandas.to_timedelta(["36h"])),
    ("days", pandas.to_timedelta([1.5], unit="D")),
    ("numpy", numpy.array([36], "m8[h]")),
):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        pandas.DataFrame({"wait": wait}).to_sql(made, database, index=False)
    kind, written = database.execute(f"select typeof(wait), wait from {made}").fetchone()
    print(made, kind, written, "says ns" if "ns frequency" in str(said[0].message) else "says else")
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
text integer 129600000000 says ns
days integer 129600000000000 says ns
numpy integer 129600 says ns
SEEN
