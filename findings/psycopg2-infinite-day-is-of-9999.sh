#!/usr/bin/env bash
# PostgreSQL's `infinity`, the usual end of what has none (a price that holds, a contract), arrives through psycopg2 and
# asyncpg as 31 December 9999: a day like any other, and the same as a 9999-12-31 that somebody wrote. What is
# reckoned with it is no error: open rows have 2.9 million days to go. psycopg 3 raises.
#
# Seen with PostgreSQL 15 (Debian 12), psycopg2 2.9.13, psycopg 3.3.9, asyncpg 0.32.0, CPython 3.11.
# A good guess: an error, a text, or no value, as there is no such date in Python.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
server=/usr/lib/postgresql/15/bin
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
trap 'as "$server/pg_ctl" -D "$work/pg/data" -m immediate stop > "$work/log" 2>&1 || true; rm -rf "$work"' EXIT
[ -x "$server/initdb" ] || { apt-get -qq update && apt-get -qq install -y postgresql-15; } > "$work/log"
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" \
  psycopg2-binary==2.9.13 'psycopg[binary]==3.3.9' asyncpg==0.32.0
chmod 755 "$work"
mkdir "$work/pg"
[ "$(id -u)" != 0 ] || chown postgres "$work/pg"
cd "$work/pg"
as "$server/initdb" -D "$work/pg/data" -U postgres -A trust --locale=C.UTF-8 > "$work/log"
as "$server/pg_ctl" -D "$work/pg/data" -o "-h '' -k $work/pg" -l "$work/pg/log" -w start > "$work/log"
cat > "$work/ask.py" <<'PY'
import asyncio, sys
import asyncpg, psycopg, psycopg2
where, query = f"host={sys.argv[1]} user=postgres", "select 'infinity'::date, 'infinity'::timestamp, '9999-12-31'::date"
for driver in psycopg2, psycopg:
    with driver.connect(where) as database, database.cursor() as cursor:
        try:
            cursor.execute(query)
            row = cursor.fetchone()
            print(driver.__name__, *row, row[0] == row[2])
        except psycopg.DataError as error:
            print(driver.__name__, error)
async def ask():
    database = await asyncpg.connect(host=sys.argv[1], user="postgres")
    row = await database.fetchrow(query)
    print("asyncpg", *row.values(), row[0] == row[2])
asyncio.run(ask())
PY
PYTHONPATH="$work/lib" python3 "$work/ask.py" "$work/pg" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
psycopg2 9999-12-31 9999-12-31 23:59:59.999999 9999-12-31 True
psycopg date too large (after year 10K): 'infinity'
asyncpg 9999-12-31 9999-12-31 23:59:59.999999 9999-12-31 True
SEEN
