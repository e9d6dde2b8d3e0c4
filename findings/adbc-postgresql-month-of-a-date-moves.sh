#!/usr/bin/env bash
# PostgreSQL through ADBC: date_trunc of a DATE is a timestamp with a time zone, the session's midnight, and the Arrow
# column that arrives is in UTC whatever the session is. So in a Vietnamese session the month of 5 January 2024 arrives as
# 31 December 2023, 17:00, in the month before. As text it looks right; of a TIMESTAMP, or cast back to a date, it is.
#
# Seen with PostgreSQL 15 (Debian 12), adbc-driver-postgresql 1.13.0, pyarrow 26.0.1, CPython 3.11, session in
# Asia/Ho_Chi_Minh:
#   date_trunc('month', date '2024-01-05')    text 2024-01-01 00:00:00+07    arrived 2023-12-31
# A good guess: a date has no zone, so neither has its month.
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
import sys
import adbc_driver_postgresql.dbapi
where = f"postgresql:///postgres?host={sys.argv[1]}&user=postgres"
with adbc_driver_postgresql.dbapi.connect(where, autocommit=True) as database, database.cursor() as cursor:
    cursor.execute("set timezone = 'Asia/Ho_Chi_Minh'")
    for month in ("date '2024-01-05'", "timestamp '2024-01-05 00:00'"):
        cut = f"date_trunc('month', {month})"
        cursor.execute(f"select {cut} as cut, {cut}::text as said, {cut}::date as day")
        row = cursor.fetch_arrow_table()
        cut, said, day = (column[0].as_py() for column in row.columns)
        print(month, "|", row.schema.field("cut").type, cut.date(), "|", said, "|", day)
PY
PYTHONPATH="$work/lib" python3 "$work/ask.py" "$work/pg" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
date '2024-01-05' | timestamp[us, tz=UTC] 2023-12-31 | 2024-01-01 00:00:00+07 | 2024-01-01
timestamp '2024-01-05 00:00' | timestamp[us] 2024-01-01 | 2024-01-01 00:00:00 | 2024-01-01
SEEN
