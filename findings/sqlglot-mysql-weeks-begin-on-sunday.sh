#!/usr/bin/env bash
# sqlglot: PostgreSQL's date_trunc('week', …), whose weeks begin on Mondays by its manual, translated for MySQL counts whole
# weeks from the first day of year 0, which is a Sunday to MariaDB: each Sunday lands in the week after its own. Months and
# quarters, translated in the same way, come out as they went in.
#
# Seen with sqlglot 30.30.0 and MariaDB 10.11 (Debian 12).
#   Sunday 2023-09-03    PostgreSQL's week of 2023-08-28    translated: the week of 2023-09-03
# A good guess: the translation of a query groups the same days together, or is refused.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
as() { if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi; }
trap 'kill "$server" 2> "$work/log" || true; wait || true; rm -rf "$work"' EXIT
server=
command -v mariadbd > "$work/log" || { apt-get -qq update && apt-get -qq install -y mariadb-server; } > "$work/log"
python3 -m pip install -q --root-user-action=ignore --disable-pip-version-check --target "$work/lib" sqlglot==30.30.0
[ "$(id -u)" != 0 ] || chown nobody "$work"
as mariadb-install-db --no-defaults --datadir="$work/data" --auth-root-authentication-method=normal --skip-test-db > "$work/log" 2>&1
as "$(command -v mariadbd)" --no-defaults --datadir="$work/data" --skip-networking --socket="$work/s" --pid-file="$work/pid" > "$work/log" 2>&1 &
ask() { mariadb --no-defaults -N -B -S "$work/s" -u root "$@"; }
for _ in $(seq 100); do ask -e 'select 1' > "$work/out" 2>&1 && break; sleep 0.2; done
server=$(cat "$work/pid")
ask -e "select regexp_substr(version(), '^[0-9]+[.][0-9]+')" | sed 's/^/MariaDB /'
days="(select date '2023-09-01' as d union all select date '2023-09-02' union all select date '2023-09-03' union all select date '2023-09-04') as t"
for unit in week month quarter; do
  PYTHONPATH="$work/lib" python3 -c 'import sys, sqlglot; print(sqlglot.transpile(sys.argv[1], read="postgres", write="mysql")[0])' \
    "select d, date_trunc('$unit', d) from $days order by d" > "$work/query"
  ask < "$work/query" | awk -v unit="$unit" '{ print unit, $1, $2 }'
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
week 2023-09-01 2023-08-27
week 2023-09-02 2023-08-27
week 2023-09-03 2023-09-03
week 2023-09-04 2023-09-03
month 2023-09-01 2023-09-01
month 2023-09-02 2023-09-01
month 2023-09-03 2023-09-01
month 2023-09-04 2023-09-01
quarter 2023-09-01 2023-07-01
quarter 2023-09-02 2023-07-01
quarter 2023-09-03 2023-07-01
quarter 2023-09-04 2023-07-01
SEEN
