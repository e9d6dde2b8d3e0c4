#!/usr/bin/env bash
# SQLite through ADBC: where one value of a column is a text, the driver makes texts of the numbers beside it, with seven
# digits from the first REAL on: amounts of 12345678.5 and 12345679 both arrive as "1.234568e+07", one group where there
# were two, 12345680 for whoever reads it as a number again. Without the text they arrive whole, and the text that SQLite
# makes of them has all digits.
#
# Seen with adbc-driver-sqlite 1.13.0 (pyarrow 26.0.1), CPython 3.11:
#   12345678.5, 12345679, 'chưa rõ' -> 1.234568e+07  1.234568e+07  chưa rõ
# A good guess: a number that is made a text keeps what it says, as `cast(x as text)` does.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  adbc-driver-sqlite==1.13.0 adbc-driver-manager==1.13.0 pyarrow==26.0.1
cat > "$work/ask.py" <<'PY'
import sqlite3
import sys
import adbc_driver_sqlite.dbapi
path = sys.argv[1]
with sqlite3.connect(path) as made:
    made.execute("create table orders(id integer primary key, amount)")
    made.executemany("insert into orders(amount) values (?)", [(12345678.5,), (12345679,), ("chưa rõ",)])
with adbc_driver_sqlite.dbapi.connect(path) as driver, driver.cursor() as cursor:
    for query in ("select amount from orders order by id", "select amount from orders where id < 3 order by id",
                  "select cast(amount as text) from orders order by id"):
        cursor.execute(query)
        column = cursor.fetch_arrow_table().column(0)
        print(column.type, *column.to_pylist())
PY
PYTHONPATH="$work/lib" python3 "$work/ask.py" "$work/orders.db" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
string 1.234568e+07 1.234568e+07 chưa rõ
double 12345678.5 12345679.0
string 12345678.5 12345679 chưa rõ
SEEN
