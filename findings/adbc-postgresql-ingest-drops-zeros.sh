#!/usr/bin/env bash
# Rows that the ADBC driver of PostgreSQL writes (ingest) into a column `numeric` lose the zeros behind their decimals: an amount
# of two decimals, 1234567890.10, stands there as 1234567890.1, and 5.00 as 5. The same through `insert` keeps them, and so
# does a column `numeric(18,2)`. The number is the same; what is shown, exported or compared as text is not.
#
# Seen with PostgreSQL 15 (Debian 12), adbc-driver-postgresql 1.13.0, pyarrow 26.0.1, CPython 3.11.
# A good guess: decimal128(18, 2) has two decimals wherever it arrives.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
server=/usr/lib/postgresql/15/bin
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
trap 'as "$server/pg_ctl" -D "$work/pg/data" -m immediate stop > "$work/log" 2>&1 || true; rm -rf "$work"' EXIT
[ -x "$server/initdb" ] || { apt-get -qq update && apt-get -qq install -y postgresql-15; } > "$work/log"
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  adbc-driver-postgresql==1.13.0 adbc-driver-manager==1.13.0 pyarrow==26.0.1
chmod 755 "$work"
mkdir "$work/pg"
[ "$(id -u)" != 0 ] || chown postgres "$work/pg"
cd "$work/pg"
as "$server/initdb" -D "$work/pg/data" -U postgres -A trust --locale=C.UTF-8 > "$work/log"
as "$server/pg_ctl" -D "$work/pg/data" -o "-h '' -k $work/pg" -l "$work/pg/log" -w start > "$work/log"
cat > "$work/ask.py" <<'PY'
import decimal
import sys

import adbc_driver_postgresql.dbapi
import pyarrow

where = f"postgresql:///postgres?host={sys.argv[1]}&user=postgres"
amounts = [decimal.Decimal(digits) for digits in ("1234567890.10", "5.00", "0.25")]
with adbc_driver_postgresql.dbapi.connect(where, autocommit=True) as database, database.cursor() as cursor:
    cursor.execute("create table t (free numeric, fixed numeric(18,2), inserted numeric)")
    column = pyarrow.array(amounts, pyarrow.decimal128(18, 2))
    cursor.adbc_ingest("t", pyarrow.table({"free": column, "fixed": column}), mode="append")
    for amount in amounts:
        cursor.execute(f"update t set inserted = {amount} where free = {amount}")
    cursor.execute("select free::text, fixed::text, inserted::text from t order by t.free desc")
    for row in cursor.fetchall():
        print(*row, sep=" | ")
PY
PYTHONPATH="$work/lib" python3 "$work/ask.py" "$work/pg" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
1234567890.1 | 1234567890.10 | 1234567890.10
5 | 5.00 | 5.00
0.25 | 0.25 | 0.25
SEEN
