#!/usr/bin/env bash
# PostgreSQL through ADBC: an oid is a whole number of 32 bits without a sign, and arrives as one with a sign, so that from
# 2147483648 on it is negative: a key of another row, or of none. Cast to bigint it is right.
#
# Seen with PostgreSQL 15 (Debian 12), adbc-driver-postgresql 1.13.0, pyarrow 26.0.1, CPython 3.11:
#   3000000000::oid    text 3000000000    arrived -1294967296, int32
# A good guess: whatever the type of the column that arrives, it holds the number.
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
    for number in (2147483647, 3000000000, 4294967295):
        cursor.execute(f"select {number}::oid as o, {number}::oid::text as said, {number}::oid::bigint as whole")
        row = cursor.fetch_arrow_table()
        o, said, whole = (column[0].as_py() for column in row.columns)
        print(said, "|", row.schema.field("o").type, o, "|", whole)
PY
PYTHONPATH="$work/lib" python3 "$work/ask.py" "$work/pg" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
2147483647 | int32 2147483647 | 2147483647
3000000000 | int32 -1294967296 | 3000000000
4294967295 | int32 -1 | 4294967295
SEEN
