#!/usr/bin/env bash
# ClickHouse: its sqlite() table function takes a column declared DECIMAL or NUMERIC, where money is kept, for a String,
# though SQLite holds numbers in it. sum() refuses, which is fair, but max(), argMax() and `order by` answer: by the
# letters, so that 999 is more than 1000000. REAL and INTEGER columns arrive as numbers.
#
# Seen with chdb 4.4.0 (ClickHouse 26.9.2.1), CPython 3.11 (its own sqlite3); amounts 999, 25000.5, 1000000:
#   SQLite      max 1000000    ids by amount, descending 3 2 1
#   ClickHouse  max 999        ids by amount, descending 1 2 3
# A good guess: a number that is read from a database stays one, or is refused everywhere.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  chdb==4.4.0 chdb-core==26.9.0
cat > "$work/ask.py" <<'PY'
import sqlite3
import sys
import chdb
path = sys.argv[1]
made = sqlite3.connect(path)
made.execute("create table deals(id integer primary key, amount decimal(18, 2))")
made.executemany("insert into deals values (?, ?)", [(1, 999), (2, 25000.5), (3, 1000000)])
made.commit()
print("SQLite", *made.execute("select typeof(amount), max(amount) from deals").fetchone(), end=" | ")
print(*(id for id, in made.execute("select id from deals order by amount desc")))
ask = lambda sql: str(chdb.query(sql.replace("deals", f"sqlite('{path}', 'deals')"), "TSV")).split()
print("ClickHouse", *ask("select any(toTypeName(amount)), max(amount) from deals"), end=" | ")
print(*ask("select id from deals order by amount desc"))
PY
PYTHONPATH="$work/lib" python3 "$work/ask.py" "$work/deals.db" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
SQLite integer 1000000 | 3 2 1
ClickHouse Nullable(String) 999 | 1 2 3
SEEN
