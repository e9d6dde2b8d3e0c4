#!/usr/bin/env bash
# PostgreSQL's `age` (and `justify_days`, intervals with months) becomes a Python timedelta of months of 30 and years of 365 days,
# in psycopg, psycopg2 and asyncpg alike: the age of a deal from 31 January to 1 March 2023 is 29 days between the dates,
# and 31 by the driver; two years from 1 January 2023 are 730, not 731. Sums of such ages are off by days, without a word.
#
# Seen with PostgreSQL 15 (Debian 12), psycopg2 2.9.13, psycopg 3.3.9, asyncpg 0.32.0, CPython 3.11.
# A good guess: an age in days is the days between the two dates; or a type that keeps months apart.
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
where = f"host={sys.argv[1]} user=postgres"
async def through_asyncpg(query):
    return (await (await asyncpg.connect(host=sys.argv[1], user="postgres")).fetchrow(query)).values()
for first, last in ("2023-01-31", "2023-03-01"), ("2024-02-29", "2024-03-31"), ("2023-01-01", "2025-01-01"):
    query = f"select date '{last}' - date '{first}', age('{last}', '{first}')::text, age('{last}', '{first}')"
    found = [list(asyncio.run(through_asyncpg(query)))]
    for driver in psycopg2, psycopg:
        with driver.connect(where) as database, database.cursor() as cursor:
            cursor.execute(query)
            found.append(list(cursor.fetchone()))
    print(first, last, "|", found[0][0], "days |", found[0][1], "|", *[age.days for _, _, age in found])
PY
PYTHONPATH="$work/lib" python3 "$work/ask.py" "$work/pg" | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
2023-01-31 2023-03-01 | 29 days | 1 mon 1 day | 31 31 31
2024-02-29 2024-03-31 | 31 days | 1 mon 2 days | 32 32 32
2023-01-01 2025-01-01 | 731 days | 2 years | 730 730 730
SEEN
