#!/usr/bin/env bash
# Ibis: `n // 7` goes down, as in Python, but `n % 7` keeps the sign of n, as in SQL, so that (n // 7) * 7 + n % 7 is not n
# where n is negative. Day numbers of birthdays before 1970 are: their week is right, their day of the week is not in 0 … 6.
#
# Seen with ibis-framework 12.0.0, its default DuckDB (2.0.1) and SQLite (CPython 3.11's) alike:
#   -1605 // 7 = -230, -1605 % 7 = -2     together -1612; in Python -230 and 5, together -1605
# A good guess: two operators of one expression language that borrow Python's signs fit together, as they do in Python, in
# SQL (which truncates both) and in Polars and pandas.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  "ibis-framework[duckdb,sqlite]==12.0.0" duckdb==2.0.1
PYTHONPATH="$work/lib" python3 - "$work" <<'PY' | tee "$work/seen"
import datetime
import sqlite3
import sys
import ibis
days = [(datetime.date(*day) - datetime.date(1970, 1, 1)).days for day in ((1965, 8, 10), (1969, 12, 31), (1990, 5, 2))]
path = sys.argv[1] + "/people.db"
with sqlite3.connect(path) as database:
    database.execute("create table people (born integer)")
    database.executemany("insert into people values (?)", [(day,) for day in days])
in_sqlite = ibis.sqlite.connect(path).table("people")
in_duckdb = ibis.memtable({"born": days})
for name, people in ("duckdb", in_duckdb), ("sqlite", in_sqlite):
    rows = people.select("born", week=people.born // 7, day=people.born % 7).order_by("born").to_pyarrow().to_pylist()
    for row in rows:
        print(name, row["born"], row["week"], row["day"], row["week"] * 7 + row["day"], divmod(row["born"], 7))
PY
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
duckdb -1605 -230 -2 -1612 (-230, 5)
duckdb -1 -1 -1 -8 (-1, 6)
duckdb 7426 1060 6 7426 (1060, 6)
sqlite -1605 -230 -2 -1612 (-230, 5)
sqlite -1 -1 -1 -8 (-1, 6)
sqlite 7426 1060 6 7426 (1060, 6)
SEEN
