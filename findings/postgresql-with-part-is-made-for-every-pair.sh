#!/usr/bin/env bash
# PostgreSQL 12 and later: a part of a statement (`with p as (…)`) that is read once is put where it is read, and what its
# columns are made of is made again wherever they are named: for a nested loop once for every pair of rows, and once more for
# every condition. Conditions on made columns are thought to hold for one row in two hundred, so that nested loops are taken
# where thousands of rows come. `as materialized` makes every column once for a row.
#
# Seen with PostgreSQL 15 (Debian 12): of 2,000 and 2,000 rows an immutable function that makes a date of a text is called
# as often as there are pairs, more than a million times, against 4,000.
# A good guess: a part is reckoned once, as up to version 11, or at least once for each of its rows.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
server=/usr/lib/postgresql/15/bin
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
trap 'as "$server/pg_ctl" -D "$work/pg/data" -m immediate stop > "$work/log" 2>&1 || true; rm -rf "$work"' EXIT
[ -x "$server/initdb" ] || { apt-get -qq update && apt-get -qq install -y postgresql-15; } > "$work/log"
chmod 755 "$work"
mkdir "$work/pg"
[ "$(id -u)" != 0 ] || chown postgres "$work/pg"
cd "$work/pg"
as "$server/initdb" -D "$work/pg/data" -U postgres -A trust --locale=C.UTF-8 > "$work/log"
as "$server/pg_ctl" -D "$work/pg/data" -o "-h '' -k $work/pg -c track_functions=all" -l "$work/pg/log" -w start > "$work/log"
ask() { "$server/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$work/pg" -U postgres -c "$1"; }
"$server/psql" -X -q -A -t -h "$work/pg" -U postgres -c 'show server_version'
ask "create table people as select i as id, '2023-01-01'::text as born from generate_series(1, 2000) i;
     create table visits as select i as id, i as person, '2023-02-01'::text as at, 'Placed'::text as state from generate_series(1, 2000) i;
     create function day(t text) returns date immutable language plpgsql as 'begin return t::date; end';
     analyze people, visits"
for once in '' materialized; do
  ask "select pg_stat_reset()" > "$work/log"
  rows=$(ask "with p as $once (select id, day(born) as born from people), v as $once (select person, day(at) as at, lower(state) as state from visits)
              select count(*) from v left join p on p.id = v.person and p.born < '2024-01-01' where v.at >= '2023-01-01' and v.at < '2024-01-01'
                and v.state = 'placed'")
  calls=0
  # What a session counted comes into the view when it ends, or a little later.
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    calls=$(ask "select coalesce(sum(calls), 0) from pg_stat_user_functions where funcname = 'day'")
    [ "$calls" = 0 ] || break
    sleep 1
  done
  if [ "$calls" -gt 1000000 ]; then often='more than a million calls'; elif [ "$calls" = 4000 ]; then often='4000 calls'; else often="$calls calls"; fi
  echo "as ${once:-it is}: $rows rows, $often"
done | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
as it is: 2000 rows, more than a million calls
as materialized: 2000 rows, 4000 calls
SEEN
