#!/usr/bin/env bash
# ConnectorX: `partition_on` reads a query in parts, by ranges of a whole-numbered column from its least value to its
# greatest, and no part has the rows whose column is null. They are missing from the result, which says nothing: orders
# without an employee are gone as soon as they are read by employee. `partition_num=1` loses them too.
#
# Seen with connectorx 0.4.6 (pyarrow 25.0.1), CPython 3.11, over SQLite:
#   9 orders, 3 without an employee -> 9 rows; with partition_on='employee' 6 rows, whatever partition_num
# A good guess: parts add up to the whole. Spark's JDBC reader, which takes the same arguments, has nulls in its first part.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  connectorx==0.4.6 pyarrow==25.0.1
cat > "$work/ask.py" <<'PY'
import sqlite3
import sys
import connectorx
import pyarrow
path = sys.argv[1]
with sqlite3.connect(path) as made:
    made.execute("create table orders(id integer primary key, employee integer, amount integer)")
    made.executemany("insert into orders values (?, ?, 100)", [(number, number if number % 3 else None) for number in range(1, 10)])
def read(**how):
    rows = pyarrow.table(connectorx.read_sql(f"sqlite://{path}", "select * from orders", return_type="arrow", **how))
    return rows.num_rows, sum(rows["amount"].to_pylist()), rows["employee"].null_count
print("whole", *read())
for parts in (1, 2, 4):
    print(parts, *read(partition_on="employee", partition_num=parts))
PY
PYTHONPATH="$work/lib" python3 "$work/ask.py" "$work/orders.db" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
whole 9 900 3
1 6 600 0
2 6 600 0
4 6 600 0
SEEN
