#!/usr/bin/env bash
# MariaDB (and MySQL): a FLOAT holds 16777216 and 123456789 (as 123456792), and its comparison and its sum know that; but the
# text in which every client gets it has six digits: 16777200 and 123457000. So numbers that are read differ from those that
# the server counts with, by up to one in a million. `x + 0e0` brings what is stored.
#
# Seen with MariaDB 10.11 (Debian 12).
# A good guess: what `select` shows is what the column holds.
# Exits 1 if that changes.
set -euo pipefail
work=$(mktemp -d)
as() { if [ "$(id -u)" = 0 ]; then runuser -u nobody -- "$@"; else "$@"; fi; }
trap 'kill "$server" 2> "$work/log" || true; wait || true; rm -rf "$work"' EXIT
server=
command -v mariadbd > "$work/log" || { apt-get -qq update && apt-get -qq install -y mariadb-server; } > "$work/log"
[ "$(id -u)" != 0 ] || chown nobody "$work"
as mariadb-install-db --no-defaults --datadir="$work/data" --auth-root-authentication-method=normal --skip-test-db > "$work/log" 2>&1
as "$(command -v mariadbd)" --no-defaults --datadir="$work/data" --skip-networking --socket="$work/s" --pid-file="$work/pid" > "$work/log" 2>&1 &
ask() { mariadb --no-defaults -N -B -S "$work/s" -u root "$@"; }
for _ in $(seq 100); do ask -e 'select 1' > "$work/out" 2>&1 && break; sleep 0.2; done
server=$(cat "$work/pid")
ask -e "select regexp_substr(version(), '^[0-9]+[.][0-9]+')" | sed 's/^/MariaDB /'
ask -e 'create database f; create table f.t (x float); insert into f.t values (16777216), (123456789), (0.1);'
ask -e 'select x, x + 0e0 > 16777200, round(x + 0e0, 3) from f.t; select round(sum(x), 3) from f.t' | tee "$work/seen"
diff "$work/seen" - <<'SEEN' || { echo "changed"; exit 1; }
16777200	1	16777216.000
123457000	1	123456792.000
0.1	0	0.100
140234008.100
SEEN
